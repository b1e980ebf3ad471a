"""Notebooks to pages, many at once: run, dated, linked, listed and packed. What they are about is not known here."""

from .batch import is_current, run_batch
from .bundle import pack
from .editions import Edition
from .jobs import Job
from .making import Result

__all__ = ["Edition", "Job", "Result", "is_current", "pack", "run_batch"]

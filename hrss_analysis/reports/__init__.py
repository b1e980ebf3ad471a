"""Notebooks to HTML, one or many, each checked before it starts."""

from .batch import run_batch
from .bundle import bundle
from .catalogue import REPORTS, find_report
from .jobs import Job, make_job, plan, planned_areas
from .own import own_report

__all__ = ["REPORTS", "Job", "bundle", "find_report", "make_job", "own_report", "plan", "planned_areas", "run_batch"]

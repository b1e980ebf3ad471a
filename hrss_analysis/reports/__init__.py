"""Notebooks to HTML, one or many, each checked before it starts."""

from .batch import run_batch
from .bundle import bundle
from .catalogue import REPORTS, find_report
from .jobs import Job, make_job, plan, planned_areas

__all__ = ["REPORTS", "Job", "bundle", "find_report", "make_job", "plan", "planned_areas", "run_batch"]

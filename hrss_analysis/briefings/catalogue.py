"""The package's own reports: every module here that has a ``REPORT``, in the order in which an index lists them."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from ..errors import UsageError, unknown
from .report import Report


def _found() -> Iterator[Report]:
    """The report of every module that says it has one; the others are not imported for it."""
    for path in Path(__file__).parent.glob("*.py"):
        if "\nREPORT = " in path.read_text(encoding="utf-8"):
            yield import_module(f".{path.stem}", __package__).REPORT


REPORTS = {report.name: report for report in sorted(_found(), key=lambda report: (report.place, report.name))}


def find_report(name: str) -> Report:
    """The report of that name.

    Raises
    ------
    UsageError
        If there is none; the nearest name is proposed.
    """
    if name not in REPORTS:
        raise UsageError(unknown("report", name, REPORTS))
    return REPORTS[name]

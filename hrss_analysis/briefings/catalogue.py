"""The package's own reports, in the order in which an index lists them."""

from ..errors import UsageError, unknown
from . import (
    area_quarter,
    city_quarter,
    data_quality,
    department_quarter,
    indicator_profile,
    plan_review,
    projection_review,
)
from .report import Report

REPORTS = {
    module.REPORT.name: module.REPORT
    for module in (
        city_quarter,
        area_quarter,
        department_quarter,
        indicator_profile,
        data_quality,
        plan_review,
        projection_review,
    )
}


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

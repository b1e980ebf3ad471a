"""One area's quarter."""

from collections.abc import Mapping

from ..quarters import Quarter
from ..quarters.cut import Content
from ..vocabulary import Label
from .names import area
from .report import AREA, PERIOD, Report, area_page

SHOWN = (
    "progress", "attention", "changes", "history", "project", "pace", "turned", "shares", "check", "origins", "revisions", "adjustments",
)  # fmt: skip


def _shows(told: Quarter, given: Mapping[str, str]) -> Content:
    own = told.of(area=given["area"]).concerned
    return [(name, own) for name in SHOWN]


REPORT = Report(
    "area_quarter",
    "one area's quarter",
    (AREA, PERIOD),
    lambda ds, given: area_page(ds, given["area"]),
    lambda ds, given: area(ds, given["area"]),
    Label("分地区", "Areas"),
    _shows,
    place=20,
)

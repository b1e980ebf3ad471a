"""The quarterly bulletin of the whole."""

from collections.abc import Mapping

from ..quarters import Quarter
from ..quarters.cut import Content
from ..vocabulary import Label
from .names import area
from .report import PERIOD, Report

OF_ALL = ("progress", "attention", "history", "origins", "revisions", "adjustments", "tables")
OF_THE_WHOLE = ("changes", "project", "pace", "turned")


def _shows(told: Quarter, _given: Mapping[str, str]) -> Content:
    whole = told.of(area=told.ds.city)
    first = told.ds.calendar.period(told.period).is_first
    return [
        *((name, told) for name in OF_ALL),
        *((name, whole) for name in OF_THE_WHOLE),
        *([("contributions", told.of(no=1))] if 1 in told.ds.terms.ids else []),
        *([("succession", told)] if first else []),
        *([] if told.ds.parts else [("long_history", whole)]),  # one area alone is held against its own past
    ]


REPORT = Report(
    "city_quarter",
    "the quarterly bulletin of the whole",
    (PERIOD,),
    lambda _ds, _given: "city.html",
    lambda ds, _given: area(ds, ds.city),
    Label("总体", "Overall"),
    _shows,
    place=10,
    to_areas=True,
)

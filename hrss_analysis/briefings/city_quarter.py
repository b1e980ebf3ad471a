"""The quarterly bulletin of the whole."""

from .report import PERIOD, Report

REPORT = Report(
    "city_quarter",
    "the quarterly bulletin of the whole",
    (PERIOD,),
    lambda _ds, _given: "city.html",
    lambda ds, _given: ds.city,
    "总体",
    place=10,
)

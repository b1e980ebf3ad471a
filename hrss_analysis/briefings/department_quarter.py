"""A lead department's quarter: its indicators in every area, and whom to call."""

from collections.abc import Mapping

import pandas as pd

from ..dataset import Dataset
from ..language import listed, say, word
from ..paper.html import Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..rows import rows_of
from ..vocabulary import JUDGED, TERMS, Label, shown_as
from .cells import lowest_first, named
from .names import area, areas, indicator
from .report import DEPARTMENT, PERIOD, Report

OF_ALL = ("progress", "attention", "history", "origins", "revisions", "adjustments")
OF_THE_WHOLE = ("changes", "project", "pace", "turned")


def _shows(told: Quarter, given: Mapping[str, str]) -> Content:
    own = told.of(department=given["department"])
    whole = own.of(area=own.ds.city)
    return [*((name, own) for name in OF_ALL), *((name, whole) for name in OF_THE_WHOLE)]


REPORT = Report(
    "department_quarter",
    "a lead department's indicators over all areas",
    (DEPARTMENT, PERIOD),
    lambda ds, given: f"department-{ds.departments.index(given['department']) + 1:02}.html",
    lambda _ds, given: given["department"],
    Label("分处室", "Departments"),
    _shows,
    place=30,
    to_areas=True,
)

RED, AMBER = shown_as("red"), shown_as("amber")


def contacts(ds: Dataset, cells: pd.DataFrame) -> Html:
    """Whom to call about each indicator: who answers for it, who reports it, and which areas are behind.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of the department's indicators, in every area.
    """
    parts = cells[cells["area"].isin(ds.parts)]
    judged = set(parts.loc[parts["status"].isin(JUDGED), "no"])
    behind = {no: areas(ds, rows["area"]) for no, rows in parts[parts["status"].isin(RED + AMBER)].groupby("no")}
    silent = {no: areas(ds, rows["area"]) for no, rows in parts[parts["status"] == "not_reported"].groupby("no")}
    own = ds.indicators[ds.indicators["no"].isin(cells["no"])]
    fields = [
        Field(say("指标"), lambda row: named(ds, row.no), row_header=True),
        Field(say("责任处室"), lambda row: row.departments or row.lead_department or NOTHING),
        Field(word(TERMS["reported_by"]).capitalize(), lambda row: row.reported_by or NOTHING),
        *(
            [
                Field(
                    say("滞后、略有滞后的地区"),
                    lambda row: behind.get(row.no, say("无") if row.no in judged else NOTHING),
                ),
                Field(say("应报未报的地区"), lambda row: silent.get(row.no, say("无"))),
            ]
            if ds.parts
            else []
        ),
    ]
    return table(own, fields, say("各指标的责任处室和需要联系的地区"))


def area_sentence(ds: Dataset, cells: pd.DataFrame) -> str:
    """Say where the department's indicators are behind; blank where no area is judged, as in a single-area dataset."""
    parts = cells[cells["area"].isin(ds.parts)]
    if not parts["status"].isin(JUDGED).any():
        return ""
    red, amber = (parts[parts["status"].isin(statuses)] for statuses in (RED, AMBER))
    if red.empty and amber.empty:
        return say("分地区看，没有滞后的。")
    if red.empty:
        return say(
            "分地区看，没有滞后的，略有滞后或接近上限的{n}个：{areas}。", n=len(amber), areas=_counted(ds, amber)
        )
    worst = next(rows_of(lowest_first(red).head(1)))
    return say(
        "分地区看，滞后的地区指标{n}个：{areas}；相差最多的是{area}的{indicator}。",
        n=len(red),
        areas=_counted(ds, red),
        area=area(ds, worst.area),
        indicator=indicator(ds, worst.no),
    )


def _counted(ds: Dataset, rows: pd.DataFrame) -> str:
    """Areas with how many, the most first."""
    counts = rows["area"].value_counts(sort=False).reindex(ds.parts).dropna().astype(int)
    counts = counts.sort_values(ascending=False, kind="stable")
    return listed(say("{name}{n}项", name=area(ds, str(name)), n=count) for name, count in counts.items())

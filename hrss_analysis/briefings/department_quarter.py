"""A lead department's quarter: its indicators in every area, and whom to call."""

from collections.abc import Mapping

import pandas as pd

from ..dataset import Dataset
from ..paper.html import Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..rows import rows_of
from ..vocabulary import JUDGED, Label, shown_as
from .cells import lowest_first, named
from .report import DEPARTMENT, PERIOD, Report

OF_ALL = ("progress", "history", "origins", "revisions", "adjustments")
OF_THE_WHOLE = ("changes", "pace", "turned")


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
    behind = {no: "、".join(rows["area"]) for no, rows in parts[parts["status"].isin(RED + AMBER)].groupby("no")}
    silent = {no: "、".join(rows["area"]) for no, rows in parts[parts["status"] == "not_reported"].groupby("no")}
    own = ds.indicators[ds.indicators["no"].isin(cells["no"])]
    fields = [
        Field("指标", lambda row: named(ds, row.no), row_header=True),
        Field("责任处室", lambda row: row.departments or row.lead_department or NOTHING),
        Field("报送处室", lambda row: row.reported_by or NOTHING),
        *(
            [Field("滞后、略有滞后的地区", lambda row: behind.get(row.no, "无" if row.no in judged else NOTHING))]
            if ds.parts
            else []
        ),
        *([Field("应报未报的地区", lambda row: silent.get(row.no, "无"))] if ds.parts else []),
    ]
    return table(own, fields, "各指标的责任处室和需要联系的地区")


def area_sentence(ds: Dataset, cells: pd.DataFrame) -> str:
    """Say where the department's indicators are behind; blank where no area is judged, as in a single-area dataset."""
    parts = cells[cells["area"].isin(ds.parts)]
    if not parts["status"].isin(JUDGED).any():
        return ""
    red, amber = (parts[parts["status"].isin(statuses)] for statuses in (RED, AMBER))
    slightly = f"略有滞后或接近上限的{len(amber)}个：{_listed(ds, amber)}" if len(amber) else ""
    if red.empty:
        return "分地区看，没有滞后的" + (f"，{slightly}。" if slightly else "。")
    worst = next(rows_of(lowest_first(red).head(1)))
    return (
        f"分地区看，滞后的地区指标{len(red)}个：{_listed(ds, red)}；"
        f"相差最多的是{worst.area}的{ds.indicator(worst.no).name}。"
    )


def _listed(ds: Dataset, rows: pd.DataFrame) -> str:
    """Areas with how many, the most first."""
    counts = rows["area"].value_counts(sort=False).reindex(ds.parts).dropna().astype(int)
    return "、".join(f"{area}{count}项" for area, count in counts.sort_values(ascending=False, kind="stable").items())

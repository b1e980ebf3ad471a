"""One indicator's year: where the whole and the areas stand, and what had been projected on the way."""

from collections.abc import Mapping

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..paper import labels
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..reasons import sentence
from ..rows import rows_of
from ..vocabulary import JUDGED, STATUS, Label
from .cells import year_on_year
from .narrative import against_last_year, lag_of, progress_of
from .projections import chance_text, figure_of, interval, rhythm_of
from .report import NO, YEAR, Report, indicator_page

OF_ALL = (
    "progress", "changes", "history", "long_history", "project", "ranking", "contributions", "funnels", "origins", "revisions",
    "adjustments",
)  # fmt: skip


def _shows(told: Quarter, given: Mapping[str, str]) -> Content:
    own = told.of(no=int(given["no"]))
    return [*((name, own) for name in OF_ALL), ("on_the_way", own.of(area=own.ds.city))]


REPORT = Report(
    "indicator_profile",
    "one indicator's year: definition, targets, trends, areas beside each other, projection",
    (NO, YEAR),
    lambda ds, given: indicator_page(ds, int(given["no"])),
    lambda ds, given: ds.indicator(int(given["no"])).name,
    Label("指标专页", "Indicators"),
    _shows,
    place=40,
)


def profile_headline(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame, projected: pd.DataFrame) -> list[str]:
    """Where the whole stands on one indicator, how many areas show which light, and the year's end.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one indicator.
    changed, projected
        Rows of ``changes`` and ``project`` of the same period.
    """
    told = [_whole(ds, cells, changed), _areas(ds, cells), _year_end(ds, cells, projected)]
    return [sentence for sentence in told if sentence]


def _whole(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> str:
    own = cells[cells["area"] == ds.city]
    if own.empty:
        return ""
    row = next(rows_of(own))
    opening = f"截至{labels.period_label(row.period)}，{ds.city}"
    name = ds.indicator(row.no).name
    if pd.isna(row.actual):
        return f"{opening}{name}{STATUS[row.status].zh}" + (f"（{sentence(row)}）。" if row.reason else "。")
    compared = against_last_year(year_on_year(own, changed).get((row.no, row.area)))
    if row.status in ("behind", "over_cap", "slightly_behind"):
        missed = row.status == "behind" and parse_period(row.period).is_last
        return f"{opening}{lag_of(ds, row)}{compared}，{'未完成全年目标' if missed else STATUS[row.status].zh}。"
    if pd.notna(row.gap_points) and row.kind == "flow":
        return f"{opening}{progress_of(ds, row)}{compared}。"
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    goal = f"，全年目标{labels.target_text(row.target, row.bound, number)}" if pd.notna(row.target) else ""
    return f"{opening}{name}{number(row.actual, row.target)}{goal}{compared}，{STATUS[row.status].zh}。"


def _areas(ds: Dataset, cells: pd.DataFrame) -> str:
    parts = cells[cells["area"].isin(ds.parts) & cells["status"].isin(JUDGED)]
    if parts.empty:
        return ""
    counts = [(STATUS[status].zh, parts.loc[parts["status"] == status, "area"]) for status in JUDGED]
    told = [(word, areas) for word, areas in counts if len(areas)]
    if len(told) == 1:
        return f"本期评判的{len(parts)}个地区均{told[0][0]}。"
    listed = "、".join(
        f"{word}{len(areas)}个" + (f"（{'、'.join(areas)}）" if len(areas) <= 3 else "") for word, areas in told
    )
    return f"本期评判的{len(parts)}个地区中：{listed}。"


def _year_end(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame) -> str:
    own = projected[(projected["area"] == ds.city) & projected["year_end"].notna() & (projected["method"] != "final")]
    goal = cells.loc[cells["area"] == ds.city, "target"]
    if own.empty or goal.isna().all():
        return ""
    row = next(rows_of(own))
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    chance = f"，达到目标的可能{chance_text(row.p_reach)}" if pd.notna(row.p_reach) else ""
    return f"{rhythm_of(own)}，年末约{number(row.year_end, goal.iloc[0])}{chance}。"


def year_end_table(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame) -> Html:
    """Where each area is projected to end the year; nothing once the year is over, or where nothing is projected."""
    goals = cells[["no", "area", "target", "bound", "origin"]]
    own = projected[projected["year_end"].notna() & (projected["method"] != "final")].merge(goals, on=["no", "area"])
    if own.empty:
        return EMPTY
    fields = [
        Field("地区", lambda row: row.area, row_header=True),
        Field(
            "全年目标",
            lambda row: labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no))),
            number=True,
        ),
        Field("推算年末", lambda row: figure_of(ds, row, row.year_end, row.target), number=True),
        *_chances(ds, own),
        Field("说明", lambda row: sentence(row) or NOTHING),
    ]
    return table(own, fields, marked(f"各地区年末推算（{rhythm_of(own)}）", own))


def _chances(ds: Dataset, found: pd.DataFrame) -> list[Field]:
    """The interval and the chance, where enough past errors are known for any."""
    intervals = [Field("80%区间", lambda row: interval(ds, row), number=True)]
    chances = [Field("达到目标的可能", lambda row: chance_text(row.p_reach), number=True)]
    return [*(intervals if found["low80"].notna().any() else []), *(chances if found["p_reach"].notna().any() else [])]


def path_table(ds: Dataset, no: int, on_the_way: pd.DataFrame) -> Html:
    """What had been projected for the whole at each period's end, and what came; nothing if nothing was.

    Parameters
    ----------
    ds
        The dataset.
    no
        The indicator.
    on_the_way
        What a quarter's ``on_the_way`` gives.
    """
    found = on_the_way[(on_the_way["no"] == no) & (on_the_way["area"] == ds.city)]
    found = found[found["year_end"].notna() & (found["method"] != "final")]
    if found.empty:
        return EMPTY
    now = ds.calendar.period(found["period"].iloc[0])
    fields = [
        Field("推算于", lambda row: labels.period_label(row.period), row_header=True),
        Field("推算年末", lambda row: figure_of(ds, row, row.year_end), number=True),
        *_chances(ds, found),
    ]
    if found["came"].notna().any():
        fields += [
            Field("年末实际", lambda row: figure_of(ds, row, row.came), number=True),
            Field("推算比实际", lambda row: labels.change_text(row.off, "%"), number=True),
        ]
    return table(found, fields, f"{ds.city}：{labels.in_words(now, quarter='各季度末', month='各月末')}的推算")

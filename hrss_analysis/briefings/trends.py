"""Where a year stands among the years before: for a dataset of one area, which has no others to be held against."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..calendar import Period
from ..dataset import Dataset
from ..language import clauses, say
from ..paper import labels
from ..paper.blocks import Figure
from ..paper.html import EMPTY, Html
from ..paper.tables import Field, marked, table
from ..quarters import Quarter
from ..rows import Row
from . import cells as cell
from .charts import Chart
from .charts.recent import recent
from .names import indicators

YEARS = 5  # before this one
FEWEST = 3  # so many earlier years make a comparison


def trends(told: Quarter) -> tuple[str, Chart | None, Html]:
    """What there is to say, to draw and to list; nothing where areas are compared, or no indicator has enough years.

    Parameters
    ----------
    told
        The period; of a dataset without parts.
    """
    ds, now = told.ds, told.ds.calendar.period(told.period)
    if ds.parts:
        return "", None, EMPTY
    past = told.long_history
    among = standing_among_years(past, now)
    if among.empty:
        return "", None, EMPTY
    drawn = past[past["no"].isin(among["no"]) & (past["year"] >= now.year - YEARS)]
    return _sentence(ds, among), recent(ds, drawn, now, _finding(among)), _table(ds, among, now)


def standing_among_years(past: pd.DataFrame, now: Period) -> pd.DataFrame:
    """Each indicator's figure among those of the same month in the years before.

    Parameters
    ----------
    past
        Rows of ``long_history`` of one area.
    now
        The period.

    Returns
    -------
    pandas.DataFrame
        A row for each indicator with a figure now and in at least three of the five years before that
        compare with it (of the same ``stretch``), with the columns ``no area value last low high rank of
        origin``: last year's figure, the lowest and the highest of the years before, and the place from
        the top among ``of`` years, this one included.
    """
    same = past[(past["month"] == now.end_month) & (past["year"] >= now.year - YEARS)]
    return pd.DataFrame(
        _ranked(same, now.year), columns=["no", "area", "value", "last", "low", "high", "rank", "of", "origin"]
    )


def _ranked(same: pd.DataFrame, year: int) -> Iterator[tuple[Any, ...]]:
    for (no, area), own in same.groupby(["no", "area"]):
        this = own[own["year"] == year]
        if this.empty:
            continue
        value, stretch = this["value"].iloc[0], this["stretch"].iloc[0]
        before = own[(own["year"] < year) & (own["stretch"] == stretch)]
        if len(before) < FEWEST:
            continue
        last = before.loc[before["year"] == year - 1, "value"]
        rank = 1 + int((before["value"] > value).sum())
        origin = "simulated" if (own["origin"] == "simulated").any() else ""
        figures = before["value"]
        yield (
            no,
            area,
            value,
            last.iloc[0] if len(last) else float("nan"),
            figures.min(),
            figures.max(),
            rank,
            len(before) + 1,
            origin,
        )


def _beyond(among: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is higher, and what is lower, than in any of the years before."""
    return among[among["value"] > among["high"]], among[among["value"] < among["low"]]


def _finding(among: pd.DataFrame) -> str:
    high, low = map(len, _beyond(among))
    return say("{n}项中{high}项高于以往各年同期，{low}项低于以往各年同期", n=len(among), high=high, low=low)


def _sentence(ds: Dataset, among: pd.DataFrame) -> str:
    high, low = _beyond(among)
    parts = [say("与前几年同期相比，{finding}", finding=_finding(among))]
    if len(high):
        parts.append(say("高于以往各年的是{names}", names=indicators(ds, high["no"]), n=len(high)))
    if len(low):
        parts.append(say("低于以往各年的是{names}", names=indicators(ds, low["no"]), n=len(low)))
    return say("{told}。", told=clauses(parts))


def _table(ds: Dataset, among: pd.DataFrame, now: Period) -> Html:
    fields = [
        Field(say("指标"), lambda row: cell.named_with_unit(ds, row.no), row_header=True),
        Field(say("本期末"), lambda row: cell.figure(ds, row.no, row.value), number=True),
        Field(say("去年同期"), lambda row: cell.figure(ds, row.no, row.last), number=True),
        Field(say("以往各年同期最低"), lambda row: cell.figure(ds, row.no, row.low), number=True),
        Field(say("以往各年同期最高"), lambda row: cell.figure(ds, row.no, row.high), number=True),
        Field(say("由高到低的位次"), _place, number=True),
    ]
    return table(
        among,
        fields,
        marked(say("{when}的数在近几年同期中的位次", when=labels.period_label(str(now))), among),
    )


def _place(row: Row) -> Figure:
    return Figure(f"{row.rank}/{row.of}", row.rank)

"""The tables of one area: every indicator, and those that are behind."""

from functools import partial

import pandas as pd

from ..dataset import Dataset
from ..language import say
from ..paper.content import note
from ..paper.html import Html, join
from ..paper.sparkline import sparkline
from ..paper.tables import Field, marked, table
from ..rows import Row, rows_of
from ..vocabulary import JUDGED, shown_as
from . import cells as cell
from .lights import bullet, light
from .months import month_table
from .names import area
from .projections import projection_cell

FEW = 10  # rows of a list of many areas that a screen shows at first


def scorecard(
    ds: Dataset,
    cells: pd.DataFrame,
    changed: pd.DataFrame,
    caption: str,
    projected: pd.DataFrame | None = None,
    history: pd.DataFrame | None = None,
    paced: pd.DataFrame | None = None,
) -> Html:
    """Every indicator of one area: target, actual, completion against pace, light, reason; and what a month itself brought.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    changed
        Rows of ``changes`` of the same period, for the comparison with a year ago.
    caption
        What the table shows.
    projected
        Rows of ``project`` of the same period, to stand beside the lights.
    history
        Figures of this year and the last, for small lines.
    paced
        Rows of ``pace`` of the same period, for what is known of last year.
    """
    if cells.empty:
        return note(say("{name}：本期末没有已生效的目标。", name=caption))
    cells = cell.with_past(cells, paced)
    year = cell.year_on_year(cells, changed)
    fields = [
        Field(say("序号"), lambda row: row.no, number=True),
        Field(
            say("指标"),
            lambda row: cell.named_with_unit(ds, row.no),
            row_header=True,
            attributes=lambda row: {"id": f"i{row.no}"},
        ),
        cell.status_field(),
        Field(say("全年目标"), lambda row: cell.asked(ds, row), number=True),
        Field(say("本期末"), lambda row: cell.figure(ds, row.no, row.actual, row.target), number=True),
        *cell.since_year_end(ds, cells),
        Field(say("同比（去年同期）"), lambda row: cell.year_ago(ds, row, year.get((row.no, row.area))), number=True),
        Field(say("完成率"), cell.completion, number=True),
        cell.gap_field(),
        Field(say("进度"), lambda row: bullet(row.completion, row.expected), class_="drawn"),
        *([] if history is None else [_trend(ds, cells, history)]),
        *_year_ends(ds, cells, projected),
    ]
    card = table(cells, fields, marked(caption, cells), class_="scorecard")
    return join([card, month_table(ds, cells, changed)])


def _trend(ds: Dataset, cells: pd.DataFrame, history: pd.DataFrame) -> Field:
    name, period = cells["area"].iloc[0], ds.calendar.period(cells["period"].iloc[0])
    own = history[history["area"] == name]
    series = {
        (no, when): dict(zip(rows["month"].map(period.place), rows["value"], strict=True))
        for (no, when), rows in own.groupby(["no", "year"])
    }

    def show(row: Row) -> Html:
        now, before = (series.get((row.no, when), {}) for when in (period.year, period.year - 1))
        return sparkline(now, before, period.per_year, from_zero=ds.indicator(row.no).kind == "flow")

    return Field(say("走势（灰线为上年）"), show, class_="drawn")


def _year_ends(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame | None) -> list[Field]:
    """Where each is projected to end the year; not once the year is over."""
    if projected is None or projected["method"].isin(["", "final"]).all():
        return []
    own = projected[projected["area"] == cells["area"].iloc[0]]
    by_no = {row.no: row for row in rows_of(own)}
    return [
        Field(
            say("推算年末（80%区间；达标概率）"),
            lambda row: projection_cell(ds, by_no.get(row.no), row.target),
            number=True,
        )
    ]


def needs(
    ds: Dataset,
    cells: pd.DataFrame,
    caption: str,
    *,
    lights: tuple[str, ...] = ("red", "amber"),
    paced: pd.DataFrame | None = None,
) -> Html:
    """What is behind or near a ceiling, the furthest first, and what it takes.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress``; those of several areas get a column that names them.
    caption
        What the table shows.
    lights
        Which lights are listed.
    paced
        Rows of ``pace`` of the same period, for what is known of last year.
    """
    if not cells["status"].isin(JUDGED).any():
        return note(say("本期没有可以评判的指标，无从判断是否滞后。"))
    wanting = cells[cells["status"].isin([status for name in lights for status in shown_as(name)])]
    if wanting.empty:
        return note(say("{name}：无。", name=caption))
    wanting = cell.with_past(cell.lowest_first(wanting), paced)
    year_over = wanting["required_per_month"].isna().all()
    several = cells["area"].nunique() > 1
    fields = [
        *([Field(say("地区"), lambda row: area(ds, row.area), class_="short")] if several else []),
        Field(say("指标"), lambda row: cell.named_with_unit(ds, row.no), row_header=True),
        Field(say("状态"), lambda row: light(row.status, row.period), class_="short", attributes=cell.by_status),
        cell.lead_field(ds),
        Field(say("本期末"), lambda row: cell.figure(ds, row.no, row.actual, row.target), number=True),
        *cell.since_year_end(ds, wanting),
        Field(say("全年目标"), lambda row: cell.asked(ds, row), number=True),
        Field(say("还差"), lambda row: cell.missing(ds, row), number=True),
        *([] if year_over else [Field(say("余下每月需完成"), partial(cell.effort, ds), number=True)]),
        Field(say("完成率"), cell.completion, number=True),
        cell.gap_field(),
    ]
    counted = say("{name}（{n}项）", name=caption, n=len(wanting))
    return table(wanting, fields, marked(counted, wanting), fold=FEW if several else None)

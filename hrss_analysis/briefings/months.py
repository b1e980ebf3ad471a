"""What a month itself brought, beside what stands since January: only where months are told."""

from dataclasses import replace

import pandas as pd

from ..calendar import MONTH, parse_period
from ..dataset import Dataset
from ..language import say
from ..paper import labels
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..rows import Row
from . import cells as cell


def month_table(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> Html:
    """The month of counts and stocks, with 同比 and 环比, and at a quarter's end the quarter; nothing where quarters are told.

    Nothing in January either, which is all that the year has so far. What is reported by
    quarters stands with its quarter, and says so.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    changed
        Rows of ``changes`` of the same period.
    """
    period = parse_period(cells["period"].iloc[0])
    if period.months != MONTH or period.is_first:
        return EMPTY
    current, year, before, quarter = (
        cell.measured(cells, changed, name)
        for name in ("current", "year_on_year_current", "quarter_on_quarter", "current_quarter")
    )
    keys = [key for key in zip(cells["no"], cells["area"], strict=True) if key in current or key in before]
    told = cells[pd.MultiIndex.from_frame(cells[["no", "area"]]).isin(keys)]
    if told.empty:
        return EMPTY

    def added(row: Row) -> str:
        key = (row.no, row.area)
        if key in current:
            return cell.figure(ds, row.no, current[key].value)
        if before[key].reason:  # a break, or a sum of other parts: the two do not make a difference
            return NOTHING
        return replace(cell.aligned(ds, row.no), signed=True)(before[key].difference, 0)

    def on_before(row: Row) -> str:
        change = before.get((row.no, row.area))
        return NOTHING if change is None else labels.change_text(change.value, change.unit)

    def of_quarter(row: Row) -> str:
        whole = quarter.get((row.no, row.area))
        return NOTHING if whole is None else cell.figure(ds, row.no, whole.value)

    fields = [
        Field(say("指标"), lambda row: cell.named_with_unit(ds, row.no), row_header=True),
        Field(say("期间"), lambda row: _span(ds, row.no), class_="short"),
        Field(say("新增，或比期初增减"), added, number=True),
        Field(
            say("同比（去年同期新增）"),
            lambda row: cell.year_ago(ds, row, year.get((row.no, row.area))),
            number=True,
        ),
        Field(say("环比"), on_before, number=True),
        *([Field(labels.within_year(period.quarter), of_quarter, number=True)] if quarter else []),
    ]
    return table(told, fields, marked(say("{month}当月", month=labels.time_label(str(period))), told))


def _span(ds: Dataset, no: int) -> str:
    spans = {"monthly": say("当月"), "quarterly": say("当季"), "semiannual": say("半年")}
    return spans.get(ds.indicator(no).frequency, say("全年"))

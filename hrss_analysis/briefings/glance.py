"""A period at a glance: how many lights of which colour, and a few figures beside those of last year."""

from collections.abc import Callable

import pandas as pd

from ..dataset import Dataset
from ..language import say
from ..paper import labels
from ..paper.blocks import Paragraphs
from ..paper.html import EMPTY, Html, element, join, said, saying
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..rows import Row
from ..vocabulary import STATUS
from . import cells as cell
from .lights import light
from .names import indicator

FIGURES = 6  # so many as are taken in at one look


def light_strip(cells: pd.DataFrame) -> Html:
    """One bar for all indicators of an area: how many show which light, the worst last.

    Parameters
    ----------
    cells
        Rows of ``progress`` of one area.
    """
    counts = cells["status"].value_counts()
    if counts.empty:
        return EMPTY
    period = cells["period"].iloc[0]
    items, texts = [], []
    for status in (name for name in STATUS if name in counts.index):
        shown = join([light(status, period), " ", element("b", f"{counts[status]}")])
        items.append(element("li", shown, class_=STATUS[status].light, style=f"flex-grow:{counts[status]}"))
        texts.append(said(shown)[0])
    return saying(element("ul", *items, class_="strip"), Paragraphs(texts, "legend"))


def key_figures(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> Html:
    """A few figures that everybody asks for: of each field of work the first that has one, then the next of the plan.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    changed
        Rows of ``changes`` of the same period.
    """
    told = chosen(ds, cells)
    if told.empty:
        return EMPTY
    year = cell.year_on_year(cells, changed)
    fields = [
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        Field(say("本期末"), lambda row: _figure(ds, row, row.actual, row.target), number=True, class_="now"),
        _labelled(say("去年同期"), lambda row: _base(ds, row, year.get((row.no, row.area)))),
        _labelled(say("同比"), lambda row: _change(year.get((row.no, row.area)))),
        _labelled(say("目标"), lambda row: _target(ds, row)),
        _labelled(say("完成率"), cell.completion),
        Field(say("状态"), lambda row: light(row.status, row.period), class_="short"),
    ]
    return table(told, fields, marked(say("主要指标"), told), class_="figures")


def chosen(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`key_figures`, in the plan's order."""
    known = cells[cells["actual"].notna()].merge(ds.indicators[["no", "category"]], on="no")
    first = ~known.duplicated("category")
    order = pd.concat([known[first], known[~first]]).head(FIGURES)
    return order.sort_values("no", kind="stable")


def _labelled(label: str, show: Callable[[Row], str]) -> Field:
    """A column that says in every row what it is: on a screen each row is a card of its own."""
    return Field(label, show, number=True, attributes=lambda row: {} if show(row) == NOTHING else {"data_label": label})


def _figure(ds: Dataset, row: Row, value: float, target: float | None = None) -> str:
    return labels.indicator_number(ds.indicator(row.no), with_unit=True)(value, target)


def _base(ds: Dataset, row: Row, change: Row | None) -> str:
    return NOTHING if change is None else _figure(ds, row, change.base)


def _change(change: Row | None) -> str:
    return NOTHING if change is None else labels.change_text(change.value, change.unit)


def _target(ds: Dataset, row: Row) -> str:
    return labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no), with_unit=True))

"""A period at a glance: how many lights of which colour, and a few figures beside those of last year."""

import pandas as pd

from ..dataset import Dataset
from ..language import say
from ..paper import labels
from ..paper.blocks import Paragraphs
from ..paper.content import listing
from ..paper.html import EMPTY, Html, element, join, said, saying
from ..rows import Row, rows_of
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
    return listing((_figure(ds, row, year.get((row.no, row.area))) for row in rows_of(told)), role="figures")


def chosen(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`key_figures`, in the plan's order."""
    known = cells[cells["actual"].notna()].merge(ds.indicators[["no", "category"]], on="no")
    first = ~known.duplicated("category")
    order = pd.concat([known[first], known[~first]]).head(FIGURES)
    return order.sort_values("no", kind="stable")


def _figure(ds: Dataset, row: Row, change: Row | None) -> Html:
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    lines = [element("span", indicator(ds, row.no), class_="name"), element("b", number(row.actual, row.target))]
    if change is not None and pd.notna(change.base):
        than = say(
            "去年同期{figure}，{change}",
            figure=number(change.base),
            change=labels.change_text(change.value, change.unit),
        )
        lines.append(element("span", than, class_="than"))
    lines.append(element("span", light(row.status, row.period), *_done(ds, row), class_="than"))
    return join(lines, " ")


def _done(ds: Dataset, row: Row) -> list[object]:
    """How much of the target is done, where there is one."""
    if pd.isna(row.target):
        return []
    target = labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no), with_unit=True))
    if pd.isna(row.completion):
        return [" ", say("目标{target}", target=target)]
    done = cell.completion(row)
    if pd.notna(row.base):
        return [
            " ",
            say("目标{target}，完成应净增的{share}", target=target, share=done)
            if row.completion > 0
            else say("目标{target}，比上年末净减", target=target),
        ]
    return [" ", say("完成目标{target}的{share}", target=target, share=done)]

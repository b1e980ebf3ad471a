"""A projection as it is printed: the figure, its interval, and the chance of keeping to the target."""

import pandas as pd

from ..dataset import Dataset
from ..language import say
from ..paper import labels
from ..paper.blocks import Figure, number_of
from ..paper.html import Html, carrying, element, join
from ..paper.labels import NOTHING
from ..reasons import sentence
from ..rows import Row


def rhythm_of(projected: pd.DataFrame) -> str:
    """How some figures were projected; without a year before there is only the linear pace.

    Examples
    --------
    >>> rhythm_of(pd.DataFrame({"method": ["linear"]})), rhythm_of(pd.DataFrame({"method": ["change", "linear"]}))
    ('按时间进度推算', '按去年同期节奏推算（缺去年数的按时间进度）')
    """
    linear = projected["method"] == "linear"
    if linear.all():
        return say("按时间进度推算")
    return say("按去年同期节奏推算（缺去年数的按时间进度）") if linear.any() else say("按去年同期节奏推算")


def figure_of(ds: Dataset, row: Row, value: float, target: float | None = None) -> str:
    """A figure of the row's indicator."""
    return labels.indicator_number(ds.indicator(row.no))(value, target)


def interval(ds: Dataset, row: Row) -> str:
    """An interval as it is printed; nothing where there is none."""
    if pd.isna(row.low80):
        return NOTHING
    return labels.figured("{low}至{high}", low=figure_of(ds, row, row.low80), high=figure_of(ds, row, row.high80))


def chance_text(chance: float) -> str:
    """A probability as it is printed: never 0 or 100 %, which no past errors can show.

    Examples
    --------
    >>> chance_text(0.004), chance_text(0.62), chance_text(1.0), chance_text(float("nan"))
    ('不足5%', '62%', '95%以上', '—')
    """
    if pd.isna(chance):
        return NOTHING
    if chance < labels.SURE:
        return say("不足5%")
    return say("95%以上") if chance > 1 - labels.SURE else Figure(f"{chance:.0%}", round(100 * chance))


def projection_cell(ds: Dataset, row: Row, target: float | None = None) -> Html:
    """A projection in a cell of the scorecard: figure, interval, chance."""
    if row is None or pd.isna(row.year_end) or row.method == "final":
        return element("span", NOTHING, title=sentence(row) or None if row is not None else None)
    beside = [
        interval(ds, row) if pd.notna(row.low80) else "",
        chance_text(row.p_reach) if pd.notna(row.p_reach) else "",
    ]
    beside += [say("按时间进度")] if row.method == "linear" else []
    # an interval and a chance are each kept in one line
    below = join([element("span", text, class_="kept") for text in beside if text], say("；"))
    year_end = figure_of(ds, row, row.year_end, target)
    why = sentence(row)  # what to know of it: no interval, no rhythm, parts that add up to something else
    told = element("span", year_end, title=why) if why else year_end
    shown = join([told, element("div", below, class_="reason") if below else ""])
    return carrying(shown, value=number_of(year_end))

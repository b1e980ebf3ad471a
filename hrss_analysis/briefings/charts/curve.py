"""Cumulative curves of the year in small multiples, with the year before as a ghost."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...calendar import Period
from ...dataset import Dataset
from ...dataset.schema import Indicator
from ...language import listed, say
from ...paper import labels
from ...paper.chart import ACCENT, INK, MUTED, PAPER, SMALL, Chart, Room, simulated
from ...paper.panels import Drawing, Panel, span_of
from ...rows import rows_of
from ...vocabulary import CEILINGS, shown_as
from ..cells import a_year_ago, completion, lowest_first
from ..names import area, indicator
from .behind import PAST
from .naming import LINE, curve_title, further_lines, tick

START = 0.0  # where last year's end stands
ABOVE, BELOW = (0, 5), (0, -7)  # points that a text stands apart from its figure


def curves(ds: Dataset, cells: pd.DataFrame, history: pd.DataFrame, *, most: int = 6) -> Chart | None:
    """Cumulative curves of the year in small multiples, last year's as a ghost.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress``: several indicators of one area, or one indicator in
        several areas; the first `most` with a figure are drawn.
    history
        Figures of this year and the last.
    most
        How many panels at the most.
    """
    # a figure a year is a point and no curve
    told = cells["actual"].notna() & (cells["no"].map(lambda no: ds.indicator(no).frequency) != "annual")
    shown = cells[told].head(most)
    if shown.empty:
        return None
    left_out = int(told.sum()) - len(shown)
    by_area = shown["area"].nunique() > 1
    period = ds.calendar.period(shown["period"].iloc[0])
    series = {
        key: own
        for key, own in history.groupby(["no", "area"])
        if key in set(zip(shown["no"], shown["area"], strict=True))
    }
    titles = [area(ds, cell.area) if by_area else curve_title(ds, cell.no) for cell in rows_of(shown)]
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    more = LINE * further_lines(titles)
    drawing = Drawing((2.35 + more) * rows + 0.2)
    places = drawing.panels(rows, columns, Room(left=0.65, top=0.5 + more, between=(0.95 + more, 0.75)))
    for place, cell, title in zip(places, rows_of(shown), titles, strict=False):
        own = series.get((cell.no, cell.area), history.head(0))
        panel, register = Panel(drawing, *place, (0, 1), (0, 1)), ds.indicator(cell.no)
        _draw_curve(register, panel, cell, own, period, title)
        name = area(ds, cell.area) if by_area else indicator(ds, cell.no)
        tell_points(panel, own, period, name, labels.indicator_number(register, with_unit=True))
    finding = _finding(ds, shown, a_year_ago(shown, history), by_area=by_area)
    if left_out and not shown["status"].isin(shown_as("red") + shown_as("amber")).all():
        finding = (
            say("{finding}，另{n}个地区未画", finding=finding, n=left_out)
            if by_area
            else say("{finding}，另{n}项未画", finding=finding, n=left_out)
        )
    title = labels.in_words(
        period,
        quarter=say("{year}年各季末数：{finding}", year=period.year, finding=finding),
        month=say("{year}年各月末数：{finding}", year=period.year, finding=finding),
    )
    if simulated(shown):
        title = say("{title}（模拟数据）", title=title)
    alt = _alt(period, finding, titles if by_area else [indicator(ds, no) for no in shown["no"]])
    return Chart(drawing.figure(), title, alt, pd.concat([*series.values(), history.head(0)])[PAST], drawing.told)


def _alt(period: Period, finding: str, names: Sequence[str]) -> str:
    places = {"n": len(names), "finding": finding, "names": listed(names), "year": period.year}
    return labels.in_words(
        period,
        quarter=say(
            "折线图{n}幅，{finding}：{names}。实线为{year}年各季末数，灰线为上年，虚线为全年目标，点线为应有的增长。各数见本页的表。",
            **places,
        ),
        month=say(
            "折线图{n}幅，{finding}：{names}。实线为{year}年各月末数，灰线为上年，虚线为全年目标，点线为应有的增长。各数见本页的表。",
            **places,
        ),
    )


def _finding(ds: Dataset, shown: pd.DataFrame, then: dict[tuple[int, str], float], *, by_area: bool) -> str:
    pairs = [(cell.actual, then[cell.no, cell.area]) for cell in rows_of(shown) if (cell.no, cell.area) in then]
    if not pairs:
        return say("没有去年同期数可比")
    higher = sum(now > before for now, before in pairs)
    slow = bool(shown["status"].isin(shown_as("red") + shown_as("amber")).all())
    which = _which(len(pairs), slow=slow, by_area=by_area)
    if slow and not by_area and pd.notna(shown["completion"].iloc[0]):
        worst = next(rows_of(shown.head(1)))
        return say(
            "{which}，最慢的{name}完成{share}", which=which, name=indicator(ds, worst.no), share=completion(worst)
        )
    if all(now == before for now, before in pairs):
        return say("{which}均持平于去年同期", which=which)
    if higher in (0, len(pairs)):
        return say("{which}均高于去年同期", which=which) if higher else say("{which}均不高于去年同期", which=which)
    if by_area:
        return say("{which}中{higher}个地区高于去年同期", which=which, higher=higher)
    return say("{which}中{higher}项高于去年同期", which=which, higher=higher)


def _which(n: int, *, slow: bool, by_area: bool) -> str:
    if slow and n == 1:
        return say("进度最慢的1个地区") if by_area else say("进度最慢的1项")
    if slow:
        return say("进度最慢的{n}个地区", n=n) if by_area else say("进度最慢的{n}项", n=n)
    return say("{n}个地区", n=n) if by_area else say("{n}项", n=n)


def _draw_curve(
    register: Indicator, panel: Panel, cell: Any, history: pd.DataFrame, period: Period, title: str
) -> None:
    number = labels.indicator_number(register)
    own = history.set_index(history["month"].map(period.place))
    before, now = (own.loc[own["year"] == year, "value"] for year in (period.year - 1, period.year))
    # room on the right for the year's name
    grows = register.pace == "growth" and pd.notna(cell.base)
    panel.x = (START - 0.25 if grows else 0.6, period.per_year + 0.75 * period.per_year / len(period.axis))
    panel.y = span_of([*before, *now, cell.target, *([cell.base] if grows else [])], from_zero=register.kind == "flow")
    panel.title(title)
    panel.frame({place: tick(each) for place, each in period.axis.items()}, number)
    if grows:
        _grow(panel, cell, now, period)
    panel.line(before.index, before, color=MUTED, linewidth=1.4, alpha=0.6)
    panel.line(now.index, now, color=ACCENT, linewidth=1.8)
    panel.dots(now.index, now, color=ACCENT, marker="o", markersize=4)
    if not pd.isna(cell.target):
        panel.line(panel.x, (cell.target, cell.target), color=INK, linewidth=1, linestyle=(0, (4, 3)))
        limit = number(cell.target)
        goal = say("上限 {number}", number=limit) if cell.bound in CEILINGS else say("目标 {number}", number=limit)
        panel.text(goal, 0.85, cell.target, ABOVE, va="bottom", ha="left", fontsize=SMALL, paper=True)
    if len(before):
        beyond = before.index[-1] + 0.08 * period.per_year / len(period.axis)
        year = str(period.year - 1)
        panel.text(year, beyond, before.iloc[-1], va="center", ha="left", fontsize=SMALL, color=MUTED, paper=True)
    if len(now):
        end = now.iloc[-1]
        near_target = not pd.isna(cell.target) and 0 <= cell.target - end < 0.2 * np.ptp([*before, *now, cell.target])
        under_ghost = now.index[-1] in before.index and end < before[now.index[-1]]
        offset, va = (BELOW, "top") if near_target or under_ghost else (ABOVE, "bottom")
        panel.text(
            number(cell.actual if now.index[-1] == period.number else end, cell.target), now.index[-1], end, offset,
            va=va, ha="center", fontsize=SMALL, color=ACCENT, paper=True,
        )  # fmt: skip


def tell_points(panel: Panel, own: pd.DataFrame, now: Period, name: str, number: labels.Number) -> None:
    """What is told of the points of this year and the last in a panel."""
    for row in rows_of(own[own["year"].isin([now.year - 1, now.year])]):
        panel.tell(now.place(row.month), row.value, name, f"{labels.time_label(row.period)} {number(row.value)}")


def _grow(panel: Panel, cell: Any, now: pd.Series, period: Period) -> None:
    """Where a stock began the year, and, dotted, how it should have grown from there to its target."""
    if len(now):
        panel.line([START, now.index[0]], [cell.base, now.iloc[0]], color=ACCENT, linewidth=1.8)
    panel.dots(START, cell.base, color=ACCENT, marker="o", markersize=4, markerfacecolor=PAPER)
    if cell.target > cell.base:
        panel.line([START, period.per_year], [cell.base, cell.target], color=INK, linewidth=1, linestyle=(0, (1, 2)))


def pick(cells: pd.DataFrame, most: int | None = None) -> pd.DataFrame:
    """The cells worth a curve: the furthest behind first, then the plan's order; all, or so many at the most."""
    order: Sequence[str] = ("behind", "over_cap", "slightly_behind", "near_cap")
    rank = cells["status"].map({status: index for index, status in enumerate(order)}).fillna(len(order))
    ordered = lowest_first(cells.assign(rank=rank)).sort_values("rank", kind="stable")
    return ordered.head(len(ordered) if most is None else most).drop(columns="rank")

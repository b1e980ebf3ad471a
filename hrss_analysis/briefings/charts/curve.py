"""Cumulative curves of the year in small multiples, with the year before as a ghost."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...calendar import Period
from ...dataset import Dataset
from ...paper import labels
from ...paper.chart import ACCENT, INK, MUTED, PAPER, SIMULATED, STYLE, Chart, Room, axis_text, canvas, simulated
from ...paper.text import wrap
from ...rows import rows_of
from ...vocabulary import CEILINGS, shown_as
from ..cells import a_year_ago, lowest_first
from .behind import PAST


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
    by_area = shown["area"].nunique() > 1
    period = ds.calendar.period(shown["period"].iloc[0])
    year = period.year
    series = {
        key: own
        for key, own in history.groupby(["no", "area"])
        if key in set(zip(shown["no"], shown["area"], strict=True))
    }
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    figure, axes = canvas(2.35 * rows + 0.2, rows, columns, Room(left=0.65, top=0.5, between=(0.95, 0.75)))
    with style.context(STYLE):
        for ax in axes.flat[len(shown) :]:
            ax.set_visible(False)
        for ax, cell in zip(axes.flat, rows_of(shown), strict=False):
            _draw_curve(ds, ax, cell, series.get((cell.no, cell.area), history.head(0)), period)
            indicator = ds.indicator(cell.no)
            ax.set_title(
                cell.area if by_area else wrap(f"{indicator.name}（{indicator.unit}）", 18, 2), linespacing=1.3
            )
    finding = _finding(shown, a_year_ago(shown, history), "个地区" if by_area else "项")
    ends = labels.in_words(period, quarter="各季末数", month="各月末数")
    title = f"{year}年{ends}：{finding}" + (f"（{SIMULATED}）" if simulated(shown) else "")
    names = "、".join(shown["area"] if by_area else (ds.indicator(no).name for no in shown["no"]))
    alt = (
        f"折线图{len(shown)}幅，{finding}：{names}。实线为{year}年{ends}，灰线为上年，虚线为全年目标。各数见本页的表。"
    )
    return Chart(figure, title, alt, pd.concat([*series.values(), history.head(0)])[PAST])


def _finding(shown: pd.DataFrame, then: dict[tuple[int, str], float], things: str) -> str:
    pairs = [(cell.actual, then[cell.no, cell.area]) for cell in rows_of(shown) if (cell.no, cell.area) in then]
    if not pairs:
        return "没有去年同期数可比"
    higher = sum(now > before for now, before in pairs)
    words = {0: "均不高于", len(pairs): "均高于"}.get(higher, f"中{higher}{things}高于")
    if all(now == before for now, before in pairs):
        words = "均持平于"
    slow = "进度最慢的" if shown["status"].isin(shown_as("red") + shown_as("amber")).all() else ""
    return f"{slow}{len(pairs)}{things}{words}去年同期"


def _draw_curve(ds: Dataset, ax: Axes, cell: Any, history: pd.DataFrame, period: Period) -> None:
    indicator = ds.indicator(cell.no)
    number = labels.indicator_number(indicator)
    own = history.set_index(history["month"].map(period.place))
    before, now = (own.loc[own["year"] == year, "value"] for year in (period.year - 1, period.year))
    ax.plot(before.index, before, color=MUTED, linewidth=1.4, alpha=0.6)
    ax.plot(now.index, now, color=ACCENT, marker="o", markersize=4)
    if not pd.isna(cell.target):
        ax.axhline(cell.target, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        _label(
            ax,
            f"{'上限' if cell.bound in CEILINGS else '目标'} {number(cell.target)}",
            0.85,
            cell.target,
            "above",
            ha="left",
            color=INK,
        )
    if len(before):
        _label(
            ax,
            str(period.year - 1),
            before.index[-1] + 0.08 * period.per_year / len(period.axis),
            before.iloc[-1],
            "beside",
            ha="left",
            color=MUTED,
        )
    if len(now):
        end = now.iloc[-1]
        near_target = not pd.isna(cell.target) and 0 <= cell.target - end < 0.2 * np.ptp([*before, *now, cell.target])
        under_ghost = now.index[-1] in before.index and end < before[now.index[-1]]
        _label(
            ax,
            number(end, cell.target),
            now.index[-1],
            end,
            "below" if near_target or under_ghost else "above",
            color=ACCENT,
        )
    _scale(ax, period, from_zero=indicator.kind == "flow", number=number)


def _label(ax: Axes, text: str, x: float, y: float, where: str, ha: str = "center", color: str = INK) -> None:
    offset, va = {"above": (5, "bottom"), "below": (-7, "top"), "beside": (0, "center")}[where]
    ax.annotate(text, (x, y), (0, offset), textcoords="offset points", ha=ha, va=va, color=color, fontsize=8.5,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _scale(ax: Axes, period: Period, *, from_zero: bool, number: labels.Number) -> None:
    ax.set_xticks(list(period.axis), [each.label for each in period.axis.values()])
    ax.set_xlim(0.6, period.per_year + 0.75 * period.per_year / len(period.axis))  # room for the year's name
    low, high = ax.get_ylim()
    low = 0 if from_zero else low
    ax.set_ylim(low - (0 if from_zero else 0.08 * (high - low)), high + 0.14 * (high - low))
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=number.decimals == 0))
    ax.yaxis.set_major_formatter(axis_text(number))
    ax.grid(axis="y")


def pick(cells: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """The cells worth a curve: the furthest behind first, then the plan's order."""
    order: Sequence[str] = ("behind", "over_cap", "slightly_behind", "near_cap")
    rank = cells["status"].map({status: index for index, status in enumerate(order)}).fillna(len(order))
    ordered = lowest_first(cells.assign(rank=rank)).sort_values("rank", kind="stable")
    return ordered.head(most).drop(columns="rank")

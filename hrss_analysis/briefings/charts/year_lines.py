"""Several years of one indicator over the quarters: this year in colour, those before in grey, each named at its end."""

import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...calendar import Period
from ...dataset import Dataset
from ...dataset.schema import Indicator
from ...language import say
from ...paper import labels
from ...paper.chart import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    SINGLE,
    STYLE,
    Chart,
    Room,
    axis_text,
    canvas,
    end_labels,
    simulated,
)
from ...paper.marks import mark
from ...rows import Row, rows_of
from ...vocabulary import CEILINGS
from ..names import area, indicator
from .behind import PAST

MOST = 6  # years


def years(ds: Dataset, series: pd.DataFrame, target: float) -> Chart | None:
    """Draw one area's figures of one indicator, a line a year; None for fewer than two figures, or for one a year.

    Parameters
    ----------
    ds
        The dataset.
    series
        Rows of ``history`` of one indicator and area; years of another ``stretch`` do not compare.
    target
        The last year's target; NaN if there is none.
    """
    told = series[series["value"].notna()]
    register = ds.indicator(int(told["no"].iloc[0])) if len(told) > 1 else None
    if register is None or register.frequency == "annual":
        return None
    told = told[told["year"] > told["year"].max() - MOST]
    end = next(rows_of(told.sort_values(["year", "month"]).tail(1)))
    at = ds.calendar.period(end.period)
    goal = _goal(register, at, target)
    figure, axes = canvas(3.0, room=Room(left=0.8, right=0.75, top=0.4), width=SINGLE)
    with style.context(STYLE):
        _draw(axes[0, 0], told, at, register, target, goal)
    number = labels.indicator_number(register, with_unit=True)
    marks = [
        mark(axes[0, 0], at.place(row.month), row.value, labels.time_label(row.period), number(row.value))
        for row in rows_of(told.sort_values(["year", "month"]))
    ]
    finding = _finding(register, told, end, str(at.year_ago))
    title = say("{name}：{finding}", name=area(ds, told["area"].iloc[0]), finding=finding)
    name = indicator(ds, register.no)
    alt = labels.in_words(
        at,
        quarter=say("折线图：{name}，{finding}。每条线为一年，横轴为季度末。", name=name, finding=finding),
        month=say("折线图：{name}，{finding}。每条线为一年，横轴为月末。", name=name, finding=finding),
    )
    return Chart(figure, say("{title}（模拟数据）", title=title) if simulated(told) else title, alt, told[PAST], marks)


def _goal(register: Indicator, at: Period, target: float) -> str:
    number = labels.indicator_number(register)(target)
    if register.bound in CEILINGS:
        return say("{year}年上限 {number}", year=at.year, number=number)
    return say("{year}年目标 {number}", year=at.year, number=number)


def _finding(register: Indicator, told: pd.DataFrame, end: Row, year_ago: str) -> str:
    number = labels.indicator_number(register, with_unit=True)
    apart = told["stretch"] != end.stretch
    then = told[(told["period"] == year_ago) & ~apart]["value"]
    when, now = labels.period_label(end.period), number(end.value)
    if then.empty:
        finding = say("{when}{now}", when=when, now=now)
    elif end.value > then.iloc[0]:
        finding = say("{when}{now}，高于上年同期的{before}", when=when, now=now, before=number(then.iloc[0]))
    elif end.value < then.iloc[0]:
        finding = say("{when}{now}，低于上年同期的{before}", when=when, now=now, before=number(then.iloc[0]))
    else:
        finding = say("{when}{now}，等于上年同期的{before}", when=when, now=now, before=number(then.iloc[0]))
    if not apart.any():
        return finding
    return say("{finding}（{year}年及以前口径不同，虚线，不可比）", finding=finding, year=told.loc[apart, "year"].max())


def _draw(ax: Axes, told: pd.DataFrame, at: Period, register: Indicator, target: float, goal: str) -> None:
    number = labels.indicator_number(register)
    ends: dict[int, list[tuple[float, str, str]]] = {}
    told = told.sort_values(["year", "month"])
    for year, own in told.groupby("year"):
        if int(str(year)) == at.year:
            ax.plot(own["month"].map(at.place), own["value"], color=ACCENT, marker="o", markersize=4)
        else:
            apart = own["stretch"].iloc[0] != told["stretch"].iloc[-1]
            line = {"linestyle": ":", "linewidth": 1.4} if apart else {"linewidth": 1.2}
            ax.plot(own["month"].map(at.place), own["value"], color=MUTED, alpha=0.7, **line)
        named = (own["value"].iloc[-1], str(year), ACCENT if int(str(year)) == at.year else MUTED)
        ends.setdefault(at.place(own["month"].iloc[-1]), []).append(named)
    if not pd.isna(target):
        ax.axhline(target, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        ax.annotate(
            goal, (0.72, target), (0, 4), textcoords="offset points", fontsize=8.5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
        )  # fmt: skip
    ax.set_xticks(list(at.axis), [say("{period}末", period=labels.within_year(period)) for period in at.axis.values()])
    ax.set_xlim(0.7, at.per_year + 0.35)
    ax.margins(y=0.12)
    ax.autoscale_view()
    if register.kind == "flow":
        ax.set_ylim(bottom=0)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=number.decimals == 0))
    ax.yaxis.set_major_formatter(axis_text(number))
    ax.grid(axis="y")
    for place, lines in ends.items():
        end_labels(ax, place, lines)

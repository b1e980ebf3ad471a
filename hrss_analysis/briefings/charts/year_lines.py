"""Several years of one indicator over the quarters: this year in colour, those before in grey, each named at its end."""

import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...calendar import Period
from ...dataset import Dataset
from ...paper import labels
from ...paper.chart import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    SIMULATED,
    STYLE,
    Chart,
    Room,
    axis_text,
    canvas,
    end_labels,
    simulated,
)
from ...rows import rows_of
from ...vocabulary import CEILINGS
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
    if len(told) < 2 or ds.indicator(int(told["no"].iloc[0])).frequency == "annual":
        return None
    told = told[told["year"] > told["year"].max() - MOST]
    end = next(rows_of(told.sort_values(["year", "month"]).tail(1)))
    at = ds.calendar.period(end.period)
    indicator = ds.indicator(int(told["no"].iloc[0]))
    number = labels.indicator_number(indicator)
    word = "上限" if indicator.bound in CEILINGS else "目标"
    figure, axes = canvas(3.3, room=Room(left=0.8, right=0.75, top=0.4))
    with style.context(STYLE):
        _draw(axes[0, 0], told, at, number, target, word=word, from_zero=indicator.kind == "flow")
    apart = told["stretch"] != end.stretch
    then = told[(told["period"] == str(at.year_ago)) & ~apart]["value"]
    finding = f"{labels.period_label(end.period)}{number(end.value)}{indicator.unit}"
    if len(then):
        order = "高于" if end.value > then.iloc[0] else "低于" if end.value < then.iloc[0] else "等于"
        finding += f"，{order}上年同期的{number(then.iloc[0])}{indicator.unit}"
    if apart.any():
        finding += f"（{told.loc[apart, 'year'].max()}年及以前口径不同，虚线，不可比）"
    title = f"{told['area'].iloc[0]}：{finding}" + (f"（{SIMULATED}）" if simulated(told) else "")
    alt = f"折线图：{indicator.name}，{finding}。每条线为一年，横轴为{labels.in_words(at, quarter='季度末', month='月末')}。"
    return Chart(figure, title, alt, told[PAST])


def _draw(
    ax: Axes, told: pd.DataFrame, at: Period, number: labels.Number, target: float, *, word: str, from_zero: bool
) -> None:
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
            f"{at.year}年{word} {number(target)}", (0.72, target), (0, 4), textcoords="offset points", fontsize=8.5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
        )  # fmt: skip
    ax.set_xticks(list(at.axis), [f"{period.label}末" for period in at.axis.values()])
    ax.set_xlim(0.7, at.per_year + 0.35)
    ax.margins(y=0.12)
    ax.autoscale_view()
    if from_zero:
        ax.set_ylim(bottom=0)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=number.decimals == 0))
    ax.yaxis.set_major_formatter(axis_text(number))
    ax.grid(axis="y")
    for place, lines in ends.items():
        end_labels(ax, place, lines)

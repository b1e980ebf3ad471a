"""How far projections were off: each indicator's mean error, and one indicator's years as they came."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ...calendar import column
from ...dataset import Dataset
from ...measures.projection.backtest import scores
from ...paper.chart import ACCENT, INK, MUTED, PAPER, STYLE, Chart, Room, canvas, room_for
from ...paper.text import wrap
from ...rows import rows_of
from ..projection_review import shown_of

MOST = 12  # indicators in a picture


def errors_chart(ds: Dataset, found: pd.DataFrame) -> Chart | None:
    """By indicator of the whole, the mean error of the default method and of the plain pace, one panel for each quarter's end."""
    own = found[(found["area"] == ds.city) & (found["kind"] == "flow")]
    told = scores(own, ["no", "month"]).pivot_table("mape", ["month", "no"], "method") if len(own) else own
    if told.empty or "linear" not in told:
        return None
    numbers = [no for no in ds.indicators["no"] if no in told.index.get_level_values("no")][:MOST]
    told = 100 * told.loc[told.index.get_level_values("no").isin(numbers), ["default", "linear"]]
    origins = shown_of(own)
    told = told[told.index.get_level_values("month").isin(origins)]
    months = [month for month in origins if month in told.index.get_level_values("month")]
    better = int((told["default"] < told["linear"]).sum())
    names = [wrap(ds.indicator(no).name, 14, 2) for no in numbers]
    figure, axes = canvas(0.9 + 0.36 * len(numbers), 1, len(months), Room(left=room_for(names)), sharey=True)
    with style.context(STYLE):
        for ax, month in zip(axes[0], months, strict=True):
            key = "　● 本方法　○ 时间进度" if month == next(iter(origins)) else ""
            _draw_errors(ax, told.xs(month).reindex(numbers), f"{origins[month]}推算{key}")
        axes[0, 0].set_yticks(np.arange(len(numbers))[::-1], names, linespacing=1.2)
    title = f"{len(told)}处平均误差中，{better}处小于按时间进度外推的"
    alt = f"点图：{title}。实心点为本方法，空心点为按时间进度外推，单位为百分比。数字见各指标的平均误差表。"
    return Chart(figure, f"{title}（%）", alt, told.reset_index())


def _draw_errors(ax: Axes, told: Any, title: str) -> None:
    rows = np.arange(len(told))[::-1]
    ax.hlines(rows, told["default"], told["linear"], color=MUTED, linewidth=1.2, zorder=1)
    ax.scatter(told["linear"], rows, s=28, facecolor=PAPER, edgecolor=INK, zorder=2)
    ax.scatter(told["default"], rows, s=32, color=ACCENT, zorder=3)
    ax.set_xlim(0, None)
    ax.set_ylim(-0.6, len(told) - 0.4)
    ax.grid(axis="x")
    ax.set_title(title, fontsize=9)


def years_chart(ds: Dataset, found: pd.DataFrame) -> Chart | None:
    """The first count of the whole: every year's end as it came, and as it had been projected, with its interval."""
    own = found[(found["area"] == ds.city) & (found["kind"] == "flow") & (found["method"] == "default")]
    if own.empty:
        return None
    no = own["no"].iloc[0]
    own = own[own["no"] == no].assign(year=column(own["origin"], "year"), month=column(own["origin"], "end_month"))
    ends = shown_of(own)
    own = own[own["month"].isin(ends)]
    indicator = ds.indicator(no)
    figure, axes = canvas(3.1, room=Room(left=0.9))
    with style.context(STYLE):
        ax = axes[0, 0]
        _draw_years(ax, own, _together(ends))
        ax.set_ylabel(indicator.unit)
    inside = own[own["low80"].notna()]
    hits = int(inside["actual"].between(inside["low80"], inside["high80"]).sum())
    title = f"{indicator.name}：{len(inside)}次推算的80%区间{hits}次涵盖年末实际数"
    alt = f"点图：{title}。横线为各年年末实际数，点为{_together(ends)}的推算数，竖线为80%区间。"
    return Chart(figure, title, alt, own)


def _together(ends: dict[int, str]) -> str:
    """Several ends as one word: 一、二、三季度末."""
    words = [word.removesuffix("季度末").removesuffix("月末") for word in ends.values()]
    return "、".join(words) + next(iter(ends.values()))[len(words[0]) :]


def _draw_years(ax: Axes, own: pd.DataFrame, ends: str) -> None:
    for rank, (year, rows) in enumerate(own.groupby("year")):
        ax.hlines(rows["actual"].iloc[0], rank - 0.34, rank + 0.34, color=INK, linewidth=1.8)
        for offset, row in zip((-0.2, 0, 0.2), rows_of(rows.sort_values("month")), strict=False):
            if pd.notna(row.low80):
                ax.vlines(rank + offset, row.low80, row.high80, color=ACCENT, linewidth=2, alpha=0.45)
            ax.scatter(rank + offset, row.forecast, s=26, color=ACCENT, zorder=3)
        ax.annotate(
            str(year),
            (rank, 0),
            (0, -6),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="top",
        )
    ax.set_xticks([])
    ax.set_title(f"━ 年末实际数　● {ends}的推算数和80%区间", color=MUTED, fontsize=8.5)
    ax.grid(axis="y")

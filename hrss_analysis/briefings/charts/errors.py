"""How far projections were off: each indicator's mean error, and one indicator's years as they came."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ...calendar import Period, column
from ...dataset import Dataset
from ...language import listed, page_language, say, word
from ...language.units import unit_name
from ...measures.projection.backtest import scores
from ...paper import labels
from ...paper.chart import ACCENT, INK, MUTED, PAPER, SINGLE, STYLE, Chart, Room, canvas, keyed, room_for, write_key
from ...paper.marks import Mark, mark
from ...rows import rows_of
from ..names import indicator
from ..projection_review import METHOD, shown_ends
from .naming import LINE, name_rows, row_height, row_names

MOST = 12  # indicators in a picture
OFFSETS = (-0.2, 0, 0.2)  # of the projections of a year, beside its end


def errors_chart(ds: Dataset, found: pd.DataFrame) -> Chart | None:
    """By indicator of the whole, the mean error of the default method and of the plain pace, one panel for each quarter's end."""
    own = found[(found["area"] == ds.city) & (found["kind"] == "flow")]
    told = scores(own, ["no", "month"]).pivot_table("mape", ["month", "no"], "method") if len(own) else own
    if told.empty or "linear" not in told:
        return None
    numbers = [no for no in ds.indicators["no"] if no in told.index.get_level_values("no")][:MOST]
    told = 100 * told.loc[told.index.get_level_values("no").isin(numbers), ["default", "linear"]]
    origins = shown_ends(own)
    told = told[told.index.get_level_values("month").isin(origins)]
    months = [month for month in origins if month in told.index.get_level_values("month")]
    better = int((told["default"] < told["linear"]).sum())
    names = row_names(ds, numbers, zh=14, en=22)
    heads = [_head(origins[month], first=month == next(iter(origins))) for month in months]
    more = LINE * max(head.count("\n") for head in heads)
    room = Room(left=room_for(names), top=0.35 + more)
    figure, axes = canvas(0.9 + more + row_height(names, 0.36) * len(numbers), 1, len(months), room, sharey=True)
    with style.context(STYLE):
        for ax, month, head in zip(axes[0], months, heads, strict=True):
            _draw_errors(ax, told.xs(month).reindex(numbers), head)
        name_rows(axes[0, 0], np.arange(len(numbers))[::-1].tolist(), names, 1.2)
    marks = [
        mark(ax, error, len(numbers) - 1 - rank, _head(origins[month], first=False), _told(method, error), indicator(ds, no))
        for ax, month in zip(axes[0], months, strict=True)
        for rank, no in enumerate(numbers)
        if (month, no) in told.index
        for method, error in told.loc[(month, no)].items()
    ]  # fmt: skip
    title = say("{n}处平均误差中，{better}处小于按时间进度外推的", n=len(told), better=better)
    alt = say(
        "点图：{title}。实心点为本方法，空心点为按时间进度外推，单位为百分比。数字见各指标的平均误差表。", title=title
    )
    return Chart(figure, say("{title}（%）", title=title), alt, told.reset_index(), marks)


def _told(method: str, error: float) -> str:
    return say("{method}平均误差{error}", method=word(METHOD[method]), error=labels.PERCENT(error))


def _head(end: Period, *, first: bool) -> str:
    """The heading of a panel; what the marks mean stands in the first."""
    head = say("{period}末推算", period=labels.within_year(end))
    return say("{head}　{key}", head=head, key=keyed([say("● 本方法"), say("○ 时间进度")])) if first else head


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
    shown = shown_ends(own)
    own = own[own["month"].isin(shown)]
    ends = _together(list(shown.values()))
    figure, axes = canvas(3.1, room=Room(left=0.9), width=SINGLE)
    with style.context(STYLE):
        ax = axes[0, 0]
        _draw_years(ax, own, ends)
        marks = _years_told(ds, ax, own)
        ax.set_ylabel(unit_name(ds.indicator(no).unit))
    inside = own[own["low80"].notna()]
    hits = int(inside["actual"].between(inside["low80"], inside["high80"]).sum())
    title = say("{name}：{n}次推算的80%区间{hits}次涵盖年末实际数", name=indicator(ds, no), n=len(inside), hits=hits)
    alt = say("点图：{title}。横线为各年年末实际数，点为{ends}的推算数，竖线为80%区间。", title=title, ends=ends)
    return Chart(figure, title, alt, own, marks)


def _years_told(ds: Dataset, ax: Axes, own: pd.DataFrame) -> list[Mark]:
    """What is told of each year: what it came to, and what had been projected when."""
    number, marks = labels.indicator_number(ds.indicator(own["no"].iloc[0]), with_unit=True), []
    for rank, (year, rows) in enumerate(own.groupby("year")):
        name, came = labels.time_label(str(year)), rows["actual"].iloc[0]
        marks.append(mark(ax, rank + 0.34, came, name, say("年末实际数{number}", number=number(came))))
        marks += [
            mark(ax, rank + offset, row.forecast, name, say("{period}末推算{number}", period=labels.within_year(ds.calendar.period(row.origin)), number=number(row.forecast)))
            for offset, row in zip(OFFSETS, rows_of(rows.sort_values("month")), strict=False)
        ]  # fmt: skip
    return marks


def _together(ends: Sequence[Period]) -> str:
    """Several ends as one word: 一、二、三季度末; the end of Q1, Q2 and Q3."""
    if page_language() != "zh":
        return say("{periods}各末", periods=listed(map(labels.within_year, ends)))
    words = [end.label.removesuffix("季度").removesuffix("月") for end in ends]
    return listed(words) + f"{ends[0].label[len(words[0]) :]}末"


def _draw_years(ax: Axes, own: pd.DataFrame, ends: str) -> None:
    for rank, (year, rows) in enumerate(own.groupby("year")):
        ax.hlines(rows["actual"].iloc[0], rank - 0.34, rank + 0.34, color=INK, linewidth=1.8)
        for offset, row in zip(OFFSETS, rows_of(rows.sort_values("month")), strict=False):
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
    write_key(ax, keyed([say("━ 年末实际数"), say("● {ends}的推算数和80%区间", ends=ends)]))
    ax.grid(axis="y")

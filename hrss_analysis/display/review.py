"""How wrong projections would have been: the page that a projection's error is looked up on."""

from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ..dataset import Dataset
from ..dataset.rows import Row, rows_of
from ..measures.projection.backtest import scores
from ..vocabulary import KIND
from . import labels
from .charts.chart import ACCENT, INK, MUTED, PAPER, STYLE, Chart, Room, canvas, room_for
from .html import EMPTY, Html, element
from .labels import NOTHING
from .tables import Field, table
from .text import wrap

QUARTERS = {"Q1": "一季度末", "Q2": "二季度末", "Q3": "三季度末"}
METHODS = {
    "default": "本方法",
    "linear": "时间进度",
    "last_share": "去年同期占比",
    "last_remainder": "去年余下月份照加",
}
EXPLAINED = (
    "按去年同期节奏推算：今年到本期末的数，加上去年余下月份增加的数，按今年比去年的快慢略作调整（时点数加去年的变化，比率由分子分母推算）。",
    "回顾是回到过去每个季度末，只用当时已有的数推算年末，再与后来的实际数比较；区间只用更早年份的误差，误差不足12个的不给。",
    "推算不是预测，也不改变评判：它回答“若余下的月份像去年一样会怎样”，政策、口径和突发情况都不在其中。",
)
MOST = 12  # indicators in a picture


def review_headline(found: pd.DataFrame) -> list[str]:
    """What a director has to know of the projections' errors.

    Parameters
    ----------
    found
        What ``full_backtest`` gives.
    """
    if found.empty:
        return ["没有一个已结束、且有上年数的年度，无从回顾。"]
    counts = found[found["kind"] == "flow"]
    told = _errors(counts if len(counts) else found, ["quarter"])
    years = sorted(set(found["origin"].str[:4]))
    span = years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
    what = KIND["flow"].zh if len(counts) else "各指标"
    parts = "，".join(
        f"{word}{_percent(told[quarter, 'default'])}（按时间进度外推为{_percent(told.get((quarter, 'linear')))}，"
        f"照加去年余下月份为{_percent(told.get((quarter, 'last_remainder')))}）"
        for quarter, word in QUARTERS.items()
        if (quarter, "default") in told
    )
    sentences = [f"{span}年，{what}的年末推算数与实际数平均相差：{parts}。"]
    inside = scores(found, ["kind"]).query("method == 'default' and n80 > 0")
    if len(inside):
        n, share = inside["n80"].sum(), (inside["coverage80"] * inside["n80"]).sum() / inside["n80"].sum()
        sentences.append(f"名义80%的区间，在{n}次推算中涵盖年末实际数的占{labels.PERCENT(100 * share)}。")
    return sentences


def _errors(found: pd.DataFrame, by: list[str]) -> dict[tuple[Any, ...], float]:
    """Mean errors by group and method."""
    told = scores(found, by)
    return dict(zip(told[[*by, "method"]].itertuples(index=False, name=None), told["mape"], strict=True))


def explanation() -> Html:
    """The method in three sentences."""
    return element("ul", *(element("li", sentence) for sentence in EXPLAINED))


def accuracy_table(found: pd.DataFrame) -> Html:
    """Errors and intervals of the default method, by kind and quarter, beside the plain pace."""
    if found.empty:
        return EMPTY
    told = scores(found, ["kind", "quarter"])
    linear = _errors(found, ["kind", "quarter"])
    own = told[told["method"] == "default"]
    fields = [
        Field("类别", lambda row: KIND[row.kind].zh, row_header=True),
        Field("推算于", lambda row: QUARTERS[row.quarter], class_="short"),
        Field("次数", attrgetter("n"), number=True),
        Field("平均误差", lambda row: _percent(row.mape), number=True),
        Field("时间进度的平均误差", lambda row: _percent(linear.get((row.kind, row.quarter, "linear"))), number=True),
        Field("中位误差", lambda row: _percent(row.median_ape), number=True),
        Field("偏差", lambda row: _percent(row.bias, signed=True), number=True),
        Field("80%区间实际覆盖（次数）", lambda row: _coverage(row.coverage80, row.n80), number=True),
        Field("80%区间半宽", lambda row: _percent(row.width80), number=True),
        Field("90%区间实际覆盖", lambda row: _percent(row.coverage90), number=True),
    ]
    return table(own, fields, "推算误差与区间（误差为推算数÷实际数−1的绝对值）")


def methods_table(found: pd.DataFrame) -> Html:
    """The mean error of every method, counts only, by quarter."""
    counts = found[found["kind"] == "flow"]
    if counts.empty:
        return EMPTY
    told = _errors(counts, ["quarter"])
    fields = [
        Field("方法", lambda row: METHODS[row.method], row_header=True),
        *(Field(QUARTERS[quarter], partial(_error_of, told, quarter), number=True) for quarter in QUARTERS),
    ]
    return table(pd.DataFrame({"method": list(METHODS)}), fields, "累计数：各种方法的平均误差")


def _error_of(told: dict[tuple[Any, ...], float], quarter: str, row: Row) -> str:
    return _percent(told.get((quarter, row.method)))


def targets_table(found: pd.DataFrame) -> Html:
    """Whether the chances given were worth more than always saying that the target will be reached."""
    told = scores(found, ["kind", "quarter"]) if len(found) else found
    own = told[(told["method"] == "default") & (told["n_targets"] > 0)] if len(told) else told
    if own.empty:
        return element("p", "有目标、且给出了可能的推算：无。", class_="none")
    fields = [
        Field("类别", lambda row: KIND[row.kind].zh, row_header=True),
        Field("推算于", lambda row: QUARTERS[row.quarter], class_="short"),
        Field("次数", attrgetter("n_targets"), number=True),
        Field("判断正确", lambda row: _percent(row.hit_rate), number=True),
        Field("布里尔分", lambda row: labels.Number(3)(row.brier), number=True),
        Field("一律认为达到的布里尔分", lambda row: labels.Number(3)(row.brier_always), number=True),
    ]
    return table(own, fields, "达到目标的可能：判断的准确程度（布里尔分越小越好）")


def indicators_table(ds: Dataset, found: pd.DataFrame) -> Html:
    """The default method's mean error for every indicator of the whole, beside the plain pace."""
    own = found[found["area"] == ds.city]
    if own.empty:
        return EMPTY
    told = _errors(own, ["no", "quarter"])
    counts = own[own["method"] == "default"].groupby("no").size()
    fields = [
        Field("指标", lambda row: ds.indicator(row.no).name, row_header=True),
        Field("次数", attrgetter("count_"), number=True),
        *(Field(QUARTERS[quarter], partial(_pair, told, quarter), number=True) for quarter in QUARTERS),
    ]
    frame = counts.rename("count_").reset_index()
    return table(frame, fields, f"{ds.city}各指标的平均误差（括号内为按时间进度外推的）")


def _pair(told: dict[tuple[Any, ...], float], quarter: str, row: Row) -> str:
    own, linear = (told.get((row.no, quarter, method)) for method in ("default", "linear"))
    return NOTHING if own is None else f"{_percent(own)}（{_percent(linear)}）"


def _percent(value: float | None, *, signed: bool = False) -> str:
    return NOTHING if value is None or pd.isna(value) else labels.Number(1, "%", signed=signed)(100 * value)


def _coverage(share: float, count: int) -> str:
    return f"{_percent(share)}（{count}）" if count else NOTHING


def errors_chart(ds: Dataset, found: pd.DataFrame) -> Chart | None:
    """By indicator of the whole, the mean error of the default method and of the plain pace, one panel a quarter."""
    own = found[(found["area"] == ds.city) & (found["kind"] == "flow")]
    told = scores(own, ["no", "quarter"]).pivot_table("mape", ["quarter", "no"], "method") if len(own) else own
    if told.empty or "linear" not in told:
        return None
    numbers = [no for no in ds.indicators["no"] if no in told.index.get_level_values("no")][:MOST]
    told = 100 * told.loc[told.index.get_level_values("no").isin(numbers), ["default", "linear"]]
    quarters = [name for name in QUARTERS if name in told.index.get_level_values("quarter")]
    better = int((told["default"] < told["linear"]).sum())
    names = [wrap(ds.indicator(no).name, 14, 2) for no in numbers]
    figure, axes = canvas(0.9 + 0.36 * len(numbers), 1, len(quarters), Room(left=room_for(names)), sharey=True)
    with style.context(STYLE):
        for ax, quarter in zip(axes[0], quarters, strict=True):
            _draw_errors(ax, told.xs(quarter).reindex(numbers), QUARTERS[quarter])
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
    ax.set_title(f"{title}推算　● 本方法　○ 时间进度" if title == QUARTERS["Q1"] else f"{title}推算", fontsize=9)


def years_chart(ds: Dataset, found: pd.DataFrame) -> Chart | None:
    """The first count of the whole: every year's end as it came, and as it had been projected, with its interval."""
    own = found[(found["area"] == ds.city) & (found["kind"] == "flow") & (found["method"] == "default")]
    if own.empty:
        return None
    no = own["no"].iloc[0]
    own = own[own["no"] == no].assign(year=own["origin"].str[:4].astype(int), quarter=own["origin"].str[4:])
    indicator = ds.indicator(no)
    figure, axes = canvas(3.1, room=Room(left=0.9))
    with style.context(STYLE):
        ax = axes[0, 0]
        _draw_years(ax, own)
        ax.set_ylabel(indicator.unit)
    inside = own[own["low80"].notna()]
    hits = int(inside["actual"].between(inside["low80"], inside["high80"]).sum())
    title = f"{indicator.name}：{len(inside)}次推算的80%区间{hits}次涵盖年末实际数"
    alt = f"点图：{title}。横线为各年年末实际数，点为一、二、三季度末的推算数，竖线为80%区间。"
    return Chart(figure, title, alt, own)


def _draw_years(ax: Axes, own: pd.DataFrame) -> None:
    for rank, (year, rows) in enumerate(own.groupby("year")):
        ax.hlines(rows["actual"].iloc[0], rank - 0.34, rank + 0.34, color=INK, linewidth=1.8)
        for offset, row in zip((-0.2, 0, 0.2), rows_of(rows.sort_values("quarter")), strict=False):
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
    ax.set_title("━ 年末实际数　● 一、二、三季度末的推算数和80%区间", color=MUTED, fontsize=8.5)
    ax.grid(axis="y")

"""How wrong projections would have been: the page that a projection's error is looked up on."""

from functools import partial
from operator import attrgetter
from typing import Any

import pandas as pd

from ..calendar import QUARTER, YEAR, Period, column, parse_period
from ..dataset import Dataset
from ..measures.projection.backtest import scores
from ..paper import labels
from ..paper.blocks import Figure, within
from ..paper.content import listing, note
from ..paper.html import EMPTY, Html, join
from ..paper.labels import NOTHING
from ..paper.tables import Field, table
from ..rows import Row
from ..vocabulary import KIND, Label
from .report import Report

REPORT = Report(
    "projection_review",
    "how wrong the projections of earlier years would have been",
    (),
    lambda _ds, _given: "projection.html",
    lambda _ds, _given: "推算回顾",
    Label("方法", "Methods"),
    place=70,
)

METHODS = {
    "default": "本方法",
    "linear": "时间进度",
    "last_share": "去年同期占比",
    "last_remainder": "去年余下月份照加",
}
EXPLAINED = (
    "按去年同期节奏推算：今年到本期末的数，加上去年余下月份增加的数，按今年比去年的快慢略作调整（时点数加去年的变化，比率由分子分母推算）。",
    "回顾是回到过去{ends}，只用当时已有的数推算年末，再与后来的实际数比较；区间只用更早年份的误差，误差不足12个的不给。",
    "推算不是预测，也不改变评判：它回答“若余下的月份像去年一样会怎样”，政策、口径和突发情况都不在其中。",
)

OF_MONTHS = "季报指标只在季末推算，所以季末月份的误差多含几项指标，不宜与其他月份直接比较。"


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
    told = _errors(counts if len(counts) else found, ["month"])
    years = sorted(set(column(found["origin"], "year")))
    span = years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
    what = KIND["flow"].zh if len(counts) else "各指标"
    parts = "，".join(
        f"{word}{_percent(told[month, 'default'])}（按时间进度外推为{_percent(told.get((month, 'linear')))}，"
        f"照加去年余下月份为{_percent(told.get((month, 'last_remainder')))}）"
        for month, word in shown_of(found).items()
        if (month, "default") in told
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


def _origins(found: pd.DataFrame) -> tuple[Period, ...]:
    """The periods of a year from whose ends was projected: all but the last; months where any year is told by them."""
    shortest = min(map(parse_period, found["origin"].unique()), key=attrgetter("months"))
    return tuple(period for period in shortest.whole_year if not period.is_last)


def origins_of(found: pd.DataFrame) -> dict[int, str]:
    """The months at whose ends was projected, and how each is said."""
    return {period.end_month: f"{period.label}末" for period in _origins(found)}


def shorts_of(found: pd.DataFrame) -> dict[int, str]:
    """The same months as they are written within a year: Q1, or 01."""
    return {period.end_month: period.short for period in _origins(found)} if len(found) else {}


def shown_of(found: pd.DataFrame) -> dict[int, str]:
    """Of these months those that a picture and a sentence have room for: where a quarter ends."""
    return {month: word for month, word in origins_of(found).items() if month % QUARTER == 0}


def explanation(found: pd.DataFrame | None = None) -> Html:
    """The method in three sentences.

    Parameters
    ----------
    found
        What ``full_backtest`` gives; without, quarters are spoken of.
    """
    by_month = found is not None and _is_by_month(found)
    told = [sentence.format(ends="每个月末" if by_month else "每个季度末") for sentence in EXPLAINED]
    return listing([*told, OF_MONTHS] if by_month else told)


def _is_by_month(found: pd.DataFrame) -> bool:
    return len(found) > 0 and len(_origins(found)) > YEAR // QUARTER


def accuracy_table(found: pd.DataFrame) -> Html:
    """Errors and intervals of the default method, by kind and month, beside the plain pace."""
    if found.empty:
        return EMPTY
    told = scores(found, ["kind", "month"])
    linear = _errors(found, ["kind", "month"])
    own = told[told["method"] == "default"]
    origins = origins_of(found)
    fields = [
        Field("类别", lambda row: KIND[row.kind].zh, row_header=True),
        Field("推算于", lambda row: origins[row.month], class_="short"),
        Field("次数", attrgetter("n"), number=True),
        Field("平均误差", lambda row: _percent(row.mape), number=True),
        Field("时间进度的平均误差", lambda row: _percent(linear.get((row.kind, row.month, "linear"))), number=True),
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
    told = _errors(counts, ["month"])
    fields = [
        Field("方法", lambda row: METHODS[row.method], row_header=True),
        *(Field(word, partial(_error_of, told, month), number=True) for month, word in origins_of(found).items()),
    ]
    return table(pd.DataFrame({"method": list(METHODS)}), fields, "累计数：各种方法的平均误差")


def _error_of(told: dict[tuple[Any, ...], float], month: int, row: Row) -> str:
    return _percent(told.get((month, row.method)))


def targets_table(found: pd.DataFrame) -> Html:
    """Whether the chances given were worth more than always saying that the target will be reached."""
    told = scores(found, ["kind", "month"]) if len(found) else found
    own = told[(told["method"] == "default") & (told["n_targets"] > 0)] if len(told) else told
    if own.empty:
        return note("有目标、且给出了可能的推算：无。")
    origins = origins_of(found)
    fields = [
        Field("类别", lambda row: KIND[row.kind].zh, row_header=True),
        Field("推算于", lambda row: origins[row.month], class_="short"),
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
    told = _errors(own, ["no", "month"])
    counts = own[own["method"] == "default"].groupby("no").size()
    fields = [
        Field("指标", lambda row: ds.indicator(row.no).name, row_header=True),
        Field("次数", attrgetter("count_"), number=True),
        *(Field(word, partial(_pair, told, month), number=True) for month, word in shown_of(own).items()),
    ]
    frame = counts.rename("count_").reset_index()
    shown = table(frame, fields, f"{ds.city}各指标的平均误差（括号内为按时间进度外推的）")
    if not _is_by_month(own):
        return shown
    every = [
        fields[0],
        *(Field(word, partial(_default_of, told, month), number=True) for month, word in origins_of(own).items()),
    ]
    return join([shown, table(frame, every, f"{ds.city}各指标的平均误差，逐月")])


def _default_of(told: dict[tuple[Any, ...], float], month: int, row: Row) -> str:
    return _percent(told.get((row.no, month, "default")))


def _pair(told: dict[tuple[Any, ...], float], month: int, row: Row) -> str:
    own, linear = (told.get((row.no, month, method)) for method in ("default", "linear"))
    return NOTHING if own is None else within("", _percent(own), _percent(linear), between="（", after="）")


def _percent(value: float | None, *, signed: bool = False) -> str:
    return NOTHING if value is None or pd.isna(value) else labels.Number(1, "%", signed=signed)(100 * value)


def _coverage(share: float, count: int) -> str:
    return within("", _percent(share), Figure(str(count), count), between="（", after="）") if count else NOTHING

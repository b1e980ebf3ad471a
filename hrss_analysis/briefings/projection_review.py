"""How wrong projections would have been: the page that a projection's error is looked up on."""

from functools import partial
from operator import attrgetter
from typing import Any

import pandas as pd

from ..calendar import QUARTER, YEAR, Period, column, parse_period
from ..dataset import Dataset
from ..language import say, word
from ..measures.projection.backtest import scores
from ..paper import labels
from ..paper.blocks import Figure
from ..paper.content import listing, note
from ..paper.html import EMPTY, Html, join
from ..paper.labels import NOTHING
from ..paper.tables import Field, table
from ..rows import Row
from ..vocabulary import KIND, Label
from .names import area, indicator
from .report import Report

REPORT = Report(
    "projection_review",
    "how wrong the projections of earlier years would have been",
    (),
    lambda _ds, _given: "projection.html",
    lambda _ds, _given: say("推算回顾"),
    Label("方法", "Methods"),
    place=70,
)

METHOD = {
    "default": Label("本方法", "This method"),
    "linear": Label("时间进度", "Linear pace"),
    "last_share": Label("去年同期占比", "Last year's share at the same time"),
    "last_remainder": Label("去年余下月份照加", "Last year's remaining months added"),
}


def review_headline(found: pd.DataFrame) -> list[str]:
    """What a director has to know of the projections' errors.

    Parameters
    ----------
    found
        What ``full_backtest`` gives.
    """
    if found.empty:
        return [say("没有一个已结束、且有上年数的年度，无从回顾。")]
    counts = found[found["kind"] == "flow"]
    told = _errors(counts if len(counts) else found, ["month"])
    years = sorted(set(column(found["origin"], "year")))
    span = str(years[0]) if len(years) == 1 else say("{first}—{last}", first=years[0], last=years[-1])
    parts = say("，").join(
        say(
            "{period}末{own}（按时间进度外推为{linear}，照加去年余下月份为{remainder}）",
            period=labels.within_year(end),
            own=_percent(told[month, "default"]),
            linear=_percent(told.get((month, "linear"))),
            remainder=_percent(told.get((month, "last_remainder"))),
        )
        for month, end in shown_ends(found).items()
        if (month, "default") in told
    )
    if len(counts):
        headline = [say("{span}年，累计数的年末推算数与实际数平均相差：{parts}。", span=span, parts=parts)]
    else:
        headline = [say("{span}年，各指标的年末推算数与实际数平均相差：{parts}。", span=span, parts=parts)]
    inside = scores(found, ["kind"]).query("method == 'default' and n80 > 0")
    if len(inside):
        n, share = int(inside["n80"].sum()), (inside["coverage80"] * inside["n80"]).sum() / inside["n80"].sum()
        inside_share = labels.PERCENT(100 * share)
        headline.append(say("名义80%的区间，在{n}次推算中涵盖年末实际数的占{share}。", n=n, share=inside_share))
    return headline


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
    return {period.end_month: _end(period) for period in _origins(found)}


def _end(period: Period) -> str:
    return say("{period}末", period=labels.within_year(period))


def shorts_of(found: pd.DataFrame) -> dict[int, str]:
    """The same months as they are written within a year: Q1, or 01."""
    return {period.end_month: period.short for period in _origins(found)} if len(found) else {}


def shown_ends(found: pd.DataFrame) -> dict[int, Period]:
    """Of these months those that a picture and a sentence have room for: where a quarter ends."""
    return {period.end_month: period for period in _origins(found) if period.end_month % QUARTER == 0}


def explanation(found: pd.DataFrame | None = None) -> Html:
    """The method in three sentences.

    Parameters
    ----------
    found
        What ``full_backtest`` gives; without, quarters are spoken of.
    """
    by_month = found is not None and _is_by_month(found)
    back = (
        say(
            "回顾是回到过去每个月末，只用当时已有的数推算年末，再与后来的实际数比较；区间只用更早年份的误差，误差不足12个的不给。"
        )
        if by_month
        else say(
            "回顾是回到过去每个季度末，只用当时已有的数推算年末，再与后来的实际数比较；区间只用更早年份的误差，误差不足12个的不给。"
        )
    )
    told = [
        say(
            "按去年同期节奏推算：今年到本期末的数，加上去年余下月份增加的数，按今年比去年的快慢略作调整（时点数加去年的变化，比率由分子分母推算）。"
        ),
        back,
        say("推算不是预测，也不改变评判：它回答“若余下的月份像去年一样会怎样”，政策、口径和突发情况都不在其中。"),
    ]
    if by_month:
        told.append(say("季报指标只在季末推算，所以季末月份的误差多含几项指标，不宜与其他月份直接比较。"))
    return listing(told)


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
        Field(say("类别"), lambda row: word(KIND[row.kind]), row_header=True),
        Field(say("推算于"), lambda row: origins[row.month], class_="short"),
        Field(say("次数"), attrgetter("n"), number=True),
        Field(say("平均误差"), lambda row: _percent(row.mape), number=True),
        Field(
            say("时间进度的平均误差"), lambda row: _percent(linear.get((row.kind, row.month, "linear"))), number=True
        ),
        Field(say("中位误差"), lambda row: _percent(row.median_ape), number=True),
        Field(say("偏差"), lambda row: _percent(row.bias, signed=True), number=True),
        Field(say("80%区间实际覆盖（次数）"), lambda row: _coverage(row.coverage80, row.n80), number=True),
        Field(say("80%区间半宽"), lambda row: _percent(row.width80), number=True),
        Field(say("90%区间实际覆盖"), lambda row: _percent(row.coverage90), number=True),
    ]
    return table(own, fields, say("推算误差与区间（误差为推算数÷实际数−1的绝对值）"))


def methods_table(found: pd.DataFrame) -> Html:
    """The mean error of every method, counts only, by quarter."""
    counts = found[found["kind"] == "flow"]
    if counts.empty:
        return EMPTY
    told = _errors(counts, ["month"])
    fields = [
        Field(say("方法"), lambda row: word(METHOD[row.method]), row_header=True),
        *(Field(end, partial(_error_of, told, month), number=True) for month, end in origins_of(found).items()),
    ]
    return table(pd.DataFrame({"method": list(METHOD)}), fields, say("累计数：各种方法的平均误差"))


def _error_of(told: dict[tuple[Any, ...], float], month: int, row: Row) -> str:
    return _percent(told.get((month, row.method)))


def targets_table(found: pd.DataFrame) -> Html:
    """Whether the chances given were worth more than always saying that the target will be reached."""
    told = scores(found, ["kind", "month"]) if len(found) else found
    own = told[(told["method"] == "default") & (told["n_targets"] > 0)] if len(told) else told
    if own.empty:
        return note(say("有目标、且给出了可能的推算：无。"))
    origins = origins_of(found)
    fields = [
        Field(say("类别"), lambda row: word(KIND[row.kind]), row_header=True),
        Field(say("推算于"), lambda row: origins[row.month], class_="short"),
        Field(say("次数"), attrgetter("n_targets"), number=True),
        Field(say("判断正确"), lambda row: _percent(row.hit_rate), number=True),
        Field(say("布里尔分"), lambda row: labels.Number(3)(row.brier), number=True),
        Field(say("一律认为达到的布里尔分"), lambda row: labels.Number(3)(row.brier_always), number=True),
    ]
    return table(own, fields, say("达到目标的可能：判断的准确程度（布里尔分越小越好）"))


def indicators_table(ds: Dataset, found: pd.DataFrame) -> Html:
    """The default method's mean error for every indicator of the whole, beside the plain pace."""
    own = found[found["area"] == ds.city]
    if own.empty:
        return EMPTY
    told = _errors(own, ["no", "month"])
    counts = own[own["method"] == "default"].groupby("no").size()
    fields = [
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        Field(say("次数"), attrgetter("count_"), number=True),
        *(Field(_end(end), partial(_pair, told, month), number=True) for month, end in shown_ends(own).items()),
    ]
    frame = counts.rename("count_").reset_index()
    whole = area(ds, ds.city)
    shown = table(frame, fields, say("{area}各指标的平均误差（括号内为按时间进度外推的）", area=whole))
    if not _is_by_month(own):
        return shown
    every = [
        fields[0],
        *(Field(end, partial(_default_of, told, month), number=True) for month, end in origins_of(own).items()),
    ]
    return join([shown, table(frame, every, say("{area}各指标的平均误差，逐月", area=whole))])


def _default_of(told: dict[tuple[Any, ...], float], month: int, row: Row) -> str:
    return _percent(told.get((row.no, month, "default")))


def _pair(told: dict[tuple[Any, ...], float], month: int, row: Row) -> str:
    own, linear = (told.get((row.no, month, method)) for method in ("default", "linear"))
    return NOTHING if own is None else labels.figured("{own}（{linear}）", own=_percent(own), linear=_percent(linear))


def _percent(value: float | None, *, signed: bool = False) -> str:
    return NOTHING if value is None or pd.isna(value) else labels.Number(1, "%", signed=signed)(100 * value)


def _coverage(share: float, count: int) -> str:
    return labels.figured("{share}（{n}）", share=_percent(share), n=Figure(str(count), count)) if count else NOTHING

"""Why a figure is not there, or what to know of it: a code in the frames, words at the edge.

A measure puts codes into the column ``reason`` of its frame, and the facts they rest on
into columns beside it. A code says what the row stands for, so that whoever counts or
filters never reads a sentence. Where several hold for one question the first leads, in the
order of the measure; where a row answers several questions, their codes stand in that
order, apart by one space. Blank is: nothing to say.

What a code says in Chinese and English stands here and nowhere else; ``{…}`` is a column
of the same row. :func:`sentence` fills it for a row, :func:`sentences` for a frame.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .errors import UsageError, unknown
from .language import page_language
from .vocabulary import Label, Lang

# What stands between what several codes say.
BETWEEN: dict[Lang, str] = {"zh": "；", "en": "; "}


@dataclass(frozen=True)
class Reason(Label):
    """What a code says; `opening` stands before the Chinese where nothing else says what it is about."""

    opening: str = ""


_NOT_RANKED = "不参与排名："

REASON = {
    # progress: why a target is not simply judged
    "no_task": Reason("目标为0，不作评判", "the target is 0: nothing to judge"),
    "whole_judged": Reason("目标由多个地区共担，只对全市评判", "shared by several areas: judged for the whole only"),
    "target_awaited": Reason("目标另行下达，数据中尚无", "issued separately, and not in the data yet"),
    "no_target": Reason("未下达目标", "no target was issued"),
    "due_semiannual": Reason("半年报，二、四季度末报送", "semiannual: due at the end of Q2 and Q4"),
    "due_annual": Reason("年报，四季度末报送", "annual: due at the end of Q4"),
    "partial": Reason(
        "{parts_expected:.0f}个地区中仅{parts_told:.0f}个报送（{parts_told:.0f}/{parts_expected:.0f}），合计不能作为全市数",
        "only {parts_told:.0f} of {parts_expected:.0f} areas reported: their sum is not the whole's figure",
    ),
    "not_summed": Reason("各地区数不能相加，未见全市数", "areas do not add up, and the whole reported nothing"),
    "not_reported": Reason("本期应报，未见数据", "due, and not reported"),
    "zero_denominator": Reason("分母为0，比率无意义", "a rate over a denominator of 0"),
    "parts_without_counts": Reason("各地区已报比率，但缺分子分母，不能汇总", "areas reported rates without the counts a total needs"),
    "growth_break": Reason("口径中断，与上年末不可比，无法评判净增进度", "break in the series since last year's end: no growth to judge"),
    "growth_other_parts": Reason("与上年末汇总的地区范围不同，无法评判净增进度", "the sum at last year's end covers other areas: no growth to judge"),
    "no_base": Reason("缺少上年末基数，无法评判净增进度", "no base at last year's end: no growth to judge"),
    "held": Reason("上年末已达目标，按保持评判", "the target was reached last year: judged by whether it is held"),
    "missed": Reason("年度已结束，未达目标", "the year is over, the target missed"),
    "sum_differs": Reason("上报数与各地合计{parts_total:,.10g}相差{parts_off:+,.10g}", "{parts_off:+,.10g} off the sum of areas, {parts_total:,.10g}"),
    "waived": Reason("经认定：{waiver}", "decided: {waiver}"),
    "waived_by": Reason("经认定：{waiver}（{waived_by}）", "decided: {waiver} ({waived_by})"),
    # changes: why a figure is not compared in time
    "break": Reason("口径中断，不可比", "break in the series"),
    "other_parts": Reason("两期汇总的地区范围不同，不可比", "the two sums cover different areas"),
    "no_cumulative_before": Reason("缺少上一期累计数", "no cumulative figure for the quarter before"),
    "fell": Reason("当期为负：累计数回落（净减或修订）", "negative: the cumulative figure fell"),
    "no_year_ago": Reason("缺少去年同期数", "no figure a year ago"),
    "no_current_year_ago": Reason("缺少去年同期当期数", "no figure for the same quarter a year ago"),
    "no_before": Reason("缺少上一期数", "no figure for the quarter before"),
    "no_current_before": Reason("缺少上一期当期数", "no current figure for the quarter before"),
    "base_not_positive": Reason("基数不为正，不计百分比", "no percentage over a base that is not positive"),
    # changes, progress, project: why the year before is in terms that do not compare
    "redefined": Reason("口径调整，不与以前年度比较", "redefined: not compared with earlier years"),
    "new": Reason("本年新增指标，没有以前年度的数", "new this year: nothing earlier to compare with"),
    "split": Reason("由原指标拆分，不与以前年度比较", "split off another indicator: not compared with earlier years"),
    "merged_in_part": Reason("合并前的指标数据不全，不与以前年度比较", "a part of what was merged is missing: not compared with earlier years"),
    "area_new": Reason("本年新设地区，没有以前年度的数", "a new area: nothing earlier to compare with"),
    "area_in_part": Reason("合并前各地区的数不全或不能相加，不与以前年度比较", "figures of the areas it follows are incomplete, or do not add up"),
    "restated_in_part": Reason("以前年度的数只重新核定了一部分，不作比较", "earlier figures are restated in part only"),
    # compared: why there is nothing to compare a figure with
    "cumulative_on_quarter": Reason("累计数不作环比，请用当期数", "quarter on quarter is said of current figures, not of cumulative ones"),
    "rate_on_quarter": Reason("比率不作环比", "rates have no quarter on quarter"),
    "annual_on_quarter": Reason("年报没有环比", "yearly figures have no quarter on quarter"),
    "zero": Reason("无任务（目标为0）", "zero: no task"),
    "not_assigned": Reason("未分解", "no target assigned"),
    "issued_separately": Reason("另行下达", "target issued separately"),
    "shared": Reason("共担目标", "target shared by several areas"),
    "no_plan": Reason("数据集没有该年的目标", "the dataset has no targets for the year"),
    "nothing_to_compare": Reason("没有可比的数", "nothing to compare with"),
    "nothing_to_grow": Reason("缺少上年末基数，或上年末已达目标", "no base at last year's end, or the target was reached then"),
    "is_whole": Reason("整体本身", "the whole itself"),
    "no_whole": Reason("缺少整体的数", "no figure of the whole"),
    "not_additive": Reason("各地区数不能相加，没有占比", "figures of areas do not add up"),
    "whole_not_positive": Reason("整体数不为正，不计占比", "the whole is not positive"),
    # target_changes: why a target is not held against last year
    "no_result": Reason("缺少上年实绩", "no result at last year's end"),
    # contributions: why nothing is decomposed
    "part_missing": Reason("有地区未报送，不计算份额", "an area has not reported"),
    "sum_not_positive": Reason("合计不为正，不计算份额", "the sum is not positive"),
    "break_within": Reason("口径中断，不分解增长", "break in the series"),
    "incomplete_year_ago": Reason("去年同期数不全，不分解增长", "figures a year ago are incomplete"),
    "sum_year_ago_not_positive": Reason("去年同期合计不为正，不分解增长", "the sum a year ago is not positive"),
    # ranking: why an area is not ranked
    "unranked_definitions": Reason("各地区口径不同，不宜比较", "definitions differ between areas", _NOT_RANKED),
    "unranked_no_task": Reason("无任务", "no task", _NOT_RANKED),
    "unranked_no_target": Reason("无目标", "no target", _NOT_RANKED),
    "unranked_not_due": Reason("未到报送期", "not due", _NOT_RANKED),
    "unranked_not_reported": Reason("应报未报", "not reported", _NOT_RANKED),
    "unranked_cannot_judge": Reason("无法评判", "cannot be judged", _NOT_RANKED),
    "unranked_chance": Reason("比率受分母大小影响，用漏斗图比较", "rates swing with their denominators: use a funnel", _NOT_RANKED),
    "unranked_no_base": Reason("没有可比的上年末数，不计进度", "no base at last year's end to compare with", _NOT_RANKED),
    "unranked_reached": Reason("上年末已达目标，不计进度", "the target was reached last year", _NOT_RANKED),
    "unranked_alone": Reason("只有一个地区可比", "only one area to compare", _NOT_RANKED),
    # funnel: why there are no limits
    "no_counts": Reason("未报分子分母", "reported without counts"),
    "few_cases": Reason("案件数太少，不设控制限", "too few cases for limits"),
    # project: why nothing is projected, or only the linear pace
    "projected_paused": Reason("已暂停，不推算", "paused: not projected"),
    "projected_annual": Reason("年度指标，年末报送，不推算", "a yearly indicator"),
    "projected_not_due": Reason("本期不报，不推算", "not due this quarter"),
    "projected_no_figure": Reason("本期没有数，不推算", "no figure this quarter"),
    "projected_no_target": Reason("未下达目标，也没有数", "neither target nor figure"),
    "projected_no_counts": Reason("只有比率，没有分子分母，不推算", "a rate without its counts"),
    "projected_redefined": Reason("口径有变，不与上年相比", "the definition changed"),
    "projected_no_last_year": Reason("没有上年同期和年末数，不推算", "no last year"),
    "projected_linear": Reason("没有上年同期和年末数，只按时间进度外推", "no last year: by the linear pace"),
    "projected_not": Reason("无法推算", "cannot be projected"),
    # project: what to know of a projection
    "rest_as_last_year": Reason("上年同期不为正，去年余下的数照加", "nothing by then last year: last year's rest is added as it was"),
    "no_rhythm": Reason("本年至今不为正，看不出节奏", "nothing so far this year: no rhythm to go by"),
    "no_interval": Reason("推算值不为正，不给区间", "no interval around what is not positive"),
    "few_errors": Reason("以往误差仅{n_errors:.0f}个，不足12个，不给区间", "no interval from {n_errors:.0f} past errors, fewer than 12"),
    "parts_above_scaled": Reason("各地区分别推算的合计比全市高{parts_apart:.1%}，已按比例调整", "areas by themselves add up to {parts_apart:.1%} above the whole: scaled to it"),
    "parts_below_scaled": Reason("各地区分别推算的合计比全市低{parts_apart:.1%}，已按比例调整", "areas by themselves add up to {parts_apart:.1%} below the whole: scaled to it"),
    "parts_above": Reason("各地区分别推算的合计比全市高{parts_apart:.1%}，增减方向不一，未作调整", "areas by themselves add up to {parts_apart:.1%} above the whole: not scaled, as they do not all go one way"),
    "parts_below": Reason("各地区分别推算的合计比全市低{parts_apart:.1%}，增减方向不一，未作调整", "areas by themselves add up to {parts_apart:.1%} below the whole: not scaled, as they do not all go one way"),
}  # fmt: skip

# Why a year's figures do not compare with the year before: the plans, their areas or what was restated.
PLANS_APART = ("redefined", "new", "split", "merged_in_part", "area_new", "area_in_part", "restated_in_part")

# Columns that are there to fill sentences: a table that has the sentence does not need them.
FACTS = ("parts_told", "parts_expected", "parts_total", "parts_off", "parts_apart", "waiver", "waived_by")

Codes = npt.NDArray[Any]


def first_of(cases: Mapping[str, Any]) -> Codes:
    """The first code that holds in each row; blank where none does.

    Examples
    --------
    >>> first_of({"no_base": [False, True], "held": [True, True]}).tolist()
    ['held', 'no_base']
    """
    return np.select([np.asarray(where, dtype=bool) for where in cases.values()], list(cases), "")


def instead_of(general: str, codes: Codes, special: Codes) -> Codes:
    """Codes with a special one, where there is one, in place of a general one.

    Examples
    --------
    >>> instead_of("no_base", np.array(["no_base", "no_base", "held"]), np.array(["new", "", "new"])).tolist()
    ['new', 'no_base', 'held']
    """
    return np.where((codes == general) & (special != ""), special, codes).astype(str)


def joined(columns: Iterable[Codes]) -> Codes:
    """Codes of several questions, in their order, those that are blank left out.

    Examples
    --------
    >>> joined([np.array(["held", "", ""]), np.array(["sum_differs", "sum_differs", ""])]).tolist()
    ['held sum_differs', 'sum_differs', '']
    """
    found, *others = (np.asarray(column, dtype=object) for column in columns)
    for other in others:
        between = np.where((found != "") & (other != ""), " ", "").astype(object)
        found = found + between + other
    return found


def sentence(row: Any, lang: Lang | None = None) -> str:
    """What the codes of a row say; blank where there is none.

    Parameters
    ----------
    row
        A row of a measure's frame, with the columns as attributes.
    lang
        ``zh`` or ``en``; that of pages where none is named.

    Raises
    ------
    UsageError
        If the language is another.

    Examples
    --------
    >>> row = pd.Series({"reason": "partial", "parts_told": 1, "parts_expected": 2})
    >>> sentence(row), sentence(row, "en")
    ('2个地区中仅1个报送（1/2），合计不能作为全市数', "only 1 of 2 areas reported: their sum is not the whole's figure")
    """
    told = page_language() if lang is None else lang
    if told not in BETWEEN:
        raise UsageError(unknown("language", told, BETWEEN))
    return BETWEEN[told].join(_said(code, row, told) for code in row.reason.split())


def sentences(frame: pd.DataFrame, lang: Lang | None = None) -> list[str]:
    """What the codes of every row of a frame say.

    Examples
    --------
    >>> sentences(pd.DataFrame({"reason": ["no_base", ""]}), "en")
    ["no base at last year's end: no growth to judge", '']
    """
    return [sentence(row, lang) for row in frame.itertuples(index=False)]


def _said(code: str, row: Any, lang: Lang) -> str:
    label = REASON[code]
    pattern = label.opening + label.zh if lang == "zh" else label.en
    return pattern.format(**{name: getattr(row, name) for name in fields_of(pattern)})


def fields_of(pattern: str) -> list[str]:
    """The columns that a label is filled from.

    Examples
    --------
    >>> fields_of("上报数与各地合计{parts_total:,.10g}相差{parts_off:+,.10g}")
    ['parts_total', 'parts_off']
    """
    return [name for _, name, _, _ in Formatter().parse(pattern) if name]

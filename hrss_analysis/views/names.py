"""Indicators, areas, periods, figures and reasons as a reader is told of them, in Chinese or English."""

import textwrap
from collections.abc import Iterable

import pandas as pd

from ..dataset import Dataset
from ..errors import UsageError, unknown
from ..paper import labels
from ..paper.labels import NOTHING
from ..paper.text import wrap
from ..periods import parse_period
from ..rows import Row
from ..vocabulary import BASIS, COMPARISON
from .words import Lang, say

UNITS = {
    "人": "persons", "万人": "10,000 persons", "人次": "person-times", "万人次": "10,000 person-times", "个": "items",
    "万个": "10,000 items", "家": "bodies", "户": "employers", "亿元": "100 million yuan", "万件": "10,000 items",
    "件": "items", "百分点": "points",
}  # fmt: skip

REASONS = {
    "口径中断，不可比": "break in the series",
    "两期汇总的地区范围不同，不可比": "the two sums cover different areas",
    "缺少同期数": "no figure for the period",
    "缺少上一期累计数": "no cumulative figure for the quarter before",
    "当期为负：累计数回落（净减或修订）": "negative: the cumulative figure fell",
    "缺少去年同期数": "no figure a year ago",
    "缺少去年同期当期数": "no figure for the same quarter a year ago",
    "缺少上一期数": "no figure for the quarter before",
    "缺少上一期当期数": "no current figure for the quarter before",
    "基数不为正，不计百分比": "no percentage over a base that is not positive",
    "累计数不作环比，请用当期数": "quarter on quarter is said of current figures, not of cumulative ones",
    "比率不作环比": "rates have no quarter on quarter",
    "年报没有环比": "yearly figures have no quarter on quarter",
    "无任务（目标为0）": "zero: no task",
    "未分解": "no target assigned",
    "另行下达": "target issued separately",
    "共担目标": "target shared by several areas",
    "数据集没有该年的目标": "the dataset has no targets for the year",
    "没有可比的数": "nothing to compare with",
    "缺少上年末基数，或上年末已达目标": "no base at last year's end, or the target was reached then",
    "整体本身": "the whole itself",
    "缺少整体的数": "no figure of the whole",
    "各地区数不能相加，没有占比": "figures of areas do not add up",
    "整体数不为正，不计占比": "the whole is not positive",
    "有地区未报送，不计算份额": "an area has not reported",
    "去年同期数不全，不分解增长": "figures a year ago are incomplete",
    "合计不为正，不计算份额": "the sum is not positive",
    "口径中断，不分解增长": "break in the series",
    "去年同期合计不为正，不分解增长": "the sum a year ago is not positive",
    "不参与排名：各地区口径不同，不宜比较": "definitions differ between areas",
    "不参与排名：比率受分母大小影响，用漏斗图比较": "rates swing with their denominators: use a funnel",
    "不参与排名：上年末已达目标，不计进度": "the target was reached last year",
    "不参与排名：只有一个地区可比": "only one area to compare",
    "不参与排名：未到报送期": "not due",
    "不参与排名：应报未报": "not reported",
    "不参与排名：无任务": "no task",
    "不参与排名：无目标": "no target",
    "不参与排名：无法评判": "cannot be judged",
    "年度指标，年末报送，不推算": "a yearly indicator",
    "本期不报，不推算": "not due this quarter",
    "本期没有数，不推算": "no figure this quarter",
    "未下达目标，也没有数": "neither target nor figure",
    "只有比率，没有分子分母，不推算": "a rate without its counts",
    "口径有变，不与上年相比": "the definition changed",
    "没有上年同期和年末数，只按时间进度外推": "no last year: by the linear pace",
    "没有上年同期和年末数，不推算": "no last year",
    "上年同期不为正，去年余下的数照加": "nothing by then last year: last year's rest is added as it was",
    "本年至今不为正，看不出节奏": "nothing so far this year: no rhythm to go by",
    "推算值不为正，不给区间": "no interval around what is not positive",
}

MEASURES = {
    "year_on_year": ("year_on_year", "year_on_year"),
    "quarter_on_quarter": ("quarter_on_quarter", "quarter_on_quarter"),
    "target": ("completion", "from_target"),
    "expected": ("from_pace", "from_pace"),
    "whole": ("share_of_whole", "from_whole"),
}


def check_lang(lang: str) -> Lang:
    """Refuse a language that nothing is written in."""
    if lang == "zh":
        return "zh"
    if lang == "en":
        return "en"
    raise UsageError(unknown("language", lang, ["zh", "en"]))


def indicator_name(ds: Dataset, no: int, lang: Lang) -> str:
    """An indicator's name; the Chinese one where it has no other.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> indicator_name(open_dataset("data/wuxi"), 15, "en")
    'People supported to start businesses successfully'
    """
    indicator = ds.indicator(no)
    return (lang == "en" and indicator.name_en) or indicator.name


def area_name(ds: Dataset, area: str, lang: Lang) -> str:
    """An area's name; the Chinese one where it has no other."""
    if lang == "zh":
        return area
    return str(ds.areas.set_index("area")["name_en"].get(area, "")) or area


def what(ds: Dataset, lang: Lang, no: int | None = None, area: str | None = None) -> str:
    """An area's indicator, as the subject of a sentence."""
    name = "" if no is None else indicator_name(ds, no, lang)
    place = "" if area is None else area_name(ds, area, lang)
    return f"{place}{name}" if lang == "zh" else ", ".join(filter(None, [name, place]))


def unit_name(unit: str, lang: Lang) -> str:
    """A unit as it is printed."""
    return UNITS.get(unit, unit) if lang == "en" else unit


def period_name(period: str, lang: Lang, basis: str = "cumulative") -> str:
    """A quarter's end, or the quarter itself.

    Examples
    --------
    >>> period_name("2024Q3", "zh"), period_name("2024Q3", "zh", "current"), period_name("2024Q3", "en")
    ('2024年三季度末', '2024年三季度', 'the end of 2024 Q3')
    """
    if lang == "en":
        return ("the end of " if basis == "cumulative" else "") + f"{period[:4]} {period[4:]}"
    return labels.period_label(period) if basis == "cumulative" else labels.quarter_label(period)


def span(ds: Dataset, since: str | None, until: str | None, lang: Lang) -> tuple[str, str]:
    """The first and the last quarter that were asked for, or that there are."""
    return period_name(since or ds.periods[0], lang), period_name(until or ds.periods[-1], lang)


def figure(ds: Dataset, no: int, value: float, lang: Lang, *, unit: bool = True, target: float | None = None) -> str:
    """A figure with its unit."""
    indicator = ds.indicator(no)
    text = labels.indicator_number(indicator)(value, target)
    if not unit or text == NOTHING:
        return text
    name = unit_name(indicator.unit, lang)
    if name[:2].isdigit() and lang == "en":
        return f"{text} × {name}"
    return text + (name if lang == "zh" or name in ("%", "‰") else f" {name}")


def measure_name(comparison: str, unit: str, lang: Lang) -> str:
    """What a comparison is called, which depends on whether it is a share or a difference."""
    return say(lang, MEASURES[comparison][unit != "%"])


def result_text(value: float, unit: str, comparison: str, lang: Lang) -> str:
    """A compared figure as it is printed: a share, or a change with its sign.

    Examples
    --------
    >>> result_text(75.0, "%", "target", "zh"), result_text(-2.5, "百分点", "expected", "en")
    ('75.0%', '-2.5 points')
    """
    if pd.isna(value):
        return NOTHING
    if unit == "%" and comparison in ("target", "whole"):
        return labels.PERCENT(value, target=100)
    goal = 0.0 if comparison in ("target", "expected") else None
    text = labels.Number(1, signed=True)(value, goal)
    name = unit_name(unit, lang)
    return text + (name if lang == "zh" or name == "%" else f" {name}")


def result_of(row: Row, comparison: str, lang: Lang) -> str:
    """The compared figure of a row of ``compared``."""
    return result_text(row.compared, row.unit, comparison, lang)


def reason_text(reasons: str | Iterable[str], lang: Lang) -> str:
    """Reasons, each once; in English where they are known, part by part.

    Examples
    --------
    >>> reason_text("本年至今不为正，看不出节奏；推算值不为正，不给区间", "en")
    'nothing so far this year: no rhythm to go by; no interval around what is not positive'
    """
    told = [reasons] if isinstance(reasons, str) else list(dict.fromkeys(reason for reason in reasons if reason))
    if lang == "en":
        told = ["; ".join(REASONS.get(part, part) for part in reason.split("；")) for reason in told]
    return ("；" if lang == "zh" else "; ").join(told) or NOTHING


def lines(text: str, width: int, most: int, lang: Lang) -> str:
    """Break a label into lines: Chinese between characters, English between words."""
    if lang == "zh" or not text.isascii():
        return wrap(text, width, most)
    return "\n".join(textwrap.wrap(text, round(width / 0.55), max_lines=most, placeholder=" …"))


def basis_name(basis: str, lang: Lang) -> str:
    """Cumulative or current, as it is said."""
    return getattr(BASIS[basis], lang)


def comparison_name(comparison: str, lang: Lang) -> str:
    """What is compared with, as it is said."""
    return getattr(COMPARISON[comparison], lang)


def tick_name(period: str, *, with_year: bool) -> str:
    """A quarter below an axis: its number, and the year where it begins."""
    quarter = parse_period(period).quarter
    return f"Q{quarter}\n{period[:4]}" if with_year else f"Q{quarter}"

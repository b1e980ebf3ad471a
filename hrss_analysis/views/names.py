"""Indicators, areas, periods, figures and reasons as a reader is told of them, in Chinese or English."""

import textwrap

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..errors import UsageError, unknown
from ..paper import labels
from ..paper.labels import NOTHING
from ..paper.text import wrap
from ..reasons import BETWEEN, sentences
from ..rows import Row
from ..vocabulary import BASIS, COMPARISON
from .words import Lang, say

UNITS = {
    "人": "persons", "万人": "10,000 persons", "人次": "person-times", "万人次": "10,000 person-times", "个": "items",
    "万个": "10,000 items", "家": "bodies", "户": "employers", "亿元": "100 million yuan", "万件": "10,000 items",
    "件": "items", "百分点": "points",
}  # fmt: skip

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
        return ("the end of " if basis == "cumulative" else "") + spaced(period)
    return labels.period_label(period) if basis == "cumulative" else labels.quarter_label(period)


def spaced(period: str) -> str:
    """A period as it is written in English: 2024 Q3."""
    when = parse_period(period)
    return f"{when.year} {when.short}"


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


def reasons_of(frame: pd.DataFrame, lang: Lang) -> str:
    """What the reasons of a frame say, each once.

    Examples
    --------
    >>> reasons_of(pd.DataFrame({"reason": ["no_rhythm no_interval", "", "no_rhythm no_interval"]}), "en")
    'nothing so far this year: no rhythm to go by; no interval around what is not positive'
    """
    told = dict.fromkeys(filter(None, sentences(frame, lang)))
    return BETWEEN[lang].join(told) or NOTHING


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
    when = parse_period(period)
    return f"{when.short}\n{when.year}" if with_year or when.is_first else when.short

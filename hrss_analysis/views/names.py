"""Indicators, areas, periods, figures and reasons as a reader is told of them, in Chinese or English."""

from collections.abc import Iterable, Sequence

import pandas as pd

from ..calendar import EVERY, MONTH, QUARTER, YEAR, Period, column, parse_period
from ..dataset import Dataset
from ..dataset.names import area_name as area_name  # noqa: PLC0414 - names of the views, too
from ..dataset.names import indicator_name as indicator_name  # noqa: PLC0414
from ..errors import UsageError, unknown
from ..language.units import after_figure, unit_name
from ..paper import labels
from ..paper.labels import NOTHING
from ..paper.text import wrap, wrap_words
from ..reasons import BETWEEN, sentences
from ..rows import Row
from ..vocabulary import BASIS, COMPARISON, MONTHS
from .words import Lang, say

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


def what(ds: Dataset, lang: Lang, no: int | None = None, area: str | None = None) -> str:
    """An area's indicator, as the subject of a sentence."""
    name = "" if no is None else indicator_name(ds, no, lang)
    place = "" if area is None else area_name(ds, area, lang)
    return f"{place}{name}" if lang == "zh" else ", ".join(filter(None, [name, place]))


def period_name(period: str, lang: Lang, basis: str = "cumulative", frequency: str = "monthly") -> str:
    """A period's end, or the period itself: of what is reported more seldom, all that its report is of.

    Examples
    --------
    >>> period_name("2024Q3", "zh"), period_name("2024Q3", "zh", "current"), period_name("2024Q3", "en")
    ('2024年三季度末', '2024年三季度', 'the end of 2024 Q3')
    >>> period_name("2024-07", "zh"), period_name("2024-07", "zh", "current"), period_name("2024-07", "en")
    ('2024年7月末', '2024年7月', 'the end of July 2024')
    >>> [period_name("2024-12", "zh", "current", every) for every in ("quarterly", "semiannual", "annual")]
    ['2024年四季度', '2024年下半年', '2024年']
    """
    when = parse_period(period)
    if basis != "cumulative" and EVERY[frequency] > QUARTER > when.months:
        half = say(lang, f"half_{1 + (when.end_month > YEAR // 2)}", year=when.year)
        return half if EVERY[frequency] < YEAR else say(lang, "whole_year", year=when.year)
    if basis != "cumulative" and EVERY[frequency] == QUARTER:
        period = str(when.quarter)
    if lang == "en":
        return ("the end of " if basis == "cumulative" else "") + labels.in_english(period)
    return labels.period_label(period) if basis == "cumulative" else labels.time_label(period)


def at(period: str, lang: Lang, basis: str = "cumulative", frequency: str = "monthly") -> str:
    """The same with the word that leads to it.

    Examples
    --------
    >>> at("2024-07", "en"), at("2024-07", "en", "current"), at("2024Q3", "en", "current")
    ('at the end of July 2024', 'in July 2024', 'at 2024 Q3')
    """
    if lang == "zh":
        return period_name(period, lang, basis, frequency)
    inside = basis != "cumulative" and parse_period(period).months == MONTH
    return ("in " if inside else "at ") + period_name(period, lang, basis, frequency)


def frequency_of(ds: Dataset, numbers: Iterable[int]) -> str:
    """How often some indicators are reported, if all are alike; else as often as any may be."""
    known = {ds.indicator(no).frequency for no in numbers}
    return known.pop() if len(known) == 1 else "monthly"


def within_year(period: str, lang: Lang) -> str:
    """A period's end, of a year that is known.

    Examples
    --------
    >>> within_year("2024Q3", "zh"), within_year("2024Q3", "en"), within_year("2024-11", "en")
    ('三季度末', 'Q3', 'November')
    """
    when = parse_period(period)
    if lang == "zh":
        return f"{when.label}末"
    return _month(when) if when.months == MONTH else when.short


def _month(when: Period) -> str:
    return MONTHS[when.number - 1]


def told_by(periods: Sequence[str]) -> str:
    """What some periods are: a key of the words, ``quarter month`` or, where there are both, ``period``.

    Examples
    --------
    >>> told_by(["2024Q4"]), told_by(["2025-01"]), told_by(["2024Q4", "2025-01"])
    ('quarter', 'month', 'period')
    """
    months = set(column(pd.Series(periods, dtype=object), "months"))
    return ("month" if months == {MONTH} else "period") if MONTH in months else "quarter"


def figure(ds: Dataset, no: int, value: float, lang: Lang, *, unit: bool = True, target: float | None = None) -> str:
    """A figure with its unit."""
    indicator = ds.indicator(no)
    text = labels.indicator_number(indicator)(value, target)
    if not unit or text == NOTHING:
        return text
    return text + after_figure(indicator.unit, lang)


def measure_name(ds: Dataset, rows: pd.DataFrame, comparison: str, lang: Lang) -> str:
    """What a comparison of rows is called, by whether it is a share or a difference, and of what it is one.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> rows = pd.DataFrame({"no": [1], "period": ["2024Q3"], "unit": ["%"]})
    >>> measure_name(open_dataset("data/national"), rows, "quarter_on_quarter", "en")
    'quarter on quarter'
    """
    key = MEASURES[comparison][rows["unit"].iloc[0] != "%"]
    return say(lang, _from_report_to_report(ds, rows) if key == "quarter_on_quarter" else key)


def _from_report_to_report(ds: Dataset, rows: pd.DataFrame) -> str:
    """Month on month only where both the indicator and the year are told by months."""
    every = rows["no"].map({no: EVERY[ds.indicator(no).frequency] for no in rows["no"].unique()})
    by_month = (every == MONTH) & (column(rows["period"], "months") == MONTH)
    if by_month.all():
        return "month_on_month"
    return "on_report_before" if by_month.any() else "quarter_on_quarter"


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
    return (wrap if lang == "zh" else wrap_words)(text, width, most)


def basis_name(basis: str, lang: Lang) -> str:
    """Cumulative or current, as it is said."""
    return getattr(BASIS[basis], lang)


def comparison_name(ds: Dataset, comparison: str, lang: Lang) -> str:
    """What is compared with, as it is said of all of a dataset."""
    if comparison == "quarter_on_quarter" and told_by(ds.periods) != "quarter":
        return say(lang, "report_before")
    return getattr(COMPARISON[comparison], lang)


def tick_names(periods: Sequence[Period], lang: Lang) -> list[str]:
    r"""Periods below an axis, each by its name within the year, and the year below where it begins.

    Examples
    --------
    >>> from hrss_analysis.calendar import of_year
    >>> tick_names([*of_year(2024)[2:], *of_year(2025, 1)[:2]], "zh")
    ['Q3\n2024', 'Q4', '1月\n2025', '2月']
    """
    told, year = [], None
    for period in periods:
        begins = year is None or (period.is_first if period.months != MONTH else period.year != year)
        told.append(f"{tick_name(period, lang)}\n{period.year}" if begins else tick_name(period, lang))
        year = period.year
    return told


def tick_name(period: Period, lang: Lang) -> str:
    """A period within its year, as short as it can be said."""
    if period.months != MONTH:
        return period.short
    return period.label if lang == "zh" else _month(period)[:3]

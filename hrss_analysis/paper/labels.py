"""Numbers as people read them.

Figures are rounded half-up (四舍五入) in decimal, once, when they are shown: counts
to whole numbers, 万 and 亿 units to at most two decimals, rates and shares to
one. And rounding never hides a missed target: what is short of it is not shown
as having reached it, so 99.96 % of a target is printed 99.96 %, not 100.0 %.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter
from typing import Protocol

import pandas as pd

from ..calendar import QUARTER, Period, is_year, parse_period
from ..language import page_language, pattern, say, speaking, word
from ..language.units import after_figure
from ..messages import message_language
from ..vocabulary import BOUND, CEILINGS, LARGE_UNITS, MONTHS
from .blocks import Figure, figures_in
from .rounding import round_half_up

NOTHING = "—"
ONE = {  # units behind a figure, of a single one
    " persons": " person", " person-times": " person-time", " items": " item", " bodies": " body",
    " employers": " employer", " points": " point",
}  # fmt: skip
SURE = 0.05  # a chance nearer than this to none, or to certainty, is not told more closely
WHOLE_A_MONTH = 100  # of whole things, from so many a month on no decimal is told


@dataclass(frozen=True)
class Number:
    """Format a figure: so many decimals, a unit behind, a sign before.

    `trim` drops zeros at the end, as in 13万人 for 13.00万人. `scale` is applied
    first, exactly, to show a figure in another unit.

    Examples
    --------
    >>> Number(1, "%")(0.25), Number(2, "万人", trim=True)(1.35), Number(1, "个百分点", signed=True)(-7.25)
    ('0.3%', '1.35万人', '-7.3个百分点')
    >>> Number(1, "%")(99.96), Number(1, "%")(99.96, target=100)
    ('100.0%', '99.96%')
    >>> Number()(float("nan"))
    '—'
    """

    decimals: int = 0
    unit: str = ""
    signed: bool = False
    trim: bool = False
    scale: Decimal = Decimal(1)

    def __call__(self, value: float | None, target: float | None = None) -> str:
        """Format `value`, as a :class:`Figure`; if `target` is given, keep to its own side of it."""
        if value is None or math.isnan(value):
            return NOTHING
        goal = None if target is None or math.isnan(target) else self._scaled(target)
        rounded = round_half_up(self._scaled(value), self.decimals, goal)
        text = f"{rounded:{'+' if self.signed and rounded else ''},f}"
        if self.trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        unit = ONE.get(self.unit, self.unit) if abs(rounded) == 1 else self.unit
        return Figure(text + unit, int(rounded) if rounded == rounded.to_integral_value() else float(rounded))

    def _scaled(self, value: float) -> Decimal:
        return Decimal(repr(float(value))) * self.scale


def number_for(unit: str, kind: str = "flow", *, with_unit: bool = False) -> Number:
    """The format of an indicator's figures, by its unit and kind.

    Examples
    --------
    >>> number_for("万人")(300.0), number_for("户", "rate")(49.96), number_for("人")(13000)
    ('300', '50.0', '13,000')
    """
    shown = after_figure(unit) if with_unit else ""
    if kind == "rate":
        return Number(1, shown)
    if unit.startswith(LARGE_UNITS):
        return Number(2, shown, trim=True)
    return Number(0, shown)


def figured(sentence: str, /, **places: str) -> Figure:
    """A sentence in the page's language that keeps the numbers of the figures in it.

    Examples
    --------
    >>> figured("低于{limit}", limit=Figure("0.6%", 0.6)).values
    (0.6,)
    """
    told = pattern(sentence)
    order = [name for _, name, _, _ in Formatter().parse(told) if name]
    return Figure(told.format(**places), *(value for name in order for value in figures_in(places[name])))


def change_text(value: float, unit: str) -> str:
    """A change with its sign and unit; nothing where there is none.

    Examples
    --------
    >>> change_text(3.44, "%"), change_text(-0.5, "百分点"), change_text(-0.01, "百分点"), change_text(float("nan"), "%")
    ('+3.4%', '-0.5百分点', '0.0百分点', '—')
    """
    return Number(1, after_figure(unit), signed=True)(value)


PERCENT = Number(1, "%")
POINTS = Number(1, signed=True)


MOST = 2.0  # a share above this says that the target was small, and nothing more


def share(value: float) -> str:
    """A share of a target as a percentage; short of it, never 100.0 %, and above 200 % only that.

    Examples
    --------
    >>> share(0.9996), share(1.0), share(2.0), share(10.67)
    ('99.96%', '100.0%', '200.0%', '超过200%')
    """
    if value > MOST:
        return Figure(say("超过{share}", share=f"{MOST:.0%}"), round(100 * value, 1))
    return PERCENT(_percent(value), target=100)


def points_off(value: float) -> str:
    """Points ahead of or behind the share due; what is ahead by more than the whole target is only that.

    Examples
    --------
    >>> points_off(-13.16), points_off(0.0), points_off(175.0), points_off(-305.8)
    ('-13.2', '0.0', '超过+100', '-100以下')
    """
    if value > 100:
        return Figure(say("超过{share}", share="+100"), round(value, 1))
    if value < -100:
        return Figure(say("{share}以下", share="-100"), round(value, 1))
    return POINTS(value, target=0)


def _percent(value: float) -> float:
    return float(Decimal(repr(float(value))) * 100) if not math.isnan(value) else value


def target_text(value: float, bound: str, number: Callable[[float], str]) -> str:
    """A target with its bound where it is a ceiling.

    Examples
    --------
    >>> target_text(0.6, "below", Number(1, "%")), target_text(98, "at_least", Number(1, "%"))
    ('低于0.6%', '98.0%')
    """
    text = number(value)
    if bound not in CEILINGS or text == NOTHING:
        return text
    between = "" if page_language() == "zh" else " "
    return Figure(f"{word(BOUND[bound])}{between}{text}", *figures_in(text))


def period_label(period: str) -> str:
    """A period's end as it is said.

    Examples
    --------
    >>> period_label("2024Q3"), period_label("2024-07")
    ('2024年三季度末', '2024年7月末')
    >>> from hrss_analysis.language import speaking
    >>> with speaking("en"):
    ...     period_label("2024Q3"), period_label("2024-07")
    ('the end of 2024 Q3', 'the end of July 2024')
    """
    return f"{time_label(period)}末" if page_language() == "zh" else f"the end of {time_label(period)}"


def time_label(period: str) -> str:
    """A period, or a whole year, as it is said.

    Examples
    --------
    >>> time_label("2024Q3"), time_label("2024-07"), time_label("2024")
    ('2024年三季度', '2024年7月', '2024年')
    """
    if page_language() == "en":
        return in_english(period)
    if is_year(period):
        return f"{period}年"
    when = parse_period(period)
    return f"{when.year}年{when.label}"


def in_english(period: str) -> str:
    """A period, or a whole year, as it is written in English.

    Examples
    --------
    >>> in_english("2024Q3"), in_english("2024-07")
    ('2024 Q3', 'July 2024')
    """
    if is_year(period):
        return period
    when = parse_period(period)
    return f"{when.year} {when.short}" if when.months == QUARTER else f"{MONTHS[when.number - 1]} {when.year}"


def period_named(period: str) -> str:
    """A period in a message: as it is said in Chinese, as it is typed in English.

    Examples
    --------
    >>> period_named("2025Q1")
    '2025Q1'
    """
    if message_language() != "zh":
        return period
    with speaking("zh"):
        return time_label(period)


def title_label(period: str) -> str:
    """A period in the title of a page that counts from January to its end.

    Examples
    --------
    >>> title_label("2024Q3"), title_label("2024-07"), title_label("2024-01")
    ('2024年三季度', '2024年1—7月', '2024年1月')
    >>> from hrss_analysis.language import speaking
    >>> with speaking("en"):
    ...     title_label("2024Q3"), title_label("2024-07"), title_label("2024-01")
    ('2024 Q3', 'January–July 2024', 'January 2024')
    """
    told = parse_period(period)
    if page_language() == "zh":
        return f"{told.year}年{told.reach}"
    return f"{MONTHS[0]}–{in_english(period)}" if told.months != QUARTER and not told.is_first else in_english(period)


def within_year(period: Period) -> str:
    """A period of a year that is known: 三季度, 7月; Q3, July."""
    if page_language() == "zh":
        return period.label
    return period.short if period.months == QUARTER else MONTHS[period.number - 1]


def in_words(period: Period, *, quarter: str, month: str) -> str:
    """Of two wordings the one for a quarter or the one for a month.

    Examples
    --------
    >>> in_words(parse_period("2024-07"), quarter="各季末", month="各月末")
    '各月末'
    """
    return quarter if period.months == QUARTER else month


def short_date(moment: pd.Timestamp) -> str:
    """A day as it is said: 2024年10月8日.

    Examples
    --------
    >>> short_date(pd.Timestamp("2024-10-08 16:30"))
    '2024年10月8日'
    """
    if page_language() == "en":
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{moment.year}年{moment.month}月{moment.day}日"


class Measured(Protocol):
    """Whatever has a unit and a kind: an indicator of a register."""

    @property
    def unit(self) -> str:
        """What one of it is called."""

    @property
    def kind(self) -> str:
        """A word of ``vocabulary.KIND``."""


def indicator_number(indicator: Measured, *, with_unit: bool = False) -> Number:
    """The format of one indicator's figures."""
    return number_for(indicator.unit, indicator.kind, with_unit=with_unit)

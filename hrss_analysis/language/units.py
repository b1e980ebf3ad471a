"""Units of figures, and days, as they are said."""

from datetime import date

from ..vocabulary import MONTHS, UNITS, Lang
from . import page_language


def unit_name(unit: str, lang: Lang | None = None) -> str:
    """A unit in a language, that of pages where none is named; one that has no other name keeps its own."""
    return UNITS.get(unit, unit) if (lang or page_language()) == "en" else unit


def after_figure(unit: str, lang: Lang | None = None) -> str:
    """A unit as it stands right behind a figure, in a language, that of pages where none is named.

    Examples
    --------
    >>> after_figure("万人"), after_figure("%")
    ('万人', '%')
    >>> from hrss_analysis.language import speaking
    >>> with speaking("en"):
    ...     after_figure("人"), after_figure("万人"), after_figure("%")
    (' persons', ' × 10,000 persons', '%')
    """
    name = unit_name(unit, lang)
    if (lang or page_language()) == "zh" or name in ("", "%", "‰"):
        return name
    return f" × {name}" if name[0].isdigit() else f" {name}"


def day_within_year(day: date) -> str:
    """A day as it is said where its year is known.

    Examples
    --------
    >>> day_within_year(date(2024, 10, 15))
    '10月15日'
    """
    return f"{day.day} {MONTHS[day.month - 1]}" if page_language() == "en" else f"{day.month}月{day.day}日"

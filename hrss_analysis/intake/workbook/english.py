"""Periods and units that a text says in English, as their readers know them: in Chinese.

Where nothing is said in English a text is left as it is. What is only half understood is
left, too, and then refused by whoever needed it.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from ...vocabulary import MONTHS, UNITS
from .cells import plain

_NUMBERS = {
    **{name.lower(): rank for rank, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): rank for rank, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_RANKS = {
    "first": "一",
    "second": "二",
    "third": "三",
    "fourth": "四",
    "1st": "一",
    "2nd": "二",
    "3rd": "三",
    "4th": "四",
}
_WORD = "(?<![a-z])(?:{})(?![a-z])"
_M = _WORD.format("|".join(sorted(_NUMBERS, key=len, reverse=True)))
_Y = r"(?<!\d)20\d\d(?!\d)"
_OF = r"[\s,_-]*(?:of\s*)?"
_DAY = r"(?<!\d)\d{1,2}(?!\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:[-–—]|to|until|through)\s*(?:the\s+end\s+of\s+)?"
_UP_TO = r"(?P<to>(?<![a-z])(?:up\s+to|to|until|till|through|as\s+(?:of|at)|ending|ended)\s+)?"
_UNSURE = "|".join(name for name in MONTHS if name not in ("March", "May"))  # those two are words, too
_RANK = _WORD.format("|".join(_RANKS))


def _year(match: re.Match[str], name: str = "year") -> str:
    year = match.groupdict().get(name)
    return f"{year}年" if year else ""


def _month(match: re.Match[str], name: str = "month") -> int:
    return _NUMBERS[match[name].lower()]


def _day(match: re.Match[str]) -> str:
    day = re.sub(r"\D", "", match["day"])
    return f" {'截至' if match['to'] else ''}{_year(match)}{_month(match)}月{day}日 "


def _months(match: re.Match[str]) -> str:
    first = f"{_year(match, 'year0')}{_month(match, 'month0')}{'月' if match['year0'] else ''}"
    return f" {first if match['year0'] else _year(match) + first}—{_year(match) if match['year0'] else ''}{_month(match)}月 "


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reading)
    for pattern, reading in (
        # days
        (rf"{_UP_TO}(?P<day>{_DAY})\s*(?:of\s+)?(?P<month>{_M})(?:[\s,]*(?P<year>{_Y}))?", _day),
        (rf"{_UP_TO}(?P<month>{_M})\s*(?P<day>{_DAY})(?:[\s,]*(?P<year>{_Y}))?", _day),
        # months
        (rf"(?P<month0>{_M})\s*(?P<year0>{_Y})?{_TO}(?P<month>{_M}){_OF}(?P<year>{_Y})?", _months),
        (rf"(?P<month>{_M}){_OF}(?P<year>{_Y})", lambda match: f" {_year(match)}{_month(match)}月 "),
        (rf"(?P<year>{_Y})[\s,_-]*(?P<month>{_M})", lambda match: f" {_year(match)}{_month(match)}月 "),
        (
            rf"(?<![a-z])first\s+(?P<count>{'|'.join(_COUNTS)})\s+months(?:{_OF}(?P<year>{_Y}))?",
            lambda match: f" {_year(match)}1—{_COUNTS[match['count'].lower()]}月 ",
        ),
        (rf"{_WORD.format(_UNSURE)}", lambda match: f" {_NUMBERS[match[0].lower()]}月 "),
        (
            r"(?P<before>(?<![a-z])(?:in|of|for|to|until|through)\s+)(?P<month>(?-i:March|May))(?![a-z])",
            lambda match: f"{match['before']}{_month(match)}月 ",
        ),
        # quarters and halves
        (rf"(?<![a-z])q(?P<rank>[1-4]){_OF}[/_-]?(?P<year>20\d\d)(?!\d)", lambda match: f" {_year(match)}{'一二三四'[int(match['rank']) - 1]}季度 "),
        (
            rf"(?:(?P<year0>{_Y})[\s,]*)?(?P<rank>{_RANK})\s+quarter(?![a-z])(?:{_OF}(?P<year>{_Y}))?",
            lambda match: f" {_year(match) or _year(match, 'year0')}{_RANKS[match['rank'].lower()]}季度 ",
        ),
        (
            rf"(?:(?P<year0>{_Y})[\s,]*)?(?<![a-z])(?P<rank>first|second)[\s-]+half(?:{_OF}(?P<year>{_Y}))?",
            lambda match: f" {_year(match) or _year(match, 'year0')}{'上' if match['rank'].lower() == 'first' else '下'}半年 ",
        ),
        # a year that stands alone
        (rf"(?<![a-z])(?:in|of|for|year|plan)\s+(?P<year>{_Y})(?!\s*[-–—./年Qq])", lambda match: f" {_year(match)} "),
    )
)  # fmt: skip
_ALONE = re.compile(
    r"(?<![a-z])(?:this|last|in\s+the|of\s+the|for\s+the|the\s+previous)\s+month(?!['’]?s?\s+end)(?![a-z])"
    r"|month(?:['’]s)?\s+(?:alone|only|own)|monthly\s+(?:figure|number|value)",
    re.IGNORECASE,
)
_UNITS: dict[str, list[str]] = {}
for _unit, _name in UNITS.items():
    _UNITS.setdefault(plain(_name).lower(), []).append(_unit)


@lru_cache(maxsize=1024)
def periods_in_chinese(text: str) -> str:
    """A text with the periods that it says in English put in Chinese.

    Examples
    --------
    >>> periods_in_chinese("Return, January–July 2024").split(), periods_in_chinese("Q3 2024").split()
    (['Return,', '2024年1—7月'], ['2024年三季度'])
    >>> periods_in_chinese("until 30 September 2024").split(), periods_in_chinese("Please send by May")
    (['截至2024年9月30日'], 'Please send by May')
    """
    for pattern, reading in _READINGS if re.search(r"[a-z]{3}|q\d", text, re.IGNORECASE) else ():
        text = pattern.sub(reading, text)
    return text


def a_month_alone(text: str) -> bool:
    """Whether a text says in English that its figures are a month's own.

    Examples
    --------
    >>> a_month_alone("Figures of the month alone"), a_month_alone("Cumulative to the month's end")
    (True, False)
    """
    return "cumulative" not in text.lower() and bool(_ALONE.search(text))


def units_called(text: str) -> list[str]:
    """The units that are called so, in Chinese; the text itself where it is no English one.

    Examples
    --------
    >>> units_called("10,000 persons"), units_called("items"), units_called("万人")
    (['万人'], ['个', '件'], ['万人'])
    """
    return _UNITS.get(plain(text).lower(), [text])

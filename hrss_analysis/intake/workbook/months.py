"""The months that a text speaks of, where a year is told by months.

Figures are counted from 1 January to a month's end: 7月, 1—7月, 截至7月底 and 前7个月 are one
period, and 三季度 is the month that it ends with. What does not begin in January or does
not end with a month (7—9月, 下半年, 截至7月20日) is no period at all, and contradicts every
one. A full date is the day on which something was written, unless it says up to when is
counted.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ...calendar import QUARTER, YEAR
from .cells import plain

LEAP = 2024  # 29 February ends that month in some year
_DIGITS = {word: number for number, word in enumerate("〇一二三四五六七八九")} | {"两": 2, "○": 0, "零": 0}
_RANKS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Said(NamedTuple):
    """What a text says: a year, if it says one, and the month that is counted up to.

    The month is 0 for what is no count from January to a month's end, and None beside a
    year that stands alone.
    """

    year: int | None
    month: int | None


_ANY = re.compile(r"[\d月季年Q]", re.IGNORECASE)
_NEITHER = Said(None, 0)
_NUMERAL = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_JOINT = "[-—–‐‑‒―─−ー~至到、,和及与/]+"
_EVEN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile("二([〇○零])([〇○零一二三四五六七八九]{2})(?=年)"), lambda found: f"20{_numbers(found[2])}"),
    (re.compile(f"元(?=月|{_JOINT}[\\d一二三四五六七八九十])"), "1"),
    (re.compile(f"{_NUMERAL}(?=[日号]|个?月|{_JOINT}{_NUMERAL}个?月)"), lambda found: str(_numeral(found[0]))),
    (re.compile("截[至止][至到]?"), "@"),
    (re.compile("[至到]+"), ">"),
    (re.compile("[—–‐‑‒―─−ー~]+"), "-"),
    (re.compile(r"(?<=[\d月日])一(?=\d)"), "-"),  # typed for a dash
)
_TO = "[->]+"
_Y = r"(?:(?P<other>[去上前]年(?:同[期月])?\(?)|(?P<year>(?<!\d)(?:20)?\d\d)年度?\(?)?"
_Y0 = _Y.replace("other", "other0").replace("year", "year0")
_M = r"(?<!\d)(?P<month>\d{1,2})月份?"
_DAY = r"(?P<day>\d{1,2})[日号]"
_FIRST = r"(?:年初|(?<!\d)(?P<month0>\d{1,2})(?:月份?(?:(?P<day0>\d{1,2})[日号])?)?)"
_NUMERIC = r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
_COMPACT = r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])"
_RANK = "[一二两三四1-4]"
_NO_PLAN = "(?!前|目标|计划|任务|指标|预|考核)"


def said_in(text: str) -> tuple[Said, ...]:
    """All that a text says of periods.

    Examples
    --------
    >>> said_in("2024年1—7月完成情况"), said_in("截至七月底"), said_in("前三季度"), said_in("2024年度计划")
    ((Said(year=2024, month=7),), (Said(year=None, month=7),), (Said(year=None, month=9),), (Said(year=2024, month=None),))
    >>> said_in("7—9月"), said_in("2024年8月5日填"), said_in("截止2024年7月31日")
    ((Said(year=None, month=0),), (), (Said(year=2024, month=7),))
    """
    return _read(text)[0]


def only_a_period(text: str) -> bool:
    """Whether a text says a period and nothing else.

    Examples
    --------
    >>> only_a_period("1—7月"), only_a_period("前7个月"), only_a_period("7月预计"), only_a_period("当月")
    (True, True, False, False)
    """
    said, left = _read(text)
    return bool(said) and left.removeprefix("今年").removeprefix("本年") == ""


def one_month_alone(text: str) -> bool:
    """Whether a text says that its figures are a month's own, or another month's, and not counted from January.

    Examples
    --------
    >>> one_month_alone("7月当月完成情况"), one_month_alone("当月及累计完成情况"), one_month_alone("1月至本月")
    (True, False, False)
    """
    even = plain(text)
    return "累计" not in even and bool(re.search(r"(?<![至到])(?:[当本单]个?月(?![末底止]|\d)|上个?月)", even))


def at_a_quarters_end(text: str) -> bool:
    """Whether a text speaks of the end of a quarter.

    Examples
    --------
    >>> at_a_quarters_end("本季末"), at_a_quarters_end("月末")
    (True, False)
    """
    return bool(re.search("季度?[末底]", plain(text)))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[tuple[Said, ...], str]:
    """What a text says, and what is left of it."""
    even = plain(text)
    if not _ANY.search(even):
        return (), even
    for pattern, other in _EVEN:
        even = pattern.sub(other, even)
    found: list[Said] = []
    for pattern, reading in _READINGS:
        for match in pattern.finditer(even):
            found.extend(reading(match))
        even = pattern.sub("\0", even)  # nothing reads across it
    return tuple(found), even.replace("\0", "")


def _numbers(word: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in word)


def _numeral(word: str) -> int:
    """A number up to 39 in Chinese."""
    tens, ten, ones = word.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _month(match: re.Match[str]) -> Iterator[Said]:
    """A month, or January to a month, by the groups of the pattern."""
    parts = match.groupdict()
    year = _year(parts.get("year") or parts.get("year0"))
    month = int(parts["month"]) if parts.get("month") else QUARTER * _RANKS[parts["rank"]]
    whole = _begins_the_year(parts) and 1 <= month <= YEAR and _ends(month, year, parts.get("day"))
    yield Said(year, month if whole and not parts.get("other") else 0)


def _begins_the_year(parts: dict[str, str | None]) -> bool:
    """Whether what a range begins with, if it is one, is the first of January or of the quarters of that year."""
    first = [parts.get(name) for name in ("month0", "day0")] + [
        str(_RANKS[rank]) if (rank := parts.get("rank0")) else None
    ]
    years = {year for name in ("year", "year0") if (year := _year(parts.get(name)))}
    return len(years) < 2 and not parts.get("other0") and all(number is None or int(number) == 1 for number in first)


def _ends(month: int, year: int | None, day: str | None) -> bool:
    return day is None or int(day) in {monthrange(year or LEAP, month)[1], monthrange(year or LEAP - 1, month)[1]}


def _year(text: str | None) -> int | None:
    return int(text) % 100 + 2000 if text else None


def _fixed(month: int) -> Callable[[re.Match[str]], Iterator[Said]]:
    def reading(match: re.Match[str]) -> Iterator[Said]:
        other = match.groupdict().get("other")
        yield Said(_year(match.groupdict().get("year")), 0 if other else month)

    return reading


def _silent(_match: re.Match[str]) -> Iterator[Said]:
    return iter(())


def _agreeing(match: re.Match[str]) -> Iterator[Said]:
    """A range that may as well be a date: it must agree, and is not what the period is known by."""
    yield from (Said(None, said.month) for said in _month(match))


# each takes away what it reads: the longer and surer come first
_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Said]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reading)
    for pattern, reading in (
        (rf"(?:(?<!\d)1月份?|年初){_TO}(?:本期|今|本月)[末底]?", _silent),
        (rf"(?<!\d)20\d\d年?{_TO}20\d\d年?(?!\d)(?!年?度?(?:\d|第|[上下]半))", _silent),
        (rf"(?<!\d)20\d\d年{_TO}(?=20\d\d年)", lambda _match: iter((_NEITHER,))),
        # ranges in figures
        (rf"(?<!\d)(?P<year0>20\d\d)(?P<month0>\d\d)(?P<day0>\d\d){_TO}(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _month),
        (rf"(?<!\d)(?P<year0>20\d\d)(?P<mark>[-./])(?P<month0>\d{{1,2}})(?:(?P=mark)(?P<day0>\d{{1,2}}))?{_TO}(?P<year>20\d\d)(?P=mark)(?P<month>\d{{1,2}})(?:(?P=mark)(?P<day>\d{{1,2}}))?(?!\d)", _month),
        (rf"(?<!\d)(?P<year>20\d\d)(?P<mark>[./])(?P<month0>\d{{1,2}})(?P=mark)(?P<day0>\d{{1,2}}){_TO}(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)", _month),
        (rf"(?<!\d)(?P<year>20\d\d)[-./](?P<month0>\d{{1,2}})月?{_TO}(?P<month>\d{{1,2}})月份?[底末]?", _month),
        (rf"(?<!\d)(?P<year>20\d\d)(?P<month0>0[1-9]|1[0-2]){_TO}(?:(?P<year0>20\d\d))?(?P<month>\d\d)月?(?!\d)", _month),
        (r"(?<!\d)(?P<year>20\d\d)[./](?P<month0>\d{1,2})[->]+(?P<month>\d{1,2})(?![\d.])", _agreeing),
        # ranges in words, and up to a day
        (rf"{_Y0}{_FIRST}{_TO}{_Y}{_M}(?:{_DAY}|[底末])?", _month),
        (rf"{_Y}[@>]:?{_M}{_DAY}", _month),
        (rf"[@>]:?{_Y}{_M}{_DAY}", _month),
        (rf"[@>]:?{_NUMERIC}", _month),
        (rf"[@>]:?{_COMPACT}(?P<day>\d\d)(?!\d)", _month),
        # days on which something was written
        (r"(?<!\d)20\d{6,}", _silent),
        (r"(?<!\d)(?:20)?\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)", _silent),
        (r"(?:(?<!\d)(?:20)?\d\d年)?(?<!\d)\d{1,2}月\d{1,2}[日号]", _silent),
        # months that are not whole, or several
        (r"(?<!\d)\d{1,2}月份?(?:初|[上中下]旬)", lambda _match: iter((_NEITHER,))),
        (r"(?<!\d)\d{1,2}月?份?[、,和及与/]\d{1,2}月", lambda _match: iter((_NEITHER,))),
        (rf"[近后](?:\d{{1,2}}个月|{_RANK}个季度?)", lambda _match: iter((_NEITHER,))),
        # one month
        (rf"{_Y}[前头](?P<month>\d{{1,2}})个月", _month),
        (rf"(?:[@>]:?)?{_Y}(?:[@>]:?)?{_M}[底末]?", _month),
        (r"(?<!\d)(?P<year>20\d\d)(?:年?[-_.]?M|[-._/])(?P<month>\d{1,2})(?![\d/]|[-.]\d)月?", _month),
        (rf"{_COMPACT}(?![\d/]|[-.]\d)月?", _month),
        # quarters
        (rf"{_Y0}第?(?P<rank0>{_RANK})(?:季度?)?{_TO}{_Y}第?(?P<rank>{_RANK})个?季度?(?!节)", _month),
        (rf"{_Y0}(?<![A-Z])Q(?P<rank0>[1-4]){_TO}{_Y}[Q]?(?P<rank>[1-4])(?!\d)", _month),
        (rf"{_RANK}[、,和及与/]?{_RANK}季(?!节)", lambda _match: iter((_NEITHER,))),
        (rf"(?:@:?)?{_Y}(?:@:?)?[第前头]?(?<!\d)(?P<rank>{_RANK})个?季度?[底末]?(?!节)", _month),
        (r"(?<!\d)(?P<year>(?:20)?\d\d)年?[-_.]?Q(?P<rank>[1-4])(?!\d)", _month),
        (r"(?<![A-Z])Q(?P<rank>[1-4])(?!\d)", _month),
        # halves and the whole
        (rf"{_Y}上半年", _fixed(6)),
        (rf"{_Y}下半年", _fixed(0)),
        (rf"{_Y}全年(?:完成|累计|实际|汇总)", _fixed(12)),
        (rf"@?:?(?P<year>(?<!\d)20\d\d)年年?[底末]{_NO_PLAN}", _fixed(12)),
        (rf"@?(?<![去上前])年[底末]{_NO_PLAN}", _fixed(12)),
        (r"(?<!\d)(?P<year>20\d\d)年度?", lambda match: iter((Said(_year(match["year"]), None),))),
    )
)  # fmt: skip

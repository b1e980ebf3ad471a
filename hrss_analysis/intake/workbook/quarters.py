"""The quarters, months and years that a text speaks of, where a year is told by quarters.

Figures are counted from 1 January to a quarter's end: whatever names another month, or
months that do not begin with January, contradicts every quarter. A full date is the day
on which something was written, unless it says up to when is counted.
"""

import re
from collections.abc import Callable, Iterator

from ...calendar import of_year
from .cells import plain

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = {
    word: rank
    for rank, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}
_TO = "[-—–~至到]+"
_PERIODS: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"(20\d\d)年?[-_.]?[Qq]([1-4])(?!\d)"), int),
    (re.compile(r"(20\d\d)年?度?第?([一二三四1-4])季度?"), lambda found: _QUARTERS[found]),
    (re.compile(r"(20\d\d)年度?前([二三四])个?季度"), lambda found: _QUARTERS[found]),
    (re.compile(rf"(20\d\d)年1月?{_TO}(3|6|9|12)月"), lambda found: int(found) // 3),
    (re.compile(r"(20\d\d)年度?(上半年)"), lambda _found: 2),
)
_CHINESE_MONTH = re.compile(rf"(十[一二]?|[一二三四五六七八九])(?=月|{_TO}(?:十[一二]?|[一二三四五六七八九])月)")
_UP_TO = re.compile(rf"(?:截[至止]|{_TO})(?:20\d\d年)?(\d{{1,2}})月\d{{1,2}}日")
_DATE = re.compile(r"(?<!\d)20\d{6,}|(?:20)?\d\d([年./-])\d{1,2}[月./-]\d{1,2}(?!\d)日?|\d{1,2}月\d{1,2}日")
_TO_NOW = re.compile(rf"1月份?{_TO}(?:本期|今)")
_QUARTER = re.compile(r"(?<!\d)([一二三四1-4])个?季(?!节)")
_RANGE = re.compile(rf"(\d{{1,2}})月?份?{_TO}(\d{{1,2}})月")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_COMPACT = re.compile(r"(?<!\d)20\d\d(?:(0[1-9]|1[0-2])|[-./](\d{1,2}))(?![\d./-])")
_YEARS = re.compile(rf"20\d\d年?{_TO}20\d\d年")
_SPELT = re.compile(
    rf"(?:20\d\d年?度?)?(?:截[至止])?(?:(?:\d{{1,2}}月?{_TO})?\d{{1,2}}月(?:份|底|末)?|第?[一二三四1-4]季度?|前[二三四]个?季度|上半年|[Qq][1-4])?"
)


def periods_in(text: str) -> list[str]:
    """The quarters a text names with their year, each once.

    Examples
    --------
    >>> periods_in("无锡市2024年1—9月计划完成情况"), periods_in("2024年第三季度"), periods_in("2024年度计划")
    (['2024Q3'], ['2024Q3'], [])
    """
    even = plain(text)
    found: dict[str, None] = {}
    for pattern, quarter in _PERIODS:
        for match in pattern.finditer(even):
            found[str(of_year(int(match[1]))[quarter(match[2]) - 1])] = None
    return list(found)


def quarters_in(text: str) -> list[int]:
    """The quarters a text names, with a year or without; 0 for a month or months that make none.

    Examples
    --------
    >>> quarters_in("第二季度"), quarters_in("2024年1—8月"), quarters_in("截至6月底"), quarters_in("计划完成情况")
    ([2], [0], [2], [])
    >>> quarters_in("2024年8月快报"), quarters_in("7-9月"), quarters_in("202409"), quarters_in("2024年10月15日前报")
    ([0], [0], [3], [])
    """
    return list(_quarters(_with_digits(text)))


def _quarters(text: str) -> Iterator[int]:
    for month in _UP_TO.findall(text):
        yield _ending(month)
    text = _TO_NOW.sub(" ", _DATE.sub(" ", _UP_TO.sub(" ", text)))
    for first, last in _RANGE.findall(text):
        yield _ending(last) if int(first) == 1 else 0
    for month in _MONTH.findall(_RANGE.sub(" ", text)):
        yield _ending(month)
    for compact, dotted in _COMPACT.findall(text):
        yield _ending(compact or dotted)
    for quarter in _QUARTER.findall(text):
        yield _QUARTERS[quarter]
    for quarter in re.findall(r"(?<![A-Za-z])[Qq]([1-4])(?!\d)", text):
        yield int(quarter)
    yield from (2 for _ in re.findall("上半年", text))
    yield from (0 for _ in re.findall("下半年", text))
    yield from (4 for _ in re.findall("全年(?:完成|累计|实际|汇总)", text))


def _ending(month: str) -> int:
    return int(month) // 3 if int(month) % 3 == 0 and 1 <= int(month) <= 12 else 0


def _with_digits(text: str) -> str:
    return _CHINESE_MONTH.sub(lambda match: str(_MONTHS[match[1]]), plain(text))


def years_in(text: str) -> list[int]:
    """The years a text speaks of, spans of years and full dates left out.

    Examples
    --------
    >>> years_in("2023年完成情况"), years_in("2021—2025年规划"), years_in("2025年1月10日填")
    ([2023], [], [])
    """
    even = _YEARS.sub(" ", _DATE.sub(" ", _UP_TO.sub(" ", plain(text))))
    return [int(year) for year in re.findall(r"(?<!\d)(20\d\d)年", even)]


def only_a_period(text: str) -> bool:
    """Whether a text says a period and nothing else.

    Examples
    --------
    >>> only_a_period("1—9月"), only_a_period("2024年三季度"), only_a_period("9月预计"), only_a_period("")
    (True, True, False, False)
    """
    return (
        bool(text)
        and bool(periods_in(text) or quarters_in(text) or years_in(text))
        and bool(_SPELT.fullmatch(_with_digits(text)))
    )

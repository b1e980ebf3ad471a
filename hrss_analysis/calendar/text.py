"""Text of periods, years and days: read here, where it comes in, and handled nowhere else."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import pandas as pd

from ..errors import UsageError
from ..messages import tell
from .period import MONTH, QUARTER, YEAR, Period

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<time>[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_WRITTEN = re.compile(r"([0-9]{4})(?:Q([1-4])|-(0[1-9]|1[0-2]))")


def parse_period(text: str) -> Period:
    """Read a quarter written ``2024Q3`` or a month written ``2024-07``; nothing else is accepted.

    Raises
    ------
    UsageError
        If the text is written in another way; the likely meaning is proposed.

    Examples
    --------
    >>> parse_period("2024Q3")
    Period(year=2024, end_month=9, months=3)
    >>> parse_period("2024-07").label
    '7月'
    >>> parse_period("2024q3")
    Traceback (most recent call last):
    ...
    hrss_analysis.errors.UsageError: unknown period '2024q3': a quarter is written 2024Q3, a month 2024-07; did you mean '2024Q3'?
    """
    if not isinstance(text, str):
        raise UsageError(
            tell("unknown period {period}: it is written as text, like '2024Q3' or '2024-07'", period=repr(text))
        )
    return _read(text)


def parse_span(text: str) -> tuple[Period, Period]:
    """Read a period, or two with ``..`` between them: the first and the last.

    Raises
    ------
    UsageError
        If either is none, or the second comes before the first.

    Examples
    --------
    >>> [str(end) for end in parse_span("2025Q2..2025Q4")], [str(end) for end in parse_span("2025Q2")]
    (['2025Q2', '2025Q4'], ['2025Q2', '2025Q2'])
    """
    first, dots, last = text.partition("..")
    ends = parse_period(first), parse_period(last if dots else first)
    if ends[0].ordinal > ends[1].ordinal:
        raise UsageError(tell("{periods}: the first period must not come after the last", periods=text))
    return ends


@lru_cache(maxsize=1024)
def _read(text: str) -> Period:
    match = _WRITTEN.fullmatch(text)
    if match:
        year, quarter, month = match.groups()
        return Period(int(year), QUARTER * int(quarter)) if quarter else Period(int(year), int(month), MONTH)
    if guess := _guess(text):
        raise UsageError(
            tell(
                "unknown period {period}: a quarter is written 2024Q3, a month 2024-07; did you mean {near}?",
                period=repr(text), near=repr(guess),
            )
        )  # fmt: skip
    raise UsageError(tell("unknown period {period}: a quarter is written 2024Q3, a month 2024-07", period=repr(text)))


def _guess(text: str) -> str:
    """What was likely meant: 2024q3 and 2024-Q3 are quarters, 2024-7, 2024M7 and 202407 months."""
    match = re.fullmatch(r"\s*([0-9]{4})\W*(q|quarter)?\W*(?:m|month)?\W*([0-9]{1,2})\s*", text, re.IGNORECASE)
    if match and match[2] and match[3] in "1234":
        return f"{match[1]}Q{match[3]}"
    if match and not match[2] and 1 <= int(match[3]) <= YEAR:
        return f"{match[1]}-{int(match[3]):02}"
    return ""


def is_period(text: str) -> bool:
    """Whether a text is a period as it is written.

    Examples
    --------
    >>> is_period("2024Q3"), is_period("2024-07"), is_period("2024Q5")
    (True, True, False)
    """
    return _WRITTEN.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year, and no period: four digits.

    Examples
    --------
    >>> is_year("2024"), is_year("2024Q3"), is_year("")
    (True, False, False)
    """
    return re.fullmatch(r"[0-9]{4}", text) is not None


def nearest(years: Iterable[int], year: int) -> int:
    """Of some years the one nearest to another, of two the later.

    Examples
    --------
    >>> nearest([2021, 2023], 2022)
    2023
    """
    return min(years, key=lambda known: (abs(known - year), -known))


def year_of(text: str) -> int:
    """The year of a period, or the year itself.

    Raises
    ------
    UsageError
        If the text is neither.

    Examples
    --------
    >>> year_of("2024Q3"), year_of("2024")
    (2024, 2024)
    """
    return int(text) if is_year(text) else parse_period(text).year


def between(periods: Iterable[str], first: Period | None, last: Period | None) -> list[str]:
    """Those of some periods from one to another, both included; None is no limit.

    Examples
    --------
    >>> between(["2023Q4", "2024Q1", "2024Q2"], None, parse_period("2024Q1"))
    ['2023Q4', '2024Q1']
    """
    return [
        text
        for text in periods
        if (first is None or parse_period(text) >= first) and (last is None or parse_period(text) <= last)
    ]


def latest(periods: Iterable[str]) -> str:
    """The last of some periods in time.

    Examples
    --------
    >>> latest(["2023Q4", "2024Q1", "2023Q2"])
    '2024Q1'
    """
    return max(periods, key=parse_period)


def end_of(as_of: str | pd.Timestamp) -> pd.Timestamp:
    """The last moment that counts for `as_of`: a bare date means the whole day.

    Raises
    ------
    UsageError
        If it is neither a moment nor written like one.

    Examples
    --------
    >>> str(end_of("2024-10-08")), str(end_of("2024-10-08 16:30:00"))
    ('2024-10-08 23:59:59.999999', '2024-10-08 16:30:00')
    """
    written = _MOMENT.fullmatch(as_of) if isinstance(as_of, str) else None
    try:
        if not isinstance(as_of, date) and written is None:
            raise ValueError
        moment = pd.Timestamp(as_of)
        if moment.tzinfo is not None:
            raise ValueError
    except ValueError:
        raise UsageError(
            tell("unknown date {date}: write 2024-10-08 or 2024-10-08 16:30:00, without a time zone", date=repr(as_of))
        ) from None
    to_the_minute = written["time"] if written else moment != moment.normalize()
    return moment if to_the_minute else moment + pd.Timedelta(days=1, microseconds=-1)

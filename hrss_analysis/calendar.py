"""Periods of the year: reading, order, and what is due at the end of each.

A period is written ``2024Q3`` everywhere: in file names, frames, parameters and on the
command line. It is read once, where text comes in; inside it is a :class:`Period`, which
knows its neighbours, its place in the year and what is due at its end. All of that is
told by months, so that a quarter is nothing but a period of three of them. Months are
not read yet.

A column of a frame keeps its text: :func:`column` tells of each of its periods what is
asked, :func:`in_time` sorts by it. A page may also be about a whole year, written with
four digits: :func:`is_year`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from .errors import UsageError

YEAR, QUARTER, MONTH = 12, 3, 1  # in months
EVERY = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}  # months from one report to the next

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<time>[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_WRITTEN = re.compile(r"([0-9]{4})Q([1-4])")
_PANDAS = {QUARTER: "Q", MONTH: "M"}  # what pandas calls periods of this length


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A part of a year, by the month that it ends with and how many months it has.

    Examples
    --------
    >>> period = parse_period("2024Q3")
    >>> str(period), period.year, period.number, period.months_left, period.share_of_year
    ('2024Q3', 2024, 3, 3, 0.75)
    >>> str(period.previous), str(period.year_ago), str(period.year_end), str(period.last_year_end)
    ('2024Q2', '2023Q3', '2024Q4', '2023Q4')
    """

    year: int
    end_month: int
    months: int = QUARTER

    def __post_init__(self) -> None:
        """Refuse what is no quarter and no month: it would be taken for another one."""
        if self.months not in _PANDAS or self.end_month not in range(self.months, YEAR + 1, self.months):
            raise ValueError(f"no quarter or month: {self.months} months that end with month {self.end_month}")

    def __str__(self) -> str:
        """How it is written in files and frames."""
        return f"{self.year:04}{'' if self.months == QUARTER else '-'}{self.short}"

    @property
    def short(self) -> str:
        """How it is written within its year: ``Q3``, or ``07`` for a month."""
        return f"Q{self.number}" if self.months == QUARTER else f"{self.number:02}"

    @property
    def label(self) -> str:
        """How it is said within its year, in Chinese: 三季度, or 7月 for a month."""
        return f"{'一二三四'[self.number - 1]}季度" if self.months == QUARTER else f"{self.number}月"

    @property
    def number(self) -> int:
        """Which of its year's periods it is, from 1."""
        return self.end_month // self.months

    @property
    def per_year(self) -> int:
        """How many such periods a year has."""
        return YEAR // self.months

    @property
    def is_first(self) -> bool:
        """Whether its year begins with it."""
        return self.end_month == self.months

    @property
    def is_last(self) -> bool:
        """Whether its year ends with it."""
        return self.end_month == YEAR

    @property
    def ordinal(self) -> int:
        """The month it ends with, counted through all years: differences are months."""
        return YEAR * self.year + self.end_month

    @property
    def months_left(self) -> int:
        """Months of the year that remain after its end."""
        return YEAR - self.end_month

    @property
    def share_of_year(self) -> float:
        """How much of the year is over at its end."""
        return self.end_month / YEAR

    @property
    def last_day(self) -> pd.Timestamp:
        """The day it ends with."""
        return pd.Timestamp(self.year, self.end_month, 1) + pd.offsets.MonthEnd(0)

    @property
    def previous(self) -> "Period":
        """The one before, of this year or the last."""
        return self.last_year_end if self.is_first else replace(self, end_month=self.end_month - self.months)

    @property
    def next(self) -> "Period":
        """The one after, of this year or the next."""
        if self.is_last:
            return replace(self, year=self.year + 1, end_month=self.months)
        return replace(self, end_month=self.end_month + self.months)

    @property
    def year_ago(self) -> "Period":
        """The same one of last year."""
        return replace(self, year=self.year - 1)

    @property
    def year_end(self) -> "Period":
        """The last one of its year."""
        return replace(self, end_month=YEAR)

    @property
    def last_year_end(self) -> "Period":
        """The last one of the year before: the base of every stock."""
        return replace(self, year=self.year - 1, end_month=YEAR)

    @property
    def whole_year(self) -> tuple["Period", ...]:
        """All of its year, in order."""
        return of_year(self.year, self.months)

    @property
    def so_far(self) -> tuple["Period", ...]:
        """Those of its year up to itself, in order."""
        return self.whole_year[: self.number]

    def is_due(self, frequency: str) -> bool:
        """Whether an indicator of this frequency is due at its end.

        Examples
        --------
        >>> [period.short for period in of_year(2024) if period.is_due("semiannual")]
        ['Q2', 'Q4']
        """
        return self.end_month % EVERY[frequency] == 0

    def due_before(self, frequency: str) -> "Period | None":
        """The one of its year at whose end this frequency was due before; None if there is none.

        Examples
        --------
        >>> str(parse_period("2024Q4").due_before("semiannual")), parse_period("2024Q4").due_before("annual")
        ('2024Q2', None)
        """
        step = max(EVERY[frequency], self.months)
        month = (self.end_month - 1) // step * step
        return replace(self, end_month=month) if month else None


def of_year(year: int, months: int = QUARTER) -> tuple[Period, ...]:
    """All periods of a year, in order.

    Examples
    --------
    >>> [str(period) for period in of_year(2024)]
    ['2024Q1', '2024Q2', '2024Q3', '2024Q4']
    """
    return tuple(Period(year, month, months) for month in range(months, YEAR + 1, months))


def span(first: Period, last: Period) -> list[Period]:
    """All periods from one to another, both included; none if the first comes after the last.

    Examples
    --------
    >>> [str(period) for period in span(parse_period("2023Q4"), parse_period("2024Q2"))]
    ['2023Q4', '2024Q1', '2024Q2']
    """
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return found


def parse_period(text: str) -> Period:
    """Read a quarter written ``2024Q3``; nothing else is accepted.

    Raises
    ------
    UsageError
        If the text is written in another way; the likely meaning is proposed.

    Examples
    --------
    >>> parse_period("2024Q3")
    Period(year=2024, end_month=9, months=3)
    >>> parse_period("2024q3")
    Traceback (most recent call last):
    ...
    hrss_analysis.errors.UsageError: unknown period '2024q3': a quarter is written 2024Q3; did you mean '2024Q3'?
    """
    if not isinstance(text, str):
        raise UsageError(f"unknown period {text!r}: a quarter is written as text, like '2024Q3'")
    return _read(text)


def parse_span(text: str) -> tuple[Period, Period]:
    """Read a quarter, or two with ``..`` between them: the first and the last.

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
    if ends[0] > ends[1]:
        raise UsageError(f"{text}: the first quarter must not come after the last")
    return ends


@lru_cache(maxsize=1024)
def _read(text: str) -> Period:
    match = _WRITTEN.fullmatch(text)
    if match:
        return Period(int(match[1]), QUARTER * int(match[2]))
    digits = re.findall(r"[0-9]+", text)
    guess = ""
    if len(digits) == 2 and len(digits[0]) == 4 and digits[1] in "1234":
        guess = f"; did you mean '{digits[0]}Q{digits[1]}'?"
    raise UsageError(f"unknown period {text!r}: a quarter is written 2024Q3{guess}")


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


def column(periods: pd.Series, name: str) -> pd.Series:
    """What each period of a frame's column says of itself: a number or text, by the name it has with :class:`Period`.

    Examples
    --------
    >>> periods = pd.Series(["2023Q4", "2024Q1"], index=[7, 8])
    >>> column(periods, "year").to_dict(), column(periods, "short").to_dict()
    ({7: 2023, 8: 2024}, {7: 'Q4', 8: 'Q1'})
    """
    told = {text: getattr(parse_period(text), name) for text in periods.unique()}
    numbers = all(isinstance(value, int) for value in told.values())
    return periods.map(told).astype(int if numbers else str)


def in_time(periods: pd.Series) -> pd.Series:
    """The key that sorts a frame by its column of periods.

    Examples
    --------
    >>> frame = pd.DataFrame({"period": ["2024Q1", "2023Q4"]})
    >>> frame.sort_values("period", key=in_time)["period"].tolist()
    ['2023Q4', '2024Q1']
    """
    return column(periods, "ordinal")


def to_pandas(periods: pd.Series) -> pd.PeriodIndex:
    """A frame's column as pandas has periods, for those who explore it.

    Examples
    --------
    >>> to_pandas(pd.Series(["2023Q4", "2024Q1"])).year.tolist()
    [2023, 2024]
    """
    months = min((parse_period(text).months for text in periods.unique()), default=QUARTER)
    return pd.PeriodIndex(periods, freq=_PANDAS[months])


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
            f"unknown date {as_of!r}: write 2024-10-08 or 2024-10-08 16:30:00, without a time zone"
        ) from None
    to_the_minute = written["time"] if written else moment != moment.normalize()
    return moment if to_the_minute else moment + pd.Timedelta(days=1, microseconds=-1)

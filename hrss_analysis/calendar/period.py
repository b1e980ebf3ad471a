"""A part of a year, told by months: its neighbours, its place in the year, and what is due at its end."""

from dataclasses import dataclass, field, replace

import pandas as pd

YEAR, QUARTER, MONTH = 12, 3, 1  # in months
EVERY = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}  # months from one report to the next


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A part of a year, by the month that it ends with and how many months it has.

    Its neighbours are those of the calendar that it belongs to: ``monthly_since`` is the
    year with which that began to tell months, where it had told quarters before.

    Examples
    --------
    >>> from hrss_analysis.calendar import parse_period
    >>> period = parse_period("2024Q3")
    >>> str(period), period.year, period.number, period.months_left, period.share_of_year
    ('2024Q3', 2024, 3, 3, 0.75)
    >>> str(period.previous), str(period.year_ago), str(period.year_end), str(period.last_year_end)
    ('2024Q2', '2023Q3', '2024Q4', '2023Q4')
    """

    year: int
    end_month: int
    months: int = QUARTER
    monthly_since: int | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no quarter and no month: it would be taken for another one."""
        if self.months not in (QUARTER, MONTH) or self.end_month not in range(self.months, YEAR + 1, self.months):
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
    def reach(self) -> str:
        """What is counted at its end, as it is said: 三季度, or 1—7月 for a month."""
        return self.label if self.months == QUARTER or self.is_first else f"1—{self.label}"

    @property
    def quarter(self) -> "Period":
        """The quarter that it ends with, or lies in."""
        return replace(self, end_month=-(-self.end_month // QUARTER) * QUARTER, months=QUARTER)

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
    def axis(self) -> dict[int, "Period"]:
        """Its year's periods by their place on an axis from 1 on: those that end a quarter, since names of months crowd."""
        return {period.number: period for period in self.whole_year if period.end_month % QUARTER == 0}

    def place(self, month: int) -> int:
        """Where the end of a month, in its year or another, stands on that axis."""
        return month // self.months

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

    def _months_in(self, year: int) -> int:
        """How many months the periods of a year have."""
        if self.monthly_since is None:
            return self.months
        return MONTH if year >= self.monthly_since else QUARTER

    @property
    def previous(self) -> "Period":
        """The one before, of this year or the last."""
        return self.last_year_end if self.is_first else replace(self, end_month=self.end_month - self.months)

    @property
    def next(self) -> "Period":
        """The one after, of this year or the next."""
        if self.is_last:
            months = self._months_in(self.year + 1)
            return replace(self, year=self.year + 1, end_month=months, months=months)
        return replace(self, end_month=self.end_month + self.months)

    @property
    def year_ago(self) -> "Period":
        """What ended with the same month of last year.

        Where last year was told by quarters and none of them did, it is the month that nobody told.
        """
        months = self._months_in(self.year - 1)
        return replace(self, year=self.year - 1, months=self.months if self.end_month % months else months)

    @property
    def year_end(self) -> "Period":
        """The last one of its year."""
        return replace(self, end_month=YEAR)

    @property
    def last_year_end(self) -> "Period":
        """The last one of the year before: the base of every stock."""
        return replace(self, year=self.year - 1, end_month=YEAR, months=self._months_in(self.year - 1))

    @property
    def whole_year(self) -> tuple["Period", ...]:
        """All of its year, in order."""
        return tuple(replace(self, end_month=period.end_month) for period in of_year(self.year, self.months))

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

    def report_step(self, frequency: str) -> int:
        """How many months ago the report before was, as far as one is looked for: at most a quarter.

        Examples
        --------
        >>> july = Period(2024, 7, MONTH)
        >>> [july.report_step(frequency) for frequency in EVERY], Period(2024, 9).report_step("monthly")
        ([1, 3, 3, 3], 3)
        """
        return max(self.months, min(EVERY[frequency], QUARTER))

    def due_before(self, frequency: str) -> "Period | None":
        """The one of its year at whose end this frequency was due before; None if there is none.

        Examples
        --------
        >>> from hrss_analysis.calendar import parse_period
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
    >>> from hrss_analysis.calendar import parse_period
    >>> [str(period) for period in span(parse_period("2023Q4"), parse_period("2024Q2"))]
    ['2023Q4', '2024Q1', '2024Q2']
    """
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return found

"""How the years of a dataset are told: by quarters, or by months from some year on."""

from dataclasses import dataclass, replace

from ..errors import UsageError
from ..messages import tell
from .period import MONTH, QUARTER, YEAR, Period, of_year
from .text import is_period, parse_period, parse_span


@dataclass(frozen=True)
class Calendar:
    """The periods of a dataset: quarters, and months from the year ``monthly_since`` on; None for quarters alone.

    Examples
    --------
    >>> calendar = Calendar(monthly_since=2025)
    >>> str(calendar.period("2025Q3")), str(calendar.period("2024Q3")), str(calendar.period("2025-01").previous)
    ('2025-09', '2024Q3', '2024Q4')
    """

    monthly_since: int | None = None

    def months_in(self, year: int) -> int:
        """How many months the periods of a year have."""
        return MONTH if self.monthly_since is not None and year >= self.monthly_since else QUARTER

    def of_year(self, year: int) -> tuple[Period, ...]:
        """All periods of a year, in order."""
        return tuple(map(self.own, of_year(year, self.months_in(year))))

    def back(self, period: Period, months: int) -> list[Period]:
        """The periods up to one of them, in order, that end at most so many months before it.

        Examples
        --------
        >>> calendar = Calendar(monthly_since=2025)
        >>> [str(period) for period in calendar.back(calendar.period("2025-02"), 5)]
        ['2024Q3', '2024Q4', '2025-01', '2025-02']
        """
        years = range(period.year - 1 - months // YEAR, period.year + 1)
        return [
            other for year in years for other in self.of_year(year) if 0 <= period.ordinal - other.ordinal <= months
        ]

    def own(self, period: Period) -> Period:
        """A period as this calendar has it: a quarter of a year told by months is the month that it ends with.

        A month of a year told by quarters stays what it is: nothing was told of it.
        """
        months = min(period.months, self.months_in(period.year))
        return replace(period, months=months, monthly_since=self.monthly_since)

    def has(self, period: Period) -> bool:
        """Whether it is one of this calendar, by either name: of a year told by quarters only what ends one is."""
        return self.own(period).months == self.months_in(period.year)

    def period(self, text: str) -> Period:
        """The period of that name, or of that other name.

        Raises
        ------
        UsageError
            If the text is no period, or a month of a year that is told by quarters.

        Examples
        --------
        >>> Calendar().period("2024-08")
        Traceback (most recent call last):
        ...
        hrss_analysis.errors.UsageError: unknown period '2024-08': 2024 is told by quarters here; did you mean '2024Q3'?
        """
        period = self.own(parse_period(text))
        if not self.has(period):
            raise UsageError(
                tell(
                    "unknown period {period}: {year} is told by quarters here; did you mean {near}?",
                    period=repr(text), year=period.year, near=repr(str(period.quarter)),
                )
            )  # fmt: skip
        return period

    def named(self, text: str) -> str:
        """A period by its own name here; a text that is none stays what it is, for those who refuse it with the nearest.

        Raises
        ------
        UsageError
            If it is a month of a year that is told by quarters.
        """
        return str(self.period(text)) if is_period(text) else text

    def begin(self, text: str) -> Period:
        """The first of what a text names: of a quarter whose months are told the first of them.

        Examples
        --------
        >>> str(Calendar(monthly_since=2025).begin("2025Q2")), str(Calendar(monthly_since=2025).begin("2024Q2"))
        ('2025-04', '2024Q2')
        """
        period = self.period(text)
        return replace(period, end_month=period.end_month - parse_period(text).months + period.months)

    def span(self, text: str) -> tuple[Period, Period]:
        """A period, or two with ``..`` between them: the first and the last. From a quarter on means all its months.

        Raises
        ------
        UsageError
            As of :meth:`period`, or if the last comes before the first.

        Examples
        --------
        >>> [str(end) for end in Calendar(monthly_since=2025).span("2025Q2..2025Q4")]
        ['2025-04', '2025-12']
        """
        first, last = parse_span(text)
        return self.begin(str(first)) if first != last else self.period(str(first)), self.period(str(last))

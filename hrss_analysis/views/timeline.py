"""Where periods stand on an axis: quarters side by side; as soon as there are months among them, by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..calendar import EVERY, MONTH, QUARTER, YEAR, Period, span
from ..dataset import Dataset
from . import names
from .words import Lang

Ticks = tuple[list[int], list[str]]


@dataclass(frozen=True)
class Timeline:
    """The periods that an axis has room for, in order.

    Quarters alone have a place each, whether or not one is missing between them. Where
    there are months a place is a month, so that a quarter stands at its end, three places
    after the one before, and what was not told leaves its room free.

    Examples
    --------
    >>> from hrss_analysis.calendar import Calendar
    >>> calendar = Calendar(monthly_since=2025)
    >>> Timeline(tuple(map(calendar.period, ("2024Q3", "2024Q4", "2025-01")))).places
    {'2024Q3': 0, '2024Q4': 3, '2025-01': 4}
    """

    slots: tuple[Period, ...]

    @classmethod
    def of(cls, ds: Dataset, periods: Sequence[str]) -> "Timeline":
        """The axis of some periods of a dataset, with the ones that are missing between months."""
        told = sorted(map(ds.calendar.period, periods))
        with_months = any(period.months == MONTH for period in told)
        return cls(tuple(span(told[0], told[-1]) if with_months else told))

    @cached_property
    def by_month(self) -> bool:
        """Whether a place is a month."""
        return any(period.months == MONTH for period in self.slots)

    @cached_property
    def places(self) -> dict[str, int]:
        """Every period's place, from 0."""
        if self.by_month:
            return {str(period): period.ordinal - self.slots[0].ordinal for period in self.slots}
        return {str(period): place for place, period in enumerate(self.slots)}

    @property
    def length(self) -> int:
        """How many places there are."""
        return 1 + max(self.places.values(), default=-1)

    def due(self, frequency: str) -> list[str]:
        """The periods that have a figure if none is missing: of a quarterly indicator no months between quarters' ends."""
        often = "monthly" if frequency == "monthly" else "quarterly"
        return [str(period) for period in self.slots if period.is_due(often)]

    def reach(self, period: str, frequency: str) -> int:
        """How many places a report of a period takes, back from the one that it stands at."""
        return max(EVERY[frequency], self._by_name[period].months) if self.by_month else 1

    def told_a_year_ago(self, period: str) -> bool:
        """Whether last year's figure can be known: of a month it cannot where last year was told by quarters."""
        when = self._by_name[period]
        return when.year_ago.months == when.last_year_end.months

    @cached_property
    def _by_name(self) -> dict[str, Period]:
        return {str(period): period for period in self.slots}

    def ticks(self, lang: Lang, most: int | None = None) -> Ticks:
        """Places and names of ticks: every period, or else quarters' ends among months, or else years.

        Parameters
        ----------
        lang
            Of the names of months.
        most
            How many names there is room for; None for all.
        """
        if most is None or self.length <= most:
            return self._named(self.slots, lang)
        if self.by_month and self.length <= QUARTER * most:
            return self._named([period for period in self.slots if period.is_due("quarterly")], lang)
        return self._years(most)

    def _named(self, shown: Sequence[Period], lang: Lang) -> Ticks:
        return [self.places[str(period)] for period in shown], names.tick_names(shown, lang)

    def _years(self, most: int) -> Ticks:
        starts = [(place, period.year) for place, period in self._starts()] or [(0, self.slots[0].year)]
        shown = starts[:: -(-len(starts) // max(most - 1, 1))]
        return [place for place, _ in shown], [str(year) for _, year in shown]

    def _starts(self) -> list[tuple[int, Period]]:
        """Where years begin: with their first quarter, among months with January."""
        firsts = [period for period in self.slots if period.is_first]
        if not self.by_month:
            return [(self.places[str(period)], period) for period in firsts]
        january = [(period.year * YEAR + MONTH - self.slots[0].ordinal, period) for period in firsts]
        return [(max(place, 0), period) for place, period in january]

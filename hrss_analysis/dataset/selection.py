"""What of a dataset is looked at: all of it or a part, in the words of one year's plan.

A selection never changes. :meth:`Selection.only` and :meth:`Selection.in_terms_of` give
another one, and compose; what has been read and computed is kept beside them and forgotten
with the last of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import pandas as pd

from ..calendar import Calendar, year_of
from .bridge import Bridge
from .files import Only
from .folder import Folder, Terms
from .naming import Names, Numbers, names_of, numbers_of
from .settings import Settings
from .slice import Slice

EVERYTHING = Slice()


@dataclass(eq=False)
class Memory:
    """What has been read and computed for one slice, in whatever terms; ``whole`` is that of the whole dataset."""

    kept: dict[Any, Any] = field(default_factory=dict)
    whole: "Memory | None" = None


@dataclass(frozen=True, eq=False)
class Selection:
    """Some areas and indicators of a folder, or all, told in the terms of a plan: the latest unless another is asked for."""

    folder: Folder
    year: int | None = None  # since when the terms hold in which this is told; None for the latest
    asked: tuple[Slice, int] | None = None  # a slice, and since when the terms hold in which it was asked for
    memory: Memory = field(default_factory=Memory, repr=False)

    def only(self, areas: Names | None = None, indicators: Numbers | None = None) -> Self:
        """The same dataset with targets and actuals of these areas and indicators alone: the rest is not even read.

        ``areas``, ``parts`` and ``indicators`` stay whole, so that each keeps its place
        among them; figures of the whole need all its parts. Of a slice it is a slice again.

        Parameters
        ----------
        areas, indicators
            One name or number or several; None for all there are.

        Raises
        ------
        UsageError
            If there is no such area or indicator, or none in this slice.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> ds = open_dataset("data/wuxi")
        >>> len(ds.only("江阴").targets(2024)), len(ds.only("江阴").only(indicators=[1, 2]).targets(2024))
        (60, 2)
        """
        had = self.slice or EVERYTHING
        known_areas = [area for area in self.terms.names if had.areas is None or area in had.areas]
        known_numbers = [no for no in self.terms.ids if had.indicators is None or no in had.indicators]
        here = Slice(
            had.areas if areas is None else frozenset(names_of("area", areas, known_areas, self.path)),
            had.indicators
            if indicators is None
            else frozenset(numbers_of("indicator", indicators, known_numbers, self.path)),
        )
        return replace(self, asked=(here, self.terms.turn), memory=Memory(whole=self.memory.whole or self.memory))

    def in_terms_of(self, when: int | str) -> Self:
        """The same dataset in the words of a plan: its numbers, units, areas and settings.

        What came after those terms is not in it: neither periods nor targets.

        Parameters
        ----------
        when
            The plan's year, or a period in it.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").in_terms_of(2024).indicator(46).unit
        '户'
        """
        return replace(self, year=self.folder.turn(when if isinstance(when, int) else year_of(when)))

    @property
    def whole(self) -> Self:
        """All of it, in the same terms: a slice's own dataset, not cut down."""
        return self if self.asked is None else replace(self, asked=None, memory=self.memory.whole or Memory())

    @property
    def terms(self) -> Terms:
        """The plan in whose words this is told."""
        return self.folder.terms(self.folder.latest if self.year is None else self.year)

    @property
    def path(self) -> Path:
        """The folder."""
        return self.folder.path

    @property
    def settings(self) -> Settings:
        """The title, the whole, and the rules of judging, as they hold in these terms."""
        return self.terms.settings

    @property
    def calendar(self) -> Calendar:
        """How its years are told: by quarters or by months."""
        return self.folder.settings.calendar

    @property
    def name(self) -> str:
        """The folder's name, which is also its name among the reports."""
        return self.path.resolve().name

    @property
    def city(self) -> str:
        """The area that is the whole."""
        return self.folder.settings.city

    @property
    def slice(self) -> Slice | None:
        """The areas and indicators that this is cut down to, in these terms; None for all."""
        return self.slice_in(self.terms.turn)

    def slice_in(self, year: int) -> Slice | None:
        """What this is cut down to in the terms of another year: its areas and numbers there."""
        if self.asked is None:
            return None
        here, told_in = self.asked
        turn = self.folder.turn(year)
        if turn == told_in:
            return here
        bridge = self.folder.bridge(min(turn, told_in), max(turn, told_in))
        if turn < told_in:
            areas, numbers = bridge.areas_before, bridge.numbers_before
        else:
            areas, numbers = bridge.areas_after, bridge.numbers_after
        return Slice(
            None if here.areas is None else areas(here.areas),
            None if here.indicators is None else numbers(here.indicators),
        )

    def cut(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame in these terms that belong to this slice."""
        here = self.slice
        return frame if here is None else here.of(frame)

    def bridge_from(self, year: int) -> Bridge | None:
        """What leads from a year's terms to these; None where they are the same."""
        turn = self.folder.turn(year)
        return None if turn == self.terms.turn else self.folder.bridge(turn, self.terms.turn)

    def _is_told(self, year: int) -> bool:
        """Whether these terms are not older than a year's."""
        return self.year is None or self.folder.turn(year) <= self.year

    def _only(self, year: int) -> Only | None:
        here = self.slice_in(year)
        return None if here is None or here.areas is None else ("area", here.areas)

    def _read(self, key: tuple[str, Any], year: int, read: Callable[[Only | None], pd.DataFrame]) -> pd.DataFrame:
        """A table of a year as far as the slice goes; what has been read of the whole is cut, not read again."""
        kept, whole = self.memory.kept, self.memory.whole
        if key not in kept:
            frame = whole.kept[key] if whole and key in whole.kept else read(self._only(year))
            kept[key] = frame if self.asked is None else self._cut(frame, year)
        found: pd.DataFrame = kept[key]
        return found

    def _cut(self, frame: pd.DataFrame, year: int) -> pd.DataFrame:
        """The rows of this slice: each by the numbers in which it was sent."""
        plans = frame["plan"].fillna(year).astype(int) if "plan" in frame else pd.Series(year, index=frame.index)
        frames = [(self.slice_in(plan) or EVERYTHING).of(frame[plans == plan]) for plan in plans.unique()]
        return frames[0] if len(frames) == 1 else pd.concat([frame.head(0), *frames], ignore_index=True)

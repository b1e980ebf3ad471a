"""A dataset: who is judged, on what, against what, and what came in, as tidy frames, as of a day.

Actuals are only ever appended to: a revision is a new row, the latest ``submitted_at``
wins, and ``as_of`` reads the record as it stood on any past day.
"""

from collections.abc import Iterator

import pandas as pd

from ..calendar import Period, end_of
from . import schema
from .files import read_nothing
from .folder import EVERY_AREA
from .record import KEYS, Record


def adjusts(issued: pd.DataFrame) -> pd.Series:
    """Which rows of a target table adjust the plan: those dated later than its own, which are blank or the first date's."""
    dates = issued["issued_on"]
    return dates.notna() if dates.isna().any() else dates > dates.min()


class Dataset(Record):
    """A dataset folder, or a slice of it, in the terms of one year's plan: the latest's unless another is asked for.

    Examples
    --------
    >>> from hrss_analysis import open_dataset
    >>> open_dataset("data/national")
    Dataset('data/national': 全国人力资源和社会保障主要统计指标, 11 indicators, 1 area, 2013-01 to 2026-06)
    """

    def __repr__(self) -> str:
        count = len(self.terms.areas)
        span = f"{self.periods[0]} to {self.periods[-1]}" if self.periods else "no actuals"
        return (
            f"Dataset({self.path.as_posix()!r}: {self.settings.title}, {len(self.terms.register)} indicators, "
            f"{count} area{'' if count == 1 else 's'}, {span})"
        )

    @property
    def target_years(self) -> list[int]:
        """The years that have a target table."""
        return [year for year in self.folder.target_years if self._is_told(year)]

    def targets(self, year: int, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
        """The target table of a year, one row per cell as last issued, in that year's numbers.

        Parameters
        ----------
        year
            The year of the plan.
        as_of
            Leave out what was issued later. What the plan itself says always counts, since
            plans are issued when the first quarter is over; a cell that only a later
            adjustment set counts from then on.

        Returns
        -------
        pandas.DataFrame
            Columns ``no area state bound value unit issued_on``; ``value`` in the
            indicator's ``unit``; ``bound`` and ``value`` are blank where no target
            was set. Every area that shares a target carries the shared value.

        Raises
        ------
        UsageError
            If the dataset has no targets for that year.
        InputError
            If the table is wrong, with file, line and column.
        """
        moment = self._moment(year, as_of)
        key = ("targets", year, moment)
        if key not in self.memory.kept:
            last = self.targets_issued(year, moment).drop_duplicates(KEYS, keep="last")
            rank = self.folder.terms(year).ranks
            order = last.sort_values(KEYS, key=lambda key: key.map(rank[str(key.name)]))
            self.memory.kept[key] = order.reset_index(drop=True)
        found: pd.DataFrame = self.memory.kept[key]
        return found.copy()

    def targets_in_force(self, period: Period, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
        """The targets by which a period is judged: those in force at its end, as far as known at `as_of`.

        Returns
        -------
        pandas.DataFrame
            As ``targets``.
        """
        return self.targets(period.year, self.in_force_at(period, as_of))

    def in_force_at(self, period: Period, as_of: str | pd.Timestamp | None = None) -> pd.Timestamp | None:
        """The day by whose end a target has to be issued to be in force at a period's end; None where all are."""
        end = end_of(period.last_day)
        return self._moment(period.year, end if as_of is None else min(end, end_of(as_of)))

    def targets_issued(self, year: int, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
        """Every target ever issued for a year, or until a day, in order of issue: a revision is a new row."""
        issued, moment = self._issued(year), self._moment(year, as_of)
        return issued.copy() if moment is None else issued[~(adjusts(issued) & (issued["issued_on"] > moment))].copy()

    def _moment(self, year: int, as_of: str | pd.Timestamp | None) -> pd.Timestamp | None:
        """A day by whose end a target has to be issued; None where none is issued later than the plan itself."""
        return None if as_of is None or not adjusts(self._issued(year)).any() else end_of(as_of)

    def _issued(self, year: int) -> pd.DataFrame:
        return self._read(("issued", year), year, lambda only: self.folder.read_targets(year, only))

    def restated(self) -> pd.DataFrame:
        """Earlier figures that this plan, or one before it, gives anew: of each cell what the latest of them gives.

        Returns
        -------
        pandas.DataFrame
            The columns of ``actuals``, in these terms; ``plan`` is the year of the plan that gives them.
        """
        key = ("restated", self.terms.turn)
        if key not in self.memory.kept:
            self.memory.kept[key] = self.cut(self._given_anew())
        found: pd.DataFrame = self.memory.kept[key]
        return found.copy()

    def _given_anew(self) -> pd.DataFrame:
        frames = [read_nothing(schema.RESTATED)]
        for year in self.folder.restated_years:
            if self._is_told(year):
                told, bridge = self.folder.read_restated(year, None), self.bridge_from(year)
                frames.append((told if bridge is None else bridge.carry(told)).assign(plan=year))
        given = pd.concat(frames, ignore_index=True)
        return given if given.empty else given[given["plan"] == given.groupby(KEYS)["plan"].transform("max")]

    def submissions(self, period: str) -> pd.DataFrame:
        """Where the rows of a period came from: file, hash, sender, time, cell and remark.

        Returns
        -------
        pandas.DataFrame
            Columns ``submission file sha256 reporter submitted_at no area place note``.
        """
        own = self.calendar.period(period)
        return self.folder.submissions(str(own), self._only(own.year))

    @property
    def waivers(self) -> pd.DataFrame:
        """Cells whose status was decided by a person: the columns of ``waivers.csv``."""
        return self.folder.waivers.copy()

    @property
    def issues(self) -> pd.DataFrame:
        """What was issued when, in order of time: the columns of ``issues.csv``."""
        return self.folder.issues

    def decisions(self, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
        """What persons decided of a period's cells, the later one last: the columns of ``waivers.csv``, a row a cell.

        Raises
        ------
        UsageError
            If there is no such period.
        """
        now, waivers = self.calendar.period(period), self.folder.waivers
        if as_of is not None:
            waivers = waivers[~(waivers["on"] > end_of(as_of))]
        holds = [first <= now <= last for first, last in map(self.calendar.span, waivers["period"])]
        held = waivers[pd.Series(holds, index=waivers.index, dtype=bool)].assign(period=period)
        areas = list(self.folder.terms(now.year).areas["area"])
        of_each = [areas if area == EVERY_AREA else [area] for area in held["area"]]
        return held.assign(area=pd.Series(of_each, index=held.index, dtype=object)).explode("area", ignore_index=True)

    @property
    def fingerprint(self) -> str:
        """A digest of all that this dataset, or slice, says in its terms: the same wherever its files say the same.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").fingerprint == open_dataset("data/wuxi").fingerprint
        True
        """
        from .digest import fingerprint  # which reads datasets

        return fingerprint(self)

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file of the dataset with the SHA-256 of its content, in order of name."""
        yield from self.folder.hashes()

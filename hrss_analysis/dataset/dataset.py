"""A dataset: who is judged, on what, against what, and what came in, as tidy frames, as of a day.

Actuals are only ever appended to: a revision is a new row, the latest ``submitted_at``
wins, and ``as_of`` reads the record as it stood on any past day.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from ..calendar import Period, between, end_of, latest, parse_period, year_of
from ..lookup import Places
from . import schema
from .files import read_nothing
from .folder import EVERY_AREA
from .naming import Names, names_of, several
from .selection import Memory
from .slice import Slice
from .words import Words

KEYS = ["no", "area"]


def in_order(record: pd.DataFrame) -> pd.DataFrame:
    """Rows of a record in the order in which they were submitted: those without a time first, and else as they stand."""
    return record.iloc[np.argsort(submitted(record), kind="stable")]


def submitted(record: pd.DataFrame) -> Places:
    """When each row was submitted, as a number: the smallest for those without a time."""
    return record["submitted_at"].to_numpy("datetime64[us]").astype(np.int64)  # blank is the smallest there is


def adjusts(issued: pd.DataFrame) -> pd.Series:
    """Which rows of a target table adjust the plan: those dated later than its own, which are blank or the first date's."""
    dates = issued["issued_on"]
    return dates.notna() if dates.isna().any() else dates > dates.min()


class Dataset(Words):
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

    def having(self, period: str, rows: pd.DataFrame) -> "Dataset":
        """The same dataset as if `rows` had been added to a period's record: the columns of an actuals file."""
        record = [self._actuals(period)] if period in self.periods else []
        read = {key: frame for key, frame in self.memory.kept.items() if key[0] in ("actuals", "issued")}
        other = replace(self, memory=Memory(read))
        other.memory.kept["actuals", period] = pd.concat([*record, rows.assign(period=period)], ignore_index=True)
        other.memory.kept[("periods",)] = sorted({*self.periods, period}, key=parse_period)
        return other

    @property
    def target_years(self) -> list[int]:
        """The years that have a target table."""
        return [year for year in self.folder.target_years if self._is_told(year)]

    @property
    def periods(self) -> list[str]:
        """The periods that have a file of actuals, in order."""
        known = self.memory.kept.get(("periods",)) or self.folder.periods
        return [period for period in known if self._is_told(year_of(period))] if self.year is not None else list(known)

    def periods_of(self, year: int) -> tuple[Period, ...]:
        """All periods of a year, in order, whether they have actuals or not.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> [str(period) for period in open_dataset("data/wuxi").periods_of(2024)]
        ['2024Q1', '2024Q2', '2024Q3', '2024Q4']
        """
        return self.calendar.of_year(year)

    def periods_until(self, period: str) -> list[str]:
        """The periods of a year up to one of them, in order, whether they have actuals or not.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").periods_until("2024Q2")
        ['2024Q1', '2024Q2']
        """
        return [str(other) for other in self.calendar.period(period).so_far]

    def latest_period(self, year: int) -> str:
        """The last period of a year that has actuals; its first if none has.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/national").latest_period(2024)
        '2024-12'
        """
        all_of_it = self.periods_of(year)
        known = between(self.periods, all_of_it[0], all_of_it[-1])
        return latest(known) if known else str(all_of_it[0])

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

    def actuals(
        self,
        as_of: str | pd.Timestamp | None = None,
        periods: Names | None = None,
        areas: Names | None = None,
    ) -> pd.DataFrame:
        """What was reported, one row per indicator, area and period, in the numbers of each period's plan.

        Parameters
        ----------
        as_of
            A date (the whole day counts) or a time: later submissions are left
            out. Rows without a time of submission always count.
        periods, areas
            Only these, one or several; all by default.

        Returns
        -------
        pandas.DataFrame
            Columns ``no area period value numerator denominator flag origin
            reporter submission submitted_at plan``; ``value`` in the indicator's unit,
            cumulative for flows, the level for stocks and rates. The latest
            submission of each cell. What was sent before its year's plan came, in the
            numbers of an older one, is told in the new one's, and left out where the
            two do not compare.

        Raises
        ------
        UsageError
            If there is no such area, or nothing was recorded for a period.
        """
        record = self.told_anew(self.record(periods, areas, as_of))
        cell = self._cell(record)
        if (cell[1:] > cell[:-1]).all():
            return record.reset_index(drop=True)  # each cell once and in order already
        order = np.lexsort((submitted(record), cell))
        last = np.append(cell[order[1:]] != cell[order[:-1]], True)
        return record.iloc[order[last]].reset_index(drop=True)

    def _cell(self, record: pd.DataFrame) -> Places:
        """A number for each row's cell, in the order of periods and of the plan."""
        ranks = [pd.factorize(record["period"], sort=True)[0], *(self.rank(record[key]).to_numpy() for key in KEYS)]
        cell = np.zeros(len(record), dtype=np.intp)
        for rank in ranks:
            cell = cell * (rank.max(initial=0) + 1) + rank
        return cell

    def told_anew(self, record: pd.DataFrame) -> pd.DataFrame:
        """A record whose rows that were sent in an older plan's numbers are told in those of their period's own."""
        if record["plan"].isna().all() or len(self.folder.turns) == 1:
            return record
        turn = self.folder.turn
        own = record["period"].map({period: turn(year_of(period)) for period in record["period"].unique()})
        sent = (
            record["plan"].map({plan: turn(plan) for plan in record["plan"].dropna().unique()}).fillna(own).astype(int)
        )
        frames = [record[sent == own]]
        for was, now in sorted({*zip(sent[sent != own], own[sent != own], strict=True)}):
            rows = record[(sent == was) & (own == now)]
            frames.append(self.folder.bridge(was, now).carry(rows) if was < now else rows.head(0))
        return pd.concat(frames, ignore_index=True)

    def record(
        self,
        periods: Names | None = None,
        areas: Names | None = None,
        as_of: str | pd.Timestamp | None = None,
    ) -> pd.DataFrame:
        """Every row submitted until then, in the order of the files and in the numbers it was sent in.

        Raises
        ------
        UsageError
            If there is no such area, or nothing was recorded for a period.
        """
        asked = (
            None
            if periods is None
            else names_of("period", [self.calendar.named(name) for name in several(periods)], self.periods, self.path)
        )
        known = self.folder.areas["area"].drop_duplicates()
        here = Slice(None if areas is None else frozenset(names_of("area", areas, known, self.path)))
        wanted = [period for period in self.periods if asked is None or period in asked]
        frames = [self._actuals(period) for period in wanted]
        if not frames:
            return read_nothing(schema.ACTUALS).assign(period=pd.Series(dtype=str))
        record = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].copy()
        if as_of is not None:
            record = record[~(record["submitted_at"] > end_of(as_of))].reset_index(drop=True)
        return here.of(record)

    def _actuals(self, period: str) -> pd.DataFrame:
        return self._read(("actuals", period), year_of(period), lambda only: self.folder.read_actuals(period, only))

    def recorded(self, periods: Names) -> list[str]:
        """Those of some periods, one or several, for which there is a record.

        Raises
        ------
        UsageError
            If one of them is no period.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/national").recorded(["2024Q4", "2024-11", "2031-01"])
        ['2024-11', '2024-12']
        """
        asked = [str(self.calendar.period(period)) for period in several(periods)]
        return [period for period in self.periods if period in asked]

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
        >>> open_dataset("data/national").fingerprint == open_dataset("data/national").fingerprint
        True
        """
        from .digest import fingerprint  # which reads datasets

        return fingerprint(self)

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file of the dataset with the SHA-256 of its content, in order of name."""
        yield from self.folder.hashes()

"""What came in: every row that was ever sent, and of each cell the latest, as of a day.

Rows are kept as they were read, the words of which there are few as categories: a country's
record has millions of rows. What is handed out has plain text.
"""

from dataclasses import replace
from typing import Self

import numpy as np
import pandas as pd

from ..calendar import Period, between, end_of, latest, parse_period, year_of
from ..lookup import Places, order_of, places_in, plain, stacked
from . import schema
from .files import read_nothing
from .naming import Names, names_of, several
from .selection import Memory
from .slice import Slice
from .words import Words

KEYS = ["no", "area"]
COLUMNS = [column.name for column in schema.ACTUALS]


def in_order(record: pd.DataFrame) -> pd.DataFrame:
    """Rows of a record in the order in which they were submitted: those without a time first, and else as they stand."""
    return record.iloc[np.argsort(submitted(record), kind="stable")]


def submitted(record: pd.DataFrame) -> Places:
    """When each row was submitted, as a number: the smallest for those without a time."""
    return record["submitted_at"].to_numpy("datetime64[us]").astype(np.int64)  # blank is the smallest there is


class Record(Words):
    """A selection with what was sent of it.

    Actuals are only ever appended to: a revision is a new row, the latest ``submitted_at``
    wins, and ``as_of`` reads the record as it stood on any past day.
    """

    def having(self, period: str, rows: pd.DataFrame) -> Self:
        """The same dataset as if `rows` had been added to a period's record: the columns of an actuals file."""
        record = [self._actuals(period)] if period in self.periods else []
        record += [self.folder.compact(rows.reindex(columns=COLUMNS))]
        read = {key: frame for key, frame in self.memory.kept.items() if key[0] in ("actuals", "issued")}
        other = replace(self, memory=Memory(read))
        other.memory.kept["actuals", period] = stacked(record)
        other.memory.kept[("periods",)] = sorted({*self.periods, period}, key=parse_period)
        return other

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
        return plain(self.latest(as_of, periods, areas)).copy()  # the caller's own

    def latest(
        self,
        as_of: str | pd.Timestamp | None = None,
        periods: Names | None = None,
        areas: Names | None = None,
        columns: list[str] = COLUMNS,
    ) -> pd.DataFrame:
        """As ``actuals``, with ``no area period`` and these columns alone, and the words of which there are few as categories."""
        wanted = ["no", "area", "period", *(name for name in columns if name not in KEYS)]
        needed = [*dict.fromkeys([*columns, *KEYS, "submitted_at", "plan"])]
        record = self.told_anew(self._rows(periods, areas, as_of, needed))
        cell = self._cell(record)
        if (cell[1:] > cell[:-1]).all():
            return record[wanted].reset_index(drop=True)  # each cell once and in order already
        order = np.lexsort((submitted(record), cell))
        last = np.append(cell[order[1:]] != cell[order[:-1]], True)
        return record[wanted].take(order[last]).reset_index(drop=True)

    def _cell(self, record: pd.DataFrame) -> Places:
        """A number for each row's cell, in the order of periods and of the plan."""
        periods = order_of(sorted(record["period"].unique(), key=parse_period))
        cell = np.zeros(len(record), dtype=np.intp)
        for rank in (places_in(record["period"], periods), *(self.rank(record[key]).to_numpy() for key in KEYS)):
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
        return plain(self._rows(periods, areas, as_of, COLUMNS)).copy()  # the caller's own

    def flagged(self, period: str, flag: str) -> bool:
        """Whether any row of a period's record, whenever it was sent, has a flag."""
        return bool((self._actuals(period)["flag"] == flag).any())

    def _rows(
        self, periods: Names | None, areas: Names | None, as_of: str | pd.Timestamp | None, columns: list[str]
    ) -> pd.DataFrame:
        """These columns of the record, with the period after ``no`` and ``area``."""
        asked = (
            None
            if periods is None
            else names_of("period", [self.calendar.named(name) for name in several(periods)], self.periods, self.path)
        )
        known = self.folder.areas["area"].drop_duplicates()
        here = Slice(None if areas is None else frozenset(names_of("area", areas, known, self.path)))
        wanted = [period for period in self.periods if asked is None or period in asked]
        frames = [self._actuals(period)[columns] for period in wanted] or [read_nothing(schema.ACTUALS)[columns]]
        counts = [len(frame) for frame in frames] if wanted else []
        record = stacked(frames)
        period = pd.Categorical.from_codes(
            np.repeat(np.arange(len(counts)), counts), categories=pd.Index(wanted, dtype=str)
        )
        record.insert(2, "period", pd.Series(period))
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

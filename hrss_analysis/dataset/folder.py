"""A folder of plain files, opened as tidy frames, as of a date.

A dataset holds who is judged (areas), on what (indicators), against what
(targets of a year) and what came in (actuals of a period). Actuals are only
ever appended to: a revision is a new row, the latest ``submitted_at`` wins, and
``as_of`` reads the record as it stood on any past day.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..calendar import YEAR, Period, between, end_of, latest, of_year, parse_period
from ..errors import UsageError, unknown
from . import schema
from .checks import check_areas, check_cells, check_counts, check_indicators, check_periods, check_rules, check_targets
from .files import read_nothing, read_table
from .layout import find_table, has_table, period_names, year_names
from .naming import Names, Numbers, names_of, numbers_of, several
from .settings import Settings, read_settings
from .slice import Slice
from .transaction import recover

KEYS = ["no", "area"]


def open_dataset(path: str | Path) -> "Dataset":
    """Open a dataset folder.

    Parameters
    ----------
    path
        The folder that holds ``dataset.toml``.

    Returns
    -------
    Dataset
        Frames are read, and checked, when they are first asked for.

    Raises
    ------
    InputError
        If there is no dataset there, or its ``dataset.toml`` is wrong.

    Examples
    --------
    >>> ds = open_dataset("data/national")
    >>> ds.city, len(ds.indicators)
    ('全国', 11)
    """
    folder = Path(path)
    recover(folder)
    kept = _KEPT.get(folder.resolve())
    if kept is not None and kept[0] == _stamps(folder):
        return kept[1]
    return Dataset(folder, read_settings(folder / "dataset.toml"))


_KEPT: dict[Path, tuple[dict[str, tuple[int, int]], "Dataset"]] = {}


def keep_open(ds: "Dataset") -> None:
    """Let this process, and those forked from it, open the dataset as it has been read, while its files stay the same."""
    _KEPT[ds.path.resolve()] = (_stamps(ds.path), ds)


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file's size and time of change."""
    return {name: (path.stat().st_size, path.stat().st_mtime_ns) for name, path in _files_in(folder)}


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a dataset with their names in it, in order of name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path


def in_order(record: pd.DataFrame) -> pd.DataFrame:
    """Rows of a record in the order in which they were submitted: those without a time first, and else as they stand."""
    order = record["submitted_at"].fillna(pd.Timestamp.min.as_unit("us"))
    return record.iloc[order.argsort(kind="stable")]


@dataclass(frozen=True, eq=False)
class Dataset:
    """A dataset folder and its settings.

    Examples
    --------
    >>> open_dataset("data/national")
    Dataset('data/national': 全国人力资源和社会保障主要统计指标, 11 indicators, 1 area, 2017Q4 to 2024Q4)
    """

    path: Path
    settings: Settings
    slice: Slice | None = None
    whole: "Dataset | None" = field(default=None, repr=False)

    def __repr__(self) -> str:
        count = len(self._areas)
        span = f"{self.periods[0]} to {self.periods[-1]}" if self.periods else "no actuals"
        return (
            f"Dataset({self.path.as_posix()!r}: {self.settings.title}, {len(self._indicators)} indicators, "
            f"{count} area{'' if count == 1 else 's'}, {span})"
        )

    def only(self, areas: Names | None = None, indicators: Numbers | None = None) -> "Dataset":
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
        >>> ds = open_dataset("data/wuxi")
        >>> len(ds.only("江阴").targets(2024)), len(ds.only("江阴").only(indicators=[1, 2]).targets(2024))
        (60, 2)
        """
        had = self.slice or Slice()
        known_areas = [area for area in self._areas["area"] if had.areas is None or area in had.areas]
        known_numbers = [no for no in self._register if had.indicators is None or no in had.indicators]
        here = Slice(
            had.areas if areas is None else frozenset(names_of("area", areas, known_areas, self.path)),
            had.indicators
            if indicators is None
            else frozenset(numbers_of("indicator", indicators, known_numbers, self.path)),
        )
        own = self._like(replace(self, slice=here, whole=self if self.slice is None else self.whole))
        # what has been read already is cut, not read again
        own._actuals.update({name: here.of(frame) for name, frame in self._actuals.items()})
        own._targets.update({year: here.of(frame) for year, frame in self._targets.items()})
        return own

    def having(self, period: str, rows: pd.DataFrame) -> "Dataset":
        """The same dataset as if `rows` had been added to a period's record: the columns of an actuals file."""
        other = self._like(replace(self, whole=None))
        record = [self._read_actuals(period)] if period in self.periods else []
        other._actuals[period] = pd.concat([*record, rows.assign(period=period)], ignore_index=True)
        return other

    def _like(self, other: "Dataset") -> "Dataset":
        """Give `other` what is the same for every slice and has been read already."""
        shared = {
            key: value
            for key, value in self.__dict__.items()
            if key in ("_areas", "_indicators", "_register", "_waivers")
        }
        other.__dict__.update(shared)
        return other

    @property
    def name(self) -> str:
        """The folder's name, which is also its name among the reports."""
        return self.path.resolve().name

    @property
    def city(self) -> str:
        """The area that is the whole."""
        return self.settings.city

    @property
    def areas(self) -> pd.DataFrame:
        """Areas in the plan's order: columns ``area name_en code level``."""
        return self._areas.copy()

    @cached_property
    def _areas(self) -> pd.DataFrame:
        path = find_table(self.path, "areas")
        return check_areas(path, read_table(path, schema.AREAS), self.settings)

    @property
    def parts(self) -> list[str]:
        """The areas that make up the whole, in order."""
        return [area for area in self._areas["area"] if area != self.city]

    @property
    def indicators(self) -> pd.DataFrame:
        """Indicators in the plan's order: the columns of ``indicators.csv``.

        ``additive`` is filled: counts add up over areas unless the file says
        otherwise, rates never do. So is ``net``: a count may fall if its definition
        speaks of 净 and the file does not say otherwise.
        """
        return self._indicators.copy()

    @cached_property
    def _indicators(self) -> pd.DataFrame:
        path = find_table(self.path, "indicators")
        indicators = check_indicators(path, read_table(path, schema.INDICATORS))
        check_rules(path, self.settings, indicators)
        return indicators

    def indicator(self, no: int) -> schema.Indicator:
        """One indicator of the register.

        Raises
        ------
        UsageError
            If there is no indicator of that number.

        Examples
        --------
        >>> open_dataset("data/wuxi").indicator(46).unit
        '户'
        """
        if no not in self._register:
            raise UsageError(f"{self.path}: {unknown('indicator', no, self._register)}")
        return self._register[no]

    @property
    def departments(self) -> list[str]:
        """The departments that lead an indicator, in the plan's order."""
        return [name for name in dict.fromkeys(self._indicators["lead_department"]) if name]

    def led_by(self, department: str) -> list[int]:
        """The numbers of the indicators a department leads.

        Raises
        ------
        UsageError
            If no indicator is led by such a department.

        Examples
        --------
        >>> open_dataset("data/wuxi").led_by("市场处")
        [31, 32]
        """
        if department not in self.departments:
            raise UsageError(f"{self.path}: {unknown('department', department, self.departments)}")
        return list(self._indicators.loc[self._indicators["lead_department"] == department, "no"])

    @cached_property
    def _register(self) -> dict[int, schema.Indicator]:
        rows: list[dict[str, Any]] = [
            {str(name): None if pd.isna(value) else value for name, value in row.items()}
            for row in self._indicators.astype(object).to_dict("records")
        ]
        return {row["no"]: schema.Indicator(**row) for row in rows}

    @property
    def target_years(self) -> list[int]:
        """The years that have a target table."""
        return year_names(self.path / "targets")

    @property
    def periods(self) -> list[str]:
        """The periods that have a file of actuals, in order."""
        return sorted({*period_names(self.path / "actuals"), *self._actuals}, key=parse_period)

    def periods_of(self, year: int) -> tuple[Period, ...]:
        """All periods of a year, in order, whether they have actuals or not.

        Examples
        --------
        >>> [str(period) for period in open_dataset("data/wuxi").periods_of(2024)]
        ['2024Q1', '2024Q2', '2024Q3', '2024Q4']
        """
        return of_year(year)

    def latest_period(self, year: int) -> str:
        """The last quarter of a year that has actuals; its first if none has.

        Examples
        --------
        >>> open_dataset("data/national").latest_period(2024)
        '2024Q4'
        """
        all_of_it = self.periods_of(year)
        known = between(self.periods, all_of_it[0], all_of_it[-1])
        return latest(known) if known else str(all_of_it[0])

    def targets(self, year: int, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
        """The target table of a year, one row per cell as last issued.

        Parameters
        ----------
        year
            The year of the plan.
        as_of
            Leave out what was issued later; a cell's first target always counts,
            since plans are issued when the first quarter is over.

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
        issued = self._issued(year)
        if as_of is None and year in self._latest_targets:
            return self._latest_targets[year].copy()
        if as_of is not None:
            later = (issued["issued_on"] > end_of(as_of)) & issued.duplicated(KEYS)
            issued = issued[~later]
        latest = issued.drop_duplicates(KEYS, keep="last")
        latest = latest.sort_values(KEYS, key=self.rank).reset_index(drop=True)
        if as_of is None:
            self._latest_targets[year] = latest
        return latest.copy()

    def targets_issued(self, year: int) -> pd.DataFrame:
        """Every target ever issued for a year, in order of issue: a revision is a new row."""
        return self._issued(year).copy()

    def _issued(self, year: int) -> pd.DataFrame:
        if year not in self._targets:
            if year not in self.target_years:
                raise UsageError(f"{self.path}: {unknown('target year', year, self.target_years)}")
            path = find_table(self.path, f"targets/{year}")
            frame = read_table(path, schema.TARGETS, self._rows)
            check_cells(path, frame, self._indicators, self._areas)
            self._targets[year] = self._own(check_targets(path, frame, self._indicators, self.settings))
        return self._targets[year]

    def actuals(
        self,
        as_of: str | pd.Timestamp | None = None,
        periods: Names | None = None,
        areas: Names | None = None,
    ) -> pd.DataFrame:
        """What was reported, one row per indicator, area and period.

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
            reporter submission submitted_at``; ``value`` in the indicator's unit,
            cumulative for flows, the level for stocks and rates. The latest
            submission of each cell.

        Raises
        ------
        UsageError
            If there is no such area, or nothing was recorded for a period.
        """
        record = in_order(self.record(periods, areas, as_of))
        latest = record.drop_duplicates([*KEYS, "period"], keep="last")
        return latest.sort_values(["period", *KEYS], key=self.rank, kind="stable").reset_index(drop=True)

    def record(
        self,
        periods: Names | None = None,
        areas: Names | None = None,
        as_of: str | pd.Timestamp | None = None,
    ) -> pd.DataFrame:
        """Every row submitted until then, in the order of the files: revisions and all.

        Raises
        ------
        UsageError
            If there is no such area, or nothing was recorded for a period.
        """
        asked = None if periods is None else names_of("period", periods, self.periods, self.path)
        here = Slice(None if areas is None else frozenset(names_of("area", areas, self._areas["area"], self.path)))
        wanted = [period for period in self.periods if asked is None or period in asked]
        frames = [self._read_actuals(period) for period in wanted]
        if not frames:
            return read_nothing(schema.ACTUALS).assign(period=pd.Series(dtype=str))
        record = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].copy()
        if as_of is not None:
            record = record[~(record["submitted_at"] > end_of(as_of))].reset_index(drop=True)
        return here.of(record)

    def recorded(self, periods: Names) -> list[str]:
        """Those of some periods, one or several, for which there is a record.

        Raises
        ------
        UsageError
            If one of them is no period.

        Examples
        --------
        >>> open_dataset("data/national").recorded(["2024Q4", "2031Q1"])
        ['2024Q4']
        """
        asked = [str(parse_period(period)) for period in several(periods)]
        return [period for period in self.periods if period in asked]

    def submissions(self, period: str) -> pd.DataFrame:
        """Where the rows of a period came from: file, hash, sender, time, cell and remark.

        Returns
        -------
        pandas.DataFrame
            Columns ``submission file sha256 reporter submitted_at no area place note``.
        """
        paths = sorted((self.path / "submissions" / period).glob("[0-9a-f]*.csv"))
        frames = [read_table(path, schema.SUBMISSIONS, self._rows) for path in paths]
        return pd.concat([read_nothing(schema.SUBMISSIONS), *frames], ignore_index=True)

    @property
    def waivers(self) -> pd.DataFrame:
        """Cells whose status was decided by a person: the columns of ``waivers.csv``."""
        return self._waivers.copy()

    @cached_property
    def _waivers(self) -> pd.DataFrame:
        if not has_table(self.path, "waivers"):
            return read_nothing(schema.WAIVERS)
        path = find_table(self.path, "waivers")
        frame = read_table(path, schema.WAIVERS)
        check_cells(path, frame, self._indicators, self._areas)
        check_periods(path, frame)
        return frame

    def expected_share(self, no: int, period: Period) -> float:
        """The share of the year's target that is due at a period's end.

        Between the ends that the schedule gives, it grows evenly from one to the next.

        Examples
        --------
        >>> open_dataset("data/wuxi").expected_share(1, parse_period("2024Q3"))
        0.75
        """
        schedule = self.settings.schedule
        shares = (0.0, *schedule.get(no, schedule[None]))
        return float(np.interp(period.end_month, np.linspace(0, YEAR, len(shares)), shares)) / 100

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file of the dataset with the SHA-256 of its content, in order of name."""
        for name, path in _files_in(self.path):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()

    @property
    def _rows(self) -> tuple[str, frozenset[str]] | None:
        return None if self.slice is None or self.slice.areas is None else ("area", self.slice.areas)

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame if self.slice is None or self.slice.indicators is None else self.slice.of(frame)

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What has been computed from this dataset (see ``memory``)."""
        return {}

    @cached_property
    def _targets(self) -> dict[int, pd.DataFrame]:
        return {}

    @cached_property
    def _latest_targets(self) -> dict[int, pd.DataFrame]:
        return {}

    @cached_property
    def _actuals(self) -> dict[str, pd.DataFrame]:
        return {}

    def _read_actuals(self, period: str) -> pd.DataFrame:
        if period not in self._actuals:
            path = find_table(self.path, f"actuals/{period}")
            frame = read_table(path, schema.ACTUALS, self._rows)
            check_cells(path, frame, self._indicators, self._areas)
            check_counts(path, frame)
            frame.insert(2, "period", period)
            self._actuals[period] = self._own(frame)
        return self._actuals[period]

    def rank(self, key: pd.Series) -> pd.Series:
        """The key that sorts the columns ``no`` and ``area`` of a frame in the plan's order."""
        if key.name == "area":
            return key.map({area: rank for rank, area in enumerate(self._areas["area"])})
        if key.name == "no":
            return key.map({no: rank for rank, no in enumerate(self._indicators["no"])})
        return key

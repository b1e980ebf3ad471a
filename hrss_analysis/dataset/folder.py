"""A folder of plain files: read, and proved, when first asked for.

What is small is read once and kept here: settings, registers, areas, decisions. Targets and
actuals are read as a selection asks for them, since a slice of a country reads its own rows.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ..calendar import year_of
from ..errors import InputError, UsageError, unknown
from ..lookup import order_of
from ..messages import tell
from . import schema
from .bridge import Bridge, links
from .checks import check_cells, check_counts, check_periods, check_rules, check_spans, check_targets
from .files import Only, place, read_nothing, read_table
from .layout import actuals_file, find_table, has_table, period_aliases, period_names, year_names
from .register import Registers, holds_in, read_registers
from .settings import Settings
from .territory import COLUMNS, check_areas, of_year, sources, turns

CATEGORIES = ("area", "flag", "origin", "reporter", "submission")  # of a record, the columns of few words
Stamp = tuple[int, int]  # a file's size and time of change
EVERY_AREA = "*"  # in waivers.csv


@dataclass(frozen=True)
class Terms:
    """The words of a year's plan, from its first year on: its indicators, its areas, its settings.

    ``turn`` is that year, and 0 for the first plan, which stands for all years before it, too.
    """

    turn: int
    register: pd.DataFrame
    areas: pd.DataFrame
    settings: Settings

    @cached_property
    def ids(self) -> dict[int, str]:
        """The id of each number."""
        return dict(zip(self.register["no"], self.register["id"], strict=True))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each id."""
        return {name: no for no, name in self.ids.items()}

    @cached_property
    def indicators(self) -> dict[int, schema.Indicator]:
        """Each indicator by its number."""
        rows: list[dict[str, Any]] = [
            {str(name): None if pd.isna(value) else value for name, value in row.items()}
            for row in self.register.astype(object).to_dict("records")
        ]
        return {row["no"]: schema.Indicator(**row) for row in rows}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The areas, in the plan's order."""
        return tuple(self.areas["area"])

    @cached_property
    def digits(self) -> int:
        """How many digits the longest number has."""
        return len(str(self.register["no"].max()))

    @cached_property
    def ranks(self) -> dict[str, dict[object, int]]:
        """The plan's order of areas and of numbers."""
        return {"area": order_of(self.areas["area"]), "no": order_of(self.register["no"])}


@dataclass(frozen=True, eq=False)
class Folder:
    """The files of a dataset.

    Nothing here depends on a selection; frames that are kept are never handed out to be changed.
    ``opened`` are the stamps that the files had before any of them was read.
    """

    path: Path
    settings: Settings
    opened: dict[str, Stamp] = field(default_factory=dict, repr=False)
    _terms: dict[int, Terms] = field(default_factory=dict, repr=False)
    _bridges: dict[tuple[int, int], Bridge] = field(default_factory=dict, repr=False)

    @cached_property
    def registers(self) -> Registers:
        """The registers by the year from which each holds."""
        registers = read_registers(self.path, self.settings)
        known = list(dict.fromkeys(name for register in registers.values() for name in register["id"]))
        check_rules(self.path / "dataset.toml", self.settings, known)
        return registers

    @cached_property
    def areas(self) -> pd.DataFrame:
        """All areas there ever were, with their spans."""
        path = find_table(self.path, "areas")
        return check_areas(path, read_table(path, schema.AREAS), self.settings)

    @cached_property
    def turns(self) -> list[int]:
        """The years in which other terms begin: a register, areas, settings or restated figures; 0 first."""
        areas = turns(self.areas)
        later = [*self.registers][1:]  # the first holds for all years before it, too
        return sorted({0, *areas, *later, *self.settings.later, *self.restated_years})

    def turn(self, year: int) -> int:
        """When the terms of a year began."""
        return max(turn for turn in self.turns if turn <= year)

    def terms(self, year: int) -> Terms:
        """The words of a year."""
        turn = self.turn(year)
        if turn not in self._terms:
            last = self._last(year)
            register = self.registers[holds_in(self.registers, last)]
            self._terms[turn] = Terms(turn, register, of_year(self.areas, last)[COLUMNS], self.settings.of(last))
        return self._terms[turn]

    def bridge(self, earlier: int, later: int) -> Bridge:
        """What leads from the terms of one year to those of a later one."""
        key = self.turn(earlier), self.turn(later)
        if key not in self._bridges:
            terms = self.terms(later)
            areas = sources(self.areas, self._last(later), self._last(earlier))
            made = links(self.registers, self._last(earlier), self._last(later), terms.settings)
            self._bridges[key] = Bridge(made, areas, terms.register)
        return self._bridges[key]

    def _last(self, year: int) -> int:
        """The last year of the same terms: the first turn stands for all years before the second."""
        turn = self.turn(year)
        return min((later for later in self.turns if later > turn), default=max(year, turn) + 1) - 1

    @property
    def target_years(self) -> list[int]:
        """The years that have a target table."""
        return year_names(self.path / "targets")

    @property
    def periods(self) -> list[str]:
        """The periods that have a file of actuals, in order."""
        return period_names(self.path / "actuals", self.settings.calendar)

    @cached_property
    def restated_years(self) -> list[int]:
        """The plans in whose terms earlier figures were given anew."""
        return year_names(self.path / "restated")

    @cached_property
    def latest(self) -> int:
        """The last year that anything is there of."""
        periods = [year_of(period) for period in self.periods[-1:]]
        return max([0, *self.registers, *self.target_years, *periods])

    def plan_of(self, year: int) -> int:
        """The plan whose numbers figures of a year come in: its own once that is there, before that the one before."""
        known = {*self.target_years, *self.registers} - {0}
        return max((plan for plan in known if plan <= year), default=year)

    def awaits_plan(self, year: int) -> bool:
        """Whether a year has no plan yet, and follows one that has: its figures come in that one's numbers."""
        return year not in self.target_years and self.plan_of(year) == year - 1

    def read_targets(self, year: int, only: Only | None) -> pd.DataFrame:
        """Every target ever issued for a year, in order of issue.

        Raises
        ------
        UsageError
            If there are none for that year.
        InputError
            If the table is wrong.
        """
        if year not in self.target_years:
            problem = unknown("target year", year, self.target_years)
            raise UsageError(tell("{dataset}: {problem}", dataset=self.path, problem=problem))
        path = find_table(self.path, f"targets/{year}")
        frame, terms = read_table(path, schema.TARGETS, only), self.terms(year)
        check_cells(path, frame, terms.register["no"], terms.areas["area"])
        return check_targets(path, frame, terms.register, terms.settings)

    def read_actuals(self, period: str, only: Only | None) -> pd.DataFrame:
        """Every row submitted for a period, in the numbers it was sent in: ``plan`` says whose."""
        path = actuals_file(self.path, period)
        frame = read_table(path, schema.ACTUALS, only, CATEGORIES)
        plans = frame["plan"].fillna(year_of(period))
        for plan in plans.unique():
            rows = frame if len(plans.unique()) == 1 else frame[plans == plan]
            check_cells(path, rows, self.terms(plan).register["no"], self.areas["area"])
        check_counts(path, frame)
        return self.compact(frame)

    def compact(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of a record with the words of which there are few as categories."""
        few = {name: self._few[name] for name in self._few if name in rows}
        other = [name for name in CATEGORIES if name in rows and not isinstance(rows[name].dtype, pd.CategoricalDtype)]
        found = rows.astype(dict.fromkeys(other, "category")).astype(few)
        if found[[*few]].isna().any(axis=None):
            raise ValueError(f"{self.path}: rows of areas or with flags that there are none of")
        return found

    @cached_property
    def _few(self) -> dict[str, pd.CategoricalDtype]:
        choices = {column.name: column.choices for column in schema.ACTUALS if column.choices}
        return {name: pd.CategoricalDtype(pd.Index(words, dtype=str)) for name, words in
                {"area": self.areas["area"].unique(), **choices}.items()}  # fmt: skip

    def read_restated(self, year: int, only: Only | None) -> pd.DataFrame:
        """Figures of earlier periods in the terms of a year's plan."""
        path = find_table(self.path, f"restated/{year}")
        frame = read_table(path, schema.RESTATED, only)
        terms = self.terms(year)
        frame["period"] = check_periods(path, frame, self.settings.calendar, before=year)
        check_cells(path, frame, terms.register["no"], terms.areas["area"])
        check_counts(path, frame)
        return frame

    @cached_property
    def waivers(self) -> pd.DataFrame:
        """Decisions of persons: the columns of ``waivers.csv``."""
        if not has_table(self.path, "waivers"):
            return read_nothing(schema.WAIVERS)
        path = find_table(self.path, "waivers")
        frame = read_table(path, schema.WAIVERS)
        spans = check_spans(path, frame, self.settings.calendar)
        turns = [(self.turn(first.year), self.turn(last.year)) for first, last in spans]
        apart = pd.Series([first != last for first, last in turns], index=frame.index, dtype=bool)
        if apart.any():
            raise InputError(
                tell(
                    "{place}: the plans of its years number differently; write a row for each",
                    place=place(path, apart, "period"),
                )
            )
        for turn in {first for first, _ in turns}:
            rows = frame[[first == turn for first, _ in turns]]
            terms = self.terms(turn)
            areas = pd.concat([terms.areas["area"], pd.Series([EVERY_AREA])], ignore_index=True)
            check_cells(path, rows, terms.register["no"], areas)
        return frame

    @property
    def issues(self) -> pd.DataFrame:
        """What was issued when: the columns of ``issues.csv``, in order of time; read each time, since it is written to."""
        if not has_table(self.path, "issues"):
            return read_nothing(schema.ISSUES)
        path = find_table(self.path, "issues")
        frame = read_table(path, schema.ISSUES)
        frame["period"] = check_periods(path, frame, self.settings.calendar)
        return frame.sort_values(["date", "as_of"], kind="stable", ignore_index=True)

    def submissions(self, period: str, only: Only | None) -> pd.DataFrame:
        """Where the rows of a period came from."""
        folders = [self.path / "submissions" / name for name in period_aliases(period)]
        paths = [path for folder in folders for path in sorted(folder.glob("[0-9a-f]*.csv"))]
        frames = [read_table(path, schema.SUBMISSIONS, only) for path in paths]
        return pd.concat([read_nothing(schema.SUBMISSIONS), *frames], ignore_index=True)

    @property
    def changed(self) -> set[str]:
        """The files that were written since this was opened, are new, or gone: what was read of them may be no more."""
        return differing(self.opened, stamps(self.path))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Every file's SHA-256."""
        for name, path in files_in(self.path):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files with their names in a dataset's folder, in order of name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path


def stamps(folder: Path) -> dict[str, Stamp]:
    """Every file's size and time of change."""
    return {name: (path.stat().st_size, path.stat().st_mtime_ns) for name, path in files_in(folder)}


def differing(one: dict[str, Stamp], other: dict[str, Stamp]) -> set[str]:
    """The files that are not the same at two times, or are there at one of them only."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}

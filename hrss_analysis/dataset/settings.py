"""What ``dataset.toml`` says: the dataset's title, its whole, and its own rules."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..errors import InputError, unknown
from ..vocabulary import UNIT_SIZES

QUARTERS = 4


@dataclass(frozen=True)
class Thresholds:
    """Where green ends and red begins.

    ``slightly_behind``: points behind the expected share that are still amber.
    ``level_points``: points short of a rate's target that are still amber.
    ``near_cap``: share of a ceiling above which it is called near.
    """

    slightly_behind: float = 10
    level_points: float = 2
    near_cap: float = 0.9


def _even() -> dict[int | None, tuple[float, ...]]:
    return {None: (25, 50, 75, 100)}


@dataclass(frozen=True)
class Settings:
    """A dataset's title, the area that is the whole, and its rules of judging.

    ``schedule`` gives the percentage of a year's target due at each quarter's end,
    by indicator number; the key None is the default. ``units`` gives for a unit
    the one it is made of and how many. ``ranking`` may ``exclude`` indicators whose
    areas are not to be compared. ``rules`` tells the rules of data quality what the
    register cannot: ``soft_parts`` and ``overlapping``. ``reports`` names ``notebooks`` of one's own.
    """

    title: str
    city: str
    thresholds: Thresholds = field(default_factory=Thresholds)
    schedule: Mapping[int | None, tuple[float, ...]] = field(default_factory=_even)
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    ranking: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    reports: Mapping[str, Any] = field(default_factory=dict)

    @property
    def own_reports(self) -> list[str]:
        """Notebooks that are reports of every quarter, by their files as seen from the dataset's folder."""
        return list(self.reports.get("notebooks", []))

    @property
    def soft_parts(self) -> list[tuple[int, int]]:
        """Pairs of indicators, part and whole, that should nest though the plan does not say so."""
        return [(part, whole) for part, whole in self.rules.get("soft_parts", [])]

    @property
    def overlapping(self) -> list[int]:
        """Counts in which one person may stand in two areas."""
        return list(self.rules.get("overlapping", []))

    def unit_factor(self, unit: str, wanted: str) -> float | None:
        """How many of `wanted` one `unit` is; None if they do not convert.

        万 and 亿 before a unit are 10⁴ and 10⁸; ``[units]`` adds others, as in
        ``"千人" = ["人", 1000]``.

        Examples
        --------
        >>> settings = Settings("", "", units={"千人": ("人", 1000.0)})
        >>> settings.unit_factor("万人", "人"), settings.unit_factor("万人", "千人"), settings.unit_factor("人", "家")
        (10000.0, 10.0, None)
        """
        (base, size), (wanted_base, wanted_size) = self._unit_size(unit), self._unit_size(wanted)
        return size / wanted_size if base == wanted_base else None

    def _unit_size(self, unit: str) -> tuple[str, float]:
        if unit in self.units:
            return self.units[unit]
        size = UNIT_SIZES.get(unit[:1])
        return (unit[1:], float(size)) if size and len(unit) > 1 else (unit, 1.0)


def read_settings(file: Path) -> Settings:
    """Read and check a ``dataset.toml``.

    Raises
    ------
    InputError
        If the file is missing or not TOML, a key is unknown, or a value is not
        what the key needs.
    """
    if not file.is_file():
        raise InputError(f"{file.parent} is not a dataset: there is no {file}; name the folder with --data")
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} cannot be read: {error}; texts stand in straight quotes") from error
    _known(file, "key", content, [entry.name for entry in fields(Settings)])
    for key in ("title", "city"):
        if not isinstance(content.get(key), str) or not content[key].strip():
            raise InputError(f"{file}: {key} must be given, as text in quotes")
    tables = {key: content.get(key, {}) for key in ("thresholds", "schedule", "units", "ranking", "rules", "reports")}
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise InputError(f"{file}: {key} must be a table, [{key}]")
    return Settings(
        content["title"],
        content["city"],
        _thresholds(file, tables["thresholds"]),
        _schedule(file, tables["schedule"]),
        _units(file, tables["units"]),
        _ranking(file, tables["ranking"]),
        _rules(file, tables["rules"]),
        _reports(file, tables["reports"]),
    )


def _known(file: Path, what: str, found: Iterable[str], allowed: list[str]) -> None:
    for word in found:
        if word not in allowed:
            raise InputError(f"{file}: {unknown(what, word, allowed)}")


def _thresholds(file: Path, table: dict[str, Any]) -> Thresholds:
    _known(file, "threshold", table, [entry.name for entry in fields(Thresholds)])
    for key, value in table.items():
        most = 1 if key == "near_cap" else 100
        if not _is_number(value) or not 0 <= value <= most:
            raise InputError(f"{file}: thresholds.{key} must be a number from 0 to {most}, not {value!r}")
    return Thresholds(**table)


def _schedule(file: Path, table: dict[str, Any]) -> dict[int | None, tuple[float, ...]]:
    schedule = _even()
    for key, shares in table.items():
        if key != "default" and not key.isdecimal():
            raise InputError(f"{file}: schedule.{key}: the key must be 'default' or an indicator's number")
        rising = isinstance(shares, list) and len(shares) == QUARTERS and all(map(_is_number, shares))
        if not rising or shares != sorted(shares) or shares[0] < 0 or shares[-1] != 100:
            raise InputError(f"{file}: schedule.{key} must be four rising percentages that end at 100, not {shares!r}")
        schedule[None if key == "default" else int(key)] = tuple(shares)
    return schedule


def _units(file: Path, table: dict[str, Any]) -> dict[str, tuple[str, float]]:
    units = {}
    for unit, made_of in table.items():
        match made_of:
            case [str(base), int() | float() as size] if size > 0:
                units[unit] = (base, float(size))
            case _:
                raise InputError(f'{file}: units.{unit} must be like ["人", 1000], not {made_of!r}')
    return units


def _ranking(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "ranking key", table, ["exclude"])
    numbers = table.get("exclude", [])
    if not isinstance(numbers, list) or not all(type(number) is int for number in numbers):
        raise InputError(f"{file}: ranking.exclude must be a list of indicator numbers, like [56], not {numbers!r}")
    return table


def _rules(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "rules key", table, ["soft_parts", "overlapping"])
    pairs, numbers = table.get("soft_parts", []), table.get("overlapping", [])
    for pair in pairs if isinstance(pairs, list) else [pairs]:
        if not (isinstance(pair, list) and [type(number) for number in pair] == [int, int]):
            raise InputError(
                f"{file}: rules.soft_parts must be pairs of indicator numbers, like [[58, 57]], not {pair!r}"
            )
    if len({part for part, _ in pairs}) < len(pairs):
        raise InputError(f"{file}: rules.soft_parts: a part stands twice; it can have one whole")
    if not isinstance(numbers, list) or not all(type(number) is int for number in numbers):
        raise InputError(f"{file}: rules.overlapping must be a list of indicator numbers, like [57], not {numbers!r}")
    return table


def _reports(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "reports key", table, ["notebooks"])
    names = table.get("notebooks", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name.endswith(".ipynb") for name in names):
        raise InputError(f'{file}: reports.notebooks must be a list of files, like ["两区对照.ipynb"], not {names!r}')
    return table


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

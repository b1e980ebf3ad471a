"""What ``dataset.toml`` says: the dataset's title, its whole, and its own rules."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from ..calendar import MONTH, QUARTER, YEAR, Calendar, is_year
from ..errors import InputError, unknown
from ..messages import tell
from ..vocabulary import UNIT_SIZES
from .files import reason_of

CADENCES = ("quarter", "month")


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


def _even() -> dict[str | None, tuple[float, ...]]:
    return {None: (25, 50, 75, 100)}


@dataclass(frozen=True)
class Settings:
    """A dataset's title, the area that is the whole, and its rules of judging.

    ``calendar`` tells whether its years are told by quarters or by months. ``schedule`` gives the
    percentage of a year's target due at each quarter's end, or each month's, by an indicator's id;
    the key None is the default. ``units`` gives for a unit
    the one it is made of and how many. ``ranking`` may ``exclude`` indicators whose
    areas are not to be compared. ``rules`` tells the rules of data quality what the
    register cannot: ``soft_parts`` and ``overlapping``. ``reports`` names ``notebooks`` of one's own.
    ``issuer`` says who issues the bulletin: ``name``, ``number``, ``contact``, ``next_release``, ``red_head``.
    ``departments`` has ``aliases``: what a department was called, and is called now. ``publishing`` says
    under which ``licence`` figures are given away, and their ``source``. ``later`` holds
    what begins with a year, each with all that still holds of the years before.
    """

    title: str
    city: str
    # no part of what a page rests on: the names of its periods tell it already
    calendar: Calendar = field(default_factory=Calendar, repr=False)
    thresholds: Thresholds = field(default_factory=Thresholds)
    schedule: Mapping[str | None, tuple[float, ...]] = field(default_factory=_even)
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    ranking: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    reports: Mapping[str, Any] = field(default_factory=dict)
    departments: Mapping[str, Any] = field(default_factory=dict)
    issuer: Mapping[str, Any] = field(default_factory=dict)
    publishing: Mapping[str, Any] = field(default_factory=dict, repr=False)  # no part of what a page rests on
    later: Mapping[int, "Settings"] = field(default_factory=dict, repr=False)

    def of(self, year: int) -> "Settings":
        """The settings that hold in a year."""
        began = max((known for known in self.later if known <= year), default=None)
        return replace(self, later={}) if began is None else self.later[began]

    @property
    def aliases(self) -> dict[str, str]:
        """What a department is called now, by what it was called: as of the last year that says so."""
        last = self.later[max(self.later)] if self.later else self
        return dict(last.departments.get("aliases", {}))

    @property
    def named(self) -> dict[str, list[str]]:
        """The ids that each table names."""
        return {
            "schedule": [key for key in self.schedule if key is not None],
            "ranking.exclude": self.unranked,
            "rules.soft_parts": [key for pair in self.soft_parts for key in pair],
            "rules.overlapping": self.overlapping,
        }

    @property
    def unranked(self) -> list[str]:
        """Indicators whose areas are not to be compared."""
        return [str(key) for key in self.ranking.get("exclude", [])]

    @property
    def own_reports(self) -> list[str]:
        """Notebooks that are reports of every quarter, by their files as seen from the dataset's folder."""
        return list(self.reports.get("notebooks", []))

    @property
    def soft_parts(self) -> list[tuple[str, str]]:
        """Pairs of indicators, part and whole, that should nest though the plan does not say so."""
        return [(str(part), str(whole)) for part, whole in self.rules.get("soft_parts", [])]

    @property
    def overlapping(self) -> list[str]:
        """Counts in which one person may stand in two areas."""
        return [str(key) for key in self.rules.get("overlapping", [])]

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
        (base, size), (wanted_base, wanted_size) = unit_size(unit, self.units), unit_size(wanted, self.units)
        return size / wanted_size if base == wanted_base else None


def unit_size(unit: str, units: Mapping[str, tuple[str, float]]) -> tuple[str, float]:
    """What a unit is made of and how many, by a dataset's own units and those in 万 and 亿.

    Examples
    --------
    >>> unit_size("万人", {}), unit_size("千人", {"千人": ("人", 1000.0)})
    (('人', 10000.0), ('人', 1000.0))
    """
    if unit in units:
        return units[unit]
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
        raise InputError(
            tell(
                "{folder} is not a dataset: there is no {file}; name the folder with --data",
                folder=file.parent, file=file,
            )
        )  # fmt: skip
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            tell(
                "{file} is not UTF-8 ({reason} at byte {byte}); save it as UTF-8",
                file=file, reason=reason_of(error.reason), byte=error.start,
            )
        ) from error  # fmt: skip
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            tell(
                "{file} cannot be read: {problem}; texts stand in straight quotes",
                file=file,
                problem=where_broken(error),
            )
        ) from error
    _known(file, "key", content, ["title", "city", *TABLES, "from"])
    for key in ("title", "city"):
        if not isinstance(content.get(key), str) or not content[key].strip():
            raise InputError(tell("{file}: {key} must be given, as text in quotes", file=file, key=key))
    tables = _tables(file, content, TABLES)
    first = _settings(file, content, tables)
    return replace(first, later=_later(file, content, tables))


def where_broken(error: tomllib.TOMLDecodeError) -> str:
    """What is wrong with a text that is no TOML, and where."""
    problem, at, where = str(error).rpartition(" (at ")
    if at and where == "end of document)":
        return tell("{problem} (at end of document)", problem=problem)
    if place := re.fullmatch(r"line (?P<line>[0-9]+), column (?P<column>[0-9]+)\)", where):
        return tell("{problem} (at line {line}, column {column})", problem=problem, **place.groupdict())
    return str(error)


TABLES = (
    "calendar", "thresholds", "schedule", "units", "ranking", "rules", "reports", "departments", "issuer", "publishing",
)  # fmt: skip
DATED = ("thresholds", "schedule", "ranking", "rules", "departments", "issuer")  # the others are the same in every year
PLACE = re.compile(r"\{(\w+)\}")
PLACES = ("year", "issue", "period", "next")  # what an issuer's words may leave open, as in 〔{year}〕{issue}号


def _tables(file: Path, content: dict[str, Any], names: Iterable[str], where: str = "") -> dict[str, dict[str, Any]]:
    tables = {key: content.get(key, {}) for key in names}
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise InputError(tell("{file}: {key} must be a table, [{key}]", file=file, key=f"{where}{key}"))
    return tables


def _settings(file: Path, content: dict[str, Any], tables: dict[str, dict[str, Any]]) -> Settings:
    read = {key: _READ[key](file, table) for key, table in tables.items()}
    return Settings(content["title"], content["city"], **read)


def _later(file: Path, content: dict[str, Any], tables: dict[str, dict[str, Any]]) -> dict[int, Settings]:
    """What begins with a year: key by key in place of what held before."""
    dated = _tables(file, content, ["from"])["from"]
    found = {}
    for year in sorted(dated):
        where = f"from.{year}"
        if not is_year(year):
            raise InputError(
                tell("{file}: {key}: the key must be a year, as in [from.2026.thresholds]", file=file, key=where)
            )
        if not isinstance(dated[year], dict):
            raise InputError(tell("{file}: {key} must hold tables, as in [{key}.thresholds]", file=file, key=where))
        _known(file, tell("key of {table}", table=where), dated[year], list(DATED))
        own = _tables(file, dated[year], DATED, f"{where}.")
        tables = {key: {**table, **own.get(key, {})} for key, table in tables.items()}
        found[int(year)] = _settings(file, content, tables)
    return found


def _known(file: Path, what: str, found: Iterable[str], allowed: list[str]) -> None:
    for word in found:
        if word not in allowed:
            raise InputError(tell("{file}: {problem}", file=file, problem=unknown(what, word, allowed)))


def _calendar(file: Path, table: dict[str, Any]) -> Calendar:
    _known(file, "calendar key", table, ["cadence", "since"])
    cadence, since = table.get("cadence", CADENCES[0]), table.get("since", 0)
    if cadence not in CADENCES:
        problem = unknown("cadence", cadence, CADENCES)
        raise InputError(tell("{file}: {key}: {problem}", file=file, key="calendar.cadence", problem=problem))
    if type(since) is not int or ("since" in table and not is_year(str(since))):
        raise InputError(
            tell(
                "{file}: calendar.since must be the first year that is told by months, not {value}",
                file=file, value=repr(since),
            )
        )  # fmt: skip
    if "since" in table and cadence != "month":
        raise InputError(
            tell(
                '{file}: calendar.since is the first year that is told by months: it needs cadence = "month"', file=file
            )
        )
    return Calendar(since if cadence == "month" else None)


def _thresholds(file: Path, table: dict[str, Any]) -> Thresholds:
    _known(file, "threshold", table, [entry.name for entry in fields(Thresholds)])
    for key, value in table.items():
        most = 1 if key == "near_cap" else 100
        if not _is_number(value) or not 0 <= value <= most:
            raise InputError(
                tell(
                    "{file}: thresholds.{key} must be a number from 0 to {most}, not {value}",
                    file=file, key=key, most=most, value=repr(value),
                )
            )  # fmt: skip
    return Thresholds(**table)


def _schedule(file: Path, table: dict[str, Any]) -> dict[str | None, tuple[float, ...]]:
    schedule = _even()
    for key, shares in table.items():
        whole = isinstance(shares, list) and len(shares) in (YEAR // QUARTER, YEAR // MONTH)
        rising = whole and all(map(_is_number, shares)) and shares == sorted(shares)
        if not rising or shares[0] < 0 or shares[-1] != 100:
            raise InputError(
                tell(
                    "{file}: schedule.{key} must be four rising percentages that end at 100, or twelve, not {value}",
                    file=file, key=key, value=repr(shares),
                )
            )  # fmt: skip
        schedule[None if key == "default" else key] = tuple(shares)
    return schedule


def _units(file: Path, table: dict[str, Any]) -> dict[str, tuple[str, float]]:
    units = {}
    for unit, made_of in table.items():
        match made_of:
            case [str(base), int() | float() as size] if size > 0:
                units[unit] = (base, float(size))
            case _:
                raise InputError(
                    tell(
                        '{file}: units.{unit} must be like ["人", 1000], not {value}',
                        file=file, unit=unit, value=repr(made_of),
                    )
                )  # fmt: skip
    return units


def _ranking(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "ranking key", table, ["exclude"])
    ids = table.get("exclude", [])
    if not isinstance(ids, list) or not all(map(_is_id, ids)):
        raise InputError(
            tell(
                "{file}: ranking.exclude must be a list of indicators' ids, like [56], not {value}",
                file=file, value=repr(ids),
            )
        )  # fmt: skip
    return table


def _rules(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "rules key", table, ["soft_parts", "overlapping"])
    pairs, ids = table.get("soft_parts", []), table.get("overlapping", [])
    for pair in pairs if isinstance(pairs, list) else [pairs]:
        if not (isinstance(pair, list) and len(pair) == 2 and all(map(_is_id, pair))):
            raise InputError(
                tell(
                    "{file}: rules.soft_parts must be pairs of indicators' ids, like [[58, 57]], not {value}",
                    file=file, value=repr(pair),
                )
            )  # fmt: skip
    if len({part for part, _ in pairs}) < len(pairs):
        raise InputError(tell("{file}: rules.soft_parts: a part stands twice; it can have one whole", file=file))
    if not isinstance(ids, list) or not all(map(_is_id, ids)):
        raise InputError(
            tell(
                "{file}: rules.overlapping must be a list of indicators' ids, like [57], not {value}",
                file=file, value=repr(ids),
            )
        )  # fmt: skip
    return table


def _reports(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "reports key", table, ["notebooks"])
    names = table.get("notebooks", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name.endswith(".ipynb") for name in names):
        raise InputError(
            tell(
                '{file}: reports.notebooks must be a list of files, like ["两区对照.ipynb"], not {value}',
                file=file, value=repr(names),
            )
        )  # fmt: skip
    return table


def _departments(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "departments key", table, ["aliases"])
    aliases = table.get("aliases", {})
    if not isinstance(aliases, dict) or not all(isinstance(name, str) and name for name in aliases.values()):
        raise InputError(
            tell(
                '{file}: departments.aliases must say what each was called and is called, like "市场处" = "人力资源市场处", not {value}',
                file=file, value=repr(aliases),
            )
        )  # fmt: skip
    for old, new in aliases.items():
        if new in aliases:
            raise InputError(
                tell(
                    "{file}: departments.aliases: {old} is called {new}, which is itself an old name; name the last",
                    file=file, old=old, new=new,
                )
            )  # fmt: skip
    return table


def _issuer(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "issuer key", table, ["name", "number", "contact", "next_release", "red_head"])
    for key, value in table.items():
        if key == "red_head":
            if not isinstance(value, bool):
                raise InputError(
                    tell("{file}: issuer.red_head must be true or false, not {value}", file=file, value=repr(value))
                )
        elif not isinstance(value, str) or not value.strip():
            raise InputError(
                tell("{file}: issuer.{key} must be text in quotes, not {value}", file=file, key=key, value=repr(value))
            )
        else:
            _places(file, key, value)
    if table and "name" not in table:
        raise InputError(
            tell(
                '{file}: issuer.name must say who issues the bulletin, like name = "某市人力资源和社会保障局"',
                file=file,
            )
        )
    return table


def _places(file: Path, key: str, text: str) -> None:
    """What a text leaves open is known, and braces stand for nothing else."""
    if not set(PLACE.findall(text)) <= set(PLACES) or set("{}") & set(PLACE.sub("", text)):
        allowed = ", ".join(f"{{{name}}}" for name in PLACES)
        raise InputError(
            tell(
                "{file}: issuer.{key}: {text}: in braces may stand {allowed}, and nothing else",
                file=file, key=key, text=repr(text), allowed=allowed,
            )
        )  # fmt: skip


def _publishing(file: Path, table: dict[str, Any]) -> dict[str, Any]:
    _known(file, "publishing key", table, ["licence", "source"])
    for key, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise InputError(
                tell(
                    '{file}: publishing.{key} must be text, like licence = "CC-BY-4.0", not {value}',
                    file=file, key=key, value=repr(value),
                )
            )  # fmt: skip
    return table


_READ: dict[str, Callable[[Path, dict[str, Any]], Any]] = {
    "calendar": _calendar, "thresholds": _thresholds, "schedule": _schedule, "units": _units, "ranking": _ranking, "rules": _rules,
    "reports": _reports, "departments": _departments, "issuer": _issuer, "publishing": _publishing,
}  # fmt: skip


def _is_id(value: object) -> bool:
    """An id is a word; those of a register without ids are its numbers."""
    return type(value) is int or (isinstance(value, str) and bool(value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

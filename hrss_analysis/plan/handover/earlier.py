"""What a dataset has of the plans before: the register that a new plan is matched with, as its files say it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ...dataset import read_table
from ...dataset.layout import find_table, has_table
from ...dataset.schema import AREAS, INDICATORS, TARGETS
from ...dataset.settings import Settings, read_settings
from ...errors import InputError
from ...messages import tell
from ...rows import rows_of
from ..amounts import unit_size
from ..arithmetic import exact
from ..merging import Row, rows_as_text
from ..names import same_name
from ..registers import plan_years, register_name, register_path, registers
from ..wording import wording_of
from ..writing import present


@dataclass(frozen=True)
class Earlier:
    """The plan before: its year and register, the areas judged so far, and every id ever used.

    ``register`` is all text: the file's own columns, and ``id wording text target``,
    blank where not known; ``written`` the file's own columns alone. ``files`` are those
    that were read.
    """

    year: int
    next_year: int
    path: Path
    register: pd.DataFrame
    written: pd.DataFrame
    areas: pd.DataFrame
    settings: Settings
    ids: frozenset[str]
    files: tuple[Path, ...]

    @property
    def judged(self) -> pd.DataFrame:
        """The areas judged in the year before the new plan's."""
        ends = pd.to_numeric(self.areas.get("until", pd.Series("", index=self.areas.index)))
        return self.areas[~(ends < self.next_year - 1)]

    @property
    def fixed(self) -> list[str]:
        """The areas that are no territory of their own."""
        own = [] if "level" not in self.areas else self.areas.loc[self.areas["level"] == "municipal", "area"].tolist()
        return [self.settings.city, *own]


def read_earlier(folder: Path, year: int) -> Earlier:
    """The plan in force before a year.

    Parameters
    ----------
    folder
        A dataset that has one.
    year
        The new plan's.

    Raises
    ------
    InputError
        If a table is wrong, or a plan of a later year is there.
    """
    years = plan_years(folder)
    if later := [other for other in years if other > year]:
        raise InputError(
            tell(
                "{folder}: the document is the plan of {year}, and the plan of {later} is there already; "
                "plans are handed over in the order of their years",
                folder=folder,
                year=year,
                later=later[0],
            )
        )
    before = max(other for other in years if other < year)
    path = register_path(folder, before)
    register = present(folder, register_name(folder, before), INDICATORS)
    assert register is not None
    areas = present(folder, "areas", AREAS)
    if areas is None:
        raise InputError(
            tell(
                "{folder}: there is no areas.csv; write the areas of the plan of {year} into it first",
                folder=folder,
                year=before,
            )
        )
    settings = read_settings(folder / "dataset.toml")
    written = register
    register = _with_ids(register)
    register = register if "wording" in register else register.assign(wording="")
    files = [path, *_others(folder, path), folder / "areas.csv"]
    register = _with_texts(folder, register)
    register = register.assign(target=_city_targets(folder, before, register, settings.city))
    return Earlier(before, year, path, register, written, areas, settings, _ids(folder), tuple(files))


def _others(folder: Path, path: Path) -> list[Path]:
    found = [other for other in registers(folder) if other != path]
    return found + ([folder / "definitions.csv"] if (folder / "definitions.csv").is_file() else [])


def _ids(folder: Path) -> frozenset[str]:
    found: set[str] = set()
    for path in registers(folder):
        register = present(folder, path.relative_to(folder).with_suffix("").as_posix())
        assert register is not None
        found |= set(_with_ids(register)["id"])
    return frozenset(found)


def _with_ids(register: pd.DataFrame) -> pd.DataFrame:
    """With ids: those of the first register are its numbers unless it has others."""
    ids = register["id"] if "id" in register else pd.Series("", index=register.index)
    return register.assign(id=ids.where(ids != "", register["no"]))


def _with_texts(folder: Path, register: pd.DataFrame) -> pd.DataFrame:
    """With the official definitions where ``definitions.csv`` still has those of this very plan, and their hashes."""
    kept = present(folder, "definitions")
    about: dict[str, Row] = {} if kept is None else {row["no"]: row for row in rows_as_text(kept)}
    texts, wordings = [], []
    for row in rows_as_text(register):
        kept_row = about.get(row["no"])
        text = ""
        if kept_row and same_name(kept_row["name"], row["name"], unit=row["unit"], other_unit=row["unit"]):
            text = kept_row["definition"]
        known = row["wording"] or wording_of(text)
        texts.append(text if text and wording_of(text) == known else "")
        wordings.append(known)
    return register.assign(text=texts, wording=wordings)


def _city_targets(folder: Path, year: int, register: pd.DataFrame, city: str) -> list[str]:
    """The city's target of every indicator as last issued, in the indicator's unit; blank where there is none."""
    if not has_table(folder, f"targets/{year}"):
        return [""] * len(register)
    targets = read_table(find_table(folder, f"targets/{year}"), TARGETS)
    own = targets[targets["area"] == city].sort_values("issued_on", na_position="first", kind="stable")
    latest = {str(row.no): row for row in rows_of(own.drop_duplicates("no", keep="last"))}
    return [_in_unit(latest.get(row["no"]), row["unit"]) for row in rows_as_text(register)]


def _in_unit(target: object, unit: str) -> str:
    value = exact(getattr(target, "value", None))
    if value is None:
        return ""
    (base, size), (own, own_size) = unit_size(getattr(target, "unit", "") or unit), unit_size(unit)
    return f"{(value * size / own_size).normalize():f}" if base == own else ""

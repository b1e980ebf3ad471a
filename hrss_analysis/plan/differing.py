"""What a later plan changed: which indicators go on and how, their targets, departments and frequencies; and the areas."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..dataset.layout import has_table, year_names
from ..dataset.schema import AREAS, TARGETS
from ..dataset.settings import read_settings
from ..errors import UsageError, unknown
from ..vocabulary import BOUND, CEILINGS
from .amounts import unit_size
from .arithmetic import exact
from .handover.words import PRECEDENCE
from .merging import Row, rows_as_text
from .registers import plan_years, register_name
from .writing import present

COLUMNS = ["no", "from_no", "name", "change", "was", "now"]
_ALIKE = {"lead_department": "department", "frequency": "frequency"}  # columns that are compared as they stand

Target = tuple[str, str, str, Decimal | None]  # as it is said, and what it means: state or bound, unit, amount
NONE: Target = ("", "", "", None)
Came = dict[str, tuple[list[str], str]]  # an id to the earlier numbers it came from, and what it is to them


def diff_plans(folder: Path, earlier: int, later: int) -> pd.DataFrame:
    """What the plan of a later year changed.

    Parameters
    ----------
    folder
        The dataset.
    earlier, later
        Two years that have a plan.

    Returns
    -------
    pandas.DataFrame
        A row for each change, in the later plan's order and the dropped last: columns
        ``no from_no name change was now``. ``change`` is a relation other than same, or
        ``target`` (the city's), ``department``, ``frequency``; ``area`` for areas.

    Raises
    ------
    UsageError
        If there is no plan of one of the years, or they are not in order.
    """
    years = plan_years(folder)
    for year in (earlier, later):
        if year not in years:
            raise UsageError(f"{folder}: {unknown('plan year', year, years)}")
    if earlier >= later:
        raise UsageError(f"{earlier} {later}: give the earlier year first, and then the later")
    old, new = _register(folder, earlier), _register(folder, later)
    came = _came(folder, earlier, later)
    before = {row["no"]: row for row in rows_as_text(old)}
    targets = [_targets(folder, year) for year in (earlier, later)]
    rows: list[list[str]] = []
    for row in rows_as_text(new):
        numbers, relation = came[row["id"]]
        olds = [before[no] for no in numbers]
        rows += [
            [row["no"], "+".join(numbers), row["name"], *change] for change in _changes(row, olds, relation, *targets)
        ]
    gone = {no for numbers, _ in came.values() for no in numbers}
    rows += [["", row["no"], row["name"], "dropped", _named(row), ""] for no, row in before.items() if no not in gone]
    rows += [["", "", area, "area", *change] for area, *change in _areas(folder, earlier, later)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _register(folder: Path, year: int) -> pd.DataFrame:
    register = present(folder, register_name(folder, year))
    assert register is not None
    return register if "id" in register else register.assign(id=register["no"])


def _came(folder: Path, earlier: int, later: int) -> Came:
    """Where every indicator of the later plan came from, over all the plans between."""
    known: Came = {row["id"]: ([row["no"]], "same") for row in rows_as_text(_register(folder, earlier))}
    for year in (year for year in year_names(folder / "indicators") if earlier < year <= later):
        step: Came = {}
        for row in rows_as_text(_register(folder, year)):
            ids = row["follows"].split("+") if row["follows"] else [row["id"]]
            found = [known[one] for one in ids if one in known and row["relation"] != "new"]
            relations = {row["relation"], *(relation for _, relation in found)}
            first = next((word for word in PRECEDENCE if word in relations), "new")
            numbers = list(dict.fromkeys(no for before, _ in found for no in before))
            step[row["id"]] = (numbers, first if numbers else "new")
        known = step
    return known


def _changes(
    row: Row, olds: list[Row], relation: str, was: dict[str, Target], now: dict[str, Target]
) -> Iterator[tuple[str, str, str]]:
    """Each change of an indicator: what it is, and what was and is."""
    if relation != "same":
        yield relation, "；".join(map(_named, olds)), _named(row)
    if len(olds) != 1:
        return
    (old,) = olds
    before, after = was.get(old["no"], NONE), now.get(row["no"], NONE)
    if before[1:] != after[1:]:
        yield "target", before[0], after[0]
    for column, word in _ALIKE.items():
        if old.get(column, "") != row.get(column, ""):
            yield word, old.get(column, ""), row.get(column, "")


def _named(row: Row) -> str:
    return f"{row['name']}（{row['unit']}）"


def _targets(folder: Path, year: int) -> dict[str, Target]:
    """The city's target of every indicator as last issued."""
    if not has_table(folder, f"targets/{year}"):
        return {}
    city = read_settings(folder / "dataset.toml").city
    table = present(folder, f"targets/{year}", TARGETS)
    assert table is not None
    latest = {
        row["no"]: row
        for row in sorted(rows_as_text(table), key=lambda row: row.get("issued_on", ""))
        if row["area"] == city
    }
    units = {row["no"]: row["unit"] for row in rows_as_text(_register(folder, year))}
    return {no: _target(row, row.get("unit", "") or units.get(no, "")) for no, row in latest.items()}


def _target(row: Row, unit: str) -> Target:
    value, (base, size) = exact(row["value"]), unit_size(unit)
    if value is None:
        return row["state"], row["state"], "", None
    bound = BOUND[row["bound"]].zh if row["bound"] in CEILINGS else ""
    return f"{bound}{value.normalize():f}{unit}", bound, base, value * size


def _areas(folder: Path, earlier: int, later: int) -> Iterator[tuple[str, str, str]]:
    """Areas that are judged in one of the years and not in the other, and those that begin anew."""
    if not has_table(folder, "areas"):
        return
    areas = present(folder, "areas", AREAS)
    assert areas is not None
    if not {"since", "until", "follows"} <= set(areas.columns):
        return
    for row in rows_as_text(areas):
        if row["since"] and earlier < int(row["since"]) <= later:
            yield row["area"], row["follows"], f"since {row['since']}"
        if row["until"] and earlier <= int(row["until"]) < later:
            yield row["area"], f"until {row['until']}", ""

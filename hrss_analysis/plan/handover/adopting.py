"""Adopting a handover: the register and targets of a new year, written all or none."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ...calendar import parse_period, parse_span
from ...dataset import open_dataset, read_table
from ...dataset.layout import find_table, has_table, period_names
from ...dataset.schema import ACTUALS, WAIVERS
from ...dataset.transaction import locked, transaction
from ...errors import InputError
from ...messages import tell
from ...rows import rows_of
from ...vocabulary import COMPARABLE, KEEPS_ID
from ...writing import write_table
from ..registers import plan_years, registers
from .carrying import new_register
from .deciding import decide
from .deciding_areas import AreasDecided, decide_areas
from .earlier import Earlier, read_earlier
from .files import Files
from .item import items_of
from .keeping import Kept, check_unchanged, read_kept
from .reading import SheetLike, read_given
from .words import decision_told

_AREA_YEARS = ["since", "until", "follows"]


@dataclass(frozen=True)
class Adopted:
    """What was adopted: the register as written, what was dropped, and the areas.

    ``register`` has today's columns of ``indicators.csv`` and ``id follows relation
    note wording``; ``dropped`` the rows of the earlier register that nothing follows;
    ``unseen`` is the document, if it is not where it was and could not be compared.
    """

    year: int
    register: pd.DataFrame
    dropped: pd.DataFrame
    areas: AreasDecided
    unseen: str = ""

    def count(self, relations: Sequence[str]) -> int:
        """How many indicators are one of these to the plan before."""
        return int(self.register["relation"].isin(list(relations)).sum())

    @property
    def summary(self) -> str:
        """How many go on, are comparable, new, dropped."""
        merged, split = self.count(["merged"]), self.count(["split"])
        return tell(
            "{going} indicators go on ({redefined} redefined), {merged}{split}{new} new, {dropped} dropped; "
            "{comparable} of {all} are comparable across the year",
            going=self.count(KEEPS_ID),
            redefined=self.count(["redefined"]),
            merged=tell("{count} merged, ", count=merged) if merged else "",
            split=tell("{count} split, ", count=split) if split else "",
            new=self.count(["new"]),
            dropped=len(self.dropped),
            comparable=self.count(COMPARABLE),
            all=len(self.register),
        )

    @property
    def to_read(self) -> list[str]:
        """What was carried over and may not hold any more: our own words for what was redefined."""
        rows = self.register[(self.register["relation"] == "redefined") & (self.register["definition"] != "")]
        unseen = tell(
            "{file}: the document is not there any more, so nobody knows whether it changed", file=self.unseen
        )
        return ([unseen] if self.unseen else []) + [
            tell(
                "{file}: {no} {name}: redefined; its definition, in our own words, is last year's still",
                file=f"indicators/{self.year}.csv",
                no=no,
                name=name,
            )
            for no, name in zip(rows["no"], rows["name"], strict=True)
        ]


def adopt(files: Files, name: str, sheets: Sequence[SheetLike]) -> Adopted:
    """Adopt a handover as it was confirmed.

    Parameters
    ----------
    files
        Where the handover's files are.
    name
        What to call the file that came back, in messages.
    sheets
        Its sheets; of CSV two tables, of the indicators and of the areas.

    Raises
    ------
    InputError
        If anything has changed since the plan was matched, a decision is blank or
        contradicts another, or the terms of a recorded row would change. Nothing is
        written then.
    """
    folder = files.folder
    with locked(folder):
        if files.year in plan_years(folder):
            raise InputError(
                tell("{folder}: the plan of {year} has been adopted already", folder=folder, year=files.year)
            )
        kept = read_kept(files.plan)
        check_unchanged(kept, folder)
        given, given_areas = read_given(name, sheets, kept)
        before = read_earlier(folder, kept.year)
        units = before.settings.units
        now = kept.indicators.assign(wording=kept.indicators["no"].map(kept.wordings))
        old, new = items_of(before.register, units), items_of(now, units)
        decided = decide(given, kept, old, new, before.ids)
        areas = decide_areas(given_areas, before.judged["area"].tolist(), kept.city)
        check_terms(folder, kept.year)
        register = new_register(kept, decided, before.written)
        _write(folder, before, kept, register, areas)
    gone = decided.loc[decided["relation"] == "dropped", "follows_no"]
    dropped = before.register[before.register["no"].isin(gone)].reset_index(drop=True)
    document = folder / kept.document
    return Adopted(kept.year, register, dropped, areas, "" if document.is_file() else str(document))


def check_terms(folder: Path, year: int) -> None:
    """No row is recorded in the terms of a plan that a new one would replace.

    Raises
    ------
    InputError
        If there are rows of the year or later without the plan that their numbers are of.
    """
    later = [period for period in period_names(folder / "actuals") if parse_period(period).year >= year]
    for period in later:
        path = find_table(folder, f"actuals/{period}")
        rows = read_table(path, ACTUALS)
        told = int((rows["plan"] < year).sum())
        if told < len(rows):
            raise InputError(
                tell(
                    "{file}: {count} rows were recorded by the numbers of the earlier plan and do not say so; write "
                    "its year into their column plan, so that the plan of {year} does not change what they mean",
                    file=path,
                    count=len(rows) - told,
                    year=year,
                )
            )
    if has_table(folder, "waivers"):
        path = find_table(folder, "waivers")
        periods = read_table(path, WAIVERS)["period"]
        if wrong := [period for period in periods.unique() if parse_span(period)[1].year >= year]:
            raise InputError(
                tell(
                    "{file}: the rows of {periods} name indicators by the numbers of the earlier plan; "
                    "take them out before the plan of {year} is adopted, and write them anew after",
                    file=path,
                    periods=", ".join(wrong),
                    year=year,
                )
            )


def _write(folder: Path, before: Earlier, kept: Kept, register: pd.DataFrame, areas: AreasDecided) -> None:
    """Write all the tables, once the dataset has been proved with them."""
    targets = kept.targets.assign(area=kept.targets["area"].map(areas.names))
    targets = targets.assign(issued_on=kept.issued_on) if kept.issued_on else targets
    tables = {f"indicators/{kept.year}.csv": register, f"targets/{kept.year}.csv": targets}
    if areas.ended or areas.begun:
        tables["areas.csv"] = _areas(before.areas, kept.year, areas)
    _prove(folder, tables, kept.year)
    with transaction(folder) as stage:
        for name, table in tables.items():
            write_table(table, stage(folder / name))


def _prove(folder: Path, tables: dict[str, pd.DataFrame], year: int) -> None:
    """Read a copy of the dataset's plans with the new tables, as the dataset will read them."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.resolve().name
        for path in [folder / "dataset.toml", folder / "areas.csv", *registers(folder)]:
            place = copy / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        for name, table in tables.items():
            write_table(table, copy / name)
        try:
            ds = open_dataset(copy)
            held = ds.register(year)["relation"].tolist()
            ds.targets(year)
        except InputError as error:
            raise InputError(str(error).replace(str(copy), str(folder))) from error
        told = tables[f"indicators/{year}.csv"]
        for row, relation in zip(rows_of(told), held, strict=True):
            if row.relation != relation:
                raise InputError(
                    tell(
                        "第{no}项“{name}” was decided to be {decision}, but by kind and unit of the two registers it is "
                        "{right}; decide so, or mend the kind in {folder}",
                        no=row.no,
                        name=row.name,
                        decision=decision_told(row.relation),
                        right=decision_told(relation),
                        folder=folder,
                    )
                )


def _areas(old: pd.DataFrame, year: int, decided: AreasDecided) -> pd.DataFrame:
    """The areas with those that end and those that begin with this year."""
    table = old.assign(**{name: "" for name in _AREA_YEARS if name not in old})
    in_force = (table["until"] == "") | (pd.to_numeric(table["until"]) >= year)
    ended = table["area"].isin(decided.ended) & in_force
    table["until"] = table["until"].where(~ended, str(year - 1))
    own = {row["area"]: row for row in table[ended].to_dict("records")}
    begun = []
    for area, follows in decided.begun.items():
        like = own.get(area, {})  # a name that goes on keeps its English name, code and level
        begun.append({**like, "area": area, "since": str(year), "until": "", "follows": "+".join(follows)})
    return pd.concat([table, pd.DataFrame(begun, columns=table.columns)], ignore_index=True).fillna("")

"""The files of a handover in a dataset's folder: the workbook, its CSV twin, and the plan that waits."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ...dataset.transaction import locked, transaction
from ...errors import InputError
from ...inert import inert
from ...messages import tell
from ...writing import write_table
from ..registers import plan_years
from .book import make_book
from .keeping import read_kept, write_kept
from .proposing import Handover


@dataclass(frozen=True)
class Files:
    """Where the files of a year's handover are."""

    folder: Path
    year: int

    @property
    def book(self) -> Path:
        """The workbook."""
        return self.folder / f"handover-{self.year}.xlsx"

    @property
    def table(self) -> Path:
        """The table of indicators."""
        return self.folder / f"handover-{self.year}.csv"

    @property
    def areas(self) -> Path:
        """The table of areas."""
        return self.folder / f"handover-{self.year}-areas.csv"

    @property
    def plan(self) -> Path:
        """The plan as it was read."""
        return self.folder / f"handover-{self.year}.plan.json"

    @property
    def all(self) -> tuple[Path, ...]:
        """All four."""
        return self.book, self.table, self.areas, self.plan


def write_handover(handover: Handover, folder: Path, *, replace: bool = False) -> bool:
    """Write a handover's four files, all or none.

    Parameters
    ----------
    handover
        What was proposed.
    folder
        The dataset.
    replace
        Whether files of another import of that year, perhaps filled in, may go.

    Returns
    -------
    bool
        False, and nothing done, if those of this very plan are there already.

    Raises
    ------
    InputError
        If those of another import are there.
    """
    files = Files(folder, handover.kept.year)
    with locked(folder):
        there = [path for path in files.all if path.exists()]
        if len(there) == len(files.all) and not replace and read_kept(files.plan).mark == handover.kept.mark:
            return False
        if there and not replace:
            raise InputError(
                tell(
                    "{file} is there from another import, and perhaps filled in: move it away, or add --replace to write it anew",
                    file=there[0],
                )
            )
        with transaction(folder) as stage:
            write_table(_harmless(handover.indicators), stage(files.table))
            write_table(_harmless(handover.areas), stage(files.areas))
            make_book(handover).save(stage(files.book))
            write_kept(handover.kept, stage(files.plan))
    return True


def _harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Nothing that came from a document is a formula where the table is opened in a spreadsheet."""
    return table.map(inert)


def find_files(handover: Path, folder: Path) -> Files:
    """The files a filled-in handover belongs to: by the year in its name, or the only ones there.

    Raises
    ------
    InputError
        If there are none in the dataset, or it cannot be told.
    """
    waiting = [
        int(match[1])
        for path in folder.glob("handover-*.plan.json")
        if (match := re.search(r"-(\d{4})\.plan", path.name))
    ]
    said = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", handover.stem)]
    adopted = plan_years(folder)
    years = [year for year in waiting if year in said] or [year for year in waiting if year not in adopted]
    if not years:
        raise InputError(
            tell(
                "{folder}: no plan waits to be adopted; `hrss plan import DOC --data {folder}` prepares a plan",
                folder=folder,
            )
        )
    if len(years) > 1:
        raise InputError(
            tell(
                "{folder}: plans of [{years}] wait; name the file handover-YEAR{ending}; "
                "`hrss plan import DOC --data {folder}` prepares a plan",
                folder=folder,
                years=", ".join(map(str, years)),
                ending=handover.suffix,
            )
        )
    return Files(folder, years[0])

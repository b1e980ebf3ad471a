"""Which register a year's numbers are of, by the tables in a dataset's folder."""

from pathlib import Path

from ..dataset.layout import find_table, year_names
from ..dataset.register import ALWAYS, holds_in, register_tables


def plan_years(folder: Path) -> list[int]:
    """The years a dataset has a plan of: a register or targets.

    Examples
    --------
    >>> plan_years(Path("data/wuxi"))
    [2024]
    """
    return sorted({*year_names(folder / "targets"), *register_tables(folder)} - {ALWAYS})


def register_name(folder: Path, year: int) -> str:
    """The table that is the register in force in a year.

    Examples
    --------
    >>> register_name(Path("data/wuxi"), 2024)
    'indicators/2024'
    """
    tables = register_tables(folder)
    return tables[holds_in(tables, year)] if tables else "indicators"


def register_path(folder: Path, year: int) -> Path:
    """The file of the register in force in a year.

    Raises
    ------
    InputError
        If there is none.
    """
    return find_table(folder, register_name(folder, year))


def registers(folder: Path) -> list[Path]:
    """Every register of a dataset, the first plan's first."""
    return [find_table(folder, table) for table in register_tables(folder).values()]

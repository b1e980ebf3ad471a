"""Which register a year's numbers are of: that of the nearest earlier plan, or the one for all years before."""

from pathlib import Path

from ..calendar import parse_period
from ..dataset.layout import find_table, has_table, year_names


def plan_years(folder: Path) -> list[int]:
    """The years a dataset has a plan of: a register or targets.

    Examples
    --------
    >>> plan_years(Path("data/wuxi"))
    [2024]
    """
    return sorted({*year_names(folder / "targets"), *year_names(folder / "indicators")})


def register_name(folder: Path, year: int) -> str:
    """The table that is the register in force in a year.

    Examples
    --------
    >>> register_name(Path("data/wuxi"), 2024)
    'indicators/2024'
    """
    own = [other for other in year_names(folder / "indicators") if other <= year]
    first = [] if has_table(folder, "indicators") else year_names(folder / "indicators")[:1]
    return f"indicators/{(own or first)[-1]}" if own or first else "indicators"


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
    names = ["indicators"] if has_table(folder, "indicators") else []
    names += [f"indicators/{year}" for year in year_names(folder / "indicators")]
    return [find_table(folder, name) for name in names]


def last_year(periods: str) -> int:
    """The year that a period, or a span of them, goes into.

    Examples
    --------
    >>> last_year("2025Q2..2026Q1"), last_year("2024Q3")
    (2026, 2024)
    """
    return max(parse_period(part).year for part in periods.split("..") if part)

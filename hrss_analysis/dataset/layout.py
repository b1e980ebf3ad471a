"""Where each table of a dataset's folder stands, as CSV or as Parquet."""

from pathlib import Path

from ..calendar import is_year, parse_period
from ..errors import InputError, UsageError

SUFFIXES = (".csv", ".parquet")


def has_table(folder: Path, table: str) -> bool:
    """Whether a table is there, in either form."""
    return any((folder / f"{table}{suffix}").is_file() for suffix in SUFFIXES)


def find_table(folder: Path, table: str) -> Path:
    """The file of a table, such as ``targets/2024``.

    Raises
    ------
    InputError
        If it is not there, or there in both forms.
    """
    found = [path for suffix in SUFFIXES if (path := folder / f"{table}{suffix}").is_file()]
    if len(found) > 1:
        raise InputError(f"{found[0]} and {found[1]} both exist: remove the one that does not count")
    if not found:
        raise InputError(f"{folder}: there is no {table}.csv (or .parquet)")
    return found[0]


def actuals_file(folder: Path, period: str) -> Path:
    """Where the actuals of a period are or would be: Parquet where the others are."""
    if has_table(folder, f"actuals/{period}"):
        return find_table(folder, f"actuals/{period}")
    others = {path.suffix for path in (folder / "actuals").glob("[0-9]*")}
    return folder / "actuals" / f"{period}{'.parquet' if others == {'.parquet'} else '.csv'}"


def table_names(folder: Path) -> set[str]:
    """The names of the tables in a folder.

    Raises
    ------
    InputError
        If there is a file of another kind: it would be passed over in silence.
    """
    names = set()
    for path in folder.glob("*"):
        if path.name.startswith((".", "~")) or path.suffix == ".md":
            continue
        if path.suffix not in SUFFIXES:
            raise InputError(
                f"{path}: only .csv and .parquet tables are read; save it as one or take it out of the folder"
            )
        names.add(path.stem)
    return names


def year_names(folder: Path) -> list[int]:
    """The years that have a table, in order.

    Raises
    ------
    InputError
        If a table is named for no year.
    """
    names = table_names(folder)
    for name in names:
        if not is_year(name):
            raise InputError(
                f"{folder / name}: a target table is named for its year, as in 2024.csv; rename it or take it out"
            )
    return sorted(map(int, names))


def period_names(folder: Path) -> list[str]:
    """The periods that have a table, in order.

    Raises
    ------
    InputError
        If a table is named for no period.
    """
    names = table_names(folder)
    for name in names:
        try:
            parse_period(name)
        except UsageError as error:
            raise InputError(f"{folder}: a file is named for no period: {error}") from error
    return sorted(names, key=parse_period)

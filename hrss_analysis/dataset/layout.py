"""Where each table of a dataset's folder stands, as CSV or as Parquet."""

from pathlib import Path

from ..calendar import QUARTER, Calendar, is_year, of_year, parse_period
from ..errors import InputError, UsageError
from ..messages import tell

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
        raise InputError(
            tell("{one} and {other} both exist: remove the one that does not count", one=found[0], other=found[1])
        )
    if not found:
        raise InputError(tell("{folder}: there is no {table}.csv (or .parquet)", folder=folder, table=table))
    return found[0]


def actuals_file(folder: Path, period: str) -> Path:
    """Where the actuals of a period are or would be, by either of its names: Parquet where the others are."""
    for name in period_aliases(period):
        if has_table(folder, f"actuals/{name}"):
            return find_table(folder, f"actuals/{name}")
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
                tell(
                    "{file}: only .csv and .parquet tables are read; save it as one or take it out of the folder",
                    file=path,
                )
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
                tell(
                    "{file}: a target table is named for its year, as in 2024.csv; rename it or take it out",
                    file=folder / name,
                )
            )
    return sorted(map(int, names))


def period_aliases(period: str) -> list[str]:
    """The names that a period's files may have: a month that ends a quarter may bear the quarter's.

    Examples
    --------
    >>> period_aliases("2024-09"), period_aliases("2024-08"), period_aliases("2024Q3")
    (['2024-09', '2024Q3'], ['2024-08'], ['2024Q3'])
    """
    told = parse_period(period)
    quarters = [str(quarter) for quarter in of_year(told.year) if quarter.end_month == told.end_month]
    return [period, *quarters] if told.months < QUARTER else [period]


def period_names(folder: Path, calendar: Calendar | None = None) -> list[str]:
    """The periods that have a table, in order, as their files name them, or as a calendar does.

    Raises
    ------
    InputError
        If a table is named for no period, or for none of the calendar, or two for the same.
    """
    read = parse_period if calendar is None else calendar.period
    found: dict[str, str] = {}
    for name in sorted(table_names(folder)):
        try:
            period = str(read(name))
        except UsageError as error:
            raise InputError(
                tell("{folder}: a file is named for no period: {problem}", folder=folder, problem=error)
            ) from error
        if period in found:
            raise InputError(
                tell(
                    "{folder}: {one} and {other} are two names of {period}; put their rows into one file",
                    folder=folder, one=found[period], other=name, period=period,
                )
            )  # fmt: skip
        found[period] = name
    return sorted(found, key=parse_period)

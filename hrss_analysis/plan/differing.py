"""What a later plan changed: which indicators go on and how, their targets, departments and frequencies; and the areas."""

from collections.abc import Iterator

import pandas as pd

from ..dataset import Dataset
from ..errors import UsageError, unknown
from ..messages import tell
from ..rows import Row, rows_of
from ..vocabulary import BOUND, CEILINGS
from .arithmetic import exact

COLUMNS = ["no", "from_no", "name", "change", "was", "now"]

Rows = dict[int, Row]  # by number


def diff_plans(ds: Dataset, earlier: int, later: int) -> pd.DataFrame:
    """What the plan of a later year changed.

    Parameters
    ----------
    ds
        The dataset.
    earlier, later
        Two years that have targets.

    Returns
    -------
    pandas.DataFrame
        A row for each change, all text, in the later plan's order and the dropped last:
        columns ``no from_no name change was now``. ``change`` is a relation other than
        same, or ``target`` (the city's), ``department``, ``frequency``; ``area`` for areas.

    Raises
    ------
    UsageError
        If there is no plan of one of the years, or they are not in order.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> diff_plans(open_dataset("data/national"), 2019, 2020).iloc[0].tolist()
    ['1', '1', '城镇新增就业人数', 'target', '1100万人', '900万人']
    """
    for year in (earlier, later):
        if year not in ds.target_years:
            raise UsageError(
                tell("{file}: {problem}", file=ds.path, problem=unknown("plan year", year, ds.target_years))
            )
    if earlier >= later:
        raise UsageError(
            tell("{earlier} {later}: give the earlier year first, and then the later", earlier=earlier, later=later)
        )
    before, after = (_by_number(ds.register(year)) for year in (earlier, later))
    was, now = (_by_number(_of_city(ds, year)) for year in (earlier, later))
    bridge = ds.bridge(earlier, later)
    rows: list[list[str]] = []
    for no in after:
        links = bridge[bridge["no"] == no]
        row, relation = after[no], str(links["relation"].iloc[0])
        olds = [before[int(number)] for number in links["from_no"].dropna()]
        changes = _changes(row, olds, relation, was, now, ds.settings.aliases)
        rows += [[str(no), "+".join(str(old.no) for old in olds), row.name, *change] for change in changes]
    gone = [row for no, row in before.items() if no not in set(bridge["from_no"].dropna())]
    rows += [["", str(row.no), row.name, "dropped", _named(row), ""] for row in gone]
    rows += [["", "", area, "area", *change] for area, *change in _areas(ds, earlier, later)]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=str)


def _by_number(frame: pd.DataFrame) -> Rows:
    return {int(row.no): row for row in rows_of(frame)}


def _of_city(ds: Dataset, year: int) -> pd.DataFrame:
    targets = ds.targets(year)
    return targets[targets["area"] == ds.city]


def _changes(
    row: Row, olds: list[Row], relation: str, was: Rows, now: Rows, aliases: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Each change of an indicator: what it is, and what was and is."""
    if relation != "same":
        yield relation, "；".join(map(_named, olds)), _named(row)
    if len(olds) != 1:
        return
    (old,) = olds
    before, after = _said(was.get(old.no)), _said(now.get(row.no))
    if before != after:
        yield "target", before, after
    department = old.lead_department
    if aliases.get(department, department) != aliases.get(row.lead_department, row.lead_department):
        yield "department", department, row.lead_department
    if old.frequency != row.frequency:
        yield "frequency", old.frequency, row.frequency


def _named(row: Row) -> str:
    return f"{row.name}（{row.unit}）"


def _said(target: Row | None) -> str:
    """A target as it is said: its bound where that is a ceiling, its amount, or why there is none."""
    value = None if target is None else exact(target.value)
    if target is None or value is None:
        return "" if target is None else str(target.state)
    return f"{BOUND[target.bound].zh if target.bound in CEILINGS else ''}{value.normalize():f}{target.unit}"


def _areas(ds: Dataset, earlier: int, later: int) -> Iterator[tuple[str, str, str]]:
    """Areas that begin or end between the years."""
    for row in rows_of(ds.folder.areas):
        if earlier < row.first <= later:
            yield row.area, row.follows, f"since {row.first}"
        if earlier <= row.last < later:
            yield row.area, f"until {row.last}", ""

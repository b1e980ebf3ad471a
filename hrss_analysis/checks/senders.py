"""Who sends figures, and which cells are due from whom.

A cell of the target table is due from its area; what the plan does not divide is due
from the whole. And every indicator has a department that answers for it: the same
cells, seen from the other side. Either may send them.
"""

import pandas as pd

from ..calendar import Period, parse_period
from ..dataset import Dataset
from ..dataset.files import read_nothing
from ..dataset.memory import of_its_plan
from ..dataset.schema import TARGETS
from ..errors import UsageError, unknown
from ..messages import tell
from ..vocabulary import STATUS

KEYS = ["no", "area"]
DEADLINE = pd.Timedelta(days=15)  # after a quarter's end; later is late


def departments(ds: Dataset) -> list[str]:
    """The departments that report, in the plan's order."""
    return list(dict.fromkeys(name for name in department_of(ds) if name))


def department_of(ds: Dataset) -> pd.Series:
    """By indicator number, the department that reports it, or else the one that leads it."""
    register = ds.indicators.set_index("no")
    return register["reported_by"].where(register["reported_by"] != "", register["lead_department"])


def find_sender(ds: Dataset, name: str) -> str:
    """Give the name, or for a department's other name this plan's own, if an area or a department of it is called so.

    Raises
    ------
    UsageError
        If none is; the nearest is proposed.
    """
    known = [*ds.areas["area"], *departments(ds)]
    found = name if name in known else ds.department(name)
    if found not in known:
        raise UsageError(tell("{file}: {problem}", file=ds.path, problem=unknown("sender", name, known)))
    return found


def may_send(ds: Dataset, sender: str, no: int, area: str) -> bool:
    """Whether a cell is this sender's to fill: an area its own, a department those of its indicators."""
    if sender in set(ds.areas["area"]):
        return sender == area
    indicator = ds.indicator(no)
    named = {indicator.lead_department, indicator.reported_by, *indicator.departments.split("、")}
    return ds.department(sender) in named


def concerns(ds: Dataset, cells: pd.DataFrame, sender: str) -> pd.Series:
    """Which rows of a frame with ``no`` and ``area`` are this sender's to answer for."""
    if sender in set(ds.areas["area"]):
        return cells["area"] == sender
    return cells["no"].map(department_of(ds)) == sender


def deadline(period: str) -> pd.Timestamp:
    """The last moment that is not late.

    Examples
    --------
    >>> str(deadline("2024Q3"))
    '2024-10-15 23:59:59.999999'
    """
    return parse_period(period).last_day + DEADLINE + pd.Timedelta(days=1, microseconds=-1)


def planned(ds: Dataset, quarter: Period, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The targets in force at a quarter's end; none while its year waits for a plan to follow last year's.

    Raises
    ------
    UsageError
        If its year has no targets, and the year before had none.
    """
    return read_nothing(TARGETS) if ds.folder.awaits_plan(quarter.year) else ds.targets_in_force(quarter, as_of)


@of_its_plan
def due_cells(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The cells due at a quarter's end: columns ``no area state target department``.

    Raises
    ------
    UsageError
        If the period is not a quarter, or its year has no targets.
    """
    quarter = ds.calendar.period(period)
    cells = planned(ds, quarter, as_of)[[*KEYS, "state", "value"]].rename(columns={"value": "target"})
    frequency = cells["no"].map(ds.indicators.set_index("no")["frequency"])
    due = frequency.map(quarter.is_due).astype(bool) & (cells["state"] != "not_assigned")
    divided = cells["no"].isin(cells.loc[cells["area"].isin(ds.parts) & (cells["state"] != "not_assigned"), "no"])
    own = cells["area"].isin(ds.parts) | ~divided
    cells = cells[due & own & ~_paused(ds, cells, period, as_of)].reset_index(drop=True)
    return cells.assign(department=cells["no"].map(department_of(ds)))


def _paused(ds: Dataset, cells: pd.DataFrame, period: str, as_of: str | pd.Timestamp | None) -> pd.Series:
    """Which cells nobody is asked for, since the latest decision pauses them."""
    decided = ds.decisions(period, as_of)
    decided = decided[decided["status"].isin(STATUS)].drop_duplicates(KEYS, keep="last")
    paused = pd.MultiIndex.from_frame(decided.loc[decided["status"] == "paused", KEYS])
    return pd.Series(pd.MultiIndex.from_frame(cells[KEYS]).isin(paused), index=cells.index)


@of_its_plan
def completeness(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """How much of what was due came in, and how much of that late, by sender.

    Every cell stands once under its area and once under its department.

    Returns
    -------
    pandas.DataFrame
        Columns ``sender kind due reported late missing``; ``kind`` is ``area`` or
        ``department``, ``late`` are those of the reported that came after the deadline.

    Raises
    ------
    UsageError
        If the period is not a quarter, or its year has no targets.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> completeness(open_dataset("data/wuxi"), "2024Q3")["due"].head(3).tolist()
    [15, 43, 46]
    """
    cells = due_cells(ds, period, as_of)
    record = ds.told_anew(ds.record(ds.recorded(period), as_of=as_of))
    record = record[record["value"].notna() | record["denominator"].notna() | record["flag"].isin(["L", "M"])]
    first = record.groupby(KEYS)["submitted_at"].min()
    keys = pd.MultiIndex.from_frame(cells[KEYS])
    moments = pd.Series(first.reindex(keys).to_numpy(), index=cells.index)
    published = keys.isin(pd.MultiIndex.from_frame(record.loc[record["origin"] == "published", KEYS]))
    cells = cells.assign(due=1, reported=keys.isin(first.index), late=(moments > deadline(period)) & ~published)
    order = [*ds.parts, ds.city, *departments(ds)]
    sides = [cells.assign(sender=cells[side], kind=side) for side in ("area", "department")]
    both = pd.concat(sides)
    counts = both[both["sender"] != ""].groupby(["kind", "sender"], as_index=False)[["due", "reported", "late"]].sum()
    counts = counts.assign(missing=counts["due"] - counts["reported"]).astype({"late": int, "reported": int})
    counts = counts.sort_values(["kind", "sender"], key=lambda key: key if key.name == "kind" else key.map(order.index))
    return counts[["sender", "kind", "due", "reported", "late", "missing"]].reset_index(drop=True)

"""What an import makes of targets that are there: it corrects the rows of its own issue and touches no other.

A target table holds the plan's own rows and, with later dates, those of adjustments. A
cell is told by number, area and date of issue, so that the correction of a typing error
in April's plan leaves July's adjustment as it is.
"""

from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..messages import tell
from .amounts import unit_size
from .arithmetic import exact
from .merging import Merged, Row, change_told, row_told, rows_as_text

Key = tuple[str, str, str]
_SAID = ("state", "bound", "value", "unit")


def merge_targets(path: Path, old: pd.DataFrame, new: pd.DataFrame, register: pd.DataFrame, issued_on: str) -> Merged:
    """A target table with a document read into it.

    Parameters
    ----------
    path
        Where it stands, for what is said.
    old, new
        The table that is there and the document's, all cells as text.
    register
        The indicators as they will be: columns ``no unit bound``.
    issued_on
        The document's date, blank if it has none.

    Raises
    ------
    InputError
        If the document was issued later than the plan that is there.
    """
    old = old if "issued_on" in old.columns else old.assign(issued_on="")
    own = _own_date(path, set(old["issued_on"]), issued_on)
    names = [*old.columns, *(name for name in _SAID if name not in old.columns)]
    about: dict[str, Row] = {row["no"]: row for row in rows_as_text(register)}
    said: dict[Key, Row] = {(row["no"], row["area"], own): row for row in rows_as_text(new)}
    merged = Merged(old)
    rows: list[Row] = []
    for was in rows_as_text(old):
        key = (was["no"], was["area"], was["issued_on"])
        now = said.pop(key, None)
        if was["no"] not in about:
            merged.changes.append(tell("{file}: {row} goes", file=path, row=row_told(*key)))
        elif now is None:
            rows.append(was)
            merged.kept += [tell("{file}: {row} stays, the document does not say it", file=path, row=row_told(*key))]
        elif target_meaning(was, about) == target_meaning(now, about):
            rows.append(was)
        else:
            rows.append(_corrected(path, key, was, now, merged))
    for key, now in said.items():
        merged.changes.append(tell("{file}: {row} comes", file=path, row=row_told(*key)))
        rows.append({**now, "issued_on": own})
    merged.table = pd.DataFrame([{name: row.get(name, "") for name in names} for row in rows], columns=names)
    if not merged.table["issued_on"].any():
        merged.table = merged.table.drop(columns="issued_on")
    return merged


def _own_date(path: Path, dates: set[str], issued_on: str) -> str:
    """The date of the rows that are this document's: its own, or the first of the table."""
    if issued_on in dates or not dates:
        return issued_on
    first = min(dates)  # blank comes first: from the beginning
    later = [date for date in dates if date]
    if issued_on and later and issued_on > min(later):
        raise InputError(
            tell(
                "{file}: the document is dated {date}, later than the targets of {earlier} that are there; "
                "an import corrects the plan it was made from. Add what was adjusted as new rows with issued_on {date}",
                file=path,
                date=issued_on,
                earlier=min(later),
            )
        )
    return first


def _corrected(path: Path, key: Key, was: Row, now: Row, merged: Merged) -> Row:
    for name in _SAID:
        if was.get(name, "") != now[name]:
            merged.changes.append(change_told(path, row_told(*key), name, was.get(name, ""), now[name]))
    return {**was, **{name: now[name] for name in _SAID}}


def target_meaning(row: Row, about: dict[str, Row]) -> tuple[object, ...]:
    """A target apart from how it is written: 13 万人 is 130000 人."""
    own = about[row["no"]]
    base, size = unit_size(row.get("unit", "") or own["unit"])
    value = exact(row["value"])
    if row["state"] not in ("assigned", "shared"):
        return (row["state"],)
    return row["state"], row["bound"] or own["bound"], base, None if value is None else value * size

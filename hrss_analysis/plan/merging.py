"""What an import makes of a register that is there: the document's changes in, a person's corrections kept.

Three versions of every inferred cell are held against each other: what was inferred
before (in ``inferred_from``), what stands in the file, and what is inferred now. What
only the document changed is taken; what only a person changed is kept; what both
changed, each in another way, is a conflict and for a person to decide.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..language import say
from ..messages import tell
from .findings import Finding
from .inferring import INFERRED, inferred_values
from .names import same_name

_UNDECIDED = ("net", "tier")  # blank there is nobody's decision


@dataclass
class Merged:
    """A table as an import would leave it, what changes in it, what stays against the document, and conflicts."""

    table: pd.DataFrame
    changes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


Row = dict[str, str]


def rows_as_text(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table of texts, each by its columns."""
    return [{str(name): str(value) for name, value in row.items()} for row in frame.to_dict("records")]


def merge_register(path: Path, old: pd.DataFrame, new: pd.DataFrame, with_figures: set[int]) -> Merged:
    """A register with a document read into it.

    Parameters
    ----------
    path
        Where it stands, for what is said.
    old, new
        The register that is there and the document's, all cells as text.
    with_figures
        Numbers that have figures: their kind does not change unseen.
    """
    names = [*old.columns, *(name for name in new.columns if name not in old.columns)]
    merged = Merged(old)
    before: dict[str, Row] = {row["no"]: row for row in rows_as_text(old)}
    merged.changes += [
        tell("{file}: {row} goes", file=path, row=row_told(no)) for no in before if no not in set(new["no"])
    ]
    rows: list[Row] = []
    for now in rows_as_text(new):
        was = before.get(now["no"])
        if was is None:
            merged.changes.append(tell("{file}: {row} comes", file=path, row=row_told(now["no"])))
            rows.append(now)
        elif same_name(was["name"], now["name"], unit=was["unit"], other_unit=now["unit"]):
            rows.append(_same(path, was, now, merged, int(now["no"]) in with_figures))
        else:
            rows.append(_another(path, was, now, merged))
    for row in rows:
        if row["part_of"] and row["part_of"] not in set(new["no"]):
            message = say(
                "“{name}”在{file}中是第{whole}项的其中项，而文件中没有第{whole}项；请先改part_of",
                name=row["name"],
                file=path.name,
                whole=row["part_of"],
            )
            merged.findings.append(Finding("part-of", "error", say("第{no}项", no=row["no"]), message))
    merged.table = pd.DataFrame([{name: row.get(name, "") for name in names} for row in rows], columns=names)
    return merged


def _another(path: Path, was: Row, now: Row, merged: Merged) -> Row:
    """Another indicator under an old number: nothing that a person wrote for the old one holds for it."""
    for name in was.keys() | now.keys():
        if name != "inferred_from" and was.get(name, "") != now.get(name, ""):
            merged.changes.append(change_told(path, row_told(now["no"]), name, was.get(name, ""), now.get(name, "")))
    return now


def _same(path: Path, was: Row, now: Row, merged: Merged, has_figures: bool) -> Row:
    row = {**was, **{name: now[name] for name in now if name not in INFERRED}}
    for name in now:
        first = name == "wording" and not was.get(name, "")  # noted for the next year, and nothing that changed
        if name not in INFERRED and name != "inferred_from" and not first and was.get(name, "") != now[name]:
            merged.changes.append(change_told(path, row_told(now["no"]), name, was.get(name, ""), now[name]))
    known = inferred_values(was.get("inferred_from", ""))
    for name in INFERRED:
        row[name] = _three_way(path, name, was, now, known, merged, has_figures)
    return row


def _three_way(path: Path, name: str, was: Row, now: Row, known: Row | None, merged: Merged, has_figures: bool) -> str:
    mine, new = was.get(name, ""), now[name]
    base = None if known is None else known[name]
    if _meant(name, mine, was) == _meant(name, new, now):
        return mine
    undecided = base is None and not mine and name in _UNDECIDED
    only_document = undecided or (base is not None and _meant(name, mine, was) == _meant(name, base, was))
    if only_document and not (name == "kind" and has_figures):
        merged.changes.append(change_told(path, row_told(now["no"]), name, mine, new))
        return new
    if base is None or (not only_document and _meant(name, new, now) == _meant(name, base, now)):
        merged.kept.append(
            tell(
                "{file}: {row} {column}: {mine} stays, the document gives {given}",
                file=path,
                row=row_told(now["no"]),
                column=name,
                mine=repr(mine),
                given=repr(new),
            )
        )
        return mine
    if only_document:
        problem = say("“{name}”：已有数据，改变种类会改变其含义，本次文件推断为“{new}”", name=now["name"], new=new)
    else:
        problem = say(
            "“{name}”：原推断为“{base}”，现由人改为“{mine}”，本次文件推断为“{new}”",
            name=now["name"],
            base=base,
            mine=mine,
            new=new,
        )
    merged.findings.append(_conflict(problem, path, now["no"], name, base, new))
    return mine


def _conflict(problem: str, path: Path, no: str, column: str, base: str, new: str) -> Finding:
    """A cell for a person to decide, and how to say so in the register."""
    message = say(
        "{problem}。请由人决定：采用文件的，把{file}中该格改为“{new}”；保留现有的，把该行inferred_from中的“{column}={base}”改为“{column}={new}”",
        problem=problem,
        file=path.name,
        column=column,
        base=base,
        new=new,
    )
    return Finding("conflict", "error", f"{say('第{no}项', no=no)} {column}", message)


def _meant(name: str, value: str, row: Row) -> str:
    """A cell's meaning, where blank means something."""
    if name == "additive":
        return value.lower() or str(row["kind"] != "rate").lower()
    if name == "reported_by":
        return value or row.get("lead_department", "")
    return value


def row_told(no: str, area: str = "", issued_on: str = "") -> str:
    """A row as it is named: by number and, of a target, area and date of issue.

    Examples
    --------
    >>> row_told("12"), row_told("12", "江阴", "2025-07-10")
    ('12', '12 江阴 2025-07-10')
    """
    return " ".join(part for part in (tell("{item}", item=no) if no else "", area, issued_on) if part)


def change_told(path: Path, row: str, column: str, was: str, now: str) -> str:
    """A cell that changes, in one line.

    Examples
    --------
    >>> change_told(Path("targets/2025.csv"), row_told("12", "江阴"), "value", "300", "310")
    "targets/2025.csv: 12 江阴 value: '300' becomes '310'"
    """
    return tell(
        "{file}: {row} {column}: {was} becomes {now}", file=path, row=row, column=column, was=repr(was), now=repr(now)
    )

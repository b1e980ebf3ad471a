"""A notice that changes some targets of a plan: new rows, with its date, behind those that stand.

The notice has the plan's tables with only some of their rows and columns. A blank cell
says nothing. Its numbers are held against the names that stand beside them, and what
it makes of the targets is proved like a plan: a district's new target without the
city's is refused if the sum no longer holds.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..dataset import read_table
from ..dataset.checks import check_indicators, check_targets
from ..dataset.layout import has_table
from ..dataset.schema import AREAS, INDICATORS, TARGETS
from ..dataset.settings import Settings, read_settings
from ..dataset.transaction import locked, transaction
from ..errors import InputError
from ..language import listed, say, word
from ..language.units import after_figure
from ..messages import message_language, tell
from ..vocabulary import TARGET_STATE
from ..writing import append_lines, write_table
from .amounts import Amount
from .annexes import read_plan
from .arithmetic import check_tables
from .breakdown import Absent
from .document import read_document
from .findings import Finding, findings_frame
from .merging import Row, rows_as_text
from .model import Plan
from .names import known_area, same_name
from .registers import register_name, register_path
from .reissuing import target_meaning
from .writing import present

_DATE = re.compile(r"20\d\d-\d\d-\d\d")


@dataclass(frozen=True)
class Adjusted:
    """What a notice changed: the rows that were added, how many cells it repeats, and the findings about it.

    ``changes`` says of each new row what it was before. With an error among
    ``findings`` nothing was written.
    """

    year: int
    rows: pd.DataFrame
    findings: pd.DataFrame
    changes: list[str] = field(default_factory=list)
    repeated: int = 0

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return bool((self.findings["severity"] == "error").any())


@dataclass(frozen=True)
class _Cell:
    """A cell of the notice: whose target, and what it says."""

    no: str
    name: str
    area: str
    amount: Amount
    unit: str
    shared: bool
    where: str


def adjust_targets(document: Path, folder: Path, on: str) -> Adjusted:
    """Add the targets of a notice to those of its year, from a date on.

    Parameters
    ----------
    document
        The notice, ``.txt`` or ``.docx``.
    folder
        The dataset.
    on
        The date of issue, as in 2025-07-10.

    Raises
    ------
    InputError
        If the date is not later than the plan's, the year has no targets, or the file
        cannot be read.
    """
    day = _day(on)
    plan = read_plan(read_document(document))
    year = plan.year or day.year
    with locked(folder):
        if not has_table(folder, f"targets/{year}"):
            raise InputError(
                tell(
                    "{folder}: there are no targets of {year} that {document} could adjust",
                    folder=folder,
                    year=year,
                    document=document,
                )
            )
        settings = read_settings(folder / "dataset.toml")
        table, register = _present(folder, year)
        plan_date = min(table["issued_on"], default="")
        if plan_date and on <= plan_date:
            raise InputError(
                tell(
                    "--on {date}: the plan is of {plan_date}, and what adjusts it is later",
                    date=on,
                    plan_date=plan_date,
                )
            )
        findings = [found for found in plan.findings if not _is_silence(found, plan)]
        cells = list(_cells(plan, register, _area_names(folder), settings, findings))
        rows, changes, repeated = _new_rows(cells, table, register, on, findings)
        if not any(found.severity == "error" for found in findings):
            _write(folder, year, rows, settings, findings)
    return Adjusted(year, rows, findings_frame(findings), changes, repeated)


def _day(on: str) -> date:
    try:
        if _DATE.fullmatch(on):
            return date.fromisoformat(on)
    except ValueError:
        pass
    raise InputError(tell("--on {date}: write the date of the notice as in 2025-07-10", date=on))


def _present(folder: Path, year: int) -> tuple[pd.DataFrame, dict[str, Row]]:
    table = present(folder, f"targets/{year}", TARGETS)
    register = present(folder, register_name(folder, year), INDICATORS)
    assert table is not None
    assert register is not None
    missing = [name for name in ("unit", "issued_on") if name not in table]
    return table.assign(**dict.fromkeys(missing, "")), {row["no"]: row for row in rows_as_text(register)}


def _area_names(folder: Path) -> list[str]:
    areas = present(folder, "areas", AREAS)
    if areas is None:
        raise InputError(tell("{folder}: there is no areas.csv", folder=folder))
    return list(dict.fromkeys(areas["area"]))


def _is_silence(found: Finding, plan: Plan) -> bool:
    """What is wrong in a plan and is none in a notice: an annex or a cell that is not there."""
    # a notice need not have both annexes, but one of them
    return isinstance(found, Absent) and (found.rule != "layout" or bool(plan.register or plan.breakdown))


def _cells(
    plan: Plan, register: dict[str, Row], areas: list[str], settings: Settings, findings: list[Finding]
) -> Iterator[_Cell]:
    """What the notice says, by its tables; what cannot be told becomes a finding."""
    for entry in plan.register:
        if entry.amount and _is_own(str(entry.no), entry.name, entry.unit, entry.where, register, settings, findings):
            yield _Cell(str(entry.no), entry.name, settings.city, entry.amount, entry.unit, False, entry.where)
    for column in plan.breakdown:
        if not _is_own(str(column.no), column.name, column.unit, column.where, register, settings, findings):
            continue
        for target in column.targets:
            area = known_area(target.area, areas)
            if area is None:
                message = say("没有“{area}”这个地区，应为：{areas}", area=target.area, areas=listed(areas[:20]))
                findings.append(Finding("areas", "error", target.where, message))
            elif target.amount:
                shared = target.shared_by > 1 and target.amount.state == "assigned"
                yield _Cell(str(column.no), column.name, area, target.amount, column.unit, shared, target.where)
    # where merges are not marked, a blank below a figure may as well be a cell that the notice leaves alone
    for found in [found for found in findings if (found.rule, found.severity) == ("merged", "warning")]:
        message = say("下方空白，看不出是几个地区共担还是不作调整：请用.docx，或把每一格填上")
        findings.append(Finding("merged", "error", found.where, message))


def _is_own(
    no: str, name: str, unit: str, where: str, register: dict[str, Row], settings: Settings, findings: list[Finding]
) -> bool:
    """Whether a number and a name are one indicator's of the year, and the unit converts."""
    own = register.get(no)
    if own is None or not same_name(own["name"], name, unit=own["unit"], other_unit=unit):
        others = [row for row in register.values() if same_name(row["name"], name, unit=row["unit"], other_unit=unit)]
        findings.append(Finding("identity", "error", where, _not_own(no, name, own, others)))
        return False
    if settings.unit_factor(unit, own["unit"]) is None:
        message = say("单位“{unit}”不能换算为“{own}”", unit=unit, own=own["unit"])
        findings.append(Finding("unit", "error", where, message))
        return False
    return True


def _not_own(no: str, name: str, own: Row | None, others: list[Row]) -> str:
    """Which number the name has in the plan, and what the number is there."""
    if own and others:
        return say(
            "“{name}”在计划中是第{right}项，第{no}项是“{own}”",
            name=name,
            right=others[0]["no"],
            no=no,
            own=own["name"],
        )
    if others:
        return say("“{name}”在计划中是第{right}项", name=name, right=others[0]["no"])
    if own:
        return say("计划中没有“{name}”，第{no}项是“{own}”", name=name, no=no, own=own["name"])
    return say("计划中没有“{name}”，也没有第{no}项", name=name, no=no)


def _new_rows(
    cells: list[_Cell], table: pd.DataFrame, register: dict[str, Row], on: str, findings: list[Finding]
) -> tuple[pd.DataFrame, list[str], int]:
    """The rows to add, what they change, and how many cells say what holds already."""
    held: dict[tuple[str, str], Row] = {}
    for row in sorted(rows_as_text(table), key=lambda row: row["issued_on"]):
        held[row["no"], row["area"]] = row
    rows: dict[tuple[str, str], Row] = {}
    changes, repeated = [], 0
    for cell in cells:
        key, now = (cell.no, cell.area), _row(cell, register[cell.no]["bound"], on)
        was = held.get(key)
        if key in rows and target_meaning(rows[key], register) != target_meaning(now, register):
            message = say(
                "“{name}”{area}在文件中出现两次，一处为{one}，一处为{other}",
                name=cell.name,
                area=cell.area,
                one=_in_words(rows[key]),
                other=_in_words(now),
            )
            findings.append(Finding("amount", "error", cell.where, message))
        elif was and was["issued_on"] >= on:
            message = say(
                "“{name}”{area}已有{date}的目标，不早于{on}",
                name=cell.name,
                area=cell.area,
                date=was["issued_on"],
                on=on,
            )
            findings.append(Finding("issued", "error", cell.where, message))
        elif was and target_meaning(was, register) == target_meaning(now, register):
            repeated += 1
        elif key not in rows:
            then = _said(was) if was else "–"
            told = tell(
                "{no} {name} {area}: {was} → {now}",
                no=cell.no,
                name=cell.name,
                area=cell.area,
                was=then,
                now=_said(now),
            )
            changes.append(told)
        if not was or target_meaning(was, register) != target_meaning(now, register):
            rows.setdefault(key, now)
    if not cells and not findings:
        message = say("没有找到调整后的目标：应有计划表或分地区计划表格式的表")
        findings.append(Finding("layout", "error", say("全文"), message))
    return (
        pd.DataFrame(list(rows.values()), columns=["no", "area", "state", "bound", "value", "unit", "issued_on"]),
        changes,
        repeated,
    )


def _row(cell: _Cell, bound: str, on: str) -> Row:
    amount = cell.amount.bounded(bound)
    value = "" if amount.value is None else f"{Decimal(amount.value):f}"
    state = "shared" if cell.shared else amount.state
    return {
        "no": cell.no,
        "area": cell.area,
        "state": state,
        "bound": amount.bound,
        "value": value,
        "unit": cell.unit,
        "issued_on": on,
    }


def _has_amount(row: Row) -> bool:
    return row["state"] in ("assigned", "shared", "zero") and bool(row["value"])


def _said(row: Row) -> str:
    """A target as messages have it: its amount, or why it has none."""
    if _has_amount(row):
        return f"{row.get('value', '')}{row.get('unit', '')}"
    return TARGET_STATE[row["state"]].zh if message_language() == "zh" else row["state"]


def _in_words(row: Row) -> str:
    """A target as findings have it: its amount, or why it has none."""
    if _has_amount(row):
        return f"{row['value']}{after_figure(row.get('unit', ''))}"
    return word(TARGET_STATE[row["state"]])


class _Contradiction(Exception):  # noqa: N818
    """The targets would contradict each other: nothing is written, and the findings say why."""


def _write(folder: Path, year: int, rows: pd.DataFrame, settings: Settings, findings: list[Finding]) -> None:
    """Add the rows, unless the targets then contradict each other where they did not before."""
    if rows.empty:
        return
    path = folder / f"targets/{year}.csv"
    before = _proved(folder, year, path, settings)
    with contextlib.suppress(_Contradiction), transaction(folder) as stage:
        staged = stage(path)
        shutil.copyfile(path, staged)
        columns = list(pd.read_csv(path, dtype=str, nrows=0, encoding="utf-8-sig").columns)
        fits = set(rows.columns) <= set(columns)
        if not fits or not append_lines(rows.reindex(columns=columns, fill_value=""), staged):
            write_table(pd.concat([present(folder, f"targets/{year}"), rows], ignore_index=True).fillna(""), staged)
        findings += [found for found in _proved(folder, year, staged, settings) if found not in before]
        if any(found.severity == "error" for found in findings):
            raise _Contradiction


def _proved(folder: Path, year: int, path: Path, settings: Settings) -> list[Finding]:
    """What a year's targets, as last issued, say against each other."""
    own = register_path(folder, year)
    indicators = check_indicators(own, read_table(own, INDICATORS))
    targets = check_targets(path, read_table(path, TARGETS), indicators, settings)
    latest = targets.drop_duplicates(["no", "area"], keep="last")
    return list(check_tables(indicators, latest, settings.city))

"""The proofs: a plan's tables against each other.

A figure that stands in two places must be the same in both, in exact decimals.
Contradictions and what cannot be read are errors; differences of wording are
warnings; structure worth knowing is info.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from ..dataset import Dataset
from .amounts import unit_size
from .findings import Finding, findings_frame
from .model import Column, Entry, Plan
from .narrative import Told, match_words

LIKE_AREAS = 3  # a pattern over fewer areas is no pattern


def check_annexes(plan: Plan, told: Told) -> Iterator[Finding]:
    """Check what a document says in two places: numbers, names, tags, units, amounts, departments."""
    register = {entry.no: entry for entry in plan.register}
    breakdown = {column.no: column for column in plan.breakdown}
    yield from _numbering("附件1", [entry.no for entry in plan.register])
    yield from _numbering("附件2", [column.no for column in plan.breakdown])
    yield from _same_numbers(set(register), set(breakdown))
    yield from _same_areas(plan)
    for no in sorted(register.keys() & breakdown.keys()):
        yield from _agree(register[no], breakdown[no])
    yield from _definitions(plan, register)
    yield from _in_narrative(plan, told)


def _numbering(annex: str, numbers: list[int]) -> Iterator[Finding]:
    for no, count in Counter(numbers).items():
        if count > 1:
            yield Finding("numbering", "error", f"{annex} 第{no}项", f"序号{no}出现{count}次")
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if missing:
        yield Finding("numbering", "error", annex, f"序号不连续，缺第{_listed(missing)}项")


def _same_numbers(register: set[int], breakdown: set[int]) -> Iterator[Finding]:
    if register and breakdown:
        if missing := sorted(register - breakdown):
            yield Finding("numbering", "error", "附件2", f"附件1有而附件2没有：第{_listed(missing)}项")
        if extra := sorted(breakdown - register):
            yield Finding("numbering", "error", "附件1", f"附件2有而附件1没有：第{_listed(extra)}项")


def _listed(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:10]))
    return shown + (f"等{len(numbers)}个" if len(numbers) > 10 else "")


def _same_areas(plan: Plan) -> Iterator[Finding]:
    if not plan.breakdown:
        return
    areas = [target.area for target in plan.breakdown[0].targets]
    for area, count in Counter(areas).items():
        if count > 1 or not area:
            yield Finding(
                "areas", "error", plan.breakdown[0].section, f"地区“{area}”出现{count}次" if area else "地区名称缺失"
            )
    for column in plan.breakdown:
        if [target.area for target in column.targets] != areas:
            yield Finding("areas", "error", column.where, f"本节地区与第一节不同，应为{'、'.join(areas)}")


def _agree(entry: Entry, column: Column) -> Iterator[Finding]:
    """One indicator in the register and in the breakdown."""
    if entry.name != column.name:
        yield Finding("wording", "warning", entry.where, f"名称不同：附件1“{entry.name}”，附件2“{column.name}”")
    if entry.tag != column.tag:
        yield Finding(
            "frequency",
            "warning",
            entry.where,
            f"报送频率标注不同：附件1“{_tag(entry.tag)}”，附件2“{_tag(column.tag)}”",
        )
    if missing := [word for word in entry.departments if column.departments and word not in column.departments]:
        yield Finding(
            "departments",
            "warning",
            entry.where,
            f"责任处室{'、'.join(missing)}不在附件2“{column.section}”的责任单位中",
        )
    city = column.targets[0].amount if column.targets else None
    if city is None or entry.amount is None:
        return
    (base, size), (own_base, own_size) = unit_size(entry.unit), unit_size(column.unit)
    if base != own_base:
        yield Finding("unit", "error", entry.where, f"单位不能换算：附件1“{entry.unit}”，附件2“{column.unit}”")
    elif city.bound != entry.amount.bound or city.state != entry.amount.state:
        yield Finding(
            "amount", "error", entry.where, f"目标不同：附件1“{entry.raw}”，附件2全市“{column.targets[0].raw}”"
        )
    elif (entry.amount.value or Decimal(0)) * size != (city.value or Decimal(0)) * own_size:
        yield Finding(
            "amount",
            "error",
            entry.where,
            f"目标不同：附件1为{entry.raw}{entry.unit}，附件2全市为{column.targets[0].raw}{column.unit}",
        )


def _tag(frequency: str) -> str:
    return {"": "无", "monthly": "月报", "quarterly": "季报", "semiannual": "半年报", "annual": "年报"}[frequency]


def _definitions(plan: Plan, register: dict[int, Entry]) -> Iterator[Finding]:
    numbers = [definition.no for definition in plan.definitions]
    for no, count in Counter(numbers).items():
        if count > 1:
            yield Finding("definitions", "warning", f"附件3 第{no}项", f"序号{no}出现{count}次")
    if missing := sorted(set(register) - set(numbers)):
        yield Finding("definitions", "warning", "附件3", f"没有解释：第{_listed(missing)}项")
    if extra := sorted(set(numbers) - set(register)):
        yield Finding("definitions", "warning", "附件3", f"附件1中没有：第{_listed(extra)}项")
    for definition in plan.definitions:
        entry = register.get(definition.no)
        if entry and entry.name != definition.name:
            message = f"名称不同：附件1“{entry.name}”，附件3“{definition.name}”"
            yield Finding("wording", "warning", f"附件3 第{definition.no}项", message)
        if definition.part_of and definition.part_of not in register:
            message = f"称为第{definition.part_of}项的其中项，而计划中没有第{definition.part_of}项"
            yield Finding("part-of", "error", f"附件3 第{definition.no}项", message)


def _in_narrative(plan: Plan, told: Told) -> Iterator[Finding]:
    """The running text against the register."""
    entries = {entry.no: entry for entry in plan.register}
    for no, figure in told.matched.items():
        if unit_size(figure.unit)[0] != unit_size(entries[no].unit)[0]:
            message = f"正文单位“{figure.unit}”与附件1“{entries[no].unit}”不同"
            yield Finding("narrative-unit", "warning", f"正文 第{no}项", message)
    taken = set(told.matched.values())
    rest = [figure for figure in told.figures if figure not in taken]
    silent = [no for no in told.wanted if no not in told.matched]
    others = match_words(rest, {no: told.wanted[no][0] for no in silent})
    for no in silent:
        if no in others:
            said = f"{others[no].value}{others[no].unit}"
            message = f"“{entries[no].name}”正文为{said}，附件1为{entries[no].raw}{entries[no].unit}"
            yield Finding("narrative", "error", f"正文 第{no}项", message)
        elif told.figures:
            yield Finding("narrative", "info", f"正文 第{no}项", f"正文未提及“{entries[no].name}”的目标")


def check_plan(ds: Dataset, year: int) -> pd.DataFrame:
    """Prove the tables of a dataset's plan.

    Returns
    -------
    pandas.DataFrame
        Columns ``rule severity where message``, errors first.

    Raises
    ------
    UsageError
        If the dataset has no targets for that year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> check_plan(open_dataset("data/wuxi"), 2024)["rule"].tolist()
    ['structure', 'structure']
    """
    return findings_frame(check_tables(ds.indicators, ds.targets(year), ds.city))


def check_tables(indicators: pd.DataFrame, targets: pd.DataFrame, city: str) -> Iterator[Finding]:
    """Check a dataset's tables: areas against the city, parts against wholes, and the structure of targets.

    Parameters
    ----------
    indicators
        Columns ``no name unit kind additive part_of``.
    targets
        Columns ``no area state bound value``; values as ``float`` or ``Decimal``.
    city
        The area that is the whole.
    """
    cells = {
        (int(row["no"]), str(row["area"])): Cell(str(row["state"]), _exact(row["value"]), str(row["bound"]))
        for row in targets.to_dict("records")
    }
    about = {int(row["no"]): _about(row) for row in indicators.to_dict("records")}
    areas = list(dict.fromkeys(area for _, area in cells))
    for no, indicator in about.items():
        own = {area: cells[no, area] for area in areas if (no, area) in cells}
        if indicator.additive:
            yield from _sum(no, indicator, own, city)
            yield from _part(no, indicator, about, cells, areas)
        else:
            yield from _rate(no, indicator, own, city)
    yield from _multiples(about, cells, [area for area in areas if area != city])


@dataclass(frozen=True)
class Cell:
    """A target as the proofs need it."""

    state: str = ""
    value: Decimal | None = None
    bound: str = ""


@dataclass(frozen=True)
class About:
    """An indicator as the proofs need it."""

    name: str
    unit: str
    additive: bool
    part_of: int | None


def _about(row: dict[Hashable, Any]) -> About:
    whole = None if pd.isna(row["part_of"]) else int(row["part_of"])
    return About(str(row["name"]), str(row["unit"]), bool(row["additive"]), whole)


def _exact(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    number = float("nan") if value is None or value == "" else float(str(value))
    return None if math.isnan(number) else Decimal(repr(number))


def _sum(no: int, about: About, own: dict[str, Cell], city: str) -> Iterator[Finding]:
    """Areas add up to the city; a shared target counts once."""
    total = own.get(city, Cell()).value
    parts = [cell for area, cell in own.items() if area != city]
    if total is None or any(cell.state == "issued_separately" for cell in parts):
        return
    values = [cell.value for cell in parts if cell.state in ("assigned", "zero") and cell.value is not None]
    shared = {cell.value for cell in parts if cell.state == "shared" and cell.value is not None}
    summed = sum([*values, *shared], Decimal(0))
    if (values or shared) and summed != total:
        off = f"相差{_plain(summed - total)}{about.unit}"
        message = f"“{about.name}”各地区合计{_plain(summed)}，全市{_plain(total)}，{off}"
        yield Finding("sum", "error", f"第{no}项", message)


def _rate(no: int, about: About, own: dict[str, Cell], city: str) -> Iterator[Finding]:
    """A rate's area targets are usually the city's own; another is worth a look."""
    total = own.get(city, Cell())
    for area, cell in own.items():
        if (
            total.value is not None
            and cell.state == "assigned"
            and (cell.value, cell.bound) != (total.value, total.bound)
        ):
            message = f"“{about.name}”{area}目标{_plain(cell.value)}，与全市{_plain(total.value)}不同，请核对"
            yield Finding("rate", "warning", f"第{no}项 行“{area}”", message)


def _part(
    no: int, about: About, others: dict[int, About], cells: dict[tuple[int, str], Cell], areas: list[str]
) -> Iterator[Finding]:
    """A part is no more than its whole, for counts of one base unit; a rate may well exceed its own."""
    whole = others.get(about.part_of or 0)
    if whole is None or not whole.additive:
        return
    (base, size), (whole_base, whole_size) = unit_size(about.unit), unit_size(whole.unit)
    if base != whole_base:
        return
    for area in areas:
        part, of = cells.get((no, area), Cell()).value, cells.get((about.part_of or 0, area), Cell()).value
        if part is not None and of is not None and part * size > of * whole_size:
            message = f"“{about.name}”目标{_plain(part)}大于所属第{about.part_of}项的{_plain(of)}"
            yield Finding("part-of", "error", f"第{no}项 行“{area}”", message)


def _multiples(about: dict[int, About], cells: dict[tuple[int, str], Cell], parts: list[str]) -> Iterator[Finding]:
    """Targets that are one exact multiple of another's in every area."""
    alike: dict[tuple[object, ...], list[tuple[int, Fraction]]] = defaultdict(list)
    for no in (no for no, indicator in about.items() if indicator.additive):
        own = [(area, cells.get((no, area), Cell())) for area in parts]
        values = [(area, Fraction(cell.value)) for area, cell in own if cell.state == "assigned" and cell.value]
        if len(values) >= LIKE_AREAS and len({value for _, value in values}) > 1:
            alike[tuple((area, value / values[0][1]) for area, value in values)].append((no, values[0][1]))
    for group in alike.values():
        (first, unit), *others = group
        for no, value in others:
            factor = value / unit
            shown = f"{float(factor):g}倍" if factor.denominator < 1000 else f"{factor}倍"
            message = f"第{no}项在各地区的目标恰为第{first}项的{shown}：两者的相关是定目标时形成的"
            yield Finding("structure", "info", f"第{no}项", message)


def _plain(value: Decimal | None) -> str:
    return "空" if value is None else f"{value.normalize():f}"

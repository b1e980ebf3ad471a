"""The proofs of a document: its annexes and its running text against each other.

A figure that stands in two places must be the same in both, in exact decimals.
Contradictions and what cannot be read are errors; differences of wording are
warnings.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..vocabulary import CEILINGS
from .amounts import bound_meant, unit_size
from .findings import Finding
from .inferring import bound_of
from .model import Column, Entry, Plan
from .narrative import Figure, Told, match_words


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


def _same_bound(entry: Entry, figure: Figure) -> Iterator[Finding]:
    """A ceiling in the text is one in the table: a lost 低于 would turn it into a floor."""
    said, held = bound_meant(figure.bound), bound_of(entry).value
    if said and said != held:
        severity = "warning" if {said, held} <= set(CEILINGS) else "error"
        message = f"“{entry.name}”正文为“{figure.bound}”{figure.value}{figure.unit}，附件1为{entry.raw}{entry.unit}：方向应一致"
        yield Finding("bound", severity, f"正文 第{entry.no}项", message)


def _in_narrative(plan: Plan, told: Told) -> Iterator[Finding]:
    """The running text against the register."""
    entries = {entry.no: entry for entry in plan.register}
    for no, figure in told.matched.items():
        if unit_size(figure.unit)[0] != unit_size(entries[no].unit)[0]:
            message = f"正文单位“{figure.unit}”与附件1“{entries[no].unit}”不同"
            yield Finding("narrative-unit", "warning", f"正文 第{no}项", message)
        yield from _same_bound(entries[no], figure)
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

"""The proofs of a document: its annexes and its running text against each other.

A figure that stands in two places must be the same in both, in exact decimals.
Contradictions and what cannot be read are errors; differences of wording are
warnings.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..language import listed, say, word
from ..vocabulary import CEILINGS, FREQUENCY
from .amounts import bound_meant, unit_size
from .findings import Finding
from .inferring import bound_of
from .model import Column, Entry, Plan
from .narrative import Figure, Told, match_words

MOST_NAMED = 10  # numbers


def check_annexes(plan: Plan, told: Told) -> Iterator[Finding]:
    """Check what a document says in two places: numbers, names, tags, units, amounts, departments."""
    register = {entry.no: entry for entry in plan.register}
    breakdown = {column.no: column for column in plan.breakdown}
    yield from _numbering(say("附件{number}", number=1), [entry.no for entry in plan.register])
    yield from _numbering(say("附件{number}", number=2), [column.no for column in plan.breakdown])
    yield from _same_numbers(set(register), set(breakdown))
    yield from _same_areas(plan)
    for no in sorted(register.keys() & breakdown.keys()):
        yield from _agree(register[no], breakdown[no])
    yield from _definitions(plan, register)
    yield from _in_narrative(plan, told)


def _numbering(annex: str, numbers: list[int]) -> Iterator[Finding]:
    for no, count in Counter(numbers).items():
        if count > 1:
            yield Finding("numbering", "error", _item(annex, no), say("序号{no}出现{n}次", no=no, n=count))
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if missing:
        message = say("序号不连续，缺第{numbers}项", numbers=_listed(missing), n=len(missing))
        yield Finding("numbering", "error", annex, message)


def _same_numbers(register: set[int], breakdown: set[int]) -> Iterator[Finding]:
    if register and breakdown:
        if missing := sorted(register - breakdown):
            message = say("附件1有而附件2没有：第{numbers}项", numbers=_listed(missing), n=len(missing))
            yield Finding("numbering", "error", say("附件{number}", number=2), message)
        if extra := sorted(breakdown - register):
            message = say("附件2有而附件1没有：第{numbers}项", numbers=_listed(extra), n=len(extra))
            yield Finding("numbering", "error", say("附件{number}", number=1), message)


def _listed(numbers: list[int]) -> str:
    if len(numbers) <= MOST_NAMED:
        return listed(map(str, numbers))
    first = listed(map(str, numbers[:MOST_NAMED]), more=True)
    return say("{numbers}{n}个", numbers=first, n=len(numbers))


def _item(where: str, no: int) -> str:
    return say("{where} 第{no}项", where=where, no=no)


def _same_areas(plan: Plan) -> Iterator[Finding]:
    if not plan.breakdown:
        return
    areas = [target.area for target in plan.breakdown[0].targets]
    for area, count in Counter(areas).items():
        if count > 1 or not area:
            message = say("地区“{area}”出现{n}次", area=area, n=count) if area else say("地区名称缺失")
            yield Finding("areas", "error", plan.breakdown[0].section, message)
    for column in plan.breakdown:
        if [target.area for target in column.targets] != areas:
            message = say("本节地区与第一节不同，应为{areas}", areas=listed(areas))
            yield Finding("areas", "error", column.where, message)


def _agree(entry: Entry, column: Column) -> Iterator[Finding]:
    """One indicator in the register and in the breakdown."""
    if entry.name != column.name:
        message = say("名称不同：附件1“{one}”，附件2“{other}”", one=entry.name, other=column.name)
        yield Finding("wording", "warning", entry.where, message)
    if entry.tag != column.tag:
        places = {"one": _tag(entry.tag), "other": _tag(column.tag)}
        message = say("报送频率标注不同：附件1“{one}”，附件2“{other}”", **places)
        yield Finding("frequency", "warning", entry.where, message)
    if missing := [name for name in entry.departments if column.departments and name not in column.departments]:
        places = {"departments": listed(missing), "section": column.section}
        message = say("责任处室{departments}不在附件2“{section}”的责任单位中", n=len(missing), **places)
        yield Finding("departments", "warning", entry.where, message)
    yield from _same_amount(entry, column)


def _same_amount(entry: Entry, column: Column) -> Iterator[Finding]:
    """The whole's target in the register and in the breakdown."""
    city = column.targets[0].amount if column.targets else None
    if city is None or entry.amount is None:
        return
    (base, size), (own_base, own_size) = unit_size(entry.unit), unit_size(column.unit)
    if base != own_base:
        message = say("单位不能换算：附件1“{one}”，附件2“{other}”", one=entry.unit, other=column.unit)
        yield Finding("unit", "error", entry.where, message)
    elif city.bound != entry.amount.bound or city.state != entry.amount.state:
        message = say("目标不同：附件1“{one}”，附件2全市“{other}”", one=entry.raw, other=column.targets[0].raw)
        yield Finding("amount", "error", entry.where, message)
    elif (entry.amount.value or Decimal(0)) * size != (city.value or Decimal(0)) * own_size:
        places = {"one": f"{entry.raw}{entry.unit}", "other": f"{column.targets[0].raw}{column.unit}"}
        yield Finding("amount", "error", entry.where, say("目标不同：附件1为{one}，附件2全市为{other}", **places))


def _tag(frequency: str) -> str:
    return word(FREQUENCY[frequency]) if frequency else say("无")


def _definitions(plan: Plan, register: dict[int, Entry]) -> Iterator[Finding]:
    numbers = [definition.no for definition in plan.definitions]
    for no, count in Counter(numbers).items():
        if count > 1:
            message = say("序号{no}出现{n}次", no=no, n=count)
            yield Finding("definitions", "warning", _item(say("附件{number}", number=3), no), message)
    if missing := sorted(set(register) - set(numbers)):
        message = say("没有解释：第{numbers}项", numbers=_listed(missing), n=len(missing))
        yield Finding("definitions", "warning", say("附件{number}", number=3), message)
    if extra := sorted(set(numbers) - set(register)):
        message = say("附件1中没有：第{numbers}项", numbers=_listed(extra), n=len(extra))
        yield Finding("definitions", "warning", say("附件{number}", number=3), message)
    for definition in plan.definitions:
        entry = register.get(definition.no)
        if entry and entry.name != definition.name:
            message = say("名称不同：附件1“{one}”，附件3“{other}”", one=entry.name, other=definition.name)
            yield Finding("wording", "warning", _item(say("附件{number}", number=3), definition.no), message)
        if definition.part_of and definition.part_of not in register:
            message = say("称为第{whole}项的其中项，而计划中没有第{whole}项", whole=definition.part_of)
            yield Finding("part-of", "error", _item(say("附件{number}", number=3), definition.no), message)


def _same_bound(entry: Entry, figure: Figure) -> Iterator[Finding]:
    """A ceiling in the text is one in the table: a lost 低于 would turn it into a floor."""
    said, held = bound_meant(figure.bound), bound_of(entry).value
    if said and said != held:
        severity = "warning" if {said, held} <= set(CEILINGS) else "error"
        places = {"name": entry.name, "bound": figure.bound, **_both(entry, figure)}
        message = say("“{name}”正文为“{bound}”{said}，附件1为{held}：方向应一致", **places)
        yield Finding("bound", severity, _item(say("正文"), entry.no), message)


def _both(entry: Entry, figure: Figure) -> dict[str, str]:
    """What the text says, and what the register holds, as they stand there."""
    return {"said": f"{figure.value}{figure.unit}", "held": f"{entry.raw}{entry.unit}"}


def _in_narrative(plan: Plan, told: Told) -> Iterator[Finding]:
    """The running text against the register."""
    entries = {entry.no: entry for entry in plan.register}
    for no, figure in told.matched.items():
        if unit_size(figure.unit)[0] != unit_size(entries[no].unit)[0]:
            message = say("正文单位“{one}”与附件1“{other}”不同", one=figure.unit, other=entries[no].unit)
            yield Finding("narrative-unit", "warning", _item(say("正文"), no), message)
        yield from _same_bound(entries[no], figure)
    taken = set(told.matched.values())
    rest = [figure for figure in told.figures if figure not in taken]
    silent = [no for no in told.wanted if no not in told.matched]
    others = match_words(rest, {no: told.wanted[no][0] for no in silent})
    for no in silent:
        if no in others:
            places = {"name": entries[no].name, **_both(entries[no], others[no])}
            message = say("“{name}”正文为{said}，附件1为{held}", **places)
            yield Finding("narrative", "error", _item(say("正文"), no), message)
        elif told.figures:
            message = say("正文未提及“{name}”的目标", name=entries[no].name)
            yield Finding("narrative", "info", _item(say("正文"), no), message)

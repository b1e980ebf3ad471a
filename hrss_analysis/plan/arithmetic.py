"""The proofs of a plan's tables: areas against the city, parts against wholes.

All sums are exact decimals. The same proofs run on a document that is imported and
on tables that stand in a dataset.
"""

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from ..dataset import Dataset
from ..vocabulary import BOUND, CEILINGS, KIND, PACE, RATE_SCALE
from .amounts import bound_meant, unit_size
from .findings import Finding, findings_frame
from .inferring import inferred_cues
from .model import CITY_LEVEL
from .names import bound_words

UNLIKELY = {("stock", "accumulates"), ("flow", "growth"), ("rate", "growth")}  # kinds judged by another's pace
_LOWER_IS_BETTER = re.compile(
    r"(失业|发生|发案|案发|死亡|伤亡|事故|逾期|流失|违约|差评|投诉|信访|上访|违规|违法|不良|欠薪|拖欠|断保|脱保|积压|超期)"
    r"(率|比例|比重|数|量|人数|人次数?|件数|起数|案件数?|案件量|金额|总量|总数)?$|(?<!结)(?<!处理)(?<!办理)(?<!调解)案件(数|量|总数)$"
)
LIKE_AREAS = 3  # a pattern over fewer areas is no pattern


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
    ['rate', 'rate', 'structure', 'structure']
    """
    own, targets = ds.in_terms_of(year), ds.targets(year)
    return findings_frame([*_complete(own, targets), *check_tables(own.indicators, targets, ds.city)])


def _complete(ds: Dataset, targets: pd.DataFrame) -> Iterator[Finding]:
    """Numbers run on without a gap, and every indicator has a cell for every area."""
    numbers = set(ds.indicators["no"])
    if gaps := sorted(set(range(1, max(numbers, default=0) + 1)) - numbers):
        yield Finding("numbering", "warning", "indicators", f"序号不连续，缺第{'、'.join(map(str, gaps[:10]))}项")
    for indicator in map(ds.indicator, ds.indicators["no"]):
        if (indicator.kind, indicator.pace) in UNLIKELY:
            message = (
                f"“{indicator.name}”是{KIND[indicator.kind].zh}，却{PACE[indicator.pace].zh}评判：请核对kind和pace"
            )
            yield Finding("pace", "warning", f"第{indicator.no}项", message)
    known = set(zip(targets["no"], targets["area"], strict=True))
    for no in ds.indicators["no"]:
        missing = [area for area in ds.areas["area"] if (no, area) not in known]
        if missing:
            message = f"“{ds.indicator(no).name}”没有{'、'.join(missing[:10])}的目标格；不分解的请写not_assigned"
            yield Finding("cells", "warning", f"第{no}项", message)


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
        (int(row["no"]), str(row["area"])): Goal(str(row["state"]), exact(row["value"]), str(row["bound"]))
        for row in targets.to_dict("records")
    }
    about = {int(row["no"]): _about(row) for row in indicators.to_dict("records")}
    yield from _balances(indicators)
    areas = list(dict.fromkeys(area for _, area in cells))
    for no, indicator in about.items():
        own = {area: cells[no, area] for area in areas if (no, area) in cells}
        if indicator.additive:
            yield from _sum(no, indicator, own, city)
            yield from _part(no, indicator, about, cells, areas)
        else:
            yield from _rate(no, indicator, own, city)
        yield from _bounds(no, indicator, own, city)
        yield from _shares(no, indicator, own)
    yield from _multiples(about, cells, [area for area in areas if area != city])


@dataclass(frozen=True)
class Goal:
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


def exact(value: object) -> Decimal | None:
    """A table's number as it is written; None where there is none."""
    if isinstance(value, Decimal):
        return value
    number = float("nan") if value is None or value == "" else float(str(value))
    return None if math.isnan(number) else Decimal(repr(number))


def _balances(indicators: pd.DataFrame) -> Iterator[Finding]:
    """Counts that may fall, as far as nobody but a word says so."""
    for row in indicators.to_dict("records"):
        cue = inferred_cues(str(row.get("inferred_from", ""))).get("net")
        if cue and str(row["net"]).lower() == cue.value == "true":
            message = f"“{row['name']}”推断为净额（{cue.why}），可回落、可为负：请核对net"
            yield Finding("net", "info", f"第{row['no']}项", message)


def _sum(no: int, about: About, own: dict[str, Goal], city: str) -> Iterator[Finding]:
    """Areas add up to the city; a shared target counts once."""
    total = own.get(city, Goal()).value
    parts = [cell for area, cell in own.items() if area != city]
    if total is None:
        return
    values = [cell.value for cell in parts if cell.state in ("assigned", "zero") and cell.value is not None]
    shared = {cell.value for cell in parts if cell.state == "shared" and cell.value is not None}
    summed = sum([*values, *shared], Decimal(0))
    elsewhere = [area for area, cell in own.items() if area != city and cell.state == "issued_separately"]
    if not elsewhere:
        if (values or shared) and summed != total:
            off = f"相差{_plain(summed - total)}{about.unit}"
            message = f"“{about.name}”各地区合计{_plain(summed)}，全市{_plain(total)}，{off}"
            yield Finding("sum", "error", f"第{no}项", message)
    elif summed > total:
        message = f"“{about.name}”{'、'.join(elsewhere)}另行下达，其余地区合计{_plain(summed)}已大于全市{_plain(total)}"
        yield Finding("sum", "error", f"第{no}项", message)
    elif summed:
        message = f"“{about.name}”{'、'.join(elsewhere)}另行下达，无法验证各地区合计：其余{_plain(summed)}，全市{_plain(total)}"
        yield Finding("sum", "warning", f"第{no}项", message)


def _rate(no: int, about: About, own: dict[str, Goal], city: str) -> Iterator[Finding]:
    """A rate's area targets are usually the city's own; another, or none where all others have one, is worth a look."""
    total = own.get(city, Goal())
    areas = {area: cell for area, cell in own.items() if area != city}
    if total.value is not None:
        for area, cell in areas.items():
            if cell.state == "assigned" and cell.value != total.value:
                message = f"“{about.name}”{area}目标{_plain(cell.value)}，与全市{_plain(total.value)}不同，请核对"
                yield Finding("rate", "warning", f"第{no}项 行“{area}”", message)
    for state, shown, severity in (("zero", "0（无任务）", "warning"), ("not_assigned", "/", "info")):
        # the city's own offices are no district, and a rate of the districts often has none for them
        ours = {CITY_LEVEL} if state == "not_assigned" else set()
        alone = [area for area, cell in areas.items() if cell.state == state and area not in ours]
        if (
            len(alone) == 1
            and len(areas) > 2
            and all(cell.state == "assigned" for area, cell in areas.items() if area not in {*alone, *ours})
        ):
            message = f"“{about.name}”{alone[0]}为{shown}，而其余地区都有目标，请核对"
            yield Finding("rate", severity, f"第{no}项 行“{alone[0]}”", message)


def _bounds(no: int, about: About, own: dict[str, Goal], city: str) -> Iterator[Finding]:
    """An area's bound is the city's; what is better when lower has a ceiling; a name's own bound holds."""
    total = own.get(city, Goal())
    wanted = [(area, cell) for area, cell in own.items() if cell.value is not None and cell.state != "zero"]
    for area, cell in wanted:
        if total.value is not None and total.state != "zero" and cell.bound != total.bound:
            severity = "warning" if {cell.bound, total.bound} <= set(CEILINGS) else "error"
            message = f"“{about.name}”{area}目标为{_bounded(cell)}，全市为{_bounded(total)}：方向应一致"
            yield Finding("bound", severity, f"第{no}项 行“{area}”", message)
    for area, cell in wanted[:1]:
        words = bound_words(about.name)
        named = bound_meant(words)
        if named and named != cell.bound:
            severity = "warning" if {cell.bound, named} <= set(CEILINGS) else "error"
            message = f"“{about.name}”名称为“{words}”，{area}目标为{_bounded(cell)}"
            yield Finding("bound", severity, f"第{no}项", message)
        elif not named and cell.bound == "at_least" and _LOWER_IS_BETTER.search(about.name):
            message = f"“{about.name}”一般以低为好，{area}目标为{_bounded(cell)}：未写低于、不高于或以内的按不低于评判，请核对"
            yield Finding("bound", "warning", f"第{no}项", message)


def _shares(no: int, about: About, own: dict[str, Goal]) -> Iterator[Finding]:
    """A share is at most the whole."""
    most = RATE_SCALE.get(about.unit)
    over = [area for area, cell in own.items() if most and cell.value is not None and cell.value > Decimal(most)]
    if over:
        message = f"“{about.name}”{'、'.join(over[:10])}目标{_plain(own[over[0]].value)}{about.unit}，大于整体，请核对"
        yield Finding("share", "warning", f"第{no}项", message)


def _bounded(cell: Goal) -> str:
    return f"{BOUND[cell.bound].zh if cell.bound else ''}{_plain(cell.value)}"


def _part(
    no: int, about: About, others: dict[int, About], cells: dict[tuple[int, str], Goal], areas: list[str]
) -> Iterator[Finding]:
    """A part is no more than its whole, for counts of one base unit; a rate may well exceed its own."""
    whole = others.get(about.part_of or 0)
    if whole is None or not whole.additive:
        return
    (base, size), (whole_base, whole_size) = unit_size(about.unit), unit_size(whole.unit)
    if base != whole_base:
        return
    for area in areas:
        part, of = cells.get((no, area), Goal()).value, cells.get((about.part_of or 0, area), Goal()).value
        if part is not None and of is not None and part * size > of * whole_size:
            message = f"“{about.name}”目标{_plain(part)}大于所属第{about.part_of}项的{_plain(of)}"
            yield Finding("part-of", "error", f"第{no}项 行“{area}”", message)


def _multiples(about: dict[int, About], cells: dict[tuple[int, str], Goal], parts: list[str]) -> Iterator[Finding]:
    """Targets that are one exact multiple of another's in every area."""
    alike: dict[tuple[object, ...], list[tuple[int, Fraction]]] = defaultdict(list)
    for no in (no for no, indicator in about.items() if indicator.additive):
        own = [(area, cells.get((no, area), Goal())) for area in parts]
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

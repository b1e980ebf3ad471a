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
from ..language import listed, say, word
from ..language.units import unit_name
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
        message = say("序号不连续，缺第{numbers}项", numbers=listed(map(str, gaps[:10])), n=len(gaps))
        yield Finding("numbering", "warning", "indicators", message)
    for indicator in map(ds.indicator, ds.indicators["no"]):
        if (indicator.kind, indicator.pace) in UNLIKELY:
            words = {"kind": word(KIND[indicator.kind]), "pace": word(PACE[indicator.pace])}
            message = say("“{name}”是{kind}，却{pace}评判：请核对kind和pace", name=indicator.name, **words)
            yield Finding("pace", "warning", _item(indicator.no), message)
    known = set(zip(targets["no"], targets["area"], strict=True))
    for no in ds.indicators["no"]:
        missing = [area for area in ds.areas["area"] if (no, area) not in known]
        if missing:
            places = {"name": ds.indicator(no).name, "areas": listed(missing[:10])}
            message = say("“{name}”没有{areas}的目标格；不分解的请写not_assigned", **places)
            yield Finding("cells", "warning", _item(no), message)


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
            message = say("“{name}”推断为净额（{cue}），可回落、可为负：请核对net", name=row["name"], cue=cue.why)
            yield Finding("net", "info", _item(row["no"]), message)


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
    places = {"name": about.name, "sum": _plain(summed), "total": _plain(total), "areas": listed(elsewhere)}
    if not elsewhere:
        if (values or shared) and summed != total:
            off = {"off": _plain(summed - total), "unit": unit_name(about.unit)}
            message = say("“{name}”各地区合计{sum}，全市{total}，相差{off}{unit}", **off, **places)
            yield Finding("sum", "error", _item(no), message)
    elif summed > total:
        message = say("“{name}”{areas}另行下达，其余地区合计{sum}已大于全市{total}", **places)
        yield Finding("sum", "error", _item(no), message)
    elif summed:
        message = say("“{name}”{areas}另行下达，无法验证各地区合计：其余{sum}，全市{total}", **places)
        yield Finding("sum", "warning", _item(no), message)


def _rate(no: int, about: About, own: dict[str, Goal], city: str) -> Iterator[Finding]:
    """A rate's area targets are usually the city's own; another, or none where all others have one, is worth a look."""
    total = own.get(city, Goal())
    areas = {area: cell for area, cell in own.items() if area != city}
    if total.value is not None:
        for area, cell in areas.items():
            if cell.state == "assigned" and cell.value != total.value:
                places = {"name": about.name, "value": _plain(cell.value), "total": _plain(total.value)}
                message = say("“{name}”{area}目标{value}，与全市{total}不同，请核对", area=area, **places)
                yield Finding("rate", "warning", _row(no, area), message)
    for state, severity in (("zero", "warning"), ("not_assigned", "info")):
        # the city's own offices are no district, and a rate of the districts often has none for them
        ours = {CITY_LEVEL} if state == "not_assigned" else set()
        alone = [area for area, cell in areas.items() if cell.state == state and area not in ours]
        if (
            len(alone) == 1
            and len(areas) > 2
            and all(cell.state == "assigned" for area, cell in areas.items() if area not in {*alone, *ours})
        ):
            yield Finding("rate", severity, _row(no, alone[0]), _alone(about.name, alone[0], state))


def _alone(name: str, area: str, state: str) -> str:
    """One area alone has no target."""
    if state == "zero":
        return say("“{name}”{area}为0（无任务），而其余地区都有目标，请核对", name=name, area=area)
    return say("“{name}”{area}为/，而其余地区都有目标，请核对", name=name, area=area)


def _bounds(no: int, about: About, own: dict[str, Goal], city: str) -> Iterator[Finding]:
    """An area's bound is the city's; what is better when lower has a ceiling; a name's own bound holds."""
    total = own.get(city, Goal())
    wanted = [(area, cell) for area, cell in own.items() if cell.value is not None and cell.state != "zero"]
    for area, cell in wanted:
        if total.value is not None and total.state != "zero" and cell.bound != total.bound:
            severity = "warning" if {cell.bound, total.bound} <= set(CEILINGS) else "error"
            places = {"name": about.name, "area": area, "own": _bounded(cell), "total": _bounded(total)}
            message = say("“{name}”{area}目标为{own}，全市为{total}：方向应一致", **places)
            yield Finding("bound", severity, _row(no, area), message)
    for area, cell in wanted[:1]:
        words = bound_words(about.name)
        named = bound_meant(words)
        places = {"name": about.name, "area": area, "own": _bounded(cell)}
        if named and named != cell.bound:
            severity = "warning" if {cell.bound, named} <= set(CEILINGS) else "error"
            message = say("“{name}”名称为“{words}”，{area}目标为{own}", words=words, **places)
            yield Finding("bound", severity, _item(no), message)
        elif not named and cell.bound == "at_least" and _LOWER_IS_BETTER.search(about.name):
            message = say(
                "“{name}”一般以低为好，{area}目标为{own}：未写低于、不高于或以内的按不低于评判，请核对", **places
            )
            yield Finding("bound", "warning", _item(no), message)


def _shares(no: int, about: About, own: dict[str, Goal]) -> Iterator[Finding]:
    """A share is at most the whole."""
    most = RATE_SCALE.get(about.unit)
    over = [area for area, cell in own.items() if most and cell.value is not None and cell.value > Decimal(most)]
    if over:
        value = f"{_plain(own[over[0]].value)}{about.unit}"
        places = {"name": about.name, "areas": listed(over[:10]), "value": value}
        yield Finding(
            "share", "warning", _item(no), say("“{name}”{areas}目标{value}，大于整体，请核对", n=len(over), **places)
        )


def _bounded(cell: Goal) -> str:
    if not cell.bound:
        return _plain(cell.value)
    return say("{bound}{value}", bound=word(BOUND[cell.bound]), value=_plain(cell.value))


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
            places = {"name": about.name, "part": _plain(part), "whole": about.part_of, "of": _plain(of)}
            yield Finding(
                "part-of", "error", _row(no, area), say("“{name}”目标{part}大于所属第{whole}项的{of}", **places)
            )


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
            places = {"no": no, "first": first, "times": f"{float(factor):g}" if factor.denominator < 1000 else factor}
            message = say("第{no}项在各地区的目标恰为第{first}项的{times}倍：两者的相关是定目标时形成的", **places)
            yield Finding("structure", "info", _item(no), message)


def _plain(value: Decimal | None) -> str:
    return say("空") if value is None else f"{value.normalize():f}"


def _item(no: object) -> str:
    return say("第{no}项", no=no)


def _row(no: int, area: str) -> str:
    return say("{where} 行“{area}”", where=_item(no), area=area)

"""An indicator of a plan as the handover compares it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from ...dataset.settings import unit_size
from ...vocabulary import BOUND, KIND
from ..inferring import inferred_values
from ..merging import Row, rows_as_text
from ..names import printed_name, same_name
from ..wording import said
from .alike import FEWEST, names_alike, qualifiers_changed, resemblance

Units = Mapping[str, tuple[str, float]]
NO_UNITS: Units = {}
FAR = 5  # times that a target may grow or shrink while its unit changes
ALIKE = 0.6  # a name less alike than this is no slip of the pen, whatever its definition


@dataclass(frozen=True)
class Item:
    """An indicator: its name, unit and meaning, and what explains it.

    ``kind``, ``bound`` and ``part_of`` are as they were inferred, if that is known,
    and not as a person put them right: the two plans are compared, not the corrections.
    ``wording`` is the hash of the official definition, ``text`` its text or, where that
    was not kept, our own words. ``target`` is the city's, in ``unit``;
    ``measure`` is what the unit is made of and how many, as the dataset converts it.
    """

    no: str
    id: str
    name: str
    unit: str
    kind: str
    bound: str
    part_of: str
    wording: str
    text: str
    target: str = ""
    measure: tuple[str, Decimal] = ("", Decimal(1))

    @property
    def shown(self) -> str:
        """As it is quoted: 第45项“…”."""
        return f"第{self.no}项“{self.name}”"

    def resembles(self, other: "Item") -> float:
        """How much the two have in common, from 0 to 1."""
        return resemblance(self.name, self.text, other.name, other.text)


Items = dict[str, Item]  # by number


def items_of(register: pd.DataFrame, units: Units = NO_UNITS) -> Items:
    """The indicators of a register by number.

    Parameters
    ----------
    register
        All cells text: columns ``no name unit kind bound part_of``, and ``id
        inferred_from wording definition text target`` where they are known.
    units
        The dataset's own, as in its settings.
    """
    optional = ["id", "inferred_from", "wording", "definition", "text", "target"]
    frame = register.assign(**{name: "" for name in optional if name not in register.columns})
    return {row["no"]: _item(row, units) for row in rows_as_text(frame)}


def _item(cells: Row, units: Units) -> Item:
    inferred = inferred_values(cells["inferred_from"]) or {}
    own = {name: inferred.get(name, "") or cells[name] for name in ("kind", "bound")}
    part_of = inferred["part_of"] if inferred else cells["part_of"]
    text = cells["text"] or cells["definition"]
    return Item(
        cells["no"], cells["id"] or cells["no"], cells["name"], cells["unit"], own["kind"], own["bound"], part_of,
        cells["wording"], text, cells["target"], _measure(cells["unit"], units),
    )  # fmt: skip


def _measure(unit: str, units: Units) -> tuple[str, Decimal]:
    base, size = unit_size(unit, units)
    return base, Decimal(str(size))


def namesakes(one: Item, other: Item) -> bool:
    """Whether their names differ in how they are written alone, however large their units are."""
    return same_name(one.name, other.name, unit=one.unit, other_unit=other.unit)


def relation_of(old: Item, new: Item) -> str:
    """What the later of two indicators is to the earlier, if it continues it alone."""
    if (
        old.measure[0] != new.measure[0]
        or old.kind != new.kind
        or (old.wording and new.wording and old.wording != new.wording)
    ):
        return "redefined"
    return unchanged(old, new)


def unchanged(old: Item, new: Item) -> str:
    """Which of same, renamed and rescaled an indicator is that goes on unchanged."""
    if old.measure[1] != new.measure[1]:
        return "rescaled"
    return "same" if printed_name(old.name) == printed_name(new.name) else "renamed"


def doubts(old: Item, new: Item) -> list[str]:
    """Why the later of two indicators may not be the earlier one unchanged, in Chinese; none if it is for certain."""
    found = []
    if old.measure[0] != new.measure[0]:
        found.append(f"单位由“{old.unit}”变为“{new.unit}”，不能换算")
    elif _far(old, new):
        found.append(f"目标由{old.target}{old.unit}变为{new.target}{new.unit}，相差悬殊，请核对单位")
    if old.kind != new.kind:
        found.append(f"种类由{KIND[old.kind].zh}变为{KIND[new.kind].zh}")
    if old.bound != new.bound:
        found.append(f"目标方向由{BOUND[old.bound].zh}变为{BOUND[new.bound].zh}")
    if not old.wording:
        found.append("上年的指标解释没有留存，无法核对口径")
    elif not new.wording:
        found.append("文件中没有这项的指标解释，无法核对口径")
    elif old.wording != new.wording:
        found.append("指标解释与上年不同，请核对口径是否调整")
    return found if namesakes(old, new) else found + _name_doubts(old, new)


def _far(old: Item, new: Item) -> bool:
    """Whether a unit changed and the target did not change with it, as when the unit is a slip of the pen."""
    (_, size), (_, own_size) = old.measure, new.measure
    if size == own_size or not old.target or not new.target:
        return False
    was, now = Decimal(old.target) * size, Decimal(new.target) * own_size
    return not was / FAR <= now <= was * FAR


def _name_doubts(old: Item, new: Item) -> list[str]:
    lost, gained = qualifiers_changed(old.name, new.name)
    if lost or gained:
        changed = f"“{lost}”变为“{gained}”" if lost and gained else f"少了“{lost}”" if lost else f"多了“{gained}”"
        return [f"名称与上年“{old.name}”不同，{changed}"]
    if names_alike(old.name, new.name) < ALIKE:
        return [f"名称与上年“{old.name}”差别较大"]
    if len(said(new.text)) < FEWEST:
        return [f"名称与上年“{old.name}”不同，而指标解释过短，不足以确认"]
    return []


def alone(items: Items, key: str) -> Mapping[str, str]:
    """What only one indicator of a plan has: from the value of an attribute to the number."""
    values = [getattr(item, key) for item in items.values()]
    count = Counter(values)
    return {value: no for no, value in zip(items, values, strict=True) if value and count[value] == 1}

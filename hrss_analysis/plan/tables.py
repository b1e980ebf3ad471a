"""A plan as the tables of a dataset."""

import re

import pandas as pd

from .inferring import INFERRED, Cues, infer, written
from .model import Column, Entry, Plan, Target
from .names import bound_words
from .narrative import Told

INDICATOR_COLUMNS = [
    "no", "name", "category", "subcategory", "tier", "unit", "city_unit", "kind", "bound", "pace", "frequency",
    "additive", "part_of", "lead_department", "departments", "reported_by", "net",
]  # fmt: skip


def indicators_frame(plan: Plan, told: Told) -> pd.DataFrame:
    """The register with what the other parts add, and what is inferred from them: one row per indicator."""
    breakdown = {column.no: column for column in plan.breakdown}
    cues = infer(plan, told)
    rows = [_indicator(entry, breakdown.get(entry.no), cues[entry.no]) for entry in plan.register]
    return pd.DataFrame(rows, columns=[*INDICATOR_COLUMNS, "inferred_from"])


def _indicator(entry: Entry, column: Column | None, cues: Cues) -> dict[str, object]:
    return {
        "no": entry.no,
        "name": entry.name,
        "category": entry.category,
        "subcategory": entry.subcategory,
        "unit": column.unit if column else entry.unit,
        "city_unit": entry.unit,
        "lead_department": entry.departments[0] if entry.departments else "",
        "departments": "、".join(entry.departments),
        **{name: cues[name].value for name in INFERRED},
        "inferred_from": written(cues),
    }


def targets_frame(plan: Plan, indicators: pd.DataFrame) -> pd.DataFrame:
    """Every cell of the breakdown: columns ``no area state bound value unit raw``.

    A bound that stands in the indicator's name holds for every cell that has none of its own.
    """
    named = dict(zip(indicators["no"], indicators["bound"], strict=True))
    rows = []
    for column in sorted(plan.breakdown, key=lambda column: column.no):
        bound = named.get(column.no, "") if bound_words(column.name) else ""
        rows += [_target(column, target, bound) for target in column.targets if target.amount]
    return pd.DataFrame(rows, columns=["no", "area", "state", "bound", "value", "unit", "raw"])


def _target(column: Column, target: Target, named_bound: str) -> dict[str, object]:
    assert target.amount is not None
    amount = target.amount.bounded(named_bound)
    return {
        "no": column.no,
        "area": target.area,
        "state": "shared" if target.shared_by > 1 and amount.state == "assigned" else amount.state,
        "bound": amount.bound,
        "value": amount.value,
        "unit": column.unit,
        "raw": target.raw,
    }


def definitions_frame(plan: Plan) -> pd.DataFrame:
    """The official definitions: columns ``no name definition part_of``."""
    rows = [(item.no, item.name, re.sub(r"\s*\n\s*", "\n", item.text), item.part_of or "") for item in plan.definitions]
    return pd.DataFrame(rows, columns=["no", "name", "definition", "part_of"])

"""A plan as the tables of a dataset."""

import re

import pandas as pd

from .amounts import is_share
from .model import Column, Entry, Plan
from .narrative import Told, parts_of

INDICATOR_COLUMNS = [
    "no", "name", "category", "subcategory", "tier", "unit", "city_unit", "kind", "bound", "pace", "frequency",
    "additive", "part_of", "lead_department", "departments", "reported_by",
]  # fmt: skip
_STOCK_NAME = re.compile(r"参保人数|参保数|在保人数")
_STOCK_TEXT = re.compile(r"期末|年末|累计注册|存量")


def indicators_frame(plan: Plan, told: Told) -> pd.DataFrame:
    """The register with what the other parts add: one row per indicator.

    The document does not say what kind an indicator is; it is inferred. A
    percentage or a figure per head (人均) is a rate. A level is told by its name
    (参保人数), its definition (期末, 累计注册), the text (2024年末…) or by being part
    of one. All else is counted through the year.
    """
    breakdown = {column.no: column for column in plan.breakdown}
    parts = _parts(plan, told)
    kinds = _kinds(plan, told, parts)
    rows = [_indicator(entry, breakdown.get(entry.no), kinds[entry.no], parts, plan) for entry in plan.register]
    return pd.DataFrame(rows, columns=INDICATOR_COLUMNS)


def _indicator(entry: Entry, column: Column | None, kind: str, parts: dict[int, int], plan: Plan) -> dict[str, object]:
    bound = entry.amount.bound if entry.amount else ""
    pace = {"flow": "accumulates", "stock": "growth"}.get(kind, "level")
    return {
        "no": entry.no,
        "name": entry.name,
        "category": entry.category,
        "subcategory": entry.subcategory,
        "tier": "市级" if entry.category.startswith("市级") else "",
        "unit": column.unit if column else entry.unit,
        "city_unit": entry.unit,
        "kind": kind,
        "bound": bound or "at_least",
        "pace": "accumulates" if kind == "rate" and not is_share(entry.unit) else pace,
        "frequency": entry.tag or (column.tag if column else "") or "monthly",
        "additive": str(kind != "rate").lower(),
        "part_of": parts.get(entry.no, ""),
        "lead_department": entry.departments[0] if entry.departments else "",
        "departments": "、".join(entry.departments),
        "reported_by": plan.reporters.get(entry.no, entry.departments[0] if entry.departments else ""),
    }


def _parts(plan: Plan, told: Told) -> dict[int, int]:
    """Parts of wholes: as the definitions say, and where they are silent as the text says."""
    declared = {item.no: item.part_of for item in plan.definitions if item.part_of}
    return {**parts_of(told), **declared}


def _kinds(plan: Plan, told: Told, parts: dict[int, int]) -> dict[int, str]:
    texts = {definition.no: definition.text for definition in plan.definitions}
    levels = _told_at_year_end(told)
    kinds = {}
    for entry in plan.register:
        if is_share(entry.unit) or entry.name.startswith("人均"):
            kinds[entry.no] = "rate"
        elif _STOCK_NAME.search(entry.name) or _STOCK_TEXT.search(texts.get(entry.no, "")) or entry.no in levels:
            kinds[entry.no] = "stock"
        else:
            kinds[entry.no] = "flow"
    for no, whole in parts.items():
        if kinds.get(no) == "flow" and kinds.get(whole) == "stock":
            kinds[no] = "stock"
    return kinds


def _told_at_year_end(told: Told) -> set[int]:
    """Indicators whose figure stands in a clause that opens with 年末."""
    clauses = {figure.clause for figure in told.figures if "年末" in figure.words}
    return {no for no, figure in told.matched.items() if figure.clause in clauses}


def targets_frame(plan: Plan) -> pd.DataFrame:
    """Every cell of the breakdown: columns ``no area state bound value unit raw``."""
    rows = []
    for column in sorted(plan.breakdown, key=lambda column: column.no):
        for target in column.targets:
            if target.amount is None:
                continue
            shared = target.shared_by > 1 and target.amount.state == "assigned"
            rows.append(
                {
                    "no": column.no,
                    "area": target.area,
                    "state": "shared" if shared else target.amount.state,
                    "bound": target.amount.bound,
                    "value": target.amount.value,
                    "unit": column.unit,
                    "raw": target.raw,
                }
            )
    return pd.DataFrame(rows, columns=["no", "area", "state", "bound", "value", "unit", "raw"])


def definitions_frame(plan: Plan) -> pd.DataFrame:
    """The official definitions: columns ``no name definition part_of``."""
    rows = [(item.no, item.name, re.sub(r"\s*\n\s*", "\n", item.text), item.part_of or "") for item in plan.definitions]
    return pd.DataFrame(rows, columns=["no", "name", "definition", "part_of"])

"""The words of a handover, as files and people write them."""

from collections.abc import Mapping

from ...messages import message_language
from ...vocabulary import RELATION, Label

CERTAINTY = {"certain": Label("确定", "certain"), "open": Label("待定", "open")}

# what an area may be: 同一指标 would be odd to say of it
AREA_RELATION = {
    "same": Label("同一地区", "same"),
    **{word: RELATION[word] for word in ("renamed", "merged", "split", "new", "dropped")},
}

COLUMNS = ["no", "name", "id", "follows", "follows_no", "relation", "certainty", "reason", "decision"]
AREA_COLUMNS = ["area", "follows", "relation", "certainty", "reason", "decision"]

SHEETS = {"notes": "填写说明", "indicators": "指标衔接", "areas": "地区衔接"}
MARK = "计划标识"  # stands before the digest by which a workbook is known to be this plan's


def decision_told(decision: str, labels: Mapping[str, Label] = RELATION) -> str:
    """A decision as a message has it: as the workbook offers it, and in English with the word of the tables.

    Examples
    --------
    >>> decision_told("dropped")
    '取消 (dropped)'
    """
    shown = labels[decision].zh
    return f"“{shown}”" if message_language() == "zh" else f"{shown} ({decision})"

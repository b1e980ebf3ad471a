"""Cells merged over several areas: what they mean, and when that is certain.

A merged number is one target that the areas share, never the first area's own.
A merged word such as 另行下达 holds for each of them. Where the file does not mark
merges, a blank may as well be a figure somebody forgot; it is taken for merged
only where nothing else fits, and always with a warning.
"""

from ..language import say
from .amounts import Amount, is_share
from .cells import Table

Complaint = tuple[str, str]


def merged_over(table: Table, row: int, column: int) -> int:
    """The row whose cell holds for this one."""
    cell = table.rows[row][column]
    return cell.covered_by[0] if cell.covered_by else row


def judge_merge(table: Table, areas: list[int], spans: list[int], amount: Amount | None, unit: str) -> Complaint | None:
    """What to say of a cell that spans several areas: severity and message, or None for nothing.

    Parameters
    ----------
    table
        The table.
    areas
        The rows of the areas, the whole's first.
    spans
        The rows the cell holds for.
    amount, unit
        What it says, in which unit.
    """
    if amount is None or not spans:
        return None
    if areas[0] in spans:
        return "error", say("全市的目标不能与各地区合并；空白处请补填")
    if amount.state == "not_assigned":
        return None if table.marks_merges else ("error", say("“/”下方空白，无法判断是合并还是漏填，请补填"))
    apart = amount.state == "issued_separately"
    if is_share(unit) and not apart:
        return "error", say("比率目标不能由几个地区共担；空白处请补填")
    return ("info", _meant(len(spans), apart)) if table.marks_merges else ("warning", _taken(len(spans), apart))


def _meant(count: int, apart: bool) -> str:
    """What a merged cell means, where the file marks what is merged."""
    return say("{n}个地区的目标另行下达", n=count) if apart else say("{n}个地区共担一个目标", n=count)


def _taken(count: int, apart: bool) -> str:
    """What cells are taken for that may be merged, where the file does not mark it."""
    if apart:
        return say("按{n}个地区的目标另行下达处理；文本中看不出合并，请核对空白处不是漏填", n=count)
    return say("按{n}个地区共担一个目标处理；文本中看不出合并，请核对空白处不是漏填", n=count)

"""The register of a plan: its indicators with the city's targets and who answers for them."""

import re
from collections import Counter

from ..language import say
from .amounts import read_amount, read_unit, squash
from .cells import Table
from .findings import Finding
from .model import Entry, Plan, number_of, shown, split_tag


def is_register(table: Table) -> bool:
    """Whether a table lists indicators in its rows."""
    return _register_header(table) is not None


def _register_header(table: Table) -> int | None:
    for row in range(min(3, len(table.rows))):
        words = [squash(cell.text) for cell in table.rows[row]]
        if "序号" in words and {"单位", "计量单位"} & set(words) and any("指标" in word for word in words):
            return row
    return None


def read_register(table: Table, plan: Plan) -> None:
    """Add a table's rows to the plan; rows that cannot be read become findings."""
    header = _register_header(table)
    assert header is not None
    body = [row for row in range(header + 1, len(table.rows)) if any(cell.text for cell in table.rows[row])]
    body = [row for row in body if squash(table.rows[row][0].text) != "序号"]  # the head again on a new page
    widths = Counter(len(table.rows[row]) for row in body)
    width = widths.most_common(1)[0][0] if widths else 0
    columns = _register_columns(table, header, width)
    if columns is None:
        heads = "序号、指标、年度目标、单位"
        message = say("表头应有{heads}各一列，每列一次，并与下面各行同宽", heads=heads)
        plan.findings.append(Finding("layout", "error", say("附件1 表头"), message))
        return
    plan.year = plan.year or columns["year"]
    for row in body:
        _read_entry(table, row, columns, width, plan)


def _register_columns(table: Table, header: int, width: int) -> dict[str, int] | None:
    """Where each column of the register stands; the category may span several."""
    words = [
        (squash(cell.text), cell.columns)
        for cell in table.rows[header]
        if not (cell.covered_by and cell.columns == 1 and table.marks_merges)
    ]
    missing = width - sum(span for _, span in words)
    found: dict[str, int] = {}
    at = 0
    for word, span in words:
        kind = _register_kind(word)
        if kind and kind in found:
            return None
        if kind:
            found[kind] = at
        # the plain-text form loses the width of a merged heading: it is the category's
        at += span + (missing if kind == "category" and missing > 0 else 0)
        if kind == "category":
            found["category_end"] = at
        if kind == "value":
            year = re.search(r"(20\d\d)", word)
            found["year"] = int(year[1]) if year else 0
    return found if {"no", "name", "value", "unit"} <= set(found) and at == width else None


def _register_kind(word: str) -> str | None:
    if word == "序号":
        return "no"
    if "类" in word or "领域" in word:
        return "category"
    if "指标" in word:
        return "name"
    if word in ("单位", "计量单位"):
        return "unit"
    if any(part in word for part in ("责任", "处室", "部门", "牵头")):
        return "departments"
    return "value" if re.search(r"\d{4}|目标|计划", word) else None


def _read_entry(table: Table, row: int, columns: dict[str, int], width: int, plan: Plan) -> None:
    cells = table.rows[row]
    annex = say("附件{number}", number=1)
    where = say("{where} 第{row}行", where=annex, row=row + 1)
    if len(cells) != width:
        message = say("本行有{n}格，应为{width}格：{text}", n=len(cells), width=width, text=shown(cells[0].text))
        plan.findings.append(Finding("layout", "error", where, message))
        return
    number = number_of(cells[columns["no"]].text)
    if number is None:
        message = say("序号“{text}”不是数字", text=shown(cells[columns["no"]].text))
        plan.findings.append(Finding("numbering", "error", where, message))
        return
    where = say("{where} 第{no}项", where=annex, no=number)
    name, tag = split_tag(cells[columns["name"]].text)
    raw, unit = squash(cells[columns["value"]].text), read_unit(cells[columns["unit"]].text)
    amount = read_amount(cells[columns["value"]].text)
    if amount is None or not name or not unit:
        plan.findings.append(Finding("unreadable", "error", where, _unread(name, unit, raw)))
        return
    category, subcategory = _categories(table, row, columns, where, plan)
    departments: tuple[str, ...] = ()
    if "departments" in columns:
        departments = tuple(re.split(r"[\s、，,/]+", table.text(row, columns["departments"]).strip()))
        if departments == ("",):
            plan.findings.append(Finding("unreadable", "error", where, say("责任处室缺失")))
    plan.register.append(Entry(number, name, tag, category, subcategory, amount, raw, unit, departments, where))


def _unread(name: str, unit: str, raw: str) -> str:
    """What a row lacks: its name, its unit, or else a target that can be read."""
    if not name:
        return say("指标名称缺失")
    return say("目标“{text}”无法识别", text=shown(raw)) if unit else say("单位缺失")


def _categories(table: Table, row: int, columns: dict[str, int], where: str, plan: Plan) -> tuple[str, str]:
    """The category, and the last level below it; both may be merged over rows."""
    if "category" not in columns:
        return "", ""
    places = range(columns["category"], columns["category_end"])
    anchors = [table.rows[row][at].covered_by or (row, at) for at in places]
    levels = [squash(table.text(row, at)) for at in places]
    if len(levels) == 1:
        return levels[0], ""
    if anchors[-1][0] < anchors[0][0]:
        # a new category whose level below is blank cannot go on with the old one's
        message = say(
            "类别“{category}”下的子类别空白，未沿用上一类的“{subcategory}”", category=levels[0], subcategory=levels[-1]
        )
        plan.findings.append(Finding("unreadable", "warning", where, message))
        return levels[0], ""
    return levels[0], levels[-1]

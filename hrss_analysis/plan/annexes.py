"""The meaning of a plan's annexes.

A plan says the same thing more than once. The *register* (usually 附件1) lists
the indicators with the city's targets and the responsible departments; the
*breakdown* (附件2, in several sections) repeats them with a target for every
area; the *definitions* (附件3) explain each. They are told apart by what stands in
them, not by their titles, and joined by number, never by wording.
"""

import re
from collections.abc import Iterator

from .amounts import squash
from .breakdown import is_breakdown, read_breakdown
from .cells import Document, Table
from .findings import Finding
from .model import Definition, Plan
from .register import is_register, read_register

_DEFINITION = re.compile(r"\s*(\d+)\s*[．.、]\s*(.+?)\s*[：:]\s*(.*)", re.DOTALL)
_PART_OF = re.compile(r"第\s*(\d+)\s*项指标其中项")
_REPORTER = re.compile(r"第([\d、，,和\s]+)项.*?由\s*(\S+?)\s*(?:负责)?报送")


def read_plan(document: Document) -> Plan:
    """Read the annexes of a document; what cannot be read becomes a finding."""
    plan = Plan()
    registers = [table for table in document.tables if is_register(table) and not is_breakdown(table)]
    breakdowns = [table for table in document.tables if is_breakdown(table)]
    if not registers:
        plan.findings.append(
            Finding("layout", "error", "附件1", "没有找到计划表：应有一张含“序号、计划指标、单位”表头的表")
        )
    if not breakdowns:
        plan.findings.append(
            Finding("layout", "error", "附件2", "没有找到分地区计划表：应有以“指标名称、序号、单位”为首列的表")
        )
    for table in registers:
        read_register(table, plan)
    for table in breakdowns:
        read_breakdown(table, plan)
    _read_paragraphs(document, plan)
    plan.findings += _garbled(document)
    return plan


def _garbled(document: Document) -> Iterator[Finding]:
    """Replacement and control characters: what stood there is lost."""
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row):
            if re.search(r"[\ufffd\x00-\x08\x0b-\x1f]", cell.text):
                where = f"{squash(table.heading)} 第{cell.row + 1}行第{cell.column + 1}格"
                yield Finding("unreadable", "error", where, f"“{squash(cell.text)[:20]}”含乱码，请用UTF-8重新保存")


def _read_paragraphs(document: Document, plan: Plan) -> None:
    blocks = list(document.blocks)
    tables = [index for index, block in enumerate(blocks) if isinstance(block, Table)]
    first, last = (tables[0], tables[-1]) if tables else (len(blocks), len(blocks))
    plan.narrative = "\n".join(str(block) for block in blocks[:first])
    for block in blocks[first:]:
        if isinstance(block, str) and (note := _REPORTER.search(squash(block))):
            numbers = [int(number) for number in re.findall(r"\d+", note[1])]
            plan.reporters.update(dict.fromkeys(numbers, note[2]))
    if not plan.year:
        years = re.findall(r"(20\d\d)年", plan.narrative)
        plan.year = int(max(years, key=years.count)) if years else None
    _read_definitions([str(block) for block in blocks[last + 1 :]], plan)


def _read_definitions(paragraphs: list[str], plan: Plan) -> None:
    items: list[list[str]] = []
    for paragraph in paragraphs:
        if _DEFINITION.match(paragraph):
            items.append([paragraph])
        elif items:
            items[-1].append(paragraph)
    for item in items:
        match = _DEFINITION.match("\n".join(item))
        assert match is not None
        part = _PART_OF.search(match[3])
        plan.definitions.append(
            Definition(int(match[1]), squash(match[2]), match[3].strip(), int(part[1]) if part else None)
        )

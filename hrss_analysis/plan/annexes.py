"""The meaning of a plan's annexes.

A plan says the same thing more than once. The *register* (usually 附件1) lists
the indicators with the city's targets and the responsible departments; the
*breakdown* (附件2, in several sections) repeats them with a target for every
area; the *definitions* (附件3) explain each. They are told apart by what stands in
them, not by their titles, and joined by number, never by wording.
"""

import re
from collections.abc import Iterator

from ..language import say
from .amounts import read_amount, squash
from .breakdown import Absent, is_breakdown, read_breakdown
from .cells import STRUCK, Document, Table
from .findings import Finding
from .model import Definition, Plan, shown
from .register import is_register, read_register

_DEFINITION = re.compile(r"\s*(\d+)\s*[．.、]\s*(.+?)\s*[：:]\s*(.*)", re.DOTALL)
_PART_OF = re.compile(r"第\s*(\d+)\s*项指标其中项")
_DATED = re.compile(r"(20\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")  # a line that is a date and nothing else
_END = re.compile(
    r"\s*(抄送|抄报|主题词)\s*[：:]|.*\d+年\d+月\d+日\s*印发\s*$"
)  # what stands below an official document
_PERHAPS_PART = re.compile(r"其中项|第\s*\d+\s*项指标")
_REPORTER = re.compile(r"第([\d、，,和\s]+)项.*?由\s*(\S+?)\s*(?:负责)?报送")


def read_plan(document: Document) -> Plan:
    """Read the annexes of a document; what cannot be read becomes a finding."""
    plan = Plan(findings=list(document.findings))
    registers = [table for table in document.tables if is_register(table) and not is_breakdown(table)]
    breakdowns = [table for table in document.tables if is_breakdown(table)]
    if not registers:
        message = say("没有找到计划表：应有一张含“{heads}”表头的表", heads="序号、计划指标、单位")
        plan.findings.append(Absent("layout", "error", say("附件{number}", number=1), message))
    if not breakdowns:
        message = say("没有找到分地区计划表：应有以“{heads}”为首列的表", heads="指标名称、序号、单位")
        plan.findings.append(Absent("layout", "error", say("附件{number}", number=2), message))
    for table in registers:
        read_register(table, plan)
    for table in breakdowns:
        read_breakdown(table, plan)
    _read_paragraphs(document, plan)
    for number, tables in ((1, registers), (2, breakdowns)):
        plan.findings += [finding for table in tables for finding in _doubtful(number, table)]
    return plan


def _doubtful(number: int, table: Table) -> Iterator[Finding]:
    """Cells with something in them that cannot be told for certain, whatever column they stand in."""
    title = _title(number, squash(table.heading))
    for cell in (cell for row in table.rows for cell in row):
        where = say("{where} 第{row}行第{column}列", where=title, row=cell.row + 1, column=cell.column + 1)
        lines = [line.strip() for line in cell.text.splitlines() if line.strip()]
        if re.search(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f]", cell.text):
            message = say(
                "“{text}”含乱码、图片、公式或无法识别的符号，看不到的内容不能读取：请改成普通文字（乱码请用UTF-8重新保存）",
                text=shown(cell.text),
            )
            yield Finding("unreadable", "error", where, message)
        elif STRUCK in cell.text:
            message = say("“{text}”有划去的字：请删去划掉的内容", text=shown(cell.text))
            yield Finding("unreadable", "error", where, message)
        elif (
            not read_amount(cell.text) and len(lines) > 1 and any(re.fullmatch(r"[0-9０-９]+", line) for line in lines)
        ):
            message = say("“{text}”有单独成行的数字，可能是页码：请删去或并成一行", text="⏎".join(lines)[:20])
            yield Finding("unreadable", "error", where, message)


def _title(number: int, heading: str) -> str:
    """A table's annex, and what stands above it where that is more than the annex's own label."""
    if heading == f"附件{number}":
        return say("附件{number}", number=number)
    return say("附件{number} {section}", number=number, section=heading)


def _read_paragraphs(document: Document, plan: Plan) -> None:
    """The running text before the plan's tables, the notes between them, the definitions behind the last."""
    blocks = list(document.blocks)
    own = [at for at, block in enumerate(blocks) if isinstance(block, Table) and _is_plan(block)]
    first, last = (own[0], own[-1]) if own else (len(blocks), len(blocks))
    before, between, behind = _lines(blocks[:first]), _lines(blocks[first:]), blocks[last + 1 :]
    plan.narrative = "\n".join(before)
    for line in between:
        if note := _REPORTER.search(squash(line)):
            numbers = [int(number) for number in re.findall(r"\d+", note[1])]
            plan.reporters.update(dict.fromkeys(numbers, note[2]))
    if not plan.year:
        years = re.findall(r"(20\d\d)年", plan.narrative)
        plan.year = int(max(years, key=years.count)) if years else None
    dates = {match.groups() for line in before if (match := _DATED.fullmatch(squash(line)))}
    if len(dates) == 1:
        year, month, day = map(int, dates.pop())
        plan.issued_on = f"{year}-{month:02}-{day:02}"
    _read_definitions(behind, plan)
    for line in [*before, *_lines(behind)]:
        if STRUCK in line:
            message = say("“{text}”有划去的字，按已删去处理", text=shown(line))
            plan.findings.append(Finding("struck", "warning", say("正文和附件3"), message))
        if "\ufffd" in line:
            at = max(line.index("\ufffd") - 8, 0)
            message = say("“{text}”含乱码或看不到的内容", text=shown(line[at:]))
            plan.findings.append(Finding("unreadable", "warning", say("正文和附件3"), message))


def _is_plan(table: Table) -> bool:
    return is_register(table) or is_breakdown(table)


def _lines(blocks: list[str | Table]) -> list[str]:
    """Paragraphs, and those of tables that only lay text out: a letterhead, a box, the list of recipients."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
        elif not _is_plan(block):
            lines += [line for row in block.rows for cell in row for line in cell.text.splitlines() if line.strip()]
    return lines


def _read_definitions(blocks: list[str | Table], plan: Plan) -> None:
    """The numbered items behind the last plan table; what stands in a table of its own goes on in no item before it."""
    items: list[list[str]] = []
    for block in blocks:
        own = len(items)  # how many items there are before the table
        for line in _lines([block]):
            if _END.match(line):
                return _add_definitions(items, plan)
            if _DEFINITION.match(line):
                items.append([line])
            elif isinstance(block, Table) and len(items) == own:
                message = say("附件3旁的表格文字“{text}”没有作为解释读取", text=shown(line))
                plan.findings.append(Finding("unread", "warning", say("附件{number}", number=3), message))
            elif items:
                items[-1].append(line)
    return _add_definitions(items, plan)


def _add_definitions(items: list[list[str]], plan: Plan) -> None:
    for item in items:
        match = _DEFINITION.match("\n".join(item))
        assert match is not None
        part = _PART_OF.search(match[3])
        if not part and _PERHAPS_PART.search(match[3]):
            message = say("称为其中项，而看不出是第几项的其中项，请核对（应写“{form}”）", form="第…项指标其中项")
            where = say("{where} 第{no}项", where=say("附件{number}", number=3), no=int(match[1]))
            plan.findings.append(Finding("part-of", "warning", where, message))
        plan.definitions.append(
            Definition(int(match[1]), squash(match[2]), match[3].strip(), int(part[1]) if part else None)
        )

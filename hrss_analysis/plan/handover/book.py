"""The workbook in which a clerk goes through a handover: last year's indicator beside this year's, row by row."""

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ...forms import MUTED, THIN, TO_FILL, WARNING, on_paper, protect, write_cell, write_head
from ...vocabulary import RELATION, Label
from ..merging import Row, rows_as_text
from .proposing import Handover
from .words import AREA_RELATION, CERTAINTY, MARK, SHEETS

HEADER = 5  # the row of a table's head
OPEN = PatternFill("solid", fgColor="FDE3CF")

Columns = dict[
    str, tuple[str, int, bool]
]  # by key: the word above the column, its width, whether a person may change it
Words = dict[str, Label]

INDICATORS: Columns = {
    "no": ("序号", 7, False), "name": ("指标名称", 38, False), "unit": ("单位", 7, False),
    "target": ("全市目标", 11, False), "follows_no": ("上年序号", 9, True), "old_name": ("上年名称", 38, False),
    "old_unit": ("上年单位", 9, False), "old_target": ("上年全市目标", 12, False), "relation": ("建议", 10, False),
    "certainty": ("把握", 7, False), "reason": ("理由", 48, True), "decision": ("决定", 11, True),
    "id": ("指标代号", 11, True), "text": ("指标解释", 60, False), "old_text": ("上年指标解释或口径", 60, False),
}  # fmt: skip
AREAS: Columns = {
    "area": ("地区", 14, False), "follows": ("由来", 18, True), "relation": ("建议", 10, False),
    "certainty": ("把握", 7, False), "reason": ("理由", 60, True), "decision": ("决定", 11, True),
}  # fmt: skip


def make_book(handover: Handover) -> Workbook:
    """The workbook of a handover: how to go through it, the indicators, the areas."""
    book = Workbook()
    notes = book.active
    notes.title = SHEETS["notes"]
    _notes(notes, handover)
    _table(book, handover, "indicators", INDICATORS, list(_beside(handover)), RELATION)
    _table(book, handover, "areas", AREAS, rows_as_text(handover.areas), AREA_RELATION)
    book.active = 1
    notes.sheet_view.tabSelected = False
    book.properties.creator = "hrss_analysis"
    return book


def _beside(handover: Handover) -> Iterable[Row]:
    """Every row with what it is about, this year's and last year's."""
    new, old = ({row["no"]: row for row in rows_as_text(frame)} for frame in (handover.new, handover.old))
    for row in rows_as_text(handover.indicators):
        now = new.get(row["no"], {})
        then = [old[no] for no in row["follows_no"].split("+") if no]
        wanted = {"old_name": "name", "old_unit": "unit", "old_target": "target"}
        before = {key: "；".join(one[name] for one in then) for key, name in wanted.items()}
        texts = "；".join(one["text"] or one.get("definition", "") for one in then)
        yield {**row, **before, "unit": now.get("unit", ""), "target": now.get("target", ""),
               "text": now.get("text", ""), "old_text": texts}  # fmt: skip


def _table(book: Workbook, handover: Handover, which: str, columns: Columns, rows: list[Row], words: Words) -> None:
    sheet = book.create_sheet(SHEETS[which])
    about = "指标" if which == "indicators" else "地区"
    write_cell(
        sheet, 1, 1, f"{handover.kept.year}年计划与{handover.kept.before}年计划的{about}衔接", size=14, bold=True
    )
    write_cell(sheet, 2, 1, MARK, color=MUTED)
    write_cell(sheet, 2, 2, handover.kept.mark)
    still = sum(row["certainty"] == "open" for row in rows)
    write_cell(
        sheet, 3, 1, f"橙色的{still}行待定，请逐行核对后在“决定”栏选择；其余各行已经填好，也可以改。", color=WARNING
    )
    write_head(sheet, HEADER, [word for word, _, _ in columns.values()])
    for column, (_, width, _) in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, HEADER + 1):
        _row(sheet, number, row, columns, words)
    _choice(sheet, list(columns).index("decision") + 1, HEADER + len(rows), words)
    sheet.freeze_panes = sheet.cell(HEADER + 1, 3 if which == "indicators" else 2)
    protect(sheet)
    sheet.protection.autoFilter = False
    on_paper(sheet, HEADER)


def _row(sheet: Worksheet, number: int, row: Row, columns: Columns, words: Words) -> None:
    is_open = row["certainty"] == "open"
    shown = {**row, "relation": words[row["relation"]].zh, "certainty": CERTAINTY[row["certainty"]].zh}
    shown["decision"] = words[row["decision"]].zh if row["decision"] else ""
    for column, (key, (_, _, may_change)) in enumerate(columns.items(), 1):
        write_cell(
            sheet,
            number,
            column,
            shown[key] or None,
            wrap=True,
            horizontal="center" if key in ("no", "follows_no") else None,
        )
        cell = sheet.cell(number, column)
        cell.border = THIN
        if may_change:
            cell.protection, cell.number_format = Protection(locked=False), "@"
        if is_open:
            cell.fill = TO_FILL if key == "decision" else OPEN


def _choice(sheet: Worksheet, column: int, last: int, words: Words) -> None:
    letter = get_column_letter(column)
    choice = DataValidation(
        type="list", formula1='"' + ",".join(word.zh for word in words.values()) + '"', allow_blank=True
    )
    choice.error, choice.errorTitle, choice.errorStyle = "请从下拉列表中选择", "决定", "warning"
    choice.add(f"{letter}{HEADER + 1}:{letter}{last}")
    sheet.add_data_validation(choice)


def _notes(sheet: Worksheet, handover: Handover) -> None:
    """How to go through it."""
    year, before = handover.kept.year, handover.kept.before
    lines = [
        f"本表把{year}年计划的每项指标与{before}年计划的指标对应起来，往后各年的数据据此相接。编号不作为依据。",
        "“把握”为确定的行，名称、单位和指标解释都对得上；为待定的行（橙色），请核对“理由”，再在“决定”栏选择。",
        "同一指标、更名、单位变更：与上年可比。合并：由上年几项相加而成，可比；“上年序号”写成44+45。",
        "口径调整：还是这项指标，但统计的内容变了，与上年不可比。拆分：由上年一项分出；新增：上年没有。均不可比。",
        "几种情况同时有的，依次取：口径调整、拆分、合并、单位变更、更名。种类变了、单位不能换算的，是口径调整。",
        "对应的上年指标不对的，改“上年序号”；没有的，清空并选“新增”。",
        "表末没有序号的行是上年有、今年没有的指标，确实没有的选“取消”；其实是某项的前身的，在那一行写上它的上年序号，这里选同样的决定。",
        "指标代号是指标历年不变的代号，沿用上年指标的不用管；新增、合并、拆分的可以改成好记的字母和数字。",
        "“理由”可以改写，会作为说明印在报告里。地区表同样处理，“由来”写上年的地区，如甲区+乙区。",
        f"改好后保存，运行 hrss plan adopt handover-{year}.xlsx。仍有待定的行或前后矛盾时不会写入任何内容，会指出是哪一格。",
    ]
    write_cell(sheet, 1, 1, f"{year}年计划衔接：怎样填写", size=14, bold=True)
    for row, line in enumerate(lines, 3):
        write_cell(sheet, row, 1, f"{row - 2}. {line}", wrap=True)
    row = len(lines) + 4
    if handover.departments:
        write_cell(
            sheet,
            row,
            1,
            f"上年计划中没有的责任处室（改名的请写入dataset.toml的[{handover.aliases_table}]）",
            bold=True,
        )
        for at, (name, near) in enumerate(handover.departments.items(), row + 1):
            write_cell(sheet, at, 1, f"{name}" + (f"（可能由{near}改名）" if near else ""))
    sheet.column_dimensions["A"].width = 110
    on_paper(sheet)

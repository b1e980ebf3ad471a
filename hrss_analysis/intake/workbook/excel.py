"""The sheets of an .xlsx workbook as a person sees them.

A workbook is a packed folder of XML that may be damaged anywhere or meant to do harm:
whatever goes wrong in reading it is one error, said in one sentence.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from ...inert import inert
from ...language import say
from .cells import Cell, Sheet, UnreadableError, cell_of, refuse_many
from .formats import LOCAL_DATES, looks_problem, number_shown, text_problem

MOST_UNPACKED = 30_000_000  # of all its parts
MOST_PARTS = 300
MOST_MERGED = 20_000  # cells under merged ranges

_ELSEWHERE = re.compile(r"\[[^\]]*\][^!]*!|\||://")  # another workbook, a command, an address


def read_workbook(content: bytes) -> list[Sheet]:
    """Read every sheet of an .xlsx file.

    Raises
    ------
    UnreadableError
        If it is damaged, or beyond all measure.
    """
    try:
        _refuse_bombs(content)
        formulas, results = _load(content, results=False), _load(content, results=True)
        return [_read_sheet(sheet, results[sheet.title]) for sheet in formulas.worksheets]
    except UnreadableError:
        raise
    except (
        Exception
    ) as error:  # what zipfile, zlib, the XML parser and openpyxl raise on damage shares no narrower base
        raise UnreadableError(say("文件已损坏或不是真正的.xlsx文件，请在Excel中打开后另存为.xlsx")) from error


def _load(content: bytes, *, results: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are not read anyway
        return load_workbook(io.BytesIO(content), data_only=results, keep_links=False, rich_text=not results)


def _refuse_bombs(content: bytes) -> None:
    """Refuse what would fill the memory or never end, before any of it is parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
            most = f"{MOST_UNPACKED / 1e6:.0f}"
            raise UnreadableError(say("文件解压后超过{most}MB或部件过多，请只留填报的工作表后重新保存", most=most))
        # whatever a part is called, the workbook may take it for a sheet
        sheets = [archive.read(part) for part in parts]
    refuse_many(sum(len(re.findall(rb"<(?:\w+:)?c[ >/]", sheet)) for sheet in sheets))
    if any(
        sheet.startswith((b"\xff\xfe", b"\xfe\xff"))
        or re.match(rb"<\?xml[^>]*encoding=[\"'](?!utf-8)", sheet, re.IGNORECASE)
        for sheet in sheets
    ):
        raise UnreadableError(say("文件内部编码异常，请在Excel中打开后另存为.xlsx"))
    merged = 0
    for reference in re.findall(
        rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?ref\s*=\s*[\"']([^\"']*)", b"".join(sheets)
    ):
        merged += _size(reference.decode("ascii", "replace"))
    if merged > MOST_MERGED:
        raise UnreadableError(say("工作表中合并的单元格过多，请取消合并后重新保存"))


def _size(reference: str) -> int:
    try:
        left, top, right, bottom = (edge or 1_000_000 for edge in range_boundaries(reference))
    except (ValueError, TypeError):
        return MOST_MERGED + 1
    return (right - left + 1) * (bottom - top + 1)


def _read_sheet(formulas: Worksheet, results: Worksheet) -> Sheet:
    hidden = formulas.sheet_state != "visible" or bool(formulas.sheet_format.zeroHeight)
    rows = (row for row, look in formulas.row_dimensions.items() if look.hidden or look.height == 0)
    sheet = Sheet(inert(formulas.title), {}, hidden, frozenset(rows), frozenset(_hidden_columns(formulas)))
    zeros = formulas.sheet_view.showZeros is not False
    # only what is there: a walk over the whole square would take hours where one far cell is filled
    for (row, column), found in formulas._cells.items():
        if row < 1 or column < 1:
            raise UnreadableError(say("文件已损坏：有单元格不在表中，请在Excel中打开后另存为.xlsx"))
        shown = results._cells.get((row, column))
        if found.value is not None:
            cell = _read_cell(sheet.place(row, column), found, shown.value if shown else None)
            if cell.value == 0 and not zeros:
                cell = replace(cell, problem=say("工作表设为不显示零值，看不见这个0，请改为显示后核对"))
            sheet.cells[row, column] = cell
    _mark_conditional(sheet, formulas)
    for merged in formulas.merged_cells.ranges:
        anchor = sheet.at(merged.min_row, merged.min_col)
        if anchor.blank:
            continue
        for row, column in merged.cells:
            sheet.cells[row, column] = replace(anchor, place=sheet.place(row, column), merged=merged.coord)
    return sheet


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for look in sheet.column_dimensions.values():
        if look.hidden or look.width == 0:
            yield from range(look.min, look.max + 1)


def _mark_conditional(sheet: Sheet, formulas: Worksheet) -> None:
    """What a condition may show otherwise than it is stored is a problem, whether it does so today or not."""
    for area in formulas.conditional_formatting:
        styles = [rule.dxf for rule in area.rules if rule.dxf is not None]
        if any(style.numFmt is not None or (style.font is not None and style.font.strike) for style in styles):
            for (row, column), cell in sheet.cells.items():
                if any(
                    part.min_row <= row <= part.max_row and part.min_col <= column <= part.max_col
                    for part in area.cells.ranges
                ):
                    problem = cell.problem or say("条件格式会改变这一格显示的内容，请清除条件格式后核对")
                    sheet.cells[row, column] = replace(cell, problem=problem)


def _read_cell(place: str, found: Any, result: object) -> Cell:
    if found.data_type != "f":
        value = str(found.value) if isinstance(found.value, CellRichText) else found.value
        return _as_seen(cell_of(place, value), found)
    formula = str(getattr(found.value, "text", found.value))
    if _ELSEWHERE.search(formula):
        return Cell(place, problem=say("公式引用了其他文件或网址，请粘贴为数值"))
    if result is None:
        return Cell(place, problem=say("公式没有保存计算结果，请在Excel中打开并保存，或粘贴为数值"))
    return _as_seen(cell_of(place, result), found)


def _day(serial: float) -> date | None:
    """The day that a number is shown as."""
    try:
        found = from_excel(serial)
    except (ValueError, OverflowError):
        return None
    return found.date() if isinstance(found, datetime) else None


def _as_seen(cell: Cell, found: Any) -> Cell:
    """The cell as its formatting shows it."""
    if cell.problem or cell.value is None:
        return cell
    if looks := looks_problem(found):
        return replace(cell, problem=looks)
    code = str(found.number_format or "General")
    if isinstance(cell.value, str):
        return replace(cell, problem=text_problem(code))
    if found._style.numFmtId in LOCAL_DATES:
        return replace(cell, problem=say("单元格的格式是日期，请把格式改为常规后重填"), day=_day(cell.value))
    shown = number_shown(float(cell.value), code)
    return replace(cell, percent=shown.percent, behind=shown.behind, problem=shown.problem)

"""A file that somebody sent, as sheets of cells that know where they stand.

Nothing in the file is run, nothing it points to is opened, and what could only be
meant to exhaust the machine is refused before it is unpacked. A cell that cannot be
relied on, such as a formula without a stored result, carries its ``problem`` and is
refused when it is needed, not before: a broken formula in a margin harms nobody.
"""

import csv
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from ...dataset.inert import inert

MOST_BYTES = 10_000_000  # of a file as it was sent
MOST_UNPACKED = 30_000_000  # of all its parts
MOST_PARTS = 300
MOST_CELLS = 200_000
MOST_MERGED = 20_000  # cells under merged ranges
MOST_TEXT = 1_000  # characters in a cell that is read
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password

_ELSEWHERE = re.compile(r"\[[^\]]*\][^!]*!|\||://")  # another workbook, a command, an address

Value = str | int | float | bool | None


class UnreadableError(ValueError):
    """A file that cannot be read at all; the message says why and how to mend it."""


@dataclass(frozen=True)
class Cell:
    """One cell: its value, where it stands, and what is wrong with it.

    ``merged`` is the range it shares its value with; ``percent`` tells that a
    number is shown as a percentage (0.98 shown as 98 %).
    """

    place: str
    value: Value = None
    problem: str = ""
    merged: str = ""
    percent: bool = False

    @property
    def text(self) -> str:
        """The value as text without white space around it."""
        return "" if self.value is None else str(self.value).strip()

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return not self.text and not self.problem


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, whether it is hidden, and its cells by row and column from 1."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(repr=False)
    hidden: bool = False

    @cached_property
    def rows(self) -> list[int]:
        """The rows that hold anything, in order."""
        return sorted({row for row, _ in self.cells})

    @cached_property
    def columns(self) -> list[int]:
        """The columns that hold anything, in order."""
        return sorted({column for _, column in self.cells})

    def at(self, row: int, column: int | None) -> Cell:
        """The cell there; a blank one where nothing stands."""
        if column is None:
            return Cell("")
        return self.cells.get((row, column)) or Cell(self.place(row, column))

    def place(self, row: int, column: int) -> str:
        """A cell's address, with the sheet's name where it has one.

        Examples
        --------
        >>> Sheet("填报", {}).place(7, 5)
        '填报!E7'
        """
        address = f"{get_column_letter(column)}{row}"
        return f"{self.name}!{address}" if self.name else address


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Read a workbook (.xlsx) or a table of text (.csv).

    Parameters
    ----------
    name
        The file's name; its ending decides.
    content
        What is in it.

    Raises
    ------
    UnreadableError
        If it is of another kind, damaged, protected by a password, or beyond all
        measure.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            f"文件有{len(content) / 1e6:.0f}MB，超过{MOST_BYTES / 1e6:.0f}MB，请只留填报的工作表后重新保存"
        )
    ending = Path(name).suffix.lower()
    if ending == ".csv":
        return [_read_csv(content)]
    if ending != ".xlsx":
        raise UnreadableError(f"只读取.xlsx和.csv文件，这个文件的扩展名是“{ending or '无'}”，请在Excel中另存为.xlsx")
    if content.startswith(OLD_EXCEL):
        raise UnreadableError("文件是旧版Excel格式或设有打开密码，请取消密码并另存为.xlsx")
    return _read_workbook(content)


def _read_csv(content: bytes) -> Sheet:
    text = _decoded(content)
    if "\0" in text:
        raise UnreadableError("文件含有空字符，不是文本表格，请在Excel中另存为.xlsx或“CSV UTF-8”")
    first = text[:2000]
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableError(f"CSV文件的引号或单元格不完整（{error}），请在Excel中另存为.xlsx") from error
    _refuse_many(sum(map(len, rows)))
    sheet = Sheet("", {})
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if value.strip():
                sheet.cells[row, column] = _cell(sheet.place(row, column), value)
    return sheet


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("文件既不是UTF-8也不是GB18030编码，请在Excel中另存为“CSV UTF-8”或.xlsx")


def _read_workbook(content: bytes) -> list[Sheet]:
    _refuse_bombs(content)
    formulas, results = _load(content, results=False), _load(content, results=True)
    return [_read_sheet(sheet, results[sheet.title]) for sheet in formulas.worksheets]


def _load(content: bytes, *, results: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are not read anyway
        try:
            return load_workbook(io.BytesIO(content), data_only=results, keep_links=False)
        except Exception as error:  # openpyxl's errors on damaged files share no narrower base
            raise UnreadableError("文件已损坏或不是真正的.xlsx文件，请在Excel中打开后另存为.xlsx") from error


def _refuse_bombs(content: bytes) -> None:
    """Refuse what would fill the memory or never end, before any of it is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise UnreadableError(
                    f"文件解压后超过{MOST_UNPACKED / 1e6:.0f}MB或部件过多，请只留填报的工作表后重新保存"
                )
            # whatever a part is called, the workbook may take it for a sheet
            sheets = [archive.read(part) for part in parts]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableError("文件已损坏或不是真正的.xlsx文件，请在Excel中打开后另存为.xlsx") from error
    _refuse_many(sum(len(re.findall(rb"<(?:\w+:)?c[ >/]", sheet)) for sheet in sheets))
    if any(
        sheet.startswith((b"\xff\xfe", b"\xfe\xff"))
        or re.match(rb"<\?xml[^>]*encoding=[\"'](?!utf-8)", sheet, re.IGNORECASE)
        for sheet in sheets
    ):
        raise UnreadableError("文件内部编码异常，请在Excel中打开后另存为.xlsx")
    merged = 0
    for reference in re.findall(
        rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?ref\s*=\s*[\"']([^\"']*)", b"".join(sheets)
    ):
        merged += _size(reference.decode("ascii", "replace"))
    if merged > MOST_MERGED:
        raise UnreadableError("工作表中合并的单元格过多，请取消合并后重新保存")


def _size(reference: str) -> int:
    try:
        left, top, right, bottom = (edge or 1_000_000 for edge in range_boundaries(reference))
    except (ValueError, TypeError):
        return MOST_MERGED + 1
    return (right - left + 1) * (bottom - top + 1)


def _refuse_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnreadableError(f"表中有{cells}个单元格，超过{MOST_CELLS}个，请只留填报的内容")


def _read_sheet(formulas: Worksheet, results: Worksheet) -> Sheet:
    sheet = Sheet(inert(formulas.title), {}, formulas.sheet_state != "visible")
    # only what is there: a walk over the whole square would take hours where one far cell is filled
    for (row, column), found in formulas._cells.items():
        value, shown = found.value, results._cells.get((row, column))
        if value is not None:
            sheet.cells[row, column] = _read_cell(sheet.place(row, column), found, shown.value if shown else None)
    for merged in formulas.merged_cells.ranges:
        anchor = sheet.at(merged.min_row, merged.min_col)
        if anchor.blank:
            continue
        for row, column in merged.cells:
            covered = Cell(sheet.place(row, column), anchor.value, anchor.problem, merged.coord, anchor.percent)
            sheet.cells[row, column] = covered
    return sheet


def _read_cell(place: str, found: Any, result: object) -> Cell:
    # a quoted percent sign is only written behind the number
    percent = "%" in re.sub(r'"[^"]*"|\\.', "", str(found.number_format or ""))
    if found.data_type != "f":
        return _cell(place, found.value, percent=percent)
    formula = str(getattr(found.value, "text", found.value))
    if _ELSEWHERE.search(formula):
        return Cell(place, problem="公式引用了其他文件或网址，请粘贴为数值")
    if result is None:
        return Cell(place, problem="公式没有保存计算结果，请在Excel中打开并保存，或粘贴为数值")
    return _cell(place, result, percent=percent)


def _cell(place: str, value: object, *, percent: bool = False) -> Cell:
    match value:
        case bool():
            return Cell(place, problem=f"单元格内容是逻辑值{str(value).upper()}，不是数")
        case int() | float():
            return Cell(place, value, percent=percent)
        case date() | time() | timedelta():
            return Cell(place, problem=f"单元格内容被Excel当作日期或时间（{value}），请把格式改为常规后重填")
        case str() if len(value) > MOST_TEXT:
            return Cell(place, problem=f"单元格内容长达{len(value)}个字符")
        case str() if value.strip() in ERROR_CODES:
            return Cell(place, problem=f"公式结果是错误值{value.strip()}")
        case None:
            return Cell(place)
    return Cell(place, str(value))

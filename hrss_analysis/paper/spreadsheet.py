"""Tables as a workbook that a screen reader can follow: one header row, nothing merged, notes on a sheet of their own."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from ..forms import FONT
from ..forms import HEAD as FILL
from ..inert import inert
from ..language import say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # what an output of a workbook is called
BODY, HEAD = "正文", "栏目"
WIDEST = 60  # characters of a column
EPOCH = datetime(1980, 1, 1)


def spreadsheet(tables: Mapping[str, pd.DataFrame], notes: Sequence[str]) -> Workbook:
    """Write frames to the sheets of a workbook, which can be saved once.

    Parameters
    ----------
    tables
        By the sheet's name, a frame whose columns are headed as people read them.
    notes
        What a reader has to know, a line each; they go to the last sheet, 说明.

    Examples
    --------
    >>> import openpyxl
    >>> book = to_bytes(spreadsheet({"表": pd.DataFrame({"地区": ["江阴"], "数": [3.0]})}, ["例"]))
    >>> read = openpyxl.load_workbook(io.BytesIO(book))
    >>> read.sheetnames, [cell.value for cell in read["表"][2]]
    (['表', '说明'], ['江阴', 3])
    """
    book = Workbook(write_only=True)
    _set_looks(book)
    for name, frame in tables.items():
        columns = [_values(frame.iloc[:, rank]) for rank in range(frame.shape[1])]
        sheet: Any = book.create_sheet(name)
        for rank, (heading, values) in enumerate(zip(frame.columns, columns, strict=True), 1):
            longest = max(len(str(value)) for value in (heading, *values) if value is not None)
            sheet.column_dimensions[get_column_letter(rank)].width = min(2 * longest + 3, WIDEST)
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.append([_head(sheet, heading) for heading in frame.columns])
        for row in zip(*columns, strict=True):
            sheet.append(row)
    sheet = book.create_sheet(say("说明"))
    sheet.column_dimensions["A"].width = 100
    for line in notes:
        sheet.append([inert(line)])
    book.properties.creator = "hrss_analysis"
    return book


def to_bytes(book: Workbook) -> bytes:
    """A workbook as the bytes of its file: the same for the same content, whenever it is written."""
    book.properties.created = book.properties.modified = EPOCH
    written = io.BytesIO()
    ExcelWriter(book, _Dateless(written, "w")).save()
    return written.getvalue()


class _Dateless(zipfile.ZipFile):
    """An archive whose entries are all of one day."""

    def writestr(self, name: Any, data: Any, *_options: Any) -> None:
        super().writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_options: Any) -> None:
        with open(filename, "rb") as file:  # noqa: PTH123 - openpyxl's own temporary file
            self.writestr(arcname, file.read())


def _values(column: pd.Series) -> list[Any]:
    """A column's values as a workbook takes them: what is not there is blank, and text is harmless."""
    if pd.api.types.is_string_dtype(column):
        return [inert(value) if isinstance(value, str) else None for value in column]
    return column.astype(object).where(column.notna(), None).tolist()


def _set_looks(book: Workbook) -> None:
    """The look that every cell has by itself, and that of the heads."""
    top = Alignment(vertical="top", wrap_text=True)
    body = NamedStyle(BODY, font=Font(name=FONT, size=10), alignment=top)
    book.add_named_style(body)
    looks: Any = book._cell_styles
    looks[0] = body.as_tuple()  # that of cells of which nothing is said
    book.add_named_style(NamedStyle(HEAD, font=Font(name=FONT, size=10, bold=True), alignment=top, fill=FILL))


def _head(sheet: Any, heading: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, str(heading))
    cell.style = HEAD
    return cell

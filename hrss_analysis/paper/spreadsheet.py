"""Tables as a workbook that a screen reader can follow: one header row, nothing merged, notes on a sheet of their own."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter

from ..forms import FONT
from ..forms import HEAD as FILL
from ..inert import inert

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # what an output of a workbook is called
BODY, HEAD = "正文", "栏目"
WIDEST = 60  # characters of a column
EPOCH = datetime(1980, 1, 1)
_MODIFIED = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")  # openpyxl sets it to now when it saves


def spreadsheet(tables: Mapping[str, pd.DataFrame], notes: Sequence[str]) -> Workbook:
    """Write frames to the sheets of a workbook.

    Parameters
    ----------
    tables
        By the sheet's name, a frame whose columns are headed as people read them.
    notes
        What a reader has to know, a line each; they go to the last sheet, 说明.

    Examples
    --------
    >>> book = spreadsheet({"表": pd.DataFrame({"地区": ["江阴"], "数": [3.0]})}, ["例"])
    >>> book.sheetnames, [cell.value for cell in book["表"][2]]
    (['表', '说明'], ['江阴', 3.0])
    """
    book = Workbook()
    book.remove(book.active)
    for style in _styles():
        book.add_named_style(style)
    for name, frame in tables.items():
        sheet = book.create_sheet(name)
        _write_row(sheet, 1, frame.columns, HEAD)
        for number, row in enumerate(frame.itertuples(index=False), 2):
            _write_row(sheet, number, row)
        for column, heading in enumerate(frame.columns, 1):
            longest = max([len(str(heading)), *frame[heading].astype(str).str.len()], default=0)
            sheet.column_dimensions[get_column_letter(column)].width = min(2 * longest + 3, WIDEST)
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet = book.create_sheet("说明")
    for number, line in enumerate(notes, 1):
        _write_row(sheet, number, [line])
    sheet.column_dimensions["A"].width = 100
    book.properties.creator = "hrss_analysis"
    return book


def to_bytes(book: Workbook) -> bytes:
    """A workbook as the bytes of its file: the same for the same content, whenever it is written."""
    book.properties.created = book.properties.modified = EPOCH
    written, same = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _MODIFIED.sub(b"", old.read(name)) if name == "docProps/core.xml" else old.read(name)
            new.writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return same.getvalue()


def _write_row(sheet: Any, number: int, values: Iterable[Any], style: str = BODY) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(number, column, inert(value) if isinstance(value, str) else None if pd.isna(value) else value)
        cell.style = style


def _styles() -> list[NamedStyle]:
    """The two looks of a cell, made once for a workbook: cells refer to them."""
    top = Alignment(vertical="top", wrap_text=True)
    body = NamedStyle(BODY, font=Font(name=FONT, size=10), alignment=top)
    return [body, NamedStyle(HEAD, font=Font(name=FONT, size=10, bold=True), alignment=top, fill=FILL)]

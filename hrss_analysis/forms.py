"""How a workbook looks that somebody reads or fills in: its font, its colours, its cells, its sheet on paper."""

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from .inert import inert

FONT = "等线"
TO_FILL = PatternFill("solid", fgColor="FFF6D5")
HEAD = PatternFill("solid", fgColor="E4EAF1")
THIN = Border(*[Side("thin", color="B8C0CA")] * 4)
INK, MUTED, WARNING = "1F2933", "5B6672", "8A4B00"


def write_cell(sheet: Worksheet, row: int, column: int, value: object, **look: Any) -> None:
    """Write a cell; text is always text, whatever it begins with.

    Parameters
    ----------
    sheet, row, column
        Where.
    value
        Text, a number, or None for a blank cell.
    look
        ``size``, ``bold``, ``color``, ``horizontal`` and ``wrap``, where it is not plain.
    """
    cell = sheet.cell(row, column)
    cell.value = inert(value) if isinstance(value, str) else value
    cell.font = Font(name=FONT, size=look.get("size", 10), bold=look.get("bold", False), color=look.get("color", INK))
    cell.alignment = Alignment(
        vertical="center", horizontal=look.get("horizontal"), wrap_text=bool(look.get("wrap", False))
    )


def write_head(sheet: Worksheet, row: int, words: list[str]) -> None:
    """Write the head of a table."""
    for column, word in enumerate(words, 1):
        write_cell(sheet, row, column, word, bold=True, horizontal="center")
        sheet.cell(row, column).fill, sheet.cell(row, column).border = HEAD, THIN


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, without a password; widths may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def on_paper(sheet: Worksheet, header: int | None = None) -> None:
    """A4 across, as wide as the sheet, with the table's head on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if header:
        sheet.print_title_rows = f"{header}:{header}"

"""Word documents (.docx): tables with the merges that the file marks."""

from pathlib import Path
from typing import Any

from ..errors import InputError
from .cells import Cell, Document, Table


def read_word(path: Path) -> Document:
    """Read a .docx file.

    Raises
    ------
    InputError
        If python-docx is not installed or the file is not a Word document.
    """
    try:
        import docx
        from docx.table import Table as WordTable
    except ImportError as error:
        raise InputError(f"{path}: reading Word needs python-docx; install hrss_analysis[word]") from error
    try:
        word = docx.Document(str(path))
        blocks: list[str | Table] = []
        heading = ""
        for block in word.iter_inner_content():
            if isinstance(block, WordTable):
                blocks.append(_table(block, heading))
            elif block.text.strip():
                heading = block.text.strip()
                blocks.append(heading)
    except Exception as error:  # zip, XML and part errors share no narrower base
        raise InputError(f"{path}: not a Word document that can be read ({error})") from error
    return Document(tuple(blocks))


def _table(table: Any, heading: str) -> Table:
    """A Word table on its grid; python-docx's own cells would repeat merged text."""
    rows: list[list[Cell]] = []
    anchors: dict[int, tuple[int, int]] = {}  # by column, the anchor of the vertical merge that is open
    for row, line in enumerate(table._tbl.tr_lst):
        cells: list[Cell] = []
        for part in line.tc_lst:
            column = len(cells)
            continues = part.vMerge == "continue" and column in anchors
            first = anchors[column] if continues else (row, column)
            if part.vMerge is None:
                anchors.pop(column, None)
            elif not continues:
                anchors[column] = first
            span = part.grid_span
            text = "" if continues else _text(part)
            cells.append(Cell(row, column, text, 1, span, first if continues else None))
            cells += [Cell(row, column + extra, "", covered_by=first) for extra in range(1, span)]
        rows.append(cells)
    return Table(tuple(tuple(_with_height(cell, rows) for cell in cells) for cells in rows), heading, marks_merges=True)


def _with_height(cell: Cell, rows: list[list[Cell]]) -> Cell:
    if cell.covered_by:
        return cell
    below = cell.row + 1
    while (
        below < len(rows)
        and cell.column < len(rows[below])
        and rows[below][cell.column].covered_by == (cell.row, cell.column)
    ):
        below += 1
    return Cell(cell.row, cell.column, cell.text, below - cell.row, cell.columns)


def _text(part: Any) -> str:
    """Paragraphs and line breaks of a cell, one line each."""
    from docx.oxml.ns import qn

    lines = []
    for paragraph in part.iter(qn("w:p")):
        pieces = [_piece(node, qn) for node in paragraph.iter()]
        lines.append("".join(pieces))
    return "\n".join(lines).strip()


def _piece(node: Any, qn: Any) -> str:
    if node.tag == qn("w:t"):
        return node.text or ""
    return "\n" if node.tag in (qn("w:br"), qn("w:cr")) else ""

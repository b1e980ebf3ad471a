"""Word documents (.docx): tables with the merges that the file marks, read as a person sees them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..extras import load
from ..language import say
from ..messages import tell
from .cells import Cell, Document, Table
from .findings import Finding
from .numbering import read_numbering
from .visible import LOST, Reader, mark_deleted
from .wordxml import attribute, child, seen_below, w


def read_word(path: Path) -> Document:
    """Read a .docx file.

    Raises
    ------
    InputError
        If python-docx is not installed or the file is not a Word document.
    """
    docx = load("docx", tell("{file}: reading Word", file=path))
    try:
        return _read(docx.Document(str(path)))
    except Exception as error:  # zip, XML and part errors share no narrower base
        raise InputError(
            tell("{file}: not a Word document that can be read ({error})", file=path, error=error)
        ) from error


def _read(word: Any) -> Document:
    styles = {attribute(style, "styleId") or "": style for style in word.styles.element.iter(w("style"))}
    parts = [rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/numbering")]
    reader = Reader(styles, read_numbering(parts[0].element if parts else None))
    body = word.element.body
    blocks: list[str | Table] = []
    heading = ""
    for block in _blocks(body, reader):
        if isinstance(block, str):
            if block.strip():
                heading = block.strip()
                blocks.append(heading)
        else:
            blocks.append(_table(block, heading, reader))
    if next(body.iter(w("altChunk"), w("subDoc")), None) is not None:
        message = say("文件中嵌入了别的文件，其内容没有读取：请把它的文字粘贴到本文件中")
        reader.findings.append(Finding("unread", "error", say("Word文件"), message))
    return Document(tuple(blocks), tuple(reader.findings))


def _blocks(parent: Any, reader: Reader) -> Iterator[Any]:
    """The texts of paragraphs and the elements of tables, in order; a deleted paragraph end joins two paragraphs."""
    before = ""
    for node in seen_below(parent, "w:p", "w:tbl"):
        if node.tag == w("tbl"):
            if before:
                yield before
            before = ""
            yield node
        elif mark_deleted(node):
            before += reader.paragraph(node)
        else:
            yield before + reader.paragraph(node)
            before = ""
    if before:
        yield before


def _table(table: Any, heading: str, reader: Reader) -> Table:
    """A Word table on its grid; python-docx's own cells would repeat merged text."""
    rows: list[list[Cell]] = []
    anchors: dict[int, tuple[int, int]] = {}  # by column, the anchor of the vertical merge that is open
    lines = [line for line in seen_below(table, "w:tr") if child(line, "trPr", "del") is None]
    for row, line in enumerate(lines):
        cells: list[Cell] = []
        for _ in range(int(attribute(child(line, "trPr", "gridBefore"), "val") or 0)):
            cells.append(Cell(row, len(cells), ""))
        for part in seen_below(line, "w:tc"):
            properties = child(part, "tcPr")
            merge = child(properties, "vMerge")
            column, span = len(cells), int(attribute(child(properties, "gridSpan"), "val") or 1)
            text = _text(part, reader)
            if attribute(child(properties, "hMerge"), "val") == "continue" and cells:
                cells.append(Cell(row, column, "", covered_by=cells[-1].covered_by or (row, column - 1)))
                continue
            continues = merge is not None and attribute(merge, "val") != "restart" and column in anchors
            first = anchors[column] if continues else (row, column)
            if merge is None:
                anchors.pop(column, None)
            elif not continues:
                anchors[column] = first
            cells.append(Cell(row, column, "" if continues else text, 1, span, first if continues else None))
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


def _text(cell: Any, reader: Reader) -> str:
    """Paragraphs and line breaks of a cell, one line each; of a table in it only that there is one."""
    deleted = child(cell, "tcPr", "cellDel") is not None
    lines = [block if isinstance(block, str) else LOST for block in _blocks(cell, reader)]
    return LOST if deleted else "\n".join(lines).strip()

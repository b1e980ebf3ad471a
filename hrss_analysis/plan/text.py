"""The plain-text form of a document.

A cell is a line that begins with a tab and goes on in the lines without one, blank
lines included, a page's number (— 12 —) left out; a new row begins where a tab comes right after a blank line; and
what was merged in the original is blank.
"""

import re
from collections.abc import Iterator

from .cells import Cell, Document, Table

# What can follow a table without a tab and is not the rest of its last cell.
_HEADING = re.compile(
    r"\s*(附件|注[：:]|说明[：:]|备注[：:]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十]+[）)]|\d+\s*[．.、])"
)


_PAGE = re.compile(r"\s*([-—–－―]+\s*\d+\s*[-—–－―]+|第\s*\d+\s*页.*)\s*")  # a page's number, on a line of its own


def read_text(text: str) -> Document:
    r"""Read the plain-text form.

    Examples
    --------
    >>> document = read_text("一、就业\n\n\t序号\n\t1\n\n\t单位\n\t万\n\n人\n\n注：无")
    >>> [[cell.text for cell in row] for row in document.tables[0].rows]
    [['序号', '1'], ['单位', '万\n\n人']]
    >>> document.paragraphs
    ['一、就业', '注：无']
    """
    blocks: list[str | Table] = []
    rows: list[list[str]] = []
    heading, after_blank = "", True
    for line in re.split(r"\r\n|\r|\n", text):
        if not line.startswith("\t") and _PAGE.fullmatch(line):
            continue
        if line.startswith("\t"):
            if after_blank or not rows:
                rows.append([])
            rows[-1].append(line[1:])
            after_blank = False
        elif not line.strip():
            after_blank = True
            if rows:
                rows[-1][-1] += "\n"
        elif rows and not _HEADING.match(line):
            rows[-1][-1] += "\n" + line
            after_blank = False
        else:
            if rows:
                blocks.append(_table(rows, heading))
                rows = []
            heading = line.strip()
            blocks.append(heading)
            after_blank = False
    if rows:
        blocks.append(_table(rows, heading))
    return Document(tuple(blocks))


def _table(rows: list[list[str]], heading: str) -> Table:
    """Cells with the blanks below a filled one covered by it."""
    cells = []
    anchors: dict[int, tuple[int, int]] = {}
    for row, texts in enumerate(rows):
        if row and len(texts) != len(rows[row - 1]):
            anchors = {}  # columns of rows of another width do not line up
        cells.append(tuple(_cells(row, texts, anchors)))
    return Table(tuple(cells), heading, marks_merges=False)


def _cells(row: int, texts: list[str], anchors: dict[int, tuple[int, int]]) -> Iterator[Cell]:
    for column, text in enumerate(texts):
        if text.strip():
            anchors[column] = (row, column)
        blank = not text.strip()
        yield Cell(row, column, text.strip(), covered_by=anchors.get(column) if blank else None)

"""An official document as paragraphs and tables, whatever file it came in.

Two forms are read. In the *plain-text form* a cell is a line that begins with a
tab and goes on in the lines without one, blank lines included; a new row begins
where a tab comes right after a blank line; and what was merged in the original
is blank. In *Word* (``word.py``) merges are marked. Both give the same model: a
cell knows its row and column, and either anchors a span or is covered by the
cell that does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError

# What can follow a table without a tab and is not the rest of its last cell.
_HEADING = re.compile(
    r"\s*(附件|注[：:]|说明[：:]|备注[：:]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十]+[）)]|\d+\s*[．.、])"
)


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    ``rows`` and ``columns`` are the span it anchors; a cell that is covered has
    no text and names the row and column of its anchor in ``covered_by``.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    covered_by: tuple[int, int] | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells, not always of one width, and the paragraph that stood above.

    ``marks_merges`` tells whether the file marks what is merged; where it does
    not, a blank below a filled cell may be merged with it or may be missing.
    """

    rows: tuple[tuple[Cell, ...], ...]
    heading: str
    marks_merges: bool

    def text(self, row: int, column: int) -> str:
        """A cell's text, or its anchor's where it is covered."""
        cell = self.rows[row][column]
        return self.rows[cell.covered_by[0]][cell.covered_by[1]].text if cell.covered_by else cell.text


@dataclass(frozen=True)
class Document:
    """Paragraphs (texts) and tables in the order of the document."""

    blocks: tuple[str | Table, ...]

    @property
    def tables(self) -> list[Table]:
        """The tables."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs."""
        return [block for block in self.blocks if isinstance(block, str)]


def read_document(path: str | Path) -> Document:
    """Read a document, by the ending of its name.

    Parameters
    ----------
    path
        A ``.txt`` file (UTF-8 with or without BOM, or GB18030; any line ends) or
        a ``.docx`` file.

    Raises
    ------
    InputError
        If there is no such file, it is of another kind, or cannot be read.
    """
    path = Path(path)
    if path.suffix.lower() not in (".txt", ".docx"):
        raise InputError(f"{path}: a plan is read from .txt or .docx; save the document as one of them")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    if path.suffix.lower() == ".docx":
        from .word import read_word

        return read_word(path)
    return read_text(decode(content, path))


def decode(content: bytes, path: Path) -> str:
    """Decode UTF-8, with or without BOM, or else GB18030.

    Raises
    ------
    InputError
        If the bytes are neither.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}: the text is neither UTF-8 nor GB18030; save it as UTF-8")


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

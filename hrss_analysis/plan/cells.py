"""The one model of a document: paragraphs and tables, whatever file they came in.

A cell knows its row and column, and either anchors a span or is covered by the cell
that does.
"""

from dataclasses import dataclass

from .findings import Finding

STRUCK = "\u0336"  # stands behind each character that is struck through, as Unicode writes it


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
    """Paragraphs (texts) and tables in the order of the document, and what of it was not read."""

    blocks: tuple[str | Table, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def tables(self) -> list[Table]:
        """The tables."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs."""
        return [block for block in self.blocks if isinstance(block, str)]

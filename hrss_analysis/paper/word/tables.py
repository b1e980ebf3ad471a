"""A table of Word: its head repeated on every sheet, no row broken, figures to the right."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..blocks import Column
from ..document import whole
from ..fitting import Fit, headings
from .styles import LIGHTS
from .xml import attribute, bookmark, link, paragraph, run, twips

_EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="808080"'
_HEAD_FILL = "F0F2F4"


def table(
    caption: str,
    columns: Sequence[Column],
    fitted: Fit,
    known: set[str],
    numbers: Iterator[int],
    groups: Sequence[str] = (),
) -> str:
    """Write a table.

    Parameters
    ----------
    caption
        What it shows, for those who hear it.
    columns
        Its columns.
    fitted
        In what size of type, and how wide they are.
    known
        The names that links may lead to.
    numbers
        Numbers for the places that links lead to.
    groups
        What stands above each row, or nothing.
    """
    widths = [twips(width) for width in fitted.widths]
    head = "".join(
        _cell(width, _paragraph(run(heading, points=fitted.points), column), f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD_FILL}"/><w:vAlign w:val="bottom"/>')
        for width, heading, column in zip(widths, headings(columns, fitted), columns, strict=True)
    )  # fmt: skip
    texts = [
        [_paragraph(_content(column, rank, fitted.points, known, numbers), column) for rank in range(len(column.text))]
        for column in columns
    ]
    rows = "".join(
        (_group(word, sum(widths), len(widths), fitted.points) if word else "")
        + f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(_cell, widths, row))}</w:tr>"
        for row, word in zip_longest(zip(*texts, strict=True), groups, fillvalue="")
    )
    edges = "".join(f"<w:{side} {_EDGE}/>" for side in ("top", "bottom", "insideH"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _group(word: str, width: int, columns: int, points: float) -> str:
    """A row across the table, which stays with the row below it."""
    content = paragraph("TableText", run(word, points=points, bold=True), properties="<w:keepNext/>")
    cell = _cell(width, content, f'<w:gridSpan w:val="{columns}"/>')
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _paragraph(content: str, column: Column) -> str:
    return paragraph("TableText", content, properties='<w:jc w:val="right"/>' if column.number else "")


def _content(column: Column, rank: int, points: float, known: set[str], numbers: Iterator[int]) -> str:
    def at(name: str) -> str:
        return str(column.values[name][rank] or "") if name in column.values else ""

    text, light = column.text[rank], at("light")
    content = run(whole(text) if light else text, colour=LIGHTS.get(light, ""), points=points)
    if (to := at("link").removeprefix("#")) in known:
        content = link(to, content)
    return (bookmark(at("anchor"), next(numbers)) if at("anchor") else "") + content

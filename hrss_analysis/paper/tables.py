"""Tables people read: a caption, one header row, row headers, numbers to the right.

A table is a frame and, for each of its columns, a :class:`Field` that says how
the column is headed and shown. What stands in the cells of a kind that many
tables have is in ``cells``; the tables of the reports are in modules named by
what they are about. Beside the markup a table keeps what its cells say, by column.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..language import say
from ..rows import Row, rows_of
from .blocks import Column, Paragraphs, Table
from .html import Html, blocks_of, element, join, said, saying, text_of


@dataclass(frozen=True)
class Field:
    """A column of a table: its heading and how a row's cell is shown.

    ``attributes`` gives further attributes of a row's cell: ``id``, ``class_``, or
    ``data_sort``, what the column is sorted by where the text is not it.
    """

    heading: str
    show: Callable[[Row], object]
    number: bool = False
    row_header: bool = False
    class_: str | None = None
    attributes: Callable[[Row], Mapping[str, object]] | None = None


def table(
    frame: pd.DataFrame, fields: Sequence[Field], caption: str, class_: str | None = None, *, fold: int | None = None
) -> Html:
    r"""Write a frame as an accessible table; of a long one a screen shows the first rows, if `fold` says how many.

    Examples
    --------
    >>> frame = pd.DataFrame({"area": ["江阴"], "value": [3]})
    >>> fields = [Field("地区", lambda row: row.area, row_header=True), Field("数", lambda row: row.value, number=True)]
    >>> "<th scope=\"row\">江阴</th>" in table(frame, fields, "例")
    True
    """
    cells = [[_Cell(field, row) for field in fields] for row in rows_of(frame)]
    heads = [element("th", _breakable(field.heading), scope="col", class_=_class_of(field)) for field in fields]
    body = [element("tr", *(cell.html() for cell in row)) for row in cells]
    inner = element(
        "table",
        element("caption", element("h3", caption)),
        element("thead", element("tr", *heads)),
        element("tbody", join(body, "\n")),
        class_=class_,
        data_fold=fold,
    )
    # the wrapper scrolls sideways on a narrow screen and can be reached by keyboard
    html = element("div", inner, class_="table", tabindex="0", role="region", aria_label=caption)
    columns = [_column(field, [row[rank] for row in cells]) for rank, field in enumerate(fields)]
    return saying(html, Table(text_of(caption), columns))


def noted(shown: Html, *notes: Html, class_: str | None = None) -> Html:
    """A table with what belongs under it, a text each."""
    texts = ["　".join(note.texts) for note in blocks_of(join(notes)) if isinstance(note, Paragraphs)]
    told = [replace(block, notes=texts) for block in shown.blocks if isinstance(block, Table)]
    return saying(element("div", shown, *notes, class_=class_), *told)


def marked(caption: str, *frames: pd.DataFrame) -> str:
    """A table may be cut out of its page: its caption says what it rests on."""
    return caption + (say("（含模拟数据）") if any((frame["origin"] == "simulated").any() for frame in frames) else "")


def _breakable(heading: str) -> Html:
    """A Chinese heading breaks before its unit and nowhere else."""
    first, *rest = heading.split("（")
    return join([first, *(piece for part in rest for piece in (Html("<wbr>"), f"（{part}"))])


def _class_of(field: Field) -> str | None:
    return " ".join(filter(None, ["number" if field.number else "", field.class_])) or None


class _Cell:
    """What a field shows of a row."""

    def __init__(self, field: Field, row: Row) -> None:
        self.field, self.content = field, field.show(row)
        self.attributes = field.attributes(row) if field.attributes else {}

    def html(self) -> Html:
        own = {"class_": _class_of(self.field), **self.attributes}
        if self.field.row_header:
            return element("th", self.content, scope="row", **own)
        return element("td", self.content, **own)


def _column(field: Field, cells: Sequence[_Cell]) -> Column:
    texts: list[str] = []
    values: dict[str, list[Any]] = {}
    for rank, cell in enumerate(cells):
        text, known = said(cell.content)
        texts.append(text)
        if "id" in cell.attributes:
            known["anchor"] = cell.attributes["id"]
        for name, value in known.items():
            values.setdefault(name, [None] * len(cells))[rank] = value
    return Column(text_of(field.heading), texts, field.number, field.row_header, values)

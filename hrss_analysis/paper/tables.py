"""Tables people read: a caption, one header row, row headers, numbers to the right.

A table is a frame and, for each of its columns, a :class:`Field` that says how
the column is headed and shown. What stands in the cells of a kind that many
tables have is in ``cells``; the tables of the reports are in modules named by
what they are about. Beside the markup a table keeps what its cells say, by column.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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
    ``data_sort``, what the column is sorted by where the text is not it. ``head`` is what a
    page shows in place of the heading: the same words, as a link.
    """

    heading: str
    show: Callable[[Row], object]
    number: bool = False
    row_header: bool = False
    class_: str | None = None
    attributes: Callable[[Row], Mapping[str, object]] | None = None
    head: Html | None = None


def table(
    frame: pd.DataFrame,
    fields: Sequence[Field],
    caption: str,
    class_: str | None = None,
    *,
    fold: int | None = None,
    group: Callable[[Row], str] | None = None,
) -> Html:
    r"""Write a frame as an accessible table; of a long one a screen shows the first rows, if `fold` says how many.

    Where `group` says another word than of the row before, a page shows that word above the row.

    Examples
    --------
    >>> frame = pd.DataFrame({"area": ["江阴"], "value": [3]})
    >>> fields = [Field("地区", lambda row: row.area, row_header=True), Field("数", lambda row: row.value, number=True)]
    >>> "<th scope=\"row\">江阴</th>" in table(frame, fields, "例")
    True
    """
    cells = [[_Cell(field, row) for field in fields] for row in rows_of(frame)]
    heads = [
        element("th", field.head or _breakable(field.heading), scope="col", class_=_class_of(field)) for field in fields
    ]
    groups = _groups([group(row) for row in rows_of(frame)]) if group else []
    body = [element("tr", *(cell.html() for cell in row)) for row in cells]
    for rank, word in reversed(list(enumerate(groups))):
        if word:
            head = element("th", word, scope="rowgroup", colspan=len(fields))
            body.insert(rank, element("tr", head, class_="group"))
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
    return saying(html, Table(text_of(caption), columns, groups=groups))


def _groups(words: Sequence[str]) -> list[str]:
    """Of the words of rows those that stand above one: where another begins; none if all rows have the same."""
    if len(set(words)) < 2:
        return []
    return [word if word != before else "" for before, word in pairwise(["", *words])]


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
        own = _class_of(self.field)
        if self.field.row_header:
            return element("th", self.content, scope="row", **{"class_": own, **self.attributes})
        # most cells are figures: those are the ones without a class
        own = None if own == "number" else own or "text"
        return element("td", self.content, **{"class_": own, **self.attributes})


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

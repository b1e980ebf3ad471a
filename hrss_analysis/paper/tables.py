"""Tables people read: a caption, one header row, row headers, numbers to the right.

A table is a frame and, for each of its columns, a :class:`Field` that says how
the column is headed and shown. What stands in the cells of a kind that many
tables have is in ``cells``; the tables of the reports are in modules named by
what they are about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..rows import Row, rows_of
from .html import Html, element, join


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


def table(frame: pd.DataFrame, fields: Sequence[Field], caption: str, class_: str | None = None) -> Html:
    r"""Write a frame as an accessible table.

    Examples
    --------
    >>> frame = pd.DataFrame({"area": ["江阴"], "value": [3]})
    >>> fields = [Field("地区", lambda row: row.area, row_header=True), Field("数", lambda row: row.value, number=True)]
    >>> "<th scope=\"row\">江阴</th>" in table(frame, fields, "例")
    True
    """
    heads = [element("th", _breakable(field.heading), scope="col", class_=_class_of(field)) for field in fields]
    body = [element("tr", *(_cell(field, row) for field in fields)) for row in rows_of(frame)]
    inner = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *heads)),
        element("tbody", join(body, "\n")),
        class_=class_,
    )
    # the wrapper scrolls sideways on a narrow screen and can be reached by keyboard
    return element("div", inner, class_="table", tabindex="0", role="region", aria_label=caption)


def marked(caption: str, *frames: pd.DataFrame) -> str:
    """A table may be cut out of its page: its caption says what it rests on."""
    return caption + ("（含模拟数据）" if any((frame["origin"] == "simulated").any() for frame in frames) else "")


def _breakable(heading: str) -> Html:
    """A heading breaks before its unit and nowhere else."""
    return join(heading.split("（"), "<wbr>（")


def _class_of(field: Field) -> str | None:
    return " ".join(filter(None, ["number" if field.number else "", field.class_])) or None


def _cell(field: Field, row: Row) -> Html:
    own = {"class_": _class_of(field), **(field.attributes(row) if field.attributes else {})}
    if field.row_header:
        return element("th", field.show(row), scope="row", **own)
    return element("td", field.show(row), **own)

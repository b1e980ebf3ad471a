"""What a page says, apart from how it is written: blocks, and how they travel in a notebook's output.

An output holds the HTML that JupyterLab shows and, beside it, the same content as blocks under
:data:`MIME`, so that a writer of another format never reads HTML. Blocks are plain JSON: text as
it is read, and with a figure's text the number, rounded once as the text shows it. What is not
there is null. A picture stands once in an output: its block says where in the HTML it is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

import numpy as np
import pandas as pd

from ..errors import InputError
from ..language import page_language
from ..messages import tell

MIME = "application/vnd.hrss.block+json"
VERSION = 3
READABLE = (1, 2, VERSION)  # what 2 and 3 added may be left out
HTML = "text/html"


class Figure(str):
    """The text of a figure, with the numbers in it as the text shows them.

    Examples
    --------
    >>> shown = Figure("约1.35万人", 1.35)
    >>> shown, shown.values
    ('约1.35万人', (1.35,))
    """

    values: tuple[float | None, ...]

    def __new__(cls, text: str, *values: float | None) -> Self:
        """Take the text, and the numbers in their order; None for one that is not there."""
        own = super().__new__(cls, text)
        own.values = values
        return own


def number_of(text: object) -> float | None:
    """The number that a text is; None where it is none, or several.

    Examples
    --------
    >>> number_of(Figure("1.35万人", 1.35)), number_of("—"), number_of(Figure("1至2", 1, 2))
    (1.35, None, None)
    """
    return text.values[0] if isinstance(text, Figure) and len(text.values) == 1 else None


def figures_in(text: str) -> tuple[float | None, ...]:
    """The numbers that a text keeps; one that is none keeps its place."""
    return text.values if isinstance(text, Figure) else (None,)


def within(before: str, *figures: str, between: str = "", after: str = "") -> Figure:
    """Text around figures, which keeps their numbers.

    Examples
    --------
    >>> within("低于", Figure("0.6%", 0.6)).values, within("", Figure("1", 1), Figure("2", 2), between="至")
    ((0.6,), '1至2')
    """
    # one that is not there keeps its place
    values = (value for figure in figures for value in figures_in(figure))
    return Figure(f"{before}{between.join(figures)}{after}", *values)


@dataclass(frozen=True)
class Heading:
    """A heading: 1 of the page, 2 of a section, 3 within one."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs that belong together.

    ``role`` says what they are where they are not plain text: ``lead`` opens a report, ``subtitle``
    stands under its title, a ``list`` has an item each, a ``note`` explains or says that there is
    nothing, a ``legend`` explains symbols, ``downloads`` are for screens alone, ``output`` is
    text as a program wrote it.
    """

    texts: list[str]
    role: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, the text of each cell, and what else is known of its cells.

    ``values`` are lists as long as ``text``, with null where there is nothing: ``value`` the number
    that the cell is about; ``figures``, where it has more than that one, each figure's text and
    numbers; ``light`` the colour that repeats a symbol; ``title`` a reason; ``anchor`` the cell's
    own name and ``link`` the one it leads to; and the numbers of what is drawn in a cell.
    """

    heading: str
    text: list[str]
    number: bool = False
    row_header: bool = False
    values: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table with its caption, the notes that belong under it, and where its rows are grouped what stands above each, or nothing."""

    caption: str
    columns: list[Column]
    notes: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Picture:
    """A picture: the finding it shows, the same in words for those who cannot see it, and the frame behind it by column."""

    title: str
    alt: str
    frame: dict[str, list[Any]]
    svg: str = field(repr=False)


@dataclass(frozen=True)
class Facts:
    """Labels and what is to be said of each; ``anchors`` name those that are led to."""

    labels: list[str]
    texts: list[str]
    anchors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Notice:
    """What a reader must not miss: a word, and its sentence; ``sheets`` is what every sheet of paper says of it."""

    label: str
    text: str
    sheets: str = ""


@dataclass(frozen=True)
class Imprint:
    """Who issues a page: where it stands an official document (公文) is signed, and its head says the same.

    ``role`` is ``bulletin`` for the document itself and ``attachment`` for what goes with it; blank
    for a page that is neither. ``number`` is the document's own (发文字号), ``contact`` whom to ask,
    ``next_release`` when the next one comes; ``red`` whether the head is printed in red.
    """

    role: str = ""
    issuer: str = ""
    number: str = ""
    contact: str = ""
    next_release: str = ""
    red: bool = False


Block = Heading | Paragraphs | Table | Picture | Facts | Notice | Imprint
KINDS = {
    "heading": Heading, "paragraphs": Paragraphs, "table": Table, "chart": Picture, "facts": Facts, "notice": Notice,
    "imprint": Imprint,
}  # fmt: skip
_NAMES = {kind: name for name, kind in KINDS.items()}


def bundle(html: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """An output of a notebook: HTML, and beside it what it says.

    Examples
    --------
    >>> bundle("<h2>甲</h2>", [Heading("甲")])[MIME]["blocks"]
    [{'block': 'heading', 'text': '甲', 'level': 2}]
    """
    told, end = [], 0
    for block in blocks:
        content = {"block": _NAMES[type(block)], **vars(block)}
        if isinstance(block, Picture):
            start = html.index(block.svg, end)
            end = start + len(block.svg)
            content["svg"] = [start, end]
        if isinstance(block, Table):
            content["columns"] = [vars(column) for column in block.columns]
        told.append(content)
    return {HTML: html, MIME: {"version": VERSION, "lang": page_language(), "blocks": told}}


def read(output: Mapping[str, Any]) -> list[Block]:
    """The blocks of an output, as :func:`bundle` gave it.

    Parameters
    ----------
    output
        What an output holds, by MIME type.

    Raises
    ------
    InputError
        If it was written by a later release, or was changed since.
    """
    told = output[MIME]
    if told.get("version") not in READABLE:
        raise InputError(
            tell(
                "blocks of version {found} are not known here, only up to {known}; run the notebook again",
                found=told.get("version"),
                known=VERSION,
            )
        )
    try:
        return [_block(content, output) for content in told["blocks"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            tell("the blocks of an output are not as they were written; run the notebook again")
        ) from error


def _block(content: Mapping[str, Any], output: Mapping[str, Any]) -> Block:
    given = {name: value for name, value in content.items() if name != "block"}
    if content["block"] == "chart":
        start, end = given["svg"]
        given["svg"] = output[HTML][start:end]
        if not (given["svg"].startswith("<svg") and given["svg"].endswith("</svg>")):
            raise ValueError(f"{start} to {end} is no picture")
    if content["block"] == "table":
        given["columns"] = [Column(**column) for column in given["columns"]]
    block: Block = KINDS[content["block"]](**given)
    return block


def plain(value: object) -> Any:
    """A value, or a list of them, as strict JSON has it: null for what is not there or not finite.

    Examples
    --------
    >>> plain([float("nan"), np.int64(3), Decimal("0.5")]), plain(pd.Timestamp("2024-10-08"))
    ([None, 3, 0.5], '2024-10-08T00:00:00')
    """
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value) in (str, bool, int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else str(value)

"""A document as PDF: tagged after PDF/UA-1, set by Typst, the same bytes for the same words.

Words go into the template as data, so none of them is read as code. The font is the
package's own, so that a document looks alike wherever it is made.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..errors import InputError
from ..extras import load
from ..language import speaking
from ..messages import tell
from .blocks import Block, Column, Facts, Heading, Imprint, Notice, Paragraphs, Picture, Table
from .content import entries_of
from .document import Document, anchors_of, compact, lying, whole
from .fitting import Fit, fit, headings
from .fonts import FILE, characters
from .pages import TEMPLATES
from .svg import standalone
from .text import printable
from .words import words

UPRIGHT, ACROSS = 174.0, 261.0  # millimetres between the margins of the template
MANY = 6  # sections: from so many on a document has a table of contents
EPOCH = 0  # when every document says it was made: the same words give the same bytes

Told = dict[str, Any]


def pdf(document: Document) -> bytes:
    """Set a document.

    Raises
    ------
    InputError
        If Typst is not installed, or cannot set it.
    """
    with speaking(document.lang):
        told = json.dumps(_in_our_font(_told(document)), ensure_ascii=False)
    return _set("document.typ", "pdf", told=told, pdf_standards="ua-1")


def png(svg: str, width: float, per_inch: int) -> bytes:
    """A page's picture in pixels, so many millimetres wide.

    Raises
    ------
    InputError
        If Typst is not installed.
    """
    return _set("picture.typ", "png", svg=standalone(svg), width=str(width), per_inch=per_inch)


def _set(template: str, kind: str, per_inch: int | None = None, pdf_standards: Any = (), **given: str) -> bytes:
    typst = load("typst", tell("setting a document"))
    try:
        made = _compiler().compile(
            input=(TEMPLATES / template).read_bytes(), format=kind, ppi=per_inch, sys_inputs=given, timestamp=EPOCH,
            pdf_standards=list(pdf_standards) if isinstance(pdf_standards, tuple) else pdf_standards,
        )  # fmt: skip
    except typst.TypstError as error:
        raise InputError(tell("the document cannot be set: {reason}", reason=error.message)) from error
    return bytes(made)


def _in_our_font(told: Any) -> Any:
    """The same in characters that the font has; one that it lacks is told by its number, as 〔U+1F600〕.

    A document that can be read aloud may not hold what has no shape.
    """
    if isinstance(told, str):
        text = printable(told)
        lacking = {ord(letter) for letter in text} - characters() - {ord("\n")}
        return text.translate({number: f"〔U+{number:X}〕" for number in lacking})
    if isinstance(told, dict):
        return {name: _in_our_font(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_in_our_font(value) for value in told]
    return told


@cache
def _compiler() -> Any:
    typst = load("typst", tell("setting a document"))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FILE.parent)])
    return typst.Compiler(font_paths=fonts)


def _told(document: Document) -> Told:
    known = anchors_of(document.blocks)
    blocks, end = document.blocks, summary_end(document.blocks)
    return {
        "title": document.title, "subtitle": document.subtitle, "author": document.imprint.issuer,
        "issuer": "　".join(filter(None, [document.imprint.issuer, document.imprint.number])),
        "keywords": [document.made_from], "sheets": document.sheets, "lang": document.lang, "region": {"zh": "cn"}.get(document.lang), "words": words(document.lang),
        "opening": list(_sheets(blocks[:end], known)), "rest": list(_sheets(blocks[end:], known)),
    }  # fmt: skip


def summary_end(blocks: Sequence[Block]) -> int:
    """Where the summary on the first sheet ends: before the first section, or after it where nothing stands before.

    A document of few sections is all summary: it needs no table of contents.

    Examples
    --------
    >>> sections = [Heading(str(number), 1) for number in range(MANY)]
    >>> summary_end(sections), summary_end([Paragraphs(["概要"], "lead"), *sections]), summary_end(sections[1:])
    (1, 1, 5)
    """
    sections = [rank for rank, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    if len(sections) < MANY:
        return len(blocks)
    before = any(isinstance(block, Paragraphs) for block in blocks[: sections[0]])
    return sections[0] if before else sections[1]


def _sheets(blocks: Sequence[Block], known: set[str]) -> Iterator[Told]:
    """Blocks, with those that stand across a sheet together."""
    for across, together in groupby(lying(blocks, UPRIGHT, ACROSS, drawn=True), key=itemgetter(1)):
        found = [_block(block, known) for block, _ in together]
        yield from [{"block": "across", "blocks": found}] if across else found


def _block(block: Block, known: set[str]) -> Told:
    match block:
        case Heading(text, level):
            return {"block": "heading", "text": text, "level": level}
        case Paragraphs(texts, role):
            return {"block": "paragraphs", "texts": texts, "role": role}
        case Picture(title, alt, _, svg):
            return {"block": "chart", "title": title, "alt": alt, "svg": standalone(svg)}
        case Facts(labels, texts, anchors):
            named = anchors if len(anchors) == len(labels) else [None] * len(labels)
            entries = zip(labels, map(compact, texts), named, strict=True)
            return {"block": "facts", "entries": [list(entry) for entry in entries]}
        case Notice(label, text):
            return {"block": "notice", "label": label, "text": text}
        case Imprint():
            return {"block": "facts", "entries": [[*entry, None] for entry in entries_of(block)]}
        case Table():
            return _table(block, fit(block.columns, UPRIGHT, ACROSS), known)
    raise TypeError(f"{block} is nothing that paper shows")


def _table(table: Table, fitted: Fit, known: set[str]) -> Told:
    cells = [_cells(column, known) for column in table.columns]
    return {
        "block": "table", "caption": table.caption, "notes": table.notes, "groups": table.groups, "points": fitted.points,
        "widths": fitted.widths, "rows": list(map(list, zip(*cells, strict=True))),
        "columns": [
            {"heading": heading, "number": column.number}
            for heading, column in zip(headings(table.columns, fitted), table.columns, strict=True)
        ],
    }  # fmt: skip


def _cells(column: Column, known: set[str]) -> list[Any]:
    """A column's cells: their text, or where more is known of one, all that is."""
    return [_cell(text, partial(_at, column.values, rank), known) for rank, text in enumerate(column.text)]


def _at(values: Mapping[str, list[Any]], rank: int, name: str) -> Any:
    return values[name][rank] if name in values else None


def _cell(text: str, at: Any, known: set[str]) -> Any:
    more: Told = {}
    if light := at("light"):
        more["light"], text = light, whole(text)
    if (to := str(at("link") or "").removeprefix("#")) in known:
        more["to"] = to
    if anchor := at("anchor"):
        more["anchor"] = anchor
    if (completion := at("completion")) is not None:
        more["bar"] = [completion, at("expected")]
    if at("now") or at("before"):
        more["lines"] = _lines(at("before") or [], at("now") or [], at("low"))
    return {"text": text, **more} if more else text


def _lines(before: list[float | None], now: list[float | None], low: float | None) -> list[list[list[float]]]:
    """Two series as points of a unit square, from its upper left."""
    every = [value for value in (*before, *now) if value is not None]
    bottom = min(every) if low is None else low
    span = max(every) - bottom or 1.0
    last = max(len(before), len(now)) - 1 or 1
    return [
        [[rank / last, round(1 - (value - bottom) / span, 3)] for rank, value in enumerate(series) if value is not None]
        for series in (before, now)
    ]

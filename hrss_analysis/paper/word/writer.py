"""A document in Word: real styles, numbered headings, tables and pictures, laid out after GB/T 9704-2012."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from ...extras import load
from ...language import page_language, speaking
from ...messages import tell
from ..blocks import Block, Facts, Heading, Imprint, Notice, Paragraphs, Picture, Table
from ..document import Document, anchors_of, compact, lying, printed_columns
from ..fitting import fit
from ..pdf import png
from ..text import printable
from ..words import words
from . import styles
from .base import MOMENT, REFERENCES, base, packed
from .official import head, signature
from .tables import table
from .xml import EMU, attribute, bookmark, joined, paragraph, run
from .xml import field as word_field

_TEXT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
MOST = 255  # characters of a property
PER_INCH = 200  # pixels of a picture
_STYLES = {"": "BodyText", "lead": "BodyText", "list": "BodyText", "legend": "Note", "note": "Note", "output": "Output"}
_BREAK = '<w:p><w:pPr><w:pStyle w:val="Break"/>{section}</w:pPr></w:p>'


def docx(document: Document) -> bytes:
    """Write a document.

    Raises
    ------
    InputError
        If python-docx, or Typst for its pictures, is not installed.
    """
    with speaking(document.lang):
        made = load("docx", tell("writing Word")).Document(io.BytesIO(base(document.sheets)))
        above = head(document.imprint, document.title, document.subtitle)
        xml = "".join([*above, *_Writer(made.part, document).written()])
    made.element.replace(made.element.body, load("docx.oxml", tell("writing Word")).parse_xml(joined([xml])))
    _name(made.core_properties, document, _digest(made.part.blob))
    saved = io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _name(properties: Any, document: Document, text: str) -> None:
    """Say what the document is called and what it was made from, with a digest of its text; a day of making would differ each time."""
    properties.title, properties.subject = printable(document.title)[:MOST], printable(document.subtitle)[:MOST]
    properties.author = properties.last_modified_by = printable(document.imprint.issuer)[:MOST]
    properties.identifier = document.made_from
    properties.created = properties.modified = datetime(*MOMENT)
    properties.revision, properties.version = 1, text


def edited(file: bytes) -> bool:
    """Whether somebody has changed a document of ours since it was written.

    Examples
    --------
    >>> import nbformat
    >>> from hrss_analysis.paper.document import document
    >>> edited(docx(document(nbformat.v4.new_notebook())))
    False
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            return _digest(archive.read(_TEXT)).encode() not in archive.read(_PROPERTIES)
    except (zipfile.BadZipFile, KeyError):
        return True


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


@dataclass
class _Writer:
    """What was written so far needs: the part that holds pictures, and how many there are of what is counted."""

    part: Any
    document: Document
    counts: dict[str, int] = field(default_factory=lambda: {"table": 0, "figure": 0})
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.known = anchors_of(self.document.blocks)

    def written(self) -> Iterator[str]:
        """The document's blocks, by sections of sheets that stand and lie."""
        references, across = REFERENCES, False
        for block, lies in lying(self.document.blocks, styles.WIDE, styles.HIGH):
            if lies != across:
                yield _BREAK.format(section=_sheet(across, references))
                references, across = "", lies
            yield from self._block(block, across)
        yield _sheet(across, references)

    def _block(self, block: Block, across: bool) -> Iterator[str]:
        match block:
            case Heading(text, level):
                yield paragraph(f"Heading{min(level, 4)}", run(text))
            case Paragraphs(texts, role):
                yield from (paragraph(_STYLES.get(role, "BodyText"), run(text)) for text in _told(texts, role))
            case Notice(label, text):
                yield paragraph("Notice", run(f"{label}　", bold=True), run(text))
            case Facts():
                yield from self._facts(block)
            case Picture():
                yield from self._picture(block, across)
            case Table():
                yield from self._table(block)
            case Imprint():
                yield from signature(block)

    def _caption(self, kind: str, style: str, text: str) -> str:
        self.counts[kind] += 1
        name = words()[kind]
        number = word_field(f"SEQ {name} \\* ARABIC", str(self.counts[kind]))
        return paragraph(style, run(name if page_language() == "zh" else f"{name} "), number, run(f"　{text}"))

    def _table(self, block: Table) -> Iterator[str]:
        columns = printed_columns(block)
        yield self._caption("table", "Caption", block.caption)
        yield table(
            block.caption, columns, fit(columns, styles.WIDE, styles.HIGH), self.known, self.numbers, block.groups
        )
        yield from (paragraph("Note", run(note)) for note in block.notes)
        if not block.notes:
            yield paragraph("Note")  # two tables that touch are one

    def _facts(self, block: Facts) -> Iterator[str]:
        named = block.anchors if len(block.anchors) == len(block.labels) else [""] * len(block.labels)
        for label, text, anchor in zip(block.labels, block.texts, named, strict=True):
            place = bookmark(anchor, next(self.numbers)) if anchor else ""
            yield paragraph("Fact", place, run(f"{label}　", bold=True), run(compact(text)))

    def _picture(self, block: Picture, across: bool) -> Iterator[str]:
        most = (styles.HIGH, styles.WIDE) if across else (styles.WIDE, styles.HIGH)
        wide, high = _size(block.svg, most)
        key, _ = self.part.get_or_add_image(io.BytesIO(png(block.svg, wide, PER_INCH)))
        yield paragraph("Figure", _drawing(key, next(self.numbers), block.alt, wide, high))
        yield self._caption("figure", "FigureCaption", block.title)


def _told(texts: list[str], role: str) -> list[str]:
    return ["　".join(texts)] if role == "legend" else texts


def _sheet(across: bool, references: str) -> str:
    return styles.section(styles.ACROSS if across else styles.UPRIGHT, references)


def _size(svg: str, most: tuple[float, float]) -> tuple[float, float]:
    """How large a picture is on paper, in millimetres: as wide as the text, unless it were too high then."""
    found = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    ratio = float(found[2]) / float(found[1]) if found else 1.0
    wide = min(most[0], most[1] * 0.9 / ratio)
    return wide, wide * ratio


def _drawing(key: str, number: int, alt: str, wide: float, high: float) -> str:
    extent = f'cx="{round(wide * EMU)}" cy="{round(high * EMU)}"'
    named = f'id="{number}" name="{number}" descr={attribute(alt)}'
    return (
        f"<w:r><w:drawing><wp:inline><wp:extent {extent}/><wp:docPr {named}/><a:graphic>"
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )

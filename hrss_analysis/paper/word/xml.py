"""WordprocessingML as text: escaped once, here, and parsed once for a whole document."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ..text import printable

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
ROOT = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
TWIPS = 1440 / 25.4  # in a millimetre
EMU = 36_000  # in a millimetre


def twips(millimetres: float) -> int:
    """A length as Word has it.

    Examples
    --------
    >>> twips(210), twips(297)
    (11906, 16838)
    """
    return round(millimetres * TWIPS)


def text(value: str) -> str:
    r"""Text between tags; what cannot be printed is left out.

    Examples
    --------
    >>> text("甲 < 乙\x07")
    '甲 &lt; 乙'
    """
    return escape(printable(value))


def attribute(value: str) -> str:
    """Text as an attribute, with its quotes."""
    return quoteattr(printable(value))


def run(value: str, *, colour: str = "", bold: bool = False, points: float = 0) -> str:
    r"""Text in one look, that of its paragraph where nothing else is said; its lines are broken.

    Examples
    --------
    >>> run("甲\n乙", bold=True)
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">甲</w:t><w:br/><w:t xml:space="preserve">乙</w:t></w:r>'
    """
    look = (
        ("<w:b/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{round(points * 2)}"/>' if points else "")
    )
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in value.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>" if value else ""


def paragraph(style: str, *content: str, properties: str = "") -> str:
    """A paragraph of runs in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(content)}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field of Word's, with what it showed last; the instruction is never text from outside."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>'


def link(anchor: str, *content: str) -> str:
    """A link within the document."""
    return f"<w:hyperlink w:anchor={attribute(bookmark_name(anchor))}>{''.join(content)}</w:hyperlink>"


def bookmark(anchor: str, number: int) -> str:
    """A place that links lead to."""
    name = attribute(bookmark_name(anchor))
    return f'<w:bookmarkStart w:id="{number}" w:name={name}/><w:bookmarkEnd w:id="{number}"/>'


def bookmark_name(anchor: str) -> str:
    """A name that Word allows: letters, digits and underscores, forty at the most, not a digit first.

    Examples
    --------
    >>> bookmark_name("d7"), bookmark_name("7-甲 乙")
    ('d7', '_7_甲_乙')
    """
    name = re.sub(r"\W", "_", anchor)[:39]
    return name if name[:1].isalpha() else f"_{name}"


def joined(pieces: Iterable[str]) -> str:
    """All of them as the children of one element, to be parsed."""
    return f"<w:body {ROOT}>{''.join(pieces)}</w:body>"

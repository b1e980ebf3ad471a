"""What makes a document official after GB/T 9704-2012: its head (版头) and, where it ends, its signature (署名)."""

from math import floor

from ..blocks import Imprint
from ..fitting import POINT
from ..text import width_of
from ..words import words
from .styles import RED, WIDE
from .xml import paragraph, run

LARGEST = 42.0  # points of the red head
ROOMY = 0.97  # of a line is used
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{RED}"/></w:pBdr>'


def head(imprint: Imprint, title: str, subtitle: str) -> list[str]:
    """What stands above the text: the red head of a bulletin, or the word that this is an attachment; then the title."""
    above = [paragraph("Attachment", run(words()["attachment"]))] if imprint.role == "attachment" else []
    red = imprint.role == "bulletin" and imprint.red and imprint.issuer
    if red:
        above = [
            paragraph("Issuer", run(imprint.issuer, points=_size(imprint.issuer))),
            paragraph("DocumentNumber", run(imprint.number), properties=_RULE),
        ]
    below = [paragraph("Subtitle", run(subtitle))] if subtitle else []
    if imprint.role == "bulletin" and imprint.number and not red:
        below.append(paragraph("DocumentNumber", run(imprint.number)))
    return [*above, paragraph("Title", run(title)), *below]


def _size(issuer: str) -> float:
    """The size in which a name stands on one line."""
    return min(LARGEST, floor(WIDE / POINT / max(width_of(issuer), 1) * ROOMY * 2) / 2)


def signature(imprint: Imprint) -> list[str]:
    """Who signs, a day to be filled in, and whom to ask; nothing where nobody signs."""
    if not imprint.issuer or imprint.role != "bulletin":
        return []
    said = words()
    notes = ((said[name], getattr(imprint, name)) for name in ("contact", "next_release"))
    return [
        paragraph("Normal"),
        paragraph("Signature", run(imprint.issuer)),
        paragraph("Signature", run(said["day"])),
        *(paragraph("BodyText", run(f"{name}{said['colon']}{value}")) for name, value in notes if value),
    ]

"""Word's automatic numbers: a person sees them before a paragraph, the file does not hold them.

A paragraph names a list and a level; ``numbering.xml`` says how a level is written
(``%1．``), in which digits, and where it starts. The numbers themselves are counted
here, in the order of the document, as Word does.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from .wordxml import attribute, child, children, w

_CHINESE = "零一二三四五六七八九"
_SUFFIX = {"tab": "\t", "space": " ", "nothing": ""}


@dataclass
class Numbering:
    """The lists of a document, with what has been counted so far."""

    levels: dict[str, dict[int, Any]] = field(default_factory=dict)  # by list, then by level
    abstract: dict[str, str] = field(default_factory=dict)  # a list's own kind, which counts for all lists of it
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, numbered: str, level: int) -> str | None:
        """The next number of a list and level, as it is printed; None if its digits are of a kind not known here."""
        levels = self.levels.get(numbered, {})
        definition = levels.get(level)
        if definition is None:
            return ""
        counts = self.counts.setdefault(self.abstract[numbered], {})
        restart = self.restarts.pop((numbered, level), None)
        counts[level] = restart if restart is not None else counts.get(level, _start(definition) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if attribute(child(definition, "numFmt"), "val") == "bullet":
            return ""
        text = attribute(child(definition, "lvlText"), "val") or ""
        for mark in re.findall(r"%([1-9])", text):
            own = levels.get(int(mark) - 1)
            if own is None:
                return None
            shown = digits(counts.get(int(mark) - 1, _start(own)), attribute(child(own, "numFmt"), "val") or "decimal")
            if shown is None:
                return None
            text = text.replace(f"%{mark}", shown)
        return text + _SUFFIX.get(attribute(child(definition, "suff"), "val") or "tab", "\t")

    def level_of_style(self, numbered: str, style: str) -> int:
        """The level that a paragraph style stands for in a list."""
        for level, definition in self.levels.get(numbered, {}).items():
            if attribute(child(definition, "pStyle"), "val") == style:
                return level
        return 0


def read_numbering(root: Any | None) -> Numbering:
    """The lists that ``numbering.xml`` defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    kinds = {attribute(kind, "abstractNumId"): _levels(kind) for kind in children(root, "abstractNum")}
    for one in children(root, "num"):
        key, kind = attribute(one, "numId") or "", attribute(child(one, "abstractNumId"), "val") or ""
        numbering.abstract[key] = kind
        numbering.levels[key] = dict(kinds.get(kind, {}))
        for override in children(one, "lvlOverride"):
            level = int(attribute(override, "ilvl") or 0)
            start = attribute(child(override, "startOverride"), "val")
            if start is not None:
                numbering.restarts[key, level] = int(start)
            numbering.levels[key].update(_levels(override))
    return numbering


def _levels(parent: Any) -> dict[int, Any]:
    return {int(attribute(level, "ilvl") or 0): level for level in parent.iter(w("lvl"))}


def _start(definition: Any) -> int:
    return int(attribute(child(definition, "start"), "val") or 1)


def digits(number: int, style: str) -> str | None:
    """A number in one of Word's styles; None if it is not known here.

    Examples
    --------
    >>> digits(12, "decimal"), digits(12, "chineseCounting"), digits(3, "decimalEnclosedCircle"), digits(1, "klingon")
    ('12', '十二', '③', None)
    """
    if style in ("decimal", "decimalHalfWidth"):
        return str(number)
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"):
        return _counted(number)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if style == "lowerLetter" else 65) + number - 1)
    return "" if style == "none" else None


def _counted(number: int) -> str | None:
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        return None
    return ("" if tens < 2 else _CHINESE[tens]) + ("十" if tens else "") + (_CHINESE[ones] if ones else "")

"""What a person sees of a paragraph in Word: not all that the file holds, and more than its texts.

Insertions are seen and deletions are not; content controls, tags, links and fields are
seen through; hidden text is not there. What is struck through, raised or lowered keeps
its mark, so that no figure is read from it; signs of the Symbol font become the
characters they show; what only a picture or a formula shows stands as U+FFFD, which no
cell is read with. Text boxes and notes are not read, and that is said.
"""

from dataclasses import dataclass, field
from typing import Any

from ..language import clauses, say
from .cells import STRUCK
from .findings import Finding
from .numbering import Numbering
from .wordxml import attribute, child, short, switched_on, w

LOST = "\ufffd"  # stands for what is seen and cannot be read
_NOT_SEEN = frozenset({
    "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:rt", "w:rubyPr",
    "mc:Fallback", "w:fldData", "w:numberingChange",
})  # fmt: skip
_INLINE = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_FOOTNOTE, _ENDNOTE = "w:footnoteReference", "w:endnoteReference"
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0x2E: ".", 0x2C: ",", 0x25: "%", 0x3C: "<", 0x3E: ">", 0x20: " ", 0x2D: "-",
           **{0x30 + digit: str(digit) for digit in range(10)}}  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_COMPLEX = ("f", "sSup", "sSub", "sSubSup", "rad", "nary", "m", "eqArr", "sPre", "limLow", "limUpp")


@dataclass
class Reader:
    """Reads paragraphs in the order of the document: fields and automatic numbers go over their borders."""

    styles: dict[str, Any]
    numbering: Numbering
    findings: list[Finding] = field(default_factory=list)
    _fields: list[list[str]] = field(default_factory=list)  # of each open field: code or result, and its code

    def paragraph(self, node: Any) -> str:
        """What is seen of a paragraph, its automatic number in front."""
        style = attribute(child(node, "pPr", "pStyle"), "val")
        text = self._seen(node, style)
        return self._number(node, style, text) + text

    def _number(self, node: Any, style: str | None, text: str) -> str:
        styled = based_on(style, self.styles)
        places = [node, *(self.styles[name] for name in styled)]
        own, name = next(
            (
                (own, name)
                for place, name in zip(places, ["", *styled], strict=True)
                if (own := child(place, "pPr", "numPr")) is not None
            ),
            (None, ""),
        )
        numbered = attribute(child(own, "numId"), "val")
        if numbered in (None, "0") or (not text.strip() and mark_deleted(node)):
            return ""
        assert numbered is not None
        level = attribute(child(own, "ilvl"), "val")
        if level is None:
            level = str(self.numbering.level_of_style(numbered, name))
        label = self.numbering.label(numbered, int(level))
        if label is None:
            message = say("“{text}”的自动编号无法读取：请改为手工输入的编号", text=text.strip()[:20])
            self.findings.append(Finding("unread", "error", say("Word文件"), message))
        return label or ""

    def _seen(self, node: Any, style: str | None) -> str:
        """The text of an element and all below it."""
        name = short(node)
        if name in _NOT_SEEN:
            return ""
        if name == "w:r":
            return self._run(node, style)
        if name == "m:oMath":
            return _formula(node)
        if name == "mc:AlternateContent":
            return self._seen(node[0], style) if len(node) else ""
        return "".join(self._seen(part, style) for part in node)

    def _run(self, run: Any, paragraph_style: str | None) -> str:
        looks = _Looks(run, paragraph_style, self.styles)
        pieces = [piece for part in run if (piece := self._piece(part, looks)) and not self._in_code()]
        text = "".join(pieces)
        return "" if looks.on("vanish") else looks.marked(text)

    def _piece(self, part: Any, looks: "_Looks") -> str:
        name = short(part)
        if name in _NOT_SEEN:
            return ""
        if name == "w:t":
            return looks.characters(part.text or "")
        if name in _INLINE:
            return _INLINE[name]
        if name == "w:sym":
            return _symbol(int(attribute(part, "char") or "0", 16), attribute(part, "font") or "")
        if name == "w:fldChar":
            return self._field(attribute(part, "fldCharType") or "")
        if name == "w:instrText":
            if self._fields:
                self._fields[-1][1] += part.text or ""
            return ""
        if name in (_FOOTNOTE, _ENDNOTE):
            self._unread(say("脚注的内容没有读取") if name == _FOOTNOTE else say("尾注的内容没有读取"), part)
            return ""
        if name in ("w:drawing", "w:pict", "w:object", "mc:AlternateContent"):
            return self._drawn(part)
        return "".join(self._piece(below, looks) for below in part)

    def _field(self, event: str) -> str:
        if event == "begin":
            self._fields.append(["code", ""])
        elif event == "separate" and self._fields:
            self._fields[-1][0] = "result"
        elif event == "end" and self._fields:
            part, code = self._fields.pop()
            # a formula field has no result: what it shows is in its code
            return LOST if part == "code" and code.strip().upper().startswith("EQ") else ""
        return ""

    def _in_code(self) -> bool:
        return any(part == "code" for part, _ in self._fields)

    def _drawn(self, part: Any) -> str:
        boxes = [node for node in part.iter(w("txbxContent")) if not _within(node, "mc:Fallback", part)]
        for box in boxes or list(part.iter(w("txbxContent")))[:1]:
            if text := "".join(node.text or "" for node in box.iter(w("t"))).strip():
                self._unread(say("文本框中的文字没有读取：“{text}”", text=text[:20]), part)
        pictures = any(short(node) in ("pic:pic", "v:imagedata") for node in part.iter()) or short(part) == "w:object"
        return LOST if pictures else ""

    def _unread(self, message: str, node: Any) -> None:
        paragraph = node
        while paragraph is not None and short(paragraph) != "w:p":
            paragraph = paragraph.getparent()
        around = "" if paragraph is None else "".join(t.text or "" for t in paragraph.findall(f"{w('r')}/{w('t')}"))
        text = around.strip()[:20]
        where = say("Word文件 “{text}”处", text=text) if text else say("Word文件")
        message = clauses([message, say("其中如有指标或解释，请移到正文中")])
        self.findings.append(Finding("unread", "warning", where, message))


def based_on(style: str | None, styles: dict[str, Any]) -> list[str]:
    """A style and those it is based on, nearest first."""
    found: list[str] = []
    while style in styles and style not in found:
        assert style is not None
        found.append(style)
        style = attribute(child(styles[style], "basedOn"), "val")
    return found


def mark_deleted(paragraph: Any) -> bool:
    """Whether a paragraph's end was deleted, so that it goes on in the next."""
    return child(paragraph, "pPr", "rPr", "del") is not None


def _within(node: Any, name: str, top: Any) -> bool:
    while node is not None and node is not top:
        if short(node) == name:
            return True
        node = node.getparent()
    return False


class _Looks:
    """How a run looks: its own properties, or else its style's, or else its paragraph's style's."""

    def __init__(self, run: Any, paragraph_style: str | None, styles: dict[str, Any]) -> None:
        own = child(run, "rPr")
        self._properties = [own] if own is not None else []
        character = attribute(child(own, "rStyle"), "val")
        for style in (*based_on(character, styles), *based_on(paragraph_style, styles)):
            found = child(styles[style], "rPr")
            self._properties += [found] if found is not None else []

    def _first(self, name: str) -> Any | None:
        return next((found for own in self._properties if (found := child(own, name)) is not None), None)

    def on(self, name: str) -> bool:
        return bool(switched_on(self._first(name)))

    def characters(self, text: str) -> str:
        """The characters that a text shows in its font."""
        fonts = self._first("rFonts")
        font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
        symbolic = font == "Symbol" or font.startswith("Wingdings")
        return "".join(
            _symbol(ord(mark), font) if 0xF000 <= ord(mark) <= 0xF0FF or (symbolic and ord(mark) < 0x100) else mark
            for mark in text
        )

    def marked(self, text: str) -> str:
        """A text with the marks of what is struck, raised or lowered in it."""
        raised = attribute(self._first("vertAlign"), "val")
        if raised in ("superscript", "subscript"):
            text = text.translate(_RAISED if raised == "superscript" else _LOWERED)
        if self.on("strike") or self.on("dstrike"):
            text = "".join(mark if mark.isspace() else mark + STRUCK for mark in text)
        return text


def _symbol(code: int, font: str) -> str:
    """The character that a symbol font shows, where it is one that a figure may have."""
    return _SYMBOL.get(code & 0xFF, LOST) if font == "Symbol" else LOST


def _formula(node: Any) -> str:
    if any(short(part) in {f"m:{name}" for name in _COMPLEX} for part in node.iter()):
        return LOST
    return "".join(part.text or "" for part in node.iter() if short(part) in ("m:t", "w:t"))

"""Text on paper: breaking lines where a reader would, and leaving out what cannot be printed."""

import re
from collections.abc import Callable
from math import ceil

# Marks that may not begin a line, and those that may not end one (GB/T 15834).
_NOT_FIRST = "，。、；：？！”’）》〉】…—%"
_NOT_LAST = "“‘（《〈【"
WIDER = 1.08  # of its width in our font that is kept free for a text: other fonts are wider
_HALF = 0.55  # of a full-width character: a Latin letter or a digit


# What XML does not know, and marks that nobody sees.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    r"""Text without what cannot be printed: control characters, and marks that nobody sees.

    Examples
    --------
    >>> printable("甲\x07乙\u200b\n丙")
    '甲乙\n丙'
    """
    return _UNSEEN.sub("", text)


def wrap(text: str, width: int, most: int = 0) -> str:
    r"""Break `text` into lines of about `width` full-width characters.

    Latin letters and digits count as about a half. With `most`, what does not fit into
    that many lines ends in an ellipsis.

    Examples
    --------
    >>> wrap("新建标准化“家门口”就业服务站数", 8)
    '新建标准化“家门\n口”就业服务站数'
    """
    lines = _filled(text, width)
    even = _even(_filled, text, width)
    if most and len(even) > most:
        even = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return "\n".join(even)


def wrap_words(text: str, width: int, most: int = 0) -> str:
    r"""Break `text` as :func:`wrap` does, but between words; a word that is wider than a line breaks like Chinese.

    Examples
    --------
    >>> wrap_words("Law-enforcement checks of employers", 11)
    'Law-enforcement\nchecks of employers'
    >>> wrap_words("Law-enforcement checks of employers", 11, 1)
    'Law-enforcement …'
    """
    lines = _filled_by_words(text, width)
    if not most or len(lines) <= most:
        widest = max(width_of(piece.rstrip()) for piece in _words(text))
        return "\n".join(_even(_filled_by_words, text, width, min(width, ceil(widest))))
    last = lines[most - 1]
    while " " in last and width_of(f"{last} …") > width:
        last = last.rpartition(" ")[0]
    return "\n".join([*lines[: most - 1], f"{last} …"])


def width_of(text: str) -> float:
    """The width of a line in full-width characters.

    Examples
    --------
    >>> round(width_of("江阴2024"), 1)
    4.2
    """
    return sum(_HALF if mark.isascii() else 1.0 for mark in text)


def _even(fill: Callable[[str, float], list[str]], text: str, width: int, least: int = 1) -> list[str]:
    """The same number of lines, but as even as they can be: no last line of one character."""
    lines = fill(text, width)
    return next(even for narrower in range(least, width + 1) if len(even := fill(text, narrower)) <= len(lines))


def _filled(text: str, width: float) -> list[str]:
    lines: list[str] = []
    line, room = "", float(width)
    for index, mark in enumerate(text):
        size = width_of(mark)
        following = text[index + 1 : index + 2]
        full = size > room and mark not in _NOT_FIRST
        stranded = mark in _NOT_LAST and following and room < 2 * size
        if line and (full or stranded):
            lines.append(line)
            line, room = "", float(width)
        line += mark
        room -= size
    return [*lines, line]


def _filled_by_words(text: str, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _words(text):
        if line and width_of((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        if width_of(line.rstrip()) > width:
            *full, line = _filled(line, width)
            lines += full
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Words, each with the space behind it."""
    return re.split(r"(?<= )", text)

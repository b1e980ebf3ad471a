"""Text on paper: breaking Chinese lines where a reader would, and leaving out what cannot be printed."""

import re

# Marks that may not begin a line, and those that may not end one (GB/T 15834).
_NOT_FIRST = "，。、；：？！”’）》〉】…—%"
_NOT_LAST = "“‘（《〈【"
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
    # the same number of lines, but as even as they can be: no last line of one character
    even = next(lines_ for narrower in range(1, width + 1) if len(lines_ := _filled(text, narrower)) <= len(lines))
    if most and len(even) > most:
        even = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return "\n".join(even)


def width_of(text: str) -> float:
    """The width of a line in full-width characters.

    Examples
    --------
    >>> round(width_of("江阴2024"), 1)
    4.2
    """
    return sum(_HALF if mark.isascii() else 1.0 for mark in text)


def _filled(text: str, width: int) -> list[str]:
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

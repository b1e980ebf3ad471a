"""Text that came from outside: decoded, and made harmless before it is written to a file that others open."""

import re

# what acts on a terminal or a line, turns its direction, is not seen, or is no character
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)
MOST = 500  # characters


def decoded(content: bytes) -> str | None:
    r"""The text of a file in one of the encodings that offices use: UTF-16 with its mark, UTF-8, GB18030; or None.

    Examples
    --------
    >>> decoded("江阴".encode("gb18030")), decoded("\ufeff江阴".encode()), decoded(b"\xff")
    ('江阴', '江阴', None)
    """
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def inert(text: str) -> str:
    r"""One line of text that no spreadsheet takes for a formula.

    Control characters become spaces; what begins like a formula gets an apostrophe, as a
    careful clerk would type it; nothing is longer than it need be.

    Examples
    --------
    >>> inert("=cmd|'/C calc'!A0"), inert("两行\n备注")
    ("'=cmd|'/C calc'!A0", '两行 备注')
    """
    line = _CONTROL.sub(" ", text).strip()
    line = line if len(line) <= MOST else line[: MOST - 1] + "…"
    return "'" + line if line.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) else line


def file_part(text: str) -> str:
    """Text as part of a file's name: no separators, no dots in front, nothing but letters, digits and dashes.

    Examples
    --------
    >>> file_part("../江阴/高新区"), file_part("就管中心")
    ('江阴-高新区', '就管中心')
    """
    return re.sub(r"\W+", "-", text).strip("-")[:60] or "-"

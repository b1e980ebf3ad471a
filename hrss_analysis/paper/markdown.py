"""Markdown as blocks: headings, paragraphs and lists as text, without its marks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from typing import Any

from .blocks import Block, Column, Heading, Paragraphs, Table
from .html import text_of

Token = Mapping[str, Any]
SOFT = "\n\n"  # a line's end that is none of the paragraph's


def blocks_of_markdown(source: str) -> Iterator[Block]:
    r"""What a text with Markdown's marks says; the marks are gone, and where a link leads stands behind it.

    Examples
    --------
    >>> list(blocks_of_markdown("## 走势\n**甲**平稳。\n\n- [乙](https://a.example)\n- 丙"))
    [Heading(text='走势', level=2), Paragraphs(texts=['甲平稳。'], role=''), Paragraphs(texts=['乙（https://a.example）', '丙'], role='list')]
    """
    for token in _parser()(source):
        yield from _block(token)


@cache
def _parser() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def _block(token: Token) -> Iterator[Block]:
    match token["type"]:
        case "heading":
            yield Heading(_text(token["children"]), token["attrs"]["level"])
        case "list":
            yield Paragraphs([_item(item) for item in token["children"]], "list")
        case "block_code":
            yield Paragraphs([text_of(token["raw"].rstrip())], "output")
        case "table":
            yield _table(token["children"])
        case "block_quote":
            for child in token["children"]:
                yield from _block(child)
        case _:
            text = _text(token.get("children", [token]))
            if text.strip():
                yield Paragraphs(text.split("\n"))


def _item(item: Token) -> str:
    return "".join(_piece(child) for child in item["children"]).strip()


def _table(parts: Sequence[Token]) -> Table:
    head, *bodies = parts
    rows = [[_text(cell["children"]) for cell in row["children"]] for body in bodies for row in body["children"]]
    return Table(
        "",
        [
            Column(_text(cell["children"]), [row[rank] for row in rows], number=cell["attrs"]["align"] == "right")
            for rank, cell in enumerate(head["children"])
        ],
    )


def _text(tokens: Sequence[Token]) -> str:
    """The text of what stands in a line, and of blocks within it."""
    pieces: list[str] = []
    for token in tokens:
        piece = _piece(token)
        # a line's end within a paragraph parts words, and is nothing between Chinese characters
        if pieces and pieces[-1] == SOFT:
            before, after = "".join(pieces[:-1])[-1:], piece[:1]
            pieces[-1] = " " if before.isascii() or after.isascii() else ""
        pieces.append(piece)
    return "".join(pieces).strip()


def _piece(token: Token) -> str:
    match token["type"]:
        case "softbreak":
            return SOFT
        case "linebreak":
            return "\n"
        case "link":
            text, to = _text(token["children"]), token["attrs"]["url"]
            return text if to.startswith("#") or to == text else f"{text}（{to}）"
        case "list":
            return "".join(f"\n{_item(item)}" for item in token["children"])
        case "inline_html" | "block_html":
            return unescape(re.sub(r"<[^>]*>", "", token["raw"]))
        case "thematic_break" | "blank_line":
            return ""
    if "children" in token:
        return _text(token["children"])
    raw = token.get("raw", "")
    return text_of(unescape(raw) if token["type"] == "text" else raw)

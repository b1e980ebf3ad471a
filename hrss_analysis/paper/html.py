"""HTML that escapes itself and knows what it says.

Everything a report shows is an :class:`Html`, which a notebook displays as HTML
and joins into larger pieces. Text from the data goes in through :func:`element`,
which escapes it. What is made of pieces remembers them: so the text of a cell and the
blocks of a page are known beside the markup, and no writer has to read it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from markupsafe import Markup, escape

from ..language import page_language
from .blocks import Block, Figure, Paragraphs, bundle, number_of, plain

# Marks that turn the direction of all text that follows: a name may not turn the sentence it stands in.
TURNING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
CHINESE = re.compile(rf"{_HAN}(?:[!-%'-;=?-~\u3000-\u303f\uff00-\uffef·“”‘’—…]*{_HAN})*[\u3001-\u3003\uff01-\uff1f]?")
_LINES = {"div", "p", "ul", "li", "dt", "dd", "details", "summary"}  # elements that stand on lines of their own


class Html(Markup):
    """Markup that a notebook shows as HTML.

    ``made`` are the tag, content and attributes it was made of; None if nothing is known of
    what it says. ``blocks`` are what it says as a whole, and ``data`` what is known of it beside its text.
    """

    made: tuple[str, tuple[object, ...], Mapping[str, object]] | None = None
    blocks: tuple[Block, ...] = ()
    data: Mapping[str, object] = {}

    def _repr_html_(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        known = self.made or self.blocks or not self
        return bundle(str(self), blocks_of(self)) if known else {}

    def __repr__(self) -> str:
        return f"<Html of {len(self)} characters>"


def element(tag: str, *content: object, **attributes: object) -> Html:
    """One element with its content, both escaped unless already markup.

    Attribute names may end in ``_`` (``class_``) and use ``_`` for ``-``; an
    attribute that is None is left out.

    Examples
    --------
    >>> str(element("p", "江阴 < 宜兴", class_="note"))
    '<p class="note">江阴 &lt; 宜兴</p>'
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None}
    opening = "".join(f' {name}="{shown(value)}"' for name, value in named.items())
    inside = shown if "lang" in named else written  # what says its language says it once
    html = Html(f"<{tag}{opening}>{''.join(map(inside, content))}</{tag}>")
    html.made = (tag, content, attributes)
    return html


def join(pieces: Iterable[object], between: str = "") -> Html:
    """Escape what is not markup yet and put the pieces together."""
    content: list[object] = []
    for piece in pieces:
        content += [between, piece] if between and content else [piece]
    html = Html("".join(map(written, content)))
    html.made = ("", tuple(content), {})
    return html


def drawn(svg: str, **data: object) -> Html:
    """A small picture that says nothing in words; `data` are the numbers it shows.

    Examples
    --------
    >>> said(drawn("<svg></svg>", now=[1, 2]))
    ('', {'now': [1, 2]})
    """
    html = Html(svg)
    html.made = ("", (), {})
    return carrying(html, **data)


def carrying(html: Html, **data: object) -> Html:
    """Markup with what is known of it beside its text."""
    html.data = data
    return html


def saying(html: Html, *blocks: Block) -> Html:
    """Markup with what it says as a whole."""
    html.blocks = blocks
    return html


def shown(piece: object) -> Markup:
    r"""Text as it may stand on a page: escaped unless it is markup, without marks that turn what follows.

    Examples
    --------
    >>> str(shown("<b>\u202e甲"))
    '&lt;b&gt;甲'
    """
    return piece if isinstance(piece, Markup) else escape(text_of(piece))


def written(piece: object) -> Markup:
    """The same between tags: what is Chinese on a page in another language says so, to be read aloud rightly.

    Examples
    --------
    >>> from hrss_analysis.language import speaking
    >>> with speaking("en"):
    ...     str(written("by 就管中心"))
    'by <span lang="zh">就管中心</span>'
    """
    text = shown(piece)
    if isinstance(piece, Markup) or page_language() == "zh" or text.isascii():
        return text
    return Markup(CHINESE.sub(r'<span lang="zh">\g<0></span>', str(text)))


def text_of(piece: object) -> str:
    """Text without marks that turn what follows."""
    text = str(piece)
    return text if text.isprintable() else text.translate(TURNING)


def said(piece: object) -> tuple[str, dict[str, Any]]:
    r"""What stands in a cell: its text, by lines, and the numbers and whatever else is known of it.

    Raises
    ------
    TypeError
        If there is a block in it, or markup of which nothing is known.

    Examples
    --------
    >>> said(join([element("a", "甲 < 乙", href="#d3"), element("div", "人")]))
    ('甲 < 乙\n人', {'link': '#d3'})
    """
    if isinstance(piece, Markup):
        heard = _Heard()
        heard.hear(piece)
        if heard.blocks:
            raise TypeError(f"{heard.blocks[0]} cannot stand in a cell")
        text, data = heard.text, {name: plain(value) for name, value in heard.data.items()}
        figures = heard.figures
    else:
        text, data = text_of(piece), {"value": plain(piece)} if isinstance(piece, Real) else {}
        figures = [piece] if isinstance(piece, Figure) else []
    if figures == [text] and (number := number_of(figures[0])) is not None:
        data["value"] = plain(number)
    elif figures:
        data["figures"] = [[str(figure), *map(plain, figure.values)] for figure in figures]
    return text, data


def blocks_of(piece: object) -> list[Block]:
    """What a piece of a page says, block by block; text between them becomes paragraphs.

    Raises
    ------
    TypeError
        If there is markup in it of which nothing is known.

    Examples
    --------
    >>> blocks_of(element("div", "甲", element("p", "乙")))
    [Paragraphs(texts=['甲', '乙'], role='')]
    """
    heard = _Heard()
    heard.hear(piece)
    heard.end()
    return heard.blocks


@dataclass
class _Heard:
    """What was said by the pieces so far."""

    text: str = ""
    figures: list[Figure] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    broken: bool = False

    def hear(self, piece: object) -> None:
        if not isinstance(piece, Markup):
            self.text += ("\n" if self.broken and self.text else "") + text_of(piece)
            self.broken = False
            if isinstance(piece, Figure):
                self.figures.append(piece)
        elif isinstance(piece, Html) and piece.blocks:
            self.end()
            self.blocks += piece.blocks
        elif isinstance(piece, Html) and piece.made:
            self._hear_element(piece, *piece.made)
        elif piece:
            raise TypeError(f"nothing is known of what this markup says: {piece[:40]!s}")

    def _hear_element(
        self, html: Html, tag: str, content: tuple[object, ...], attributes: Mapping[str, object]
    ) -> None:
        if html.data or attributes:
            self.data = {**_known_of(attributes), **html.data, **self.data}
        # what is only spoken stands in the symbol; links to other pages are for screens
        if attributes.get("class_") == "spoken" or ("data_to" in attributes and attributes.get("class_") != "page"):
            return
        self.broken |= tag in _LINES
        for piece in content:
            self.hear(piece)
        self.broken |= tag in _LINES

    def end(self) -> None:
        """What was said so far is over: a block follows, or nothing."""
        if self.text.strip():
            self.blocks.append(Paragraphs(self.text.split("\n")))
        self.text, self.broken = "", False


def _known_of(attributes: Mapping[str, object]) -> dict[str, object]:
    link, title = str(attributes.get("href", "")), attributes.get("title")
    return {**({"link": link} if link.startswith("#") else {}), **({"title": text_of(title)} if title else {})}


class Shown:
    """Whatever knows how to write itself as :class:`Html`."""

    def html(self) -> Html:
        """What a page shows of it."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return str(self.html())

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        return self.html()._repr_mimebundle_()


EMPTY = Html("")

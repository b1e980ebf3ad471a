"""What stands on a page beside tables and pictures: written as HTML, and kept as the block it is."""

from collections.abc import Iterable, Sequence

from .blocks import Block, Facts, Heading, Imprint, Notice, Paragraphs
from .html import Html, element, join, said, saying, text_of
from .words import words

CLASSES = {"lead": "headline", "note": "none"}  # how a role is called in the page's style, where it has another name


def heading(text: str, level: int = 2) -> Html:
    """A heading.

    Examples
    --------
    >>> heading("走势"), heading("走势").blocks
    (<Html of 11 characters>, (Heading(text='走势', level=2),))
    """
    return saying(element(f"h{level}", text), Heading(text_of(text), level))


def paragraph(*content: object, role: str = "") -> Html:
    """One paragraph; nothing where there is no text.

    Examples
    --------
    >>> str(paragraph("修订：无。", role="note"))
    '<p class="none">修订：无。</p>'
    """
    html = element("p", *content, class_=_class_of(role))
    return saying(html, Paragraphs([said(html)[0]], role))


def note(text: str) -> Html:
    """An explanation, or the word that there is nothing."""
    return paragraph(text, role="note")


def lead(sentences: Sequence[str]) -> Html:
    """The sentences that open a report."""
    html = element("div", *(element("p", sentence) for sentence in sentences), class_=_class_of("lead"))
    return saying(html, Paragraphs([text_of(sentence) for sentence in sentences], "lead"))


def listing(items: Iterable[object], role: str = "list") -> Html:
    """A list.

    Examples
    --------
    >>> listing(["甲 < 乙", element("b", "丙")]).blocks
    (Paragraphs(texts=['甲 < 乙', '丙'], role='list'),)
    """
    items = list(items)
    html = element("ul", *(element("li", item) for item in items), class_=None if role == "list" else _class_of(role))
    return saying(html, Paragraphs([said(item)[0] for item in items], role))


def facts(entries: Iterable[tuple[str, object]], anchors: Sequence[str] = (), class_: str | None = None) -> Html:
    """Labels with what is to be said of each; a block among it follows its label.

    Parameters
    ----------
    entries
        Labels and contents.
    anchors
        By entry, what it is called where something leads to it.
    class_
        How the page's style calls it.

    Examples
    --------
    >>> facts([("单位", "人"), ("口径", element("b", "全年"))]).blocks
    (Facts(labels=['单位', '口径'], texts=['人', '全年'], anchors=[]),)
    """
    entries = list(entries)
    named = anchors or [""] * len(entries)
    pairs = [
        join([element("dt", label, id=anchor or None), element("dd", content)])
        for (label, content), anchor in zip(entries, named, strict=True)
    ]
    html = element("dl", join(pairs), class_=class_)
    blocks: list[Block] = []
    told = Facts([], [], [])
    for (label, content), anchor in zip(entries, named, strict=True):
        own = content.blocks if isinstance(content, Html) else ()
        told.labels.append(text_of(label))
        told.texts.append("" if own else said(content)[0])
        told.anchors.extend([anchor] if anchor else [])
        if own:
            blocks += [told, *own]
            told = Facts([], [], [])
    return saying(html, *blocks, *([told] if told.labels else []))


def notice(label: str, text: str, sheets: str = "") -> Html:
    """What a reader must not miss, and what every sheet of paper says of it."""
    html = element("p", element("strong", label), " ", text, class_="notice")
    return saying(html, Notice(label, text_of(text), sheets))


def imprint(issued: Imprint) -> Html:
    """Who issues the page, whom to ask, and when the next one comes; a page of nobody's shows nothing."""
    entries = entries_of(issued)
    return saying(facts(entries, class_="closing") if entries else Html(""), issued)


def entries_of(issued: Imprint) -> list[tuple[str, str]]:
    """An imprint as labels with what is said of each, where it is signed; attachments are not.

    Examples
    --------
    >>> entries_of(Imprint("bulletin", issuer="某局", contact="规划处"))
    [('发布单位', '某局'), ('联系方式', '规划处')]
    """
    if issued.role == "attachment":
        return []
    names = ("issuer", "number", "contact", "next_release")
    return [(words()[name], getattr(issued, name)) for name in names if getattr(issued, name)]


def _class_of(role: str) -> str | None:
    return CLASSES.get(role, role) or None

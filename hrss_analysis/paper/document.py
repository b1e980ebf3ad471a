"""What an executed notebook says, put in order for paper: where the writers of Word and PDF begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .blocks import Block, Column, Facts, Heading, Imprint, Notice, Paragraphs, Table
from .executed import blocks_of_notebook, language_of
from .fitting import fit

MOST_LINES = 4  # of a fact: a longer list runs on
FOR_SCREENS = {"downloads", "subtitle"}  # roles: links to files beside a page; the subtitle stands in the head
MARKS_LEFT_OUT = {"completion", "expected", "before", "now", "low"}  # of a column: the numbers of what is drawn


@dataclass(frozen=True)
class Document:
    """A page for paper.

    Attributes
    ----------
    title, subtitle
        As they stand above it.
    imprint
        Who issues it; empty where the page does not say.
    sheets
        What every sheet says, beside its number; blank for nothing.
    blocks
        What follows, with headings of 1 (a section), 2, and so on, none left out on the way down.
    made_from
        A digest of what the page was made from.
    lang
        The language it speaks.
    """

    title: str
    subtitle: str
    imprint: Imprint
    sheets: str
    blocks: tuple[Block, ...]
    made_from: str = ""
    lang: str = "zh"


def document(content: Any, title: str = "", made_from: str = "") -> Document:
    """Put what an executed notebook says in order for paper.

    Parameters
    ----------
    content
        The executed notebook, as nbformat reads it.
    title
        Its title, where it has no heading of its own.
    made_from
        A digest of what it was made from.

    Raises
    ------
    InputError
        If blocks were written by a later release, or changed since.

    Examples
    --------
    >>> import nbformat
    >>> cells = [nbformat.v4.new_markdown_cell(text) for text in ("# 通报", "### 走势", "平稳。")]
    >>> told = document(nbformat.v4.new_notebook(cells=cells))
    >>> told.title, told.blocks
    ('通报', (Heading(text='走势', level=1), Paragraphs(texts=['平稳。'], role='')))
    """
    blocks = list(blocks_of_notebook(content))
    first = next((block for block in blocks if isinstance(block, Heading) and block.level == 1), None)
    subtitles = [block for block in blocks if isinstance(block, Paragraphs) and block.role == "subtitle"]
    imprints = [block for block in blocks if isinstance(block, Imprint)]
    sheets = dict.fromkeys(block.sheets for block in blocks if isinstance(block, Notice) and block.sheets)
    return Document(
        first.text if first else title,
        "".join(subtitles[0].texts) if subtitles else "",
        imprints[0] if imprints else Imprint(),
        "　".join(sheets),
        tuple(_levelled(block for block in blocks if block is not first and _printed(block))),
        made_from,
        language_of(content),
    )


def _printed(block: Block) -> bool:
    return not (isinstance(block, Paragraphs) and block.role in FOR_SCREENS)


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with levels of headings that lead down step by step."""
    above: list[int] = []  # the levels of the headings that one stands in, as they were written
    for block in blocks:
        if isinstance(block, Heading):
            above = [level for level in above if level < block.level] + [block.level]
            yield replace(block, level=len(above))
        else:
            yield block


def lying(
    blocks: Sequence[Block], upright: float, across: float, *, drawn: bool = False
) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it stands across the sheet: tables that need it do, with the headings right above them.

    Parameters
    ----------
    blocks
        What follows on one another.
    upright, across
        How wide a sheet's type area is either way, in millimetres.
    drawn
        Whether columns in which something is drawn are printed, too.
    """
    tables = [block if isinstance(block, Table) else None for block in blocks]
    lies = [
        table is not None and fit(table.columns if drawn else printed_columns(table), upright, across).across
        for table in tables
    ]
    for rank in reversed(range(len(blocks) - 1)):
        lies[rank] |= lies[rank + 1] and isinstance(blocks[rank], Heading)
    yield from zip(blocks, lies, strict=True)


def printed_columns(table: Table) -> list[Column]:
    """The columns of a table that have text: what is only drawn in a cell repeats what others say.

    Examples
    --------
    >>> drawn = Column("进度", ["", ""], values={"completion": [0.5, None]})
    >>> [column.heading for column in printed_columns(Table("例", [Column("地区", ["甲", "乙"]), drawn]))]
    ['地区']
    """
    return [column for column in table.columns if any(column.text) or not MARKS_LEFT_OUT & set(column.values)]


def anchors_of(blocks: Iterable[Block]) -> set[str]:
    """The names that links of a document may lead to."""
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Facts):
            found.update(block.anchors)
        elif isinstance(block, Table):
            found.update(name for column in block.columns for name in column.values.get("anchor", []) if name)
    return found


def whole(status: str) -> str:
    """A status with its symbol, which is not parted from its word."""
    return status.replace(" ", "\u00a0", 1)


def compact(text: str) -> str:
    r"""What is said of a fact, as paper has room for it: a long list runs on behind its first line.

    Examples
    --------
    >>> compact("3张表\na 1\nb 2"), compact("5张表\na\nb\nc\nd\ne")
    ('3张表\na 1\nb 2', '5张表\na；b；c；d；e')
    """
    first, *lines = text.split("\n")
    return text if len(lines) < MOST_LINES else f"{first}\n{'；'.join(lines)}"

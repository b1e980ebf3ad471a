"""What an executed notebook says, block by block: where writers of other formats than HTML begin."""

import re
from collections.abc import Iterator
from typing import Any

from ..language import pattern, speaking
from .blocks import MIME, Block, Paragraphs, read
from .markdown import blocks_of_markdown

# papermill writes Chinese parameters as escapes; the page says them in its heading
NOT_FOR_READERS = {"notebook-only", "parameters", "injected-parameters"}
SPOKEN = "hrss_lang"  # in a notebook's metadata: the language of blocks that were taken out
AROUND = "hrss_around"  # in a notebook's metadata: outputs that stand above and below what its cells show


def blocks_of_notebook(content: Any) -> Iterator[Block]:
    """Everything a page shows, in order.

    What another package shows has no blocks: it is given as the text it has beside its HTML,
    with the role ``output``.

    Parameters
    ----------
    content
        The executed notebook, as nbformat reads it.

    Raises
    ------
    InputError
        If blocks were written by a later release, or changed since.

    Examples
    --------
    >>> import nbformat
    >>> cells = [nbformat.v4.new_markdown_cell("## 走势"), nbformat.v4.new_code_cell("ds = 1")]
    >>> list(blocks_of_notebook(nbformat.v4.new_notebook(cells=cells)))
    [Heading(text='走势', level=2)]
    """
    around = content.metadata.get(AROUND, {})
    if "above" in around:
        yield from read(around["above"])
    for cell in for_readers(content):
        if cell.cell_type == "markdown":
            yield from blocks_of_markdown(cell.source)
        for output in cell.get("outputs", ()):
            yield from _output(output)
    if "below" in around:
        yield from read(around["below"])


def language_of(content: Any) -> str:
    """The language that the blocks of an executed notebook speak, or spoke: ``zh`` where none says another."""
    if SPOKEN in content.metadata:
        return str(content.metadata[SPOKEN])
    around = content.metadata.get(AROUND, {}).values()
    outputs = (output.get("data", {}) for cell in content.cells for output in cell.get("outputs", ()))
    told = (output[MIME].get("lang") for output in (*around, *outputs) if MIME in output)
    return next(filter(None, told), "zh")


def for_readers(content: Any) -> list[Any]:
    """The cells of a notebook that a page is made of."""
    cells = [cell for cell in content.cells if not NOT_FOR_READERS & set(cell.metadata.get("tags", []))]
    if (lang := language_of(content)) == "zh":
        return cells
    with speaking(lang):
        return [_translated(cell) if cell.cell_type == "markdown" else cell for cell in cells]


def _translated(cell: Any) -> Any:
    """A cell of text with the headings that the catalogue has in the page's language."""
    told = re.sub(r"(?m)^(#+ +)(.+?)\s*$", lambda found: found[1] + pattern(found[2]), cell.source)
    return type(cell)({**cell, "source": told})


def _output(output: Any) -> Iterator[Block]:
    data = output.get("data", {})
    if MIME in data:
        yield from read(data)
        return
    text = output.text if output.get("name") == "stdout" else data.get("text/plain", "")
    if text.strip():
        yield Paragraphs([text.rstrip()], "output")

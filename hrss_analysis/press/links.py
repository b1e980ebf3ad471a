"""Links between pages: where a page could lead to, and which of these are there.

A page names the pages it could lead to in ``data-to``: its index, the times and the reports
beside it, its workbook. Only those that are there get an address, when the batch is over, so
that no link leads nowhere; a link without an address is not shown. ``data-or`` is where one
leads instead, within its own page.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from ..writing import write_text

Links = tuple[tuple[str, str], ...]  # what is said, and the page's address from here
_LINK = re.compile(r'<a data-to="([^"]+)"( data-or="([^"]+)")?(?: href="[^"]*")?')


def linked(html: str, there: Callable[[str], bool]) -> str:
    """Give an address to the links of a page that lead somewhere.

    Examples
    --------
    >>> linked('<a data-to="a.html">甲</a><a data-to="b.html" href="b.html">乙</a>', lambda to: to == "a.html")
    '<a data-to="a.html" href="a.html">甲</a><a data-to="b.html">乙</a>'
    >>> linked('<a data-to="b.html" data-or="#b">乙</a>', lambda to: to == "a.html")
    '<a data-to="b.html" data-or="#b" href="#b">乙</a>'
    """

    def link(match: re.Match[str]) -> str:
        to, own, within = match[1], match[2] or "", match[3]
        href = to if there(to) else within
        return f'<a data-to="{to}"{own}' + (f' href="{href}"' if href else "")

    return _LINK.sub(link, html)


def link_pages(folders: Iterable[Path]) -> None:
    """Link the pages of these folders to what is there."""
    for page in sorted(path for folder in folders if folder.is_dir() for path in folder.glob("*.html")):
        old = page.read_text(encoding="utf-8")
        new = linked(old, partial(_is_there, page.parent))
        if new != old:
            write_text(new, page)


def _is_there(folder: Path, to: str) -> bool:
    return (folder / to).is_file()

"""Links between pages: where a page could lead to, and which of these are there.

A page names the pages it could lead to in ``data-to``: its index, the quarters and the reports
beside it, its workbook. Only those that are there get an address, when the batch is over, so
that no link leads nowhere; a link without an address is not shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from ..dataset import Dataset, write_text
from ..display.labels import quarter_label
from ..periods import parse_period
from .catalogue import AREA, DEPARTMENT, NO, PERIOD, REPORTS, YEAR, Report

Links = tuple[tuple[str, str], ...]  # what is said, and the page's address from here
_LINK = re.compile(r'<a data-to="([^"]+)"(?: href="[^"]*")?')


def links_of(ds: Dataset, report: Report, given: Mapping[str, str]) -> Links:
    """Where a report's page could lead to."""
    own = report.file_name(ds, given)
    return (
        ("目录", "index.html"),
        *_of_the_quarter(ds, report, given, own),
        *_beside(ds, report, given),
        *_in_time(report, given, own),
    )


def _of_the_quarter(ds: Dataset, report: Report, given: Mapping[str, str], own: str) -> Iterator[tuple[str, str]]:
    if PERIOD in report.parameters:
        for name in ("city_quarter", "data_quality"):
            other = REPORTS[name]
            if other.file_name(ds, given) != own:
                yield other.heading(ds, given), other.file_name(ds, given)


def _beside(ds: Dataset, report: Report, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The one before and the one after, in the plan's order."""
    for parameter in (AREA, DEPARTMENT, NO):
        if parameter in report.parameters:
            choices = parameter.choices(ds)
            at = choices.index(given[parameter.name])
            for word, rank in (("上一份", at - 1), ("下一份", at + 1)):
                if 0 <= rank < len(choices):
                    other = {**given, parameter.name: choices[rank]}
                    yield f"{word}：{report.heading(ds, other)}", report.file_name(ds, other)


def _in_time(report: Report, given: Mapping[str, str], own: str) -> Iterator[tuple[str, str]]:
    """The same report of the quarter, or of the year, before and after."""
    if PERIOD in report.parameters:
        period = parse_period(given["period"])
        times = [("上一季度", str(period - 1)), ("下一季度", str(period + 1))]
    elif YEAR in report.parameters:
        times = [("上一年", str(int(given["year"]) - 1)), ("下一年", str(int(given["year"]) + 1))]
    else:
        times = []
    for word, time in times:
        yield f"{word}：{quarter_label(time)}", f"../{time}/{own}"


def linked(html: str, there: Callable[[str], bool]) -> str:
    """Give an address to the links of a page that lead somewhere.

    Examples
    --------
    >>> linked('<a data-to="a.html">甲</a><a data-to="b.html" href="b.html">乙</a>', lambda to: to == "a.html")
    '<a data-to="a.html" href="a.html">甲</a><a data-to="b.html">乙</a>'
    """

    def link(match: re.Match[str]) -> str:
        to = match[1]
        return f'<a data-to="{to}" href="{to}"' if there(to) else f'<a data-to="{to}"'

    return _LINK.sub(link, html)


def link_pages(folders: Iterable[Path]) -> None:
    """Link the pages of these folders, and of the quarters and years beside them, to what is there."""
    near = {beside for folder in folders for beside in (folder, *_beside_in_time(folder)) if beside.is_dir()}
    for page in sorted(path for folder in near for path in folder.glob("*.html")):
        old = page.read_text(encoding="utf-8")
        new = linked(old, partial(_is_there, page.parent))
        if new != old:
            write_text(new, page)


def _is_there(folder: Path, to: str) -> bool:
    return (folder / to).is_file()


def _beside_in_time(folder: Path) -> list[Path]:
    """The folders whose pages may lead to pages of this one: the times around it, a quarter's year, a year's quarters."""
    if "Q" in folder.name:
        period = parse_period(folder.name)
        return [folder.with_name(name) for name in (str(period - 1), str(period + 1), folder.name[:4])]
    year = int(folder.name)
    names = [str(year - 1), str(year + 1), *(f"{year}Q{quarter}" for quarter in range(1, 5))]
    return [folder.with_name(name) for name in names]

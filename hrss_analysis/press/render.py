"""Notebook to HTML: one page that needs nothing else.

The template is the package's own; nbconvert's stock ones bring 300 kB of styles,
fetch scripts from the network and drop alternative texts.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ..paper.blocks import HTML, MIME
from ..paper.executed import AROUND, for_readers
from ..paper.pages import TEMPLATES, css, js, template
from .jobs import Job
from .links import Links

TEMPLATE = "report"  # the folder of the page's own


def page(content: Any, job: Job) -> tuple[str, bytes]:
    """Render a job's executed notebook as a page, and take out the workbook that is to stand beside it."""
    book = _take_book(content)
    for output in _outputs(content.cells):
        output.get("data", {}).pop(MIME, None)  # a page needs the HTML alone, and nbconvert copies all there is
    html = export(content, job.title, job.made_from, job.links)
    return html.replace('data-to="self.xlsx"', f'data-to="{job.output.stem}.xlsx"'), book


def put_around(content: Any, job: Job) -> bool:
    """Note in a job's executed notebook what stands around what its cells show; whether that changed it."""
    shown = "".join(
        "".join(output["data"].get(HTML, "")) for output in _outputs(for_readers(content)) if "data" in output
    )
    around = {
        name: output
        for name, output in (("above", job.above), ("below", job.below))
        if output and output[HTML] not in shown
    }
    # a notebook that was executed before is run with what was noted then
    before = content.metadata.pop(AROUND, None)
    if around:
        content.metadata[AROUND] = around
    return bool(around or before)


def _take_book(content: Any) -> bytes:
    """The workbook among the outputs; nothing if there is none."""
    from ..paper.spreadsheet import XLSX  # with openpyxl, which planning does without

    for output in _outputs(content.cells):
        if XLSX in output.get("data", {}):
            return base64.b64decode(output["data"][XLSX])
    return b""


def _outputs(cells: Iterable[Any]) -> Iterator[Any]:
    return (output for cell in cells for output in cell.get("outputs", ()))


def export(content: Any, title: str, made_from: str, links: Links = ()) -> str:
    """Render a notebook as a page.

    Parameters
    ----------
    content
        The notebook with its outputs.
    title
        What the browser shows in its tab; unlike any other report's.
    made_from
        What the page was made from, to tell later whether it is current.
    links
        Where the page could lead to.
    """
    content.cells = for_readers(content)
    noted = content.metadata.get(AROUND, {})
    around = {name: noted.get(name, {}).get(HTML, "") for name in ("above", "below")}
    report = {"title": title, "css": css(), "js": js(), "made_from": made_from, "links": links, **around}
    html, _ = _exporter(_written(TEMPLATES / TEMPLATE)).from_notebook_node(content, resources={"report": report})
    return re.sub(r"\n{3,}", "\n\n", html).strip() + "\n"


def error_page(job: Job, message: str, source: str) -> str:
    """The page that stands in a report's place when it could not be made."""
    return template("error.html.j2").render(job=job, message=message, source=source, css=css(), js="")


def _written(folder: Path) -> tuple[int, ...]:
    """When the files of a folder were written."""
    return tuple(path.stat().st_mtime_ns for path in sorted(folder.iterdir()))


@cache
def _exporter(_written: tuple[int, ...]) -> Any:
    """The exporter with its template as it is since then."""
    from nbconvert import HTMLExporter, TemplateExporter

    class PageExporter(HTMLExporter):
        """The exporter without its last step, which parses the whole page for what our template has already."""

        from_notebook_node = TemplateExporter.from_notebook_node

    exporter: Any = PageExporter(template_name=TEMPLATE, extra_template_basedirs=[str(TEMPLATES)])  # type: ignore[no-untyped-call]
    exporter.exclude_anchor_links = True
    return exporter

"""A job's executed notebook as its page, and as what stands beside it: workbook, Word document, PDF."""

import base64
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..language import say, speaking
from ..paper.blocks import HTML, MIME
from ..paper.executed import AROUND, SPOKEN, for_readers, language_of
from ..paper.pages import TEMPLATES, css, template
from .jobs import BOOK, DOCUMENTS, PDF, WORD, Job
from .links import Links

TEMPLATE = "report"  # the folder of the page's own template


def page(content: Any, job: Job) -> tuple[str, dict[str, bytes]]:
    """Render a job's executed notebook as a page, and give what is to stand beside it, by the file's ending.

    That is the workbook that the notebook holds, and the same content in other formats, where the job asks for them.
    """
    beside = _book(content) | _on_paper(content, job)
    content.metadata[SPOKEN] = language_of(content)
    for output in _outputs(content.cells):
        output.get("data", {}).pop(MIME, None)  # a page needs the HTML alone, and nbconvert copies all there is
    html = export(content, job.title, job.made_from, (*job.links, *_documents(job)))
    return html.replace('data-to="self.xlsx"', f'data-to="{job.output.stem}.xlsx"'), beside


def _documents(job: Job) -> Links:
    """Where the page leads for the same on paper, if that is there."""
    return tuple((name, job.beside(suffix).name) for name, suffix in DOCUMENTS.items())


def _on_paper(content: Any, job: Job) -> dict[str, bytes]:
    """The same content in the other formats that the job asks for, by the file's ending."""
    if not job.suffixes:
        return {}
    from ..paper.document import document
    from ..paper.pdf import pdf
    from ..paper.word import docx

    told = document(content, job.heading, sha256(job.made_from.encode()).hexdigest())
    write = {WORD: docx, PDF: pdf}
    return {suffix: write[suffix](told) for suffix in job.suffixes}


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


def _book(content: Any) -> dict[str, bytes]:
    """The workbook among the outputs, by its ending; nothing if there is none."""
    from ..paper.spreadsheet import XLSX  # with openpyxl, which planning does without

    for output in _outputs(content.cells):
        if XLSX in output.get("data", {}):
            return {BOOK: base64.b64decode(output["data"][XLSX])}
    return {}


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
    report = {"title": title, "made_from": made_from, "links": links}
    html, _ = _exporter(_written(TEMPLATES / TEMPLATE)).from_notebook_node(content, {"report": report})
    return html


def error_page(job: Job, message: str, source: str) -> str:
    """The page that stands in a report's place when it could not be made."""
    with speaking(job.lang):
        parameters = say("，").join(f"{name}={value}" for name, value in job.parameters.items())
        told = {"job": job, "parameters": parameters, "message": message, "source": source}
        return template("error.html.j2").render(**told, css=css(), js="")


def _written(folder: Path) -> tuple[int, ...]:
    """When the files of a folder were written."""
    return tuple(path.stat().st_mtime_ns for path in sorted(folder.iterdir()))


@cache
def _exporter(_written: tuple[int, ...]) -> Any:
    """The exporter with its template as it is since then."""
    from ..paper.exporters import PageExporter

    return PageExporter()  # type: ignore[no-untyped-call]

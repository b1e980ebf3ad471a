"""Exporters of nbconvert: an executed notebook as a page, a Word document or a PDF.

``jupyter nbconvert --to hrss_html``, ``hrss_docx`` or ``hrss_pdf`` take any executed notebook; what
its cells show as blocks is laid out, and of the rest the text is kept.
"""

import re
from collections.abc import Mapping
from typing import Any

from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.exporters import Exporter
from traitlets import default

from ..language import speaking
from .blocks import HTML
from .document import Document, document
from .executed import AROUND, for_readers, language_of
from .html import written
from .pages import LANG, TEMPLATES, css, js, page_words

TEMPLATE = "report"  # the folder of the page's own


class PageExporter(HTMLExporter):
    """One page that needs nothing else: no request, code folded away.

    The template is the package's own; nbconvert's stock ones bring 300 kB of styles,
    fetch scripts from the network and drop alternative texts.
    """

    export_from_notebook = "HRSS page"

    @default("template_name")
    def _template_name_default(self) -> str:
        return TEMPLATE

    @default("extra_template_basedirs")
    def _basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("exclude_anchor_links")
    def _anchors_default(self) -> bool:
        return True

    def from_notebook_node(self, nb: Any, resources: Any = None, **given: Any) -> Any:
        """Write the page; the last step of the stock exporter would parse it all for what the template has already."""
        html, resources = TemplateExporter.from_notebook_node(self, nb, resources, **given)
        return re.sub(r"\n{3,}", "\n\n", html).strip() + "\n", resources

    def _preprocess(self, nb: Any, resources: Any) -> Any:
        """Whatever else is to be done comes first, running its cells among it; then what readers see is taken."""
        stock: Any = super()
        nb, resources = stock._preprocess(nb, resources)
        lang, noted = language_of(nb), nb.metadata.get(AROUND, {})
        report = {
            "lang": LANG[lang], "title": _name(resources), "css": css(), "js": js(), "made_from": "", "links": (),
            **{name: noted.get(name, {}).get(HTML, "") for name in ("above", "below")}, **resources.get("report", {}),
        }  # fmt: skip
        with speaking(lang):
            told = {"words": page_words(), "links": [(written(said), to) for said, to in report["links"]]}
        nb.cells = for_readers(nb)
        resources["report"] = {**report, **told}
        return nb, resources


class _DocumentExporter(Exporter):
    """An exporter of documents on paper, whose files end so."""

    ending = ""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.ending

    def from_notebook_node(self, nb: Any, resources: Any = None, **given: Any) -> Any:
        """Write the document."""
        nb, resources = super().from_notebook_node(nb, resources, **given)
        return self.written(document(nb, _name(resources))), resources

    def written(self, document: Document) -> bytes:
        """The document's bytes."""
        raise NotImplementedError


class WordExporter(_DocumentExporter):
    """An editable document, laid out as an official one."""

    export_from_notebook, ending = "HRSS Word", ".docx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def written(self, document: Document) -> bytes:
        """The document's bytes."""
        from .word import docx

        return docx(document)


class PdfExporter(_DocumentExporter):
    """A tagged document for reading and printing."""

    export_from_notebook, ending = "HRSS PDF", ".pdf"
    output_mimetype = "application/pdf"

    def written(self, document: Document) -> bytes:
        """The document's bytes."""
        from .pdf import pdf

        return pdf(document)


def _name(resources: Mapping[str, Any]) -> str:
    """The notebook's name, where its page has no title."""
    return str(resources.get("metadata", {}).get("name", ""))

"""The empty document that a page is written into: its styles, numbering, fonts, and what stands on every sheet."""

import io
import zipfile

from . import styles
from .xml import ROOT, field, paragraph, run

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say: the same words give the same bytes

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {  # of the document: what each is, under the name by which the document refers to it
    "styles": "styles", "numbering": "numbering", "fontTable": "fontTable", "settings": "settings",
    "header": "header", "odd": "footer", "even": "footer",
}  # fmt: skip
REFERENCES = (  # what a section has on its sheets; those that follow inherit it
    '<w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="even" r:id="header"/>'
    '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
)


def base(sheets: str) -> bytes:
    """An empty document.

    Parameters
    ----------
    sheets
        What every sheet says; blank for nothing.
    """
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"document": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations({name: (kind, f"{name}.xml") for name, kind in _PARTS.items()}),
        "word/document.xml": f"<w:document {ROOT}><w:body><w:sectPr/></w:body></w:document>",
        "word/styles.xml": styles.styles_xml(),
        "word/numbering.xml": styles.numbering_xml(),
        "word/fontTable.xml": styles.fonts_xml(),
        "word/settings.xml": _settings(),
        "word/header.xml": f"<w:hdr {ROOT}>{paragraph('Header', run(sheets))}</w:hdr>",
        "word/odd.xml": _footer("right"),
        "word/even.xml": _footer("left"),
    }
    return packed({name: f"{_HEAD}{content}".encode() for name, content in files.items()})


def packed(files: dict[str, bytes]) -> bytes:
    """Files as an archive that says nothing of when it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _content_types() -> str:
    own = {"document": "document.main", **_PARTS}
    told = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_DOCUMENT}.{kind}+xml"/>' for name, kind in own.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _relations(to: dict[str, tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for name, (kind, target) in to.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _settings() -> str:
    return (
        f'<w:settings {ROOT}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footer(side: str) -> str:
    """The number of the sheet, — 1 —, on its outer side, a character from the edge."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    number = paragraph("Footer", run("— "), field("PAGE", "1"), run(" —"), properties=indent)
    return f"<w:ftr {ROOT}>{number}</w:ftr>"

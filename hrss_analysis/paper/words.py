"""The words that paper itself says, whatever stands on it, in each language."""

from collections.abc import Mapping

from ..language import page_language
from ..vocabulary import Label

WORDS: Mapping[str, Label] = {
    "attachment": Label("附件", "Annex"),
    "colon": Label("：", ": "),
    "contact": Label("联系方式", "Contact"),
    "contents": Label("目录", "Contents"),
    "day": Label("　　　　年　　月　　日", "Date:                    "),
    "figure": Label("图", "Figure"),
    "issuer": Label("发布单位", "Issued by"),
    "next_release": Label("下次发布", "Next release"),
    "number": Label("文号", "Number"),
    "page": Label("第{page}页，共{pages}页", "Page {page} of {pages}"),
    "table": Label("表", "Table"),
}


def words(lang: str = "") -> dict[str, str]:
    """All of them in a language; in the page's where none is named."""
    return {name: getattr(label, lang or page_language()) for name, label in WORDS.items()}

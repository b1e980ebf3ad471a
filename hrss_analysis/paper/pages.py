"""The templates of pages, with the style and the script of every page."""

from functools import cache
from pathlib import Path
from typing import Any

from ..language import page_language, say
from .html import Html, written

LANG = {"zh": "zh-CN", "en": "en"}  # as HTML has it
TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> Any:
    """One of the package's own page templates; everything put into it is escaped."""
    return _environment().get_template(name)


def page_words() -> dict[str, str]:
    """What stands around every page, in its language."""
    return {
        "skip": say("跳到正文"), "navigation": say("导航"), "code": say("方法与代码"), "filter": say("筛选"),
        "rows": say("行"), "contents": say("本页目录"), "areas": say("选择地区"), "all": say("显示全部{rows}行", rows="{n}"),
    }  # fmt: skip


def css() -> Html:
    """The style of every page."""
    return Html((TEMPLATES / "page.css").read_text(encoding="utf-8"))


def js() -> Html:
    """The script of every page: without it the page is all there."""
    return Html((TEMPLATES / "page.js").read_text(encoding="utf-8"))


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES)
    own = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    own.globals |= {"say": say, "page_words": page_words, "lang": lambda: LANG[page_language()]}
    own.filters["written"] = written
    return own

"""The templates of pages, with the style and the script of every page."""

from functools import cache
from pathlib import Path
from typing import Any

from .html import Html

TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> Any:
    """One of the package's own page templates; everything put into it is escaped."""
    return _environment().get_template(name)


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
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

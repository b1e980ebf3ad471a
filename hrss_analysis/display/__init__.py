"""Numbers, tables, sentences and pictures that people read."""

from .charts import Chart, bullets, curves, pick
from .html import Html
from .narrative import areas_sentence, headline, paragraphs, unjudged
from .page import closing, section, title
from .tables import area_overview, matrix, needs, overview, scorecard

__all__ = [
    "Chart",
    "Html",
    "area_overview",
    "areas_sentence",
    "bullets",
    "closing",
    "curves",
    "headline",
    "matrix",
    "needs",
    "overview",
    "paragraphs",
    "pick",
    "scorecard",
    "section",
    "title",
    "unjudged",
]

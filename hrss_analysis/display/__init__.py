"""Numbers, tables, sentences and pictures that people read."""

from .charts import Chart, bullets, curves, pick
from .html import Html
from .narrative import areas_sentence, headline, paragraphs, unjudged
from .page import closing, plan_closing, plan_title, section, title
from .planning import (
    by_department,
    by_field,
    findings_table,
    plan_headline,
    states,
    unusual_shares,
    usual_shares,
)
from .tables import area_overview, matrix, needs, overview, scorecard

__all__ = [
    "Chart",
    "Html",
    "area_overview",
    "areas_sentence",
    "bullets",
    "by_department",
    "by_field",
    "closing",
    "curves",
    "findings_table",
    "headline",
    "matrix",
    "needs",
    "overview",
    "paragraphs",
    "pick",
    "plan_closing",
    "plan_headline",
    "plan_title",
    "scorecard",
    "section",
    "states",
    "title",
    "unjudged",
    "unusual_shares",
    "usual_shares",
]

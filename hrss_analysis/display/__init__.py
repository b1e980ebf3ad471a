"""Numbers, tables, sentences and pictures that people read."""

from .charts import Chart, bullets, curves, pick
from .html import Html
from .narrative import areas_sentence, contribution_sentence, headline, paragraphs, unjudged, untargeted
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
from .tables import area_overview, contribution_table, matrix, needs, overview, scorecard

__all__ = [
    "Chart",
    "Html",
    "area_overview",
    "areas_sentence",
    "bullets",
    "by_department",
    "by_field",
    "closing",
    "contribution_sentence",
    "contribution_table",
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
    "untargeted",
    "unusual_shares",
    "usual_shares",
]

"""Numbers, tables, sentences and pictures that people read."""

from .charts import Chart, bullets, curves, pick
from .html import Html
from .narrative import areas_sentence, contribution_sentence, headline, paragraphs, unjudged, untargeted
from .page import closing, plan_closing, plan_title, quality_closing, quality_title, section, title
from .planning import (
    by_department,
    by_field,
    findings_table,
    plan_headline,
    states,
    unusual_shares,
    usual_shares,
)
from .quality import (
    accepted_findings,
    completeness_table,
    missing_table,
    quality_findings,
    quality_headline,
    revisions_table,
    rules_table,
    submissions_table,
)
from .tables import area_overview, contribution_table, matrix, needs, overview, scorecard

__all__ = [
    "Chart",
    "Html",
    "accepted_findings",
    "area_overview",
    "areas_sentence",
    "bullets",
    "by_department",
    "by_field",
    "closing",
    "completeness_table",
    "contribution_sentence",
    "contribution_table",
    "curves",
    "findings_table",
    "headline",
    "matrix",
    "missing_table",
    "needs",
    "overview",
    "paragraphs",
    "pick",
    "plan_closing",
    "plan_headline",
    "plan_title",
    "quality_closing",
    "quality_findings",
    "quality_headline",
    "quality_title",
    "revisions_table",
    "rules_table",
    "scorecard",
    "section",
    "states",
    "submissions_table",
    "title",
    "unjudged",
    "untargeted",
    "unusual_shares",
    "usual_shares",
]

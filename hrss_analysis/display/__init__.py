"""Numbers, tables, sentences and pictures that people read."""

from typing import TYPE_CHECKING

from ..lazily import lazily

if TYPE_CHECKING:
    from .charts import Chart, bullets, curves, pick
    from .html import Html
    from .narrative import areas_sentence, contribution_sentence, headline, paragraphs, unjudged, untargeted
    from .outlook import outlook_sentence, outlook_table
    from .page import (
        closing,
        plan_closing,
        plan_title,
        quality_closing,
        quality_title,
        review_closing,
        review_title,
        section,
        title,
    )
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
    from .review import (
        accuracy_table,
        errors_chart,
        explanation,
        indicators_table,
        methods_table,
        review_headline,
        targets_table,
        years_chart,
    )
    from .tables import area_overview, contribution_table, matrix, needs, overview, scorecard

__all__ = [
    "Chart",
    "Html",
    "accepted_findings",
    "accuracy_table",
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
    "errors_chart",
    "explanation",
    "findings_table",
    "headline",
    "indicators_table",
    "matrix",
    "methods_table",
    "missing_table",
    "needs",
    "outlook_sentence",
    "outlook_table",
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
    "review_closing",
    "review_headline",
    "review_title",
    "revisions_table",
    "rules_table",
    "scorecard",
    "section",
    "states",
    "submissions_table",
    "targets_table",
    "title",
    "unjudged",
    "untargeted",
    "unusual_shares",
    "usual_shares",
    "years_chart",
]

# Read when first asked for: a label needs no matplotlib.
_ROOMS = {
    "charts": (
        "Chart",
        "bullets",
        "curves",
        "pick",
    ),
    "html": ("Html",),
    "narrative": (
        "areas_sentence",
        "contribution_sentence",
        "headline",
        "paragraphs",
        "unjudged",
        "untargeted",
    ),
    "outlook": (
        "outlook_sentence",
        "outlook_table",
    ),
    "page": (
        "closing",
        "plan_closing",
        "plan_title",
        "quality_closing",
        "quality_title",
        "review_closing",
        "review_title",
        "section",
        "title",
    ),
    "planning": (
        "by_department",
        "by_field",
        "findings_table",
        "plan_headline",
        "states",
        "unusual_shares",
        "usual_shares",
    ),
    "quality": (
        "accepted_findings",
        "completeness_table",
        "missing_table",
        "quality_findings",
        "quality_headline",
        "revisions_table",
        "rules_table",
        "submissions_table",
    ),
    "review": (
        "accuracy_table",
        "errors_chart",
        "explanation",
        "indicators_table",
        "methods_table",
        "review_headline",
        "targets_table",
        "years_chart",
    ),
    "tables": (
        "area_overview",
        "contribution_table",
        "matrix",
        "needs",
        "overview",
        "scorecard",
    ),
}

__getattr__, __dir__ = lazily(__name__, _ROOMS)

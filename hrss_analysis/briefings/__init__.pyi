from .areas import area_overview, contribution_table, matrix, overview
from .catalogue import REPORTS, find_report
from .charts import Chart, bullets, curves, errors_chart, funnel_plot, pick, strip, years, years_chart
from .data_quality import (
    accepted_findings,
    completeness_table,
    missing_table,
    quality_findings,
    quality_headline,
    revisions_table,
    rules_table,
    submissions_table,
)
from .department_quarter import area_sentence, contacts
from .downloads import Download, backtest_download, downloads, findings_download, targets_download
from .editions import bundle, edition, run_batch
from .glance import key_figures, light_strip
from .headline import headline
from .indicator_profile import path_table, profile_headline, year_end_table
from .issuing import imprint
from .jobs import make_job, plan, planned_areas
from .names import area, say, speak
from .narrative import (
    areas_sentence,
    contribution_sentence,
    field_sentences,
    paragraphs,
    since_last_quarter,
    unjudged,
    untargeted,
)
from .outlook import outlook_sentence, outlook_table
from .own import own_report
from .page import (
    closing,
    definitions,
    plan_closing,
    plan_title,
    profile_title,
    quality_closing,
    quality_title,
    review_closing,
    review_title,
    section,
    since_title,
    title,
)
from .plan_review import by_department, by_field, findings_table, plan_headline, states, unusual_shares, usual_shares
from .priorities import priority_sentences
from .projection_review import (
    accuracy_table,
    explanation,
    indicators_table,
    methods_table,
    review_headline,
    targets_table,
)
from .scorecard import needs, scorecard
from .since_issue import revised_table, since_sentences, since_table
from .standing import not_ranked, own_pace, pace_sentence, pace_table, standing
from .trends import trends
from .year_before import (
    new_year,
    succession_sentence,
    succession_table,
    target_changes_table,
    target_sentence,
)

__all__ = [
    "REPORTS",
    "Chart",
    "Download",
    "accepted_findings",
    "accuracy_table",
    "area",
    "area_overview",
    "area_sentence",
    "areas_sentence",
    "backtest_download",
    "bullets",
    "bundle",
    "by_department",
    "by_field",
    "closing",
    "completeness_table",
    "contacts",
    "contribution_sentence",
    "contribution_table",
    "curves",
    "definitions",
    "downloads",
    "edition",
    "errors_chart",
    "explanation",
    "field_sentences",
    "find_report",
    "findings_download",
    "findings_table",
    "funnel_plot",
    "headline",
    "imprint",
    "indicators_table",
    "key_figures",
    "light_strip",
    "make_job",
    "matrix",
    "methods_table",
    "missing_table",
    "needs",
    "new_year",
    "not_ranked",
    "outlook_sentence",
    "outlook_table",
    "overview",
    "own_pace",
    "own_report",
    "pace_sentence",
    "pace_table",
    "paragraphs",
    "path_table",
    "pick",
    "plan",
    "plan_closing",
    "plan_headline",
    "plan_title",
    "planned_areas",
    "priority_sentences",
    "profile_headline",
    "profile_title",
    "quality_closing",
    "quality_findings",
    "quality_headline",
    "quality_title",
    "review_closing",
    "review_headline",
    "review_title",
    "revised_table",
    "revisions_table",
    "rules_table",
    "run_batch",
    "say",
    "scorecard",
    "section",
    "since_last_quarter",
    "since_sentences",
    "since_table",
    "since_title",
    "speak",
    "standing",
    "states",
    "strip",
    "submissions_table",
    "succession_sentence",
    "succession_table",
    "target_changes_table",
    "target_sentence",
    "targets_download",
    "targets_table",
    "title",
    "trends",
    "unjudged",
    "untargeted",
    "unusual_shares",
    "usual_shares",
    "year_end_table",
    "years",
    "years_chart",
]

"""Pictures: few kinds, one style sheet, a finding for a title."""

from ...paper.chart import Chart
from .bullet import bullets
from .curve import curves, pick
from .errors import errors_chart, years_chart
from .funnels import funnel_plot
from .strips import strip
from .year_lines import years

__all__ = ["Chart", "bullets", "curves", "errors_chart", "funnel_plot", "pick", "strip", "years", "years_chart"]

"""Pictures: few kinds, one style sheet, a finding for a title."""

from .bullet import bullets
from .chart import Chart
from .curve import curves, pick
from .funnels import funnel_plot
from .strips import strip
from .year_lines import years

__all__ = ["Chart", "bullets", "curves", "funnel_plot", "pick", "strip", "years"]

"""Pictures: few kinds, one style sheet, a finding for a title."""

from .bullet import bullets
from .chart import Chart
from .curve import curves, pick

__all__ = ["Chart", "bullets", "curves", "pick"]

"""Where the year will end, and how wrong such projections have been."""

from .backtest import backtest, full_backtest, scores
from .errors import satisfies
from .projecting import project

__all__ = ["backtest", "full_backtest", "project", "satisfies", "scores"]

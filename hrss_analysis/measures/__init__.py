"""Frames in, frames out: no files, no plots."""

from .arranging import arranged
from .attention import attention, priorities
from .changes import changes
from .compared import compared
from .contributions import contributions, target_shares
from .figures import figures
from .funnel import funnel
from .history import history
from .pace import pace
from .planned import target_changes
from .progress import of_area, progress
from .projection import backtest, full_backtest, project
from .proportion import proportion
from .ranking import dispersion, overall, ranking
from .turning import turned

__all__ = [
    "arranged",
    "attention",
    "backtest",
    "changes",
    "compared",
    "contributions",
    "dispersion",
    "figures",
    "full_backtest",
    "funnel",
    "history",
    "of_area",
    "overall",
    "pace",
    "priorities",
    "progress",
    "project",
    "proportion",
    "ranking",
    "target_changes",
    "target_shares",
    "turned",
]

"""Frames in, frames out: no files, no plots."""

from .changes import changes
from .comparison import contributions, dispersion, overall, ranking, target_shares
from .figures import figures
from .funnel import funnel
from .history import history
from .progress import of_area, progress

__all__ = [
    "changes",
    "contributions",
    "dispersion",
    "figures",
    "funnel",
    "history",
    "of_area",
    "overall",
    "progress",
    "ranking",
    "target_shares",
]

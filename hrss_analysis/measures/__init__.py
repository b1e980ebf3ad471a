"""Frames in, frames out: no files, no plots."""

from .comparison import target_shares
from .figures import figures
from .history import history
from .progress import of_area, progress

__all__ = ["figures", "history", "of_area", "progress", "target_shares"]

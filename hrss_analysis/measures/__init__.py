"""Frames in, frames out: no files, no plots."""

from .figures import figures
from .history import history
from .progress import of_area, progress

__all__ = ["figures", "history", "of_area", "progress"]

"""Frames in, frames out: no files, no plots."""

from .figures import figures
from .progress import progress

__all__ = ["figures", "progress"]

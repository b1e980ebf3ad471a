"""Figures where none are public: made up, consistent, and marked as such."""

from .cadence import told_by
from .simulate import simulate

__all__ = ["simulate", "told_by"]

"""Figures where none are public: made up, consistent, and marked as such."""

from .simulate import simulate

__all__ = ["simulate"]

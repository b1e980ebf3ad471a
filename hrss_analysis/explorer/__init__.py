"""The interactive explorer: selectors, and the views of what they select."""

from .panel import Explorer, explore

__all__ = ["Explorer", "explore"]

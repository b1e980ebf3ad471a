"""A period computed once, and cut: every measure of the whole dataset, from which each page takes its part.

:func:`quarter` computes nothing before it is asked; :meth:`Quarter.of` cuts it to areas,
departments or indicators without computing anything again. So a figure is the same wherever
it stands.
"""

from .quarter import Quarter, quarter

__all__ = ["Quarter", "quarter"]

"""Word: an editable document, laid out as an official one."""

from .writer import docx, edited

__all__ = ["docx", "edited"]

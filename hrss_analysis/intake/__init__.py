"""What comes in: templates out, submissions in, and the record."""

from .receiving import Receipt, receive
from .record import replace_simulated
from .workbook.template import make_template

__all__ = ["Receipt", "make_template", "receive", "replace_simulated"]

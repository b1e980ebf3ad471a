"""What came in: templates out, submissions in, rules between, and the record; a simulator where nothing is public."""

from .receiving import Receipt, receive
from .record import replace_simulated
from .revisions import revisions
from .rules import RULES, check
from .senders import completeness
from .simulate import simulate
from .workbook.template import make_template

__all__ = [
    "RULES",
    "Receipt",
    "check",
    "completeness",
    "make_template",
    "receive",
    "replace_simulated",
    "revisions",
    "simulate",
]

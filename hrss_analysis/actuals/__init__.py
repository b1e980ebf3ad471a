"""What came in: the record of actuals, and a simulator where none is public."""

from .record import replace_simulated
from .rules import RULES, check
from .simulate import simulate

__all__ = ["RULES", "check", "replace_simulated", "simulate"]

"""What came in: the record of actuals, and a simulator where none is public."""

from .record import replace_simulated
from .simulate import simulate

__all__ = ["replace_simulated", "simulate"]

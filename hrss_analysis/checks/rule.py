"""What a rule is: its name, its severity, what it checks, and the function that finds."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..language import say
from ..language.units import after_figure
from ..vocabulary import LARGE_UNITS
from .facts import Facts

# a cell where a rule is broken, by its columns; ``expected``, and ``at``, its place among the cells
Told = Mapping[Hashable, Any]
# where the rule is broken, what was expected there, and what to say of it
Hit = tuple[pd.Series, pd.Series | float, Callable[[Told], str]]

MANY = 20  # fewer may well stay the same, or jump, by chance
ROUNDED = 0.05  # a rate is reported with one decimal


@dataclass(frozen=True)
class Rule:
    """A rule of data quality.

    ``severity`` is ``error`` (cannot be right), ``warning`` (wants an explanation) or
    ``info`` (worth knowing).
    """

    name: str
    severity: str
    label: str
    about: str
    find: Callable[[Facts], Hit]


def rule(severity: str, label: str) -> Callable[[Callable[[Facts], Hit]], Rule]:
    """Make a rule of a function, which names and describes it; `label` is its name in Chinese."""
    return lambda find: Rule(find.__name__, severity, label, (find.__doc__ or "").splitlines()[0], find)


def is_count(cells: pd.DataFrame) -> pd.Series:
    """Whether a figure counts whole things."""
    return (cells["kind"] != "rate") & ~cells["unit"].str.startswith(LARGE_UNITS)


def shown(value: float) -> str:
    """A figure as a message quotes it.

    Examples
    --------
    >>> shown(12500.0), shown(float("nan"))
    ('12,500', '空')
    """
    return say("空") if pd.isna(value) else f"{value:,.10g}"


def quantity(row: Told) -> str:
    """A cell's figure with its unit."""
    return shown(row["value"]) + after_figure(row["unit"])


def both(row: Told) -> dict[str, str]:
    """A cell's figure and what it is held against, for a sentence with these two places."""
    return {"value": shown(row["value"]), "expected": shown(row["expected"])}

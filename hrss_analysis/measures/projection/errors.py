"""How wrong a method has been: errors of strictly earlier years, pooled, and what follows from them.

An error is the projection over what came, less one. The errors of all cells of the same
kind (and level: areas, or the whole) at the same quarter are pooled; the half-width of an
interval is the absolute error that was not exceeded in so many cases of them, at the rank
``⌈level · (n + 1)⌉``. With fewer than twelve errors there is no interval, and no probability.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .methods import limits
from .panel import Array, Panel

FEWEST = 12  # errors an interval rests on
LEVELS = {"80": 0.8, "90": 0.9}


@dataclass(frozen=True)
class Spread:
    """By cell: the bounds at each level (NaN where there is none) and how many errors they rest on."""

    bounds: dict[str, Array]
    count: Array
    pooled: dict[int, Array]


def past_errors(panel: Panel, method: Callable[[Panel, int, int], Array], quarter: int, until: int) -> Array:
    """A method's errors by cell and year, for the years before `until`."""
    errors = np.full((len(panel.cells), max(until, 0)), np.nan)
    for year in range(1, until):
        end = panel.value[:, year, -1]
        with np.errstate(divide="ignore", invalid="ignore"):
            errors[:, year] = np.where(end > 0, method(panel, year, quarter) / end - 1, np.nan)
    return errors


def spread(panel: Panel, value: Array, errors: Array, year: int, quarter: int) -> Spread:
    """The interval around each projection above 0, from errors of earlier years: a share of nothing is nothing."""
    count = np.zeros(len(value))
    bounds = {name + level: np.full(len(value), np.nan) for level in LEVELS for name in ("low", "high")}
    low, high = limits(panel, year, quarter)
    pooled: dict[int, Array] = {}
    for group in np.unique(panel.group):
        here = panel.group == group
        own = np.sort(errors[here][np.isfinite(errors[here])])
        pooled[int(group)] = own
        count[here] = len(own)
        whole = here & panel.whole_numbers
        if len(own) < FEWEST:
            continue
        size = np.sort(np.abs(own))
        for level, share in LEVELS.items():
            rank = int(np.ceil(share * (len(own) + 1)))
            if rank > len(own):
                continue
            width = size[rank - 1]
            above = np.where(value > 0, value, np.nan)
            lower = above / (1 + width)
            upper = above / (1 - width) if width < 1 else np.where(value > 0, np.inf, np.nan)
            # of a handful the errors of thousands say little: people are counted whole
            lower, upper = np.where(whole, np.floor(lower), lower), np.where(whole, np.ceil(upper), upper)
            bounds["low" + level][here] = np.clip(lower, low, high)[here]
            bounds["high" + level][here] = np.clip(upper, low, high)[here]
    return Spread(bounds, np.where(np.isfinite(value), count, 0), pooled)


def chance(panel: Panel, value: Array, around: Spread, target: Array, bound: Array, year: int, quarter: int) -> Array:
    """The probability that the year's end satisfies its target: the share of past errors with which it would."""
    low, _ = limits(panel, year, quarter)
    found = np.full(len(value), np.nan)
    known = np.isfinite(value) & (value > 0) & np.isfinite(target)
    with np.errstate(divide="ignore", invalid="ignore"):
        # projected over what came is 1 + error: the error with which the year would end just at the target
        edge = np.where(target > 0, value / target, np.inf) - 1
    for group, errors in around.pooled.items():
        here = known & (panel.group == group)
        if len(errors) < FEWEST or not here.any():
            continue
        over = np.searchsorted(errors, edge, side="right")
        at_edge = np.searchsorted(errors, edge, side="left")
        kept = np.select([bound == "below", bound == "at_most"], [len(errors) - over, len(errors) - at_edge], over)
        # half a case on either side: nothing that has not happened yet is certain
        found[here] = ((kept + 0.5) / (len(errors) + 1))[here]
    certain = known & (bound != "below") & (bound != "at_most") & (low >= target) & np.isfinite(found)
    return np.where(certain, 1.0, found)


def satisfies(value: Array, target: Array, bound: Array) -> Array:
    """Whether figures keep to their targets.

    Examples
    --------
    >>> bounds = np.array(["below", "at_most", "at_least"])
    >>> satisfies(np.array([0.6, 0.6, 0.6]), np.array([0.6, 0.6, 0.6]), bounds).tolist()
    [False, True, True]
    """
    return np.select([bound == "below", bound == "at_most"], [value < target, value <= target], value >= target)

"""Months between the quarters' ends that a series is made of.

A series is made by quarters, whether its years are told by them or by months: so both
have the same figures at a quarter's end, and what holds there holds in either. Months
between are put in along the rhythm of a real series. A part takes the shares of the
indicator that it is part of in the same area, so that it stays within that in every
month; the floor of a smaller figure is never above that of a larger.

All arrays are of areas × years × quarters, or × months.
"""

import numpy as np

from ..calendar import QUARTER

UNEVEN = 0.12  # how far a month's share of its quarter strays from that of the real series, on a logarithmic scale
EVENLY = np.arange(1, QUARTER + 1) / QUARTER
STRAY = 0.01  # how far a level strays off its path within a quarter, in shares of the year's growth


def shares(real: np.ndarray, areas: int, rng: np.random.Generator) -> np.ndarray:
    """What share of a quarter's increment is made by each month's end: areas × years × quarters × months, ending at 1.

    Parameters
    ----------
    real
        The share that each month has in the real series: years × quarters × months.
    areas
        How many areas.
    rng
        By how much each strays from it.
    """
    added = real * np.exp(rng.normal(0, UNEVEN, (areas, *real.shape)))
    return np.cumsum(added, axis=-1) / added.sum(axis=-1, keepdims=True)


def between(start: np.ndarray, ends: np.ndarray, reached: np.ndarray) -> np.ndarray:
    """The months of figures known at quarters' ends, which go from one to the next by the shares reached.

    Examples
    --------
    >>> between(np.zeros((1, 1)), np.array([[[30.0, 90.0]]]), np.array([[[[0.2, 0.5, 1], [0.5, 0.5, 1]]]]))
    array([[[ 6., 15., 30., 60., 60., 90.]]])
    """
    before = np.concatenate([start[..., None], ends[..., :-1]], axis=-1)
    months = before[..., None] + (ends - before)[..., None] * reached
    months[..., -1] = ends  # to the last digit
    return months.reshape(*ends.shape[:-1], -1)


def off_the_line(real: np.ndarray, areas: int, rng: np.random.Generator) -> np.ndarray:
    """How far a level lies off the straight line between two quarters' ends, in shares of the year's growth.

    Parameters
    ----------
    real
        As it is in the real series: years × quarters × months.
    areas
        How many areas.
    rng
        By how much each strays from it.
    """
    off = real + rng.normal(0, STRAY, (areas, *real.shape))
    off[..., -1] = 0
    return off.reshape(areas, len(real), -1)


def quarter_ends(months: np.ndarray) -> np.ndarray:
    """The quarters of an array of months."""
    return months[..., QUARTER - 1 :: QUARTER]

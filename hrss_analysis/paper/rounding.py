"""Rounding half-up (四舍五入) in decimal, once: a figure, or a column of figures.

Rounding never hides a missed target: what is short of it is not shown as having reached it,
so 99.96 % of a target is 99.96 %, not 100.0 %.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_EXTRA = 8  # decimals added at the most to tell a figure from its target
_NEAR = 1e-6  # how near to a half a figure is looked at in decimal

Array = npt.NDArray[Any]


def round_half_up(value: float | Decimal, decimals: int, target: float | Decimal | None = None) -> Decimal:
    """Round half-up in decimal; where that would hide which side of `target` it is on, with more decimals.

    Examples
    --------
    >>> round_half_up(0.125, 2), round_half_up(0.5999, 1, target=0.6), round_half_up(0.5999, 1)
    (Decimal('0.13'), Decimal('0.5999'), Decimal('0.6'))
    >>> round_half_up(100 * (12.7 - 12.4) / (12.8 - 12.4), 0, target=75)  # 74.99999999999967
    Decimal('75')
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    goal = target if target is None or isinstance(target, Decimal) else Decimal(repr(float(target)))
    for extra in (*range(MOST_EXTRA), 0):  # what no decimals tell is what binary arithmetic left behind
        rounded = exact.quantize(Decimal(1).scaleb(-decimals - extra), ROUND_HALF_UP)
        if goal is None or (rounded > goal) - (rounded < goal) == (exact > goal) - (exact < goal):
            break
    return rounded + 0  # no minus before a zero


def round_column(values: Any, decimals: Any, target: Any = None, *, per_cent: bool = False) -> Array:
    """Round many figures as :func:`round_half_up` rounds one; what is not there stays so.

    Rounding them once more, for the text of a page, changes nothing. So 98.046 against a target
    of 98 becomes the number next below 98.05: that is read as 98.05, which would be read as 98.1.

    Parameters
    ----------
    values
        The figures.
    decimals
        How many each has; one number, or one for each.
    target
        What each is kept on its own side of: one number, one for each (NaN for none), or None.
    per_cent
        Whether the figures are shares that are told, and so rounded, in per cent; shares come back.

    Examples
    --------
    >>> round_column([0.125, 99.96, 99.96, np.nan], [2, 1, 1, 0], [np.nan, 100, np.nan, np.nan]).tolist()
    [0.13, 99.96, 100.0, nan]
    >>> round_column([0.0705, 0.9996], 1, 1, per_cent=True).tolist()  # 100 * 0.0705 is 7.049999999999999
    [0.071, 0.9996]
    """
    exact = np.asarray(values, dtype=float)
    power = 2 if per_cent else 0
    places = np.broadcast_to(np.asarray(decimals, dtype=int) + power, exact.shape)
    goal = np.broadcast_to(np.asarray(np.nan if target is None else target, dtype=float), exact.shape)
    scale = 10.0**places
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.abs(exact) * scale
        rounded = np.copysign(np.floor(scaled + 0.5) / scale, exact) + 0.0
        # binary fractions near a half, and figures that would change sides, are looked at in decimal
        near = np.abs(scaled - np.floor(scaled) - 0.5) <= np.maximum(_NEAR, scaled * 1e-14)
        crossed = np.isfinite(goal) & (np.sign(rounded - goal) != np.sign(exact - goal))
    for index in np.flatnonzero((near | crossed) & np.isfinite(exact)):
        beside = None if np.isnan(goal[index]) else float(goal[index])
        told = float(round_half_up(float(exact[index]), int(places[index]), beside))
        again = float(round_half_up(told, int(places[index]), beside))
        rounded[index] = told if again == told else np.nextafter(told, goal[index])
    return np.where(np.isfinite(exact), rounded, exact)

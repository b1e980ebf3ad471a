"""A rate is its numerator over its denominator, in its unit."""

import pandas as pd

from ..vocabulary import POINTS, RATE_SCALE

# Sums of decimal fractions carry binary noise (66.38 + 37.3 + … is not 300);
# no figure has anywhere near this many decimals.
DECIMALS = 8


def ratio(frame: pd.DataFrame) -> pd.Series:
    """Each row's rate from its counts; NaN for what is no rate, and over a denominator of 0.

    Parameters
    ----------
    frame
        Columns ``kind unit numerator denominator``.

    Examples
    --------
    >>> ratio(pd.DataFrame({"kind": "rate", "unit": ["%", "户"], "numerator": [57, 3], "denominator": [100, 2]})).tolist()
    [57.0, 1.5]
    """
    denominator = frame["denominator"].where(frame["denominator"] > 0)
    scale = frame["unit"].map(RATE_SCALE).fillna(1.0).astype(float)
    # multiplied first: 100 * 57 / 100 is exactly 57, 57 / 100 * 100 is not
    return (scale * frame["numerator"] / denominator).round(DECIMALS).where(frame["kind"] == "rate")


def unit_of_differences(units: pd.Series) -> pd.Series:
    """What the differences of rates are told in: points where the rates are in % or ‰, and else their own unit.

    Examples
    --------
    >>> unit_of_differences(pd.Series(["%", "户"])).tolist()
    ['百分点', '户']
    """
    return units.where(~units.isin(RATE_SCALE), POINTS)

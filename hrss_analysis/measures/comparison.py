"""Areas beside each other: who is asked for how much of the whole."""

import pandas as pd

from ..dataset import Dataset


def target_shares(ds: Dataset, year: int) -> pd.DataFrame:
    """Give each area's share of the targets that add up over areas, beside its usual share.

    The usual share is the median of an area's shares over all indicators that are
    divided among at least half of the areas; where one area is asked for far more
    or less than that, the plan has a reason, or a mistake.

    Parameters
    ----------
    ds
        The dataset.
    year
        The year of the plan.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area value total share usual ratio``: shares of the sum over areas
        (0.25 is a quarter), ``ratio`` the share over the usual one. Only assigned
        and zero targets of additive indicators; shared and separately issued ones
        are left out. Empty for a single area.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> shares = target_shares(open_dataset("data/wuxi"), 2024)
    >>> round(float(shares.query("no == 2 and area == '江阴'")["share"].iloc[0]), 2)
    0.26
    """
    targets = ds.targets(year)
    additive = ds.indicators.loc[ds.indicators["additive"], "no"]
    own = targets[
        targets["area"].isin(ds.parts) & targets["no"].isin(additive) & targets["state"].isin(["assigned", "zero"])
    ]
    own = own[["no", "area", "value"]].reset_index(drop=True)
    shares = own.assign(total=own.groupby("no")["value"].transform("sum"))
    shares["share"] = shares["value"] / shares["total"].where(shares["total"] > 0)
    widely = shares.groupby("no")["area"].transform("size") >= len(ds.parts) / 2
    usual = shares[widely].groupby("area")["share"].median()
    shares["usual"] = shares["area"].map(usual).astype(float)
    shares["ratio"] = shares["share"] / shares["usual"].where(shares["usual"] > 0)
    return shares

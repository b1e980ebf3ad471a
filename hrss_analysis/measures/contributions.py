"""What each area contributes to the whole, beside what it was asked for.

Larger areas do more: a share of a total says nothing about effort, so it stands
beside the share of the target. Where a part is missing, nothing is decomposed.
"""

import pandas as pd

from ..calendar import YEAR
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..reasons import first_of, instead_of
from .crossing import apart, with_id
from .figures import breaks, expected_parts, figures


@remembered(by_row=True)
def target_shares(ds: Dataset, when: int | str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give each area's share of the targets that add up over areas, beside its usual share.

    The usual share is the median of an area's shares over all indicators that are
    divided among at least half of the areas; where one area is asked for far more
    or less than that, the plan has a reason, or a mistake.

    Parameters
    ----------
    ds
        The dataset.
    when
        The year of the plan; or a period of it, whose end decides which targets are in force.
    as_of
        Leave out targets that were issued later.

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
    ds = ds.in_terms_of(when)
    targets = ds.targets(when, as_of) if isinstance(when, int) else ds.targets_in_force(ds.calendar.period(when), as_of)
    register = ds.terms.register
    additive = register.loc[register["additive"], "no"]
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


@of_its_plan
def contributions(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give each area's part in the whole's figure and in its change over a year.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        One row per additive indicator and expected area, with the columns ``no id area
        period value share target_share base change points reason origin``: ``share`` of the
        sum of areas; ``target_share`` of their targets; ``base`` a year ago and the
        ``change`` since; ``points``, the percentage points of the whole's growth that
        are this area's. Shares add up to 1 and points to the whole's growth, exactly
        but for rounding in the last binary place. Where an area is missing, in either
        year, where a sum is not above 0, or a series broke in between (flag B), nothing
        can be decomposed and ``reason`` says so, by a code of :mod:`hrss_analysis.reasons`.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = contributions(open_dataset("data/wuxi"), "2024Q3").query("no == 2")
    >>> round(float(found["share"].sum()), 9)
    1.0
    """
    this = ds.calendar.period(period)
    year_ago = str(this.year_ago)
    asked = [period, year_ago] if ds.calendar.has(this.year_ago) else [period]
    found = figures(ds, asked, as_of)
    since = breaks(ds, [str(period) for period in ds.calendar.back(this, YEAR - 1)], as_of)
    found = found.loc[found["area"].isin(ds.parts), ["no", "area", "period", "value", "origin"]]
    targets = target_shares(ds, period, as_of) if this.year in ds.target_years else None
    (expected,) = expected_parts(ds, [period], as_of)
    register, cells = ds.terms.register, expected.cells[["no", "area"]].assign(period=period)
    cells = cells[cells["no"].isin(register.loc[register["additive"], "no"])]
    now = found[found["period"] == period].drop(columns="period")
    then = found[found["period"] == year_ago].drop(columns="period").rename(columns={"value": "base", "origin": "then"})
    cells = cells.merge(now, on=["no", "area"], how="left").merge(then, on=["no", "area"], how="left")
    cells = cells[cells.groupby("no")["value"].transform("count") > 0].reset_index(drop=True)
    whole = cells.groupby("no")[["value", "base"]].transform("sum")
    missing = cells["value"].isna().groupby(cells["no"]).transform("any")
    no_base = cells["base"].isna().groupby(cells["no"]).transform("any") | _mixed(ds, cells)
    broken = cells["no"].isin(since["no"])
    cells["share"] = (cells["value"] / whole["value"].where(whole["value"] > 0)).where(~missing)
    cells["change"] = cells["value"] - cells["base"]
    cells["change"] = cells["change"].where(~broken)
    cells["points"] = (100 * cells["change"] / whole["base"]).where(~missing & ~broken & ~no_base & (whole["base"] > 0))
    reason = first_of(
        {
            "part_missing": missing,
            "sum_not_positive": whole["value"] <= 0,
            "break_within": broken,
            "incomplete_year_ago": no_base,
            "sum_year_ago_not_positive": whole["base"] <= 0,
        }
    )
    away = pd.Series(apart(ds, cells, this), index=cells.index).where(cells["base"].isna() | _mixed(ds, cells), "")
    away = away.groupby(cells["no"]).transform("max")  # one area's is all areas'
    cells["reason"] = instead_of("incomplete_year_ago", reason, away.to_numpy(object))
    shares = pd.DataFrame(columns=["no", "area", "target_share"])
    if targets is not None and len(targets):
        shares = targets[["no", "area", "share"]].rename(columns={"share": "target_share"})
    cells = cells.merge(shares, on=["no", "area"], how="left")
    columns = [
        "no",
        "id",
        "area",
        "period",
        "value",
        "share",
        "target_share",
        "base",
        "change",
        "points",
        "reason",
        "origin",
    ]
    cells["origin"] = cells["origin"].fillna("").where(cells["then"] != "simulated", "simulated")
    return with_id(ds, cells)[columns]


def _mixed(ds: Dataset, cells: pd.DataFrame) -> pd.Series:
    """Whether some areas' earlier figures of an indicator were given anew, and not all: they are no sum."""
    given = pd.MultiIndex.from_frame(ds.restated()[["no", "area"]])
    again = pd.Series(pd.MultiIndex.from_frame(cells[["no", "area"]]).isin(given), index=cells.index)
    by_number = again.groupby(cells["no"])
    return by_number.transform("any") & ~by_number.transform("all")

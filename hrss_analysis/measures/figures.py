"""Every cell's figure: as reported, or the whole from its parts.

The city's own figure, where it reported one, is taken as it is. Where it did
not, a count is the sum of the areas' counts and a rate is the sum of their
numerators over the sum of their denominators, but only when every area that is
expected has reported: a sum of fewer is not the total, and is never passed off
as it. Expected are the areas whose target cell is anything but not assigned,
since an area pooled in another's figure would otherwise count twice.
"""

import numpy as np
import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset, Slice
from ..dataset.memory import remembered
from ..dataset.naming import Names, several
from ..dataset.rates import DECIMALS, ratio

_ORIGIN_WEIGHT = {"published": 0, "reported": 1, "simulated": 2}
_KEYS = ["no", "period"]


@remembered(by_row=True)
def figures(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give the figure of every cell that has one, the whole included.

    Parameters
    ----------
    ds
        The dataset.
    periods
        One period to read or several, as in ``["2023Q3", "2024Q3"]``; those without
        actuals have no figures.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area period value numerator denominator flag origin total
        reported told expected made_of``. ``value`` is in the indicator's unit. For the whole,
        ``total`` is what its parts give together (the sum, or the rate of the
        sums; partial when ``reported`` < ``expected``, the number of parts; ``told`` counts
        those with a figure, be it without the counts a rate's total needs), and
        ``value`` is NaN when it reported nothing itself and a part is missing. ``made_of``
        is the same text for sums over the same parts, and blank where the figure is the
        cell's own.

    Raises
    ------
    UsageError
        If one of the periods is none.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = figures(open_dataset("data/national"), ["2020Q3"])
    >>> found.loc[found["no"] == 1, "value"].item()
    898.0
    """
    actuals = ds.actuals(as_of, ds.recorded(periods))[
        ["no", "area", "period", "value", "numerator", "denominator", "flag", "origin"]
    ]
    about = ds.indicators.set_index("no")[["kind", "unit", "additive"]]
    actuals = actuals.join(about, on="no")
    actuals["value"] = actuals["value"].fillna(ratio(actuals))
    whole = actuals[actuals["area"] == ds.city]
    parts = actuals[actuals["area"] != ds.city]
    columns = [*actuals.columns[:8], "total", "reported", "told", "expected", "made_of"]
    if not has_whole(ds):
        # nothing to sum up, and nobody asks
        return parts.assign(made_of="").reindex(columns=columns).reset_index(drop=True)
    totals = _totals(parts, expected_parts(ds, periods, as_of)).join(about, on="no")
    whole = whole.merge(totals, on=[*_KEYS, "kind", "unit", "additive"], how="outer", suffixes=("", "_total"))
    whole["area"] = ds.city
    complete = whole["reported"].eq(whole["expected"]) & whole["expected"].gt(0)
    from_parts = whole["value"].isna() & complete
    for column in ("numerator", "denominator"):
        # counts of fewer parts than expected are not the whole's
        whole[column] = whole[column].where(~from_parts, whole[f"{column}_total"])
    for column in ("flag", "origin"):
        whole[column] = whole[column].where(~from_parts & whole["origin"].notna(), whole[f"{column}_total"])
    whole["value"] = whole["value"].where(~from_parts, whole["total"])
    whole["made_of"] = whole["parts"].where(from_parts & whole["value"].notna(), "")
    found = pd.concat([parts.assign(made_of=""), whole])
    return found.reindex(columns=columns).reset_index(drop=True)


def has_whole(ds: Dataset) -> bool:
    """Whether there is a whole to sum up for: not in a slice of some parts."""
    return ds.slice is None or ds.slice.areas is None or ds.city in ds.slice.areas


def breaks(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Where a series breaks (flag B), be it without a value: columns ``no area period``."""
    known = ds.recorded(periods)
    if not ds.actuals(as_of, known)["flag"].eq("B").any():
        return pd.DataFrame({"no": pd.Series(dtype=int), "area": pd.Series(dtype=str), "period": pd.Series(dtype=str)})
    found = figures(ds, known, as_of)
    return found.loc[found["flag"] == "B", ["no", "area", "period"]]


def expected_parts(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The parts expected in each sum: columns ``no area period``."""
    years = {period: _nearest(ds.target_years, parse_period(period).year) for period in several(periods)}
    parts = {year: _summed_parts(ds, ds.targets(year, as_of) if year else None) for year in set(years.values())}
    frames = [parts[year].assign(period=period) for period, year in years.items()]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["no", "area", "period"])


def _nearest(years: list[int], year: int) -> int | None:
    """The plan to go by in a year without one of its own: the nearest, the later of two; None without any."""
    return min(years, key=lambda known: (abs(known - year), -known), default=None)


def _summed_parts(ds: Dataset, cells: pd.DataFrame | None) -> pd.DataFrame:
    """Every part but those whose cell says not assigned; a cell that is missing says nothing."""
    every = ds.indicators[["no"]].merge(pd.DataFrame({"area": ds.parts}, dtype=str), how="cross")
    every = every if ds.slice is None else Slice(indicators=ds.slice.indicators).of(every)
    if cells is None:
        return every
    left_out = cells.loc[cells["state"] == "not_assigned", ["no", "area"]]
    return every[~pd.MultiIndex.from_frame(every).isin(pd.MultiIndex.from_frame(left_out))]


def _totals(parts: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    """Sums over the expected parts: one row per indicator and period with any part expected."""
    found = expected.merge(parts, on=["no", "area", "period"], how="left")
    is_rate = found["kind"] == "rate"
    counts = found["numerator"].notna() & found["denominator"].notna()
    here = found["value"].notna() & found["additive"].eq(True) | is_rate & counts
    found["here"] = here
    found["value_told"] = found["value"].notna() | here  # 0 of 0 is told, too
    found["weight"] = found["origin"].map(_ORIGIN_WEIGHT).where(here)
    found["break"] = found["flag"].eq("B")
    # the same for the same parts in whatever order; hashes of 64 bits, added up, do not meet by chance
    found["parts"] = pd.util.hash_array(found["area"].to_numpy(object)) if len(found) else 0
    for column in ("value", "numerator", "denominator"):
        found[column] = found[column].where(here)
    grouped = found.groupby(_KEYS, sort=False)
    totals = grouped.agg(
        kind=("kind", "first"),
        unit=("unit", "first"),
        total=("value", "sum"),
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        weight=("weight", "max"),
        broken=("break", "any"),
        reported=("here", "sum"),
        told=("value_told", "sum"),
        expected=("here", "size"),
        parts=("parts", "sum"),
    ).reset_index()
    totals["parts"] = totals["parts"].astype(str)
    some, of_rate = totals["reported"] > 0, totals["kind"] == "rate"
    totals["total"] = totals["total"].where(some)
    for column in ("numerator", "denominator"):
        totals[column] = totals[column].where(some & of_rate)
    totals["total"] = ratio(totals).where(totals["kind"] == "rate", totals["total"].round(DECIMALS))
    names = {weight: origin for origin, weight in _ORIGIN_WEIGHT.items()}
    totals["origin"] = totals["weight"].map(names)
    totals["flag"] = pd.Series(np.where(totals["broken"], "B", "A"), index=totals.index, dtype=str)
    totals = totals.rename(columns={name: f"{name}_total" for name in ("numerator", "denominator", "flag", "origin")})
    return totals.drop(columns=["kind", "unit", "weight", "broken"])

"""What the parts of a whole give together: sums over the parts that are expected, and over no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..dataset import Dataset
from ..dataset.rates import DECIMALS, ratio
from ..lookup import order_of, places_in
from ..vocabulary import ORIGINS

Array = npt.NDArray[Any]
AMOUNTS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Expected:
    """The parts that are expected in the sums of some periods.

    ``cells`` has the columns ``no area ground``; ``ground`` is what the part's ground is called, so
    that sums over the same ground are known as such.
    """

    periods: Sequence[str]
    cells: pd.DataFrame


def totals(ds: Dataset, parts: pd.DataFrame, expected: Sequence[Expected]) -> pd.DataFrame:
    """Add up what was reported of the parts.

    Parameters
    ----------
    ds
        The dataset, in the terms in which the parts are told.
    parts
        Columns ``no area period value numerator denominator flag origin``, a row a cell.
    expected
        The parts expected in each sum.

    Returns
    -------
    pandas.DataFrame
        One row per indicator and period with any part expected: ``no period total numerator_total
        denominator_total origin_total flag_total reported told expected parts``. ``reported``
        counts the parts that are in the sum, ``told`` those with a figure, ``parts`` is the same
        text for sums over the same ground.
    """
    register, grid = ds.terms.register, _Grid.of(ds, expected)
    adding = _adding(ds, parts, grid)
    sums = adding.groupby("sum").agg(_HOW)
    at, no = np.nonzero(grid.count[grid.table] > 0)
    sums = sums.reindex(at * len(register) + no).reset_index(drop=True)
    told = register.take(no).reset_index(drop=True)
    some, is_rate, table = sums["reported"] > 0, told["kind"] == "rate", grid.table[at]
    counts = sums[["numerator", "denominator"]].where(some & is_rate)
    return pd.DataFrame(
        {
            "no": told["no"],
            "period": pd.Series(list(grid.orders["period"]), dtype=str).take(at).reset_index(drop=True),
            "total": ratio(counts.join(told[["kind", "unit"]])).where(
                is_rate, sums["value"].where(some).round(DECIMALS)
            ),
            "numerator_total": counts["numerator"],
            "denominator_total": counts["denominator"],
            "reported": sums["reported"].fillna(0).astype(int),
            "told": sums["told"].fillna(0).astype(int),
            "expected": grid.count[table, no],
            "parts": pd.Series(grid.ground[table, no]).astype(str),
            "origin_total": sums["origin"].map(dict(enumerate(ORIGINS))),
            "flag_total": pd.Series(np.where(sums["broken"].eq(True), "B", "A"), dtype=str),
        }
    )


_HOW = {
    **dict.fromkeys(("value", "numerator", "denominator", "reported", "told"), "sum"),
    "origin": "max",  # the least that one can say of any
    "broken": "any",
}


def _adding(ds: Dataset, parts: pd.DataFrame, grid: "_Grid") -> pd.DataFrame:
    """What each part that is expected adds to its ``sum``, which is told by its place."""
    register = ds.terms.register
    no, area, at = (places_in(parts[name], order) for name, order in grid.orders.items())
    inside = (no >= 0) & (area >= 0) & (at >= 0)
    inside[inside] = grid.wanted[grid.table[at[inside]], no[inside], area[inside]]
    no, at = no[inside], at[inside]
    value, numerator, denominator = (parts[name].to_numpy(float)[inside] for name in AMOUNTS)
    is_rate, adds = (register["kind"] == "rate").to_numpy(bool), register["additive"].eq(True).to_numpy(bool)
    counts = ~np.isnan(numerator) & ~np.isnan(denominator)
    here = (~np.isnan(value) & adds[no]) | (is_rate[no] & counts)
    weight = places_in(parts["origin"], order_of(ORIGINS))[inside]
    return pd.DataFrame(
        {
            "sum": at * len(register) + no,
            "value": np.where(here, value, np.nan),
            "numerator": np.where(here, numerator, np.nan),
            "denominator": np.where(here, denominator, np.nan),
            "origin": np.where(here & (weight >= 0), weight, np.nan),
            "broken": (parts["flag"] == "B").to_numpy(bool)[inside],
            "reported": here,
            "told": ~np.isnan(value) | here,  # 0 of 0 is told, too
        }
    )


@dataclass(frozen=True)
class _Grid:
    """The parts expected, by places: of an indicator in the register, of a part in the plan, of a period among all.

    ``table`` is which of the tables holds for each period; ``wanted`` has the shape (table,
    indicator, part), ``count`` and ``ground``, the sum of the hashes of the ground, (table, indicator).
    """

    orders: Mapping[str, Mapping[Any, int]]
    table: Array
    wanted: Array
    count: Array
    ground: Array

    @classmethod
    def of(cls, ds: Dataset, expected: Sequence[Expected]) -> "_Grid":
        periods = [(period, table) for table, own in enumerate(expected) for period in own.periods]
        orders: dict[str, dict[Any, int]] = {
            "no": order_of(ds.terms.register["no"]),
            "area": order_of(ds.parts),
            "period": order_of(period for period, _ in periods),
        }
        shape = (len(expected), len(orders["no"]), len(orders["area"]))
        wanted, ground = np.zeros(shape, bool), np.zeros(shape[:2], np.uint64)
        for table, own in enumerate(expected):
            no = places_in(own.cells["no"], orders["no"])
            wanted[table, no, places_in(own.cells["area"], orders["area"])] = True
            # hashes of 64 bits, added up, do not meet by chance, and are the same in whatever order
            hashes = pd.util.hash_array(own.cells["ground"].to_numpy(object)) if len(no) else np.zeros(0, np.uint64)
            once = ~own.cells.duplicated(["no", "ground"]).to_numpy(bool)
            np.add.at(ground[table], no[once], hashes[once])
        return cls(orders, np.array([table for _, table in periods], int), wanted, wanted.sum(axis=2), ground)

"""What the parts of a whole give together: sums over the parts that are expected, and over no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..dataset import Dataset
from ..dataset.rates import DECIMALS, ratio
from ..lookup import places_in
from ..vocabulary import ORIGINS

Array = npt.NDArray[Any]


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
    no, area, period = (places_in(parts[name], order) for name, order in grid.orders.items())
    inside = (no >= 0) & (area >= 0) & (period >= 0)
    inside[inside] = grid.wanted[grid.table[period[inside]], no[inside], area[inside]]
    no, period = no[inside], period[inside]
    is_rate = (register["kind"] == "rate").to_numpy()
    value, numerator, denominator = (
        parts[name].to_numpy(float)[inside] for name in ("value", "numerator", "denominator")
    )
    counts = ~np.isnan(numerator) & ~np.isnan(denominator)
    adds = register["additive"].eq(True).to_numpy(bool)
    here = (~np.isnan(value) & adds[no]) | (is_rate[no] & counts)
    weight = places_in(parts["origin"], {origin: rank for rank, origin in enumerate(ORIGINS)})[inside]
    found = pd.DataFrame(
        {
            "total": np.where(here, value, np.nan),
            "numerator": np.where(here, numerator, np.nan),
            "denominator": np.where(here, denominator, np.nan),
            "weight": np.where(here & (weight >= 0), weight, np.nan),
            "broken": (parts["flag"] == "B").to_numpy(bool)[inside],
            "reported": here,
            "told": ~np.isnan(value) | here,  # 0 of 0 is told, too
        }
    )
    sums = found.groupby(period * len(register) + no).agg(
        {
            **dict.fromkeys(("total", "numerator", "denominator", "reported", "told"), "sum"),
            "weight": "max",
            "broken": "any",
        }
    )
    period, no = np.nonzero(grid.count[grid.table] > 0)
    sums = sums.reindex(period * len(register) + no)
    some, of_rate = (sums["reported"] > 0).to_numpy(), is_rate[no]
    made = pd.DataFrame(
        {
            "no": register["no"].to_numpy()[no],
            "period": pd.Series(list(grid.orders["period"]), dtype=str).take(period).to_numpy(),
            "kind": register["kind"].to_numpy()[no],
            "unit": register["unit"].to_numpy()[no],
            "numerator": sums["numerator"].where(some & of_rate).to_numpy(),
            "denominator": sums["denominator"].where(some & of_rate).to_numpy(),
        }
    )
    total = sums["total"].where(some).round(DECIMALS).to_numpy()
    table = grid.table[period]
    return (
        made.assign(
            total=ratio(made).where(of_rate, total),
            reported=sums["reported"].fillna(0).to_numpy(int),
            told=sums["told"].fillna(0).to_numpy(int),
            expected=grid.count[table, no],
            parts=pd.Series(grid.ground[table, no]).astype(str),
            origin_total=sums["weight"].map(dict(enumerate(ORIGINS))).to_numpy(),
            flag_total=pd.Series(np.where(sums["broken"].fillna(False), "B", "A"), dtype=str),
        )
        .rename(columns={"numerator": "numerator_total", "denominator": "denominator_total"})
        .drop(columns=["kind", "unit"])
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
            "no": _order(ds.terms.register["no"]),
            "area": _order(ds.parts),
            "period": _order(period for period, _ in periods),
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


def _order(words: Any) -> dict[Any, int]:
    return {word: place for place, word in enumerate(words)}

"""Figures as arrays: a cell, a year, a period of it. What every method of projection works on."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...calendar import QUARTER, YEAR, Calendar, Period, column, of_year
from ...dataset import Dataset
from ...lookup import places_in
from ...vocabulary import LARGE_UNITS
from ..figures import by_places, sums_in

Array = npt.NDArray[Any]
KEYS = ["no", "area"]


@dataclass(frozen=True)
class Panel:
    """Every cell's figures by year and period of the year: where months are told, a quarter stands in its last.

    ``cells`` has the columns ``no area kind unit pace additive net whole``; the
    arrays have the shape (cell, year, period of the year), NaN where there is no figure. ``broken``
    tells where a figure does not compare with those before it: a break in the series
    (flag B), or a whole that is the sum of other parts than the year before.
    """

    calendar: Calendar
    cells: pd.DataFrame
    years: tuple[int, ...]
    value: Array
    numerator: Array
    denominator: Array
    broken: Array

    @property
    def per_year(self) -> int:
        """How many periods a year has."""
        return int(self.value.shape[2])

    def period(self, year: int, rank: int) -> Period:
        """The period that a place in the arrays stands for."""
        told = self.calendar.own(of_year(self.years[year], YEAR // self.per_year)[rank])
        return told if self.calendar.has(told) or told.end_month % QUARTER else self.calendar.own(told.quarter)

    def rank(self, period: Period) -> int:
        """The place of a period in its year."""
        return period.end_month * self.per_year // YEAR - 1

    @cached_property
    def whole_of(self) -> Array:
        """By cell, the row of the same indicator's whole; -1 where there is none, and for the whole itself."""
        rows = self.cells.index[self.cells["whole"]]
        known = dict(zip(self.cells.loc[rows, "no"], rows, strict=True))
        found = self.cells["no"].map(known).fillna(-1).astype(int).to_numpy()
        return np.where(self.cells["whole"], -1, found)

    def of_whole(self, values: Array) -> Array:
        """By cell, its whole's value; NaN for the whole itself and where there is none."""
        return np.where(self.whole_of >= 0, values[self.whole_of], np.nan)

    @cached_property
    def whole_numbers(self) -> Array:
        """By cell, whether it counts whole things."""
        return np.asarray((self.cells["kind"] != "rate") & ~self.cells["unit"].str.startswith(LARGE_UNITS))

    @cached_property
    def kind(self) -> Array:
        """The kind of each cell."""
        return self.cells["kind"].to_numpy(object)

    @cached_property
    def group(self) -> Array:
        """A number for each pair of kind and level: errors are pooled within one."""
        return (self.cells["kind"].astype(str) + self.cells["whole"].astype(str)).factorize()[0]


def build_panel(
    ds: Dataset, periods: Collection[str], as_of: str | pd.Timestamp | None = None, per_year: int = 0
) -> Panel:
    """Arrange the figures of these periods, and of every cell that has one, with places for so many a year or as many as are told."""
    found = by_places(ds, periods, as_of)
    found = found[found["value"].notna() | found["flag"].eq("B")]
    about = ds.terms.register[["no", "kind", "unit", "pace", "additive", "net"]]
    order = ds.terms.ranks
    # a cell's place among all in the plan's order, and its row among those with figures
    place = places_in(found["no"], order["no"]) * len(order["area"]) + places_in(found["area"], order["area"])
    here, row = np.unique(place, return_inverse=True)
    no, area = np.divmod(here, max(len(order["area"]), 1))
    cells = about.take(no).reset_index(drop=True)
    cells.insert(1, "area", ds.terms.areas["area"].take(area).to_numpy())
    cells["whole"] = cells["area"] == ds.city
    times = [ds.calendar.period(period) for period in periods]
    years = tuple(range(min(times).year, max(times).year + 1)) if times else ()
    months = YEAR // per_year if per_year else min((time.months for time in times), default=QUARTER)
    year = column(found["period"], "year").to_numpy() - (years[0] if years else 0)
    rank = column(found["period"], "end_month").to_numpy() // months - 1
    shape = (len(cells), len(years), YEAR // months)

    def array(name: str) -> Array:
        made = np.full(shape, np.nan)
        made[row, year, rank] = found[name].to_numpy(float)
        return made

    broken = np.zeros(shape, bool)
    broken[row, year, rank] = (found["flag"] == "B").to_numpy()
    made_of = np.full(shape, -1)
    made_of[row, year, rank] = sums_in(found)
    both = (made_of[:, 1:] >= 0) & (made_of[:, :-1] >= 0)
    broken[:, 1:, 0] |= (both & (made_of[:, 1:] != made_of[:, :-1])).any(axis=2)
    return Panel(ds.calendar, cells, years, array("value"), array("numerator"), array("denominator"), broken)

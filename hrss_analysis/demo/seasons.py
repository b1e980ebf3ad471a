"""The rhythm of a real series: which part of a year comes in which quarter.

A simulated series is given the rhythm of a real one of the same kind, the one
whose name is nearest to its own: new urban jobs peak in the second quarter,
dispute cases are closed in the fourth.
"""

from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from ..calendar import column, nearest, parse_period
from ..dataset import Dataset
from ..errors import InputError


class Seasons:
    """Quarterly rhythms of the series of a real dataset.

    Parameters
    ----------
    ds
        A dataset whose whole has a figure in every quarter of at least one year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> seasons = Seasons(open_dataset("data/national"))
    >>> [round(float(share), 2) for share in seasons.flow("城镇新增就业人数", 2023)]
    [0.24, 0.55, 0.82, 1.0]
    """

    def __init__(self, ds: Dataset) -> None:
        figures = ds.actuals(areas=[ds.city])
        if figures.empty:
            raise InputError(f"{ds.path}: there are no figures of {ds.city} to take a rhythm from")
        self._names = ds.indicators.set_index("no")["name"]
        self._kinds = ds.indicators.set_index("no")["kind"]
        self.per_year = parse_period(figures["period"].iloc[0]).per_year
        figures = figures.assign(**{name: column(figures["period"], name) for name in ("year", "number")})
        wide = figures.pivot_table("value", ["no", "year"], "number")
        self._levels = wide.reindex(columns=range(1, self.per_year + 1)).dropna()
        if not {self._kinds[no] for no in self._levels.index.unique("no")} >= {"flow", "stock"}:
            raise InputError(
                f"{ds.path}: a rhythm needs a flow and a stock of the whole with all four quarters of a year"
            )

    def flow(self, name: str, year: int) -> np.ndarray:
        """Cumulative shares of the year's total at the end of each quarter, ending at 1."""
        levels = self._nearest("flow", name)
        row = levels.loc[nearest(levels.index, year)].to_numpy(float)
        return row / row[-1]

    def growth(self, name: str, year: int) -> tuple[float, np.ndarray]:
        """A stock's growth over the year before, and the shares of it made by each quarter's end."""
        levels = self._nearest("stock", name)
        known = [y for y in levels.index if y - 1 in levels.index] or [levels.index[0]]
        year = nearest(known, year)
        row = levels.loc[year].to_numpy(float)
        before = float(levels[self.per_year].get(year - 1, row[0]))
        # a year of almost no growth has no rhythm of its own: keep the shares sane
        shares = (
            (row - before) / (row[-1] - before)
            if row[-1] != before
            else np.linspace(1 / self.per_year, 1, self.per_year)
        )
        return row[-1] / before - 1, np.clip(shares, -0.2, 1.2)

    def _nearest(self, kind: str, name: str) -> pd.DataFrame:
        known = [no for no in self._levels.index.unique("no") if self._kinds[no] == kind]
        likeness = [SequenceMatcher(None, name, self._names[no]).ratio() for no in known]
        return self._levels.loc[known[int(np.argmax(likeness))]]

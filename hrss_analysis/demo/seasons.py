"""The rhythm of a real series: which part of a year comes in which quarter, and which part of that in which month.

A simulated series is given the rhythm of a real one of the same kind, the one
whose name is nearest to its own: new urban jobs peak in the second quarter,
dispute cases are closed in the fourth.
"""

from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from ..calendar import QUARTER, YEAR, column, nearest
from ..dataset import Dataset
from ..errors import InputError
from ..measures.figures import figures
from ..messages import tell

QUARTER_ENDS = list(range(QUARTER, YEAR + 1, QUARTER))
FAR = 0.1  # of a year's growth that a level may lie off the straight line between two quarters' ends


class Seasons:
    """Rhythms of the series of a real dataset, told by quarters or by months.

    Years are told by their quarters' ends, whichever of the two it is: both give the same.
    Within a quarter a series has the months of a year in which none of its twelve is missing.
    One that is told by quarters says nothing of months: there it goes evenly from one
    quarter's end to the next, as an expected share does.

    Parameters
    ----------
    ds
        A dataset whose whole has a figure at every quarter's end of at least one year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> seasons = Seasons(open_dataset("data/national"))
    >>> [round(float(share), 2) for share in seasons.flow("城镇新增就业人数", 2023)]
    [0.24, 0.55, 0.82, 1.0]
    """

    def __init__(self, ds: Dataset) -> None:
        found = figures(ds, ds.periods)  # in one plan's terms, whatever the numbers of earlier ones
        found = found[(found["area"] == ds.city) & found["value"].notna()]
        if found.empty:
            raise InputError(
                tell("{dataset}: there are no figures of {area} to take a rhythm from", dataset=ds.path, area=ds.city)
            )
        self._names = ds.indicators.set_index("no")["name"]
        self._kinds = ds.indicators.set_index("no")["kind"]
        found = found.assign(**{name: column(found["period"], name) for name in ("year", "end_month")})
        wide = found.pivot_table("value", ["no", "year"], "end_month").reindex(columns=range(1, YEAR + 1))
        self._levels, self._months = wide[QUARTER_ENDS].dropna(), wide.dropna()
        if not {self._kinds[no] for no in self._levels.index.unique("no")} >= {"flow", "stock"}:
            raise InputError(
                tell(
                    "{dataset}: a rhythm needs a flow and a stock of the whole with all four quarters of a year",
                    dataset=ds.path,
                )
            )

    def flow(self, name: str, year: int) -> np.ndarray:
        """Cumulative shares of the year's total at the end of each quarter, ending at 1."""
        levels = self._levels.loc[self._nearest("flow", name)]
        row = levels.loc[nearest(levels.index, year)].to_numpy(float)
        return row / row[-1]

    def growth(self, name: str, year: int) -> tuple[float, np.ndarray]:
        """A stock's growth over the year before, and the shares of it made by each quarter's end."""
        levels = self._levels.loc[self._nearest("stock", name)]
        known = [y for y in levels.index if y - 1 in levels.index] or [levels.index[0]]
        year = nearest(known, year)
        row = levels.loc[year].to_numpy(float)
        before = float(levels[YEAR].get(year - 1, row[0]))
        # a year of almost no growth has no rhythm of its own: keep the shares sane
        shares = (
            (row - before) / (row[-1] - before)
            if row[-1] != before
            else np.linspace(1 / len(QUARTER_ENDS), 1, len(QUARTER_ENDS))
        )
        return row[-1] / before - 1, np.clip(shares, -0.2, 1.2)

    def flow_within(self, name: str, year: int) -> np.ndarray:
        """The share that each month has of what its quarter adds: a row a quarter, each adding up to 1.

        Examples
        --------
        >>> from hrss_analysis.dataset import open_dataset
        >>> seasons = Seasons(open_dataset("data/national"))
        >>> seasons.flow_within("劳动人事争议仲裁审结案件数", 2023).round(2).tolist()[0]
        [0.33, 0.33, 0.33]
        """
        levels = self._monthly("flow", name)
        even = np.full((len(QUARTER_ENDS), QUARTER), 1 / QUARTER)
        if levels.empty:
            return even
        row = levels.loc[nearest(levels.index, year)].to_numpy(float)
        added = np.diff(row, prepend=0).clip(min=0).reshape(even.shape)
        whole = added.sum(axis=1, keepdims=True)
        return np.where(whole > 0, added / np.where(whole > 0, whole, 1), even)

    def growth_within(self, name: str, year: int) -> np.ndarray:
        """How far each month's level lies off the straight line between two quarters' ends, in shares of the year's growth."""
        levels = self._monthly("stock", name)
        known = [y for y in levels.index if y - 1 in levels.index]
        if not known:
            return np.zeros((len(QUARTER_ENDS), QUARTER))
        year = nearest(known, year)
        before, row = levels.loc[year - 1].to_numpy(float)[-1], levels.loc[year].to_numpy(float)
        grown = row[-1] - before
        ends = [before, *row[QUARTER - 1 :: QUARTER]]
        off = row - np.interp(range(1, YEAR + 1), [0, *QUARTER_ENDS], ends)
        share = off / grown if grown else np.zeros(YEAR)
        return np.clip(share, -FAR, FAR).reshape(len(QUARTER_ENDS), QUARTER)

    def _nearest(self, kind: str, name: str) -> int:
        known = [no for no in self._levels.index.unique("no") if self._kinds[no] == kind]
        likeness = [SequenceMatcher(None, name, self._names[no]).ratio() for no in known]
        return int(known[int(np.argmax(likeness))])

    def _monthly(self, kind: str, name: str) -> pd.DataFrame:
        """The same series' levels by years and months, of the years that are whole: none if it is told by quarters."""
        no = self._nearest(kind, name)
        return self._months[self._months.index.get_level_values("no") == no].droplevel("no")

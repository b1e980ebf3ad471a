"""How fast it goes: what a month added lately, what it has to add from now on, and how far last year was by now.

An area's pace is held against its own, never against another's, since areas differ in size
and in what they were given to do.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..calendar import QUARTER, YEAR, Period
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from .figures import figures
from .history import history
from .progress import progress

COLUMNS = [
    "no", "id", "area", "period", "recent", "last_rest", "times_recent", "times_last_rest", "year_ago", "year_ago_share",
    "last_year_share", "ahead", "last_result", "ambition", "last_growth",
]  # fmt: skip
_KEYS = ["no", "area"]


@of_its_plan
@remembered(by_row=True)
def pace(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give the pace of every cell: lately, last year, and how many times either is needed from now on.

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
        A row for each of ``progress``, with the columns ``no id area period`` and

        - ``recent``: what a month added in the last three, or since January; ``last_rest``:
          what a month added in the rest of last year; counts and stocks, in the unit
        - ``times_recent times_last_rest``: how many times these are required per month
          from now on; only of what is above 0, and not of ceilings
        - ``year_ago``: the figure of the same period last year; ``year_ago_share``: the
          share of this year's target that it would be, of what accumulates
        - ``last_year_share``: the share of last year's figure that had been reached by now;
          ``ahead``: completion less that, in points; of counts, until the year is over
        - ``last_result``: last year's figure at its end; ``ambition``: how many per cent the target
          is above it, of counts and stocks
        - ``last_growth``: what a stock had grown by at this time last year, since the end of the
          year before that

    Raises
    ------
    UsageError
        If the period is none, or the dataset has no targets for its year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> row = pace(open_dataset("data/national"), "2024-09").iloc[0]
    >>> row[["recent", "last_year_share", "ahead"]].astype(float).round(3).tolist()
    [117.0, 0.822, 5.262]
    """
    cells = progress(ds, period, as_of).reset_index(drop=True)
    past = Past(ds.calendar.period(period), cells, history(ds, period, as_of))
    required = cells["required_per_month"].where(cells["headroom"].isna())
    recent, rest, year_ago = past.recent(), past.last_rest(), past.back(YEAR)
    accumulates = cells["target"].where(cells["base"].isna() & cells["gap_points"].notna())
    share, last_result = past.last_year_share(), past.back(past.now.end_month)
    counted = (cells["kind"] != "rate") & (last_result > 0) & (cells["target_state"] == "assigned")
    found = cells[["no", "id", "area", "period"]].assign(
        recent=recent,
        last_rest=rest,
        times_recent=required / recent.where(recent > 0),
        times_last_rest=required / rest.where(rest > 0),
        year_ago=year_ago,
        year_ago_share=year_ago / accumulates,
        last_year_share=share,
        ahead=100 * (cells["completion"] - share),
        last_result=last_result,
        ambition=100 * (cells["target"] / last_result - 1).where(counted),
        last_growth=_last_growth(ds, past, as_of),
    )
    return found[COLUMNS]


def _last_growth(ds: Dataset, past: "Past", as_of: str | pd.Timestamp | None) -> pd.Series:
    """What stocks had grown by a year ago: figures of one series, the year before's end among them."""
    before = past.now.year_ago.last_year_end
    nothing = pd.Series(np.nan, index=past.cells.index)
    if not ds.calendar.has(before):
        return nothing
    ends = figures(ds, [str(before)], as_of)
    ends = ends[ends["value"].notna()].assign(year=before.year, month=before.end_month)
    longer = replace(past, history=pd.concat([ends, past.history], ignore_index=True))
    return longer.grown(YEAR, YEAR + past.now.end_month).where(past.cells["kind"] == "stock", nothing)


@dataclass(frozen=True)
class Past:
    """Cells beside their figures of this year and the last.

    ``cells`` are rows of ``progress``, ``history`` rows of :func:`history`, both with ``no area``.
    """

    now: Period
    cells: pd.DataFrame
    history: pd.DataFrame

    @property
    def _place(self) -> pd.Series:
        """The month of each figure, counted through all years."""
        return YEAR * self.history["year"] + self.history["month"]

    def _at(self, name: str, place: pd.Series) -> pd.Series:
        """What stands beside each cell in a month of its own."""
        frame = self.history.assign(place=self._place).set_index([*_KEYS, "place"])[name]
        keys = pd.MultiIndex.from_arrays([self.cells["no"], self.cells["area"], place])
        return pd.Series(frame.reindex(keys).to_numpy(), index=self.cells.index)

    def _ago(self, months: int) -> pd.Series:
        return pd.Series(self.now.ordinal - months, index=self.cells.index)

    def back(self, months: int) -> pd.Series:
        """The figure so many months ago."""
        return self._at("value", self._ago(months)).astype(float)

    def recent(self) -> pd.Series:
        """What a month added in the last three months, or since January; rates have none."""
        flow = self.cells["kind"] == "flow"
        months = pd.Series(np.where(flow, min(QUARTER, self.now.end_month), QUARTER), index=self.cells.index)
        fresh = flow & (months == self.now.end_month)  # a count that begins the year has nothing before it
        since = self.now.ordinal - months
        before = self._at("value", since).astype(float).where(~fresh, 0.0)
        one = fresh | self._is_one_series(since, self._ago(0))
        return ((self.cells["actual"] - before) / months).where(one & (self.cells["kind"] != "rate"))

    def last_rest(self) -> pd.Series:
        """What a month added in the rest of last year."""
        if not self.now.months_left:
            return pd.Series(np.nan, index=self.cells.index)
        added = self.grown(self.now.end_month, YEAR) / self.now.months_left
        return added.where(self.cells["kind"] != "rate")

    def grown(self, until: int, since: int) -> pd.Series:
        """What was added from so many months ago until so many, where both are of one series."""
        first, last = self._ago(since), self._ago(until)
        added = (self._at("value", last) - self._at("value", first)).astype(float)
        return added.where(self._is_one_series(first, last))

    def last_year_share(self) -> pd.Series:
        """The share of last year's count that had been reached at this time; none at the year's end, when every year is done."""
        told = (self.cells["kind"] == "flow") & self.cells["gap_points"].notna() & (not self.now.is_last)
        end = self._at("value", self._ago(self.now.end_month)).astype(float)
        return (self.back(YEAR) / end.where(end > 0)).where(told)

    def _is_one_series(self, since: pd.Series, until: pd.Series) -> pd.Series:
        """Whether nothing breaks a cell's figures after one month until another, and neither is a sum of other parts."""
        breaks = self.history[self.history["flag"] == "B"].assign(place=self._place)[[*_KEYS, "place"]]
        spans = self.cells[_KEYS].assign(since=since, until=until).reset_index()
        broken = spans.merge(breaks, on=_KEYS).query("since < place <= until")["index"]
        first, last = (self._at("made_of", place).fillna("") for place in (since, until))
        same = (first == "") | (last == "") | (first == last)
        return same & ~self.cells.index.isin(broken)

"""What the rules of data quality look at: each cell's figure beside all it can be held against."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..calendar import YEAR, Period, column, in_time
from ..dataset import Dataset
from ..measures.figures import figures
from .senders import planned

KEYS = ["no", "area"]


@dataclass(frozen=True)
class Facts:
    """A period's cells with their neighbours.

    ``cells`` has one row per cell of the target table or figure reported: ``no area
    name unit kind bound additive part_of net frequency state target value numerator
    denominator flag reporter submitted_at before a_year_ago before_a_year_ago year_end
    earlier step fresh usual spread changes``. ``before`` is the report before, ``step``
    months ago and at most a quarter (within the year for counts; ``fresh`` are those that
    begin it), ``year_end`` last year's end, ``earlier`` the last figure of the same year,
    however long ago; the last three describe a stock's changes of ``step`` months.
    ``record`` are all rows submitted for the period, revisions and all.
    """

    ds: Dataset
    period: str
    cells: pd.DataFrame
    record: pd.DataFrame
    as_of: str | pd.Timestamp | None = None

    @cached_property
    def keys(self) -> pd.MultiIndex:
        """The cells' numbers and areas."""
        return pd.MultiIndex.from_frame(self.cells[KEYS])

    def beside(self, name: str, other: pd.Series) -> pd.Series:
        """By row, the value of `name` in the same area for the indicator numbered in `other`."""
        values = pd.Series(self.cells[name].to_numpy(), index=self.keys)
        keys = pd.MultiIndex.from_arrays([other.fillna(-1).astype(int), self.cells["area"]])
        return pd.Series(values.reindex(keys).to_numpy(), index=self.cells.index)


def gather(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> Facts:
    """Put a period's figures beside all they can be held against."""
    now = ds.calendar.period(period)
    about = ds.terms.register.set_index("no")[
        ["name", "unit", "kind", "bound", "additive", "part_of", "net", "frequency"]
    ]
    targets = planned(ds, now, as_of)[[*KEYS, "state", "value"]].rename(columns={"value": "target"})
    reported = [*KEYS, "value", "numerator", "denominator", "flag", "reporter", "submitted_at"]
    cells = targets.merge(ds.actuals(as_of, ds.recorded(period))[reported], on=KEYS, how="outer")
    cells = cells.merge(about, left_on="no", right_index=True).reset_index(drop=True)
    cells = cells.assign(reporter=cells["reporter"].fillna(""), flag=cells["flag"].fillna(""))
    cells = _with_neighbours(ds, cells, now, as_of)
    record = ds.told_anew(ds.record(ds.recorded(period), as_of=as_of))
    place = {area: rank for rank, area in enumerate(ds.areas["area"])}
    ordered = cells.sort_values(KEYS, key=lambda key: key if key.name == "no" else key.map(place))
    return Facts(ds, period, ordered.reset_index(drop=True), record, as_of)


def _with_neighbours(ds: Dataset, cells: pd.DataFrame, now: Period, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    # two years of changes tell what is usual
    known = [str(period) for period in ds.calendar.back(now, 2 * YEAR)]
    found = figures(ds, known, as_of)  # those that `changes` asks for, so that they are computed once
    found = found[(found["made_of"] == "") & (found["period"] != str(now))]
    by_month = found.assign(back=now.ordinal - column(found["period"], "ordinal")).set_index([*KEYS, "back"])["value"]
    step = cells["frequency"].map(now.report_step).astype(int)
    back: dict[str, pd.Series | int] = {
        "before": step, "a_year_ago": YEAR, "before_a_year_ago": step + YEAR, "year_end": now.end_month,
    }  # fmt: skip
    for name, months in back.items():
        keys = pd.MultiIndex.from_frame(cells[KEYS].assign(back=months))
        cells[name] = by_month.reindex(keys).to_numpy()
    cells["earlier"] = _latest_this_year(found, now).reindex(pd.MultiIndex.from_frame(cells[KEYS])).to_numpy()
    # a count starts anew in January: there is nothing before its first report
    cells = cells.assign(step=step, fresh=(cells["kind"] == "flow") & (step >= now.end_month))
    cells.loc[cells["fresh"], ["before", "before_a_year_ago"]] = float("nan")
    stocks = ds.terms.register.loc[ds.terms.register["kind"] == "stock", "no"]
    levels = found.loc[found["no"].isin(stocks), [*KEYS, "period", "value"]].dropna(subset="value")
    levels = levels.merge(cells[[*KEYS, "step"]], on=KEYS)
    return cells.merge(usual_changes(levels), left_on=KEYS, right_index=True, how="left")


def _latest_this_year(found: pd.DataFrame, now: Period) -> pd.Series:
    """By cell, the last figure before in the same year, however long ago."""
    told = found[column(found["period"], "year").eq(now.year) & found["value"].notna()]
    return told.sort_values("period", key=in_time, kind="stable").groupby(KEYS)["value"].last()


def usual_changes(levels: pd.DataFrame) -> pd.DataFrame:
    """By cell, the usual change of a level from one period to the next (share) and its spread.

    Parameters
    ----------
    levels
        Columns ``no area period value step`` of stocks, earlier periods only; what lies
        further apart than ``step`` months is no usual change.

    Returns
    -------
    pandas.DataFrame
        Index ``no area``; columns ``usual`` (median), ``spread`` (median absolute
        deviation) and ``changes`` (how many).

    Examples
    --------
    >>> frame = pd.DataFrame({"no": 1, "area": "甲", "period": ["2023Q1", "2023Q2", "2023Q3"], "value": [100.0, 110.0, 110.0], "step": 3})
    >>> usual_changes(frame).round(3).values.tolist()
    [[0.05, 0.05, 2.0]]
    """
    ordered = levels.sort_values("period", key=in_time)
    earlier = ordered.assign(at=column(ordered["period"], "ordinal")).groupby(["no", "area"])[["value", "at"]].shift()
    apart = column(ordered["period"], "ordinal") - earlier["at"]
    change = (ordered["value"] / earlier["value"] - 1).where(apart == ordered["step"])
    by_cell = ordered.assign(change=change).dropna(subset="change").groupby(["no", "area"])["change"]
    usual = by_cell.median()
    off = (change - usual.reindex(pd.MultiIndex.from_frame(ordered[["no", "area"]])).set_axis(change.index)).abs()
    spread = ordered.assign(off=off).dropna(subset="off").groupby(["no", "area"])["off"].median()
    return pd.DataFrame({"usual": usual, "spread": spread, "changes": by_cell.size().astype(float)})

"""What happened this quarter, and compared with what.

Counts are reported cumulatively, so the *current* quarter (当期) is a difference
within the year. Year on year (同比) is said of the cumulative figure and of the
current quarter separately; quarter on quarter (环比) only of the current quarter
and of levels. Rates differ in points (百分点), never in per cent. Where a base is
missing, not positive, or before a break in the series, there is a reason and no
number.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..calendar import EVERY, QUARTER, YEAR, Period, column
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..dataset.rates import DECIMALS, unit_of_differences
from ..lookup import plain
from ..reasons import Codes, first_of, instead_of
from .crossing import apart, with_id
from .figures import by_places, sums_in

MEASURES = ("cumulative", "current", "current_quarter", "year_on_year", "year_on_year_current", "quarter_on_quarter")
RELATIVE = ("year_on_year", "year_on_year_current", "quarter_on_quarter")  # in % or points, not in the unit
COLUMNS = ["no", "id", "area", "period", "measure", "value", "unit", "base", "reason", "origin", "difference"]
_KEYS = ["no", "area"]
_FAR = 2 * YEAR  # months back that a comparison may rest on

Array = npt.NDArray[Any]


@of_its_plan
@remembered(by_row=True)
def changes(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give every figure of a quarter and its changes.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter, as in ``"2024Q3"``.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        One row per indicator, area and measure, for every cell that is due and has
        a figure, with the columns

        - ``no id area period``, in the terms of the period's plan
        - ``measure``: ``cumulative`` (the figure: counted from 1 January, a level or
          a rate), ``current`` (counts only: since the report before), ``current_quarter``
          (counts reported by months, at a quarter's end: what the quarter added),
          ``year_on_year`` (the figure against a year ago), ``year_on_year_current``
          (counts only), ``quarter_on_quarter`` (what is current, or a level, against the
          report before: of months it is month on month)
        - ``value unit``: in the indicator's unit; changes in ``%``, of rates in
          ``百分点`` or their unit
        - ``base``: what it was compared with
        - ``reason``: why there is no value, or what to know of it: a code of
          :mod:`hrss_analysis.reasons`
        - ``origin``: ``simulated`` if either side is
        - ``difference``: of a comparison, figure less base in the indicator's unit (of the
          current quarter, what it brought less what the other did)

    Raises
    ------
    UsageError
        If the period is not a quarter.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = changes(open_dataset("data/national"), "2024Q3").query("no == 1").set_index("measure")
    >>> found["value"].round(1).to_dict()  # 1049 after 944 in August and 698 in June
    {'cumulative': 1049.0, 'current': 105.0, 'current_quarter': 351.0, 'year_on_year': 2.6, 'year_on_year_current': 7.1, 'quarter_on_quarter': -11.0}
    """
    return changes_over(ds, [period], as_of)


def changes_over(ds: Dataset, periods: Collection[str], as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The changes of several quarters below each other, for little more than the price of one, in the dataset's terms."""
    quarters = [ds.calendar.period(period) for period in periods]
    every = sorted({period for quarter in quarters for period in ds.calendar.back(quarter, _FAR)})
    cells = _beside_their_bases(ds, quarters, by_places(ds, [str(period) for period in every], as_of))
    counts = cells.of(cells.kind == "flow")
    parts = [
        _cumulative(cells),
        _current(counts),
        _current_quarter(counts),
        _year_on_year(cells),
        _year_on_year_current(counts),
    ]
    parts += [_level_on_quarter(cells), _quarter_on_quarter(counts)]
    stacked = pd.concat(parts, ignore_index=True)
    rank = {measure: order for order, measure in enumerate(MEASURES)}
    stacked = stacked.assign(order=stacked["measure"].map(rank)).sort_values(["row", "order"], kind="stable")
    return with_id(ds, stacked)[COLUMNS].reset_index(drop=True)


@dataclass(frozen=True)
class _Cells:
    """Cells that are due and have a figure, each beside the two years before.

    ``about`` has the columns ``row no area period unit origin``. The arrays have a row a
    cell; those of two dimensions a column for each month, by how far back it is, filled
    where a period ends. ``month`` is the one that the cell's period ends with, ``step`` how
    many months back the cell was due before, ``made_of`` a number that is the same where a
    sum has the same parts, and -1 where the figure is no sum. ``apart`` is why the year
    before is in terms that do not compare, a code.
    """

    about: pd.DataFrame
    kind: Array
    month: Array
    step: Array
    apart: Array
    value: Array
    broken: Array
    simulated: Array
    made_of: Array

    def of(self, here: Array) -> "_Cells":
        """Some of the cells."""
        arrays = (self.kind, self.month, self.step, self.apart, self.value, self.broken, self.simulated, self.made_of)
        return _Cells(self.about[here], *(array[here] for array in arrays))

    def back(self, array: Array, steps: Array) -> Array:
        """What stands in each row so many months back."""
        return array[np.arange(len(array)), steps]

    def values(self, steps: Array) -> Array:
        """The figure so many months back."""
        return self.back(self.value, steps)

    def broken_since(self, steps: Array) -> Array:
        """Whether the series breaks (flag B) after what stands so many months back."""
        return self.back(self._broken_within, np.maximum(steps - 1, 0))

    @cached_property
    def _broken_within(self) -> Array:
        """Whether the series breaks within so many months back."""
        return np.logical_or.accumulate(self.broken, axis=1)

    def other_parts(self, steps: Array, earlier: Array) -> Array:
        """Whether the figures so many months back are sums of different parts."""
        one, other = self.back(self.made_of, steps), self.back(self.made_of, earlier)
        return (one >= 0) & (other >= 0) & (one != other)

    def origin(self, *steps: Array) -> Array:
        """Simulated if this figure, or any so many months back, is."""
        simulated = self.simulated[:, 0].copy()
        for back in steps:
            simulated |= self.back(self.simulated, back)
        return np.where(simulated, "simulated", self.about["origin"].to_numpy(object))


def _beside_their_bases(ds: Dataset, quarters: list[Period], found: pd.DataFrame) -> _Cells:
    about = ds.terms.register.set_index("no")[["kind", "unit", "frequency"]]
    ordinal = column(found["period"], "ordinal").to_numpy(int)
    row = found.groupby(_KEYS, sort=False).ngroup().to_numpy(int)
    first = min((quarter.ordinal for quarter in quarters), default=0) - _FAR
    shape = (row.max(initial=-1) + 1, max((quarter.ordinal for quarter in quarters), default=first) - first + 1)

    def array(values: Any, nothing: Any, dtype: Any) -> Array:
        made = np.full(shape, nothing, dtype)
        made[row, ordinal - first] = values
        return made

    whole = {
        "value": array(found["value"], np.nan, float),
        # rows without a value count: a break in the series may stand on one
        "broken": array(found["flag"] == "B", False, bool),
        "simulated": array((found["origin"] == "simulated") & found["value"].notna(), False, bool),
        "made_of": array(sums_in(found), -1, int),
    }
    now, at, away = [], [], [np.array([], dtype=object)]
    if not quarters:  # of a plan in whose time nothing is recorded
        now.append(plain(found.loc[found.index[:0], [*_KEYS, "period", "origin"]]).assign(month=0, months=0))
    for quarter in quarters:
        due = about.index[about["frequency"].isin([name for name in EVERY if quarter.is_due(name)])]
        here = (ordinal == quarter.ordinal) & found["value"].notna().to_numpy() & found["no"].isin(due).to_numpy()
        now.append(
            plain(found.loc[here, [*_KEYS, "period", "origin"]]).assign(month=quarter.end_month, months=quarter.months)
        )
        told = ds.calendar.has(quarter.year_ago)  # else there is nothing there that the plans could keep apart
        away.append(apart(ds, now[-1], quarter) if told else np.full(len(now[-1]), "", dtype=object))
        at += [(cell, quarter.ordinal - first) for cell in row[here]]
    cells = pd.concat(now, ignore_index=True).join(about, on="no")
    cells.insert(0, "row", np.arange(len(cells)))
    rows, columns = np.array(at, dtype=int).reshape(-1, 2).T
    windows = {name: made[rows[:, None], columns[:, None] - np.arange(_FAR + 1)] for name, made in whole.items()}
    step = np.maximum(cells["frequency"].map(EVERY).to_numpy(int), cells["months"].to_numpy(int))
    month, kind = cells["month"].to_numpy(int), cells["kind"].to_numpy(object)
    return _Cells(cells, kind, month, step, np.concatenate(away), **windows)


def _measure(
    cells: _Cells, name: str, value: Array, unit: Any, base: Any, reason: Any, origin: Array, difference: Any = np.nan
) -> pd.DataFrame:
    frame = cells.about[["row", *_KEYS, "period"]].assign(
        measure=name, value=value, unit=unit, base=base, reason=reason, origin=origin, difference=difference
    )
    return frame.astype({"value": float, "base": float, "reason": str, "unit": str, "origin": str, "difference": float})


def _increment_steps(cells: _Cells, lag: Array) -> tuple[Array, Array]:
    """The months an increment `lag` months ago rests on; the second is 0 (none) if that lies in the year before."""
    month = (cells.month - lag - 1) % YEAR + 1
    return lag, np.where(month > cells.step, lag + cells.step, 0)


def _steps(cells: _Cells, count: int) -> Array:
    return np.full(len(cells.kind), count)


def _cumulative(cells: _Cells) -> pd.DataFrame:
    origin = cells.about["origin"].to_numpy(object)
    return _measure(cells, "cumulative", cells.value[:, 0], cells.about["unit"], np.nan, "", origin)


def _within_year(cells: _Cells, lag: int) -> tuple[Array, Codes]:
    """A count's increment since the quarter reported before, `lag` months ago, and why there is none.

    The first report of a year is its own increment.
    """
    steps, value = cells.step + lag, cells.value[:, lag]
    first = cells.month <= cells.step
    before = np.where(first, 0.0, cells.values(steps))
    broken = cells.broken_since(steps)
    if lag:
        broken &= ~cells.broken_since(_steps(cells, lag))
    parts = cells.other_parts(_steps(cells, lag), steps)
    increment = np.where(first | ~(broken | parts), (value - before).round(DECIMALS), np.nan)
    reason = first_of(
        {"break": broken, "other_parts": parts, "no_cumulative_before": np.isnan(before), "fell": increment < 0}
    )
    return increment, np.where(first, "", reason)


def _current(counts: _Cells, name: str = "current") -> pd.DataFrame:
    value, reason = _within_year(counts, 0)
    base = np.where(counts.month > counts.step, counts.values(counts.step), np.nan)
    origin = counts.origin(*_increment_steps(counts, _steps(counts, 0)))
    return _measure(counts, name, value, counts.about["unit"], base, reason, origin)


def _current_quarter(counts: _Cells) -> pd.DataFrame:
    """What a quarter added, where its months are told."""
    months = counts.about["months"].to_numpy(int) < QUARTER
    quarters = counts.of(months & (counts.month % QUARTER == 0) & (counts.step <= QUARTER))
    return _current(replace(quarters, step=_steps(quarters, QUARTER)), "current_quarter")


def _year_on_year(cells: _Cells) -> pd.DataFrame:
    year = _steps(cells, YEAR)
    return _compared(cells, "year_on_year", cells.value[:, 0], cells.values(year), year, "no_year_ago")


def _year_on_year_current(counts: _Cells) -> pd.DataFrame:
    now, reason = _within_year(counts, 0)
    then, _ = _within_year(counts, YEAR)
    year = _steps(counts, YEAR)
    return _compared(counts, "year_on_year_current", now, then, year, "no_current_year_ago", reason)


def _level_on_quarter(cells: _Cells) -> pd.DataFrame:
    """Levels against the ones before; yearly ones have none."""
    levels = cells.of((cells.kind == "stock") & (cells.step < YEAR))
    steps = levels.step
    return _compared(levels, "quarter_on_quarter", levels.value[:, 0], levels.values(steps), steps, "no_before")


def _quarter_on_quarter(counts: _Cells) -> pd.DataFrame:
    """Current quarters against the ones before; yearly counts have none."""
    counts = counts.of(counts.step < YEAR)
    now, reason = _within_year(counts, 0)
    # the increment before may have been last year's last, and has a base of its own
    steps, base_steps = _increment_steps(counts, counts.step)
    before = np.where(base_steps > 0, counts.values(base_steps), 0.0)
    parts = (base_steps > 0) & counts.other_parts(steps, base_steps)
    then = np.where(parts, np.nan, (counts.values(steps) - before).round(DECIMALS))
    broken = counts.broken_since(np.where(base_steps > 0, base_steps, steps))
    return _compared(counts, "quarter_on_quarter", now, then, steps, "no_current_before", reason, broken)


def _compared(
    cells: _Cells,
    name: str,
    now: Array,
    base: Array,
    steps: Array,
    missing: str,
    now_reason: Codes | None = None,
    broken: Array | None = None,
) -> pd.DataFrame:
    """Per cent for counts and levels, points or units for rates; a reason where neither makes sense."""
    is_rate = cells.kind == "rate"
    rests_on = [steps]
    if now_reason is not None:  # increments rest on the quarter before as well
        rests_on = [*_increment_steps(cells, _steps(cells, 0)), *_increment_steps(cells, steps)]
    broken = cells.broken_since(steps) if broken is None else broken
    differs = cells.other_parts(_steps(cells, 0), steps)
    percent = 100 * (now - base) / np.where(base > 0, base, np.nan)
    value = np.where(is_rate, now - base, percent).round(DECIMALS)
    points = unit_of_differences(cells.about["unit"]).to_numpy(object)
    crossing = first_of({"break": broken, "other_parts": differs})
    no_base = first_of({missing: np.isnan(base), "base_not_positive": ~is_rate & (base <= 0)})
    no_base = instead_of(missing, no_base, np.where(steps >= cells.month, cells.apart, ""))
    # without a figure of its own its own reason stands, whatever is known of the base
    reason = np.where(np.isnan(now), "" if now_reason is None else now_reason, no_base)
    reason = np.where(crossing != "", crossing, reason)
    value = np.where(broken | differs, np.nan, value)
    difference = np.where(broken | differs, np.nan, (now - base).round(DECIMALS))
    unit, origin = np.where(is_rate, points, "%"), cells.origin(*rests_on)
    return _measure(cells, name, value, unit, base, reason, origin, difference)

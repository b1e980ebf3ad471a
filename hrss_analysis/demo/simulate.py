"""Actuals where none are public: made up, consistent, and marked as such.

No district publishes its quarterly figures, so the package ships with invented
ones, by quarters or by months as the dataset tells its years. They have the rhythm
of real series (``seasons``), the size of the year's
targets, and area shares that drift; and they keep every constraint real figures
keep: cumulative counts never fall, parts stay within wholes, areas add up to
figures published for the whole, rates come from whole counts, annual items come
at the year's end, and only the cells of the plan are filled. One area is
late once and one figure is revised, as happens every year.

Every row made here has ``origin=simulated``.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..calendar import in_time, parse_period, span
from ..dataset import Dataset
from ..errors import InputError, UsageError
from ..messages import tell
from .seasons import Seasons
from .series import Series, Setting, invent

DECIMALS = 4


def simulate(ds: Dataset, like: Dataset, start: str = "2021Q1", end: str = "2024Q4", seed: int = 2024) -> pd.DataFrame:
    """Make up the actuals of every cell of the plan.

    Parameters
    ----------
    ds
        The dataset to fill; its latest target table gives areas and sizes.
    like
        A dataset with real series, for the rhythm; told by quarters it says nothing of the
        months within, which then go evenly from one quarter's end to the next.
    start, end
        First and last period; of a year told by months a quarter is all of its months.
        With the same years a quarter's end has the same figures, whether the months are told or not.
    seed
        The same seed gives the same figures, to the last digit.

    Returns
    -------
    pandas.DataFrame
        The columns of an actuals file and ``period``, in order of period,
        indicator, area and submission.

    Raises
    ------
    InputError
        If the dataset has no targets to take sizes from.
    UsageError
        If the periods are out of order, or not all of one plan's terms.
    """
    first, last = ds.calendar.begin(start), ds.calendar.period(end)
    if first > last:
        raise UsageError(
            tell("from {first} to {last}: the first period must not come after the last", first=start, last=end)
        )
    if not ds.target_years:
        raise InputError(tell("{dataset}: there are no targets to take sizes from", dataset=ds.path))
    ds = ds.in_terms_of(last.year)
    if ds.folder.turn(first.year) != ds.terms.turn or not ds.target_years:
        raise UsageError(
            tell(
                "{dataset}: from {first} to {last} the plans differ in numbers, areas or rules; simulate the years of one plan",
                dataset=ds.path, first=start, last=end,
            )
        )  # fmt: skip
    cells = ds.targets(ds.target_years[-1])
    actuals = ds.actuals()
    real = actuals[actuals["origin"] != "simulated"].set_index(["no", "area", "period"])["value"]
    years = np.arange(first.year, last.year + 1)
    setting = Setting(ds, cells, ds.target_years[-1], years, Seasons(like), seed, _sizes(ds, cells), real)
    made: dict[int, Series] = {}
    for no in _wholes_first(ds.indicators):
        made[no] = invent(setting, ds.indicator(no), made)
    rows = pd.concat([_rows(setting, no, made[no]) for no in ds.indicators["no"]], ignore_index=True)
    rows = rows[rows["period"].isin([str(period) for period in span(first, last)])]
    rows = rows[~pd.MultiIndex.from_frame(rows[["no", "area", "period"]]).isin(real.index)]
    return _with_mishaps(setting, rows).sort_values("period", key=in_time, kind="stable", ignore_index=True)


def _sizes(ds: Dataset, cells: pd.DataFrame) -> pd.Series:
    """An area's usual share, for cells that have no target of their own."""
    own = cells[(cells["state"] == "assigned") & cells["area"].isin(ds.parts)]
    counts = own[own["no"].isin(ds.indicators.loc[ds.indicators["additive"], "no"])]
    shares = counts["value"] / counts.groupby("no")["value"].transform("sum")
    usual = shares.groupby(counts["area"]).median().reindex(ds.parts)
    return usual.fillna(usual.min() if usual.notna().any() else 1.0)


def _wholes_first(indicators: pd.DataFrame) -> Iterator[int]:
    parent = indicators.set_index("no")["part_of"]

    def depth(no: int) -> int:
        return 0 if pd.isna(parent[no]) else 1 + depth(parent[no])

    return iter(sorted(parent.index, key=depth))


def _rows(setting: Setting, no: int, series: Series) -> pd.DataFrame:
    frequency = setting.ds.indicator(no).frequency
    told = [(rank, period) for rank, year in enumerate(setting.years) for period in setting.ds.periods_of(int(year))]
    due = [(rank, period) for rank, period in told if period.is_due(frequency)]
    years, ends = [rank for rank, _ in due], [period.end_month // setting.step - 1 for _, period in due]
    keys = pd.MultiIndex.from_product([series.areas, [str(period) for _, period in due]], names=["area", "period"])
    rows = pd.DataFrame({"value": series.value[:, years, ends].ravel().round(DECIMALS)}, index=keys)
    for name in ("numerator", "denominator"):
        array = getattr(series, name)
        rows[name] = np.nan if array is None else np.broadcast_to(array, series.value.shape)[:, years, ends].ravel()
    rows = rows.reset_index()
    rows.insert(0, "no", no)
    return rows[[name for name in rows if name != "period"] + ["period"]]


def _with_mishaps(setting: Setting, rows: pd.DataFrame) -> pd.DataFrame:
    """Who sent each row and when; one area late in one period, one figure revised."""
    ends = rows["period"].map({period: parse_period(period).last_day for period in rows["period"].unique()})
    days = rows["area"].map({area: 6 + rank % 5 for rank, area in enumerate(setting.ds.areas["area"])})
    rows = rows.assign(
        flag="A", origin="simulated", reporter=rows["area"], submission=f"simulated-{setting.seed}",
        submitted_at=(ends + pd.to_timedelta(days, unit="D")).astype("datetime64[us]"),
    )  # fmt: skip
    rng = setting.rng(0)
    there = set(rows["period"])
    last = [str(period) for period in setting.ds.periods_of(int(setting.years[-1])) if str(period) in there]
    if not last or not setting.ds.parts:
        return rows
    late_period, revised_period = last[len(last) // 2 - 1], last[0]
    late = (rows["area"] == rng.choice(setting.ds.parts)) & (rows["period"] == late_period)
    rows.loc[late, "submitted_at"] += pd.Timedelta(days=35)
    flows = setting.ds.indicators.loc[setting.ds.indicators["kind"] == "flow", "no"]
    candidates = rows[(rows["period"] == revised_period) & rows["no"].isin(flows) & (rows["value"] > 100)]
    if candidates.empty:
        return rows
    first = candidates.loc[[rng.choice(candidates.index)]]
    mistaken = first.assign(value=(first["value"] * 0.9).round())
    rows.loc[first.index, "submitted_at"] += pd.Timedelta(days=60)
    return pd.concat([mistaken, rows])

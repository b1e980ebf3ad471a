"""What happened this quarter, and compared with what.

Counts are reported cumulatively, so the *current* quarter (当期) is a difference
within the year. Year on year (同比) is said of the cumulative figure and of the
current quarter separately; quarter on quarter (环比) only of the current quarter
and of levels. Rates differ in points (百分点), never in per cent. Where a base is
missing, not positive, or before a break in the series, there is a reason and no
number.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import remembered
from ..dataset.rates import DECIMALS
from ..periods import DUE_QUARTERS, is_due, parse_period
from ..vocabulary import RATE_SCALE
from .figures import figures

MEASURES = ("cumulative", "current", "year_on_year", "year_on_year_current", "quarter_on_quarter")
COLUMNS = ["no", "area", "period", "measure", "value", "unit", "base", "reason", "origin"]
_FREQUENCY_STEP = {"monthly": 1, "quarterly": 1, "semiannual": 2, "annual": 4}
_KEYS = ["no", "area"]


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

        - ``no area period``
        - ``measure``: ``cumulative`` (the figure: counted from 1 January, a level or
          a rate), ``current`` (counts only: since the quarter reported before),
          ``year_on_year`` (the figure against a year ago), ``year_on_year_current``
          (counts only), ``quarter_on_quarter`` (the current quarter, or a level,
          against the one before)
        - ``value unit``: in the indicator's unit; changes in ``%``, of rates in
          ``百分点`` or their unit
        - ``base``: what it was compared with
        - ``reason``: why there is no value, or what to know of it, in Chinese
        - ``origin``: ``simulated`` if either side is

    Raises
    ------
    UsageError
        If the period is not a quarter.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = changes(open_dataset("data/national"), "2024Q3").query("no == 1").set_index("measure")
    >>> found["value"].round(1).to_dict()  # 1049 after 698; 1022 and 678 a year before
    {'cumulative': 1049.0, 'current': 351.0, 'year_on_year': 2.6, 'year_on_year_current': 2.0, 'quarter_on_quarter': -11.1}
    """
    return changes_over(ds, [period], as_of)


def changes_over(ds: Dataset, periods: Collection[str], as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The changes of several quarters below each other, for little more than the price of one."""
    quarters = [parse_period(period) for period in periods]
    every = {str(quarter - steps) for quarter in quarters for steps in range(9)}
    found = figures(ds, sorted(every), as_of)
    found["origin"] = found["origin"].where(found["value"].notna())
    beside = [_beside_its_bases(ds, quarter, found[found["period"].isin(_back(quarter))]) for quarter in quarters]
    cells = pd.concat(beside, ignore_index=True)
    cells["row"] = np.arange(len(cells))
    parts = [_cumulative(cells), _current(cells), *_year_on_year(cells), _quarter_on_quarter(cells)]
    stacked = pd.concat(parts, ignore_index=True)
    rank = {measure: order for order, measure in enumerate(MEASURES)}
    order = stacked["measure"].map(rank)
    stacked = stacked.assign(order=order).sort_values(["row", "order"], kind="stable")
    return stacked[COLUMNS].reset_index(drop=True)


def _back(quarter: pd.Period) -> dict[str, int]:
    """A quarter and the eight before it, by how far back they are."""
    return {str(quarter - steps): steps for steps in range(9)}


def _beside_its_bases(ds: Dataset, quarter: pd.Period, found: pd.DataFrame) -> pd.DataFrame:
    """Figures of the quarter with those of earlier ones in columns named by how far back they are."""
    back = _back(quarter)
    # rows without a value stay: a break in the series may stand on one
    found = found.assign(steps=found["period"].map(back))
    about = ds.indicators.set_index("no")[["kind", "unit", "frequency"]]
    now = found[(found["steps"] == 0) & found["value"].notna()]
    now = now[[*_KEYS, "value", "flag", "origin", "made_of"]].join(about, on="no")
    now = now[now["frequency"].isin([name for name in DUE_QUARTERS if is_due(name, quarter.quarter)])]
    keys = pd.MultiIndex.from_frame(now[_KEYS])
    cells = now.reset_index(drop=True).assign(period=str(quarter), quarter=quarter.quarter)
    for steps in range(1, 9):
        then = found[found["steps"] == steps].set_index(_KEYS)[["value", "flag", "origin", "made_of"]].reindex(keys)
        for name in then.columns:
            cells[f"{name}_{steps}"] = then[name].to_numpy()
    cells["step"] = cells["frequency"].map(_FREQUENCY_STEP).astype("int64")
    return cells


def _pick(cells: pd.DataFrame, name: str, steps: pd.Series) -> pd.Series:
    """The column `name`_steps of each row, by how many quarters back that row asks for."""
    text = name in ("flag", "origin", "made_of")
    chosen = pd.Series(None if text else np.nan, index=cells.index, dtype=object if text else float)
    for back in range(1, 9):
        chosen = chosen.where(steps != back, cells[f"{name}_{back}"])
    return chosen


def _broken_since(cells: pd.DataFrame, steps: pd.Series) -> pd.Series:
    """Whether the series breaks (flag B) after the quarter so many steps back."""
    broken = cells["flag"] == "B"
    for back in range(1, 9):
        broken |= (cells[f"flag_{back}"] == "B") & (back < steps)
    return broken


def _origin(cells: pd.DataFrame, *steps: pd.Series) -> pd.Series:
    """Simulated if this figure, or any so many quarters back, is."""
    simulated = cells["origin"] == "simulated"
    for back in steps:
        simulated |= _pick(cells, "origin", back) == "simulated"
    return cells["origin"].where(~simulated, "simulated")


def _increment_steps(cells: pd.DataFrame, lag: pd.Series) -> list[pd.Series]:
    """The quarters an increment `lag` quarters ago rests on; 0 (none) for what lies in the year before it."""
    quarter = (cells["quarter"] - lag - 1) % 4 + 1
    return [lag, (lag + cells["step"]).where(quarter > cells["step"], 0)]


def _measure(
    cells: pd.DataFrame,
    name: str,
    value: pd.Series,
    unit: pd.Series | str,
    base: pd.Series | float,
    reason: pd.Series | str,
    origin: pd.Series,
) -> pd.DataFrame:
    frame = cells[["row", *_KEYS, "period"]].assign(
        measure=name, value=value, unit=unit, base=base, reason=reason, origin=origin
    )
    return frame.astype({"value": float, "base": float, "reason": str, "unit": str, "origin": str})


def _cumulative(cells: pd.DataFrame) -> pd.DataFrame:
    return _measure(cells, "cumulative", cells["value"], cells["unit"], np.nan, "", cells["origin"])


def _within_year(cells: pd.DataFrame, lag: int) -> tuple[pd.Series, pd.Series]:
    """A count's increment since the quarter reported before, `lag` quarters ago, and why there is none.

    The first report of a year is its own increment.
    """
    steps = cells["step"] + lag
    value = cells["value"] if lag == 0 else cells[f"value_{lag}"]
    first = cells["quarter"] <= cells["step"]
    before = _pick(cells, "value", steps).where(~first, 0.0)
    broken = _broken_since(cells, steps) & ~(_broken_since(cells, pd.Series(lag, index=cells.index)) if lag else False)
    increment = (value - before).round(DECIMALS).where(first | ~broken)
    reason = np.select(
        [value.isna(), first, broken, before.isna(), increment < 0],
        ["缺少同期数", "", "口径中断，不可比", "缺少上一期累计数", "当期为负：累计数回落（净减或修订）"],
        "",
    )
    return increment, pd.Series(reason, index=cells.index)


def _current(cells: pd.DataFrame) -> pd.DataFrame:
    counts = cells[cells["kind"] == "flow"]
    value, reason = _within_year(counts, 0)
    base = _pick(counts, "value", counts["step"]).where(counts["quarter"] > counts["step"])
    none = pd.Series(0, index=counts.index)
    origin = _origin(counts, *_increment_steps(counts, none))
    return _measure(counts, "current", value, counts["unit"], base, reason, origin)


def _year_on_year(cells: pd.DataFrame) -> list[pd.DataFrame]:
    four = pd.Series(4, index=cells.index)
    whole = _compared(cells, "year_on_year", cells["value"], cells["value_4"], four, "缺少去年同期数")
    counts = cells[cells["kind"] == "flow"]
    now, now_reason = _within_year(counts, 0)
    then, _ = _within_year(counts, 4)
    current = _compared(
        counts, "year_on_year_current", now, then, four.loc[counts.index], "缺少去年同期当期数", now_reason
    )
    return [whole, current]


def _quarter_on_quarter(cells: pd.DataFrame) -> pd.DataFrame:
    """Current quarters and levels against the ones before; rates and yearly items have none."""
    reported_within = cells["frequency"] != "annual"
    levels = cells[(cells["kind"] == "stock") & reported_within]
    steps = levels["step"]
    level = _compared(
        levels, "quarter_on_quarter", levels["value"], _pick(levels, "value", steps), steps, "缺少上一期数"
    )
    counts = cells[(cells["kind"] == "flow") & reported_within]
    now, now_reason = _within_year(counts, 0)
    # the increment before may have been last year's last, and has a base of its own
    steps, base_steps = _increment_steps(counts, counts["step"])
    before = _pick(counts, "value", base_steps).where(base_steps > 0, 0.0)
    then = (_pick(counts, "value", steps) - before).round(DECIMALS)
    broken = _broken_since(counts, base_steps.where(base_steps > 0, steps))
    current = _compared(counts, "quarter_on_quarter", now, then, steps, "缺少上一期当期数", now_reason, broken)
    return pd.concat([level, current])


def _compared(
    cells: pd.DataFrame,
    name: str,
    now: pd.Series,
    base: pd.Series,
    steps: pd.Series,
    missing: str,
    now_reason: pd.Series | None = None,
    broken: pd.Series | None = None,
) -> pd.DataFrame:
    """Per cent for counts and levels, points or units for rates; a reason where neither makes sense."""
    is_rate = cells["kind"] == "rate"
    rests_on = [steps]
    if now_reason is not None:  # increments rest on the quarter before as well
        rests_on = [*_increment_steps(cells, pd.Series(0, index=cells.index)), *_increment_steps(cells, steps)]
    broken = _broken_since(cells, steps) if broken is None else broken
    percent = (100 * (now - base) / base.where(base > 0)).round(DECIMALS)
    then_made_of = _pick(cells, "made_of", steps).fillna("")
    differs = (cells["made_of"] != "") & (then_made_of != "") & (cells["made_of"] != then_made_of)
    value = percent.where(~is_rate, (now - base).round(DECIMALS)).where(~broken & ~differs)
    unit = pd.Series("%", index=cells.index, dtype=object).where(~is_rate, cells["unit"])
    unit = unit.where(~(is_rate & cells["unit"].isin(RATE_SCALE)), "百分点")
    reason = np.select(
        [broken, differs, now.isna(), base.isna(), ~is_rate & (base <= 0)],
        [
            "口径中断，不可比",
            "两期汇总的地区范围不同，不可比",
            now_reason if now_reason is not None else "",
            missing,
            "基数不为正，不计百分比",
        ],
        "",
    )
    return _measure(cells, name, value, unit, base, pd.Series(reason, index=cells.index), _origin(cells, *rests_on))

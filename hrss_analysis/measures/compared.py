"""Every figure beside one thing it can be compared with, over all periods at once.

A figure has a *basis*: the cumulative figure, or what the quarter itself added. And it
is compared with one thing at a time: its target, the share of the target that was due,
a year ago, the quarter before, or the whole that it is a part of. The rules are those
of ``changes`` and ``progress``; here they are laid out as one long frame, which is
computed once for a dataset and then only cut.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..calendar import column, parse_period, year_of
from ..dataset import Dataset
from ..dataset.memory import remembered
from ..dataset.rates import DECIMALS, unit_of_differences
from ..errors import UsageError, unknown
from ..reasons import first_of
from ..vocabulary import BASIS, COMPARISON, POINTS
from .changes import RELATIVE, changes_over
from .crossing import under_its_id, with_earlier_stretches, with_id
from .progress import progress

COLUMNS = ["no", "id", "area", "period", "value", "base", "compared", "unit", "reason", "origin", "stretch"]
KEYS = ["no", "area", "period"]


@remembered(by_row=False)
def compared(ds: Dataset, basis: str = "cumulative", comparison: str | None = "year_on_year") -> pd.DataFrame:
    """Compare every figure of every period with one thing.

    Parameters
    ----------
    ds
        The dataset.
    basis
        ``cumulative`` (counts from 1 January, levels, rates) or ``current`` (what the
        quarter added to a count; levels and rates stay as they are).
    comparison
        ``target``, ``expected`` (the pace that was due), ``year_on_year``,
        ``quarter_on_quarter`` or ``whole``; None for the figures alone.

    Returns
    -------
    pandas.DataFrame
        One row per cell that was due and has a figure, in the plan's order, with the columns

        - ``no id area period``, in the terms of the dataset's plan
        - ``value``: the figure on the basis, in the indicator's unit
        - ``base``: what it is compared with, in the same unit
        - ``compared``: completion or share of the whole in %, a change in %, or a
          difference in points or in the rate's unit, as ``unit`` says
        - ``reason``: why there is none, a code of :mod:`hrss_analysis.reasons`
        - ``origin``: ``simulated`` if either side is
        - ``stretch``: the year since when the plans hold that the row was compared in; rows of
          different ones are no one series (0 for the first plan)

    Raises
    ------
    UsageError
        If there is no such basis or comparison.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = compared(open_dataset("data/wuxi"), "cumulative", "target").query("no == 1 and area == '全市'")
    >>> found.set_index("period")["compared"].round(1)["2024Q2":].to_dict()  # per cent of the target
    {'2024Q2': 70.8, '2024Q3': 106.4, '2024Q4': 127.2}
    """
    if basis not in BASIS:
        raise UsageError(unknown("basis", basis, BASIS))
    if comparison is not None and comparison not in COMPARISON:
        raise UsageError(unknown("comparison", comparison, COMPARISON))
    if not ds.periods:
        return pd.DataFrame(columns=COLUMNS)
    told = _changes(ds)
    rows = _figures(ds, told, basis)
    if comparison is None:
        found = rows.assign(base=np.nan, compared=np.nan, unit="", reason=rows["without"])
    else:
        found = _COMPARED[comparison](ds, rows, told, basis)
    found = found.assign(reason=found["reason"].fillna("").astype(str), compared=found["compared"].round(DECIMALS))
    found = found.sort_values(KEYS, key=ds.rank, kind="stable")
    return with_id(ds, found)[COLUMNS].reset_index(drop=True)


@remembered(by_row=False)
def _changes(ds: Dataset) -> pd.DataFrame:
    """The changes of every period, of an indicator that was redefined each stretch by itself.

    ``stretch`` is the year since when the terms hold in which a row was compared: rows of
    different ones are no one series.
    """
    parts = [
        with_earlier_stretches(ds, _in_units(ds), _in_units, ["value", "base"]),
        with_earlier_stretches(ds, _relative(ds), _relative, ["base"]),  # the change itself has no unit to convert
    ]
    return pd.concat(parts, ignore_index=True)


def _in_units(ds: Dataset) -> pd.DataFrame:
    told = _own_changes(ds)
    return told[~told["measure"].isin(RELATIVE)]


def _relative(ds: Dataset) -> pd.DataFrame:
    told = _own_changes(ds)
    return told[told["measure"].isin(RELATIVE)]


@remembered(by_row=False)
def _own_changes(ds: Dataset) -> pd.DataFrame:
    return changes_over(ds, ds.periods)


def _figures(ds: Dataset, told: pd.DataFrame, basis: str) -> pd.DataFrame:
    """The figures on a basis: ``no area period value origin``, with what is known of the indicator."""
    about = ds.terms.register.set_index("no")[["kind", "pace", "additive", "frequency", "unit"]]
    about = about.rename(columns={"unit": "own_unit"})
    rows = told[told["measure"] == "cumulative"]
    if basis == "current":
        counts = about.index[about["kind"] == "flow"]
        rows = pd.concat([rows[~rows["no"].isin(counts)], told[told["measure"] == "current"]])
    rows = rows[[*KEYS, "value", "reason", "origin", "stretch"]].join(about, on="no")
    return rows.rename(columns={"reason": "without"}).reset_index(drop=True)


# By basis and kind, the measure of ``changes`` that holds the comparison.
_MEASURES = {
    "year_on_year": {
        "cumulative": {"flow": "year_on_year", "stock": "year_on_year", "rate": "year_on_year"},
        "current": {"flow": "year_on_year_current", "stock": "year_on_year", "rate": "year_on_year"},
    },
    "quarter_on_quarter": {
        "cumulative": {"stock": "quarter_on_quarter"},
        "current": {"flow": "quarter_on_quarter", "stock": "quarter_on_quarter"},
    },
}


def _from_changes(comparison: str) -> Callable[[Dataset, pd.DataFrame, pd.DataFrame, str], pd.DataFrame]:
    """The comparison in time as ``changes`` makes it."""

    def take(_ds: Dataset, rows: pd.DataFrame, told: pd.DataFrame, basis: str) -> pd.DataFrame:
        rows = rows.assign(measure=rows["kind"].map(_MEASURES[comparison][basis])).rename(columns={"origin": "own"})
        theirs = told[[*KEYS, "measure", "value", "unit", "base", "reason", "origin"]]
        found = rows.merge(theirs.rename(columns={"value": "compared"}), on=[*KEYS, "measure"], how="left")
        none = first_of(
            {
                "annual_on_quarter": found["measure"].notna(),
                "rate_on_quarter": found["kind"] == "rate",
                "cumulative_on_quarter": found["kind"] == "flow",
            }
        )
        reason = found["reason"].where(found["reason"].notna(), none)
        return found.assign(reason=reason, origin=found["origin"].fillna(found["own"]), unit=found["unit"].fillna("%"))

    return take


def _judged(ds: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Figures with their year's target and how far they are; without, the reason."""
    years = set(ds.target_years)
    periods = [period for period in rows["period"].unique() if year_of(period) in years]
    wanted = [*KEYS, "target_state", "target", "base", "expected", "completion", "gap_points", "origin"]
    frames = [under_its_id(ds, progress(ds, period)[wanted], year_of(period), ["target", "base"]) for period in periods]
    cells = pd.concat([pd.DataFrame(columns=wanted), *frames]) if not frames else pd.concat(frames)
    found = rows.drop(columns="origin").assign(own=rows["origin"]).merge(cells, on=KEYS, how="left")
    has_none = ~column(found["period"], "year").isin(years)
    state = found["target_state"]
    reason = first_of(
        {
            "no_plan": has_none,
            "zero": state == "zero",
            "issued_separately": state == "issued_separately",
            "shared": state == "shared",
            "not_assigned": state != "assigned",
        }
    )
    found["target"] = found["target"].astype(float).where(state == "assigned")
    return found.assign(reason=reason, origin=found["origin"].fillna(found["own"]), unit="%")


def _target(ds: Dataset, rows: pd.DataFrame, _told: pd.DataFrame, basis: str) -> pd.DataFrame:
    found = _judged(ds, rows)
    share = 100 * found["completion"].astype(float)
    if basis == "current":
        flow = found["kind"] == "flow"
        share = share.where(~flow, 100 * found["value"] / found["target"].where(found["target"] > 0))
    level = found["pace"] == "level"
    found = found.assign(compared=share.where(~level, found["value"] - found["target"]), base=found["target"])
    found["unit"] = found["unit"].where(~level, unit_of_differences(found["own_unit"]))
    return _say_why(found)


def _expected(ds: Dataset, rows: pd.DataFrame, told: pd.DataFrame, basis: str) -> pd.DataFrame:
    found = _judged(ds, rows)
    start = found["base"].astype(float).fillna(0.0)
    due = found["expected"].astype(float)
    gap = found["gap_points"].astype(float)
    base = start + (found["target"] - start) * due
    flow = (found["kind"] == "flow") & (basis == "current")
    if basis == "current":
        due = due - _due_before(ds, found)
        target = found["target"].where(found["target"] > 0)
        gap = gap.where(~flow, 100 * (found["value"] / target - due))
        base = base.where(~flow, found["target"] * due)
    level = found["pace"] == "level"
    plain = _target(ds, rows, told, "cumulative").set_index(KEYS).reindex(pd.MultiIndex.from_frame(found[KEYS]))
    found = found.assign(
        compared=gap.where(~level, plain["compared"].to_numpy()), base=base.where(~level, found["target"])
    )
    found["unit"] = pd.Series(POINTS, index=found.index, dtype=object).where(
        ~level, unit_of_differences(found["own_unit"])
    )
    return _say_why(found)


def _due_before(ds: Dataset, found: pd.DataFrame) -> pd.Series:
    """The share that was due when an indicator was last reported in the same year."""
    told = zip(found["no"], found["period"], found["frequency"], strict=True)
    before = [(no, parse_period(period).due_before(frequency)) for no, period, frequency in told]
    shares = [0.0 if period is None else ds.expected_share(no, period) for no, period in before]
    return pd.Series(shares, index=found.index, dtype=float)


def _whole(ds: Dataset, rows: pd.DataFrame, _told: pd.DataFrame, _basis: str) -> pd.DataFrame:
    city = rows.loc[rows["area"] == ds.city, ["no", "period", "value", "origin"]]
    found = rows.merge(city, on=["no", "period"], how="left", suffixes=("", "_whole"))
    rate, is_whole = found["kind"] == "rate", found["area"] == ds.city
    base = found["value_whole"].where(~is_whole)
    share = 100 * found["value"] / base.where(base > 0)
    result = share.where(found["additive"].eq(True)).where(~rate, found["value"] - base)
    simulated = (found["origin_whole"] == "simulated") & ~is_whole
    reason = first_of(
        {
            "is_whole": is_whole,
            "no_whole": base.isna(),
            "not_additive": ~rate & ~found["additive"].eq(True),
            "whole_not_positive": ~rate & (base <= 0),
        }
    )
    unit = pd.Series("%", index=found.index, dtype=object).where(~rate, unit_of_differences(found["own_unit"]))
    found = found.assign(base=base, compared=result, unit=unit, reason=reason)
    return found.assign(origin=found["origin"].where(~simulated, "simulated"))


def _say_why(found: pd.DataFrame) -> pd.DataFrame:
    without = found["compared"].isna() & found["reason"].eq("")
    growth = found["pace"] == "growth"
    told = found["without"].where(found["without"] != "", "nothing_to_compare")
    reason = told.where(~growth, "nothing_to_grow")
    return found.assign(reason=found["reason"].where(~without, reason))


_COMPARED: dict[str, Callable[[Dataset, pd.DataFrame, pd.DataFrame, str], pd.DataFrame]] = {
    "target": _target,
    "expected": _expected,
    "year_on_year": _from_changes("year_on_year"),
    "quarter_on_quarter": _from_changes("quarter_on_quarter"),
    "whole": _whole,
}

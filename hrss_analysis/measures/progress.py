"""Where every target stands at a quarter's end.

Each cell of the target table is judged by its pace. What *accumulates* is
compared with the share of the year's target that was due by now; a stock by the
part of its *growth*, from last year's end to the target, that has been made; a
rate by its *level* as it stands, since 98 % in March is not a quarter of
anything; a ceiling by whether it holds. A cell that cannot be judged says why.

Decisions are made on exact values; rounding belongs to display.
"""

import numpy as np
import pandas as pd

from ..calendar import Period
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..dataset.rates import DECIMALS
from ..lookup import plain
from ..reasons import Codes, first_of, instead_of, joined
from ..rows import rows_of
from ..vocabulary import CEILINGS, FREQUENCY, STATUS
from .crossing import apart, with_id
from .figures import breaks, by_places

COLUMNS = [
    "no", "id", "area", "period", "kind", "bound", "target_state", "target", "actual", "base", "expected", "completion",
    "gap_points", "shortfall", "headroom", "required_per_month", "status", "reason", "origin", "due_amount", "grown",
    "parts_told", "parts_expected", "parts_total", "parts_off", "waiver", "waived_by",
]  # fmt: skip


@of_its_plan
@remembered(by_row=True)
def progress(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Judge every cell of the year's target table at a quarter's end.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter, as in ``"2024Q3"``.
    as_of
        Read the record as it stood then; targets as last issued by then.

    Returns
    -------
    pandas.DataFrame
        One row per cell, in the plan's order, with the columns

        - ``no id area period kind bound target_state``, in the terms of the period's plan
        - ``target actual base``: in the indicator's unit; base is a stock's own
          level at last year's end
        - ``expected completion``: shares (0.75 is 75 %), for what accumulates or
          grows
        - ``gap_points``: completion less expected, in points
        - ``shortfall``: what is missing to the target, at least 0, in the unit;
          for a rate in points
        - ``headroom``: limit less actual, for ceilings
        - ``required_per_month``: shortfall over the months left; none at Q4
        - ``due_amount``: the figure that was due by now, in the unit, of what has a share
          due; ``grown``: what a stock is above its base
        - ``status origin``: words of the vocabulary; ``reason``: codes of
          :mod:`hrss_analysis.reasons`, apart by a space: why a cell is not simply judged,
          then that the whole's figure differs from the sum of its parts
        - ``parts_told parts_expected``: of the whole, how many parts have a figure, and
          how many should; ``parts_total parts_off``: what they give together, and how far
          the reported figure is off it, where the two differ
        - ``waiver waived_by``: what a person decided of the cell, and who

    Raises
    ------
    UsageError
        If the period is not a quarter, or the dataset has no targets for its year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> row = progress(open_dataset("data/national"), "2020Q3").iloc[0]
    >>> round(float(row["completion"]), 3), row["status"]
    (0.998, 'on_pace')
    """
    quarter = ds.calendar.period(period)
    cells = _cells(ds, quarter, as_of)
    accumulates = ~cells["ceiling"] & (cells["pace"] == "accumulates")
    grows = ~cells["ceiling"] & (cells["pace"] == "growth")
    has_target = cells["target"].notna() & (cells["target_state"] == "assigned")
    judged = has_target & cells["due"]
    target, actual, base = cells["target"], cells["actual"], cells["base"]

    to_grow = (target - base).where(target > base)
    completion = (actual / target).where(accumulates & has_target)
    completion = completion.fillna(((actual - base) / to_grow).where(grows & has_target))
    expected = cells["schedule"].where(judged & (accumulates | (grows & to_grow.notna())))
    shortfall = (target - actual).clip(lower=0).round(DECIMALS).where(has_target & ~cells["ceiling"])
    left = quarter.months_left
    run_rate = shortfall / left if left else shortfall * np.nan
    cells = cells.assign(
        expected=expected,
        completion=completion,
        gap_points=((completion - expected) * 100).round(DECIMALS),
        shortfall=shortfall,
        headroom=(target - actual).round(DECIMALS).where(has_target & cells["ceiling"]),
        required_per_month=run_rate.where(accumulates | grows),
        due_amount=(base.where(grows, 0.0) + expected * (target - base.where(grows, 0.0))).round(DECIMALS),
        grown=(actual - base).round(DECIMALS),
    )
    cells["status"] = _status(ds, cells, quarter)
    cells = _beside_parts(ds, cells)
    cells["reason"] = joined([_reasons(ds, cells, quarter), first_of({"sum_differs": cells["parts_off"].notna()})])
    return with_id(ds, _waived(ds, cells, period, as_of))[COLUMNS].reset_index(drop=True)


def of_area(cells: pd.DataFrame, area: str) -> pd.DataFrame:
    """Pick the rows of ``progress`` that concern one area.

    Left out is what the plan does not ask of it and it did not report either; of an area
    that is asked for nothing and reported nothing all rows are kept, to say just that.
    """
    return concerned(cells[cells["area"] == area])


def concerned(cells: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``progress`` that the plan asks for or that were reported; all of them where none is."""
    told = cells[(cells["target_state"] != "not_assigned") | cells["actual"].notna()]
    return cells if told.empty else told


def _cells(ds: Dataset, quarter: Period, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """Targets, figures and bases side by side, with how and when each is judged."""
    period, before = str(quarter), str(quarter.last_year_end)
    found = by_places(ds, [period, before], as_of)
    now = plain(found[found["period"] == period].drop(columns="period"))
    base = plain(found.loc[found["period"] == before, ["no", "area", "value", "origin", "made_of"]])
    about = ds.terms.register.set_index("no")[["kind", "pace", "frequency", "unit", "bound"]]
    targets = ds.targets_in_force(quarter, as_of).rename(columns={"state": "target_state", "value": "target"})
    cells = targets.drop(columns="unit").merge(about, left_on="no", right_index=True, suffixes=("", "_own"))
    now = now.rename(columns={"value": "actual", "expected": "expected_parts"})
    base = base.rename(columns={"value": "base", "origin": "origin_base", "made_of": "made_of_base"})
    cells = cells.merge(now, on=["no", "area"], how="left").merge(base, on=["no", "area"], how="left")
    cells["bound"] = cells["bound"].where(cells["bound"] != "", cells["bound_own"])
    cells["ceiling"] = cells["bound"].isin(CEILINGS)
    cells["target"] = cells["target"].where(cells["target_state"].isin(["assigned", "zero"]))
    cells["base"] = cells["base"].where((cells["pace"] == "growth") & ~cells["ceiling"])
    both = (cells["made_of"].fillna("") != "") & (cells["made_of_base"].fillna("") != "")
    cells["regrouped"] = cells["base"].notna() & both & (cells["made_of"] != cells["made_of_base"])
    cells["broken"] = cells["base"].notna() & _broken_this_year(ds, quarter, cells[["no", "area"]], as_of)
    cells["base"] = cells["base"].where(~cells["regrouped"] & ~cells["broken"])
    cells["origin"] = cells["origin"].fillna("")
    rests_on_base = cells["base"].notna() & cells["actual"].notna() & (cells["origin_base"] == "simulated")
    cells["origin"] = cells["origin"].where(~rests_on_base, "simulated")
    cells["due"] = cells["frequency"].map({name: quarter.is_due(name) for name in FREQUENCY})
    cells["schedule"] = cells["no"].map({no: ds.expected_share(no, quarter) for no in about.index})
    return cells.assign(period=period)


def _broken_this_year(ds: Dataset, quarter: Period, cells: pd.DataFrame, as_of: str | pd.Timestamp | None) -> pd.Series:
    """Whether a cell's series has broken (flag B) since last year's end, so that this does not compare with it."""
    found = breaks(ds, [str(period) for period in quarter.so_far], as_of)
    broken = pd.MultiIndex.from_frame(found[["no", "area"]])
    return pd.Series(pd.MultiIndex.from_frame(cells).isin(broken), index=cells.index)


def _status(ds: Dataset, cells: pd.DataFrame, quarter: Period) -> pd.Series:
    """The first rule that holds decides; the order is the order of design."""
    limits = ds.settings.thresholds
    target, actual, gap = cells["target"], cells["actual"], cells["gap_points"]
    ceiling, year_over = cells["ceiling"], pd.Series(quarter.is_last, index=cells.index)
    level = ~ceiling & (cells["pace"] == "level")
    paced = cells["expected"].notna()
    reached = actual >= target
    broken = ((cells["bound"] == "below") & reached) | (actual > target)
    near = actual.round(DECIMALS) > (limits.near_cap * target).round(DECIMALS)
    within_points = level & (cells["shortfall"] <= limits.level_points)
    rules = {
        "no_task": [cells["target_state"] == "zero"],
        "no_target": [cells["target_state"] != "assigned"],
        "not_due": [~cells["due"]],
        "cannot_judge": [actual.isna() & (cells["denominator"] == 0), _without_counts(ds, cells)],
        "not_reported": [actual.isna()],
        "over_cap": [ceiling & broken],
        "done": [ceiling & year_over, reached & (year_over | ~(level | ceiling))],
        "near_cap": [ceiling & near],
        "on_pace": [ceiling, reached, ~year_over & paced & (gap >= 0)],
        "slightly_behind": [~year_over & (within_points | (paced & (gap >= -limits.slightly_behind)))],
        # what is left: a base at or over the target is one to hold, and is not held
        "behind": [year_over | level | paced | cells["base"].notna()],
    }
    conditions = [rule for alternatives in rules.values() for rule in alternatives]
    words = [word for word, alternatives in rules.items() for _ in alternatives]
    return pd.Series(np.select(conditions, words, "cannot_judge"), index=cells.index, dtype=str)


def _reasons(ds: Dataset, cells: pd.DataFrame, quarter: Period) -> Codes:
    """Why a cell is not simply judged; blank where it is."""
    status, state, is_city = cells["status"], cells["target_state"], cells["area"] == ds.city
    told, missing, unclear = cells["told"] > 0, status == "not_reported", status == "cannot_judge"
    partial = is_city & cells["actual"].isna() & told & (cells["told"] < cells["expected_parts"])
    reason = first_of(
        {
            "no_task": status == "no_task",
            "whole_judged": state == "shared",
            "target_awaited": state == "issued_separately",
            "no_target": state == "not_assigned",
            "due_semiannual": (status == "not_due") & (cells["frequency"] == "semiannual"),
            "due_annual": (status == "not_due") & (cells["frequency"] == "annual"),
            "partial": missing & partial,
            "not_summed": missing & is_city & told,
            "not_reported": missing,
            "zero_denominator": unclear & (cells["denominator"] == 0),
            "parts_without_counts": unclear & _without_counts(ds, cells),
            "growth_break": unclear & cells["broken"],
            "growth_other_parts": unclear & cells["regrouped"],
            "no_base": unclear,
            "held": cells["base"].notna() & (cells["base"] >= cells["target"]),
            "missed": (status == "behind") & quarter.is_last,
        }
    )
    return instead_of("no_base", reason, apart(ds, cells, quarter))


def _without_counts(ds: Dataset, cells: pd.DataFrame) -> pd.Series:
    """A rate of the whole that every part has reported, but not with the counts a total needs."""
    told = (cells["told"] > 0) & (cells["told"] == cells["expected_parts"])
    return (cells["area"] == ds.city) & (cells["kind"] == "rate") & cells["actual"].isna() & told


def _beside_parts(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """Of the whole, how many parts have told, and what they give together where it reported another figure."""
    is_city = cells["area"] == ds.city
    complete = is_city & cells["reported"].eq(cells["expected_parts"]) & cells["total"].notna()
    off = (cells["actual"] - cells["total"]).where(complete).round(DECIMALS)
    # a rate is reported rounded to one decimal, its counts are not
    differs = off.abs() > np.where(cells["kind"] == "rate", 0.05, 0)
    return cells.assign(
        parts_told=cells["told"].where(is_city).astype("Int64"),
        parts_expected=cells["expected_parts"].where(is_city).astype("Int64"),
        parts_total=cells["total"].where(differs),
        parts_off=off.where(differs),
    )


def _waived(ds: Dataset, cells: pd.DataFrame, period: str, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """What a person decided stands instead, with the name and the reason."""
    cells = cells.assign(waiver="", waived_by="")
    decided = ds.decisions(period, as_of)
    for waiver in rows_of(decided[decided["status"].isin(STATUS)]):
        here = (cells["no"] == waiver.no) & (cells["area"] == waiver.area)
        code = "waived_by" if waiver.by else "waived"
        decision = ["status", "reason", "waiver", "waived_by"]
        cells.loc[here, decision] = [waiver.status, code, waiver.reason, waiver.by]
    return cells

"""A year's targets beside what is known of the year before: its targets, and what was done."""

import numpy as np
import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import remembered
from ..dataset.rates import DECIMALS, unit_of_differences
from ..reasons import first_of, instead_of
from .crossing import apart, with_id
from .figures import figures

COLUMNS = [
    "no", "id", "area", "bound", "target", "last_target", "target_change", "last_result", "result_change", "unit",
    "reason", "origin",
]  # fmt: skip


@remembered(by_row=True)
def target_changes(ds: Dataset, year: int) -> pd.DataFrame:
    """Hold every target of a year against last year's target and against last year's result.

    Parameters
    ----------
    ds
        The dataset.
    year
        The year of the plan.

    Returns
    -------
    pandas.DataFrame
        One row per assigned target, in the terms of the year's plan, with the columns

        - ``no id area bound target``: the target as last issued, in the indicator's unit
        - ``last_target target_change``: last year's in the same unit, and the change
        - ``last_result result_change``: the figure at last year's end, and how far the
          target is from it
        - ``unit``: of the changes: ``%``, and ``百分点`` or their own unit for rates
        - ``reason``: why there is no result to compare with, a code of
          :mod:`hrss_analysis.reasons`; ``origin`` is ``simulated`` if the result is

    Raises
    ------
    UsageError
        If the dataset has no targets for the year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> row = target_changes(open_dataset("data/wuxi"), 2024).query("no == 1 and area == '全市'").iloc[0]
    >>> row[["target", "last_result", "result_change"]].astype(float).round(2).tolist()  # 万人
    [13.0, 16.37, -20.59]
    """
    ds = ds.in_terms_of(year)
    register = ds.terms.register.set_index("no")[["kind", "unit"]]
    cells = ds.targets(year)
    cells = cells[cells["state"] == "assigned"][["no", "area", "bound", "value"]].rename(columns={"value": "target"})
    cells = cells.join(register, on="no").merge(_last_targets(ds, year), on=["no", "area"], how="left")
    end = ds.periods_of(year)[0].last_year_end
    found = figures(ds, [str(end)])[["no", "area", "value", "origin"]].rename(columns={"value": "last_result"})
    cells = cells.merge(found, on=["no", "area"], how="left").reset_index(drop=True)
    rate = cells["kind"] == "rate"
    for name in ("target", "result"):
        then = cells[f"last_{name}"]
        percent = 100 * (cells["target"] - then) / then.where(then > 0)
        cells[f"{name}_change"] = percent.where(~rate, cells["target"] - then).round(DECIMALS)
    without = first_of(
        {"no_result": cells["last_result"].isna(), "base_not_positive": ~rate & (cells["last_result"] <= 0)}
    )
    reason = instead_of("no_result", without, apart(ds, cells, ds.periods_of(year)[0]))
    simulated = (cells["origin"] == "simulated") & cells["last_result"].notna()
    cells = cells.assign(
        unit=unit_of_differences(cells["unit"]).where(rate, "%"),
        reason=reason,
        origin=np.where(simulated, "simulated", ""),
    )
    return with_id(ds, cells)[COLUMNS].reset_index(drop=True)


def _last_targets(ds: Dataset, year: int) -> pd.DataFrame:
    """Last year's assigned targets in these terms: ``no area last_target``; of what was merged only where all parts had one."""
    if year - 1 not in ds.target_years:
        return pd.DataFrame(
            {"no": pd.Series(dtype=int), "area": pd.Series(dtype=str), "last_target": pd.Series(dtype=float)}
        )
    then = ds.targets(year - 1)
    then = then[then["state"] == "assigned"]
    told = then[["no", "area", "value"]].assign(
        period=str(year - 1), numerator=np.nan, denominator=np.nan, flag="A", origin="published"
    )
    bridge = ds.bridge_from(year - 1)
    told = told if bridge is None else bridge.carry(told)
    return told[["no", "area", "value"]].rename(columns={"value": "last_target"})

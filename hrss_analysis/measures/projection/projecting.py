"""Where each target's year will end, at last year's rhythm, and how sure that is."""

from typing import Any

import numpy as np
import pandas as pd

from ...calendar import Period, between
from ...dataset import Dataset
from ...dataset.memory import of_its_plan, remembered
from ...dataset.rates import DECIMALS
from ...reasons import Codes, first_of, joined
from ..crossing import apart, with_id
from ..progress import progress
from .errors import FEWEST, chance, past_errors, satisfies, spread
from .methods import parts_and_whole, project_apart, project_default, project_linear, scaling
from .panel import KEYS, Array, Panel, build_panel

COLUMNS = [
    "no", "id", "area", "period", "method", "year_end", "low80", "high80", "low90", "high90", "p_reach", "outlook",
    "required_per_month", "n_errors", "reason", "parts_apart",
]  # fmt: skip
FOUND = [
    *KEYS,
    "method",
    "year_end",
    "low80",
    "high80",
    "low90",
    "high90",
    "p_reach",
    "n_errors",
    "note",
    "parts_apart",
]
LIKELY, UNLIKELY = 0.8, 0.2  # chances from which a target is called likely to be kept, or hard to keep
_KIND_METHOD = {"flow": "remainder", "stock": "change", "rate": "counts"}
NOTABLE = 0.005  # a difference between the areas together and the whole that is worth a word


@of_its_plan
@remembered(by_row=False)
def project(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Project every target's year-end from what is known at a quarter's end.

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
        One row per cell of the target table, and per figure without a target, with the
        columns ``no id area period method year_end low80 high80 low90 high90 p_reach
        outlook required_per_month n_errors reason parts_apart``. ``method`` is ``remainder``
        (last year's remainder, damped), ``change`` (last year's change, for stocks),
        ``counts`` (for rates), ``linear`` where there is no last year, ``final`` at Q4,
        and blank where nothing is projected. ``reason`` has codes of
        :mod:`hrss_analysis.reasons`, apart by a space: why nothing is projected, or of
        a projection its rhythm, why it has no interval, and how far the parts together
        are from the whole; that share is ``parts_apart``. ``p_reach`` is the
        probability of keeping to the target; bounds and it are blank when fewer than
        twelve past errors are known. ``outlook`` is ``likely`` from a chance of 80 % on,
        ``unlikely`` up to 20 %, ``open`` between them, and ``unknown`` without one. A slice
        has the rows that the whole dataset has for it.

    Raises
    ------
    UsageError
        If the period is not a quarter, or the dataset has no targets for its year.

    Notes
    -----
    The method is that of Mendoza and de Alba (International Journal of Forecasting 22,
    2006) in spirit: a year's total from its partial accumulation.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> row = project(open_dataset("data/national"), "2024Q2").iloc[0]
    >>> row["method"], round(row["year_end"]), row["n_errors"].item()
    ('remainder', 1264, 48)
    """
    if ds.slice is not None:  # a part's projection is the one that the whole gives it, on every page
        return ds.cut(project(ds.whole, period, as_of))
    quarter = ds.calendar.period(period)
    cells = progress(ds, period, as_of)[
        [*KEYS, "period", "bound", "target_state", "target", "required_per_month", "status"]
    ]
    paused = pd.MultiIndex.from_frame(cells.loc[cells["status"] == "paused", KEYS])
    panel = build_panel(ds, between(ds.periods, None, quarter), as_of)
    found = _project_panel(panel, quarter, cells, apart(ds, panel.cells, quarter))
    found = found.reindex(columns=FOUND)
    found = found[~pd.MultiIndex.from_frame(found[KEYS]).isin(paused)]
    cells = cells.merge(found, on=KEYS, how="outer")
    cells["period"] = period
    frequency = cells["no"].map(ds.indicators.set_index("no")["frequency"])
    due = frequency.map(quarter.is_due)
    note, absent = cells["note"].fillna(""), _absent(cells, due, frequency == "annual")
    cells["reason"] = note.where(note != "", absent).astype(str)
    cells = cells.assign(method=cells["method"].fillna(""), n_errors=cells["n_errors"].fillna(0).astype(int))
    cells["outlook"] = outlook_of(cells["p_reach"])
    cells = cells.sort_values(KEYS, key=ds.rank, kind="stable")
    return with_id(ds, cells)[COLUMNS].reset_index(drop=True)


def _project_panel(panel: Panel, quarter: Period, cells: pd.DataFrame, away: Codes) -> pd.DataFrame:
    """Projections of every cell of the panel: ``no area method year_end … n_errors note``."""
    if quarter.year not in panel.years:
        return pd.DataFrame(columns=FOUND)
    year, rank = panel.years.index(quarter.year), panel.rank(quarter)
    now = panel.value[:, year, rank]
    goals = panel.cells[KEYS].merge(cells, on=KEYS, how="left")
    target, bound = goals["target"].to_numpy(float), goals["bound"].to_numpy(object)
    method = np.array([_KIND_METHOD[kind] for kind in panel.kind], dtype=object)
    if quarter.is_last:
        p_reach = np.where(np.isfinite(target) & np.isfinite(now), satisfies(now, target, bound), np.nan)
        frame = panel.cells[KEYS].assign(
            method="final", year_end=now, p_reach=p_reach, n_errors=0, note="", parts_apart=np.nan
        )
        return frame[frame["year_end"].notna()]
    # 11.6 + 4 · 0.1 is 12, not the 11.999999999999998 of binary fractions, which would miss a target of 12
    value = project_default(panel, year, rank).round(DECIMALS)
    errors = past_errors(panel, project_default, rank, year)
    around = spread(panel, value, errors, year, rank)
    p_reach = chance(panel, value, around, target, bound, year, rank)
    linear = np.where(
        np.isnan(value) & (panel.kind != "rate"), project_linear(panel, year, rank).round(DECIMALS), np.nan
    )
    frame = panel.cells[KEYS].assign(
        method=np.where(np.isfinite(value), method, np.where(np.isfinite(linear), "linear", "")),
        year_end=np.where(np.isfinite(value), value, linear),
        **around.bounds,
        p_reach=p_reach,
        n_errors=around.count,
        **_notes(panel, value, around.count, year, rank, away),
    )
    return frame[np.isfinite(now)]


def _notes(panel: Panel, value: Array, count: Array, year: int, quarter: int, away: Codes) -> dict[str, Any]:
    """What a reader has to know of a projection: codes in ``note``, and ``parts_apart``."""
    made = np.isfinite(value)
    apart, share = _apart(panel, value, year, quarter)
    interval = first_of({"no_interval": value <= 0, "few_errors": count < FEWEST})
    known = [np.where(made, codes, "") for codes in (_rhythm(panel, year, quarter), interval, apart)]
    unmade = np.where(made, "", _unprojected(panel, year, quarter))
    why = np.where(np.isin(unmade, ["projected_no_last_year", "projected_linear"]), away, "")
    note = joined([why, unmade, *known])
    return {"note": note, "parts_apart": np.where(made & (apart != ""), share, np.nan)}


def _unprojected(panel: Panel, year: int, quarter: int) -> Codes:
    """Why there is no projection at last year's rhythm."""
    before = panel.value[:, year - 1, [quarter, -1]] if year > 0 else np.full((len(panel.cells), 2), np.nan)
    rate, no_last_year = panel.kind == "rate", np.isnan(before).any(axis=1)
    return first_of(
        {
            "projected_no_counts": rate & np.isnan(panel.denominator[:, year, quarter]),
            "projected_redefined": panel.broken[:, year, : quarter + 1].any(axis=1),
            "projected_no_last_year": rate & no_last_year,
            "projected_linear": no_last_year,
            "projected_not": np.full(len(rate), True),
        }
    )


def _rhythm(panel: Panel, year: int, quarter: int) -> Codes:
    """What to know where this year so far has no rhythm against last year's; blank elsewhere and for stocks."""
    counts = np.where((panel.kind == "rate")[:, None, None], panel.numerator, panel.value)
    now = counts[:, year, quarter]
    then = counts[:, year - 1, quarter] if year > 0 else np.full(len(now), np.nan)
    counted = panel.kind != "stock"
    return first_of(
        {"rest_as_last_year": counted & (then <= 0), "no_rhythm": counted & (then > 0) & (now <= 0)},
    )


def _apart(panel: Panel, value: Array, year: int, quarter: int) -> tuple[Codes, Array]:
    """Whether the parts, each projected by itself, add up to something else than the whole, and by which share of it."""
    together, own = parts_and_whole(panel, project_apart(panel, year, quarter), year, quarter)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.where(value != 0, (together - own) / np.abs(value), np.nan)
    scaled = np.isfinite(scaling(together, own))
    above, below = off >= NOTABLE, off <= -NOTABLE
    codes = first_of(
        {
            "parts_above_scaled": above & scaled,
            "parts_below_scaled": below & scaled,
            "parts_above": above,
            "parts_below": below,
        }
    )
    return codes, np.abs(off)


def outlook_of(chances: pd.Series) -> Codes:
    """What is to be expected at such chances of keeping to a target.

    Examples
    --------
    >>> outlook_of(pd.Series([0.8, 0.5, 0.2, float("nan")])).tolist()
    ['likely', 'open', 'unlikely', 'unknown']
    """
    return np.select(
        [chances.isna(), chances >= LIKELY, chances <= UNLIKELY], ["unknown", "likely", "unlikely"], "open"
    )


def _absent(cells: pd.DataFrame, due: pd.Series, annual: pd.Series) -> Codes:
    """Why there is nothing to project from; blank where there is."""
    absent = cells["year_end"].isna()
    return first_of(
        {
            "projected_paused": absent & (cells["status"] == "paused"),
            "projected_no_target": absent & (cells["target_state"] == "not_assigned"),
            "projected_annual": absent & annual,
            "projected_not_due": absent & ~due,
            "projected_no_figure": absent,
        }
    )

"""Where each target's year will end, at last year's rhythm, and how sure that is."""

import numpy as np
import pandas as pd

from ...dataset import Dataset
from ...dataset.memory import remembered
from ...dataset.rates import DECIMALS
from ...periods import is_due, parse_period
from ..progress import progress
from .errors import FEWEST, chance, past_errors, satisfies, spread
from .methods import parts_and_whole, project_apart, project_default, project_linear, scaling
from .panel import KEYS, Array, Panel, build_panel

COLUMNS = [
    "no", "area", "period", "method", "year_end", "low80", "high80", "low90", "high90", "p_reach", "required_per_month",
    "n_errors", "reason",
]  # fmt: skip
FOUND = [*KEYS, *COLUMNS[3:10], "n_errors", "note"]
_KIND_METHOD = {"flow": "remainder", "stock": "change", "rate": "counts"}
NOTABLE = 0.005  # a difference between the areas together and the whole that is worth a word


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
        columns ``no area period method year_end low80 high80 low90 high90 p_reach
        required_per_month n_errors reason``. ``method`` is ``remainder`` (last year's
        remainder, damped), ``change`` (last year's change, for stocks), ``counts`` (for
        rates), ``linear`` where there is no last year, ``final`` at Q4, and blank where
        nothing is projected, for the ``reason`` given. ``p_reach`` is the probability
        of keeping to the target; bounds and it are blank when fewer than twelve past
        errors are known.

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
    ('remainder', 1264, 30)
    """
    quarter = parse_period(period)
    cells = progress(ds, period, as_of)[[*KEYS, "period", "bound", "target_state", "target", "required_per_month"]]
    panel = build_panel(ds, _periods_to(ds, quarter), as_of)
    found = _project_panel(panel, quarter, cells)
    cells = cells.merge(found.reindex(columns=FOUND), on=KEYS, how="outer")
    cells["period"] = period
    frequency = cells["no"].map(ds.indicators.set_index("no")["frequency"])
    due = frequency.map(lambda name: is_due(name, quarter.quarter))
    cells["reason"] = _reasons(cells, due, frequency == "annual")
    cells = cells.assign(method=cells["method"].fillna(""), n_errors=cells["n_errors"].fillna(0).astype(int))
    cells = cells.sort_values(KEYS, key=ds.rank, kind="stable")
    return cells[COLUMNS].reset_index(drop=True)


def _periods_to(ds: Dataset, quarter: pd.Period) -> list[str]:
    return [name for name in ds.periods if parse_period(name) <= quarter]


def _project_panel(panel: Panel, quarter: pd.Period, cells: pd.DataFrame) -> pd.DataFrame:
    """Projections of every cell of the panel: ``no area method year_end … n_errors note``."""
    if quarter.year not in panel.years:
        return pd.DataFrame(columns=FOUND)
    year, rank = panel.years.index(quarter.year), quarter.quarter - 1
    now = panel.value[:, year, rank]
    goals = panel.cells[KEYS].merge(cells, on=KEYS, how="left")
    target, bound = goals["target"].to_numpy(float), goals["bound"].to_numpy(object)
    method = np.array([_KIND_METHOD[kind] for kind in panel.kind], dtype=object)
    if quarter.quarter == 4:
        p_reach = np.where(np.isfinite(target) & np.isfinite(now), satisfies(now, target, bound), np.nan)
        frame = panel.cells[KEYS].assign(method="final", year_end=now, p_reach=p_reach, n_errors=0, note="")
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
        note=_notes(panel, value, around.count, year, rank),
    )
    return frame[np.isfinite(now)]


def _notes(panel: Panel, value: Array, count: Array, year: int, quarter: int) -> list[str]:
    """What a reader has to know of a projection."""
    together, own = parts_and_whole(panel, project_apart(panel, year, quarter), year, quarter)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.where(value != 0, (together - own) / np.abs(value), np.nan)
    scaled = np.isfinite(scaling(together, own))
    rhythm = _without_rhythm(panel, year, quarter)
    before = panel.value[:, year - 1, [quarter, 3]] if year > 0 else np.full((len(value), 2), np.nan)
    broken = np.asarray(panel.broken[:, year, : quarter + 1].any(axis=1))
    notes = []
    for row in range(len(value)):
        if np.isnan(value[row]):
            if panel.kind[row] == "rate" and np.isnan(panel.denominator[row, year, quarter]):
                notes.append("只有比率，没有分子分母，不推算")
            elif broken[row]:
                notes.append("口径有变，不与上年相比")
            elif np.isnan(before[row]).any():
                notes.append(
                    "没有上年同期和年末数" + ("，不推算" if panel.kind[row] == "rate" else "，只按时间进度外推")
                )
            else:
                notes.append("无法推算")
        else:
            few = f"以往误差仅{count[row]:.0f}个，不足{FEWEST}个，不给区间" if count[row] < FEWEST else ""
            few = few if value[row] > 0 else "推算值不为正，不给区间"
            how = "已按比例调整" if scaled[row] else "增减方向不一，未作调整"
            apart = f"各地区分别推算的合计比全市{'高' if off[row] > 0 else '低'}{abs(off[row]):.1%}，{how}"
            notes.append("；".join(filter(None, [rhythm[row], few, apart if abs(off[row]) >= NOTABLE else ""])))
    return notes


def _without_rhythm(panel: Panel, year: int, quarter: int) -> list[str]:
    """What to know where this year so far has no rhythm against last year's; blank elsewhere and for stocks."""
    counts = np.where((panel.kind == "rate")[:, None, None], panel.numerator, panel.value)
    now = counts[:, year, quarter]
    then = counts[:, year - 1, quarter] if year > 0 else np.full(len(now), np.nan)
    texts = np.select(
        [panel.kind == "stock", then <= 0, (then > 0) & (now <= 0)],
        ["", "上年同期不为正，去年余下的数照加", "本年至今不为正，看不出节奏"],
        "",
    )
    return [str(text) for text in texts]


def _reasons(cells: pd.DataFrame, due: pd.Series, annual: pd.Series) -> pd.Series:
    absent = cells["year_end"].isna()
    unplanned = absent & (cells["target_state"] == "not_assigned")
    texts = pd.Series("", index=cells.index, dtype=object)
    texts = texts.where(~(absent & annual), "年度指标，年末报送，不推算")
    texts = texts.where(~(absent & ~due & ~annual), "本期不报，不推算")
    texts = texts.where(~(absent & due & ~annual), "本期没有数，不推算")
    texts = texts.where(~unplanned, "未下达目标，也没有数")
    return cells["note"].fillna("").where(cells["note"].fillna("") != "", texts).astype(str)

"""The projections of earlier years, held against what came: rolling origin, year by year.

At every quarter of every year that has a year before it, each method projects the year's
end from what was known then, its intervals resting on errors of years before that one.
Where the record keeps revisions, the figures are those that stood at the time.
"""

import numpy as np
import pandas as pd

from ...calendar import Period, between, column
from ...dataset import Dataset
from ..crossing import under_its_id, with_id
from .errors import chance, past_errors, satisfies, spread
from .methods import METHODS
from .panel import KEYS, Array, Panel, build_panel

COLUMNS = ["no", "id", "area", "origin", "method", "forecast", "actual", "error", "low80", "high80", "n_errors"]
_MORE = ["kind", "low90", "high90", "target", "bound", "p_reach"]


def backtest(ds: Dataset) -> pd.DataFrame:
    """Project every past year from each of its first three quarters, with every method.

    Parameters
    ----------
    ds
        The dataset.

    Returns
    -------
    pandas.DataFrame
        In the terms of the dataset's plan, columns ``no id area origin method forecast actual error low80 high80 n_errors``;
        ``origin`` is the quarter projected from, ``method`` one of ``default linear
        last_share last_remainder``, ``error`` is forecast/actual − 1. Only cells whose
        year's end is known and whose default projection exists.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = backtest(open_dataset("data/national"))
    >>> error = found[found["origin"].str.endswith("-06")].groupby("method")["error"].apply(lambda e: e.abs().mean())
    >>> bool(error["default"] < error["linear"])
    True
    """
    return full_backtest(ds)[COLUMNS]


def full_backtest(ds: Dataset) -> pd.DataFrame:
    """The backtest with ``kind low90 high90 target bound p_reach`` beside its columns."""
    periods = ds.periods
    final = build_panel(ds, periods)
    errors: dict[tuple[str, int], Array] = {}
    revised = bool(ds.record().duplicated([*KEYS, "period"]).any())
    frames = []
    for year in range(1, len(final.years)):
        for quarter in range(final.per_year - 1):
            origin = final.period(year, quarter)
            if str(origin) not in periods:
                continue
            known = between(periods, None, origin)
            then = build_panel(ds, known, _moment(ds, str(origin)), final.per_year) if revised else final
            for name in METHODS:
                # the same for every later origin, unless figures were revised in between
                if revised or (name, quarter) not in errors:
                    errors[name, quarter] = past_errors(
                        then, METHODS[name], quarter, year if revised else len(final.years)
                    )
            frames += _origin(ds, final, then, year, quarter, errors)
    made = (
        pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*COLUMNS, *_MORE]).drop(columns="id")
    )
    return with_id(ds, made).astype({"n_errors": int})[[*COLUMNS, *_MORE]]


def _moment(ds: Dataset, origin: str) -> pd.Timestamp | None:
    """When a quarter's figures had first all come in; None where the record keeps no times."""
    first = ds.record([origin]).groupby(KEYS)["submitted_at"].min()
    return None if first.isna().any() else first.max()


def _origin(
    ds: Dataset, final: Panel, then: Panel, year: int, quarter: int, errors: dict[tuple[str, int], Array]
) -> list[pd.DataFrame]:
    rows = pd.MultiIndex.from_frame(final.cells[KEYS]).get_indexer(pd.MultiIndex.from_frame(then.cells[KEYS]))
    actual = final.value[rows, year, -1]
    origin = final.period(year, quarter)
    target, bound = _targets(ds, then, origin)
    usable = None
    frames = []
    for name, method in METHODS.items():
        value = method(then, year, quarter)
        around = spread(then, value, errors[name, quarter][:, :year], year, quarter)
        usable = np.isfinite(value) & np.isfinite(actual) & (actual > 0) if usable is None else usable
        with np.errstate(divide="ignore", invalid="ignore"):
            error = value / actual - 1
        frame = then.cells[[*KEYS, "kind"]].assign(
            origin=str(origin), method=name, forecast=value, actual=actual, error=error,
            **around.bounds, n_errors=around.count, target=target, bound=bound,
            p_reach=chance(then, value, around, target, bound, year, quarter),
        )  # fmt: skip
        frames.append(frame[usable & np.isfinite(value)])
    return frames


def _targets(ds: Dataset, panel: Panel, origin: Period) -> tuple[Array, Array]:
    """The targets as they stood at the end of the quarter projected from."""
    if origin.year not in ds.target_years:
        return np.full(len(panel.cells), np.nan), np.full(len(panel.cells), "", dtype=object)
    known = under_its_id(ds, ds.targets(origin.year, origin.last_day), origin.year, ["value"])
    found = panel.cells[KEYS].merge(known[[*KEYS, "state", "value", "bound"]], on=KEYS, how="left")
    own = found["no"].map(ds.indicators.set_index("no")["bound"])
    bound = found["bound"].where(found["bound"].fillna("") != "", own)
    return found["value"].where(found["state"] == "assigned").to_numpy(float), bound.to_numpy(object)


def scores(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sum up a full backtest.

    Parameters
    ----------
    found
        What :func:`full_backtest` gives; ``month``, at whose end was projected, may be among `by`.
    by
        The columns to group by, besides the method.

    Returns
    -------
    pandas.DataFrame
        Per group and method: ``n``, ``mape`` ``median_ape`` ``bias`` (shares), ``skill``
        (1 − MAPE over that of the linear pace), ``coverage80 width80 n80 coverage90
        width90`` (half-widths as shares), ``n_targets hit_rate brier brier_always``
        (against always saying that the target will be reached).
    """
    told = found.assign(month=column(found["origin"], "end_month"), size=found["error"].abs())
    for level in ("80", "90"):
        has = told["low" + level].notna()
        inside = told["actual"].between(told["low" + level] - 1e-9, told["high" + level] + 1e-9)
        told["inside" + level] = inside.astype(float).where(has)
        told["width" + level] = (told["high" + level] - told["low" + level]) / 2 / told["forecast"]
    reached = satisfies(*(told[name].to_numpy() for name in ("actual", "target", "bound")))
    told["reached"] = pd.Series(reached, index=told.index, dtype=float).where(told["p_reach"].notna())
    told["hit"] = ((told["p_reach"] >= 0.5) == (told["reached"] == 1)).astype(float).where(told["p_reach"].notna())
    told["squared"] = (told["p_reach"] - told["reached"]) ** 2
    told["squared_always"] = (1 - told["reached"]) ** 2
    made = told.groupby([*by, "method"], sort=True).agg(
        n=("size", "size"), mape=("size", "mean"), median_ape=("size", "median"), bias=("error", "mean"),
        coverage80=("inside80", "mean"), width80=("width80", "mean"), n80=("inside80", "count"),
        coverage90=("inside90", "mean"), width90=("width90", "mean"), n_targets=("squared", "count"),
        hit_rate=("hit", "mean"), brier=("squared", "mean"), brier_always=("squared_always", "mean"),
    )  # fmt: skip
    made = made.reset_index()
    linear = made.loc[made["method"] == "linear", [*by, "mape"]].rename(columns={"mape": "linear"})
    skill = 1 - made["mape"] / made.merge(linear, on=by, how="left")["linear"].to_numpy()
    made.insert(len(by) + 5, "skill", skill)
    return made

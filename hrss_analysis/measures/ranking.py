"""Areas in an order that is fair, or none.

Areas are ranked by points against their own pace, never by counts; rates are held
against the limits of chance (a :func:`~hrss_analysis.measures.funnel.funnel`) instead
of being ranked, and whoever is left out is named with the reason.
"""

import numpy as np
import pandas as pd

from ..calendar import latest, year_of
from ..dataset import Dataset
from ..dataset.naming import Names, several
from ..reasons import first_of
from ..vocabulary import JUDGED
from .crossing import under_its_id
from .progress import progress


def _in_their_terms(ds: Dataset, cells: pd.DataFrame) -> Dataset:
    return ds.in_terms_of(latest(cells["period"])) if len(cells) else ds


def ranking(cells: pd.DataFrame, ds: Dataset, *, rates: bool = False) -> pd.DataFrame:
    """Rank areas within each indicator by how far they are ahead of or behind their pace.

    Areas are compared by points against what was due from each, never by counts:
    a larger area does more without doing better. Equal points share a rank, and the
    next one is left out (1, 1, 3).

    Parameters
    ----------
    cells
        Rows of ``progress``.
    ds
        Their dataset; ``[ranking] exclude`` lists indicators never ranked, such as
        those with two definitions.
    rates
        Whether to rank rates by points against the target, which puts chance in an
        order; :func:`funnel` is the fair comparison.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area period points rank of reason``: ``rank`` among ``of`` areas,
        blank with the ``reason`` (a code) for those that are not ranked. Every
        area of `cells` but the whole has its row.

    Examples
    --------
    >>> from hrss_analysis import open_dataset, progress
    >>> ds = open_dataset("data/wuxi")
    >>> ranking(progress(ds, "2024Q3"), ds).query("no == 12 and area == '江阴'")["reason"].item()
    'unranked_no_task'
    """
    ds = _in_their_terms(ds, cells)
    parts = cells[cells["area"].isin(ds.parts)].reset_index(drop=True)
    is_level = (parts["kind"] == "rate") & parts["completion"].isna()
    level_points = parts["actual"] - parts["target"]
    points = parts["gap_points"].where(~is_level, level_points.where(parts["headroom"].isna(), parts["headroom"]))
    excluded = parts["no"].isin(ds.numbers(ds.settings.unranked))
    status = parts["status"]
    reason = first_of(
        {
            "unranked_definitions": excluded,
            "unranked_no_task": status == "no_task",
            "unranked_no_target": status == "no_target",
            "unranked_not_due": status == "not_due",
            "unranked_not_reported": status == "not_reported",
            "unranked_cannot_judge": ~status.isin(JUDGED),
            "unranked_chance": is_level & (not rates),
            "unranked_no_base": points.isna() & parts["base"].isna(),
            "unranked_reached": points.isna(),
        }
    )
    ranked = points.where(reason == "")
    rank = ranked.groupby(parts["no"]).rank(method="min", ascending=False)
    count = ranked.groupby(parts["no"]).transform("count")
    frame = parts[["no", "area", "period"]].assign(points=ranked, rank=rank, of=count, reason=reason)
    # an order of one is no order
    alone = frame["rank"].notna() & (frame["of"] < 2)
    frame.loc[alone, "reason"] = "unranked_alone"
    frame.loc[alone, ["rank"]] = np.nan
    return frame.astype({"rank": "Int64", "of": "Int64"})


def dispersion(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give how far apart areas are in completion, quarter by quarter.

    Returns
    -------
    pandas.DataFrame
        Columns ``no period areas low median high spread excluded``: completions as
        shares over the areas that are judged, ``spread`` the interquartile range, and
        how many areas with a target are left out because nothing was reported.
    """
    frames = []
    for period in several(periods):
        cells = under_its_id(ds, progress(ds, period, as_of), year_of(period), [])
        parts = cells[cells["area"].isin(ds.parts) & (cells["target_state"] == "assigned")]
        grouped = parts.groupby("no")["completion"]
        frame = pd.DataFrame(
            {
                "areas": grouped.count(),
                "low": grouped.min(),
                "median": grouped.median(),
                "high": grouped.max(),
                "spread": grouped.quantile(0.75) - grouped.quantile(0.25),
                "excluded": grouped.size() - grouped.count(),
            }
        )
        frames.append(frame[frame["areas"] > 1].reset_index().assign(period=period))
    columns = ["no", "period", "areas", "low", "median", "high", "spread", "excluded"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def overall(cells: pd.DataFrame, ds: Dataset, cap: float = 1.2) -> pd.DataFrame:
    """Average an area's completions, each capped, over what it was judged on.

    An overall score hides more than it shows; where one is asked for, a cap keeps one
    target met several times over from paying for others that were missed. Only what
    accumulates or grows has a completion; rates, ceilings and what was not judged are
    left out and counted.

    Parameters
    ----------
    cells
        Rows of ``progress``.
    ds
        Their dataset.
    cap
        The highest completion that counts: 1.2 is 120 %.

    Returns
    -------
    pandas.DataFrame
        Columns ``area period score indicators capped excluded``: ``score`` as a share,
        over so many ``indicators``, of which ``capped``; ``excluded`` were left out.
    """
    ds = _in_their_terms(ds, cells)
    parts = cells[cells["area"].isin(ds.parts) & (cells["target_state"] != "not_assigned")]
    counted = parts["gap_points"].notna() & parts["status"].isin(JUDGED)
    completion = parts["completion"].where(counted)
    grouped = completion.clip(lower=0, upper=cap).groupby([parts["area"], parts["period"]], sort=False)
    frame = pd.DataFrame(
        {"score": grouped.mean(), "indicators": grouped.count(), "excluded": grouped.size() - grouped.count()}
    )
    frame["capped"] = (completion > cap).groupby([parts["area"], parts["period"]], sort=False).sum()
    return frame.reset_index()[["area", "period", "score", "indicators", "capped", "excluded"]]

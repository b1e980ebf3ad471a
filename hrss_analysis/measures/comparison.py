"""Areas beside each other: who contributes, who is asked for what, and is it fair.

Larger areas do more; a share of a total says nothing about effort, and a rate over
few cases swings by chance. So contributions are shown as shares beside the share of
the target, areas are ranked by points against their own pace, rates are held
against the limits of chance (a funnel) instead of being ranked, and whoever is left
out is named with the reason.
"""

import numpy as np
import pandas as pd

from ..calendar import latest, parse_period, span, year_of
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..dataset.naming import Names, several
from ..reasons import first_of, instead_of
from ..vocabulary import JUDGED
from .crossing import apart, under_its_id, with_id
from .figures import breaks, expected_parts, figures
from .progress import progress


@remembered(by_row=True)
def target_shares(ds: Dataset, when: int | str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give each area's share of the targets that add up over areas, beside its usual share.

    The usual share is the median of an area's shares over all indicators that are
    divided among at least half of the areas; where one area is asked for far more
    or less than that, the plan has a reason, or a mistake.

    Parameters
    ----------
    ds
        The dataset.
    when
        The year of the plan; or a period of it, whose end decides which targets are in force.
    as_of
        Leave out targets that were issued later.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area value total share usual ratio``: shares of the sum over areas
        (0.25 is a quarter), ``ratio`` the share over the usual one. Only assigned
        and zero targets of additive indicators; shared and separately issued ones
        are left out. Empty for a single area.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> shares = target_shares(open_dataset("data/wuxi"), 2024)
    >>> round(float(shares.query("no == 2 and area == '江阴'")["share"].iloc[0]), 2)
    0.26
    """
    ds = ds.in_terms_of(when)
    targets = ds.targets(when, as_of) if isinstance(when, int) else ds.targets_in_force(parse_period(when), as_of)
    register = ds.terms.register
    additive = register.loc[register["additive"], "no"]
    own = targets[
        targets["area"].isin(ds.parts) & targets["no"].isin(additive) & targets["state"].isin(["assigned", "zero"])
    ]
    own = own[["no", "area", "value"]].reset_index(drop=True)
    shares = own.assign(total=own.groupby("no")["value"].transform("sum"))
    shares["share"] = shares["value"] / shares["total"].where(shares["total"] > 0)
    widely = shares.groupby("no")["area"].transform("size") >= len(ds.parts) / 2
    usual = shares[widely].groupby("area")["share"].median()
    shares["usual"] = shares["area"].map(usual).astype(float)
    shares["ratio"] = shares["share"] / shares["usual"].where(shares["usual"] > 0)
    return shares


@of_its_plan
def contributions(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give each area's part in the whole's figure and in its change over a year.

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
        One row per additive indicator and expected area, with the columns ``no id area
        period value share target_share base change points reason origin``: ``share`` of the
        sum of areas; ``target_share`` of their targets; ``base`` a year ago and the
        ``change`` since; ``points``, the percentage points of the whole's growth that
        are this area's. Shares add up to 1 and points to the whole's growth, exactly
        but for rounding in the last binary place. Where an area is missing, in either
        year, where a sum is not above 0, or a series broke in between (flag B), nothing
        can be decomposed and ``reason`` says so, by a code of :mod:`hrss_analysis.reasons`.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = contributions(open_dataset("data/wuxi"), "2024Q3").query("no == 2")
    >>> round(float(found["share"].sum()), 9)
    1.0
    """
    this = parse_period(period)
    year_ago = str(this.year_ago)
    found = figures(ds, [period, year_ago], as_of)
    since = breaks(ds, [str(period) for period in span(this.year_ago.next, this)], as_of)
    found = found.loc[found["area"].isin(ds.parts), ["no", "area", "period", "value", "origin"]]
    targets = target_shares(ds, period, as_of) if this.year in ds.target_years else None
    cells = expected_parts(ds, [period], as_of)
    register = ds.terms.register
    cells = cells[cells["no"].isin(register.loc[register["additive"], "no"])]
    now = found[found["period"] == period].drop(columns="period")
    then = found[found["period"] == year_ago].drop(columns="period").rename(columns={"value": "base", "origin": "then"})
    cells = cells.merge(now, on=["no", "area"], how="left").merge(then, on=["no", "area"], how="left")
    cells = cells[cells.groupby("no")["value"].transform("count") > 0].reset_index(drop=True)
    whole = cells.groupby("no")[["value", "base"]].transform("sum")
    missing = cells["value"].isna().groupby(cells["no"]).transform("any")
    no_base = cells["base"].isna().groupby(cells["no"]).transform("any") | _mixed(ds, cells)
    broken = cells["no"].isin(since["no"])
    cells["share"] = (cells["value"] / whole["value"].where(whole["value"] > 0)).where(~missing)
    cells["change"] = cells["value"] - cells["base"]
    cells["change"] = cells["change"].where(~broken)
    cells["points"] = (100 * cells["change"] / whole["base"]).where(~missing & ~broken & ~no_base & (whole["base"] > 0))
    reason = first_of(
        {
            "part_missing": missing,
            "sum_not_positive": whole["value"] <= 0,
            "break_within": broken,
            "incomplete_year_ago": no_base,
            "sum_year_ago_not_positive": whole["base"] <= 0,
        }
    )
    away = pd.Series(apart(ds, cells, this), index=cells.index).where(cells["base"].isna() | _mixed(ds, cells), "")
    away = away.groupby(cells["no"]).transform("max")  # one area's is all areas'
    cells["reason"] = instead_of("incomplete_year_ago", reason, away.to_numpy(object))
    shares = pd.DataFrame(columns=["no", "area", "target_share"])
    if targets is not None and len(targets):
        shares = targets[["no", "area", "share"]].rename(columns={"share": "target_share"})
    cells = cells.merge(shares, on=["no", "area"], how="left")
    columns = [
        "no",
        "id",
        "area",
        "period",
        "value",
        "share",
        "target_share",
        "base",
        "change",
        "points",
        "reason",
        "origin",
    ]
    cells["origin"] = cells["origin"].fillna("").where(cells["then"] != "simulated", "simulated")
    return with_id(ds, cells)[columns]


def _mixed(ds: Dataset, cells: pd.DataFrame) -> pd.Series:
    """Whether some areas' earlier figures of an indicator were given anew, and not all: they are no sum."""
    given = pd.MultiIndex.from_frame(ds.restated()[["no", "area"]])
    again = pd.Series(pd.MultiIndex.from_frame(cells[["no", "area"]]).isin(given), index=cells.index)
    by_number = again.groupby(cells["no"])
    return by_number.transform("any") & ~by_number.transform("all")


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

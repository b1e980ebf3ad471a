"""Every cell's figure: as reported, or the whole from its parts.

The city's own figure, where it reported one, is taken as it is. Where it did
not, a count is the sum of the areas' counts and a rate is the sum of their
numerators over the sum of their denominators, but only when every area that is
expected has reported: a sum of fewer is not the total, and is never passed off
as it. Expected are the areas whose target cell is anything but not assigned,
since an area pooled in another's figure would otherwise count twice.

Figures are told in the terms of the dataset's plan. Those of earlier years are made whole
in the terms of their own year and then carried over the bridge; what does not compare
stays there, so that nothing can be held against it. Where a later plan gives earlier
figures anew, a cell's earlier figures are those alone.
"""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from ..calendar import column, nearest, year_of
from ..dataset import Dataset, Slice
from ..dataset.bridge import Bridge
from ..dataset.memory import KEPT, recall
from ..dataset.naming import Names, several
from ..dataset.rates import ratio
from ..lookup import Places, order_of, places_in, plain, stacked
from .totals import Expected, totals

_KEYS = ["no", "period"]
_CELL = ["no", "area", "period"]
REPORTED = ["value", "numerator", "denominator", "flag", "origin"]
COLUMNS = [
    "no", "area", "period", "value", "numerator", "denominator", "flag", "origin",
    "total", "reported", "told", "expected", "made_of",
]  # fmt: skip


def figures(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give the figure of every cell that has one, the whole included.

    Parameters
    ----------
    ds
        The dataset.
    periods
        One period to read or several, as in ``["2023Q3", "2024Q3"]``; those without
        actuals have no figures.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area period value numerator denominator flag origin total
        reported told expected made_of``. ``value`` is in the indicator's unit. For the whole,
        ``total`` is what its parts give together (the sum, or the rate of the
        sums; partial when ``reported`` < ``expected``, the number of parts; ``told`` counts
        those with a figure, be it without the counts a rate's total needs), and
        ``value`` is NaN when it reported nothing itself and a part is missing. ``made_of``
        is the same text for sums over the same parts, and blank where the figure is the
        cell's own.

    Raises
    ------
    UsageError
        If one of the periods is none.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = figures(open_dataset("data/national"), ["2020Q3"])
    >>> found.loc[found["no"] == 1, "value"].item()
    898.0
    """
    return plain(by_places(ds, periods, as_of))


def by_places(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """As ``figures``, with the words of which there are few as categories: for whoever takes them by their places."""
    told_in = ds.terms.turn
    asked = list(dict.fromkeys(str(ds.calendar.period(period)) for period in several(periods)))
    asked = [period for period in asked if ds.folder.turn(year_of(period)) <= told_in]
    recalled = {period: recall(ds, ("figures", told_in, period, as_of)) for period in asked}
    known = {period: rows for period, rows in recalled.items() if rows is not None}
    missing = [period for period in asked if period not in known]
    if missing or not asked:
        found = _figures(ds, missing, as_of)
        if missing == asked and (len(found) > KEPT or not asked):
            return found
        own = {str(period): rows for period, rows in found.groupby("period", sort=False)}
        fresh = {period: own.get(period, found.head(0)) for period in missing}
        known |= fresh
        if len(found) <= KEPT:
            ds.memory.kept.update({("figures", told_in, period, as_of): rows for period, rows in fresh.items()})
    return stacked([known[period] for period in asked])


def at_once(ds: Dataset, periods: Collection[str], as_of: str | pd.Timestamp | None = None) -> None:
    """Have the figures of many periods at hand, if there are few enough to be kept: asked for one by one each takes as long as all."""
    if len(ds.terms.ids) * len(ds.terms.names) * len(periods) <= KEPT:
        by_places(ds, periods, as_of)


def sums_in(found: pd.DataFrame) -> Places:
    """Which sum each figure is: the same number for sums over the same parts, and -1 where the figure is the cell's own."""
    return places_in(found["made_of"], order_of(word for word in found["made_of"].unique() if word))


def _figures(ds: Dataset, periods: list[str], as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """Figures of periods that have not been computed yet, those of the same terms together."""
    turns: dict[int, list[str]] = {}
    for period in periods:
        turns.setdefault(ds.folder.turn(year_of(period)), []).append(period)
    told = [_carried(ds, turn, own, as_of) for turn, own in (turns or {ds.terms.turn: []}).items()]
    return _restated(ds, stacked(told), set(periods), as_of).astype({"no": int})


def _carried(ds: Dataset, turn: int, periods: list[str], as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """The figures of some periods of the same terms in those of the dataset."""
    bridge = ds.bridge_from(turn)
    own = ds if bridge is None else ds.in_terms_of(turn)
    parts = [_named(of_some, bridge) for of_some in expected_parts(own, periods, as_of)]
    told = own.latest(as_of, own.recorded(periods), columns=REPORTED)
    found = _made_whole(own, _cells(own, told), parts)
    return found if bridge is None else ds.cut(bridge.carry(plain(found)))


def _cells(ds: Dataset, actuals: pd.DataFrame) -> pd.DataFrame:
    """What was reported of each cell, rates from their counts where only those were."""
    actuals = actuals[[*_CELL, *REPORTED]]
    known = places_in(actuals["area"], dict.fromkeys((*ds.parts, ds.city), 0)) >= 0
    actuals = actuals if known.all() else actuals[known]
    counted = actuals[actuals["value"].isna() & actuals["denominator"].notna()]
    rates = ratio(counted.join(ds.terms.register.set_index("no")[["kind", "unit"]], on="no"))
    return actuals.assign(value=actuals["value"].fillna(rates)) if len(rates) else actuals


def _made_whole(ds: Dataset, cells: pd.DataFrame, expected: Sequence[Expected]) -> pd.DataFrame:
    """Cells in their own terms, with the whole's figure from the parts expected in it where it has none."""
    is_whole = cells["area"] == ds.city
    whole, parts = plain(cells[is_whole]), cells[~is_whole]
    parts = parts.assign(made_of=pd.Series("", index=parts.index, dtype="category"))
    if not has_whole(ds):
        # nothing to sum up, and nobody asks
        return parts.reindex(columns=COLUMNS).reset_index(drop=True)
    whole = whole.merge(totals(ds, parts, expected), on=_KEYS, how="outer")
    whole["area"] = ds.city
    complete = whole["reported"].eq(whole["expected"]) & whole["expected"].gt(0)
    from_parts = whole["value"].isna() & complete
    for name in ("numerator", "denominator"):
        # counts of fewer parts than expected are not the whole's
        whole[name] = whole[name].where(~from_parts, whole[f"{name}_total"])
    for name in ("flag", "origin"):
        whole[name] = whole[name].where(~from_parts & whole["origin"].notna(), whole[f"{name}_total"])
    whole["value"] = whole["value"].where(~from_parts, whole["total"])
    whole["made_of"] = whole["parts"].where(from_parts & whole["value"].notna(), "")
    return stacked([frame.reindex(columns=COLUMNS) for frame in (parts, whole)])


def _named(expected: Expected, bridge: Bridge | None) -> Expected:
    """The parts of each sum with the names that they have in later terms, so that the same ground bears the same name."""
    if bridge is None or all(names == (area,) for area, names in bridge.areas.items()):
        return expected
    cells = expected.cells
    later = {name: (area, len(names)) for area, names in bridge.areas.items() for name in names}
    ground = cells["area"].map({name: area for name, (area, _) in later.items()})
    needed = cells["area"].map({name: count for name, (_, count) in later.items()})
    there = cells.assign(ground=ground).groupby(["no", "ground"])["area"].transform("size")
    return Expected(expected.periods, cells.assign(ground=ground.where(there == needed, "before " + cells["area"])))


def _restated(ds: Dataset, found: pd.DataFrame, periods: set[str], as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """With the earlier figures of the cells that a plan gives anew: those alone, so that no difference mixes the two."""
    given = ds.restated()
    if given.empty:
        return found
    found = plain(found)
    cells = _cells(ds, given).assign(plan=given["plan"].to_numpy())
    told = cells[cells["period"].isin(periods)]
    made = [
        _made_whole(ds, own.drop(columns="plan"), _given_parts(ds, plan, own, as_of))
        for plan in sorted(set(told["plan"].tolist()))
        for own in [told[told["plan"] == plan]]
    ]
    new = pd.concat([found.head(0), *map(plain, made)], ignore_index=True)
    new = new[new["value"].notna() | (new["area"] != ds.city)]  # a sum of some parts is none
    year = column(found["period"], "year")
    since = cells.groupby(["no", "area"])["plan"].max().reindex(_keys(found, ["no", "area"])).fillna(0)
    of_any = found["no"].map(cells.groupby("no")["plan"].max()).fillna(0)
    replaced = (year < since.to_numpy()) | _keys(found, _CELL).isin(_keys(new, _CELL))
    # a sum stands no longer where its parts were given anew, and what the whole reported stands alone
    replaced |= (year < of_any) & (found["area"] == ds.city) & (found["made_of"] != "")
    alone = (year < of_any) & (found["area"] == ds.city)
    for name in ("total", "reported", "told", "expected"):
        found[name] = found[name].where(~alone)
    return pd.concat([found[~replaced], new], ignore_index=True)


def _given_parts(ds: Dataset, plan: int, given: pd.DataFrame, as_of: str | pd.Timestamp | None) -> list[Expected]:
    """The parts expected in sums of what a plan gives anew: that plan's own."""
    parts = _summed_parts(ds, ds.targets(plan, as_of) if plan in ds.target_years else None)
    return [Expected(given["period"].unique().tolist(), parts[parts["no"].isin(given["no"])])]


def _keys(frame: pd.DataFrame, names: list[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[names])


def has_whole(ds: Dataset) -> bool:
    """Whether there is a whole to sum up for: not in a slice of some parts."""
    return ds.slice is None or ds.slice.areas is None or ds.city in ds.slice.areas


def breaks(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Where a series breaks (flag B), be it without a value: columns ``no area period``."""
    known = ds.recorded(periods)
    if not any(ds.flagged(period, "B") for period in known):
        return pd.DataFrame({"no": pd.Series(dtype=int), "area": pd.Series(dtype=str), "period": pd.Series(dtype=str)})
    found = figures(ds, known, as_of)
    return found.loc[found["flag"] == "B", ["no", "area", "period"]]


def expected_parts(ds: Dataset, periods: Names, as_of: str | pd.Timestamp | None = None) -> list[Expected]:
    """The parts expected in each sum of periods of these terms: those of the same targets together."""
    known = [year for year in ds.target_years if ds.folder.turn(year) == ds.terms.turn]
    alike: dict[Any, list[str]] = {}
    for period in several(periods):
        own = ds.calendar.period(period)
        year = nearest(known, own.year) if known else None
        moment = ds.in_force_at(own, as_of) if year == own.year else as_of
        alike.setdefault((year, moment), []).append(str(period))
    return [
        Expected(own, _summed_parts(ds, None if year is None else ds.targets(year, moment)))
        for (year, moment), own in alike.items()
    ]


def _summed_parts(ds: Dataset, cells: pd.DataFrame | None) -> pd.DataFrame:
    """Every part but those whose cell says not assigned; a cell that is missing says nothing: ``no area ground``."""
    every = ds.terms.register[["no"]].merge(pd.DataFrame({"area": ds.parts}, dtype=str), how="cross")
    every = every if ds.slice is None else Slice(indicators=ds.slice.indicators).of(every)
    if cells is not None:
        left_out = cells.loc[cells["state"] == "not_assigned", ["no", "area"]]
        every = every[~_keys(every, ["no", "area"]).isin(_keys(left_out, ["no", "area"]))]
    return every.assign(ground=every["area"])

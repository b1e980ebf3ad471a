"""What lies between a year and the one before: why they do not compare, and what goes on under its id all the same."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..calendar import Period
from ..dataset import Dataset
from ..reasons import Codes, first_of


def apart(ds: Dataset, cells: pd.DataFrame, period: Period) -> Codes:
    """Why a cell that has nothing to be compared with in the year before has none; blank where the plans are not why.

    Parameters
    ----------
    ds
        The dataset, in the terms of the period's plan.
    cells
        Columns ``no area`` in those terms.
    period
        The period that looks back.

    Returns
    -------
    numpy.ndarray
        A code of :mod:`hrss_analysis.reasons` for each row.
    """
    bridge, given = ds.bridge_from(period.year - 1), ds.restated()
    if bridge is None and given.empty:
        return np.full(len(cells), "", dtype=object)
    again = pd.MultiIndex.from_frame(cells[["no", "area"]]).isin(pd.MultiIndex.from_frame(given[["no", "area"]]))
    if bridge is None:
        return first_of({"restated_in_part": again})
    reason = cells["no"].map(bridge.reasons)
    sources = cells["no"].map(bridge.links.groupby("no").size())
    were = cells["area"].map({area: len(names) for area, names in bridge.areas.items()})
    known = set(ds.folder.terms(period.year - 1).areas["area"])
    return first_of(
        {
            **{code: reason == code for code in ("redefined", "new", "split")},
            "restated_in_part": again,
            "area_new": (were == 0) | ((were == 1) & ~cells["area"].isin(known)),
            "area_in_part": were > 1,
            "merged_in_part": (reason != "") | (sources > 1),
        }
    )


def under_its_id(ds: Dataset, frame: pd.DataFrame, year: int, amounts: list[str]) -> pd.DataFrame:
    """Rows in an earlier year's terms under the number that the same id has now, whether or not they compare.

    Parameters
    ----------
    ds
        The dataset, in whose terms the rows are to be told.
    frame
        Columns ``no area`` and the `amounts`, in the terms of `year`.
    year
        The year.
    amounts
        Columns in the indicator's unit.

    Returns
    -------
    pandas.DataFrame
        The same columns. Left out are ids that this plan does not have, or of another kind or
        a unit that does not convert, and areas that it does not have or that are others now.
    """
    bridge = ds.bridge_from(year)
    if bridge is None:
        return frame
    then, now = ds.folder.terms(year).indicators, ds.terms
    number: dict[int, int] = {}
    factor: dict[int, float] = {}
    for no, was in then.items():
        here = now.numbers.get(was.id)
        size = ds.settings.unit_factor(was.unit, now.indicators[here].unit) if here is not None else None
        if here is not None and size is not None and now.indicators[here].kind == was.kind:
            number[no], factor[no] = here, size
    stays = frame["area"].map(lambda area: bridge.areas.get(area) == (area,)).astype(bool)
    kept = frame[frame["no"].isin(number) & stays]
    larger = kept["no"].map(factor).astype(float)
    return kept.assign(no=kept["no"].map(number).astype(int), **{name: kept[name] * larger for name in amounts})


def with_earlier_stretches(
    ds: Dataset, told: pd.DataFrame, compute: Callable[[Dataset], pd.DataFrame], amounts: list[str]
) -> pd.DataFrame:
    """What compares with the dataset's plan, and below it the earlier stretches of the same ids, each by itself.

    Parameters
    ----------
    ds
        The dataset.
    told
        Rows in its terms: columns ``no area period`` and the `amounts`.
    compute
        Gives such rows of a dataset in the terms of an earlier plan.
    amounts
        Columns in the indicator's unit.

    Returns
    -------
    pandas.DataFrame
        The same columns and ``stretch``: the year since when the plans hold that a row was
        told in. Rows of different ones do not compare.
    """
    frames = [told.assign(stretch=ds.terms.turn)]
    known = pd.MultiIndex.from_frame(told[["no", "period"]])
    for turn in [turn for turn in reversed(ds.folder.turns) if turn < ds.terms.turn]:
        bridge = ds.bridge_from(turn)
        if bridge is None or not (bridge.reasons != "").any():
            continue  # all that goes on compares, and is there already
        own = under_its_id(ds, compute(ds.in_terms_of(turn)).assign(stretch=turn), turn, amounts)
        own = own[~pd.MultiIndex.from_frame(own[["no", "period"]]).isin(known)]
        known = known.append(pd.MultiIndex.from_frame(own[["no", "period"]]))
        frames.append(own)
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def with_id(ds: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the id of each number beside it."""
    ids = frame["no"].map(ds.terms.ids).fillna("").astype(str)
    found = frame.drop(columns="id", errors="ignore")
    found.insert(list(found.columns).index("no") + 1, "id", ids)
    return found

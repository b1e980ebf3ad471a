"""What has been computed from a dataset is remembered with it, and forgotten with it.

Reports of one quarter ask for the same frames. Nothing here keeps a dataset alive.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from .dataset import Dataset

KEPT = 200_000  # rows; larger frames, of a whole country, are computed again rather than kept

P = ParamSpec("P")
T = TypeVar("T")
Measure = Callable[Concatenate[Dataset, P], pd.DataFrame]


def once(compute: Callable[Concatenate[Dataset, P], T]) -> Callable[Concatenate[Dataset, P], T]:
    """Compute something small once for each dataset and arguments; it is handed out as it is, not to be changed."""

    @wraps(compute)
    def recalled(ds: Dataset, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (compute.__module__, compute.__name__, ds.terms.turn, args, tuple(sorted(kwargs.items())))
        if key not in ds.memory.kept:
            ds.memory.kept[key] = compute(ds, *args, **kwargs)
        known: T = ds.memory.kept[key]
        return known

    return recalled  # type: ignore[return-value]


def recall(ds: Dataset, key: Hashable) -> pd.DataFrame | None:
    """What is remembered of a dataset, or of the whole that it is a slice of, cut to the slice; None if nothing is."""
    kept, whole, here = ds.memory.kept, ds.memory.whole, ds.slice
    known: pd.DataFrame | None = kept.get(key)
    if known is None and here is not None and whole is not None and key in whole.kept:
        return here.of(whole.kept[key])
    return known


def remembered(*, by_row: bool) -> Callable[[Measure[P]], Measure[P]]:
    """Compute a frame once for each dataset and arguments; every caller gets a copy of its own.

    Parameters
    ----------
    by_row
        Whether a row is the same in the whole dataset and in a slice of it: a slice then
        takes its rows from what is remembered of the whole.
    """

    def remember(compute: Measure[P]) -> Measure[P]:
        @wraps(compute)
        def recalled(ds: Dataset, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
            given = tuple(tuple(value) if isinstance(value, list) else value for value in args)
            key = (compute.__name__, ds.terms.turn, given, tuple(sorted(kwargs.items())))
            known = recall(ds, key) if by_row else ds.memory.kept.get(key)
            if known is None:
                known = compute(ds, *args, **kwargs)
            if len(known) <= KEPT:
                ds.memory.kept[key] = known
            return known.copy()

        return recalled  # type: ignore[return-value]

    return remember


def of_its_plan(compute: Measure[Concatenate[str, P]]) -> Measure[Concatenate[str, P]]:
    """Let a measure of a period be told in the terms of that period's plan, whatever those of the dataset."""

    @wraps(compute)
    def told(ds: Dataset, period: str, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        own = ds.calendar.period(period)
        return compute(ds.in_terms_of(own.year), str(own), *args, **kwargs)

    return told  # type: ignore[return-value]

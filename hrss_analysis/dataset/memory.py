"""What has been computed from a dataset is remembered with it, and forgotten with it.

Reports of one quarter ask for the same frames. Nothing here keeps a dataset alive.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from .folder import Dataset

KEPT = 200_000  # rows; larger frames, of a whole country, are computed again rather than kept

P = ParamSpec("P")
T = TypeVar("T")
Measure = Callable[Concatenate[Dataset, P], pd.DataFrame]


def once(compute: Callable[Concatenate[Dataset, P], T]) -> Callable[Concatenate[Dataset, P], T]:
    """Compute something small once for each dataset and arguments; it is handed out as it is, not to be changed."""

    @wraps(compute)
    def recalled(ds: Dataset, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (compute.__module__, compute.__name__, args, tuple(sorted(kwargs.items())))
        if key not in ds.remembered:
            ds.remembered[key] = compute(ds, *args, **kwargs)
        known: T = ds.remembered[key]
        return known

    return recalled  # type: ignore[return-value]


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
            key = (compute.__name__, given, tuple(sorted(kwargs.items())))
            known = ds.remembered.get(key)
            if (
                known is None
                and by_row
                and ds.slice is not None
                and ds.whole is not None
                and key in ds.whole.remembered
            ):
                known = ds.slice.of(ds.whole.remembered[key])
            if known is None:
                known = compute(ds, *args, **kwargs)
            if len(known) <= KEPT:
                ds.remembered[key] = known
            return known.copy()

        return recalled  # type: ignore[return-value]

    return remember

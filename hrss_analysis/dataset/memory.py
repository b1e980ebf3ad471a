"""What has been computed from a dataset is remembered with it: reports of one quarter ask for the same frames."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import pandas as pd

from .folder import Dataset

KEPT = 200_000  # rows; larger frames, of a whole country, are computed again rather than kept

P = ParamSpec("P")
Measure = Callable[Concatenate[Dataset, P], pd.DataFrame]


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

"""What is public here is told in the terms of the frames that it is given, whatever those of the dataset.

A measure of a past quarter has the numbers of that quarter's plan. Beside a dataset in the
latest plan's terms they would be read as other indicators' numbers: so the dataset is put
into the frames' terms first, by the ids that stand beside their numbers.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pandas as pd

from .. import messages
from ..calendar import latest
from ..dataset import Dataset
from ..errors import UsageError


def in_their_terms(tell: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function of a dataset and of frames take the dataset in the frames' terms."""

    @wraps(tell)
    def told(*given: Any, **options: Any) -> Any:
        if given and isinstance(given[0], Dataset) and len(given[0].folder.turns) > 1:
            frames = [frame for frame in (*given[1:], *options.values()) if isinstance(frame, pd.DataFrame)]
            given = (_put(given[0], frames), *given[1:])
        return tell(*given, **options)

    return told


def _put(ds: Dataset, frames: list[pd.DataFrame]) -> Dataset:
    """The dataset in the terms of the frames.

    Raises
    ------
    UsageError
        If they are in those of different plans.
    """
    strange = [frame for frame in frames if not _fits(ds, frame)]
    if not strange or "period" not in strange[0]:
        return ds
    told = ds.in_terms_of(latest(strange[0]["period"].unique()))
    if not all(_fits(told, frame) for frame in frames):
        raise UsageError(
            messages.tell(
                "{path}: these frames are in the terms of different plans; open the dataset with .in_terms_of(year) and measure in one",
                path=ds.path,
            )
        )
    return told


def _fits(ds: Dataset, frame: pd.DataFrame) -> bool:
    """Whether the ids beside a frame's numbers are theirs in the dataset's terms."""
    if not {"no", "id"} <= set(frame.columns):
        return True
    keys = frame[["no", "id"]].drop_duplicates().dropna()
    return all(ds.terms.ids.get(no) == name for no, name in zip(keys["no"], keys["id"], strict=True) if name)

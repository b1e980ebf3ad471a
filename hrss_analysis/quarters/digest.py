"""A few letters that stand for a frame: the same if and only if it says the same."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Hashes = npt.NDArray[Any]
LENGTH = 12


def row_hashes(frame: pd.DataFrame) -> Hashes:
    """A hash of every row, wherever it stands."""
    return pd.util.hash_pandas_object(frame, index=False).to_numpy(np.uint64)


def digest_of(frame: pd.DataFrame) -> str:
    """Of all rows of a frame, in their order."""
    return of_rows(row_hashes(frame))


def of_rows(hashes: Hashes) -> str:
    """Of rows of which the hashes are known."""
    return hashlib.sha256(np.ascontiguousarray(hashes).tobytes()).hexdigest()[:LENGTH]


def joined(parts: Iterable[str]) -> str:
    """Of several digests."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]

"""Walking over a frame, row by row."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

Row = Any  # a named tuple of the frame's columns


def rows_of(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame, each with its columns as attributes.

    Examples
    --------
    >>> [row.area for row in rows_of(pd.DataFrame({"area": ["江阴", "宜兴"]}))]
    ['江阴', '宜兴']
    """
    yield from frame.itertuples(index=False)

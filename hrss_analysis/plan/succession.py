"""What became of the indicators of the plan before, row by row."""

from typing import Any

import pandas as pd

from ..dataset import Dataset
from ..rows import rows_of

COLUMNS = ["no", "name", "relation", "comparable", "reason", "before", "note"]


def succession(ds: Dataset, year: int) -> pd.DataFrame:
    """Each indicator of a year's plan beside what it was, and each that the plan before had alone.

    Parameters
    ----------
    ds
        The dataset.
    year
        The year of the plan.

    Returns
    -------
    pandas.DataFrame
        Columns ``no name relation comparable reason before note``: ``before`` the numbers
        and names it had, ``no`` blank for what was dropped. Empty where the year before
        has the same register, or none.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> succession(open_dataset("data/wuxi"), 2024).empty
    True
    """
    earlier, register = ds.register(year - 1), ds.register(year)
    if earlier.equals(register):
        return pd.DataFrame(columns=COLUMNS)
    names = dict(zip(earlier["no"], earlier["name"], strict=True))
    bridge = ds.bridge(year - 1, year)
    links_of = dict(iter(bridge.groupby("no", sort=False)))
    told: list[tuple[Any, ...]] = []
    for row in rows_of(register):
        links = links_of[row.no]
        before = "、".join(f"{was} {names[was]}" for was in links["from_no"].dropna())
        comparable, reason = bool(links["comparable"].all()), links["reason"].max()
        told.append((row.no, row.name, links["relation"].iloc[0], comparable, reason, before, row.note))
    gone = earlier[~earlier["no"].isin(bridge["from_no"].dropna())]
    told += [(pd.NA, "", "dropped", False, "", f"{row.no} {row.name}", "") for row in rows_of(gone)]
    return pd.DataFrame(told, columns=COLUMNS)

"""Frames for exploring: words in the order of the plan, periods as those of pandas."""

import pandas as pd

from ..calendar import to_pandas
from ..dataset import Dataset
from ..vocabulary import WORDS


def arranged(ds: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the types that group, sort and plot in the plan's order.

    Parameters
    ----------
    ds
        The dataset the frame came from.
    frame
        A frame of a dataset or of a measure.

    Returns
    -------
    pandas.DataFrame
        The same rows, by period, indicator and area in the plan's order: ``area`` and the
        words of the vocabulary as ordered categories (a status from done to cannot be
        judged), ``period`` as quarterly periods, or as monthly ones as soon as there is a month
        among them: a quarter then is the month that it ends with. A copy.

    Examples
    --------
    >>> from hrss_analysis import open_dataset, progress
    >>> ds = open_dataset("data/wuxi")
    >>> cells = arranged(ds, progress(ds, "2024Q3"))
    >>> cells.groupby("area", observed=True).size().index[:3].tolist(), cells["period"].iloc[0].quarter
    (['全市', '市本级', '江阴'], 3)
    """
    told = frame.copy()
    categories: dict[str, list[str]] = {name: [*words] for name, words in WORDS.items()}
    categories["area"] = list(dict.fromkeys(ds.folder.areas["area"]))
    for name, words in categories.items():
        if name in told:
            told[name] = pd.Categorical(told[name].where(told[name].isin(words)), words, ordered=True)
    if "period" in told:
        told["period"] = to_pandas(told["period"])
    if "no" in told:
        told["no"] = told["no"].astype(int)
    by = [name for name in ("period", "no", "area") if name in told]
    rank = {no: rank for rank, no in enumerate(ds.indicators["no"])}
    return told.sort_values(
        by, key=lambda key: key.map(rank) if key.name == "no" else key, kind="stable", ignore_index=True
    )

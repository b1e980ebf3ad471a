"""What was changed after it had been reported: one meaning of “revised” for rules, pages and users."""

import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import of_its_plan
from ..dataset.rates import DECIMALS, ratio
from ..dataset.record import in_order

KEYS = ["no", "area"]
COLUMNS = [*KEYS, "period", "first", "last", "times", "reporter", "submitted_at", "difference"]


@of_its_plan
def revisions(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give the cells whose figure was changed after it was first reported.

    A figure is a value, or a rate from its counts. It was changed if a later submission
    gave another one, another count, or took it back; the same figure sent again, counts
    that were added and a first figure after a blank are no revision.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area period first last times reporter submitted_at difference``: the first
        figure and the one in force (NaN if it was taken back), how often it was changed, by
        whom and when the last time, and last less first.

    Raises
    ------
    UsageError
        If the period is not a quarter.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> revisions(open_dataset("data/wuxi"), "2024Q1")[["no", "first", "last"]].values.tolist()
    [[24.0, 802.0, 891.0]]
    """
    record = in_order(ds.told_anew(ds.record(ds.recorded(period), as_of=as_of)))
    record = record.join(ds.indicators.set_index("no")[["kind", "unit"]], on="no")
    record = record.assign(figure=record["value"].fillna(ratio(record)))
    told = record[record["figure"].notna().groupby([record["no"], record["area"]]).cummax()]
    before = told.groupby(KEYS)[["figure", "numerator", "denominator"]].shift()
    changed = before["figure"].notna() & (told["figure"] != before["figure"])
    changed |= before["figure"].isna() & told["figure"].notna() & told.duplicated(KEYS)
    for count in ("numerator", "denominator"):
        both = told[count].notna() & before[count].notna()
        changed |= both & (told[count] != before[count])
    first = told.drop_duplicates(KEYS).set_index(KEYS)["figure"].rename("first")
    last = told.drop_duplicates(KEYS, keep="last").set_index(KEYS)["figure"].rename("last")
    latest = told[changed].drop_duplicates(KEYS, keep="last").set_index(KEYS)[["reporter", "submitted_at"]]
    found = latest.join([first, last, told[changed].groupby(KEYS).size().rename("times")])
    found = (
        found.reset_index()
        .assign(period=period, difference=(found["last"] - found["first"]).round(DECIMALS).to_numpy())
        .sort_values(KEYS, key=ds.rank, kind="stable")
    )
    return found[COLUMNS].reset_index(drop=True)

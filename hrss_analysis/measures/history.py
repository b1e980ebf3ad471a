"""A year beside the year before: the figures a trend is read from."""

import pandas as pd

from ..calendar import column, in_time, span
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..lookup import plain
from .crossing import with_earlier_stretches, with_id
from .figures import by_places, figures


@of_its_plan
@remembered(by_row=True)
def history(
    ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None, *, years: int = 2, across: bool = False
) -> pd.DataFrame:
    """Give the figures of this year up to a period, and of all of the years before.

    Parameters
    ----------
    ds
        The dataset.
    period
        The last period to read.
    as_of
        Read the record as it stood then.
    years
        How many years to read: this one, and by default the last.
    across
        Whether to give also what is told under the same id but does not compare with this
        plan: ``stretch`` then differs.

    Returns
    -------
    pandas.DataFrame
        The columns of ``figures`` with ``id``, ``stretch``, ``year`` and ``month`` (that the
        period ends with), in order of time,
        without the rows that have no value, in the terms of the period's plan: earlier
        years as far as they compare with it.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = history(open_dataset("data/national"), "2024-02")
    >>> found["period"].unique().tolist()[-4:]
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    last = ds.calendar.period(period)
    first = ds.periods_of(last.year - years + 1)[0]
    periods = [str(period) for period in span(first, last)]
    found = by_places(ds, periods, as_of)
    if across:
        found = with_earlier_stretches(ds, plain(found), lambda then: figures(then, periods, as_of), ["value", "total"])
    else:
        found = found.assign(stretch=ds.terms.turn)
    found = plain(found[found["value"].notna()].sort_values("period", key=in_time, kind="stable", ignore_index=True))
    return with_id(ds, found).assign(year=column(found["period"], "year"), month=column(found["period"], "end_month"))

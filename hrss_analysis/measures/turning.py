"""What has turned since the quarter before: lights that went red, and lights that no longer are."""

import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..vocabulary import JUDGED, shown_as
from .crossing import with_id
from .progress import progress

COLUMNS = ["no", "area", "period", "before", "status"]


@of_its_plan
@remembered(by_row=True)
def turned(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give the cells that turned red since the quarter before, or are red no longer.

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
        Columns ``no id area period before status``: the cells that are judged in both quarters
        and red in one of them. None at the first quarter, since the year before had another
        plan, and where nothing was reported for the quarter before.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> turned(open_dataset("data/wuxi"), "2024Q3").query("area == '全市'")["status"].value_counts().to_dict()
    {'behind': 3, 'done': 3, 'on_pace': 1}
    """
    quarter = ds.calendar.period(period)
    cells = progress(ds, period, as_of)[["no", "area", "period", "status"]]
    if quarter.is_first or str(quarter.previous) not in ds.periods:
        return with_id(ds, cells.head(0).assign(before=pd.Series(dtype=str))[COLUMNS])
    then = progress(ds, str(quarter.previous), as_of)[["no", "area", "status"]].rename(columns={"status": "before"})
    both = cells.merge(then, on=["no", "area"])
    both = both[both["status"].isin(JUDGED) & both["before"].isin(JUDGED)]
    red = shown_as("red")
    changed = both[both["status"].isin(red) != both["before"].isin(red)]
    return with_id(ds, changed[COLUMNS].reset_index(drop=True))

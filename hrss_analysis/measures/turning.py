"""What has turned since the report before: lights that went red, and lights that no longer are.

Red now = red before + what turned red + what is red when it is first judged - what is red no longer.
"""

import pandas as pd

from ..calendar import Period
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..vocabulary import shown_as
from .crossing import with_id
from .progress import progress

COLUMNS = ["no", "area", "period", "before", "status"]


@of_its_plan
@remembered(by_row=True)
def turned(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Give the cells that turned red since the report before, or are red no longer.

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
        Columns ``no id area period before status``: the cells that are red in one of both periods
        and not in the other, ``before`` being any status (``not_due`` of what is judged for the
        first time). What is reported by quarters is held against the quarter before,
        also where months are told. None at a year's first report, since the year before had
        another plan, and where nothing was reported for the period before.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> turned(open_dataset("data/wuxi"), "2024Q3").query("area == '全市'")["status"].value_counts().to_dict()
    {'behind': 3, 'done': 3, 'on_pace': 1}
    """
    now = ds.calendar.period(period)
    cells = progress(ds, period, as_of)[["no", "area", "period", "status"]]
    steps = ds.terms.register.set_index("no")["frequency"].map(now.report_step)
    frames = [cells.head(0)]
    for months in sorted(steps.unique()):
        before = report_before(ds, now, months)
        if before:
            told = progress(ds, before, as_of)
            frames.append(told[told["no"].isin(steps.index[steps == months])])
    then = pd.concat(frames)[["no", "area", "status"]].rename(columns={"status": "before"})
    both = cells.merge(then, on=["no", "area"])
    red = shown_as("red")
    changed = both[both["status"].isin(red) != both["before"].isin(red)]
    return with_id(ds, changed[COLUMNS].reset_index(drop=True))


def report_before(ds: Dataset, period: Period, months: int) -> str:
    """The period of the same year so many months earlier, if anything was reported for it; blank if not.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> ds = open_dataset("data/national")
    >>> report_before(ds, ds.calendar.period("2025-06"), 3), report_before(ds, ds.calendar.period("2025-03"), 3)
    ('2025-03', '')
    """
    found = [str(other) for other in period.so_far if period.ordinal - other.ordinal == months]
    return next((text for text in found if text in ds.periods), "")

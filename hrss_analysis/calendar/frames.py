"""A frame's column of periods, which keeps their text."""

import pandas as pd

from ..lookup import looked_up
from .period import MONTH, QUARTER, YEAR, Period
from .text import parse_period

_PANDAS = {QUARTER: "Q", MONTH: "M"}  # what pandas calls periods of this length


def column(periods: pd.Series, name: str) -> pd.Series:
    """What each period of a frame's column says of itself: a number or text, by the name it has with :class:`Period`.

    Examples
    --------
    >>> periods = pd.Series(["2023Q4", "2024Q1"], index=[7, 8])
    >>> column(periods, "year").to_dict(), column(periods, "short").to_dict()
    ({7: 2023, 8: 2024}, {7: 'Q4', 8: 'Q1'})
    """
    numbers = isinstance(getattr(Period(2000, YEAR), name), int)
    return looked_up(periods, lambda text: getattr(parse_period(text), name), int if numbers else str)


def in_time(periods: pd.Series) -> pd.Series:
    """The key that sorts a frame by its column of periods.

    Examples
    --------
    >>> frame = pd.DataFrame({"period": ["2024Q1", "2023Q4"]})
    >>> frame.sort_values("period", key=in_time)["period"].tolist()
    ['2023Q4', '2024Q1']
    """
    return column(periods, "ordinal")


def to_pandas(periods: pd.Series) -> pd.PeriodIndex:
    """A frame's column as pandas has periods, for those who explore it.

    As soon as there are months all are: a quarter among them is the month that it ends with.

    Examples
    --------
    >>> to_pandas(pd.Series(["2023Q4", "2024Q1"])).year.tolist()
    [2023, 2024]
    >>> [str(month) for month in to_pandas(pd.Series(["2024Q4", "2025-01"]))]
    ['2024-12', '2025-01']
    """
    told = {text: parse_period(text) for text in periods.unique()}
    months = min((period.months for period in told.values()), default=QUARTER)
    return pd.DatetimeIndex([told[text].last_day for text in periods]).to_period(_PANDAS[months])

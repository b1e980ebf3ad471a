"""Quarters, and what is due at the end of each.

A period is written ``2024Q3`` everywhere: in file names, frames, parameters and
on the command line. Inside, it is a :class:`pandas.Period`, which already knows
order and arithmetic: ``p - 1`` is the quarter before, ``p - 4`` the same quarter
last year. This module adds the strict reading, the ends of years, and the
calendar of reporting: monthly and quarterly indicators are due at every
quarter's end, semiannual ones at Q2 and Q4, annual ones at Q4.
"""

import re
from datetime import date

import pandas as pd

from .errors import UsageError

DUE_QUARTERS = {
    "monthly": (1, 2, 3, 4),
    "quarterly": (1, 2, 3, 4),
    "semiannual": (2, 4),
    "annual": (4,),
}

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<time>[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_WRITTEN = re.compile(r"([0-9]{4})Q([1-4])")


def parse_period(text: str) -> pd.Period:
    """Read a quarter written ``2024Q3``; nothing else is accepted.

    Raises
    ------
    UsageError
        If the text is written in another way; the likely meaning is proposed.

    Examples
    --------
    >>> period = parse_period("2024Q3")
    >>> str(period - 4), str(period - 3)
    ('2023Q3', '2023Q4')
    >>> parse_period("2024q3")
    Traceback (most recent call last):
    ...
    hrss_analysis.errors.UsageError: unknown period '2024q3': a quarter is written 2024Q3; did you mean '2024Q3'?
    """
    if not isinstance(text, str):
        raise UsageError(f"unknown period {text!r}: a quarter is written as text, like '2024Q3'")
    match = _WRITTEN.fullmatch(text)
    if match:
        return pd.Period(year=int(match[1]), quarter=int(match[2]), freq="Q")
    digits = re.findall(r"[0-9]+", text)
    guess = ""
    if len(digits) == 2 and len(digits[0]) == 4 and digits[1] in "1234":
        guess = f"; did you mean '{digits[0]}Q{digits[1]}'?"
    raise UsageError(f"unknown period {text!r}: a quarter is written 2024Q3{guess}")


def is_due(frequency: str, quarter: int) -> bool:
    """Tell whether an indicator of this frequency is due at a quarter's end.

    Examples
    --------
    >>> is_due("semiannual", 3), is_due("annual", 4)
    (False, True)
    """
    return quarter in DUE_QUARTERS[frequency]


def months_left(period: pd.Period) -> int:
    """Months of the year that remain after the period's end.

    Examples
    --------
    >>> months_left(parse_period("2024Q3"))
    3
    """
    return 12 - 3 * period.quarter


def last_year_end(period: pd.Period) -> pd.Period:
    """The fourth quarter of the year before: the base of every stock.

    Examples
    --------
    >>> str(last_year_end(parse_period("2024Q3")))
    '2023Q4'
    """
    return pd.Period(year=period.year - 1, quarter=4, freq="Q")


def end_of(as_of: str | pd.Timestamp) -> pd.Timestamp:
    """The last moment that counts for `as_of`: a bare date means the whole day.

    Raises
    ------
    UsageError
        If it is neither a moment nor written like one.

    Examples
    --------
    >>> str(end_of("2024-10-08")), str(end_of("2024-10-08 16:30:00"))
    ('2024-10-08 23:59:59.999999', '2024-10-08 16:30:00')
    """
    written = _MOMENT.fullmatch(as_of) if isinstance(as_of, str) else None
    try:
        if not isinstance(as_of, date) and written is None:
            raise ValueError
        moment = pd.Timestamp(as_of)
        if moment.tzinfo is not None:
            raise ValueError
    except ValueError:
        raise UsageError(
            f"unknown date {as_of!r}: write 2024-10-08 or 2024-10-08 16:30:00, without a time zone"
        ) from None
    to_the_minute = written["time"] if written else moment != moment.normalize()
    return moment if to_the_minute else moment + pd.Timedelta(days=1, microseconds=-1)

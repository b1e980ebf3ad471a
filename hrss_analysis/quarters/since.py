"""What has changed since the last issue: what turned, what was revised, and whether the same would be said again."""

import numpy as np
import pandas as pd

from ..calendar import between
from ..dataset import Dataset
from ..dataset.rates import DECIMALS
from ..measures import attention, figures, progress
from ..measures.attention import marked_unlikely
from ..measures.crossing import with_id
from ..rows import rows_of
from ..version import __version__
from ..vocabulary import shown_as

Moment = str | pd.Timestamp | None
KEYS = ["no", "area"]
ISSUE = ["period", "date", "as_of", "version", "now", "same"]
TURNED = ["no", "id", "area", "issued", "before", "status", "was_unlikely", "unlikely"]
REVISED = ["no", "id", "area", "period", "first", "last", "difference", "origin"]


def last_issue(ds: Dataset, period: str) -> pd.DataFrame:
    """The row of ``issues.csv`` that is the last of an earlier period; none where nothing was issued before."""
    own, issues = ds.calendar.period(period), ds.issues
    before = [ds.calendar.period(name).ordinal < own.ordinal for name in issues["period"]]
    return issues[pd.Series(before, index=issues.index, dtype=bool)].tail(1)


def issue_before(ds: Dataset, period: str, _as_of: Moment = None) -> pd.DataFrame:
    """The last issue of an earlier period: one row, or none.

    Columns ``period date as_of version now same``: the program's ``version`` then and ``now``, and
    whether from what was known ``as_of`` the ``same`` figures are made today; otherwise a setting,
    a register or the program has changed.
    """
    from .quarter import quarter  # which asks for this

    earlier = last_issue(ds, period)
    again = [quarter(ds, row.period, row.as_of).fingerprint == row.fingerprint for row in rows_of(earlier)]
    return earlier.assign(now=__version__, same=np.array(again, dtype=bool))[ISSUE].reset_index(drop=True)


def turned_since(ds: Dataset, period: str, as_of: Moment = None) -> pd.DataFrame:
    """The cells that are red, or not red and yet unlikely to reach their target, at one of both times only.

    Columns ``no id area issued before status was_unlikely unlikely``: the period that was ``issued`` and
    the status it had then (as it was known then). Nothing over a year's end: the year before had
    other targets.
    """
    told = last_issue(ds, period)
    if told.empty or ds.calendar.period(told["period"].iloc[0]).year != ds.calendar.period(period).year:
        return pd.DataFrame(columns=TURNED)
    issued, known = told["period"].iloc[0], told["as_of"].iloc[0]
    before, now = _lights(ds, issued, known), _lights(ds, period, as_of)
    both = now.merge(before.rename(columns={"status": "before", "unlikely": "was_unlikely"}), on=KEYS)
    red = shown_as("red")
    differs = (both["status"].isin(red) != both["before"].isin(red)) | (both["unlikely"] != both["was_unlikely"])
    return with_id(ds, both[differs].assign(issued=issued)).reset_index(drop=True)[TURNED]


def _lights(ds: Dataset, period: str, as_of: Moment) -> pd.DataFrame:
    return marked_unlikely(progress(ds, period, as_of)[[*KEYS, "status"]], attention(ds, period, as_of))


def revised_since(ds: Dataset, period: str, as_of: Moment = None) -> pd.DataFrame:
    """The figures of what was issued, and of the year before its year's, that are told otherwise today.

    Columns ``no id area period first last difference origin``, in the terms of the period's plan: the
    figure as it was known then and as it is now; blank where there was none, or is none any more.
    """
    told = last_issue(ds, period)
    if told.empty:
        return pd.DataFrame(columns=REVISED)
    ds = ds.in_terms_of(period)
    until = ds.calendar.period(told["period"].iloc[0])
    periods = between(ds.periods, until.year_ago.last_year_end, until)
    then, now = (figures(ds, periods, moment) for moment in (told["as_of"].iloc[0], as_of))
    keys = [*KEYS, "period"]
    now, then = (frame[frame["made_of"] == ""] for frame in (now, then))  # sums follow their parts
    both = now[[*keys, "value", "origin"]].merge(
        then[[*keys, "value"]], on=keys, how="outer", suffixes=("_now", "_then")
    )
    first, last = both["value_then"], both["value_now"]
    both = both.assign(
        first=first, last=last, difference=(last - first).round(DECIMALS), origin=both["origin"].fillna("")
    )
    both = both[(first != last) & ~(first.isna() & last.isna())]
    return with_id(ds, both).sort_values(["period", *KEYS], kind="stable")[REVISED].reset_index(drop=True)

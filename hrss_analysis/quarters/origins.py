"""Where a period's figures come from: the rows of its record, and the targets that were adjusted before its end."""

from collections.abc import Collection

import pandas as pd

from ..calendar import between
from ..dataset import Dataset
from ..dataset.dataset import adjusts
from ..dataset.digest import table_digests

Moment = str | pd.Timestamp | None


def record(ds: Dataset, period: str, as_of: Moment = None) -> pd.DataFrame:
    """Every row that was submitted for a period, in its plan's numbers: columns ``no area origin submitted_at``."""
    told = ds.told_anew(ds.record(ds.recorded(period), as_of=as_of))
    return told[["no", "area", "origin", "submitted_at"]].reset_index(drop=True)


def adjustments(ds: Dataset, period: str, as_of: Moment = None) -> pd.DataFrame:
    """The targets that were adjusted until a period's end: columns ``no area issued_on``."""
    own = ds.calendar.period(period)
    if own.year not in ds.target_years:
        return pd.DataFrame(
            {"no": pd.Series(dtype=int), "area": pd.Series(dtype=str), "issued_on": pd.Series(dtype="datetime64[us]")}
        )
    issued = ds.targets_issued(own.year, ds.in_force_at(own, as_of))
    return issued.loc[adjusts(issued), ["no", "area", "issued_on"]].reset_index(drop=True)


def origins_of(rows: pd.DataFrame) -> pd.DataFrame:
    """How many of some rows of the record are of which origin, and the day of the last: columns ``origin rows last``."""
    days = rows["submitted_at"].dt.normalize()
    counts = rows.groupby("origin", as_index=False).size().rename(columns={"size": "rows"})
    return counts.assign(last=days.max())


def tables(ds: Dataset, period: str, as_of: Moment = None) -> pd.DataFrame:
    """The tables that a period rests on, as far as its plan and until it, with the digests of their rows: ``table digest``."""
    own = ds.calendar.period(period)
    years = [own.year] if own.year in ds.target_years else []
    last = ds.in_force_at(own, as_of) if years else None
    return tables_of(ds, years, between(ds.periods, None, own), last)


def tables_of(
    ds: Dataset, years: Collection[int], periods: Collection[str], last: pd.Timestamp | None = None
) -> pd.DataFrame:
    """The tables of these years and periods, with targets issued until a day: columns ``table digest``."""
    return pd.DataFrame(table_digests(ds, years, periods, last), columns=["table", "digest"])


def submissions(ds: Dataset, period: str, as_of: Moment = None) -> pd.DataFrame:
    """The files that a period's figures came from: columns ``file reporter moment rows notes sha256``, in order of time."""
    told = ds.submissions(period)
    # a trace without rows in the record was left by an addition that did not happen
    told = told[
        told["submission"].isin(ds.record(ds.recorded(period), as_of=as_of)["submission"].str.split(":").str[0])
    ]
    files = told.groupby("submission", sort=False).agg(
        file=("file", "first"), reporter=("reporter", "first"), moment=("submitted_at", "first"), rows=("no", "size"),
        notes=("note", lambda notes: int((notes != "").sum())), sha256=("sha256", "first"),
    )  # fmt: skip
    return files.sort_values("moment").reset_index(drop=True)

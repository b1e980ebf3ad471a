"""A file arrives: it is read, held against every rule, and added to the record or refused as a whole."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..calendar import year_of
from ..checks import FINDINGS, check, errors_first, spoken
from ..checks.senders import concerns, find_sender
from ..dataset import Dataset, open_dataset
from ..dataset.transaction import locked
from ..inert import inert
from .record import append
from .workbook.reading import read_submission
from .workbook.submission import Submission

KEYS = ["no", "area"]
SAME = ["value", "numerator", "denominator", "flag", "origin", "reporter"]
PLACED = [*FINDINGS[:5], "place", *FINDINGS[5:]]


@dataclass(frozen=True)
class Receipt:
    """What became of a file.

    ``status`` is ``added``, ``unchanged`` (its figures are all in the record), ``known``
    (the very file is) or ``refused``; ``rows`` counts those added. ``findings`` has the
    columns of :func:`hrss_analysis.check` and ``place``, the sheet and cell.
    """

    status: str
    submission: Submission
    rows: int
    findings: pd.DataFrame


def receive(folder: Path, path: Path, *, period: str = "", sender: str = "") -> Receipt:
    """Read a file, check it and add it to the record: all of it or nothing.

    Parameters
    ----------
    folder
        The dataset's folder.
    path
        An .xlsx or .csv file, on the template or on a table that means the same.
    period, sender
        Said of the file where it does not say so itself.

    Raises
    ------
    UsageError
        If `sender` is nobody in the plan.
    InputError
        If the dataset is wrong, or its lock cannot be had.
    OSError
        If the file cannot be read or the record not be written; it is then as before.
    """
    with locked(folder):
        ds = open_dataset(folder)
        if period:
            ds = ds.in_terms_of(period)
        if sender:
            find_sender(ds, sender)
        submission = read_submission(ds, path, period=period, sender=sender)
        no_plan = any(problem.rule == "period" and problem.severity == "error" for problem in submission.problems)
        if not submission.period or not submission.sender or submission.rows.empty or no_plan:
            return Receipt("refused", submission, 0, _problems(submission))
        ds = _slice(ds.in_terms_of(submission.period), submission)
        record = ds.record(ds.recorded(submission.period))
        if record["submission"].str.startswith(f"{submission.key}:").any():
            return Receipt("known", submission, 0, _problems(submission))
        rows = _new_rows(ds, submission)
        findings = _checked(ds, submission, rows)
        if (findings["severity"] == "error").any():
            return Receipt("refused", submission, 0, findings)
        if rows.empty:
            return Receipt("unchanged", submission, 0, findings)
        append(folder, submission.period, rows, _trace(submission, rows))
        return Receipt("added", submission, len(rows), findings)


def _slice(ds: Dataset, submission: Submission) -> Dataset:
    """The dataset as far as the file's areas go; all of it if the whole is among them."""
    areas = set(submission.rows["area"])
    return ds if ds.city in areas else ds.only(areas)


def _new_rows(ds: Dataset, submission: Submission) -> pd.DataFrame:
    """The rows that say anything new, in the columns of an actuals file."""
    told = submission.rows
    filled = told[["value", "numerator", "denominator"]].notna().any(axis=1) | (told["flag"] != "A")
    rows = told[filled].astype({"value": float, "numerator": float, "denominator": float, "no": int})
    rows = rows.assign(plan=ds.folder.plan_of(year_of(submission.period)))
    rows = rows.assign(origin="reported", reporter=submission.sender, submission=submission.key + ":" + rows["place"])
    known = ds.actuals(periods=ds.recorded(submission.period))
    beside = rows.merge(known, on=KEYS, how="left", suffixes=("", "_known"))
    same = pd.Series(True, index=beside.index)
    for name in SAME:
        old = beside[f"{name}_known"]
        same &= (beside[name] == old) | (beside[name].isna() & old.isna())
    rows = rows[~same.to_numpy()]
    latest = known.merge(rows[KEYS], on=KEYS)["submitted_at"].max()
    now = pd.Timestamp.now().floor("s")
    # a clock that was set back must not make an old figure win over a new one
    moment = now if pd.isna(latest) or latest < now else latest + pd.Timedelta(seconds=1)
    return rows.assign(submitted_at=moment.as_unit("us"))


def _checked(ds: Dataset, submission: Submission, rows: pd.DataFrame) -> pd.DataFrame:
    """What the rules say of the period with these rows in it, as far as it concerns this file.

    An error in one of its cells stops it, and so does one that it makes in a cell of
    the same areas.
    """
    columns = [column for column in ds.record([]).columns if column != "period"]
    after = check(ds.having(submission.period, rows[columns]), submission.period)
    mine = pd.MultiIndex.from_frame(after[KEYS]).isin(pd.MultiIndex.from_frame(submission.rows[KEYS]))
    errors = after["severity"] == "error"
    if (errors & ~mine).any():
        before = check(ds, submission.period) if submission.period in ds.periods else after.head(0)
        old = pd.MultiIndex.from_frame(before[["rule", *KEYS]])
        mine |= errors & ~pd.MultiIndex.from_frame(after[["rule", *KEYS]]).isin(old)
    told = {(problem.no, problem.area) for problem in submission.problems}
    unread = pd.Series(
        [key in told for key in zip(after["no"], after["area"], strict=True)], index=after.index, dtype=bool
    )
    mine |= concerns(ds, after, submission.sender) & (after["rule"] == "missing") & ~unread
    found = spoken(after)[mine & ~after["rule"].isin(["late", "revised"])]
    found = found.merge(submission.rows[[*KEYS, "place"]], on=KEYS, how="left").fillna({"place": ""})
    return pd.concat([_problems(submission), found[PLACED]], ignore_index=True)


def _problems(submission: Submission) -> pd.DataFrame:
    """The file's own problems as findings."""
    rows = [
        (p.rule, p.severity, p.no, p.area, submission.period, p.place, None, None, submission.sender, inert(p.message))
        for p in submission.problems
    ]
    told = pd.DataFrame(rows, columns=PLACED[:-1]).astype({"no": "Int64", "value": float, "expected": float})
    return errors_first(told.reindex(columns=PLACED, fill_value=False))  # what cannot be read is accepted by nobody


def _trace(submission: Submission, rows: pd.DataFrame) -> pd.DataFrame:
    """Where each row came from, and the remarks, those beside blank cells too."""
    noted = submission.rows[(submission.rows["note"] != "") | submission.rows.index.isin(rows.index)]
    return noted.assign(
        submission=submission.key,
        file=submission.file,
        sha256=submission.sha256,
        reporter=submission.sender,
        submitted_at=rows["submitted_at"].iloc[0],
    )

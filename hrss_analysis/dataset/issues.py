"""The record of what was issued: a row for every time a period's reports were given away."""

import pandas as pd

from ..writing import append_lines, write_table
from .dataset import Dataset
from .schema import ISSUES
from .transaction import locked


def note_issue(ds: Dataset, period: str, fingerprint: str, version: str) -> bool:
    """Note that a period was issued, as its record stands now.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter or month.
    fingerprint
        That of all its figures as pages show them.
    version
        Of the program that made them.

    Returns
    -------
    bool
        False, and nothing is written, if the same figures of the period were issued last.

    Raises
    ------
    InputError
        If another writer does not finish, or ``issues.csv`` is wrong.
    """
    with locked(ds.path):
        known = ds.issues
        own = known[known["period"] == period]
        if len(own) and own.iloc[-1][["fingerprint", "version"]].tolist() == [fingerprint, version]:
            return False
        now = pd.Timestamp.now().floor("s")
        told = ds.record()["submitted_at"].max()  # a clock that was set back leaves no figure out
        as_of = now if pd.isna(told) or told <= now else told
        row = pd.DataFrame(
            [(period, now.normalize(), as_of, fingerprint, version)], columns=[column.name for column in ISSUES]
        )
        path = ds.path / "issues.csv"
        if not append_lines(row, path):
            write_table(pd.concat([known, row], ignore_index=True), path)
        return True

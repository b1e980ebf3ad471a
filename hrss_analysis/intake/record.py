"""The record of actuals on disk: one file per period, only ever appended to, written whole.

Who writes holds the dataset's lock; who reads needs none, since a file is moved into
its place in one step. A row of the record names the submission it came from and the
cell (``submission`` is the first half of the file's SHA-256 and the cell); the file's
name, full hash, sender, time and remarks stand in ``submissions/PERIOD/``, one small
file per submission, written before the rows that refer to it.
"""

from pathlib import Path

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset, open_dataset
from ..dataset.layout import actuals_file
from ..dataset.schema import ACTUALS, SUBMISSIONS
from ..dataset.settings import read_settings
from ..dataset.transaction import locked, transaction
from ..errors import InputError
from ..inert import file_part
from ..messages import tell
from ..writing import append_lines, write_table

_NAMES = [column.name for column in ACTUALS]


def _columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of an actuals file, without that of plans where no row names one."""
    rows = rows.reindex(columns=_NAMES)
    return rows if rows["plan"].notna().any() else rows.drop(columns="plan")


def append(folder: Path, period: str, rows: pd.DataFrame, trace: pd.DataFrame) -> None:
    """Add a submission's rows to a period's record; the caller holds the lock.

    Parameters
    ----------
    folder
        The dataset's folder.
    period
        The quarter or the month.
    rows
        The columns of an actuals file.
    trace
        Where each row came from: the columns of a file in ``submissions/``.
    """
    key = trace["submission"].iloc[0]
    name = f"{key}-{file_part(trace['reporter'].iloc[0])}.csv"
    write_table(trace[[column.name for column in SUBMISSIONS]], folder / "submissions" / period / name)
    path = actuals_file(folder, period)
    if not append_lines(_columns(rows), path):
        ds = open_dataset(folder)  # all of it, whatever slice the caller looks at
        known = ds.record([period]) if period in ds.periods else rows.head(0)
        write_table(_columns(pd.concat([known, rows], ignore_index=True)), path)


def replace_simulated(ds: Dataset, rows: pd.DataFrame, table: str = "") -> list[str]:
    """Put simulated rows in the place of those simulated before.

    Rows that were reported or published are kept as they are, first in each
    file; simulated rows of periods not among the new ones are kept too. All files
    change in one step. A month keeps the file that bears its quarter's name.

    Parameters
    ----------
    ds
        The dataset whose files to write.
    rows
        The columns of an actuals file and ``period``.
    table
        A table to put behind the text of ``dataset.toml`` in the same step, by which
        `ds` tells its periods already.

    Returns
    -------
    list of str
        The periods written, in order.

    Raises
    ------
    InputError
        If figures were reported to the dataset, since it is an office's own; if the
        table cannot stand in ``dataset.toml``.
    """
    with locked(ds.path), transaction(ds.path) as stage:
        if table:
            file = ds.path / "dataset.toml"
            _with_table(file, table, stage(file))
        kept = ds.record()
        if (kept["origin"] == "reported").any():
            raise InputError(
                tell(
                    "{folder}: figures were reported here, and made-up ones would stand among them; "
                    "simulate in a copy without the folder actuals",
                    folder=ds.path,
                )
            )
        for period, new in rows.groupby("period", sort=True):
            real = kept[(kept["period"] == period) & (kept["origin"] != "simulated")]
            write_table(_columns(pd.concat([real, new])), stage(actuals_file(ds.path, str(period))))
    return sorted(rows["period"].unique(), key=parse_period)


def _with_table(file: Path, table: str, staged: Path) -> None:
    """The text of a ``dataset.toml``, byte by byte, and a table behind it."""
    old = file.read_bytes()
    end = b"\r\n" if b"\r\n" in old else b"\n"
    gap = end if not old or old.endswith(b"\n") else 2 * end
    staged.write_bytes(old + gap + table.encode().replace(b"\n", end))
    try:
        read_settings(staged)
    except InputError as error:
        raise InputError(tell("{file} was changed meanwhile; try again", file=file)) from error

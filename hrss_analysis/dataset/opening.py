"""Opening a dataset folder."""

import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..messages import tell
from .dataset import Dataset
from .folder import Folder, Stamp, differing, stamps
from .layout import actuals_file
from .selection import Memory
from .settings import read_settings
from .transaction import recover


def open_dataset(path: str | Path) -> Dataset:
    """Open a dataset folder.

    Parameters
    ----------
    path
        The folder that holds ``dataset.toml``.

    Returns
    -------
    Dataset
        Frames are read, and checked, when they are first asked for. Where a report is made
        that said what it shows, a cut of just that, and nothing is read.

    Raises
    ------
    InputError
        If there is no dataset there, or its ``dataset.toml`` is wrong.

    Examples
    --------
    >>> ds = open_dataset("data/national")
    >>> ds.city, len(ds.indicators)
    ('全国', 11)
    """
    path = Path(path)
    if CUT in os.environ:
        return _cut(path)
    recover(path)
    opened, kept = stamps(path), _KEPT.get(path.resolve())
    if kept and kept.folder.opened == opened:
        return kept
    ds = Dataset(Folder(path, read_settings(path / "dataset.toml"), opened))
    return replace(ds, memory=Memory(_as_read(kept, opened))) if kept else ds


CUT = "HRSS_CUT"  # names the file with what a report is given, in the process that makes it


def _cut(path: Path) -> Dataset:
    """The cut that this process was given for a dataset; only whoever started it can name one."""
    with Path(os.environ[CUT]).open("rb") as file:
        ds: Dataset = pickle.load(file)
    if path.absolute() != ds.path:
        raise InputError(
            tell(
                "{dataset}: this page was given a cut of {given}, and reads no other dataset",
                dataset=path, given=ds.path,
            )
        )  # fmt: skip
    return ds


_KEPT: dict[Path, Dataset] = {}


def keep_open(ds: Dataset) -> None:
    """Let this process, and those forked from it, open the dataset as it has been read, while its files stay the same.

    Where only files of actuals have changed since it was opened, those alone are read again.
    """
    _KEPT[ds.path.resolve()] = ds


def _as_read(ds: Dataset, now: dict[str, Stamp]) -> dict[Any, Any]:
    """What was read of a dataset's targets, and of the periods whose files have not changed; nothing where other files have."""
    before = ds.folder.opened
    changed = differing(before, now)
    if before.keys() != now.keys() or not all(name.startswith("actuals/") for name in changed):
        return {}
    again = {ds.path / name for name in changed}
    return {
        key: frame
        for key, frame in ds.memory.kept.items()
        if key[0] == "issued" or (key[0] == "actuals" and actuals_file(ds.path, key[1]) not in again)
    }

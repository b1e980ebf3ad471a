"""Opening a dataset folder."""

import os
import pickle
from pathlib import Path

from ..errors import InputError
from .dataset import Dataset
from .folder import Folder
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
    kept = _KEPT.get(path.resolve())
    if kept is not None and kept[0] == kept[1].folder.stamps():
        return kept[1]
    return Dataset(Folder(path, read_settings(path / "dataset.toml")))


CUT = "HRSS_CUT"  # names the file with what a report is given, in the process that makes it


def _cut(path: Path) -> Dataset:
    """The cut that this process was given for a dataset; only whoever started it can name one."""
    with Path(os.environ[CUT]).open("rb") as file:
        ds: Dataset = pickle.load(file)
    if path.absolute() != ds.path:
        raise InputError(f"{path}: this page was given a cut of {ds.path}, and reads no other dataset")
    return ds


_KEPT: dict[Path, tuple[dict[str, tuple[int, int]], Dataset]] = {}


def keep_open(ds: Dataset) -> None:
    """Let this process, and those forked from it, open the dataset as it has been read, while its files stay the same."""
    _KEPT[ds.path.resolve()] = (ds.folder.stamps(), ds)

"""Opening a dataset folder."""

from pathlib import Path

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
        Frames are read, and checked, when they are first asked for.

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
    recover(path)
    kept = _KEPT.get(path.resolve())
    if kept is not None and kept[0] == kept[1].folder.stamps():
        return kept[1]
    return Dataset(Folder(path, read_settings(path / "dataset.toml")))


_KEPT: dict[Path, tuple[dict[str, tuple[int, int]], Dataset]] = {}


def keep_open(ds: Dataset) -> None:
    """Let this process, and those forked from it, open the dataset as it has been read, while its files stay the same."""
    _KEPT[ds.path.resolve()] = (ds.folder.stamps(), ds)

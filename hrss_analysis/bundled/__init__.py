"""What travels with the code: the notebooks and the sample datasets.

They stand at the top of a checkout, where people look for them, and are put into this
folder when a wheel is built (``sources`` in pyproject.toml). Whoever wants them asks
here, and nobody else knows where they are.
"""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]


@cache
def folder(name: str) -> Path:
    """The folder ``notebooks`` or ``data``, as it came with this package.

    Examples
    --------
    >>> (folder("notebooks") / "city_quarter.ipynb").is_file(), (folder("data") / "wuxi" / "dataset.toml").is_file()
    (True, True)
    """
    installed = HERE / name
    return installed if installed.is_dir() else CHECKOUT / name

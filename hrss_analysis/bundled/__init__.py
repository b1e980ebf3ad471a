"""What travels with the code: the notebooks and the sample datasets.

They stand at the top of a checkout, where people look for them, and are put into this
folder when a wheel is built (``sources`` in pyproject.toml). Whoever wants them asks
here, and nobody else knows where they are.
"""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
SAMPLES = ("national", "wuxi")  # of the folder data, which may hold others in a checkout
OFFICE = HERE / "office"  # what a folder of one's own begins with, beside notebooks and samples


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

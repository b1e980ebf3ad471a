"""Modules that are installed only on request, and the sentence where one of them is missing.

A batch needs none of them. Each comes with an extra, ``pip install "hrss_analysis[parquet]"``,
and is imported here and nowhere else, when it is first wanted.
"""

from importlib import import_module
from typing import Any

from .errors import InputError
from .messages import tell

EXTRAS = {  # a module: the package it is installed by, and our extra that asks for it
    "distributed": ("distributed", "cluster"),
    "docx": ("python-docx", "word"),
    "ipywidgets": ("ipywidgets", "lab"),
    "jupyterlab": ("jupyterlab", "lab"),
    "pyarrow": ("pyarrow", "parquet"),
    "typst": ("typst", "pdf"),
    "watchfiles": ("watchfiles", "preview"),
}


def load(module: str, purpose: str) -> Any:
    """Import a module of an extra.

    Parameters
    ----------
    module
        Its name, as in `EXTRAS`; a part of one, such as ``docx.table``, will do.
    purpose
        What needs it, told in the language of messages: the sentence begins with it.

    Raises
    ------
    InputError
        If it is not installed: which extra brings it.

    Examples
    --------
    >>> load("docx", "reading Word").__name__
    'docx'
    """
    package, extra = EXTRAS[module.partition(".")[0]]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(
            tell(
                "{purpose} needs {package}; install hrss_analysis[{extra}]",
                purpose=purpose, package=package, extra=extra,
            )
        ) from error  # fmt: skip

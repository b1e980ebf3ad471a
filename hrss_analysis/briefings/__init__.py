"""The reports: one module each, and the tables, sentences and pictures that they are made of."""

from typing import Any

import lazy_loader

# What is public stands in __init__.pyi, and is imported when first asked for: a label needs no matplotlib.
_take, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    from inspect import isfunction

    from .telling import in_their_terms

    found = _take(name)
    globals()[name] = in_their_terms(found) if isfunction(found) else found  # it keeps what it gave
    return globals()[name]

"""Packages that offer many names and import each room only when one of its names is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(
    package: str, rooms: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a package.

    Parameters
    ----------
    package
        Its name.
    rooms
        The names it offers, by the module of it that has them; the modules are offered too.

    Examples
    --------
    >>> find, names = lazily("hrss_analysis", {"periods": ("is_due",)})
    >>> find("is_due").__name__, find("periods").__name__, names()
    ('is_due', 'hrss_analysis.periods', ['is_due', 'periods'])
    """
    room_of = {name: room for room, names in rooms.items() for name in names}

    def find(name: str) -> object:
        if name in room_of:
            return getattr(import_module(f".{room_of[name]}", package), name)
        if name in rooms:
            return import_module(f".{name}", package)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find, lambda: sorted([*room_of, *rooms])

"""Names that a caller gives: one or several, each known, or an error that proposes the nearest."""

from collections.abc import Collection, Iterable
from numbers import Integral
from pathlib import Path
from typing import cast

from ..errors import UsageError, unknown
from ..messages import tell

Names = str | Collection[str]
Numbers = int | Collection[int]


def several(given: Names) -> Collection[str]:
    """One name as one of several: a text is no collection of letters.

    Examples
    --------
    >>> several("2024Q3"), several(["2024Q3", "2024Q4"])
    (['2024Q3'], ['2024Q3', '2024Q4'])
    """
    return [given] if isinstance(given, str) else given


def names_of(what: str, given: Names, known: Iterable[str], where: Path) -> list[str]:
    """The names given, each once: a text is one name.

    Raises
    ------
    UsageError
        If one of them is not known.

    Examples
    --------
    >>> names_of("area", "江阴", ["江阴", "宜兴"], Path("data/wuxi"))
    ['江阴']
    """
    return [str(name) for name in _checked(what, several(given), known, where)]


def numbers_of(what: str, given: Numbers, known: Iterable[int], where: Path) -> list[int]:
    """The numbers given, each once: a whole number is one.

    Raises
    ------
    UsageError
        If one of them is not known.
    """
    several = [given] if isinstance(given, Integral) else cast(Collection[int], given)
    return [int(cast(int, no)) for no in _checked(what, several, known, where)]


def _checked(what: str, given: Iterable[object], known: Iterable[object], where: Path) -> list[object]:
    words, allowed = list(dict.fromkeys(given)), list(known)
    for word in words:
        # True is no number 1, and 1.0 none either
        if word not in allowed or isinstance(word, bool | float):
            raise UsageError(tell("{dataset}: {problem}", dataset=where, problem=unknown(what, word, allowed)))
    return words

"""What the command and its errors say, in Chinese or in English.

A message stands in the code as an English sentence with places in braces, and :func:`tell` fills them
in the language of whoever gives commands: ``HRSS_LANG``, else that of the system, else Chinese. The
catalogue of the Chinese ones (``messages/zh``) has each English sentence once; a test holds the two
to each other. What pages say is another matter: it has a language of its own (``language``).
"""

import locale
import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

VARIABLE = "HRSS_LANG"
LANGUAGES = ("zh", "en")


def tell(message: str, /, **places: object) -> str:
    """A message in the language of whoever gives commands.

    Parameters
    ----------
    message
        The English sentence, written out where it is told.
    places
        What its braces stand for.

    Examples
    --------
    >>> tell("{file}: it is not there; check the path", file="数.xlsx")
    '数.xlsx: it is not there; check the path'
    """
    if message_language() == "zh":
        message = catalogue().get(message, message)
    return message.format(**places)


def message_language() -> str:
    """The language of messages: what ``HRSS_LANG`` says, else the system's, else Chinese."""
    return _language(tuple(os.environ.get(name, "") for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")))


@cache
def _language(said: tuple[str, ...]) -> str:
    """The first language named that is one of ours; the system's own words for it are understood, too."""
    own, *of_the_system = said
    for name in (own, *of_the_system) if any(said) else (locale.getlocale()[0] or "",):
        if found := _of_locale(name):
            return found
    return LANGUAGES[0]


def _of_locale(name: str) -> str:
    """The language of a locale.

    Examples
    --------
    >>> [_of_locale(name) for name in ("zh_CN.UTF-8", "en", "Chinese (Simplified)_China", "English_United States", "C")]
    ['zh', 'en', 'zh', 'en', '']
    """
    words = {"zh": "zh", "en": "en", "ch": "zh"}
    return words.get(name[:2].lower(), "")


@cache
def catalogue() -> Mapping[str, str]:
    """The Chinese of all messages, by the English ones."""
    return gathered(f"{__name__}.zh", "MESSAGES")


def gathered(package: str, name: str) -> dict[str, Any]:
    """What the modules of a package of catalogues have under a name, together.

    Raises
    ------
    ValueError
        If a sentence stands in two of them.
    """
    found: dict[str, Any] = {}
    for module in iter_modules(import_module(package).__path__, f"{package}."):
        own: dict[str, Any] = getattr(import_module(module.name), name)
        if twice := own.keys() & found.keys():
            raise ValueError(f"{module.name}: {min(twice)!r} stands in another file, too")
        found |= own
    return found

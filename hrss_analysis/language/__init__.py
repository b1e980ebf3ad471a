"""In which language pages speak.

What a page says stands in the code as a Chinese sentence with places in braces, and :func:`say` fills
them: ``say("{name}：无。", name=caption)``. Another language is a catalogue (``language/en``) that has
every such sentence once more, with the same places; a test holds the two to each other.
Words of the field have both languages beside each other (``vocabulary``), and :func:`word` takes one.

What a sentence lists is put together by :func:`listed`, so that no sentence is glued of pieces
that only fit together in one language.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import get_args

from ..errors import UsageError, unknown
from ..messages import gathered
from ..vocabulary import Label, Lang

LANGUAGES: tuple[Lang, ...] = get_args(Lang)
Sentence = str | tuple[str, str]  # of a count `n`: for one, and for others

PAGE = ".html"
_page: Lang = "zh"


def speak(lang: str) -> None:
    """Let all pages that are made from now on in this process speak a language.

    Parameters
    ----------
    lang
        ``zh`` or ``en``.

    Raises
    ------
    UsageError
        For another.
    """
    global _page  # noqa: PLW0603 - a notebook says it once, for all of its cells
    if lang not in LANGUAGES:
        raise UsageError(unknown("language", lang, LANGUAGES))
    _page = "en" if lang == "en" else "zh"


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak a language for a while.

    Examples
    --------
    >>> with speaking("en"):
    ...     say("指标")
    'Indicator'
    >>> say("指标")
    '指标'
    """
    before = _page
    speak(lang)
    try:
        yield
    finally:
        speak(before)


def page_language() -> Lang:
    """The language that pages speak now."""
    return _page


def say(sentence: str, /, **places: object) -> str:
    """A sentence in the page's language.

    Parameters
    ----------
    sentence
        The Chinese sentence, written out where it is said.
    places
        What its braces stand for; a count ``n`` chooses between one and several in languages that do.

    Examples
    --------
    >>> say("{name}：无。", name="应报未报")
    '应报未报：无。'
    """
    return pattern(sentence, places.get("n")).format(**places)


def pattern(sentence: str, count: object = None) -> str:
    """A sentence in the page's language, its places still open."""
    if _page == "zh":
        return sentence
    found = catalogue(_page).get(sentence, sentence)
    return found if isinstance(found, str) else found[bool(count != 1)]


def in_language(page: str) -> str:
    """The name of a page's file in the page's language.

    Examples
    --------
    >>> with speaking("en"):
    ...     in_language("../2024/plan.html")
    '../2024/plan.en.html'
    """
    return page if _page == "zh" else page.removesuffix(PAGE) + ending(_page)


def ending(lang: str) -> str:
    """How the files of a language's pages end."""
    return PAGE if lang == "zh" else f".{lang}{PAGE}"


def language_of_file(page: str) -> str:
    """The language of a page, by its file's name.

    Examples
    --------
    >>> language_of_file("city.html"), language_of_file("city.en.html")
    ('zh', 'en')
    """
    return next((lang for lang in LANGUAGES[1:] if page.endswith(ending(lang))), LANGUAGES[0])


def word(label: Label) -> str:
    """A word of the field in the page's language."""
    return label.en if _page == "en" else label.zh


def listed(items: Iterable[str], *, more: bool = False) -> str:
    """Items beside each other; `more` says that there are others.

    Examples
    --------
    >>> listed(["甲", "乙"]), listed(["甲", "乙"], more=True)
    ('甲、乙', '甲、乙等')
    >>> with speaking("en"):
    ...     listed(["A", "B", "C"]), listed(["A", "B"], more=True)
    ('A, B and C', 'A, B and others')
    """
    items = list(items)
    if _page == "zh":
        return "、".join(items) + "等" * more
    *first, last = [*items, "others"] if more else items or [""]
    return f"{', '.join(first)} and {last}" if first else last


def clauses(items: Iterable[str]) -> str:
    """Parts of one sentence.

    Examples
    --------
    >>> clauses(["甲", "乙"])
    '甲；乙'
    """
    return ("；" if _page == "zh" else "; ").join(items)


def sentences(items: Iterable[str]) -> str:
    """Whole sentences one after the other; those that are blank are left out."""
    return ("" if _page == "zh" else " ").join(filter(None, items))


@cache
def catalogue(lang: Lang) -> dict[str, Sentence]:
    """All sentences of a language, by the Chinese ones."""
    return gathered(f"{__name__}.{lang}", "SENTENCES")

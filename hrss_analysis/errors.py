"""What can go wrong, said in one sentence.

A message names what was asked, what is allowed, where it stands (file, line,
column, or sheet and cell) and how to mend it. The command turns an
:class:`InputError` into exit code 1 and a :class:`UsageError` into exit code 2;
neither ever shows a traceback unless ``--debug`` asks for it.
"""

import errno
from collections.abc import Iterable
from difflib import get_close_matches

from .messages import tell


class HrssError(ValueError):
    """Any error a user can mend, in a sentence or several; the base of the two below."""

    exit_code = 1

    def __str__(self) -> str:
        """All its sentences, a line each."""
        return "\n".join(map(str, self.args))


class InputError(HrssError):
    """The data or a document is wrong, or a report failed: exit code 1."""


class UsageError(HrssError):
    """An unknown option, parameter, name or value was asked for: exit code 2."""

    exit_code = 2


def unknown(what: str, word: object, allowed: Iterable[object]) -> str:
    """Say that `word` is not a known `what`, proposing the nearest one.

    Parameters
    ----------
    what
        What the word should have been: ``"area"``, ``"column"``.
    word
        The word that was found.
    allowed
        Every word that would have been right, in the order to list them.

    Examples
    --------
    >>> unknown("area", "江隂", ["江阴", "宜兴"])
    "unknown area '江隂': did you mean '江阴'? Allowed: 江阴, 宜兴"
    """
    words, noun = [str(item) for item in allowed], tell(what)
    # Chinese names are two or three characters long: one wrong character leaves
    # a similarity of only a half, below difflib's usual 0.6.
    near = get_close_matches(str(word), words, n=1, cutoff=0.4)
    shown = ", ".join(words[:20]) + (", …" if len(words) > 20 else "") or tell("none")
    places = {"what": noun, "word": repr(str(word)), "allowed": shown}
    if near:
        return tell("unknown {what} {word}: did you mean {near}? Allowed: {allowed}", near=repr(near[0]), **places)
    return tell("unknown {what} {word}. Allowed: {allowed}", **places)


def _mended(error: OSError) -> str:
    """How to mend what the operating system refused."""
    match error.errno:
        case errno.ENOENT:
            return tell("it is not there; check the path")
        case errno.ENOTDIR:
            return tell("a file stands where a folder is meant; check the path")
        case errno.EISDIR:
            return tell("it is a folder, not a file; check the path")
        case errno.ENOSPC:
            return tell("the disk is full; make room and give the same command again")
        case errno.ENAMETOOLONG:
            return tell("the name is too long; take a folder nearer to the top")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return tell(
                "you have no right to it, or another program (Excel, WPS) has it open; close it there, ask for the right, or name a folder you may write to"
            )
    return tell("{reason}; check the path and your rights to it", reason=error.strerror or error)


def of_system(error: OSError) -> str:
    """Say what the operating system refused, and how to mend it.

    Examples
    --------
    >>> of_system(FileNotFoundError(2, "No such file or directory", "数.xlsx"))
    '数.xlsx: it is not there; check the path'
    """
    return tell("{file}: {mend}", file=error.filename or tell("a file"), mend=_mended(error))

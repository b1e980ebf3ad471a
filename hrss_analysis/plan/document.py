"""An official document, read by the ending of its name."""

from pathlib import Path

from ..errors import InputError
from ..inert import decoded
from ..messages import tell
from .cells import Document
from .text import read_text
from .word import read_word


def read_document(path: str | Path) -> Document:
    """Read a document, by the ending of its name.

    Parameters
    ----------
    path
        A ``.txt`` file (UTF-8 with or without BOM, or GB18030; any line ends) or
        a ``.docx`` file.

    Raises
    ------
    InputError
        If there is no such file, it is of another kind, or cannot be read.
    """
    path = Path(path)
    if path.suffix.lower() not in (".txt", ".docx"):
        raise InputError(tell("{file}: a plan is read from .txt or .docx; save the document as one of them", file=path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(tell("{file}: cannot be read ({reason})", file=path, reason=_reason(error))) from error
    if path.suffix.lower() == ".docx":
        return read_word(path)
    text = decoded(content)
    if text is None:
        raise InputError(tell("{file}: the text is neither UTF-8 nor GB18030; save it as UTF-8", file=path))
    return read_text(text)


def _reason(error: OSError) -> str:
    """What the operating system said; of the likeliest in the language of messages."""
    match error:
        case FileNotFoundError():
            return tell("No such file or directory")
        case IsADirectoryError():
            return tell("Is a directory")
        case PermissionError():
            return tell("Permission denied")
    return error.strerror or str(error)

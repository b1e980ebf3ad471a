"""An official document, read by the ending of its name."""

from pathlib import Path

from ..errors import InputError
from ..inert import decoded
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
        raise InputError(f"{path}: a plan is read from .txt or .docx; save the document as one of them")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    if path.suffix.lower() == ".docx":
        return read_word(path)
    text = decoded(content)
    if text is None:
        raise InputError(f"{path}: the text is neither UTF-8 nor GB18030; save it as UTF-8")
    return read_text(text)

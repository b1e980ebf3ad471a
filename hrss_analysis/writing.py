"""Tables and texts written whole: a reader sees the old file or the new one, never half of either."""

import codecs
import io
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from .errors import InputError
from .extras import load
from .messages import tell

PAUSES = (0.1, 0.3, 0.6)  # seconds between attempts to move a file to where another is open
UNFINISHED = ".unfinished-"  # the temporary files' prefix: whatever is called so was left behind by a crash


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table whole, as CSV or Parquet by the ending of `path`.

    In CSV a number is written as the shortest text that reads back as the same
    number, so that writing what was read changes nothing.
    """
    with replacing(path) as temporary:
        if path.suffix == ".parquet":
            load("pyarrow", tell("{file}: writing Parquet", file=path))
            frame.to_parquet(temporary, index=False)
        else:
            temporary.write_text(as_csv(frame), encoding="utf-8", newline="\n")


def write_text(text: str, path: Path) -> None:
    """Write a text file whole, in UTF-8."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path`; move it there if all went well.

    A reader sees the old file or the new one, never half of either.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _named(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED, suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as written:  # Windows does not sync what is open for reading alone
            os.fsync(written.fileno())  # or a power cut could leave an empty file under the final name
        temporary.chmod(0o644)
        _move(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def check_writable(folder: Path) -> None:
    """Make a folder and raise the system's error if nothing can be written to it."""
    folder.mkdir(parents=True, exist_ok=True)
    with _named(folder), tempfile.NamedTemporaryFile(dir=folder, prefix=UNFINISHED):
        pass


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let an error of the system name what was asked for, not the temporary file nobody knows of."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _move(temporary: Path, path: Path) -> None:
    """Move a file into place; Windows refuses while another program has the old one open, often only for a moment."""
    for pause in (*PAUSES, None):
        try:
            temporary.replace(path)
            return
        except PermissionError as error:
            if pause is None:
                raise InputError(
                    tell("{file}: another program has it open; close it there (Excel, WPS) and try again", file=path)
                ) from error
            time.sleep(pause)


def append_lines(frame: pd.DataFrame, path: Path) -> bool:
    """Put rows behind those of a CSV file, which are taken over byte by byte.

    Returns
    -------
    bool
        False, and nothing done, if the file is no CSV with just these columns.
    """
    header = as_csv(frame.head(0)).encode()
    old = path.read_bytes().removeprefix(codecs.BOM_UTF8) if path.suffix == ".csv" and path.is_file() else b""
    if not old.startswith(header):
        return False
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.write(old if old.endswith(b"\n") else old + b"\n")
        file.write(as_csv(frame).encode().removeprefix(header))
    return True


def as_csv(frame: pd.DataFrame) -> str:
    """A table as the text of a CSV file, every number as the shortest text that reads back as the same."""
    text = io.StringIO()
    _as_text(frame).to_csv(text, index=False, lineterminator="\n")
    return text.getvalue()


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    text = frame.copy()
    for name in text.columns:
        if text[name].dtype.kind == "f":
            text[name] = [_shortest(value) for value in text[name].tolist()]
        elif text[name].dtype.kind == "M":
            text[name] = [_stamp(value) for value in text[name]]
    return text


def _shortest(value: float) -> str:
    text = repr(value)
    if "e" in text:
        return np.format_float_positional(value, trim="-")
    return "" if text == "nan" else text.removesuffix(".0")


def _stamp(value: pd.Timestamp) -> str:
    if pd.isna(value):
        return ""
    return str(value.date()) if value == value.normalize() else value.isoformat(sep=" ")

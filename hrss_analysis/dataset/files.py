"""Tables on disk, read strictly.

Reading is strict, since a silent guess in an input becomes a wrong light in a
report: whatever is unknown or of a wrong type is an error that names file, line
and column.

CSV (UTF-8) and Parquet with the same columns go through the same functions; the
ending of the file name decides.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError, unknown
from ..extras import load
from ..lookup import Places
from ..messages import tell
from .schema import Column, Type

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?")
_WHOLE = re.compile(r"[0-9]{1,15}")
FEW = 20  # words to look for in each line; more are sooner found by taking it apart
_TRUTH = {"true": True, "false": False}


Only = tuple[str, Collection[str]]  # a column, and the words in it whose rows are wanted


def read_table(
    path: Path, columns: tuple[Column, ...], only: Only | None = None, few: Collection[str] = ()
) -> pd.DataFrame:
    """Read one table, checked against its columns.

    Parameters
    ----------
    path
        A ``.csv`` (UTF-8, with or without BOM) or ``.parquet`` file.
    columns
        The columns the table may have.
    only
        A column and the words in it whose rows are wanted: the others are neither
        read nor checked, and the frame's index numbers the rows of the file.
    few
        Columns of text that have few words: they are categories.

    Returns
    -------
    pandas.DataFrame
        Every column of `columns`, in that order, also those the file lacks:
        text as ``str`` (blank is ``""``), numbers as ``float64`` (blank is NaN),
        whole numbers as ``int64`` (``Int64`` where blanks are allowed), truths as
        nullable ``boolean``, times as ``datetime64``.

    Raises
    ------
    InputError
        For anything unknown, missing or of a wrong type, with file, line and
        column.
    """
    raw = _read_parquet(path, only) if path.suffix == ".parquet" else _read_csv(path, only)
    known = [column.name for column in columns]
    for name in raw.columns:
        if name not in known:
            problem = unknown("column", name, known)
            raise InputError(tell("{file}, line 1: {problem}", file=path, problem=problem))
    for column in columns:
        if column.required and column.name not in raw.columns:
            raise InputError(
                tell("{file}, line 1: the column {column} is missing", file=path, column=repr(column.name))
            )
    typed = {column.name: _typed(raw, column, path, column.name in few) for column in columns}
    return pd.DataFrame(typed, index=raw.index)


def read_nothing(columns: tuple[Column, ...]) -> pd.DataFrame:
    """An empty table with these columns and their types."""
    return pd.DataFrame({column.name: _CONVERT[column.type]([]) for column in columns})


def place(path: Path, wrong: pd.Series, column: str) -> str:
    """Name the file, line and column of the first row where `wrong` is true."""
    row = int(wrong.index[np.flatnonzero(wrong.to_numpy())[0]])
    if path.suffix == ".parquet":
        return tell("{file}, row {row}, column {column}", file=path, row=row + 1, column=column)
    return tell("{file}, line {line}, column {column}", file=path, line=_line_of_row(path, row), column=column)


def refuse(
    path: Path, frame: pd.DataFrame, wrong: pd.Series, column: str, say: Callable[[object], str], quoted: str = ""
) -> None:
    """Refuse a table for the first row where `wrong` is true.

    Parameters
    ----------
    path, frame
        The table.
    wrong
        By row, whether it is wrong.
    column
        The column that is.
    say
        What to say of the cell, or of that of the column `quoted`.

    Raises
    ------
    InputError
        If any row is wrong.
    """
    if wrong.any():
        found = frame.loc[wrong, quoted or column].iloc[0]
        raise InputError(tell("{place}: {problem}", place=place(path, wrong, column), problem=say(_short(found))))


def _short(cell: object) -> object:
    return format(cell, "g") if isinstance(cell, float) else cell


def _line_of_row(path: Path, row: int) -> int:
    """The line a data row ends on; quoted cells may span several lines."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for index, _ in enumerate(cells for cells in reader if cells):
            if index == row:
                break
        return reader.line_num


def _read_csv(path: Path, only: Only | None) -> pd.DataFrame:
    raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    raw = raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw
    try:
        header, rows = _quoted_rows(path, raw.decode()) if b'"' in raw else _plain_rows(path, raw, only)
    except UnicodeDecodeError as error:
        raise InputError(
            tell(
                "{file}: the file is not UTF-8 ({reason} at byte {byte}); save it as UTF-8",
                file=path, reason=reason_of(error.reason), byte=error.start,
            )
        ) from error  # fmt: skip
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise InputError(tell("{file}, line 1: the column {column} stands twice", file=path, column=repr(twice)))
    if only and only[0] in header:
        column, wanted = header.index(only[0]), set(only[1])
        rows = {number: cells for number, cells in rows.items() if cells[column].strip() in wanted}
    columns = zip(*rows.values(), strict=True) if rows else ([] for _ in header)
    index = pd.Index(list(rows), dtype="int64")
    named = zip(header, columns, strict=True)
    return pd.DataFrame({name: pd.Series(cells, dtype=str, index=index) for name, cells in named}, index=index)


Rows = dict[int, list[str]]  # by number


def _plain_rows(path: Path, raw: bytes, only: Only | None) -> tuple[list[str], Rows]:
    """Without a quote in the whole file a line is a row: a slice is read without taking the rest apart."""
    first, _, rest = raw.partition(b"\n")
    header = _checked_header(path, first.decode().split(",") if first else [])
    words = [word.encode() for word in only[1]] if only and only[0] in header else []
    if 0 < len(words) <= FEW and b"\n\n" not in rest:
        # what a slice does not want is passed over unread; where no line is blank, lines number the rows
        wanted = {row: line.decode() for row, line in _lines_with(words, rest).items()}
    else:
        wanted = dict(enumerate(filter(None, raw.decode()[len(first.decode()) + 1 :].split("\n"))))
    rows = {row: line.split(",") for row, line in wanted.items()}
    for row, cells in rows.items():
        if len(cells) != len(header):
            raise InputError(_uneven(path, _line_of_row(path, row), cells, header))
    return header, rows


def _lines_with(words: list[bytes], text: bytes) -> dict[int, bytes]:
    """The lines that hold one of the words, by number: the others are passed over without being cut out."""
    starts: dict[int, int] = {}
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = text.find(b"\n", at)
            end = len(text) if end < 0 else end
            starts[text.rfind(b"\n", 0, at) + 1] = end
            at = text.find(word, end)
    found, number, before = {}, 0, 0
    for start, end in sorted(starts.items()):
        number += text.count(b"\n", before, start)
        found[number], before = text[start:end], start
    return found


def _quoted_rows(path: Path, text: str) -> tuple[list[str], Rows]:
    # the csv module and not pandas, which fills short rows up and cuts long ones off
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = _checked_header(path, next(reader, []))
        rows: Rows = {}
        for cells in reader:
            if cells and len(cells) != len(header):
                raise InputError(_uneven(path, reader.line_num, cells, header))
            if cells:
                rows[len(rows)] = cells
    except csv.Error as error:
        raise InputError(
            tell(
                "{file}, line {line}: the quotes do not close ({reason})",
                file=path, line=reader.line_num, reason=reason_of(str(error)),
            )
        ) from error  # fmt: skip
    return header, rows


def _uneven(path: Path, line: int, cells: list[str], header: list[str]) -> str:
    return tell(
        "{file}, line {line}: the row has {cells} cells, the header {columns}",
        file=path, line=line, cells=len(cells), columns=len(header),
    )  # fmt: skip


def reason_of(reason: str) -> str:
    """What Python says of text that it cannot read."""
    match reason:
        case "invalid start byte":
            return tell("invalid start byte")
        case "invalid continuation byte":
            return tell("invalid continuation byte")
        case "unexpected end of data":
            return tell("unexpected end of data")
        case "',' expected after '\"'":
            return tell("',' expected after '\"'")
    return reason


def _checked_header(path: Path, header: list[str]) -> list[str]:
    if not header:
        raise InputError(tell("{file}: the file is empty; its first line must name the columns", file=path))
    return header


def _read_parquet(path: Path, only: Only | None) -> pd.DataFrame:
    load("pyarrow", tell("{file}: reading Parquet", file=path))
    try:
        filters = [(only[0], "in", list(only[1]))] if only else None
        return pd.read_parquet(path, filters=filters)
    except Exception as error:  # pyarrow's own errors share no narrower base
        raise InputError(tell("{file}: not a readable Parquet file ({reason})", file=path, reason=error)) from error


def _typed(raw: pd.DataFrame, column: Column, path: Path, few: bool) -> pd.Series:
    """One column of the file as its type, or of its default where the file lacks it."""
    there = column.name in raw.columns
    if there and column.type != "text" and not pd.api.types.is_string_dtype(raw[column.name]):
        typed = _cast(raw[column.name], column, path)
    else:
        nothing = np.zeros(len(raw), dtype=np.intp), [column.default]
        places, words = _checked_words(raw[column.name], column, path) if there else nothing
        if few:
            codes, categories = pd.factorize(pd.Series(words, dtype=str))
            return pd.Series(pd.Categorical.from_codes(codes[places], categories=categories), index=raw.index)
        typed = _CONVERT[column.type](words).take(places).set_axis(raw.index)
    return typed.astype("int64") if there and column.filled and column.type == "whole" else typed


def _checked_words(cells: pd.Series, column: Column, path: Path) -> tuple[Places, list[str]]:
    """The words of a column, allowed in it, and which of them each cell is: few words stand in many cells."""
    found, raw = pd.factorize(cells)
    words = [str(word).strip() or column.default for word in raw]
    if (found < 0).any():  # what is blank has the last
        words.append(column.default)
    places, here = np.where(found < 0, len(raw), found), set(words)

    def refused(wrong: set[str], say: Callable[[str], str]) -> None:
        if wrong:
            is_wrong = np.array([word in wrong for word in words])[places]
            said = words[places[is_wrong.argmax()]]
            here = place(path, pd.Series(is_wrong, index=cells.index), column.name)
            raise InputError(tell("{place}: {problem}", place=here, problem=say(said)))

    refused(here & {"/"}, lambda _: tell("'/' is not a value; leave the cell blank (in targets, the state says why)"))
    if column.filled:
        refused(here & {""}, lambda _: tell("the cell is blank and must be filled"))
    here.discard("")
    if column.choices:
        refused(here - set(column.choices), lambda said: unknown(column.name, said, column.choices))
    if column.type in _READABLE:
        readable, complain = _READABLE[column.type]
        refused({word for word in here if not readable(word)}, lambda said: complain(repr(said)))
    return places, words


def _cast(cells: pd.Series, column: Column, path: Path) -> pd.Series:
    """A column that Parquet has already typed is cast, not read as text."""
    if cells.dtype.kind not in _KINDS[column.type] and cells.notna().any():
        raise InputError(
            tell(
                "{file}, column {column}: the column holds {found}, not {type}",
                file=path, column=column.name, found=cells.dtype, type=_TYPE[column.type](),
            )
        )  # fmt: skip
    try:
        typed = cells.astype(_STORED[column.type])
    except (TypeError, ValueError) as error:
        raise InputError(
            tell(
                "{file}, column {column}: not {type} column ({reason})",
                file=path, column=column.name, type=_TYPE[column.type](), reason=error,
            )
        ) from error  # fmt: skip
    if column.filled and typed.isna().any():
        problem = tell("the cell is blank and must be filled")
        raise InputError(tell("{place}: {problem}", place=place(path, typed.isna(), column.name), problem=problem))
    if column.type == "number":
        endless = np.isinf(typed.to_numpy(float))
        if endless.any():
            here = place(path, pd.Series(endless, index=typed.index), column.name)
            raise InputError(tell("{place}: {problem}", place=here, problem=tell("the number is infinite")))
    return typed


def _texts(words: list[str]) -> pd.Series:
    return pd.Series(words, dtype=str)


def _numbers(words: list[str]) -> pd.Series:
    return pd.Series([float(word or "nan") for word in words], dtype="float64")


def _wholes(words: list[str]) -> pd.Series:
    return pd.Series([int(word) if word else None for word in words], dtype="Int64")


def _truths(words: list[str]) -> pd.Series:
    return pd.Series([_TRUTH.get(word) for word in words], dtype="boolean")


def _times(words: list[str]) -> pd.Series:
    moments = pd.to_datetime(pd.Series(words, dtype=object).replace("", None), format="ISO8601")
    return moments.astype("datetime64[us]")


def _is_time(word: str) -> bool:
    # only this shape is let through to pandas, which would take far more for a time
    return bool(_TIME.fullmatch(word)) and not pd.isna(pd.to_datetime(word, format="ISO8601", errors="coerce"))


_CONVERT: dict[Type, Callable[[list[str]], pd.Series]] = {
    "text": _texts, "number": _numbers, "whole": _wholes, "truth": _truths, "time": _times,
}  # fmt: skip

_READABLE: dict[Type, tuple[Callable[[str], object], Callable[[str], str]]] = {
    "number": (_NUMBER.fullmatch, lambda word: tell("{word} is not a number", word=word)),
    "whole": (_WHOLE.fullmatch, lambda word: tell("{word} is not a whole number", word=word)),
    "truth": (_TRUTH.__contains__, lambda word: tell("{word} is neither true nor false", word=word)),
    "time": (
        _is_time,
        lambda word: tell("{word} is not a date or time; write 2024-10-08 or 2024-10-08 16:30:00", word=word),
    ),
}

_TYPE: dict[Type, Callable[[], str]] = {
    "text": lambda: tell("a text"),
    "number": lambda: tell("a number"),
    "whole": lambda: tell("a whole"),
    "truth": lambda: tell("a truth"),
    "time": lambda: tell("a time"),
}

_KINDS: dict[Type, str] = {"whole": "iuf", "number": "iuf", "truth": "b", "time": "M", "text": "O"}

_STORED: dict[Type, Any] = {"whole": "Int64", "number": "float64", "truth": "boolean", "time": "datetime64[us]"}

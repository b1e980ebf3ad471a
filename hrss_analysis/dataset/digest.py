"""What a report was made from, as a few short digests: of the rows it reads and of nothing else.

A row's hash does not depend on where it stands, so that an area's digest is the same
whether the whole dataset was read or its slice; the order of rows counts, since the last
of two submissions wins.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import pandas as pd

from .folder import Dataset
from .memory import once
from .slice import Slice

ALL = Slice()


@once
def register_digest(ds: Dataset) -> str:
    """Of what every report rests on: settings, areas and indicators."""
    return _joined([repr(ds.settings), *(_of_rows(_hashed(frame)) for frame in (ds.areas, ds.indicators))])


def targets_digest(ds: Dataset, years: Iterable[int], of: Slice = ALL) -> str:
    """Of the targets of these years, and of the waivers, as far as a slice goes."""
    parts = [_part(ds, f"targets {year}", of) for year in years]
    return _joined([*parts, _part(ds, "waivers", of)])


def figures_digest(ds: Dataset, periods: Iterable[str], of: Slice = ALL) -> str:
    """Of the record's rows of these periods and of a slice."""
    return _joined(f"{period} {_part(ds, period, of)}" for period in periods)


def _part(ds: Dataset, what: str, of: Slice) -> str:
    if of == ALL:
        return _of_rows(_rows(ds, what))
    if ds.whole is not None and ("row hashes", what) in ds.whole.remembered:
        ds = ds.whole  # a slice's rows are the same there
    if of.areas is not None and of.indicators is not None:
        return _of_rows(of.of(_rows(ds, what)))
    column, words = ("area", of.areas) if of.areas is not None else ("no", of.indicators)
    known = _by(ds, what, column)
    return " ".join(known.get(word, "") for word in sorted(words or ()))


def _rows(ds: Dataset, what: str) -> pd.DataFrame:
    """The rows of a table with their hashes: columns ``no area hash``; computed once for a dataset."""
    key = ("row hashes", what)
    if key not in ds.remembered:
        if what == "waivers":
            frame = ds.waivers
        elif what.startswith("targets "):
            frame = ds.targets_issued(int(what[8:]))
        else:
            frame = ds.record(ds.recorded(what))
        ds.remembered[key] = _hashed(frame)
    return ds.remembered[key]


@once
def _by(ds: Dataset, what: str, column: str) -> dict[Any, str]:
    """The digest of every area, or of every indicator, in one pass."""
    return {word: _of_rows(own) for word, own in _rows(ds, what).groupby(column, sort=False)}


def _hashed(frame: pd.DataFrame) -> pd.DataFrame:
    keys = frame[[name for name in ("no", "area") if name in frame]]
    return keys.assign(hash=pd.util.hash_pandas_object(frame, index=False))


def _of_rows(rows: pd.DataFrame) -> str:
    return hashlib.sha256(rows["hash"].to_numpy().tobytes()).hexdigest()[:16]


def _joined(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

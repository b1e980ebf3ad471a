"""What a report was made from, as a few short digests: of the rows it reads and of nothing else.

A row's hash does not depend on where it stands, so that an area's digest is the same
whether the whole dataset was read or its slice; the order of rows counts, since the last
of two submissions wins.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..calendar import year_of
from .dataset import Dataset
from .memory import once
from .slice import Slice

ALL = Slice()
LENGTH = 16  # letters
Hashes = npt.NDArray[Any]


@once
def register_digest(ds: Dataset) -> str:
    """Of what every report rests on: settings, areas and indicators of these terms, and of those before."""
    told = [ds.folder.terms(turn) for turn in ds.folder.turns if turn <= ds.terms.turn]
    parts = [(repr(terms.settings), *map(_of_rows, map(_hashed, (terms.areas, terms.register)))) for terms in told]
    return joined(part for of_terms in parts for part in of_terms)


def fingerprint(ds: Dataset) -> str:
    """Of all that a dataset says in its terms: whoever has the same has the same figures."""
    return joined(
        [
            register_digest(ds),
            targets_digest(ds, ds.target_years, ds.slice or ALL),
            figures_digest(ds, ds.periods, ds.slice or ALL),
        ]
    )


def targets_digest(ds: Dataset, years: Iterable[int], of: Slice = ALL, as_of: pd.Timestamp | None = None) -> str:
    """Of the targets of these years, issued until a day, and of the waivers, as far as a slice goes."""
    return joined(
        f"{_part(ds, f'targets {year}', of, as_of)} {_part(ds, f'waivers {year}', of)}" for year in sorted(years)
    )


def table_digests(
    ds: Dataset, years: Iterable[int], periods: Iterable[str], as_of: pd.Timestamp | None = None
) -> list[tuple[str, str]]:
    """What a page rests on, table by table, with the digest of the rows that it uses.

    Returns
    -------
    list of tuple
        The table as it is named in the folder, and the digest: of what holds in the terms of
        the dataset, so that it stays the same whatever a later plan adds to the files.
    """
    held = ds.folder.terms(ds.terms.turn)
    found = [
        ("dataset.toml", joined([repr(held.settings)])),
        ("areas", _of_rows(_hashed(held.areas))),
        ("indicators", _of_rows(_hashed(held.register))),
    ]
    for year in sorted(years):
        found.append((f"targets/{year}", _part(ds, f"targets {year}", ALL, as_of)))
        if len(_decided_in(ds, year)):
            found.append((f"waivers {year}", _part(ds, f"waivers {year}", ALL)))
    restated = ds.restated()
    if len(restated):
        found.append(("restated", _of_rows(_hashed(restated))))
    return [*found, *((f"actuals/{period}", _part(ds, period, ALL)) for period in periods)]


def figures_digest(ds: Dataset, periods: Iterable[str], of: Slice = ALL) -> str:
    """Of the record's rows of these periods and of a slice, and of what was restated."""
    parts = [f"{period} {_part(ds, period, of)}" for period in periods]
    restated = ds.restated()
    return joined([*parts, _of_rows(_hashed(of.of(restated)))] if len(restated) else parts)


def _decided_in(ds: Dataset, year: int) -> pd.DataFrame:
    """The waivers that concern a year."""
    waivers = ds.waivers
    here = [first.year <= year <= last.year for first, last in map(ds.calendar.span, waivers["period"])]
    return waivers[pd.Series(here, index=waivers.index, dtype=bool)]


def _part(ds: Dataset, what: str, of: Slice, as_of: pd.Timestamp | None = None) -> str:
    if of == ALL:
        return _of_rows(_rows(ds, what, as_of))
    whole = ds.memory.whole
    if whole is not None and ("row hashes", what, as_of) in whole.kept:
        ds = ds.whole  # a slice's rows are the same there
    of = _there(ds, what, of)
    if of.areas is not None and of.indicators is not None:
        return _of_rows(of.of(_rows(ds, what, as_of)))
    key, words = ("area", of.areas) if of.areas is not None else ("no", of.indicators)
    known = _by(ds, what, key, as_of)
    return " ".join(known.get(word, "") for word in sorted(words or ()))


def _there(ds: Dataset, what: str, of: Slice) -> Slice:
    """A slice in the terms in which a table is told."""
    return replace(ds, asked=(of, ds.terms.turn)).slice_in(year_of(what.rsplit(maxsplit=1)[-1])) or of


def _rows(ds: Dataset, what: str, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """The rows of a table with their hashes: columns ``no area hash``; computed once for a dataset."""
    key = ("row hashes", what, as_of)
    if key not in ds.memory.kept:
        table, _, year = what.rpartition(" ")
        if table == "waivers":
            frame = _decided_in(ds, int(year))
        elif table == "targets":
            frame = ds.targets_issued(int(year), as_of)
        else:
            frame = ds.record(ds.recorded(what))
        ds.memory.kept[key] = _hashed(frame)
    found: pd.DataFrame = ds.memory.kept[key]
    return found


@once
def _by(ds: Dataset, what: str, key: str, as_of: pd.Timestamp | None) -> dict[Any, str]:
    """The digest of every area, or of every indicator, in one pass."""
    return {word: _of_rows(own) for word, own in _rows(ds, what, as_of).groupby(key, sort=False)}


def _hashed(frame: pd.DataFrame) -> pd.DataFrame:
    keys = frame[[name for name in ("no", "area") if name in frame]]
    return keys.assign(hash=row_hashes(frame))


def _of_rows(rows: pd.DataFrame) -> str:
    return of_hashes(rows["hash"].to_numpy())


def digest_of(frame: pd.DataFrame) -> str:
    """Of all rows of a frame, in their order."""
    return of_hashes(row_hashes(frame))


def row_hashes(frame: pd.DataFrame) -> Hashes:
    """A hash of every row, wherever it stands."""
    return pd.util.hash_pandas_object(frame, index=False).to_numpy(np.uint64)


def of_hashes(hashes: Hashes) -> str:
    """Of rows of which the hashes are known."""
    return hashlib.sha256(np.ascontiguousarray(hashes).tobytes()).hexdigest()[:LENGTH]


def joined(parts: Iterable[str]) -> str:
    """Of several digests, or texts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]

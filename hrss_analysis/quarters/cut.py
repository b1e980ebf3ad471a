"""What a page is made from, and nothing else: the frames that its report said it shows, and the words for them.

A cut can be handed to another process or machine. There :func:`hrss_analysis.open_dataset` gives
it for the dataset that it was cut from, and :func:`hrss_analysis.quarter` gives its frames; what
lies outside is refused.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, Self

import pandas as pd

from ..dataset import Dataset
from ..dataset.cut import Words
from ..dataset.digest import Hashes, digest_of, joined, of_hashes, row_hashes
from ..dataset.memory import once
from ..dataset.slice import Slice
from .frames import Frames, Moment
from .quarter import BROUGHT, Quarter

Content = Sequence[tuple[str, Quarter]]  # the names of frames, and the cut of each


class Keys:
    """Digests of the cuts of a period: rows are hashed once, whatever the number of pages that show them."""

    def __init__(self) -> None:
        self._hashes: dict[tuple[int, str], Hashes] = {}

    def of(self, content: Content) -> dict[str, str]:
        """By frame, the digest of what a page shows of it; ``words`` of what it is told in."""
        return {"words": words(content).digest, **{name: self._of(name, told) for name, told in content}}

    def _of(self, name: str, told: Quarter) -> str:
        if name == "origins":
            return digest_of(told.frame(name))
        key, whole = (id(told.frames), name), told.frames.whole(name)
        tied = "tie" in whole  # an order among the rows of a cut is the cut's own
        if key not in self._hashes:
            self._hashes[key] = row_hashes(whole.drop(columns="tie") if tied else whole)
        rows = told.frames.rows(name, told.here)
        digest = of_hashes(self._hashes[key] if rows is None else self._hashes[key][rows])
        if tied and (whole["tie"] if rows is None else whole["tie"].iloc[rows]).any():
            return joined([digest, digest_of(told.frame(name)[["tie"]])])
        return digest


class Brought(Frames):
    """Frames that were cut elsewhere: each with what it was cut to."""

    def __init__(self, ds: Dataset, period: str, frames: Mapping[str, tuple[Slice, pd.DataFrame]]) -> None:
        super().__init__(ds, period, None)
        self._frames = frames

    @property
    def shown(self) -> Self:
        """They were rounded where they were cut."""
        return self

    def whole(self, name: str) -> pd.DataFrame:
        """A frame as far as it was brought."""
        if name not in self._frames:
            _refuse(self.ds, f"{name} of {self.period}")
        return self._frames[name][1]

    def cut(self, name: str, here: Slice) -> pd.DataFrame:
        """The rows of a slice, which has to lie within what was brought."""
        whole = self.whole(name)
        brought = self._frames[name][0]
        if not here.within(brought):
            _refuse(self.ds, f"more rows of {name}")
        if name == "origins" or here == brought:
            return whole.copy()
        rows = self.rows(name, here)
        return whole.copy() if rows is None else whole.iloc[rows].reset_index(drop=True)


class BroughtQuarter(Quarter):
    """A period of which only a cut is there."""

    def at(self, period: str, as_of: Moment) -> Quarter:
        """The cut, if it is of that period.

        Raises
        ------
        InputError
            If it is not.
        """
        if period != self.period or as_of is not None:
            _refuse(self.ds, period if as_of is None else f"{period} as of {as_of}")
        return self


def words(content: Content) -> Words:
    """The words of some cuts."""
    told = content[0][1]
    every = frozenset(told.ds.terms.ids)
    numbers = every if told.here.indicators is None else told.here.indicators
    return Words(told.ds, numbers, told.here.areas, _known(told.ds, told.period))


@once
def _known(ds: Dataset, period: str) -> tuple[str, ...]:
    """The periods of the year until this one that have a record."""
    return tuple(ds.recorded([str(other) for other in ds.calendar.period(period).so_far]))


def cut(content: Content) -> Dataset:
    """The cut of a page: a dataset of these frames, which can be pickled.

    Parameters
    ----------
    content
        The frames that the page shows and what each is cut to; the first is cut to all
        that the page is about.
    """
    ds, told = words(content).dataset(), content[0][1]
    frames = {name: (own.here, own.frame(name)) for name, own in content}
    ds.memory.kept[BROUGHT] = BroughtQuarter(ds, told.period, Brought(ds, told.period, frames), told.here)
    return ds


def _refuse(ds: Dataset, what: str) -> NoReturn:
    folder: Any = ds.folder  # that of a cut
    folder.refuse(what)
    raise AssertionError

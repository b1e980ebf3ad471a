"""The frames of a whole period, each computed when it is first asked for, and where the rows of a cut stand in them."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..calendar import between
from ..checks import check, completeness, revisions
from ..checks.senders import department_of
from ..dataset import Dataset
from ..dataset.slice import Slice
from ..measures import (
    attention,
    changes,
    contributions,
    funnel,
    history,
    pace,
    progress,
    project,
    ranking,
    target_shares,
    turned,
)
from ..measures.figures import at_once
from ..plan.succession import succession
from . import origins, since

YEARS = 6  # that an indicator's long history goes back
Rows = npt.NDArray[np.intp]
Moment = str | pd.Timestamp | None
Frame = Callable[[Dataset, str, Moment], pd.DataFrame]


def _on_the_way(ds: Dataset, period: str, as_of: Moment) -> pd.DataFrame:
    """The projections of every period of the year until this one, in order: with ``came off`` once the year is over."""
    known = [project(ds, earlier, as_of) for earlier in ds.periods_until(period)]
    found = pd.concat(known, ignore_index=True)
    ends = found[found["method"] == "final"].set_index(["no", "area"])["year_end"]
    came = ends.reindex(pd.MultiIndex.from_frame(found[["no", "area"]])).to_numpy(float)
    return found.assign(came=came, off=100 * (found["year_end"] / np.where(came == 0, np.nan, came) - 1))


def _funnels(ds: Dataset, period: str, as_of: Moment) -> pd.DataFrame:
    """Every rate in % against the limits of chance."""
    register = ds.terms.register
    rates = register.loc[(register["kind"] == "rate") & (register["unit"] == "%"), "no"]
    known = [funnel(ds, period, no, as_of) for no in rates]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=["no", "area", "rate", "denominator"])


FRAMES: Mapping[str, Frame] = {
    "progress": progress,
    "changes": changes,
    "history": history,
    "long_history": partial(history, years=YEARS, across=True),
    "project": project,
    "on_the_way": _on_the_way,
    "pace": pace,
    "attention": attention,
    "turned": turned,
    "ranking": lambda ds, period, as_of: ranking(progress(ds, period, as_of), ds),
    "contributions": contributions,
    "shares": target_shares,
    "check": check,
    "completeness": completeness,
    "revisions": revisions,
    "adjustments": origins.adjustments,
    "record": origins.record,
    "funnels": _funnels,
    "tables": origins.tables,
    "submissions": origins.submissions,
    "issue": since.issue_before,
    "turned_since": since.turned_since,
    "revised_since": since.revised_since,
    "succession": lambda ds, period, _as_of: succession(ds, ds.calendar.period(period).year),
}


class Frames:
    """The frames of a whole period, each computed when it is first asked for."""

    def __init__(self, ds: Dataset, period: str, as_of: Moment) -> None:
        self.ds, self.period, self.as_of = ds, period, as_of
        self._kept: dict[str, pd.DataFrame] = {}
        self._rows: dict[tuple[str, str], dict[Any, Rows]] = {}

    def whole(self, name: str) -> pd.DataFrame:
        """A frame of the whole dataset: not to be changed."""
        if name not in self._kept:
            self._kept[name] = self.compute(name)
        return self._kept[name]

    @cached_property
    def rounded(self) -> "Frames":
        """The same frames, each figure rounded once."""
        from .shown import Rounded  # which is one of these

        return Rounded(self)

    @cached_property
    def shown(self) -> "Frames":
        """The same frames as pages show them."""
        from .shown import Shown  # which is one of these

        return Shown(self)

    def compute(self, name: str) -> pd.DataFrame:
        """Compute a frame."""
        if not self._kept:
            at_once(self.ds, between(self.ds.periods, None, self.ds.calendar.period(self.period)), self.as_of)
        return FRAMES[name](self.ds, self.period, self.as_of)

    def cut(self, name: str, here: Slice) -> pd.DataFrame:
        """The rows of a slice, the caller's own."""
        if name == "origins":  # what is said of the rows of a cut, and of no other
            return origins.origins_of(self.cut("record", here))
        rows, whole = self.rows(name, here), self.whole(name)
        return whole.copy() if rows is None else whole.iloc[rows].reset_index(drop=True)

    def rows(self, name: str, here: Slice) -> Rows | None:
        """Where the rows of a slice stand in a frame; None for all."""
        if name == "completeness":
            return None if here == Slice() else np.flatnonzero(self._inside(here))
        asked: dict[str, frozenset[Any] | None] = {"area": here.areas, "no": here.indicators}
        whole = self.whole(name)
        cut = {key: words for key, words in asked.items() if words is not None and key in whole}
        found: Rows | None = None
        for key, words in cut.items():  # of an area, of which there are many, there are few rows to look at
            found = self._of(name, key, words) if found is None else found[_among(whole[key], found, words)]
        return found

    def _of(self, name: str, key: str, words: frozenset[Any]) -> Rows:
        """The rows of some areas or indicators, found once for all of them."""
        if (name, key) not in self._rows:
            groups: Any = self.whole(name).groupby(key, sort=False).indices
            self._rows[name, key] = groups
        known = self._rows[name, key]
        found = [known[word] for word in words if word in known]
        return np.sort(np.concatenate(found)) if found else np.array([], dtype=np.intp)

    def _inside(self, here: Slice) -> list[bool]:
        """Whether each sender's cells all lie in a slice: a part of them is no sender's share."""
        told, answers = self.whole("completeness"), department_of(self.ds)
        numbers = {name: frozenset(own.index) for name, own in answers.groupby(answers)}
        own = {
            "area": lambda name: Slice(frozenset([name])),
            "department": lambda name: Slice(indicators=numbers[name]),
        }
        return [own[kind](name).within(here) for kind, name in zip(told["kind"], told["sender"], strict=True)]


def _among(column: pd.Series, rows: Rows, words: frozenset[Any]) -> npt.NDArray[np.bool_]:
    """Which of some rows have one of these words."""
    return np.isin(column.to_numpy()[rows], list(words))

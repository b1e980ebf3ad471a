"""A period's frames as pages show them: each figure rounded once, at its own precision, from its exact value.

Where rounding makes two figures of an area one, ``tie`` keeps the order in which they were.

What was decided (a status, a place, an outlook) was decided on exact values and stays. A page
is made of nothing but these frames, so it is current as long as they are the same.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from ..calendar import QUARTER
from ..dataset.slice import Slice
from ..measures.changes import RELATIVE
from ..paper.labels import SURE, WHOLE_A_MONTH, number_for
from ..paper.rounding import Array, round_column
from .frames import Frames

TIED = {"progress": "gap_points", "project": "p_reach", "pace": "ahead"}  # what is put in an order, by frame
# What no page shows.
_DRAWN = ("total", "reported", "told", "expected", "made_of", "flag")
UNSHOWN = {
    "progress": ("due_amount",),
    "history": _DRAWN,
    "long_history": _DRAWN,
    "project": ("low90", "high90", "required_per_month"),
    "on_the_way": ("low90", "high90", "required_per_month", "tie", "reason", "parts_apart", "n_errors"),
    "pace": ("recent", "last_rest"),
    "attention": ("chance", "areas_concerned", "areas_judged"),
    "contributions": ("change",),
    "shares": ("value", "total", "ratio"),
    "ranking": ("points",),
    "revisions": ("times",),
}


class Rounded(Frames):
    """The frames of a period with each figure rounded once."""

    def __init__(self, exact: Frames) -> None:
        super().__init__(exact.ds, exact.period, exact.as_of)
        self._exact = exact

    def compute(self, name: str) -> pd.DataFrame:
        """Round a frame."""
        frame = self._exact.whole(name)
        return _ROUNDED[name](self, frame) if name in _ROUNDED else frame

    @cached_property
    def _decimals(self) -> pd.Series:
        register = self.ds.terms.register
        told = [number_for(unit, kind).decimals for unit, kind in zip(register["unit"], register["kind"], strict=True)]
        return pd.Series(told, index=register["no"])

    def decimals(self, frame: pd.DataFrame) -> Array:
        """By row, the decimals of the indicator's figures."""
        return frame["no"].map(self._decimals).fillna(0).to_numpy(int)

    def targets(self, frame: pd.DataFrame) -> Array:
        """By row, the cell's target."""
        cells = self._exact.whole("progress").set_index(["no", "area"])["target"]
        return cells.reindex(pd.MultiIndex.from_frame(frame[["no", "area"]])).to_numpy(float)


class Shown(Rounded):
    """The same with the rows and columns that pages show, and no others."""

    @property
    def shown(self) -> Self:
        """They are shown already."""
        return self

    def compute(self, name: str) -> pd.DataFrame:
        """Round a frame, and leave out what no page shows."""
        frame = super().compute(name)
        if name == "changes" and self.ds.calendar.period(self.period).months == QUARTER:
            # of quarters no page shows more
            frame = frame[frame["measure"] == "year_on_year"].reset_index(drop=True)
        if name == "attention":  # pages of areas say what comes first, and not by how much or where else it is so
            frame = frame.assign(urgency=frame["urgency"].mask(frame["area"] != self.ds.city))
        if name == "project":  # how many errors are known is said only of too few
            frame = frame.assign(n_errors=frame["n_errors"].where(frame["reason"].str.contains("few_errors"), 0))
        return frame.drop(columns=[column for column in UNSHOWN.get(name, ()) if column in frame])

    def cut(self, name: str, here: Slice) -> pd.DataFrame:
        """The rows of a slice: what is ordered among them is ordered among no others."""
        frame = super().cut(name, here)
        if name in TIED and frame["tie"].any():
            frame["tie"] = _ties(frame, "tie", frame[TIED[name]])
        return frame


def _share(values: pd.Series, target: float | None = None) -> Array:
    """Shares, told in per cent with one decimal."""
    return round_column(values, 1, target, per_cent=True)


def _per_month(values: pd.Series, decimals: Array) -> Array:
    """What is told of a month: of small counts of whole things with a decimal, since 25 in three months are not 8 a month."""
    return round_column(values, np.where((decimals == 0) & (values.abs() < WHOLE_A_MONTH), 1, decimals))


def _ties(frame: pd.DataFrame, name: str, told: Array | pd.Series) -> pd.Series:
    """The order of rows that are told by one and the same figure, from the lowest: 0, 1, …; blanks are 0."""
    exact = frame[name].groupby(np.asarray(told))
    return exact.rank(method="dense").fillna(1).astype(int) - 1


def _progress(shown: Rounded, cells: pd.DataFrame) -> pd.DataFrame:
    own, target = shown.decimals(cells), cells["target"]
    nearest = np.where(
        (cells["completion"] - cells["expected"]).abs() <= (cells["completion"] - 1).abs(), cells["expected"], 1.0
    )
    gap = round_column(cells["gap_points"], 1, 0)
    return cells.assign(
        actual=round_column(cells["actual"], own, target),
        base=round_column(cells["base"], own),
        completion=_share(cells["completion"], 1),
        per_cent=100 * round_column(cells["completion"], 0, nearest, per_cent=True),
        gap_points=gap,
        tie=_ties(cells, "gap_points", gap),
        shortfall=round_column(cells["shortfall"], own, 0),
        headroom=round_column(cells["headroom"], own, 0),
        required_per_month=_per_month(cells["required_per_month"], own),
        grown=round_column(cells["grown"], own, 0),
        due_amount=round_column(cells["due_amount"], own),
    )


def _changes(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    own, relative = shown.decimals(found), found["measure"].isin(RELATIVE)
    value = np.where(relative, round_column(found["value"], 1), round_column(found["value"], own, 0))
    return found.assign(
        value=value,
        base=round_column(found["base"], own),
        difference=round_column(found["difference"], own, 0),
    )


def _history(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(value=round_column(found["value"], shown.decimals(found)))


def _project(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    own, chance = shown.decimals(found), found["p_reach"]
    sure = np.select([chance < SURE, chance > 1 - SURE], [0.0, 1.0], round_column(chance, 0, per_cent=True))
    return found.assign(
        year_end=round_column(found["year_end"], own, shown.targets(found)),
        low80=round_column(found["low80"], own),
        high80=round_column(found["high80"], own),
        p_reach=sure,
        tie=_ties(found, "p_reach", sure),
        low90=round_column(found["low90"], own),
        high90=round_column(found["high90"], own),
        required_per_month=_per_month(found["required_per_month"], own),
        parts_apart=_share(found["parts_apart"]),
    )


def _on_the_way(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    came, off = round_column(found["came"], shown.decimals(found)), round_column(found["off"], 1, 0)
    return _project(shown, found).assign(came=came, off=off)


def _pace(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    ahead = round_column(found["ahead"], 1, 0)
    own = shown.decimals(found)
    return found.assign(
        recent=_per_month(found["recent"], own),
        last_rest=_per_month(found["last_rest"], own),
        times_recent=round_column(found["times_recent"], 1),
        times_last_rest=round_column(found["times_last_rest"], 1),
        year_ago=round_column(found["year_ago"], own),
        year_ago_share=_share(found["year_ago_share"]),
        last_year_share=_share(found["last_year_share"]),
        last_result=round_column(found["last_result"], own),
        ambition=round_column(found["ambition"], 1, 0),
        last_growth=round_column(found["last_growth"], own, 0),
        ahead=ahead,
        tie=_ties(found, "ahead", ahead),
    )


def _attention(_shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(urgency=round_column(found["urgency"], 3))


def _contributions(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    own = shown.decimals(found)
    return found.assign(
        value=round_column(found["value"], own),
        base=round_column(found["base"], own),
        change=round_column(found["change"], own, 0),
        share=_share(found["share"]),
        target_share=_share(found["target_share"]),
        points=round_column(found["points"], 1, 0),
    )


def _shares(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    own = shown.decimals(found)
    return found.assign(
        value=round_column(found["value"], own),
        total=round_column(found["total"], own),
        share=_share(found["share"]),
        usual=_share(found["usual"]),
        ratio=round_column(found["ratio"], 2),
    )


def _ranking(_shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(points=round_column(found["points"], 1, 0))


def _revisions(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    own = shown.decimals(found)
    return found.assign(
        difference=round_column(found["difference"], own),
        first=round_column(found["first"], own),
        last=round_column(found["last"], own),
        submitted_at=found["submitted_at"].dt.normalize(),
    )


def _revised_since(shown: Rounded, found: pd.DataFrame) -> pd.DataFrame:
    own = shown.decimals(found)
    return found.assign(
        first=round_column(found["first"], own),
        last=round_column(found["last"], own),
        difference=round_column(found["difference"], own, 0),
    )


_ROUNDED: dict[str, Callable[[Rounded, pd.DataFrame], pd.DataFrame]] = {
    "progress": _progress,
    "changes": _changes,
    "history": _history,
    "long_history": _history,
    "project": _project,
    "on_the_way": _on_the_way,
    "pace": _pace,
    "attention": _attention,
    "contributions": _contributions,
    "shares": _shares,
    "ranking": _ranking,
    "revisions": _revisions,
    "revised_since": _revised_since,
}

"""A part of a dataset: some areas, some indicators."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Slice:
    """The areas and indicators a dataset is cut down to; None stands for all."""

    areas: frozenset[str] | None = None
    indicators: frozenset[int] | None = None

    def within(self, other: "Slice") -> bool:
        """Whether it lies in another.

        Examples
        --------
        >>> Slice(frozenset(["江阴"])).within(Slice()), Slice().within(Slice(frozenset(["江阴"])))
        (True, False)
        """
        return all(
            theirs is None or (own is not None and own <= theirs)
            for own, theirs in ((self.areas, other.areas), (self.indicators, other.indicators))
        )

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Its rows of a frame with the columns ``no area``."""
        here = pd.Series(True, index=frame.index)
        if self.areas is not None:
            here &= frame["area"].isin(self.areas)
        if self.indicators is not None:
            here &= frame["no"].isin(self.indicators)
        return frame[here].reset_index(drop=True)

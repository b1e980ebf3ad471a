"""A part of a dataset: some areas, some indicators."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Slice:
    """The areas and indicators a dataset is cut down to; None stands for all."""

    areas: frozenset[str] | None = None
    indicators: frozenset[int] | None = None

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Its rows of a frame with the columns ``no area``."""
        here = pd.Series(True, index=frame.index)
        if self.areas is not None:
            here &= frame["area"].isin(self.areas)
        if self.indicators is not None:
            here &= frame["no"].isin(self.indicators)
        return frame[here].reset_index(drop=True)

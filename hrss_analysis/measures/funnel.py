"""Rates over few cases swing by chance: compare them with the limits chance would keep them in."""

import numpy as np
import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import of_its_plan
from ..errors import UsageError
from ..messages import tell
from ..reasons import first_of
from .figures import figures

FEWEST = 5  # cases expected on either side for the limits to hold


@of_its_plan
def funnel(ds: Dataset, period: str, no: int, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Compare a rate over areas with the limits chance alone would keep it in.

    The limits are those of a binomial share around the rate of all areas together,
    p ± z·√(p(1−p)/n), cut off at 0 and 100 (Spiegelhalter 2005, Statistics in
    Medicine 24:1185). The smaller an area's denominator, the wider they are.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter.
    no
        The number of a rate in %.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        Columns ``no area period numerator denominator rate whole low95 high95 low998
        high998 outside reason``: rates in %, ``outside`` one of ``""``, ``"95"`` and
        ``"998"``. No limits, with the ``reason``, for areas without counts or with so
        few that the approximation fails (fewer than 5 cases expected on either side).

    Raises
    ------
    UsageError
        If the indicator is not a rate in %.
    """
    indicator = ds.indicator(no)
    if indicator.kind != "rate" or indicator.unit != "%":
        raise UsageError(
            tell(
                "indicator {no} ({name}) is not a rate in %: a funnel needs counts of cases", no=no, name=indicator.name
            )
        )
    found = figures(ds, [period], as_of)
    own = found[(found["no"] == no) & found["area"].isin(ds.parts)]
    frame = own[["no", "area", "period", "numerator", "denominator"]].reset_index(drop=True)
    counted = frame["numerator"].notna() & (frame["denominator"] > 0)
    n = frame["denominator"].where(counted)
    p = frame.loc[counted, "numerator"].sum() / n.sum() if counted.any() else np.nan
    frame["rate"] = 100 * frame["numerator"] / n
    frame["whole"] = 100 * p
    few = n * min(p, 1 - p) < FEWEST
    spread = (100 * np.sqrt(p * (1 - p) / n)).where(counted & ~few)
    for name, z in (("95", 1.959964), ("998", 3.090232)):
        frame[f"low{name}"] = (100 * p - z * spread).clip(lower=0)
        frame[f"high{name}"] = (100 * p + z * spread).clip(upper=100)
    beyond = {
        name: (frame["rate"] < frame[f"low{name}"]) | (frame["rate"] > frame[f"high{name}"]) for name in ("95", "998")
    }
    frame["outside"] = np.select([beyond["998"], beyond["95"]], ["998", "95"], "")
    frame["reason"] = first_of({"no_counts": ~counted, "few_cases": few})
    return frame

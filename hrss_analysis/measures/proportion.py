"""Two indicators that the plan itself makes proportional say nothing by moving together.

Plans derive targets from each other: every start-up is to bring four jobs, so each
area's target of the one is four times its target of the other. Areas that keep to such
targets lie on a line whatever they do.
"""

import numpy as np

from ..dataset import Dataset
from .crossing import under_its_id

TOLERANCE = 0.002  # of the ratio: targets are rounded to whole persons
FEWEST = 3  # two areas are always on a line through the origin, or nearly


def proportion(ds: Dataset, year: int, no: int, other: int) -> float | None:
    """Give the constant that the areas' targets of one indicator are of another's.

    Parameters
    ----------
    ds
        The dataset.
    year
        The year of the plan.
    no, other
        Two indicators whose targets add up over areas.

    Returns
    -------
    float or None
        The target of `no` over that of `other`, if it is the same in every area that
        has both (three areas at least, not all with the same target); None otherwise.

    Raises
    ------
    UsageError
        If there is no such indicator.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> wuxi = open_dataset("data/wuxi")
    >>> proportion(wuxi, 2024, 17, 15), proportion(wuxi, 2024, 2, 3)
    (4.0, None)
    """
    if not (ds.indicator(no).additive and ds.indicator(other).additive) or year not in ds.target_years:
        return None
    targets = under_its_id(ds, ds.targets(year), year, ["value"])
    targets = targets[(targets["state"] == "assigned") & targets["area"].isin(ds.parts) & (targets["value"] > 0)]
    one, two = (targets[targets["no"] == which].set_index("area")["value"] for which in (no, other))
    both = one.index.intersection(two.index)
    if len(both) < FEWEST or two[both].nunique() == 1:
        return None
    ratios = (one[both] / two[both]).to_numpy(float)
    middle = float(np.median(ratios))
    return middle if np.ptp(ratios) <= 2 * TOLERANCE * middle else None

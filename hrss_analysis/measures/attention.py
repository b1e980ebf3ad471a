"""What wants attention first: a rule that weighs what is behind, what will be, and what nobody reported.

A list of the largest gaps names what is lost anyway and hides what still shows green. So cells are
weighed by how likely their target is missed and by how many areas have the same trouble, and
those that one department can mend together are one priority.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..calendar import YEAR
from ..dataset import Dataset
from ..dataset.memory import of_its_plan, remembered
from ..vocabulary import JUDGED, shown_as
from .progress import progress
from .projection import project

COLUMNS = [
    "no",
    "id",
    "area",
    "period",
    "concern",
    "chance",
    "areas_concerned",
    "areas_judged",
    "urgency",
    "task",
    "rank",
]
MOST = 3  # priorities, so that they can be remembered
PART = 0.5  # the weight of a part whose whole is a concern, too: the same people, counted once more
_KEYS = ["no", "area"]


@of_its_plan
@remembered(by_row=True)
def attention(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Weigh every cell that wants attention.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter or month.
    as_of
        Read the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        The cells of concern, with the columns

        - ``no id area period``
        - ``concern``: ``behind`` (red, and not likely to be made good by the rhythm of the years
          before), ``unlikely`` (not red, and yet unlikely to reach its target), ``not_reported``
        - ``chance``: of reaching the target, as :func:`project` has it; blank where there is none
        - ``areas_concerned areas_judged``: in how many of the areas that are judged on it the same
          indicator is behind or unlikely
        - ``urgency``: weight × (1 − chance) × (1 + areas_concerned / areas_judged); a part whose
          whole is a concern in the same area has weight ½, all others 1. Without a chance, the share
          of the year that is over stands for 1 − chance: the less time is left, the more it counts
        - ``task``: what is done about together: ``behind`` by lead department and pace, the others
          by themselves; a task is as urgent as its cells together
        - ``rank``: the task's place in its area, from 1; of two as urgent that with the lower number first

    Raises
    ------
    UsageError
        If the period is none, or the dataset has no targets for its year.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = attention(open_dataset("data/wuxi"), "2024Q3").query("area == '全市'")
    >>> found["concern"].value_counts().to_dict()
    {'unlikely': 7, 'behind': 5}
    """
    now = ds.calendar.period(period)
    chances = project(ds, period, as_of)[[*_KEYS, "p_reach", "outlook"]]
    cells = progress(ds, period, as_of).merge(chances, on=_KEYS, how="left")
    cells = cells.assign(concern=_concern(cells), chance=cells["p_reach"])
    cells = cells.join(_reach(ds, cells), on="no")
    missed = (1 - cells["chance"]).fillna(now.end_month / YEAR)
    reach = (cells["areas_concerned"] / cells["areas_judged"].where(cells["areas_judged"] > 0)).fillna(0)
    register = ds.terms.register.set_index("no")
    cells["urgency"] = np.where(_part_of_another(cells, register["part_of"]), PART, 1.0) * missed * (1 + reach)
    tasks = register["lead_department"] + "/" + register["pace"]
    cells["task"] = cells["concern"].mask(cells["concern"] == "behind", "behind/" + cells["no"].map(tasks))
    found = cells[cells["concern"] != ""].reset_index(drop=True)
    found["rank"] = _ranks(found)
    order = found.assign(place=found["area"].map(ds.terms.ranks["area"]))
    order = order.sort_values(["place", "rank", "urgency", "no"], ascending=[True, True, False, True])
    return found.loc[order.index, COLUMNS].reset_index(drop=True)


def _concern(cells: pd.DataFrame) -> npt.NDArray[np.str_]:
    red, judged = cells["status"].isin(shown_as("red")), cells["status"].isin(JUDGED)
    unlikely = judged & ~red & (cells["status"] != "done") & (cells["outlook"] == "unlikely")
    told = [red & (cells["outlook"] != "likely"), unlikely, cells["status"] == "not_reported"]
    return np.select(told, ["behind", "unlikely", "not_reported"], "")


def marked_unlikely(cells: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``progress`` with ``unlikely``: whether :func:`attention`, whose rows are `found`, calls them so."""
    told = pd.MultiIndex.from_frame(found.loc[found["concern"] == "unlikely", _KEYS])
    return cells.assign(unlikely=pd.MultiIndex.from_frame(cells[_KEYS]).isin(told))


def _ranks(found: pd.DataFrame) -> pd.Series:
    """The place of each cell's task among those of its area: the most urgent first, then that with the lowest number."""
    together = found.groupby(["area", "task"]).agg(urgency=("urgency", "sum"), first=("no", "min")).reset_index()
    together = together.sort_values(["area", "urgency", "first"], ascending=[True, False, True])
    together["rank"] = together.groupby("area").cumcount() + 1
    places = together.set_index(["area", "task"])["rank"]
    return pd.Series(places.reindex(pd.MultiIndex.from_frame(found[["area", "task"]])).to_numpy(int), index=found.index)


def _reach(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """By indicator, in how many areas it is a concern, and how many are judged on it."""
    parts = cells[cells["area"].isin(ds.parts) & cells["status"].isin(JUDGED)]
    found = parts["concern"].isin(["behind", "unlikely"]).groupby(parts["no"]).agg(["sum", "size"])
    found = found.reindex(cells["no"].unique(), fill_value=0).astype(int)
    return found.rename(columns={"sum": "areas_concerned", "size": "areas_judged"})


def _part_of_another(cells: pd.DataFrame, part_of: pd.Series) -> pd.Series:
    """Whether what a cell is a part of is behind or unlikely in the same area."""
    troubled = cells[cells["concern"].isin(["behind", "unlikely"])]
    wholes = pd.MultiIndex.from_arrays([cells["no"].map(part_of).astype(float), cells["area"]])
    return pd.Series(
        wholes.isin(pd.MultiIndex.from_arrays([troubled["no"].astype(float), troubled["area"]])), index=cells.index
    )


def priorities(found: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Keep the tasks that come first.

    Parameters
    ----------
    found
        Rows of :func:`attention` of one area, all or some: of some, as those of one department, the
        tasks are ranked anew. Where ``urgency`` is blank (as pages of areas have it) the ranks stand.
    most
        How many tasks are kept.

    Returns
    -------
    pandas.DataFrame
        The rows of those tasks, by ``rank`` (from 1) and urgency.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = attention(open_dataset("data/wuxi"), "2024Q3").query("area == '全市'")
    >>> priorities(found).groupby("rank")["task"].first().tolist()
    ['unlikely', 'behind/就管中心/accumulates', 'behind/社保中心/growth']
    """
    told = found if found["urgency"].isna().any() else found.assign(rank=_ranks(found))
    told = told[told["rank"] <= most]
    return told.sort_values(["rank", "urgency"], ascending=[True, False], kind="stable").reset_index(drop=True)

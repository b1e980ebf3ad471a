"""Who is judged in which year, and whose sum an area continues.

Districts are founded, merged and split. An area's row in ``areas.csv`` holds from its
``since`` to its ``until``; a name may stand twice, once for each span, and is then not the
same area. What an area was in an earlier year is itself, the areas that it follows, or
nothing.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError, unknown
from ..messages import tell
from ..rows import Row, rows_of
from .files import place, refuse
from .settings import Settings

COLUMNS = ["area", "name_en", "code", "level"]
_EVER, _FOREVER = 0, 9999


def check_areas(path: Path, areas: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Areas stand once in any year, follow areas that there were, and the whole is always among them.

    Returns
    -------
    pandas.DataFrame
        The table with ``first`` and ``last``, the years of its ``since`` and ``until``: 0 and 9999 where those are blank.
    """
    spans = areas.assign(
        first=areas["since"].fillna(_EVER).astype(int), last=areas["until"].fillna(_FOREVER).astype(int)
    )
    refuse(path, spans, spans["first"] > spans["last"], "until",
           lambda area: tell("the area {area} ends before it begins", area=repr(area)), "area")  # fmt: skip
    by_time = spans.sort_values(["area", "first"], kind="stable")
    meets = by_time["first"] <= by_time.groupby("area")["last"].shift(fill_value=-1)
    refuse(path, spans, meets.sort_index(), "area",
           lambda area: tell("the area {area} stands twice", area=repr(area)), "area")  # fmt: skip
    for row in spans.index[spans["follows"] != ""]:
        _check_follows(path, spans, spans.index == row)
    if settings.city not in set(areas["area"]):
        problem = unknown("area", settings.city, areas["area"])
        raise InputError(
            tell("{file}: {key}: {problem}", file=path.parent / "dataset.toml", key="city", problem=problem)
        )
    passing = (spans["first"] > _EVER) | (spans["last"] < _FOREVER)
    refuse(path, spans, (spans["area"] == settings.city) & passing, "since",
           lambda area: tell("{area} is the whole: it has no since and no until", area=repr(area)), "area")  # fmt: skip
    return spans


def _check_follows(path: Path, spans: pd.DataFrame, here: npt.NDArray[np.bool_]) -> None:
    wrong, first = pd.Series(here, index=spans.index), int(spans.loc[here, "first"].iloc[0])
    names = spans.loc[here, "follows"].iloc[0].split("+")
    refuse(path, spans, wrong & (first == _EVER), "since",
           lambda area: tell("{area} follows other areas, and needs the year since when", area=repr(area)), "area")  # fmt: skip
    refuse(path, spans, wrong & (len(set(names)) < len(names)), "follows",
           lambda area: tell("{area} would count an area twice", area=repr(area)), "area")  # fmt: skip
    before = of_year(spans, first - 1)["area"].tolist()
    for name in names:
        if name not in before:
            problem = unknown(tell("area of {year}", year=first - 1), name, before)
            raise InputError(tell("{place}: {problem}", place=place(path, wrong, "follows"), problem=problem))


def of_year(spans: pd.DataFrame, year: int) -> pd.DataFrame:
    """The areas judged in a year, in order: the columns of :func:`check_areas`."""
    return spans[(spans["first"] <= year) & (spans["last"] >= year)].reset_index(drop=True)


def turns(spans: pd.DataFrame) -> set[int]:
    """The years in which areas come or go."""
    come, gone = spans.loc[spans["first"] > _EVER, "first"], spans.loc[spans["last"] < _FOREVER, "last"]
    return {*come.tolist(), *(gone + 1).tolist()}


def sources(spans: pd.DataFrame, year: int, earlier: int) -> dict[str, tuple[str, ...]]:
    """What each area of a year was in an earlier one: itself, several whose sum it continues, or nothing.

    Examples
    --------
    >>> spans = pd.DataFrame({
    ...     "area": ["甲", "乙", "甲", "丙"], "first": [0, 0, 2025, 2025], "last": [2024, 2024, 9999, 9999],
    ...     "follows": ["", "", "甲+乙", ""]})
    >>> sources(spans, 2025, 2024)
    {'甲': ('甲', '乙'), '丙': ('丙',)}
    """
    return {row.area: _was(spans, row, earlier) for row in rows_of(of_year(spans, year))}


def _was(spans: pd.DataFrame, area: Row, earlier: int) -> tuple[str, ...]:
    if area.first <= earlier:
        return (area.area,)
    if not area.follows:
        # a newcomer may have had figures before it was judged, if its name was nobody else's
        return (area.area,) if (spans["area"] == area.area).sum() == 1 else ()
    before = {row.area: row for row in rows_of(of_year(spans, area.first - 1))}
    return tuple(name for source in area.follows.split("+") for name in _was(spans, before[source], earlier))

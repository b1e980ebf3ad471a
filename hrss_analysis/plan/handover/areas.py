"""What became of the areas and departments that a plan names.

An area is known by its name. Where the two plans name the same areas, nothing has
changed; where they do not, any of those that stay may have gained or lost a part, and
all of them are for a person to look at.
"""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

import pandas as pd

from ..model import CITY_LEVEL
from ..names import bare_area, known_area
from .words import AREA_COLUMNS

_ALIKE = 0.4  # a name of two letters with one in common is as much as 0.5


def match_areas(old: Iterable[str], new: Iterable[str], fixed: Collection[str]) -> pd.DataFrame:
    """Propose what became of every area.

    Parameters
    ----------
    old, new
        The areas that are judged so far, and those of the new plan.
    fixed
        Those of `old` that are no territory of their own: the whole, the city's own offices.

    Returns
    -------
    pandas.DataFrame
        Columns ``area follows relation certainty reason decision``. A row for every
        area of the new plan and one for every area that it does not name; ``follows``
        is blank where the name is the same.

    Examples
    --------
    >>> match_areas(["全市", "江阴"], ["全市", "江阴市"], ["全市"])[["area", "follows", "decision"]].values.tolist()
    [['全市', '', 'same'], ['江阴市', '江阴', 'same']]
    """
    before, after = list(old), list(new)
    others = {area: [one for one in before if one == area or one not in after] for area in after}
    same = {area: known for area in after if (known := known_area(area, others[area])) is not None}
    gone = [area for area in before if area not in same.values()]
    come = [area for area in after if area not in same]
    steady = {*fixed, CITY_LEVEL}
    moved = [area for area in (*gone, *come) if area not in steady]
    rows = [_row(area, same, gone, come, "" if area in steady else "、".join(moved)) for area in after]
    for area in gone:
        why = "新计划中没有这个地区：改名或并入的，这里也选“更名”或“合并”，并在新地区一行写明由来；拆分的选“拆分”；不再下达的选“取消”"
        rows.append([area, "", "dropped", "open", why, ""])
    return pd.DataFrame(rows, columns=AREA_COLUMNS)


def _row(area: str, same: dict[str, str], gone: list[str], come: list[str], moved: str) -> list[str]:
    """A row of the table; `moved` names the areas whose coming or going may have touched this one."""
    if area in same:
        follows = "" if same[area] == area else same[area]
        if not moved:
            return [area, follows, "same", "certain", "名称相同" if not follows else "名称只差“市、区、县”", "same"]
        why = f"地区有增减（{moved}），请核对本地区范围是否变化：并入他区的写明由来并选“合并”，划出一部分的选“拆分”"
        return [area, follows, "same", "open", why, ""]
    parts = [one for one in gone if set(bare_area(one)) & set(bare_area(area))]
    if len(parts) > 1:
        return [area, "+".join(parts), "merged", "open", f"可能由{'、'.join(parts)}合并", ""]
    near = _nearest(area, gone)
    if near and len(come) <= len(gone):
        return [area, near, "renamed", "open", f"可能由{near}更名", ""]
    return [area, "", "new", "open", "地区表中没有这个地区：新设的选“新增”，由他区划出的选“拆分”", ""]


def _nearest(name: str, others: Iterable[str]) -> str:
    """The most similar of other names; blank if none is."""
    ranked = sorted(others, key=lambda other: -SequenceMatcher(None, name, other).ratio())
    return ranked[0] if ranked and SequenceMatcher(None, name, ranked[0]).ratio() >= _ALIKE else ""


def match_departments(old: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """The departments that the earlier plan does not name, each with the most similar that only it names; or blank.

    Examples
    --------
    >>> match_departments(["就管中心", "人才处"], ["就业管理中心", "人才处"])
    {'就业管理中心': '就管中心'}
    """
    before, after = list(dict.fromkeys(old)), list(dict.fromkeys(new))
    gone = [name for name in before if name not in after]
    return {name: _nearest(name, gone) for name in after if name not in before}

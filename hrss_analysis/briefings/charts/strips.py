"""Dots along a line, one for each area: how far apart the areas are, each against its own pace."""

from dataclasses import dataclass
from itertools import count
from math import inf

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ...dataset import Dataset
from ...language import page_language, say
from ...paper.chart import (
    ACCENT,
    ALARM,
    EM,
    GRID,
    INK,
    MUTED,
    NAMED,
    PAPER,
    SMALL,
    STYLE,
    WARN,
    Chart,
    Room,
    canvas,
    keyed,
    room_for,
    simulated,
    write_key,
)
from ...paper.marks import Mark, mark
from ...paper.text import width_of
from ...rows import rows_of
from ...vocabulary import STATUS
from ..cells import completion
from ..names import area, indicator
from .behind import PACED
from .naming import area_mark, name_rows, row_height, row_names, stacked

TOP = 130.0  # per cent; what is further is drawn at the edge
LEVEL = 0.16  # inches that names stand above each other
COLOURS = {"red": ALARM, "amber": WARN}


def strip(ds: Dataset, cells: pd.DataFrame, *, most: int = 12) -> Chart | None:
    """The completions of all areas, one line for each indicator; None if fewer than two areas have one.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress``; indicators with the area furthest behind come first.
    most
        How many indicators at the most.
    """
    told = cells[cells["gap_points"].notna() & cells["area"].isin(ds.parts)]
    several = told.groupby("no")["area"].transform("size") > 1
    told = told[several]
    if told.empty:
        return None
    order = told.groupby("no")["gap_points"].min().sort_values(kind="stable").head(most).index
    told = told[told["no"].isin(order)]
    names = row_names(ds, order, zh=11, en=15)
    aside, beyond = _overhang(ds, told, NAMED - room_for(names)) if len(order) > 1 else (0, 0)
    room = Room(left=room_for(names) + aside, right=0.1 + beyond, top=0.4)
    placed = _placed(ds, told, NAMED - room.left - room.right) if len(order) == 1 else []
    high = LEVEL * (2 * max(one.level for one in placed) + 1) if placed else 0
    figure, axes = canvas(0.75 + row_height(names, 0.42) * len(order) + high, room=room, width=NAMED)
    with style.context(STYLE):
        _draw(ds, axes[0, 0], told, list(order), names, aside)
        for one in sorted(placed, key=lambda one: -one.level):  # those that are near cover the lines of the others
            _name_dot(axes[0, 0], one)
    worst = next(rows_of(told.nsmallest(1, "gap_points")))
    place, share = area(ds, worst.area), completion(worst)
    if len(order) == 1:
        title = say("完成最少的是{area}（{share}）", area=place, share=share)
    else:
        name = indicator(ds, worst.no)
        title = say("{area}的{name}慢于序时最多，完成{share}", area=place, name=name, share=share)
    alt = say("点图：{title}。每点为一个地区的完成率，竖线为应达到的序时进度。各地区数字见表。", title=title)
    return Chart(
        figure,
        say("{title}（各地区完成率，%）", title=title),
        alt,
        told[PACED],
        _told(ds, axes[0, 0], told, list(order)),
    )


def _draw(ds: Dataset, ax: Axes, told: pd.DataFrame, order: list[int], names: list[str], aside: float) -> None:
    rows = {no: len(order) - 1 - rank for rank, no in enumerate(order)}
    for no, own in told.sort_values("completion", kind="stable").groupby("no"):
        row = rows[int(str(no))]
        share = (100 * own["completion"]).clip(0, TOP)
        colours = [COLOURS.get(STATUS[status].light, ACCENT) for status in own["status"]]
        ax.hlines(row, share.min(), share.max(), color=MUTED, linewidth=1, zorder=1)
        due = 100 * own["expected"].iloc[0]
        ax.vlines(due, row - 0.34, row + 0.34, color=INK, linewidth=2, zorder=2)
        ax.scatter(share, np.full(len(own), row), s=34, color=colours, edgecolor=PAPER, linewidth=0.6, zorder=3)
        ends = {"below": own.iloc[0], "above": own.iloc[-1]} if len(order) > 1 else {}
        _name_ends(ds, ax, row, ends)
    name_rows(ax, list(rows.values()), names, 1.25, aside)
    ax.set_xlim(0, TOP + 14)
    ax.set_ylim(-0.8, len(order) - 0.2)
    ax.set_xticks([0, 25, 50, 75, 100, 125])
    ax.axvline(100, color=MUTED, linewidth=0.8)
    ax.spines["left"].set_visible(False)
    marks = [say("┃ 应达到的序时进度"), say("超过130%的画在右端")]
    marks += [say("净减的画在左端")] if (told["completion"] < 0).any() else []
    write_key(ax, keyed(marks, simulated=simulated(told)))


def _told(ds: Dataset, ax: Axes, told: pd.DataFrame, order: list[int]) -> list[Mark]:
    """What is told of the dots, line by line."""
    by_line = told.groupby("no")
    return [
        mark(ax, _across(row.completion), len(order) - 1 - rank, indicator(ds, no), completion(row), area(ds, row.area))
        for rank, no in enumerate(order)
        for row in rows_of(by_line.get_group(no).sort_values("completion", kind="stable"))
    ]


def _name_ends(ds: Dataset, ax: Axes, row: int, ends: dict[str, pd.Series]) -> None:
    """The first and the last area of a line, by name, left and right of it."""
    for side, (offset, align) in {"below": (-6, "right"), "above": (6, "left")}.items():
        if side in ends:
            x = _across(ends[side]["completion"])
            for line, up in stacked(area_mark(ds, ends[side]["area"]), SMALL, 1.15):
                ax.annotate(
                    line, (x, row), (offset, up), textcoords="offset points", ha=align, va="center", fontsize=SMALL, color=MUTED,
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}, zorder=2.5,
                )  # fmt: skip


def _overhang(ds: Dataset, told: pd.DataFrame, wide: float) -> tuple[float, float]:
    """Inches that areas' names beside their dots would reach out of the axes, to the left and to the right."""
    if page_language() == "zh":
        return 0, 0
    ends = told.sort_values("completion", kind="stable").groupby("no")
    first, last = ends.head(1), ends.tail(1)
    width = {name: room_for([area_mark(ds, name)]) * SMALL / 9.5 for name in {*first["area"], *last["area"]}}
    wide -= 2 * max(width.values())  # of the axes, which will be narrower by what is found here
    inch = wide / (TOP + 14)
    return (
        max(0, *(width[row.area] - inch * _across(row.completion) for row in rows_of(first))),
        max(0, *(width[row.area] - inch * (TOP + 14 - _across(row.completion)) for row in rows_of(last))),
    )


def _across(completion: float) -> float:
    return min(max(100 * completion, 0), TOP)


@dataclass(frozen=True)
class _Name:
    """An area's name above or below its dot: so many lines away, and moved aside by some inches."""

    text: str
    x: float
    above: bool
    level: int = 0
    aside: float = 0.0


def _placed(ds: Dataset, told: pd.DataFrame, wide: float) -> list[_Name]:
    """Every area by name, below and above its dot, as far away as keeps clear of the others."""
    placed: list[_Name] = []
    taken: dict[tuple[int, bool], float] = {}
    for one in rows_of(told.sort_values("completion", kind="stable")):
        x, name = _across(one.completion), area(ds, one.area)
        half = width_of(name) * EM * SMALL / 9.5 / 2
        middle = x / (TOP + 14) * wide
        centre = min(max(middle, half), wide - half)
        places = ((level, below) for level in count() for below in (False, True))
        level, below = next(place for place in places if taken.get(place, -inf) < centre - half)
        taken[level, below] = centre + half + 0.08
        placed.append(_Name(name, x, not below, level, centre - middle))
    return placed


def _name_dot(ax: Axes, name: _Name) -> None:
    away = 9 + 72 * LEVEL * name.level
    line = {"arrowstyle": "-", "color": GRID, "shrinkA": 0, "shrinkB": 4} if name.level else None
    paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.3}
    ax.annotate(
        name.text, (name.x, 0), (72 * name.aside, away if name.above else -away), textcoords="offset points",
        ha="center", va="bottom" if name.above else "top", fontsize=SMALL, rotation=0, arrowprops=line, bbox=paper,
    )  # fmt: skip

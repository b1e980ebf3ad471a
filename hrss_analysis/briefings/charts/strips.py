"""Dots along a line, one for each area: how far apart the areas are, each against its own pace."""

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ...dataset import Dataset
from ...paper import labels
from ...paper.chart import (
    ACCENT,
    ALARM,
    INK,
    MUTED,
    PAPER,
    SIMULATED,
    STYLE,
    WARN,
    Chart,
    Room,
    canvas,
    room_for,
    simulated,
)
from ...paper.text import wrap
from ...rows import rows_of
from ...vocabulary import STATUS
from .behind import PACED

TOP = 130.0  # per cent; what is further is drawn at the edge
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
    names = [wrap(ds.indicator(no).name, 20, 2) for no in order]
    figure, axes = canvas(0.75 + 0.42 * len(order), room=Room(left=room_for(names), top=0.4))
    with style.context(STYLE):
        _draw(axes[0, 0], told, list(order), names)
    worst = next(rows_of(told.nsmallest(1, "gap_points")))
    title = f"{worst.area}的{ds.indicator(worst.no).name}离序时最远，完成{labels.share(worst.completion)}"
    if len(order) == 1:
        title = f"完成最少的是{worst.area}（{labels.share(worst.completion)}）"
    alt = f"点图：{title}。每点为一个地区的完成率，竖线为应达到的序时进度。各地区数字见表。"
    return Chart(figure, f"{title}（各地区完成率，%）", alt, told[PACED])


def _draw(ax: Axes, told: pd.DataFrame, order: list[int], names: list[str]) -> None:
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
        _name_ends(ax, row, ends)
        if not ends:
            _name_all(ax, row, own)
    ax.set_yticks(list(rows.values()), names, linespacing=1.25)
    ax.set_xlim(0, TOP + 14)
    ax.set_ylim(-0.8, len(order) - 0.2)
    ax.set_xticks([0, 25, 50, 75, 100, 125])
    ax.axvline(100, color=MUTED, linewidth=0.8)
    ax.spines["left"].set_visible(False)
    ax.set_title(
        f"┃ 应达到的序时进度　超过130%的画在右端{'　' + SIMULATED if simulated(told) else ''}",
        color=MUTED,
        fontsize=8.5,
    )


def _name_ends(ax: Axes, row: int, ends: dict[str, pd.Series]) -> None:
    """The first and the last area of a line, by name, left and right of it."""
    for side, (offset, align) in {"below": (-6, "right"), "above": (6, "left")}.items():
        if side in ends:
            area = ends[side]
            x = min(max(100 * area["completion"], 0), TOP)
            ax.annotate(
                area["area"], (x, row), (offset, 0), textcoords="offset points", ha=align, va="center", fontsize=8.5, color=MUTED,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}, zorder=2.5,
            )  # fmt: skip


def _name_all(ax: Axes, row: int, own: pd.DataFrame) -> None:
    """Every area by name, alternately above and below its dot."""
    for rank, area in enumerate(rows_of(own)):
        x = min(max(100 * area.completion, 0), TOP)
        offset, align = ((9, "bottom"), (-9, "top"))[rank % 2]
        ax.annotate(
            area.area,
            (x, row),
            (0, offset),
            textcoords="offset points",
            ha="center",
            va=align,
            fontsize=8.5,
            rotation=0,
        )

"""Bars of the share reached, beside the share due and last year's: who is slow, and by how much."""

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
from ...vocabulary import STATUS
from ..cells import lowest_first
from .behind import PACED


def bullets(ds: Dataset, cells: pd.DataFrame, paced: pd.DataFrame, *, most: int = 12) -> Chart | None:
    """The indicators furthest behind: share reached, share due, last year's; None if nothing accumulates or grows.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    paced
        Rows of ``pace`` of the same period: of what accumulates, a year ago's share of this
        year's target is shown.
    most
        How many bars at the most; the furthest behind come first.
    """
    told = lowest_first(cells[cells["gap_points"].notna()])
    slow = told[told["gap_points"] < 0]
    frame = (told if slow.empty else slow).head(most)
    if frame.empty:
        return None
    ago = paced[["no", "area", "year_ago_share"]].rename(columns={"year_ago_share": "last_year"})
    frame = frame.merge(ago, on=["no", "area"], how="left")
    if slow.empty and len(frame) == 1:
        title = "完成率与序时进度"
    elif slow.empty:
        title = f"进度最靠后的{len(frame)}项也不慢于序时"
    else:
        title = f"慢于序时进度的{len(slow)}项" + (f"中最远的{most}项" if len(slow) > most else "")
    names = [wrap(ds.indicator(no).name, 20, 2) for no in frame["no"]]
    figure, axes = canvas(0.6 + 0.34 * len(frame), room=Room(left=room_for(names)))
    with style.context(STYLE):
        _draw_bullets(axes[0, 0], frame, names)
    worst = frame.iloc[0]
    alt = (
        f"条形图：{title}。{ds.indicator(worst['no']).name}完成{labels.share(worst['completion'])}，"
        f"与序时进度相差{labels.POINTS(worst['gap_points'], target=0)}个百分点。各项数字见记分表。"
    )
    return Chart(figure, f"{title}（完成率，%）", alt, frame[[*PACED, "last_year"]])


def _draw_bullets(ax: Axes, frame: pd.DataFrame, names: list[str]) -> None:
    rows = np.arange(len(frame))[::-1]
    top = 130.0
    share = (frame["completion"] * 100).clip(0, top).to_numpy()
    colours = [{"red": ALARM, "amber": WARN}.get(STATUS[status].light, ACCENT) for status in frame["status"]]
    ax.barh(rows, share, height=0.42, color=colours, zorder=2)
    ax.vlines(frame["expected"] * 100, rows - 0.38, rows + 0.38, color=INK, linewidth=2, zorder=3)
    ax.scatter(
        (frame["last_year"] * 100).clip(0, top), rows, marker="D", s=22, facecolor=PAPER, edgecolor=MUTED, zorder=4
    )
    ax.axvline(100, color=MUTED, linewidth=0.8)
    for row, completion in zip(rows, frame["completion"], strict=True):
        ax.text(top + 15, row, labels.share(completion), va="center", ha="right")
    ax.set_yticks(rows, names, linespacing=1.25)
    ax.set_xlim(0, top + 15)
    ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 目标"])
    ax.spines["left"].set_visible(False)
    ghost = "　◇ 去年同期数相当于今年目标的份额" if frame["last_year"].notna().any() else ""
    note = f"┃ 应达到的序时进度{ghost}" + (f"　{SIMULATED}" if simulated(frame) else "")
    ax.set_title(note, color=MUTED, fontsize=8.5)
    ax.set_ylim(-0.7, len(frame) - 0.3)

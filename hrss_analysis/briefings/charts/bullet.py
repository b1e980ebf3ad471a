"""Bars of the share reached, beside the share due and last year's: who is slow, and by how much."""

import pandas as pd

from ...dataset import Dataset
from ...language import say
from ...paper import labels
from ...paper.chart import (
    ACCENT,
    ALARM,
    INK,
    MUTED,
    NAMED,
    PAPER,
    SMALL,
    WARN,
    Chart,
    Room,
    keyed,
    room_for,
    simulated,
)
from ...paper.panels import Drawing, Panel
from ...rows import Row, rows_of
from ...vocabulary import STATUS
from ..cells import completion, lowest_first
from ..names import indicator
from .behind import PACED
from .naming import row_height, row_names, stacked

TOP = 130.0  # per cent; what is further is drawn no longer
FALLEN = -25.0  # and so is what fell
THICK = 0.42 * 0.34 * 72  # points that a bar is high


def bullets(ds: Dataset, cells: pd.DataFrame, paced: pd.DataFrame, *, most: int = 12) -> Chart | None:
    """The indicators furthest behind: share reached, share due, last year's; None if nothing accumulates or grows, or one alone and well.

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
    if frame.empty or (slow.empty and len(frame) == 1):
        return None
    ago = paced[["no", "area", "year_ago_share"]].rename(columns={"year_ago_share": "last_year"})
    frame = frame.merge(ago, on=["no", "area"], how="left")
    title = _finding(len(slow), len(frame), most)
    drawing = _drawing(ds, frame, row_names(ds, frame["no"], zh=11, en=15))
    worst = frame.iloc[0]
    alt = say(
        "条形图：{title}。{name}完成{share}，与序时进度相差{gap}个百分点。各项数字见记分表。",
        title=title,
        name=indicator(ds, worst["no"]),
        share=completion(worst),
        gap=labels.POINTS(worst["gap_points"], target=0),
    )
    return Chart(
        drawing.figure(), say("{title}（完成率，%）", title=title), alt, frame[[*PACED, "last_year"]], drawing.told
    )


def _finding(slow: int, shown: int, most: int) -> str:
    if slow > most:
        return say("慢于序时进度的{n}项中最远的{most}项", n=slow, most=most)
    if slow:
        return say("慢于序时进度的{n}项", n=slow)
    return say("进度最靠后的{n}项也不慢于序时", n=shown)


def _drawing(ds: Dataset, frame: pd.DataFrame, names: list[str]) -> Drawing:
    drawing = Drawing(0.6 + row_height(names, 0.34) * len(frame), NAMED)
    (place,) = drawing.panels(1, 1, Room(left=room_for(names)))
    left = FALLEN if (frame["completion"] < 0).any() else 0.0
    panel = Panel(drawing, *place, (left, TOP + 15), (-0.7, len(frame) - 0.3))
    panel.frame({0: "0", 25: "25", 50: "50", 75: "75", 100: say("100 目标")}, side=False)
    panel.line((100, 100), panel.y, color=MUTED, linewidth=0.8)
    for rank, (row, name) in enumerate(zip(rows_of(frame), names, strict=True)):
        up = len(frame) - 1 - rank
        colour = {"red": ALARM, "amber": WARN}.get(STATUS[row.status].light, ACCENT)
        share, due = (min(max(100 * value, left), TOP) for value in (row.completion, row.expected))
        panel.line((0, share), (up, up), color=colour, linewidth=THICK, capstyle="butt", zorder=2)
        panel.line((due, due), (up - 0.38, up + 0.38), color=INK, linewidth=2, capstyle="butt", zorder=3)
        if pd.notna(row.last_year):
            last = min(max(100 * row.last_year, 0.0), TOP)
            panel.dots(last, up, marker="D", markersize=4.7, markerfacecolor=PAPER, markeredgecolor=MUTED, zorder=4)
        panel.tell(share, up, indicator(ds, row.no), _told(row))
        panel.text(completion(row), TOP + 15, up, va="center", ha="right")
        for line, above in stacked(name, 9.5):
            panel.text(line, left, up, (-4, above), va="center", ha="right", linespacing=1.25)
    if left:
        panel.line((0, 0), panel.y, color=MUTED, linewidth=0.8)
    marks = [say("┃ 应达到的序时进度")]
    if frame["last_year"].notna().any():
        marks.append(say("◇ 去年同期数相当于今年目标的份额"))
    drawing.write(keyed(marks, simulated=simulated(frame)), 0.1, drawing.height - 0.2, color=MUTED, fontsize=SMALL)
    return drawing


def _told(row: Row) -> str:
    """What one bar shows: the share reached, and the shares that it is held against."""
    due = labels.PERCENT(100 * row.expected)
    if pd.isna(row.last_year):
        return say("完成{share}，序时{due}", share=completion(row), due=due)
    last = labels.PERCENT(100 * row.last_year)
    return say("完成{share}，序时{due}，去年同期数相当于今年目标的{last}", share=completion(row), due=due, last=last)

"""What a picture shows at which place: told where it is pointed at, or reached by keyboard.

The picture itself stays as it is, and a page without scripts says in its tables what is told here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes

POINTS = 72  # an inch, and what a picture's places are measured in


@dataclass(frozen=True)
class Mark:
    """A figure in a picture: where, in inches from the left and from the bottom, of what, and what it is.

    ``under`` is the panel or the row that it stands in, ``of`` whose it is there: what is of one
    is lit together, in all pictures of a page. Without ``of`` it is of what it stands in.
    """

    x: float
    y: float
    under: str
    text: str
    of: str = ""


def mark(ax: Axes, x: float, y: float, under: str, text: str, of: str = "") -> Mark:
    """A figure in a pair of axes whose limits do not change any more.

    Examples
    --------
    >>> from hrss_analysis.paper.chart import Room, canvas
    >>> figure, axes = canvas(2, room=Room(left=1, right=1, top=0.5, bottom=0.5))
    >>> _ = axes[0, 0].set(xlim=(0, 1), ylim=(0, 1))
    >>> found = mark(axes[0, 0], 0, 1, "江阴", "3人")
    >>> round(found.x, 6), round(found.y, 6)
    (1.0, 1.5)
    """
    return Mark(*place(ax, x, y), under, text, of)


def place(ax: Axes, x: float, y: float) -> tuple[float, float]:
    """Where a point of such axes stands in its picture, in inches."""
    figure: Any = ax.figure
    across, up = figure.dpi_scale_trans.inverted().transform(ax.transData.transform((x, y)))
    return float(across), float(up)


def told(marks: Iterable[Mark], height: float) -> str | None:
    r"""All of it in few letters, from the top of a picture so many inches high: a line for what stands together, then its figures.

    Examples
    --------
    >>> told([Mark(1, 1, "培训", "62%", "江阴"), Mark(2, 1, "培训", "70%", "宜兴")], 2)
    '培训\n72 72\t江阴\t62%\n144 72\t宜兴\t70%'
    """
    lines: list[str] = []
    for under, own in groupby(marks, lambda one: one.under):
        lines.append(_line(under))
        lines += [
            f"{POINTS * one.x:.0f} {POINTS * (height - one.y):.0f}\t{_line(one.of)}\t{_line(one.text)}" for one in own
        ]
    return "\n".join(lines) or None


def _line(text: str) -> str:
    return " ".join(text.split())

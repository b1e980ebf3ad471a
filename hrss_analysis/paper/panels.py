"""Panels of a picture, drawn with few parts: all of them stand in one pair of axes that is measured in inches.

An axis of matplotlib with its ticks takes longer to make and to draw than all that is drawn
along it. Here lines of one look are one collection, whatever panel they stand in, and ticks
are text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib import style
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from . import fonts
from .chart import GRID, INK, MUTED, PAPER, SMALL, STYLE, WIDTH, Room, tick_texts
from .labels import Number
from .marks import POINTS, Mark

POINT = 1 / POINTS  # inches
MARGIN = 0.05  # of the span of its figures that a panel has above and below them

EDGE = {"color": MUTED, "linewidth": 0.8}
STEPS = 4  # of the figures up a side, at the most

Look = tuple[tuple[str, Any], ...]


@dataclass
class Panel:
    """A part of a picture: a rectangle in inches, and what stands at its edges."""

    drawing: "Drawing"
    left: float
    bottom: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Where something stands, in inches."""
        across = self.left + (np.asarray(x, float) - self.x[0]) / (self.x[1] - self.x[0]) * self.width
        up = self.bottom + (np.asarray(y, float) - self.y[0]) / (self.y[1] - self.y[0]) * self.height
        return across, up

    def line(self, x: Any, y: Any, **look: Any) -> None:
        """A line through points; those of one look are drawn together."""
        points = np.column_stack(self.at(x, y))
        points = points[np.isfinite(points).all(axis=1)]
        if len(points) > 1:
            self.drawing.lines.setdefault(tuple(sorted(look.items())), []).append(points)

    def dots(self, x: Any, y: Any, **look: Any) -> None:
        """Marks at points."""
        self.drawing.marks.setdefault(tuple(sorted(look.items())), []).append(
            np.column_stack(self.at(x, y)).reshape(-1, 2)
        )

    def text(self, text: str, x: float, y: float, offset: tuple[float, float] = (0, 0), **look: Any) -> None:
        """Text at a point, moved by some points; on paper of its own where ``paper`` is said."""
        across, up = self.at(x, y)
        self.drawing.write(text, across + offset[0] * POINT, up + offset[1] * POINT, **look)

    def tell(self, x: float, y: float, under: str, text: str, of: str = "") -> None:
        """What is told of a point that is pointed at."""
        if np.isfinite((x, y)).all():
            across, up = self.at(x, y)
            self.drawing.told.append(Mark(float(across), float(up), under, text, of))

    def frame(self, texts: Mapping[float, str], number: Number | None = None, *, side: bool = True) -> None:
        """Lines below and to the left, names along the bottom, and figures with a grid up the side where a number is given."""
        (low, high), (bottom, top) = self.x, self.y
        self.line(
            [low, low, high] if side else [low, high], [top, bottom, bottom] if side else [bottom, bottom], **EDGE
        )
        for x, text in texts.items():
            self.text(text, x, bottom, (0, -4), ha="center", va="top", fontsize=SMALL)
        if number is not None:
            steps = MaxNLocator(STEPS, integer=number.decimals == 0).tick_values(bottom, top)
            steps = [step for step in steps if bottom <= step <= top]
            for step, text in zip(steps, tick_texts(number, steps), strict=True):
                self.line([low, high], [step, step], color=GRID, linewidth=0.8, zorder=0.5)
                self.text(text, low, step, (-4, 0), ha="right", va="center", fontsize=SMALL)

    def title(self, text: str, **look: Any) -> None:
        """A heading above it."""
        up = self.bottom + self.height + 5 * POINT
        self.drawing.write(text, self.left, up, va="bottom", linespacing=1.3, **look)


@dataclass
class Drawing:
    """A picture of so many inches, to be filled panel by panel."""

    height: float
    width: float = WIDTH
    lines: dict[Look, list[Any]] = field(default_factory=dict)
    marks: dict[Look, list[Any]] = field(default_factory=dict)
    told: list[Mark] = field(default_factory=list)
    _texts: list[tuple[str, float, float, dict[str, Any]]] = field(default_factory=list)

    def panels(self, rows: int, columns: int, room: Room) -> list[tuple[float, float, float, float]]:
        """The rectangles of a table of panels, row by row: left, bottom, width, height."""
        wide = (self.width - room.left - room.right - (columns - 1) * room.between[1]) / columns
        high = (self.height - room.top - room.bottom - (rows - 1) * room.between[0]) / rows
        return [
            (room.left + column * (wide + room.between[1]), room.bottom + row * (high + room.between[0]), wide, high)
            for row in reversed(range(rows))
            for column in range(columns)
        ]

    def write(self, text: str, x: float, y: float, *, paper: bool = False, **look: Any) -> None:
        """Text at a point in inches."""
        behind = {"bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}} if paper else {}
        self._texts.append((text, float(x), float(y), {"color": INK, **behind, **look}))

    def figure(self) -> Figure:
        """All of it as a figure."""
        fonts.register()
        with style.context(STYLE):
            figure = Figure(figsize=(self.width, self.height))
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set_axis_off()
            axes.set_xlim(0, self.width)
            axes.set_ylim(0, self.height)
            for look, points in self.lines.items():
                axes.add_collection(LineCollection(points, **_many(look)), autolim=False)
            for look, points in self.marks.items():
                axes.plot(*np.concatenate(points).T, linestyle="none", scalex=False, scaley=False, **dict(look))
            for text, x, y, own in self._texts:
                axes.text(x, y, text, **own)
        return figure


def _many(look: Look) -> dict[str, Any]:
    names = {"color": "colors", "linewidth": "linewidths", "linestyle": "linestyles"}
    return {names.get(name, name): value for name, value in look}


def span_of(values: Iterable[float], *, from_zero: bool) -> tuple[float, float]:
    """From where to where a panel reaches that shows these figures, with room above for what names them.

    Examples
    --------
    >>> span_of([10, 20], from_zero=True), span_of([10, float("nan"), 20], from_zero=False)
    ((0.0, 23.37), (8.62, 22.04))
    """
    known = np.asarray([value for value in values if np.isfinite(value)], float)
    low, high = (known.min(), known.max()) if len(known) else (0.0, 1.0)
    pad = MARGIN * (high - low or abs(high) or 1.0)
    counted = from_zero and low >= 0
    low, high = 0.0 if counted else low - pad, high + pad
    return float(low - (0 if counted else 0.08 * (high - low))), float(high + 0.14 * (high - low))

"""Names beside points, where none lies over another, over a point, or beyond the edge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from .chart import GRID, SMALL
from .marks import POINTS, place
from .text import WIDER, width_of

HIGH = 1.25  # of its size that a line of text takes
GAP = 6.0  # points between the middle of a point and its name
DOT = 3.0  # points from there to its edge
FURTHEST = 6  # heights of its type that a name is moved away, at the most


@dataclass(frozen=True)
class Box:
    """A rectangle: left, bottom, right, top, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles have something in common."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def within(self, other: "Box") -> bool:
        """Whether nothing of it is outside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


def beside(points: Sequence[tuple[float, float]], names: Sequence[str], size: float, room: Box) -> list[Box | None]:
    """Where the names of points stand: to the right, to the left, below or above, or as little further as is needed.

    Parameters
    ----------
    points
        Where they are, in points from the lower left corner.
    names
        Their names, in lines.
    size
        Of the type, in points.
    room
        What no name may leave.

    Returns
    -------
    list of Box or None
        What each name covers; None where there is no room for it at all.

    Examples
    --------
    >>> first, second = beside([(50, 50), (60, 50)], ["甲", "乙"], 8, Box(0, 0, 100, 100))
    >>> first.right < 50, second.left > 60  # the second is to the right of the first
    (True, True)
    """
    taken = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    placed: list[Box | None] = []
    for (x, y), name in zip(points, names, strict=True):
        lines = name.split("\n")
        wide, high = max(map(width_of, lines)) * size * WIDER / 2, len(lines) * size * HIGH / 2
        spots = (Box(x + dx - wide, y + dy - high, x + dx + wide, y + dy + high) for dx, dy in _ways(wide, high, size))
        free = (box for box in spots if box.within(room) and not any(map(box.meets, taken)))
        placed.append(next(free, None))
        if placed[-1]:
            taken.append(placed[-1])
    return placed


def _ways(wide: float, high: float, size: float) -> Iterator[tuple[float, float]]:
    """Where the middle of a name may stand from its point: near it first, in every direction, and then further away."""
    for away in range(FURTHEST):
        side, up = wide + GAP + away * size, high + GAP + away * size
        yield from ((side, 0), (-side, 0), (0, up), (0, -up), (side, up), (-side, up), (side, -up), (-side, -up))


def name_points(ax: Axes, xs: Sequence[float], ys: Sequence[float], names: Sequence[str]) -> None:
    """Name points where there is room, with a line to those that stand away; the axes have their final limits before."""
    corners = zip(ax.get_xlim(), ax.get_ylim(), strict=True)
    (left, bottom), (right, top) = (_in_points(ax, *corner) for corner in corners)
    points = [_in_points(ax, x, y) for x, y in zip(xs, ys, strict=True)]
    boxes = beside(points, names, SMALL, Box(left, bottom, right, top))
    for x, y, (across, up), name, box in zip(xs, ys, points, names, boxes, strict=True):
        if box is None:  # told by the table, and where it is pointed at
            continue
        edge = min(max(across, box.left), box.right)  # whichever is near
        side = {box.left: "left", box.right: "right"}.get(edge, "center")
        offset = (edge - across, (box.bottom + box.top) / 2 - up)
        line = {"arrowstyle": "-", "color": GRID, "shrinkA": 0, "shrinkB": 3}
        ax.annotate(
            name, (x, y), offset, textcoords="offset points", ha=side, va="center", fontsize=SMALL,
            arrowprops=line if max(map(abs, offset)) > 2 * SMALL else None,
        )  # fmt: skip


def _in_points(ax: Axes, x: float, y: float) -> tuple[float, float]:
    across, up = place(ax, x, y)
    return POINTS * across, POINTS * up

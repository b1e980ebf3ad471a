"""Pictures: few kinds, one style sheet, a finding for a title.

A chart is drawn by matplotlib and put into the page as SVG whose text stays
text. It carries an alternative text that states its finding, and the frame it
was drawn from.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ..language import page_language, say
from . import fonts
from .blocks import Picture, plain
from .html import TURNING, Html, Shown, drawn, element, saying
from .labels import Number
from .marks import POINTS, Mark, told
from .text import WIDER, width_of

STYLE = Path(__file__).parent / "hrss.mplstyle"
WIDTH = 9.2  # inches: what a page is wide
NAMED = 6.2  # inches: a picture of one panel with names beside it, of which a phone shows all that matters
SINGLE = 5.0  # inches: a picture of one panel, which a phone shows whole
EM = 9.5 / POINTS * WIDER  # inches of a full-width character
SMALL = 8.5  # points: ticks, names within a panel, and what marks mean
INK, MUTED, GRID, ACCENT, ALARM, WARN, PAPER = (
    "#1f2933", "#6b7785", "#d9dee4", "#2f6db5", "#b3372c", "#c98a1b", "#fefefe",
)  # fmt: skip
_PROPERTIES = {PAPER: "paper", INK: "ink", MUTED: "muted", GRID: "grid", ACCENT: "accent", ALARM: "alarm", WARN: "warn"}


@dataclass(frozen=True)
class Chart(Shown):
    """A figure, the sentence that says what it shows, the frame behind it, and what it tells where it is pointed at."""

    figure: Figure = field(repr=False)
    title: str
    alt: str
    frame: pd.DataFrame = field(repr=False)
    marks: Sequence[Mark] = field(default=(), repr=False)

    def svg(self) -> str:
        """The picture as SVG for a page: no fixed colours, no fixed size, ids of its own."""
        buffer = io.StringIO()
        with style.context(STYLE):
            self.figure.savefig(
                buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
            )
        return _for_page(buffer.getvalue())

    def html(self) -> Html:
        """The picture with its title."""
        svg = self.svg()
        marks = told(self.marks, self.figure.get_figheight())
        picture = element(
            "div",
            drawn(svg),
            role="img",
            aria_label=self.alt,
            class_="picture",
            data_marks=marks,
            style=f"--points:{POINTS * self.figure.get_figwidth():.0f}",
        )
        frame = {str(name): plain(column.tolist()) for name, column in self.frame.items()}
        return saying(
            element("figure", element("figcaption", element("h3", self.title)), picture),
            Picture(self.title, self.alt, frame, svg),
        )


def _for_page(svg: str) -> str:
    svg = svg[svg.index("<svg") :].translate(TURNING)
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    # matplotlib's rule for all elements would hold for the whole page
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>\s*", "", svg, flags=re.DOTALL)
    referred = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg))
    prefix = "c" + hashlib.sha256(svg.encode()).hexdigest()[:8]

    def own_id(match: re.Match[str]) -> str:
        return f' id="{prefix}-{match[1]}"' if match[1] in referred else ""

    svg = re.sub(r"(?<!:) id=\"([^\"]+)\"", own_id, svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r"href=\"#([^\"]+)\"", rf'href="#{prefix}-\1"', svg)
    # JupyterLab has no page style: there the colour itself holds
    for colour, name in _PROPERTIES.items():
        svg = svg.replace(colour, f"var(--{name}, {colour})")
    # the page's stylesheet sets the family; sizes stay as they were laid out
    svg = re.sub(r"font: ([\d.]+px)[^;\"]*", r"font-size: \1", svg)
    svg = re.sub(
        r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>",
        r'<svg viewBox="\1" xmlns:xlink="http://www.w3.org/1999/xlink">',
        svg,
        count=1,
    )
    return re.sub(r"\n\s*", "\n", _shortened(svg)).strip()


def _shortened(svg: str) -> str:
    r"""A picture in few letters: a hundredth of a point is finer than any eye.

    Examples
    --------
    >>> _shortened('<path d="M 46.8 123.571709 \nL 213.6 123.0 \nz\n" style="fill: none; stroke: red"/>')
    '<path d="M46.8 123.57L213.6 123z" style="fill:none;stroke:red"/>'
    """
    svg = svg.replace("font-family: 'Noto Sans SC'; ", "")  # the page's, and on its own the picture's
    svg = re.sub(r' transform="rotate\(-?0 [^"]*"', "", svg)
    svg = re.sub(r' (?:d|x|y|width|height|transform|points)="[^"]+"', lambda place: _rounded(place[0]), svg)
    svg = re.sub(r'(?<= d=)"[^"]+"', lambda path: re.sub(r"\s*([A-Za-z])\s*", r"\1", path[0]), svg)
    return re.sub(r'style="[^"]+"', lambda style: re.sub(r"([:;]) ", r"\1", style[0]), svg)


def _rounded(places: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), places)


@dataclass(frozen=True)
class Room:
    """What is kept free around the axes of a figure and between them, in inches.

    It is given, not found out by drawing: that would take as long as the drawing itself,
    and would move the axes of every chart with its labels.
    """

    left: float = 0.6
    right: float = 0.1
    top: float = 0.35
    bottom: float = 0.3
    between: tuple[float, float] = (0.3, 0.3)  # rows, columns


def canvas(
    height: float, rows: int = 1, columns: int = 1, room: Room | None = None, *, width: float = WIDTH, **options: Any
) -> tuple[Figure, np.ndarray]:
    """An empty figure in the reports' style, of so many inches, and its axes by row and column."""
    fonts.register()
    room = room or Room()
    wide = (width - room.left - room.right - (columns - 1) * room.between[1]) / columns
    high = (height - room.top - room.bottom - (rows - 1) * room.between[0]) / rows
    with style.context(STYLE):
        figure = Figure(figsize=(width, height))
        axes = figure.subplots(rows, columns, squeeze=False, **options)
        figure.subplots_adjust(
            room.left / width, room.bottom / height, 1 - room.right / width, 1 - room.top / height,
            wspace=room.between[1] / wide, hspace=room.between[0] / high,
        )  # fmt: skip
    return figure, axes


def room_for(texts: Iterable[str], largest: float = 0) -> float:
    """Inches that the longest line of some labels takes."""
    return max([largest, *(width_of(line) * EM for text in texts for line in text.split("\n"))]) + 0.1


def simulated(frame: pd.DataFrame) -> bool:
    """Whether a chart rests on simulated figures."""
    return bool((frame["origin"] == "simulated").any())


def keyed(entries: Sequence[str], *, simulated: bool = False) -> str:
    """What the marks of a picture mean, beside each other in the line above it, and whether its figures are simulated.

    Examples
    --------
    >>> keyed(["● 推算", "○ 实际"], simulated=True)
    '● 推算　○ 实际　模拟数据'
    """
    gap = "　" if page_language() == "zh" else "\N{EM SPACE}"  # a page would make one of several common spaces
    return gap.join([*entries, *([say("模拟数据")] if simulated else [])])


def write_key(ax: Axes, key: str) -> None:
    """Write what marks mean above some axes, from the left edge of the picture: there it has the most room."""
    figure: Any = ax.figure
    place = ax.get_position()
    ax.set_title(key, x=(0.1 / figure.get_figwidth() - place.x0) / place.width, color=MUTED, fontsize=SMALL)


def tick_texts(number: Number, ticks: Sequence[float]) -> list[str]:
    """How an axis names its ticks: as the figures are shown, with more decimals where two ticks would read the same.

    Examples
    --------
    >>> tick_texts(Number(), [0.0, 0.5, 1.0]), tick_texts(Number(), [0.0, 1000.0])
    (['0.0', '0.5', '1.0'], ['0', '1,000'])
    """
    return [_for_ticks(number, ticks)(tick) for tick in ticks]


def _for_ticks(number: Number, ticks: Sequence[float]) -> Number:
    extra = 0
    step = min((abs(after - before) for before, after in pairwise(ticks)), default=0) or 1.0
    while round(step, number.decimals + extra) != round(step, 8) and extra < 4:
        extra += 1
    return replace(number, decimals=number.decimals + extra, trim=number.trim and not extra)


def axis_text(number: Number) -> FuncFormatter:
    """The formatter of an axis that names its ticks as :func:`tick_texts` does."""

    def shown(value: float, _position: int) -> str:
        return _for_ticks(number, formatter.axis.get_majorticklocs())(value)

    formatter: Any = FuncFormatter(shown)
    return formatter


def end_labels(ax: Axes, x: float, told: Sequence[tuple[float, str, str]], size: float = 8) -> None:
    """Name lines at their right ends: heights, texts and colours, moved apart where they would overlap.

    The axes have their final limits before.
    """
    told = sorted((line for line in told if not pd.isna(line[0])), key=lambda line: line[0])
    low, high = ax.get_ylim()
    figure: Any = ax.figure
    gap = (size + 3) / POINTS / (ax.get_position().height * figure.get_figheight()) * (high - low)
    heights = [line[0] for line in told]
    for index in range(1, len(told)):
        heights[index] = max(heights[index], heights[index - 1] + gap)
    if heights and heights[-1] > high:
        heights[-1] = high
        for index in reversed(range(len(told) - 1)):
            heights[index] = min(heights[index], heights[index + 1] - gap)
    for height, (_, text, colour) in zip(heights, told, strict=True):
        ax.annotate(
            text, (x, height), (6, 0), textcoords="offset points", va="center", color=colour, fontsize=size,
            annotation_clip=False,
        )  # fmt: skip

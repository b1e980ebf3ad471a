"""Two indicators over areas: whether they move together, and whether the plan makes them."""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ..calendar import year_of
from ..dataset import Dataset
from ..language.units import unit_name
from ..measures import compared, proportion
from ..paper import labels
from ..paper.chart import ACCENT, EM, MUTED, STYLE, Chart, Room, canvas, room_for
from ..paper.text import width_of
from ..rows import rows_of
from . import names
from .selecting import Names, chosen_areas, chosen_indicators, chosen_period
from .view import Nothing, View, label, no_comparing, opened, titled
from .words import Lang, say

FEWEST = 4  # areas a correlation is said of
SIDES = (  # where a name may stand beside its point, in inches
    (0.09, 0.0, "left"), (-0.09, 0.0, "right"), (0.0, 0.15, "center"), (0.0, -0.15, "center"),
    (0.07, 0.12, "left"), (0.07, -0.12, "left"), (-0.07, 0.12, "right"), (-0.07, -0.12, "right"), (0.0, 0.3, "center"),
)  # fmt: skip


@opened
def scatter(
    ds: Dataset,
    indicators: tuple[int, int] | list[int],
    areas: Names = None,
    period: str | None = None,
    *,
    basis: str = "cumulative",
    lang: Lang = "zh",
) -> View:
    """Draw the figures of two indicators against each other, a point an area.

    Where the plan's targets of the one are a constant multiple of those of the other, the
    title says so and the line of the plan is drawn: then lying on a line is no finding.

    Parameters
    ----------
    ds
        The dataset.
    indicators
        Two numbers, across and up.
    areas
        Two areas or more; all parts by default.
    period
        The period; the last one by default.
    basis
        ``cumulative`` or ``current``.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    View
        The frame has the columns ``area period x y origin ratio``: ``ratio`` the target of
        the second over that of the first where it is the same everywhere.

    Raises
    ------
    UsageError
        If an indicator, area, period, the basis or language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> view = scatter(open_dataset("data/wuxi"), (15, 17), period="2024Q3")
    >>> "4.00倍" in view.title, float(view.frame["ratio"].iloc[0])
    (True, 4.0)
    """
    numbers = chosen_indicators(ds, list(indicators))
    places, when = chosen_areas(ds, areas), chosen_period(ds, period)
    if len(numbers) < 2:
        return Nothing(say(lang, "two_needed"), pd.DataFrame(columns=["area", "period", "x", "y", "origin", "ratio"]))
    x, y = numbers[:2]
    ratio = proportion(ds, year_of(when), y, x)
    frame = _points(ds, x, y, places, when, basis).assign(ratio=ratio)
    why = no_comparing(ds, places, "scatter", lang)
    if why:
        return Nothing(why, frame)
    names_xy = names.what(ds, lang, x), names.what(ds, lang, y)
    both = " × ".join(names_xy)
    if len(frame) < 2:
        return Nothing(say(lang, "no_figures_at", what=both, period=names.at(when, lang)), frame)
    finding, note = _finding(frame, lang), say(lang, "by_size")
    if ratio is not None:
        note = say(lang, "by_plan", ratio=f"{ratio:.2f}")
        finding = say(lang, "and").join([finding, note])
    at = names.period_name(when, lang, basis, names.frequency_of(ds, [x, y]))
    alt = say(
        lang, "scatter_alt", x=names_xy[0], y=names_xy[1], period=at, finding=_finding(frame, lang), note=note
    )  # fmt: skip
    title = titled(both, say(lang, "latest", period=names.at(when, lang, basis), finding=finding), frame, lang)
    return Chart(_drawn(ds, frame, x, y, ratio, lang), title, alt, frame)


def _points(ds: Dataset, x: int, y: int, areas: list[str], period: str, basis: str) -> pd.DataFrame:
    found = compared(ds, basis, None)
    found = found[(found["period"] == period) & found["area"].isin(areas) & found["value"].notna()]
    one, two = (found[found["no"] == no][["area", "period", "value", "origin"]] for no in (x, y))
    both = one.merge(two, on=["area", "period"], suffixes=("", "_y"))
    origin = both["origin"].where(both["origin_y"] != "simulated", "simulated")
    return both.assign(x=both["value"], y=both["value_y"], origin=origin)[["area", "period", "x", "y", "origin"]]


def _finding(frame: pd.DataFrame, lang: Lang) -> str:
    parts = len(frame)
    # of ranks: one large area alone makes any correlation of counts near 1
    rho = frame["x"].rank().corr(frame["y"].rank()) if parts >= FEWEST else float("nan")
    return say(lang, "correlation", n=parts, rho=labels.Number(2)(rho))


def _drawn(ds: Dataset, frame: pd.DataFrame, x: int, y: int, ratio: float | None, lang: Lang) -> Any:
    numbers = [labels.indicator_number(ds.indicator(no)) for no in (x, y)]
    figure, axes = canvas(4.3, room=Room(left=room_for(map(numbers[1], frame["y"]), 0.6) + 0.1, right=1.0, bottom=0.65))
    with style.context(STYLE):
        ax = axes[0, 0]
        ax.scatter(frame["x"], frame["y"], s=38, color=ACCENT, zorder=3)
        for axis, no, limit in ((ax.xaxis, x, ax.set_xlim), (ax.yaxis, y, ax.set_ylim)):
            axis.set_major_formatter(partial(_tick, labels.indicator_number(ds.indicator(no))))
            if ds.indicator(no).kind == "flow":
                limit(min(0.0, frame["x" if no == x else "y"].min()), None)
        ax.set_xlabel(_axis_name(ds, x, lang))
        ax.set_title(_axis_name(ds, y, lang))
        ax.grid(axis="both")
        if ratio is not None:
            end = min(ax.get_xlim()[1], ax.get_ylim()[1] / ratio)
            ax.plot([0, end], [0, ratio * end], color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
            label(ax, say(lang, "plan_line", ratio=f"{ratio:.2f}"), end, ratio * end, "beside", ha="left", color=MUTED)
        _name_points(ax, [(row.x, row.y, names.area_name(ds, row.area, lang)) for row in rows_of(frame)])
    return figure


def _tick(number: labels.Number, value: float, _position: int) -> str:
    return number(value)


def _axis_name(ds: Dataset, no: int, lang: Lang) -> str:
    return names.lines(f"{names.what(ds, lang, no)} ({unit_name(ds.indicator(no).unit, lang)})", 60, 1, lang)


def _name_points(ax: Axes, points: list[tuple[float, float, str]]) -> None:
    """Write names beside their points: on the first side where nothing else is."""
    figure: Any = ax.figure
    box = ax.get_position()
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    wide, tall = box.width * figure.get_figwidth(), box.height * figure.get_figheight()
    inches = [((x - left) / (right - left) * wide, (y - low) / (high - low) * tall) for x, y, _ in points]
    taken = [(x - 0.05, x + 0.05, y - 0.05, y + 0.05) for x, y in inches]
    for (x, y), (across, up, name) in zip(inches, points, strict=True):
        width = width_of(name) * EM
        for dx, dy, ha in SIDES:
            start = x + dx - {"left": 0.0, "right": width, "center": width / 2}[ha]
            place = (start, start + width, y + dy - 0.08, y + dy + 0.08)
            if not any(_overlap(place, other) for other in taken):
                break
        taken.append(place)
        ax.annotate(
            name, (across, up), (72 * dx, 72 * dy), textcoords="offset points", ha=ha, va="center",
            annotation_clip=False, zorder=4,
        )  # fmt: skip


def _overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]

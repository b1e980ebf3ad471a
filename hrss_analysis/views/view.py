"""What a view gives: a picture with its finding, or the sentence that says why there is none."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..dataset import Dataset
from ..language.units import unit_name
from ..paper import labels
from ..paper.chart import INK, PAPER, Chart, axis_text, simulated
from ..paper.content import note
from ..paper.html import Html, Shown
from . import names
from .words import Lang, say

FAINT = "#a9b4bf"  # lines that are context
ON_LIGHT, ON_DARK = "#10161c", "#fcfcfc"  # text on a coloured cell, the same in dark mode


@dataclass(frozen=True)
class Nothing(Shown):
    """Why there is no picture, in one sentence; used like a chart."""

    title: str
    frame: pd.DataFrame = field(repr=False)
    figure: None = None

    @property
    def alt(self) -> str:
        """The sentence."""
        return self.title

    def html(self) -> Html:
        """The sentence as it stands on a page."""
        return note(self.title)


View = Chart | Nothing
P = ParamSpec("P")


def titled(what: str, finding: str, frame: pd.DataFrame, lang: Lang, more: str = "") -> str:
    """A title that states the finding, and that its figures are simulated where they are."""
    mark = say(lang, "simulated") if simulated(frame) else ""
    title = say(lang, "finding", what=what, finding=finding) + more + mark
    return title[:1].upper() + title[1:]


def extremes(ds: Dataset, rows: pd.DataFrame, comparison: str, lang: Lang) -> str:
    """Who is highest and who lowest among rows that are compared in one unit."""
    rows = rows[rows["compared"].notna()]
    rows = rows[rows["unit"] == rows["unit"].iloc[0]].sort_values("compared", kind="stable")
    low, high = rows.iloc[0], rows.iloc[-1]
    measure = names.measure_name(ds, rows, comparison, lang)
    texts = [names.result_text(row["compared"], row["unit"], comparison, lang) for row in (low, high)]
    one_no, one_area = rows["no"].nunique() == 1, rows["area"].nunique() == 1
    places = [
        names.what(ds, lang, None if one_no and not one_area else row["no"], None if one_area else row["area"])
        for row in (low, high)
    ]
    if len(rows) == 1:
        return say(lang, "single", place=places[0], measure=measure, value=texts[0])
    if low["compared"] == high["compared"]:
        return say(lang, "alike", measure=measure, value=texts[0])
    return say(
        lang, "extremes", measure=measure, top=places[1], high=texts[1], bottom=places[0], low=texts[0],
    )  # fmt: skip


def label(
    ax: Axes,
    text: str,
    x: float,
    y: float,
    where: str = "above",
    ha: str = "center",
    color: str = INK,
    size: float = 8.5,
) -> None:
    """Write beside a point, on the page's own ground."""
    offset, va = {"above": (5, "bottom"), "below": (-6, "top"), "beside": (0, "center")}[where]
    shift = {"left": 5, "right": -5}.get(ha, 0) if where == "beside" else 0
    ax.annotate(
        text, (x, y), (shift, offset), textcoords="offset points", ha=ha, va=va, color=color, fontsize=size,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6, "alpha": 0.85}, annotation_clip=False,
    )  # fmt: skip


def scale_up(ax: Axes, number: labels.Number, *, from_zero: bool) -> None:
    """Scale the axis of figures: counts from 0, levels and rates as they lie, with a little air."""
    low, high = ax.get_ylim()
    if from_zero and ax.dataLim.ymax < 1 and number.decimals == 0:
        high = 1.0  # nothing is counted in parts of one
    span = (high - low) or 1.0
    bottom = min(0.0, ax.dataLim.ymin) if from_zero else low - 0.06 * span
    ax.set_ylim(bottom, high + 0.08 * span)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=number.decimals == 0))
    ax.yaxis.set_major_formatter(axis_text(number))
    ax.grid(axis="y")


def panel_title(ds: Dataset, subject: str, no: int, columns: int, lang: Lang) -> str:
    """What a panel shows and in which unit, in lines as wide as the panel."""
    unit = unit_name(ds.indicator(no).unit, lang)
    return names.lines(f"{subject}（{unit}）" if lang == "zh" else f"{subject} ({unit})", 54 // columns, 2, lang)


def opened(draw: Callable[P, View]) -> Callable[P, View]:
    """What every view begins with: a language that there is, and a dataset that has figures."""

    @wraps(draw)
    def view(*args: P.args, **kwargs: P.kwargs) -> View:
        given = inspect.signature(draw).bind(*args, **kwargs)
        given.apply_defaults()
        lang = names.check_lang(given.arguments["lang"])
        if not given.arguments["ds"].periods:
            return Nothing(say(lang, "no_record"), pd.DataFrame(columns=["no", "area", "period"]))
        return draw(*args, **kwargs)

    return view


def no_comparing(ds: Dataset, areas: list[str], view: str, lang: Lang) -> str:
    """Why areas cannot be compared; empty if they can."""
    title = say(lang, f"view_{view}")
    if not ds.parts:
        return say(lang, "single_area", view=title, city=names.area_name(ds, ds.city, lang))
    if len(areas) < 2:
        return say(lang, "one_area_chosen", view=title, area=names.area_name(ds, areas[0], lang))
    return ""

"""How far apart areas are, indicator by indicator."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ..dataset import Dataset
from ..language.units import unit_name
from ..paper.chart import ACCENT, EM, INK, MUTED, STYLE, Chart, Room, canvas, room_for
from ..paper.text import width_of
from . import names
from .selecting import Names, Numbers, chosen_areas, chosen_indicators, chosen_period, cut
from .view import Nothing, View, label, no_comparing, opened, titled
from .words import Lang, say

MOST = 15  # rows


@opened
def distribution(
    ds: Dataset,
    indicators: Numbers,
    areas: Names = None,
    period: str | None = None,
    *,
    basis: str = "cumulative",
    comparison: str = "target",
    lang: Lang = "zh",
) -> View:
    """Draw a row of dots for each indicator, a dot an area, with the median and the ends named.

    What is drawn is what a figure is compared with, since counts of areas of different
    size have no distribution worth a look.

    Parameters
    ----------
    ds
        The dataset.
    indicators
        One number, or several; only those whose comparison has the unit of the first.
    areas
        Two areas or more; all parts by default.
    period
        The period; the last one by default.
    basis
        ``cumulative`` or ``current``.
    comparison
        ``target``, ``expected``, ``year_on_year``, ``quarter_on_quarter`` or ``whole``.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    View
        The frame has the columns of ``compared``.

    Raises
    ------
    UsageError
        If an indicator, area, period, the basis, comparison or language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> distribution(open_dataset("data/wuxi"), [2, 3], period="2024Q3", comparison="quarter_on_quarter").title
    '分布图：没有环比可看（累计数不作环比，请用当期数）。'
    """
    numbers, places = chosen_indicators(ds, indicators), chosen_areas(ds, areas)
    when = chosen_period(ds, period)
    frame = cut(ds, numbers, places, [when], basis, comparison)
    why = no_comparing(ds, places, "distribution", lang)
    if why:
        return Nothing(why, frame)
    one = names.what(ds, lang, numbers[0]) if len(numbers) == 1 else say(lang, "view_distribution")
    if frame.empty:
        return Nothing(
            say(lang, "no_figures_at", what=one, period=names.at(when, lang, basis, names.frequency_of(ds, numbers))),
            frame,
        )
    told = frame[frame["compared"].notna()]
    told = told[told.groupby("no")["area"].transform("size") > 1]
    if told.empty:
        measure = names.measure_name(ds, frame, comparison, lang)
        why = names.reasons_of(frame, lang)
        return Nothing(say(lang, "nothing_compared", what=one, measure=measure, reason=why), frame)
    unit = told["unit"].iloc[0]
    shown = told[(told["unit"] == unit) & told["no"].isin(told.loc[told["unit"] == unit, "no"].unique()[:MOST])]
    finding = _finding(ds, shown, comparison, lang)
    others = told["no"].nunique() - shown["no"].nunique()
    more = say(lang, "and") + say(lang, "other_unit", n=others) if others else ""
    subject = say(
        lang,
        "distribution_title",
        measure=names.measure_name(ds, shown, comparison, lang),
        period=names.period_name(when, lang, basis, names.frequency_of(ds, shown["no"])),
    )
    alt = say(lang, "distribution_alt", n=shown["no"].nunique(), finding=finding)
    return Chart(_drawn(ds, shown, comparison, lang), titled(subject, finding + more, shown, lang), alt, frame)


def _finding(ds: Dataset, shown: pd.DataFrame, comparison: str, lang: Lang) -> str:
    values = shown.groupby("no", sort=False)["compared"]
    apart = (values.max() - values.min()).reset_index()
    widest = apart["no"].tolist()[int(apart["compared"].argmax())]
    own = shown[shown["no"] == widest].sort_values("compared", kind="stable")
    low, high = own.iloc[0], own.iloc[-1]
    return say(
        lang, "spread", name=names.what(ds, lang, widest), bottom=names.area_name(ds, low["area"], lang),
        low=names.result_text(low["compared"], low["unit"], comparison, lang), top=names.area_name(ds, high["area"], lang),
        high=names.result_text(high["compared"], high["unit"], comparison, lang),
    )  # fmt: skip


def _drawn(ds: Dataset, shown: pd.DataFrame, comparison: str, lang: Lang) -> Any:
    numbers = list(dict.fromkeys(shown["no"]))
    rows = [names.lines(names.what(ds, lang, no), 15, 2, lang) for no in numbers]
    figure, axes = canvas(0.8 + 0.5 * len(numbers), room=Room(left=room_for(rows, 0.6), right=0.5, top=0.4))
    with style.context(STYLE):
        ax = axes[0, 0]
        low, high = shown["compared"].min(), shown["compared"].max()
        shares = comparison in ("target", "whole") and shown["unit"].iloc[0] == "%"
        low, high = (min(0.0, low), high) if shares else (min(low, 0.0), max(high, 0.0))
        room = 0.06 * ((high - low) or 1.0)
        ax.set_xlim(low - (0 if shares and low == 0 else room), high + room)
        for row, no in enumerate(numbers):
            _row(ds, ax, shown[shown["no"] == no], len(numbers) - 1 - row, lang)
        mark = 100 if comparison == "target" and shown["unit"].iloc[0] == "%" else 0
        if ax.get_xlim()[0] <= mark <= ax.get_xlim()[1]:
            ax.axvline(mark, color=MUTED, linewidth=0.9, zorder=0)
        ax.set_yticks(np.arange(len(numbers))[::-1], rows, linespacing=1.2)
        ax.set_ylim(-0.6, len(numbers) - 0.4)
        unit = unit_name(shown["unit"].iloc[0], lang)
        note = say(lang, "distribution_note")
        ax.set_title(f"{note}（{unit}）" if lang == "zh" else f"{note} ({unit})", color=MUTED, fontsize=8.5)
        ax.spines["left"].set_visible(False)
    return figure


def _row(ds: Dataset, ax: Axes, own: pd.DataFrame, y: float, lang: Lang) -> None:
    own = own.sort_values("compared", kind="stable")
    values = own["compared"].to_numpy(float)
    ax.hlines(y, values[0], values[-1], color=MUTED, linewidth=1, zorder=1)
    ax.scatter(values, np.full(len(values), y), s=30, color=ACCENT, alpha=0.75, linewidth=0, zorder=2)
    ax.vlines(np.median(values), y - 0.22, y + 0.22, color=INK, linewidth=2, zorder=3)
    if values[0] == values[-1]:
        return
    places = [(names.area_name(ds, row["area"], lang), row["compared"]) for row in (own.iloc[0], own.iloc[-1])]
    inwards = _inches(ax, values[-1] - values[0]) > sum(width_of(name) for name, _ in places) * EM
    for (name, value), side in zip(places, ("left", "right") if inwards else ("right", "left"), strict=True):
        label(ax, name, value, y, "below", ha=side, size=8, color=MUTED)


def _inches(ax: Axes, across: float) -> float:
    """How wide a difference is drawn."""
    figure: Any = ax.figure
    left, right = ax.get_xlim()
    return across / (right - left) * ax.get_position().width * figure.get_figwidth()

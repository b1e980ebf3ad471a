"""One indicator, areas down and periods across: who stands out, and since when."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize, TwoSlopeNorm
from matplotlib.patches import Rectangle

from ..calendar import between, parse_period
from ..dataset import Dataset
from ..language.units import unit_name
from ..paper.chart import MUTED, STYLE, Chart, Room, canvas, room_for
from ..rows import rows_of
from . import names
from .selecting import Names, chosen_areas, chosen_indicators, chosen_periods, cut, span_asked
from .timeline import Timeline
from .view import ON_DARK, ON_LIGHT, Nothing, View, extremes, no_comparing, opened, titled
from .words import Lang, say

MOST, MOST_MONTHS = 20, 24  # columns whose numbers can still be read
# Dark at both ends and light in between: what is far from the middle is dark in grey, too, and the sign stands in the cell.
AROUND = LinearSegmentedColormap.from_list("around", ["#8c510a", "#d8a86a", "#f4f4f2", "#7fa8d1", "#1f4e87"])
UPWARDS = LinearSegmentedColormap.from_list("upwards", ["#f4f4f2", "#7fa8d1", "#1f4e87"])


@opened
def heat_map(
    ds: Dataset,
    indicator: int,
    areas: Names = None,
    since: str | None = None,
    until: str | None = None,
    *,
    basis: str = "cumulative",
    comparison: str = "year_on_year",
    lang: Lang = "zh",
) -> View:
    """Show what an indicator is compared with, every area in every period, as coloured numbers.

    Parameters
    ----------
    ds
        The dataset.
    indicator
        Its number.
    areas
        Two areas or more; all parts by default.
    since, until
        The first and the last period; all by default, the last twenty quarters or two years of
        months at the most. Of a quarterly indicator there are no months between quarters' ends.
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
        If the indicator, an area, a period, the basis, comparison or language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> heat_map(open_dataset("data/national"), 1)
    Nothing(title='热力图要有两个以上地区可比：这个数据集只有全国。', figure=None)
    """
    (no,), places = chosen_indicators(ds, indicator), chosen_areas(ds, areas)
    periods = _columns(ds, no, chosen_periods(ds, since, until))
    frame = cut(ds, [no], places, periods, basis, comparison)
    why = no_comparing(ds, places, "heat_map", lang)
    if why:
        return Nothing(why, frame)
    subject = names.what(ds, lang, no)
    if frame.empty:
        first, last = span_asked(ds, since, until, lang)
        return Nothing(say(lang, "no_figures", what=subject, first=first, last=last), frame)
    told = frame[frame["compared"].notna()]
    if told.empty:
        measure = names.measure_name(ds, frame, comparison, lang)
        why = names.reasons_of(frame, lang)
        return Nothing(say(lang, "nothing_compared", what=subject, measure=measure, reason=why), frame)
    times = sorted(map(parse_period, told["period"].unique()))
    periods = between(periods, times[0], times[-1])
    figure = _drawn(ds, told, [area for area in places if area in set(frame["area"])], periods, comparison, lang)
    latest = told[told["period"] == str(times[-1])]
    finding = say(
        lang, "latest", period=names.at(latest["period"].iloc[0], lang, basis, ds.indicator(no).frequency),
        finding=extremes(ds, latest, comparison, lang),
    )  # fmt: skip
    alt = say(
        lang, "heat_alt", n=frame["area"].nunique(), first=names.period_name(periods[0], lang),
        last=names.period_name(periods[-1], lang), each=say(lang, _every(ds, no, periods)), finding=finding,
        measure=names.measure_name(ds, told, comparison, lang),
    )  # fmt: skip
    return Chart(figure, titled(subject, finding, frame, lang), alt, frame)


def _columns(ds: Dataset, no: int, periods: list[str]) -> list[str]:
    """The last periods at whose end the indicator is due; a month that nobody told has its column."""
    if not periods:
        return []
    time = Timeline.of(ds, periods)
    return time.due(ds.indicator(no).frequency)[-(MOST_MONTHS if time.by_month else MOST) :]


def _every(ds: Dataset, no: int, periods: list[str]) -> str:
    """What a column is: of a quarterly indicator a quarter, also where it is named by the month that it ends with."""
    frequency, told = ds.indicator(no).frequency, names.told_by(periods)
    if frequency == "monthly" or told == "quarter":
        return f"every_{told}"
    return "every_quarter" if frequency == "quarterly" else "every_period"


def _drawn(ds: Dataset, told: pd.DataFrame, areas: list[str], periods: list[str], comparison: str, lang: Lang) -> Any:
    rows = [names.lines(names.area_name(ds, area, lang), 11, 2, lang) for area in areas]
    figure, axes = canvas(
        0.95 + 0.32 * len(areas), room=Room(left=room_for(rows, 0.6) + (0.25 if lang == "en" else 0), bottom=0.5)
    )
    measure, unit = (names.measure_name(ds, told, comparison, lang), told["unit"].iloc[0])
    with style.context(STYLE):
        note = f"{measure}（{unit}）" if lang == "zh" else f"{measure} ({unit_name(unit, lang)})"
        axes[0, 0].set_title(note, color=MUTED, fontsize=8.5)
        _cells(axes[0, 0], told, areas, periods, comparison)
        axes[0, 0].set_yticks(np.arange(len(areas)), rows)
        ticks = names.tick_names([ds.calendar.period(period) for period in periods], lang)
        axes[0, 0].set_xticks(np.arange(len(periods)), ticks)
        if len(periods) > MOST:
            axes[0, 0].tick_params(axis="x", labelsize=7.5)
    return figure


def _cells(ax: Axes, told: pd.DataFrame, areas: list[str], periods: list[str], comparison: str) -> None:
    scale, colours = _colours(told, comparison)
    column = {period: index for index, period in enumerate(periods)}
    line = {area: index for index, area in enumerate(areas)}
    size = 8.5 if len(periods) <= 12 else 7.2 if len(periods) <= MOST else 6.4
    blank = {(area, period) for area in areas for period in periods}
    for row in rows_of(told):
        x, y = column[row.period], line[row.area]
        colour = colours(scale(row.compared))
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=ON_DARK, linewidth=1))
        light = np.dot(colour[:3], (0.299, 0.587, 0.114)) > 0.5
        text = names.result_text(row.compared, row.unit, comparison, "zh").removesuffix(row.unit)
        ax.text(x, y, text, ha="center", va="center", fontsize=size, color=ON_LIGHT if light else ON_DARK)
        blank.discard((row.area, row.period))
    for area, period in blank:
        ax.text(column[period], line[area], "—", ha="center", va="center", color=MUTED, fontsize=size)
    ax.set_xlim(-0.5, len(periods) - 0.5)
    ax.set_ylim(len(areas) - 0.5, -0.5)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


def _colours(told: pd.DataFrame, comparison: str) -> tuple[Normalize, LinearSegmentedColormap]:
    """Shares from nothing upwards; changes and differences around 0, as dark on the one side as on the other."""
    values = told["compared"].to_numpy(float)
    if comparison in ("target", "whole") and told["unit"].iloc[0] == "%":
        return Normalize(min(0.0, values.min()), max(values.max(), 1e-9), clip=True), UPWARDS
    # one cell that grew tenfold shall not make all others pale
    most = max(float(np.quantile(np.abs(values), 0.95)), 1e-9)
    return TwoSlopeNorm(0, -most, most), AROUND

"""How a figure moved over the periods, beside the year before and what it is compared with."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ..calendar import column, latest
from ..dataset import Dataset
from ..measures import compared
from ..measures.crossing import under_its_id
from ..paper import labels
from ..paper.chart import ACCENT, INK, MUTED, STYLE, Chart, Room, canvas, end_labels
from ..reasons import sentence
from ..rows import rows_of
from . import names
from .selecting import Names, Numbers, chosen_areas, chosen_indicators, chosen_periods, cut, span_asked
from .timeline import Timeline
from .view import Nothing, View, extremes, opened, panel_title, scale_up, titled
from .words import Lang, say

MOST = 8  # panels
MOST_NAMED, MOST_MARKED = 16, 48  # periods over the whole width: names below it, and dots of months
LINES = {"expected": ("pace_line", "pace"), "whole": ("whole_line", "whole")}


@opened
def trend(
    ds: Dataset,
    indicators: Numbers,
    areas: Names = None,
    since: str | None = None,
    until: str | None = None,
    *,
    basis: str = "cumulative",
    comparison: str = "year_on_year",
    lang: Lang = "zh",
) -> View:
    """Draw figures over the periods in small multiples, last year's as a ghost, with the target.

    Parameters
    ----------
    ds
        The dataset.
    indicators
        One number, or several.
    areas
        One area, or several; all parts by default.
    since, until
        The first and the last period; all by default.
    basis
        ``cumulative`` or ``current``.
    comparison
        ``target``, ``expected``, ``year_on_year``, ``quarter_on_quarter`` or ``whole``: what
        the title says, and whether the dashed line is the target or the pace, or the level
        of the whole for a rate.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    View
        The frame has the columns of ``compared`` with ``last_year`` and ``line``, what is
        drawn dashed: one panel an indicator and area, eight at most.

    Raises
    ------
    UsageError
        If an indicator, area, period, basis, comparison or language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> trend(open_dataset("data/national"), 1, since="2023-01").title
    '全国城镇新增就业人数：2026年6月末695万人，同比0.0%'
    """
    numbers, places, periods = (
        chosen_indicators(ds, indicators), chosen_areas(ds, areas), chosen_periods(ds, since, until),
    )  # fmt: skip
    frame = _with_lines(ds, cut(ds, numbers, places, periods, basis, comparison), basis, comparison)
    if frame.empty:
        one = names.what(ds, lang, numbers[0], places[0] if len(places) == 1 else None)
        first, last = span_asked(ds, since, until, lang)
        return Nothing(say(lang, "no_figures", what=one, first=first, last=last), frame)
    keys = list(dict.fromkeys(zip(frame["no"], frame["area"], strict=True)))
    shown = keys[:MOST]
    figure = _drawn(ds, frame, shown, Timeline.of(ds, periods), basis, comparison, lang)
    finding, subject = _finding(ds, frame, shown, basis, comparison, lang)
    more = say(lang, "left_out", n=len(keys) - MOST) if len(keys) > MOST else ""
    key, _ = LINES.get(comparison, ("target_line", "target"))
    alt = say(
        lang, "trend_alt", n=len(shown), first=names.period_name(periods[0], lang),
        last=names.period_name(periods[-1], lang), finding=finding, basis=names.basis_name(basis, lang), line=say(lang, key),
    )  # fmt: skip
    return Chart(figure, titled(subject, finding, frame, lang, more), alt, frame)


def _with_lines(ds: Dataset, frame: pd.DataFrame, basis: str, comparison: str) -> pd.DataFrame:
    """Last year's figure of every row, and the dashed line: target or pace of a year, level of the whole."""
    keys = ["no", "area", "period"]
    then = compared(ds, basis, "year_on_year")[[*keys, "base"]].rename(columns={"base": "last_year"})
    dashed = _targets(ds, frame["period"].unique())
    if comparison in LINES:
        dashed = compared(ds, basis, comparison)[[*keys, "base"]].rename(columns={"base": "line"})
    frame = frame.merge(then, on=keys, how="left").merge(dashed, on=keys, how="left")
    counts = frame["no"].map(ds.indicators.set_index("no")["kind"]) != "rate"
    if comparison == "whole":  # an area's count beside the whole's would be a flat line
        frame["line"] = frame["line"].where(~counts)
    if comparison not in LINES and basis == "current":  # a year's target is not a period's
        flows = frame["no"].map(ds.indicators.set_index("no")["kind"]) == "flow"
        frame["line"] = frame["line"].where(~flows)
    return frame


def _targets(ds: Dataset, periods: Iterable[str]) -> pd.DataFrame:
    """The ``base`` of what is compared with the target, as ``line``, without judging every period for it."""
    by_state: dict[tuple[int, pd.Timestamp | None], list[str]] = {}
    planned = set(ds.target_years)
    for period in periods:
        when = ds.calendar.period(period)
        if when.year in planned:
            by_state.setdefault((when.year, ds.in_force_at(when)), []).append(period)
    frames = [pd.DataFrame({"no": pd.Series(dtype=int), "area": pd.Series(dtype=str), "line": pd.Series(dtype=float), "period": pd.Series(dtype=str)})]  # fmt: skip
    for (year, moment), same in by_state.items():
        cells = ds.targets(year, moment)
        cells = under_its_id(ds, cells[cells["state"] == "assigned"], year, ["value"])
        cells = cells[["no", "area", "value"]].rename(columns={"value": "line"})
        frames.append(cells.merge(pd.DataFrame({"period": same}), how="cross"))
    return pd.concat(frames[1:] or frames, ignore_index=True)


def _finding(
    ds: Dataset, frame: pd.DataFrame, shown: list[tuple[int, str]], basis: str, comparison: str, lang: Lang
) -> tuple[str, str]:
    last = frame.groupby(["no", "area"], sort=False).tail(1)
    last = last[pd.MultiIndex.from_frame(last[["no", "area"]]).isin(shown)]
    one_no, one_area = last["no"].nunique() == 1, last["area"].nunique() == 1
    period = latest(last["period"].unique())
    subject = names.what(ds, lang, last["no"].iloc[0] if one_no else None, last["area"].iloc[0] if one_area else None)
    if one_no and one_area:
        row = next(rows_of(last))
        value = names.figure(ds, row.no, row.value, lang)
        at = names.at(row.period, lang, basis, ds.indicator(row.no).frequency)
        if pd.isna(row.compared):
            return say(
                lang, "one_without", period=at, value=value, reason=sentence(row, lang) or labels.NOTHING
            ), subject
        measure = names.measure_name(ds, last, comparison, lang)
        result = names.result_of(row, comparison, lang)
        return say(lang, "one", period=at, value=value, measure=measure, result=result), subject
    last = last[last["period"] == period]
    subject = subject or say(lang, "view_trend")
    if last["compared"].isna().all():
        return say(lang, "no_comparison", reason=names.reasons_of(last, lang)), subject
    found = extremes(ds, last, comparison, lang)
    return say(
        lang, "latest", period=names.at(period, lang, basis, names.frequency_of(ds, last["no"])), finding=found
    ), subject


def _drawn(
    ds: Dataset,
    frame: pd.DataFrame,
    shown: list[tuple[int, str]],
    time: Timeline,
    basis: str,
    comparison: str,
    lang: Lang,
) -> Any:
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    room = Room(left=0.7, right=0.8, top=0.5, bottom=0.5, between=(0.95, 1.4))
    figure, axes = canvas((2.9 if len(shown) == 1 else 2.3) * rows, rows, columns, room)
    by_key = dict(list(frame.groupby(["no", "area"])))
    one_no, one_area = len({no for no, _ in shown}) == 1, len({area for _, area in shown}) == 1
    with style.context(STYLE):
        for ax in axes.flat[len(shown) :]:
            ax.set_visible(False)
        for ax, (no, area) in zip(axes.flat, shown, strict=False):
            crowded = time.by_month and time.length > MOST_MARKED // columns
            _draw(ds, ax, by_key[no, area], time, basis, by_year=comparison != "whole", crowded=crowded)
            ax.set_xticks(*time.ticks(lang, MOST_NAMED // columns))
            ax.set_xlim(-0.6, time.length - 0.4)
            scale_up(ax, labels.indicator_number(ds.indicator(no)), from_zero=ds.indicator(no).kind == "flow")
            _name_lines(ds, ax, by_key[no, area], time.length, comparison, lang)
            subject = names.what(ds, lang, no if not one_no or one_area else None, None if one_area else area)
            ax.set_title(panel_title(ds, subject, no, columns, lang), linespacing=1.25)
    return figure


def _draw(
    ds: Dataset, ax: Axes, own: pd.DataFrame, time: Timeline, basis: str, *, by_year: bool, crowded: bool
) -> None:
    indicator = ds.indicator(own["no"].iloc[0])
    if indicator.frequency in ("monthly", "quarterly"):  # a period without the figure that was due is a gap in the line
        own = own.set_index("period").reindex(time.due(indicator.frequency)).reset_index()
    x = own["period"].map(time.places).to_numpy(float)
    room = np.array([time.reach(period, indicator.frequency) for period in own["period"]])
    told = np.array([time.told_a_year_ago(period) for period in own["period"]], dtype=bool)
    values, ghost, dashed = (own[name].to_numpy(float) for name in ("value", "last_year", "line"))
    years = list(own.groupby(column(own["period"], "year"), sort=False).indices.values())
    starts_anew = indicator.kind == "flow" and basis == "cumulative"
    # what was redefined goes on as another line: nothing leads over the gap
    stretches = list(own.groupby(own["stretch"].ffill().bfill(), sort=False).indices.values())
    dots: dict[str, Any] = {} if crowded else {"marker": "o", "markersize": 3.2 if time.length > 12 else 4}
    for piece in years if starts_anew else stretches:
        past = piece[told[piece]]
        ax.plot(x[past], ghost[past], color=MUTED, linewidth=1.3, alpha=0.6)
        ax.plot(x[piece], values[piece], color=ACCENT, clip_on=False, **dots)
        if time.by_month:
            _dot_alone(ax, x[past], ghost[past], MUTED)
            _dot_alone(ax, x[piece], values[piece], ACCENT)
    for year in years if by_year else [np.arange(len(own))]:
        known = year[np.isfinite(dashed[year])]
        if len(known):
            # a target holds for the whole year, so its line runs past the first and the last period
            before, after = (room[known[0]] - 0.6, 0.4) if np.ptp(dashed[known]) == 0 else (0.0, 0.0)
            across = [x[known[0]] - before, *x[known], x[known[-1]] + after]
            up = [dashed[known[0]], *dashed[known], dashed[known[-1]]]
            ax.plot(across, up, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    for later in stretches[1:]:
        ax.axvline(x[later[0]] - room[later[0]] + 0.5, color=MUTED, linewidth=0.8, linestyle=":")


def _dot_alone(ax: Axes, x: np.ndarray, values: np.ndarray, color: str) -> None:
    """Mark figures with a gap on either side, which no line shows."""
    known = np.isfinite(np.pad(values, 1, constant_values=np.nan))
    alone = known[1:-1] & ~known[:-2] & ~known[2:]
    ax.plot(x[alone], values[alone], color=color, marker="o", markersize=2.6, linestyle="none", clip_on=False)


def _name_lines(ds: Dataset, ax: Axes, own: pd.DataFrame, count: int, comparison: str, lang: Lang) -> None:
    last = own.iloc[-1]
    _, key = LINES.get(comparison, ("", "target"))
    figure = partial(names.figure, ds, last["no"], lang=lang, unit=False)
    goal = last["line"] if comparison in ("target", "expected") else None
    told = [
        (last["value"], figure(last["value"], target=goal), ACCENT),
        (last["line"], f"{say(lang, key)} {figure(last['line'])}", INK),
        (last["last_year"], say(lang, "last_year"), MUTED),
    ]
    end_labels(ax, count - 0.6, told)

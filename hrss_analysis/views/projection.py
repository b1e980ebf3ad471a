"""The year so far, and where it will end: a fan that opens as wide as past projections have been wrong."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ..calendar import MONTH, Period, column, parse_period, year_of
from ..dataset import Dataset
from ..measures import compared
from ..measures.crossing import under_its_id
from ..measures.projection import satisfies
from ..paper import labels
from ..paper.chart import ACCENT, INK, MUTED, PAPER, STYLE, Chart, Room, canvas, end_labels
from ..quarters import quarter
from ..reasons import sentence
from ..rows import Row, rows_of
from . import names
from .selecting import Names, Numbers, chosen_areas, chosen_indicators, chosen_period
from .view import Nothing, View, opened, panel_title, scale_up, titled
from .words import Lang, say

MOST = 8  # panels
AMOUNTS = ["year_end", "low80", "high80", "low90", "high90", "required_per_month"]  # in the indicator's unit


@opened
def projection(
    ds: Dataset, indicators: Numbers, areas: Names = None, period: str | None = None, *, lang: Lang = "zh"
) -> View:
    """Draw the year so far, its projected end with 80 and 90 % intervals, the target, and last year.

    Once the year is over the fan is the one of the last report before its end, beside what came.

    Parameters
    ----------
    ds
        The dataset.
    indicators
        One number, or several.
    areas
        One area, or several; all parts by default. Eight panels at most.
    period
        The period projected from; the last one by default.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    View
        The frame has the columns of ``project`` with ``target bound``, and ``actual``, the
        figure at the period.

    Raises
    ------
    UsageError
        If an indicator, area, the period or the language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> projection(open_dataset("data/national"), 1, period="2025-06").title
    '全国城镇新增就业人数，2025年6月末：年末推算1,253万人（80%区间1,161.33至1,360.39万人），目标1,200万人，达标可能90%'
    """
    numbers, places, when = chosen_indicators(ds, indicators), chosen_areas(ds, areas), chosen_period(ds, period)
    time = ds.calendar.period(when)
    over = time.is_last
    frame = _before_the_end(ds, numbers, places, time) if over else _projected(ds, numbers, places, when)
    figures = compared(ds, "cumulative", "year_on_year")
    figures = figures[figures["period"].isin([str(period) for period in time.so_far])]
    figures = figures[figures["no"].isin(numbers) & figures["area"].isin(places)]
    told = frame[frame["year_end"].notna() & frame["actual"].notna()]
    if over:
        ends = figures.loc[figures["period"] == when, ["no", "area", "value"]].rename(columns={"value": "came"})
        frame = frame.merge(ends, on=["no", "area"], how="left")
        told = frame[frame["year_end"].notna() & frame["came"].notna()]
    subject = _subject(ds, numbers, places, lang)
    if frame.empty:
        span = names.period_name(when, lang)
        return Nothing(say(lang, "no_targets", what=subject, first=span, last=span), frame)
    if told.empty:
        return Nothing(say(lang, "not_projected", what=subject, reason=names.reasons_of(frame, lang)), frame)
    shown, at = told.head(MOST), names.period_name(when, lang)
    finding = _finding(ds, shown, lang, over=over)
    more = say(lang, "left_out", n=len(told) - MOST) if len(told) > MOST else ""
    alt = say(lang, "projection_alt", n=len(shown), period=at, finding=finding)
    subject = _subject(ds, list(shown["no"].unique()), list(shown["area"].unique()), lang)
    title = titled(say(lang, "and").join([subject, at]), finding, told, lang, more)
    return Chart(_drawn(ds, shown, figures, time, lang), title, alt, frame)


def _subject(ds: Dataset, numbers: Sequence[int], areas: Sequence[str], lang: Lang) -> str:
    one_no, one_area = numbers[0] if len(numbers) == 1 else None, areas[0] if len(areas) == 1 else None
    return names.what(ds, lang, one_no, one_area) or say(lang, "view_projection")


def _before_the_end(ds: Dataset, numbers: list[int], areas: list[str], end: Period) -> pd.DataFrame:
    """Projections from the last report before the year's end: of quarterly indicators the one of the third quarter."""
    quarterly = {no for no in numbers if ds.indicator(no).frequency == "quarterly"}
    origins = {end.previous: set(numbers) - quarterly}
    third = end.due_before("quarterly") or end.previous
    origins[third] = origins.get(third, set()) | quarterly
    frames = [
        _projected(ds, [no for no in numbers if no in own], areas, str(origin))
        for origin, own in origins.items()
        if own
    ]
    if len(frames) == 1:
        return frames[0]
    order = {no: rank for rank, no in enumerate(numbers)}
    found = pd.concat(frames, ignore_index=True)
    return found.sort_values("no", key=lambda key: key.map(order), kind="stable", ignore_index=True)


def _projected(ds: Dataset, numbers: list[int], areas: list[str], period: str) -> pd.DataFrame:
    """Projections with targets and the figures they start from; none for a year without targets."""
    if year_of(period) not in ds.target_years:
        return pd.DataFrame(columns=["no", "area", "period", "year_end", "reason", "actual", "origin"])
    told = quarter(ds, period)
    cells = told.progress[["no", "area", "target", "bound", "actual", "origin"]]
    cells = under_its_id(ds, cells, year_of(period), ["target", "actual"])
    found = under_its_id(ds, told.project, year_of(period), AMOUNTS)
    found = found[found["no"].isin(numbers) & found["area"].isin(areas)]
    found = found.merge(cells, on=["no", "area"], how="left").merge(_record(ds, period), on=["no", "area"], how="left")
    # a figure without a row in the target table has none in progress either
    found["actual"] = found["actual"].fillna(found["own_value"])
    found["origin"] = found["origin"].where(found["origin"].fillna("") != "", found["own_origin"])
    order = found["no"].map({no: rank for rank, no in enumerate(numbers)})
    found = found.assign(order=order).sort_values("order", kind="stable")
    return found.drop(columns=["order", "own_value", "own_origin"]).reset_index(drop=True)


def _record(ds: Dataset, period: str) -> pd.DataFrame:
    """Figures of a period, marked simulated if the year before, which a projection rests on, is."""
    found = compared(ds, "cumulative", "year_on_year")
    own = found.loc[found["period"] == period, ["no", "area", "value", "origin"]]
    return own.rename(columns={"value": "own_value", "origin": "own_origin"})


def _finding(ds: Dataset, shown: pd.DataFrame, lang: Lang, *, over: bool) -> str:
    if len(shown) == 1:
        row = next(rows_of(shown))
        return _hindsight(ds, row, lang) if over else _outlook(ds, row, lang)
    if over:
        known = shown[shown["low80"].notna()]
        inside = known["came"].between(known["low80"], known["high80"])
        return say(lang, "hit", n=len(known), k=int(inside.sum()))
    aimed = shown[shown["target"].notna()]
    kept = satisfies(*(aimed[name].to_numpy() for name in ("year_end", "target", "bound")))
    return say(lang, "keeping", n=len(aimed), k=int(kept.sum()))


def _outlook(ds: Dataset, row: Row, lang: Lang) -> str:
    value = names.figure(ds, row.no, row.year_end, lang, target=row.target)
    if pd.isna(row.low80):
        return say(lang, "projected_bare", value=value, reason=sentence(row, lang) or labels.NOTHING)
    low, high = names.figure(ds, row.no, row.low80, lang, unit=False), names.figure(ds, row.no, row.high80, lang)
    if pd.isna(row.target):
        return say(lang, "projected_free", value=value, low=low, high=high)
    target = names.figure(ds, row.no, row.target, lang)
    return say(lang, "projected", value=value, low=low, high=high, target=target, chance=_chance(row.p_reach, lang))


def _chance(chance: float, lang: Lang) -> str:
    """Never 0 or 100 %, which no past errors can show."""
    if pd.isna(chance):
        return labels.NOTHING
    if chance < 0.05:
        return say(lang, "under5")
    return say(lang, "over95") if chance > 0.95 else f"{chance:.0%}"


def _hindsight(ds: Dataset, row: Row, lang: Lang) -> str:
    value, actual = (names.figure(ds, row.no, number, lang) for number in (row.year_end, row.came))
    error = labels.change_text(100 * (row.year_end / row.came - 1) if row.came else np.nan, "%")
    origin = names.within_year(row.period, lang)
    said = say(lang, "hindsight", origin=origin, value=value, actual=actual, error=error)
    if pd.isna(row.low80):
        return said
    return say(lang, "and").join([said, say(lang, "inside" if row.low80 <= row.came <= row.high80 else "outside")])


def _drawn(ds: Dataset, shown: pd.DataFrame, figures: pd.DataFrame, time: Period, lang: Lang) -> Any:
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    room = Room(left=0.7, right=1.1, top=0.5, bottom=0.35, between=(0.85, 1.7))
    figure, axes = canvas((3.1 if len(shown) == 1 else 2.35) * rows, rows, columns, room)
    before = compared(ds, "cumulative", None)
    before = before[before["period"].isin([str(period) for period in ds.periods_of(time.year - 1)])]
    now, then = (dict(list(frame.groupby(["no", "area"]))) for frame in (figures, before))
    one_no, one_area = shown["no"].nunique() == 1, shown["area"].nunique() == 1
    with style.context(STYLE):
        for ax in axes.flat[len(shown) :]:
            ax.set_visible(False)
        for ax, row in zip(axes.flat, rows_of(shown), strict=False):
            indicator = ds.indicator(row.no)
            own, last = (_by_place(rows.get((row.no, row.area)), time) for rows in (now, then))
            _fan(ax, row, _with_gaps(own, time, indicator.frequency), last, lang)
            scale_up(ax, labels.indicator_number(indicator), from_zero=indicator.kind == "flow")
            _name_lines(ds, ax, row, last, lang)
            subject = names.what(ds, lang, row.no if not one_no or one_area else None, None if one_area else row.area)
            ax.set_title(panel_title(ds, subject, row.no, columns, lang), linespacing=1.25)
    return figure


def _by_place(rows: pd.DataFrame | None, time: Period) -> pd.Series:
    """Figures of a year by their place on the axis, which is that of the year looked at."""
    if rows is None:
        return pd.Series(dtype=float)
    return pd.Series(rows["value"].to_numpy(float), index=column(rows["period"], "end_month").map(time.place))


def _with_gaps(own: pd.Series, time: Period, frequency: str) -> pd.Series:
    """A month without the figure that was due is a gap in the line."""
    if time.months != MONTH or frequency != "monthly" or own.empty:
        return own
    return own.reindex(range(1, own.index.max() + 1))


def _fan(ax: Axes, row: Row, now: pd.Series, last: pd.Series, lang: Lang) -> None:
    origin = parse_period(row.period)
    known = [origin.number, origin.per_year]
    ax.plot(last.index, last, color=MUTED, linewidth=1.3, alpha=0.6)
    for level, alpha in (("90", 0.16), ("80", 0.28)):
        low, high = (getattr(row, f"{side}{level}") for side in ("low", "high"))
        if pd.notna(low) and np.isfinite(high):
            ax.fill_between(known, [row.actual, low], [row.actual, high], color=ACCENT, alpha=alpha, linewidth=0)
    ax.plot(known, [row.actual, row.year_end], color=ACCENT, linewidth=1.4, linestyle=(0, (2, 2)))
    ax.scatter([origin.per_year], [row.year_end], s=24, facecolor=PAPER, edgecolor=ACCENT, linewidth=1.4, zorder=4)
    ax.plot(now.index, now, color=ACCENT, marker="o", markersize=4)
    if pd.notna(row.target):
        ax.axhline(row.target, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    ax.set_xticks(list(origin.axis), [names.tick_name(period, lang) for period in origin.axis.values()])
    ax.set_xlim(0.7, origin.per_year + 0.2)


def _name_lines(ds: Dataset, ax: Axes, row: Row, last: pd.Series, lang: Lang) -> None:
    figure = partial(names.figure, ds, row.no, lang=lang, unit=False)
    came, end = getattr(row, "came", np.nan), parse_period(row.period).per_year
    told = [
        (row.year_end, f"{say(lang, 'projected_label')} {figure(row.year_end, target=row.target)}", ACCENT),
        (row.target, f"{say(lang, 'target')} {figure(row.target)}", INK),
        (came, f"{say(lang, 'actual')} {figure(came, target=row.target)}", ACCENT),
        (last.get(end, np.nan), say(lang, "last_year"), MUTED),
    ]
    end_labels(ax, end + 0.2, told)

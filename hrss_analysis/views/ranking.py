"""Ranks of areas from period to period: who moved up, who fell back."""

from typing import Any

import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..calendar import in_time, latest, parse_period, year_of
from ..dataset import Dataset
from ..measures.crossing import under_its_id
from ..paper.chart import ACCENT, INK, MUTED, STYLE, WARN, Chart, Room, canvas, room_for
from ..quarters import quarter
from ..rows import rows_of
from . import names
from .selecting import Names, chosen_areas, chosen_indicators, chosen_periods, span_asked
from .timeline import Timeline
from .view import FAINT, Nothing, View, no_comparing, opened, titled
from .words import Lang, say

MOST_NAMED = 16  # months


@opened
def ranking(
    ds: Dataset,
    indicator: int,
    areas: Names = None,
    since: str | None = None,
    until: str | None = None,
    *,
    lang: Lang = "zh",
) -> View:
    """Draw how areas rank by points against their own pace, period by period, as sloping lines.

    Never by counts: a larger area does more without doing better. Ranks are always among
    all areas, whichever are chosen.

    Parameters
    ----------
    ds
        The dataset.
    indicator
        Its number.
    areas
        The areas to set off; all parts by default.
    since, until
        The first and the last period; all that have a year's targets by default.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    View
        The frame has the columns ``no area period points rank of reason origin``.

    Raises
    ------
    UsageError
        If the indicator, an area, a period or the language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> ranking(open_dataset("data/wuxi"), 2).title
    '城镇失业人员就业人数，完成进度排名：锡山从第6升到第5，宜兴从第5降到第6（模拟数据）'
    """
    (no,), places = chosen_indicators(ds, indicator), chosen_areas(ds, areas)
    with_target = [period for period in chosen_periods(ds, since, until) if year_of(period) in ds.target_years]
    why = no_comparing(ds, ds.parts, "ranking", lang)
    if why:
        return Nothing(why, _ranks(ds, no, []))
    frame = _ranks(ds, no, with_target)
    subject = names.what(ds, lang, no)
    if not with_target:
        first, last = span_asked(ds, since, until, lang)
        return Nothing(say(lang, "no_targets", what=subject, first=first, last=last), frame)
    if frame["rank"].isna().all():
        return Nothing(say(lang, "not_ranked", what=subject, reason=names.reasons_of(frame, lang)), frame)
    told = frame[frame["rank"].notna()].astype({"rank": int})
    finding = _finding(ds, told, places, lang)
    alt = say(lang, "ranking_alt", n=told["area"].nunique(), finding=finding)
    subject = say(lang, "and").join([subject, say(lang, "ranking_title")])
    return Chart(_drawn(ds, told, places, lang), titled(subject, finding, told, lang), alt, frame)


def _ranks(ds: Dataset, no: int, periods: list[str]) -> pd.DataFrame:
    columns = ["no", "area", "period", "points", "rank", "of", "reason", "origin"]
    frames = []
    for period in periods:
        told = quarter(ds, period)
        own = told.ranking.merge(told.progress[["no", "area", "origin"]], on=["no", "area"], how="left")
        own = under_its_id(ds, own, year_of(period), [])
        frames.append(own[own["no"] == no])
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def _moves(told: pd.DataFrame, areas: list[str]) -> pd.DataFrame:
    """First and last rank of the chosen areas: ``a b``, and the ``rise``."""
    own = (
        told[told["area"].isin(areas)]
        .sort_values("period", key=in_time, kind="stable")
        .groupby("area", sort=False)["rank"]
    )
    moves = own.agg(a="first", b="last")
    return moves.assign(rise=moves["a"] - moves["b"])


def _finding(ds: Dataset, told: pd.DataFrame, areas: list[str], lang: Lang) -> str:
    moves = _moves(told, areas)
    if told["period"].nunique() == 1 or moves.empty:
        best = _beside(ds, told[told["period"] == latest(told["period"].unique())], lang)[1]
        return say(lang, "ranked_first", area=best)
    if (moves["rise"] == 0).all():
        return say(lang, "unmoved")
    ordered = moves.reset_index().sort_values("rise", kind="stable")
    fell, rose = ordered.iloc[0], ordered.iloc[-1]
    up, down = (names.area_name(ds, row["area"], lang) for row in (rose, fell))
    if fell["rise"] >= 0:
        return say(lang, "rose", up=up, a=rose["a"], b=rose["b"])
    if rose["rise"] <= 0:
        return say(lang, "fell", up=down, a=fell["a"], b=fell["b"])
    return say(lang, "moved", up=up, a=rose["a"], b=rose["b"], down=down, c=fell["a"], d=fell["b"])


def _drawn(ds: Dataset, told: pd.DataFrame, areas: list[str], lang: Lang) -> Any:
    periods = sorted(told["period"].unique(), key=parse_period)
    time = Timeline.of(ds, periods)
    ends = [
        {rank: f"{say(lang, 'rank', n=rank)} {areas}" for rank, areas in _beside(ds, own, lang).items()}
        for own in (told[told["period"] == period] for period in (periods[0], periods[-1]))
    ]
    most = int(told["rank"].max())
    if len(periods) == 1:
        ends[1] = {}
    left, right = (room_for(end.values(), 0.5) + 0.15 for end in ends)
    figure, axes = canvas(0.75 + 0.36 * most, room=Room(left=left, right=right, top=0.15, bottom=0.5))
    with style.context(STYLE):
        ax = axes[0, 0]
        _lines(ax, told, time, areas)
        for x, end, ha in ((0, ends[0], "right"), (time.length - 1, ends[1], "left")):
            for rank, text in end.items():
                ax.annotate(text, (x, rank), (-8 if ha == "right" else 8, 0), textcoords="offset points", ha=ha, va="center", annotation_clip=False)  # fmt: skip
        _scale(ax, time, most, lang)
    return figure


def _beside(ds: Dataset, told: pd.DataFrame, lang: Lang) -> dict[int, str]:
    """By rank, the names of a period's areas: equal ones together."""
    by_rank: dict[int, list[str]] = {}
    for row in rows_of(told):
        by_rank.setdefault(row.rank, []).append(names.area_name(ds, row.area, lang))
    return {rank: ("、" if lang == "zh" else ", ").join(areas) for rank, areas in by_rank.items()}


def _lines(ax: Axes, told: pd.DataFrame, time: Timeline, areas: list[str]) -> None:
    size = 5 if not time.by_month or time.length <= MOST_NAMED else 2.5
    moves = _moves(told, areas)["rise"]
    chosen = len(areas) < told["area"].nunique()
    for area, own in told.groupby("area", sort=False):
        x, y = own["period"].map(time.places), own["rank"]
        rise = moves.get(area, 0)
        set_off = area in areas if chosen else rise != 0 and rise in (moves.max(), moves.min())
        colour = FAINT if not set_off else ACCENT if rise >= 0 else WARN
        # what fell is dashed: in grey its line could not be told from one that rose
        dashes = (0, (5, 2)) if set_off and rise < 0 else "-"
        ax.plot(x, y, color=colour, linewidth=2.4 if set_off else 1.4, linestyle=dashes, marker="o", markersize=size)


def _scale(ax: Axes, time: Timeline, most: int, lang: Lang) -> None:
    ax.set_xticks(*time.ticks(lang, MOST_NAMED if time.by_month else None))
    ax.set_xlim(-0.02, time.length - 0.98) if time.length > 1 else ax.set_xlim(-1, 1)
    ax.set_ylim(most + 0.4, 0.6)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(colors=INK)
    ax.grid(axis="x", color=MUTED, alpha=0.3)

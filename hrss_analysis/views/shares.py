"""What each area did of the whole, beside what it was asked to do."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ..calendar import year_of
from ..dataset import Dataset
from ..measures.crossing import under_its_id
from ..paper import labels
from ..paper.chart import ACCENT, INK, MUTED, PAPER, STYLE, Chart, Room, canvas, room_for
from ..quarters import quarter
from . import names
from .selecting import Names, chosen_areas, chosen_indicators, chosen_period
from .view import Nothing, View, no_comparing, opened, titled
from .words import Lang, say

COLUMNS = ["no", "area", "period", "value", "share", "target_share", "over", "reason", "origin"]


@opened
def shares(ds: Dataset, indicator: int, areas: Names = None, period: str | None = None, *, lang: Lang = "zh") -> View:
    """Draw each area's share of the sum of areas beside its share of their targets.

    Parameters
    ----------
    ds
        The dataset.
    indicator
        The number of one that adds up over areas.
    areas
        The areas to show, their shares still of the sum of all; all parts by default.
    period
        The period; the last one by default.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    View
        The frame has the columns ``no area period value share target_share over reason
        origin``: shares of 1, and ``over``, the share less the share of the target, in points.

    Raises
    ------
    UsageError
        If the indicator, an area, the period or the language is unknown.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> shares(open_dataset("data/wuxi"), 42).title
    '全国根治欠薪平台线索发生率：各地区数不能相加，没有份额。'
    """
    (no,), places, when = chosen_indicators(ds, indicator), chosen_areas(ds, areas), chosen_period(ds, period)
    found = under_its_id(ds, quarter(ds, when).contributions, year_of(when), ["value", "base", "change"])
    found = found[(found["no"] == no) & found["area"].isin(places)].reset_index(drop=True)
    over = (100 * (found["share"] - found["target_share"].astype(float))).round(8)
    frame = found.assign(over=over)[COLUMNS]
    subject = names.what(ds, lang, no)
    why = no_comparing(ds, ds.parts, "shares", lang)
    if why:
        return Nothing(why, frame)
    if not ds.indicator(no).additive:
        return Nothing(say(lang, "not_additive", what=subject), frame)
    told = frame[frame["share"].notna()]
    if told.empty:
        reason = names.reasons_of(frame, lang)
        measure = say(lang, "share_of_whole")
        at = names.at(when, lang)
        key = "no_figures_at" if frame.empty else "nothing_compared"
        return Nothing(say(lang, key, what=subject, period=at, measure=measure, reason=reason), frame)
    finding = _finding(ds, told, lang)
    title = titled(say(lang, "and").join([subject, names.period_name(when, lang)]), finding, told, lang)
    return Chart(_drawn(ds, told, lang), title, say(lang, "shares_alt", n=len(told), finding=finding), frame)


def _finding(ds: Dataset, told: pd.DataFrame, lang: Lang) -> str:
    if told["over"].notna().any() and told["over"].max() > 0:
        top = told.iloc[int(told["over"].argmax())]
        points = labels.Number(1)(top["over"], 0)
        area = names.area_name(ds, top["area"], lang)
        return say(lang, "most_over", area=area, share=labels.share(top["share"]), points=points)
    top = told.iloc[int(told["share"].argmax())]
    return say(lang, "largest", area=names.area_name(ds, top["area"], lang), share=labels.share(top["share"]))


def _drawn(ds: Dataset, told: pd.DataFrame, lang: Lang) -> Any:
    told = told.sort_values("share", ascending=False, kind="stable")
    rows = [names.area_name(ds, area, lang) for area in told["area"]]
    figure, axes = canvas(0.75 + 0.33 * len(told), room=Room(left=room_for(rows, 0.6), right=1.0))
    with style.context(STYLE):
        _dots(axes[0, 0], told)
        axes[0, 0].set_yticks(np.arange(len(told))[::-1], rows)
        with_targets = told["target_share"].notna().any()
        note = say(lang, "shares_note" if with_targets else "shares_note_only")
        axes[0, 0].set_title(note, color=MUTED, fontsize=8.5)
    return figure


def _dots(ax: Axes, told: pd.DataFrame) -> None:
    y = np.arange(len(told))[::-1]
    share, target = 100 * told["share"].to_numpy(float), 100 * told["target_share"].to_numpy(float)
    ax.hlines(y, np.fmin(share, target), np.fmax(share, target), color=MUTED, linewidth=1.4, zorder=1)
    ax.scatter(target, y, marker="D", s=34, facecolor=PAPER, edgecolor=INK, zorder=2, clip_on=False)
    ax.scatter(share, y, s=40, color=ACCENT, zorder=3, clip_on=False)
    most = np.nanmax([*share, *target])
    for height, over, own in zip(y, told["over"], share, strict=True):
        text = labels.Number(1)(own) + (f"（{labels.POINTS(over)}）" if pd.notna(over) else "")
        ax.annotate(text, (1, height), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points", va="center", annotation_clip=False)  # fmt: skip
    ax.set_xlim(0, most * 1.05)
    ax.set_ylim(-0.6, len(told) - 0.4)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)

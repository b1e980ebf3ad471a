"""A rate in every area against the limits of chance: few cases swing far without meaning anything."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes

from ...dataset import Dataset
from ...language import say
from ...paper import labels
from ...paper.chart import ACCENT, ALARM, INK, MUTED, SINGLE, STYLE, Chart, Room, canvas, keyed, write_key
from ...paper.marks import mark
from ...paper.placing import name_points
from ...rows import rows_of
from ..names import area, areas, indicator
from .naming import area_mark

Z95, Z998 = 1.959964, 3.090232


def funnel_plot(ds: Dataset, limits: pd.DataFrame, *, simulated: bool = False) -> Chart | None:
    """Draw what ``funnel`` gives; None if fewer than three areas have counts.

    Parameters
    ----------
    ds
        The dataset.
    limits
        One row per area: rate, counts, limits, and whether it lies outside.
    simulated
        Whether the figures are.
    """
    told = limits[limits["rate"].notna() & (limits["denominator"] > 0)]
    if len(told) < 3:
        return None
    no = int(told["no"].iloc[0])
    cases = _cases(ds.indicator(no).denominator)
    title = say("{name}：{finding}", name=indicator(ds, no), finding=_beyond(ds, told))
    figure, axes = canvas(3.6, room=Room(left=0.75, bottom=0.5, top=0.4, right=0.5), width=SINGLE)
    with style.context(STYLE):
        _draw(axes[0, 0], told, cases, partial(area_mark, ds))
        write_key(axes[0, 0], keyed([say("虚线内为95%、实线内为99.8%的随机波动范围")], simulated=simulated))
    alt = say(
        "漏斗图：{title}。横轴为{cases}，纵轴为比率，中线为合计的比率{whole}。",
        title=title,
        cases=cases,
        whole=labels.PERCENT(told["whole"].iloc[0]),
    )
    marks = [
        mark(
            axes[0, 0], row.denominator, row.rate, area(ds, row.area),
            say("{rate}，{cases}{n}", rate=labels.PERCENT(row.rate), cases=cases, n=labels.Number()(row.denominator)),
        )
        for row in rows_of(told)
    ]  # fmt: skip
    return Chart(figure, title, alt, told, marks)


def _cases(denominator: str) -> str:
    """What the rate's cases are: a name that exists in Chinese only."""
    return say("{denominator}", denominator=denominator) if denominator else say("分母")


def _beyond(ds: Dataset, told: pd.DataFrame) -> str:
    """Who lies beyond which limits, on which side."""
    parts = []
    side = np.sign(told["rate"] - told["whole"])
    for where, limits in (("998", "99.8%"), ("95", "95%")):
        outside = told["outside"] == where
        if (outside & (side == 1)).any():
            above = areas(ds, told.loc[outside & (side == 1), "area"])
            parts.append(say("{areas}高于{limits}的随机波动范围", areas=above, limits=limits))
        if (outside & (side == -1)).any():
            below = areas(ds, told.loc[outside & (side == -1), "area"])
            parts.append(say("{areas}低于{limits}的随机波动范围", areas=below, limits=limits))
    return say("，").join(parts) or say("各地区的差异不超出随机波动")


def _draw(ax: Axes, told: pd.DataFrame, cases: str, named: Callable[[str], str]) -> None:
    whole = told["whole"].iloc[0]
    n = np.linspace(max(told["denominator"].min() * 0.5, 1), told["denominator"].max() * 1.12, 200)
    spread = np.sqrt(whole * (100 - whole) / n)
    ax.axhline(whole, color=INK, linewidth=1)
    for z, dashes in ((Z95, (0, (4, 3))), (Z998, "solid")):
        for sign in (-1, 1):
            ax.plot(n, np.clip(whole + sign * z * spread, 0, 100), color=MUTED, linewidth=1, linestyle=dashes)
    ax.scatter(
        told["denominator"], told["rate"], s=32, zorder=3,
        color=[ALARM if where == "998" else ACCENT for where in told["outside"]],
    )  # fmt: skip
    margin = 0.5 * (told["rate"].max() - told["rate"].min()) or 1.0
    ax.set_ylim(max(0, told["rate"].min() - margin), min(100.5, told["rate"].max() + margin))
    ax.set_xlim(n[0], n[-1])
    ax.set_xlabel(cases)
    ax.set_ylabel("%")
    ax.xaxis.set_major_formatter(lambda value, _position: labels.Number()(value))
    name_points(ax, told["denominator"].tolist(), told["rate"].tolist(), [named(area) for area in told["area"]])

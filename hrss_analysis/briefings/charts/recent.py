"""Several years of several indicators in small multiples: the shape of a year, and where this one stands in it."""

import pandas as pd

from ...calendar import Period
from ...dataset import Dataset
from ...language import listed, say
from ...paper import labels
from ...paper.chart import ACCENT, INK, MUTED, SMALL, Chart, Room, keyed, simulated
from ...paper.panels import Drawing, Panel, span_of
from ..names import indicator
from .behind import PAST
from .curve import tell_points
from .naming import LINE, curve_title, further_lines, tick

MOST = 9  # panels


def recent(ds: Dataset, past: pd.DataFrame, now: Period, finding: str, *, most: int = MOST) -> Chart | None:
    """Draw the years of one area, a panel an indicator and a line a year; None where there is nothing.

    Parameters
    ----------
    ds
        The dataset.
    past
        Rows of ``long_history`` of one area: this year until `now`, and the years before.
    now
        The period.
    finding
        What they show.
    most
        How many panels at the most, in the plan's order.
    """
    numbers = sorted(past["no"].unique())
    shown, left_out = numbers[:most], len(numbers[most:])
    if not shown:
        return None
    titles = [curve_title(ds, no) for no in shown]
    columns = min(3, len(shown))
    rows, more = -(-len(shown) // columns), LINE * further_lines(titles)
    drawing = Drawing((2.15 + more) * rows + 0.35)
    places = drawing.panels(rows, columns, Room(left=0.65, top=0.65 + more, between=(0.85 + more, 0.6)))
    for place, no, title in zip(places, shown, titles, strict=False):
        own = past[past["no"] == no]
        _draw(ds, Panel(drawing, *place, (0, 1), (0, 1)), own, now, title)
    first, names = int(past["year"].min()), listed(indicator(ds, no) for no in shown)
    title = say("{first}—{year}年各期末数：{finding}", first=first, year=now.year, finding=finding)
    if left_out:
        title = say("{finding}，另{n}项未画", finding=title, n=left_out)
    alt = say(
        "折线图{n}幅，{finding}：{names}。蓝线为{year}年，虚线为上年，细灰线为以往各年（自{first}年）。各数见本页的表。",
        n=len(shown), finding=finding, names=names, year=now.year, first=first,
    )  # fmt: skip
    if simulated(past):
        title = say("{title}（模拟数据）", title=title)
    drawing.write(
        keyed([say("蓝线为今年"), say("虚线为上年"), say("细灰线为以往各年")]),
        0.1,
        drawing.height - 0.18,
        color=MUTED,
        fontsize=SMALL,
    )
    return Chart(drawing.figure(), title, alt, past[past["no"].isin(shown)][PAST], drawing.told)


def _draw(ds: Dataset, panel: Panel, own: pd.DataFrame, now: Period, title: str) -> None:
    register = ds.indicator(int(own["no"].iloc[0]))
    own = own[own["stretch"] == own.sort_values(["year", "month"])["stretch"].iloc[-1]]
    own = own.assign(place=own["month"].map(now.place)).sort_values(["year", "month"])
    panel.x = (0.6, now.per_year + 0.4)
    panel.y = span_of(own["value"], from_zero=register.kind == "flow")
    panel.title(title)
    panel.frame({place: tick(each) for place, each in now.axis.items()}, labels.indicator_number(register))
    looks = {
        now.year: {"color": ACCENT, "linewidth": 1.8},
        now.year - 1: {"color": INK, "linewidth": 1.1, "linestyle": (0, (4, 2))},
    }
    for year, rows in own.groupby("year"):
        look = looks.get(int(str(year)), {"color": MUTED, "linewidth": 0.9, "alpha": 0.5})
        panel.line(rows["place"], rows["value"], **look)
    tell_points(panel, own, now, indicator(ds, register.no), labels.indicator_number(register, with_unit=True))
    this = own[own["year"] == now.year]
    panel.dots(this["place"].tail(1), this["value"].tail(1), color=ACCENT, marker="o", markersize=4)

"""Pictures: few kinds, one style sheet, a finding for a title.

A chart is drawn by matplotlib and put into the page as SVG whose text stays
text. It carries an alternative text that states its finding, and the frame it
was drawn from.
"""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from ..dataset import Dataset
from ..vocabulary import STATUS
from . import fonts, labels
from .html import Html, element
from .tables import a_year_ago
from .text import wrap

STYLE = Path(__file__).with_name("hrss.mplstyle")
INK, MUTED, GRID, ACCENT, ALARM, WARN, PAPER = (
    "#1f2933", "#6b7785", "#d9dee4", "#2f6db5", "#b3372c", "#c98a1b", "#fefefe",
)  # fmt: skip
_PROPERTIES = {PAPER: "paper", INK: "ink", MUTED: "muted", GRID: "grid", ACCENT: "accent", ALARM: "alarm", WARN: "warn"}
SIMULATED = "模拟数据"


@dataclass(frozen=True)
class Chart:
    """A figure, the sentence that says what it shows, and the frame behind it."""

    figure: Figure = field(repr=False)
    title: str
    alt: str
    frame: pd.DataFrame = field(repr=False)

    def svg(self) -> str:
        """The picture as SVG for a page: no fixed colours, no fixed size, ids of its own."""
        buffer = io.StringIO()
        with style.context(STYLE):
            self.figure.savefig(
                buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
            )
        return _for_page(buffer.getvalue())

    def _repr_html_(self) -> str:
        picture = element("div", Html(self.svg()), role="img", aria_label=self.alt, class_="picture")
        return str(element("figure", element("figcaption", self.title), picture))


def _for_page(svg: str) -> str:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    # matplotlib's rule for all elements would hold for the whole page
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>\s*", "", svg, flags=re.DOTALL)
    referred = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg))
    prefix = "c" + hashlib.sha256(svg.encode()).hexdigest()[:8]

    def own_id(match: re.Match[str]) -> str:
        return f' id="{prefix}-{match[1]}"' if match[1] in referred else ""

    svg = re.sub(r"(?<!:) id=\"([^\"]+)\"", own_id, svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r"href=\"#([^\"]+)\"", rf'href="#{prefix}-\1"', svg)
    # JupyterLab has no page style: there the colour itself holds
    for colour, name in _PROPERTIES.items():
        svg = svg.replace(colour, f"var(--{name}, {colour})")
    # the page's stylesheet sets the family; sizes stay as they were laid out
    svg = re.sub(r"font: ([\d.]+px)[^;\"]*", r"font-size: \1", svg)
    svg = re.sub(
        r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>",
        r'<svg viewBox="\1" xmlns:xlink="http://www.w3.org/1999/xlink">',
        svg,
        count=1,
    )
    return re.sub(r"\n\s*", "\n", svg).strip()


def canvas(width: float, height: float, rows: int = 1, columns: int = 1, **options: Any) -> tuple[Figure, np.ndarray]:
    """An empty figure in the reports' style, and its axes by row and column."""
    fonts.register()
    with style.context(STYLE):
        figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(h_pad=0.1, w_pad=0.08))
        axes = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, axes


def bullets(ds: Dataset, cells: pd.DataFrame, history: pd.DataFrame, *, most: int = 12) -> Chart | None:
    """The indicators furthest behind: share reached, share due, last year's; None if nothing accumulates or grows.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    history
        Figures of this year and the last: a year ago, the share of this year's
        target that had been reached is shown for what accumulates.
    most
        How many bars at the most; the furthest behind come first.
    """
    paced = cells[cells["gap_points"].notna()].sort_values("gap_points", kind="stable")
    slow = paced[paced["gap_points"] < 0]
    frame = (paced if slow.empty else slow).head(most)
    if frame.empty:
        return None
    then = frame["no"].map(a_year_ago(frame, history)) / frame["target"]
    frame = frame.assign(last_year=then.where(frame["base"].isna()))
    if slow.empty and len(frame) == 1:
        title = "完成率与序时进度"
    elif slow.empty:
        title = f"进度最靠后的{len(frame)}项也不慢于序时"
    else:
        title = f"慢于序时进度的{len(slow)}项" + (f"中最远的{most}项" if len(slow) > most else "")
    figure, axes = canvas(9.2, 0.5 + 0.34 * len(frame))
    with style.context(STYLE):
        _draw_bullets(ds, axes[0, 0], frame, _simulated(frame))
    worst = frame.iloc[0]
    alt = (
        f"条形图：{title}。{ds.indicator(worst['no']).name}完成{labels.share(worst['completion'])}，"
        f"与序时进度相差{labels.POINTS(worst['gap_points'], target=0)}个百分点。各项数字见记分表。"
    )
    return Chart(figure, f"{title}（完成率，%）", alt, frame)


def _draw_bullets(ds: Dataset, ax: Axes, frame: pd.DataFrame, simulated: bool) -> None:
    rows = np.arange(len(frame))[::-1]
    top = 130.0
    share = (frame["completion"] * 100).clip(0, top).to_numpy()
    colours = [{"red": ALARM, "amber": WARN}.get(STATUS[status].light, ACCENT) for status in frame["status"]]
    ax.barh(rows, share, height=0.42, color=colours, zorder=2)
    ax.vlines(frame["expected"] * 100, rows - 0.38, rows + 0.38, color=INK, linewidth=2, zorder=3)
    ax.scatter(
        (frame["last_year"] * 100).clip(0, top), rows, marker="D", s=22, facecolor=PAPER, edgecolor=MUTED, zorder=4
    )
    ax.axvline(100, color=MUTED, linewidth=0.8)
    for row, completion in zip(rows, frame["completion"], strict=True):
        ax.text(top + 15, row, labels.share(completion), va="center", ha="right")
    ax.set_yticks(rows, [wrap(ds.indicator(no).name, 20, 2) for no in frame["no"]], linespacing=1.25)
    ax.set_xlim(0, top + 15)
    ax.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 目标"])
    ax.spines["left"].set_visible(False)
    ghost = "　◇ 去年同期数相当于今年目标的份额" if frame["last_year"].notna().any() else ""
    note = f"┃ 应达到的序时进度{ghost}" + (f"　{SIMULATED}" if simulated else "")
    ax.set_title(note, color=MUTED, fontsize=8.5)
    ax.set_ylim(-0.7, len(frame) - 0.3)


def curves(ds: Dataset, cells: pd.DataFrame, history: pd.DataFrame, *, most: int = 6) -> Chart | None:
    """Cumulative curves of the year in small multiples, last year's as a ghost.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area; the first `most` with a figure are drawn.
    history
        Figures of this year and the last.
    most
        How many panels at the most.
    """
    shown = cells[cells["actual"].notna()].head(most)
    if shown.empty:
        return None
    then = a_year_ago(shown, history)
    history = history[history["area"] == shown["area"].iloc[0]]
    year = int(shown["period"].iloc[0][:4])
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    figure, axes = canvas(9.2, 2.35 * rows + 0.2, rows, columns)
    with style.context(STYLE):
        for ax in axes.flat[len(shown) :]:
            ax.set_visible(False)
        for ax, cell in zip(axes.flat, shown.itertuples(), strict=False):
            _draw_curve(ds, ax, cell, history[history["no"] == cell.no], year)
    names = "、".join(ds.indicator(no).name for no in shown["no"])
    compared = [value > then[no] for no, value in zip(shown["no"], shown["actual"], strict=True) if no in then]
    higher = {0: "均不高于", len(compared): "均高于"}.get(sum(compared), f"中{sum(compared)}项高于")
    finding = f"{len(compared)}项{higher}去年同期" if compared else "没有去年同期数可比"
    title = f"{year}年各季末数：{finding}" + (f"（{SIMULATED}）" if _simulated(shown) else "")
    alt = (
        f"折线图{len(shown)}幅，{finding}：{names}。实线为{year}年各季末数，灰线为上年，虚线为全年目标。数字见记分表。"
    )
    return Chart(figure, title, alt, history[history["no"].isin(shown["no"])])


def _draw_curve(ds: Dataset, ax: Axes, cell: Any, history: pd.DataFrame, year: int) -> None:
    indicator = ds.indicator(cell.no)
    number = labels.indicator_number(indicator)
    before, now = (history[history["year"] == y].set_index("quarter")["value"] for y in (year - 1, year))
    ax.plot(before.index, before, color=MUTED, linewidth=1.4, alpha=0.6)
    ax.plot(now.index, now, color=ACCENT, marker="o", markersize=4)
    if not pd.isna(cell.target):
        ax.axhline(cell.target, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        _label(ax, f"目标 {number(cell.target)}", 0.85, cell.target, "above", ha="left", color=INK)
    if len(before):
        _label(ax, str(year - 1), before.index[-1] + 0.08, before.iloc[-1], "beside", ha="left", color=MUTED)
    if len(now):
        end = now.iloc[-1]
        near_target = not pd.isna(cell.target) and 0 <= cell.target - end < 0.2 * np.ptp([*before, *now, cell.target])
        under_ghost = now.index[-1] in before.index and end < before[now.index[-1]]
        _label(
            ax,
            number(end, cell.target),
            now.index[-1],
            end,
            "below" if near_target or under_ghost else "above",
            color=ACCENT,
        )
    _scale(ax, from_zero=indicator.kind == "flow", number=number)
    ax.set_title(wrap(f"{indicator.name}（{indicator.unit}）", 18, 2), linespacing=1.3)


def _label(ax: Axes, text: str, x: float, y: float, where: str, ha: str = "center", color: str = INK) -> None:
    offset, va = {"above": (5, "bottom"), "below": (-7, "top"), "beside": (0, "center")}[where]
    ax.annotate(text, (x, y), (0, offset), textcoords="offset points", ha=ha, va=va, color=color, fontsize=8.5,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _scale(ax: Axes, *, from_zero: bool, number: labels.Number) -> None:
    ax.set_xticks([1, 2, 3, 4], ["一季度", "二季度", "三季度", "四季度"])
    ax.set_xlim(0.6, 4.75)
    low, high = ax.get_ylim()
    low = 0 if from_zero else low
    ax.set_ylim(low - (0 if from_zero else 0.08 * (high - low)), high + 0.14 * (high - low))
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=number.decimals == 0))
    ax.yaxis.set_major_formatter(lambda value, _position: number(value))
    ax.grid(axis="y")


def _simulated(frame: pd.DataFrame) -> bool:
    return bool((frame["origin"] == "simulated").any())


def pick(cells: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """The cells worth a curve: the furthest behind first, then the plan's order."""
    order: Sequence[str] = ("behind", "over_cap", "slightly_behind", "near_cap")
    rank = cells["status"].map({status: index for index, status in enumerate(order)}).fillna(len(order))
    return cells.assign(rank=rank).sort_values(["rank", "gap_points"], kind="stable").head(most).drop(columns="rank")

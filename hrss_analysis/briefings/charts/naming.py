"""Names in pictures: English ones are longer than Chinese ones and break between words, so they get more room."""

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from ...calendar import Period
from ...dataset import Dataset
from ...language import page_language, say
from ...language.units import unit_name
from ...paper import labels
from ...paper.text import wrap, wrap_words
from ...views.names import tick_name
from ..names import area, indicator

LINE = 0.2  # inches of a further line of a name
LINES = 2  # that rows have room for
SHORT = 7  # full-width characters: what a line of an area's name beside its dot may take


def row_names(ds: Dataset, numbers: Iterable[int], *, zh: int, en: int) -> list[str]:
    """Indicators' names beside rows, in lines of so many full-width characters."""
    names = [indicator(ds, no) for no in numbers]
    if page_language() == "zh":
        return [wrap(name, zh, LINES) for name in names]
    return [wrap_words(name, en, 5) for name in names]


def curve_title(ds: Dataset, no: int) -> str:
    """An indicator's name above a panel, with its unit."""
    title = say("{name}（{unit}）", name=indicator(ds, no), unit=unit_name(ds.indicator(no).unit))
    return wrap(title, 18, LINES) if page_language() == "zh" else wrap_words(title, 20, 4)


def row_height(names: Sequence[str], least: float) -> float:
    """Inches of a row: more where a name has more lines than fit."""
    return least + LINE * further_lines(names)


def further_lines(names: Iterable[str]) -> int:
    """How many lines the longest name has beyond those that there is room for."""
    return max(0, *(name.count("\n") + 1 - LINES for name in names))


def name_rows(ax: Axes, places: Sequence[float], names: Sequence[str], linespacing: float, aside: float = 0) -> None:
    """Write the rows' names to the left of the axes, so many inches away."""
    if page_language() == "zh":
        ax.set_yticks(places, names, linespacing=linespacing)
        return
    ax.set_yticks(places, [""] * len(names))
    for place, name in zip(places, names, strict=True):
        for line, up in stacked(name, 9.5, linespacing):
            ax.annotate(
                line, (0, place), (-4 - 72 * aside, up), ("axes fraction", "data"), textcoords="offset points", ha="right",
                va="center", annotation_clip=False,
            )  # fmt: skip


def stacked(name: str, size: float, linespacing: float = 1.25) -> list[tuple[str, float]]:
    r"""The pieces that a name is written in beside a point, and how many points each stands above it.

    As one text, lines would stand where they end in our own font; each by itself ends at the point
    in the reader's. Chinese characters are of one width in every font.

    Examples
    --------
    >>> from hrss_analysis.language import speaking
    >>> with speaking("en"):
    ...     stacked("New urban\njobs", 8, 1.25)
    [('New urban', 5.0), ('jobs', -5.0)]
    """
    lines = [name] if page_language() == "zh" else name.split("\n")
    return [(line, size * linespacing * ((len(lines) - 1) / 2 - rank)) for rank, line in enumerate(lines)]


def area_mark(ds: Dataset, name: str) -> str:
    """An area's name beside its dot."""
    return area(ds, name) if page_language() == "zh" else wrap_words(area(ds, name), SHORT)


def tick(period: Period) -> str:
    """A period below a narrow axis: 三季度, 7月; Q3, Jul."""
    return labels.within_year(period) if page_language() == "zh" else tick_name(period, "en")

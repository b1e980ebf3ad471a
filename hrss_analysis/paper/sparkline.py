"""A year and the year before as two lines in a table's cell, drawn as SVG without a plotting library."""

from collections.abc import Mapping

from .html import EMPTY, Html, drawn

WIDTH, HEIGHT, EDGE = 64, 18, 2


def sparkline(now: Mapping[int, float], before: Mapping[int, float], per_year: int, *, from_zero: bool) -> Html:
    """Draw the periods of this year over those of the last; nothing for fewer than two points.

    Parameters
    ----------
    now, before
        Values by their period's number within the year, from 1.
    per_year
        How many periods a year has.
    from_zero
        Whether the lowest point is zero (counts) or the lowest value (levels, rates).

    Examples
    --------
    >>> print(sparkline({1: 1.0, 2: 3.0}, {}, 4, from_zero=True))
    <svg viewBox="0 0 64 18" width="64" height="18" fill="none" stroke="currentColor" aria-hidden="true"><path class="now" d="M2 11.3L22 2"/></svg>
    """
    if len(now) + len(before) < 2:
        return EMPTY
    values = [*now.values(), *before.values()]
    low = min(0.0, *values) if from_zero else min(values)
    span = max(values) - low or 1.0
    lines = "".join(
        f'<path class="{name}" d="{_path(series, per_year, low, span)}"/>'
        for name, series in (("before", before), ("now", now))
        if len(series) > 1
    )
    numbers = range(1, per_year + 1)
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="currentColor" aria-hidden="true">{lines}</svg>'
        if lines
        else ""
    )
    now_, before_ = ([series.get(number) for number in numbers] for series in (now, before))
    return drawn(svg, now=now_, before=before_, low=low)


def _path(series: Mapping[int, float], per_year: int, low: float, span: float) -> str:
    points = []
    for number, value in sorted(series.items()):
        x = EDGE + (number - 1) / (per_year - 1) * (WIDTH - 2 * EDGE)
        y = HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)
        points.append(f"{x:.3g} {y:.3g}")
    return "M" + "L".join(points)

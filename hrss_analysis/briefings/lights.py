"""A status and a progress as marks: symbol, colour and word, and a small bar."""

import pandas as pd

from .. import language
from ..calendar import parse_period
from ..paper.content import listing
from ..paper.html import EMPTY, Html, carrying, drawn, element
from ..vocabulary import STATUS


def said(status: str, period: str) -> str:
    """A status in a word; once the year is over nothing is behind any more, but short of its target.

    Examples
    --------
    >>> said("behind", "2024Q3"), said("behind", "2024Q4")
    ('滞后', '未达目标')
    """
    if status == "behind" and parse_period(period).is_last:
        return language.say("未达目标")
    return language.word(STATUS[status])


def light(status: str, period: str = "", *, word: bool = True) -> Html:
    """A status, of a period or in general, as symbol, colour and word; the word is only spoken if `word` is false.

    Examples
    --------
    >>> str(light("behind"))
    '<span class="light red"><span aria-hidden="true">■</span> 滞后</span>'
    """
    label = STATUS[status]
    symbol = element("span", label.symbol, aria_hidden="true")
    named = said(status, period) if period else language.word(label)
    text = f" {named}" if word else element("span", named, class_="spoken")
    return carrying(element("span", symbol, text, class_=f"light {label.light}"), light=label.light)


def legend() -> Html:
    """What the lights mean."""
    return listing(map(light, STATUS), role="legend")


def bullet(completion: float, expected: float) -> Html:
    """A bar of the share reached, a tick at the share due, a line at the target; drawn as SVG.

    The figures it shows stand in the cells beside it, so it is hidden from
    screen readers.
    """
    if pd.isna(completion):
        return EMPTY
    top = 1.3  # bars end at 130 % of the target
    width = max(0.0, min(completion, top)) / top * 100
    ticks = f'<path class="target" d="M{100 / top:.1f} 1v10"/>'
    if not pd.isna(expected):
        ticks += f'<path class="due" d="M{expected / top * 100:.1f} 0v12"/>'
    bar = f'<path class="bar" fill="#2f6db5" stroke="none" d="M0 3h{width:.1f}v6H0z"/>'
    svg = (
        f'<svg viewBox="0 0 100 12" width="100" height="12" stroke="currentColor" aria-hidden="true">{bar}{ticks}</svg>'
    )
    return drawn(svg, completion=completion, expected=expected)

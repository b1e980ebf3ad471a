"""How a table fits a sheet of paper: upright or across, in what size of type, with columns how wide."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .blocks import Column
from .text import width_of, wrap

POINT = 25.4 / 72  # millimetres
PADDING = 1.6  # millimetres left and right of a cell's text together
MANY = 11  # columns: more of them stand across the sheet
ROOM = 1.15  # fonts differ, and a figure that just fits would break
SHORT = 5.5  # full-width characters: what is shorter is not broken
WHOLE = 3  # of a heading
EXACT = 0.01  # of a character: what binary arithmetic leaves behind
DRAWN = 18.0  # millimetres of a column in which something is drawn
# Points, and how many lines a text may take before its table is made smaller.
UPRIGHT = ((10.5, 2), (9.0, 2), (8.0, 2), (8.0, 3), (7.5, 3))
ACROSS = ((9.0, 2), (8.0, 2), (7.5, 2), (7.5, 3), (7.0, 3), (6.5, 3), (6.0, 3))


@dataclass(frozen=True)
class Fit:
    """Whether a table stands across the sheet, the size of its type in points, and its columns' widths in millimetres."""

    across: bool
    points: float
    widths: tuple[float, ...]


def fit(columns: Sequence[Column], upright: float, across: float) -> Fit:
    """Find the largest type in which a table fits.

    Parameters
    ----------
    columns
        Its columns.
    upright, across
        How wide a sheet's type area is either way, in millimetres.

    Examples
    --------
    >>> fitted = fit([Column("地区", ["江阴", "宜兴"]), Column("数", ["12,466", "9"], number=True)], 156, 225)
    >>> fitted.across, fitted.points, [round(width, 1) for width in fitted.widths]
    (False, 10.5, [75.2, 80.8])
    """
    ways = [(False, *way) for way in UPRIGHT if len(columns) <= MANY] + [(True, *way) for way in ACROSS]
    for lying, points, lines in ways:
        room, em = across if lying else upright, points * POINT
        needs = [_needed(column, lines) for column in columns]
        if sum(_millimetres(column, least, em) for column, (least, _) in zip(columns, needs, strict=True)) <= room:
            break
    return Fit(lying, points, _widths(columns, needs, em, room))


def _widths(
    columns: Sequence[Column], needs: Sequence[tuple[float, float]], em: float, room: float
) -> tuple[float, ...]:
    """What each column has: what it must, and of what is left its part of what it would like."""
    least = [_millimetres(column, need, em) for column, (need, _) in zip(columns, needs, strict=True)]
    most = [_millimetres(column, want, em) for column, (_, want) in zip(columns, needs, strict=True)]
    left = room - sum(least)
    if left < 0:  # there is no smaller type: everything gives way
        return tuple(width * room / sum(least) for width in least)
    wished = sum(most) - sum(least)
    if wished > left:
        return tuple(low + (high - low) * left / wished for low, high in zip(least, most, strict=True))
    spare = room - sum(most)
    return tuple(width + spare / len(columns) for width in most)


def _needed(column: Column, broken: int) -> tuple[float, float]:
    """The least that a column must be wide, and what it would be without a broken line, in full-width characters."""
    lines = [_wide(line) for text in column.text for line in text.split("\n")]
    natural = max(lines, default=0.0)
    head = _head(column.heading)
    if column.number or natural <= SHORT:
        return max(natural, head), max(natural, head)
    longest = max((_longest(text) for text in column.text), default=0.0)
    return max(min(natural, SHORT), natural / broken, head, longest), max(natural, head)


def _longest(text: str) -> float:
    """The longest word: Latin ones are not broken."""
    return max((_wide(word) for word in re.findall(r"[!-~]+", text)), default=0.0)


def _head(heading: str) -> float:
    """How wide a heading must be: it breaks before its unit, and each part at the most in two; English between words."""
    if not _breaks_anywhere(heading):
        return max(2.0, _longest(heading))
    return max(
        [2.0, *(ceil(width_of(part) / 2) if width_of(part) > WHOLE else width_of(part) for part in _parts(heading))]
    )


def headings(columns: Sequence[Column], fitted: Fit) -> list[str]:
    r"""The headings of a table's columns, by lines as even as they can be, with the unit on lines of its own where they break.

    Examples
    --------
    >>> headings([Column("与序时相差（百分点）", []), Column("全年目标", [])], Fit(False, 10, (18, 12)))
    ['与序时\n相差\n（百分点）', '全年\n目标']
    """
    told = []
    for column, width in zip(columns, fitted.widths, strict=True):
        room = (width - PADDING) / (fitted.points * POINT * ROOM)
        whole = width_of(column.heading) <= room + EXACT or not _breaks_anywhere(column.heading)
        parts = [column.heading] if whole else [wrap(part, int(room + EXACT)) for part in _parts(column.heading)]
        told.append("\n".join(parts))
    return told


def _breaks_anywhere(text: str) -> bool:
    """Whether a text is Chinese: other text breaks between words, which whoever sets it does."""
    return any(letter >= "\u3000" for letter in text)


def _parts(heading: str) -> list[str]:
    return re.split(r"(?<=.)(?=（)", heading)


def _wide(line: str) -> float:
    """How wide a line is; a percent sign is nearly as wide as a character."""
    return width_of(line) + 0.4 * line.count("%")


def _millimetres(column: Column, width: float, em: float) -> float:
    drawn = not any(column.text) and column.values
    return (DRAWN if drawn else width * em * ROOM) + PADDING

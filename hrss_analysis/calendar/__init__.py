"""Periods of the year: reading, order, and what is due at the end of each.

A period is written ``2024Q3`` everywhere: in file names, frames, parameters and on the
command line. It is read once, where text comes in; inside it is a :class:`Period`, which
knows its neighbours, its place in the year and what is due at its end. All of that is
told by months, so that a quarter is nothing but a period of three of them, and a month,
written ``2024-07``, one of one. Which of the two a dataset's years are told by is its
:class:`Calendar`; a year told by months knows ``2024Q3`` as another name of September.

A column of a frame keeps its text: :func:`column` tells of each of its periods what is
asked, :func:`in_time` sorts by it. A page may also be about a whole year, written with
four digits: :func:`is_year`.
"""

from .cadence import Calendar
from .frames import column, in_time, to_pandas
from .period import EVERY, MONTH, QUARTER, YEAR, Period, of_year, span
from .text import between, end_of, is_period, is_year, latest, nearest, parse_period, parse_span, year_of

__all__ = [
    "EVERY",
    "MONTH",
    "QUARTER",
    "YEAR",
    "Calendar",
    "Period",
    "between",
    "column",
    "end_of",
    "in_time",
    "is_period",
    "is_year",
    "latest",
    "nearest",
    "of_year",
    "parse_period",
    "parse_span",
    "span",
    "to_pandas",
    "year_of",
]

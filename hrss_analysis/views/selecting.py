"""What is looked at: indicators, areas and periods, checked, with plain defaults."""

from collections.abc import Sequence

import pandas as pd

from ..calendar import Period, between, latest
from ..dataset import Dataset
from ..dataset.naming import names_of
from ..errors import UsageError
from ..measures import compared
from ..messages import tell
from . import names
from .words import Lang

Numbers = int | Sequence[int]
Names = str | Sequence[str] | None


def chosen_indicators(ds: Dataset, indicators: Numbers) -> list[int]:
    """The numbers asked for, each once.

    Raises
    ------
    UsageError
        If there is no such indicator, or none was asked for.
    """
    numbers = [indicators] if isinstance(indicators, int) else list(dict.fromkeys(indicators))
    if not numbers:
        raise UsageError(tell("no indicator is chosen: give its number, as in 1 or [1, 2]"))
    for no in numbers:
        ds.indicator(no)
    return numbers


def chosen_areas(ds: Dataset, areas: Names) -> list[str]:
    """The areas asked for, in the plan's order; all parts (or the whole, where there are none) by default.

    Raises
    ------
    UsageError
        If there is no such area.
    """
    if areas is None:
        return ds.parts or [ds.city]
    known = list(ds.areas["area"])
    asked = names_of("area", areas, known, ds.path)
    return [area for area in known if area in asked]


def chosen_periods(ds: Dataset, since: str | None, until: str | None) -> list[str]:
    """The dataset's periods from one to another, both included."""
    return between(ds.periods, begin_of(ds, since), None if until is None else ds.calendar.period(until))


def begin_of(ds: Dataset, since: str | None) -> Period | None:
    """The first period from which on something is asked for: of a quarter whose months are told the first of them."""
    return None if since is None else ds.calendar.begin(since)


def span_asked(ds: Dataset, since: str | None, until: str | None, lang: Lang) -> tuple[str, str]:
    """The first and the last period that were asked for, or that there are, as they are said."""
    first = str(begin_of(ds, since) or ds.periods[0])
    return names.period_name(first, lang), names.period_name(chosen_period(ds, until), lang)


def chosen_period(ds: Dataset, period: str | None) -> str:
    """The period asked for; the last one by default."""
    if period is None:
        return latest(ds.periods)
    return str(ds.calendar.period(period))


def cut(
    ds: Dataset, numbers: Sequence[int], areas: Sequence[str], periods: Sequence[str], basis: str, comparison: str
) -> pd.DataFrame:
    """The rows of ``compared`` that are asked for, in the order asked for."""
    found = compared(ds, basis, comparison)
    found = found[found["no"].isin(numbers) & found["area"].isin(areas) & found["period"].isin(periods)]
    order = found["no"].map({no: rank for rank, no in enumerate(numbers)})
    return found.assign(order=order).sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)

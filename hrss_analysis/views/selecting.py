"""What is looked at: indicators, areas and periods, checked, with plain defaults."""

from collections.abc import Sequence

import pandas as pd

from ..calendar import between, latest, parse_period
from ..dataset import Dataset
from ..dataset.naming import names_of
from ..errors import UsageError
from ..measures import compared

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
        raise UsageError("no indicator is chosen: give its number, as in 1 or [1, 2]")
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
    names = names_of("area", areas, known, ds.path)
    return [area for area in known if area in names]


def chosen_periods(ds: Dataset, since: str | None, until: str | None) -> list[str]:
    """The dataset's periods from one quarter to another, both included."""
    first, last = (None if period is None else parse_period(period) for period in (since, until))
    return between(ds.periods, first, last)


def chosen_period(ds: Dataset, period: str | None) -> str:
    """The quarter asked for; the last one by default."""
    if period is None:
        return latest(ds.periods)
    return str(parse_period(period))


def cut(
    ds: Dataset, numbers: Sequence[int], areas: Sequence[str], periods: Sequence[str], basis: str, comparison: str
) -> pd.DataFrame:
    """The rows of ``compared`` that are asked for, in the order asked for."""
    found = compared(ds, basis, comparison)
    found = found[found["no"].isin(numbers) & found["area"].isin(areas) & found["period"].isin(periods)]
    order = found["no"].map({no: rank for rank, no in enumerate(numbers)})
    return found.assign(order=order).sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)

"""What is selected, the calls of the views it means, and the code that makes them again."""

import inspect
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import views
from ..calendar import between, parse_period
from ..dataset import Dataset
from ..errors import UsageError, unknown
from ..views.selecting import chosen_areas, chosen_indicators
from ..vocabulary import BASIS, COMPARISON

VIEWS = ("trend", "heat_map", "ranking", "shares", "scatter", "distribution", "projection")
ALL = "all"
FIRST = 3  # indicators selected to begin with
YEARS = 3  # years shown to begin with
_TAKES = {
    "trend": ("areas", "since", "until", "basis", "comparison"),
    "heat_map": ("areas", "since", "until", "basis", "comparison"),
    "ranking": ("areas", "since", "until"),
    "shares": ("areas", "period"),
    "scatter": ("areas", "period", "basis"),
    "distribution": ("areas", "period", "basis", "comparison"),
    "projection": ("areas", "period"),
}


@dataclass(frozen=True)
class Selection:
    """Indicators, areas, the first and last period, basis and comparison, and the view that is shown."""

    indicators: tuple[int, ...]
    areas: tuple[str, ...]
    since: str
    until: str
    basis: str = next(iter(BASIS))
    comparison: str = next(iter(COMPARISON))
    view: str = ALL

    @property
    def shown(self) -> tuple[str, ...]:
        """The views to draw."""
        return VIEWS if self.view == ALL else (self.view,)

    def within(self, ds: Dataset) -> "Selection":
        """The same, less what the dataset does not have."""
        start = beginning(ds)
        numbers, areas = set(ds.indicators["no"]), set(ds.areas["area"])
        return replace(
            self,
            indicators=tuple(no for no in self.indicators if no in numbers) or start.indicators,
            areas=tuple(area for area in self.areas if area in areas) or start.areas,
            since=self.since if self.since in ds.periods else start.since,
            until=self.until if self.until in ds.periods else start.until,
        )


def beginning(ds: Dataset) -> Selection:
    """What is selected to begin with: the first indicators divided among areas, three years to the last open period.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> begun = beginning(open_dataset("data/wuxi"))
    >>> begun.indicators, begun.since, begun.until
    ((2, 3, 4), '2022Q1', '2024Q3')
    """
    numbers = list(ds.indicators["no"])
    if ds.target_years and ds.parts:
        targets = ds.targets(ds.target_years[-1])
        divided = targets.loc[targets["area"].isin(ds.parts) & (targets["state"] == "assigned"), "no"]
        monthly = ds.indicators.loc[ds.indicators["frequency"] == "monthly", "no"]
        numbers = [no for no in numbers if (divided == no).sum() > 1 and no in set(monthly)] or numbers
    # a year that is over has nothing left to project
    until = next((period for period in reversed(ds.periods) if not parse_period(period).is_last), ds.periods[-1])
    last = parse_period(until)
    since = between(ds.periods, ds.periods_of(last.year - YEARS + 1)[0], last)[0]
    return Selection(tuple(numbers[:FIRST]), tuple(chosen_areas(ds, None)), since, until)


def arguments(view: str, selection: Selection, ds: Dataset, lang: str) -> tuple[Any, dict[str, Any]]:
    """What a view is called with: the indicators, and what differs from its defaults."""
    numbers = list(selection.indicators)
    first: Any = numbers if view in ("trend", "distribution", "projection") else numbers[0]
    if view == "scatter":
        first = numbers[:2]
    areas = None if list(selection.areas) == chosen_areas(ds, None) else list(selection.areas)
    known = {
        "areas": areas, "since": selection.since, "until": selection.until, "period": selection.until,
        "basis": selection.basis, "comparison": selection.comparison,
    }  # fmt: skip
    given = {name: known[name] for name in _TAKES[view]} | {"lang": lang}
    defaults = inspect.signature(getattr(views, view)).parameters
    return first, {name: value for name, value in given.items() if value != defaults[name].default}


def draw(view: str, selection: Selection, ds: Dataset, lang: str) -> views.View:
    """One view of the selection."""
    first, given = arguments(view, selection, ds, lang)
    shown: views.View = getattr(views, view)(ds, first, **given)
    return shown


def code(view: str, selection: Selection, ds: Dataset, lang: str) -> str:
    """The code that makes the view again.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> ds = open_dataset("data/wuxi")
    >>> print(code("shares", beginning(ds), ds, "en"))
    import hrss_analysis as hrss
    <BLANKLINE>
    ds = hrss.open_dataset("data/wuxi")
    view = hrss.views.shares(ds, 2, period="2024Q3", lang="en")
    view.frame
    """
    first, given = arguments(view, selection, ds, lang)
    said = ", ".join(["ds", _literal(first), *(f"{name}={_literal(value)}" for name, value in given.items())])
    opened = f"ds = hrss.open_dataset({_literal(ds.path)})"
    return f"import hrss_analysis as hrss\n\n{opened}\nview = hrss.views.{view}({said})\nview.frame"


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_literal(item) for item in value)}]"
    if isinstance(value, str | Path):
        return '"' + str(value).replace("\\", "/").replace('"', '\\"') + '"'
    return str(value)


def begun(ds: Dataset, given: dict[str, Any]) -> Selection:
    """The selection to begin with, with what was asked for instead, checked.

    Raises
    ------
    UsageError
        If an indicator, area, period, basis, comparison or view is unknown.
    """
    start = beginning(ds)
    allowed = {
        "since": ds.periods, "until": ds.periods, "basis": BASIS, "comparison": COMPARISON, "view": (ALL, *VIEWS),
    }  # fmt: skip
    given = _by_their_own_names(ds, given)
    for name, value in given.items():
        if name not in Selection.__dataclass_fields__:
            raise UsageError(unknown("argument", name, Selection.__dataclass_fields__))
        if name in allowed and value not in allowed[name]:
            raise UsageError(unknown(name, value, allowed[name]))
    checked = dict(given)
    if "indicators" in given:
        checked["indicators"] = tuple(chosen_indicators(ds, given["indicators"]))
    if "areas" in given:
        checked["areas"] = tuple(chosen_areas(ds, given["areas"]))
    return replace(start, **checked)


def _by_their_own_names(ds: Dataset, given: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, a quarter whose months are told by those."""
    told = dict(given)
    for name in ("since", "until"):
        if name in told and ds.calendar.monthly_since is not None:
            told[name] = str(ds.calendar.begin(told[name]) if name == "since" else ds.calendar.period(told[name]))
    return told

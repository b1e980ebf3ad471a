"""What a report is: its parameters and what they may be, its file, and the rows it reads.

papermill accepts a misspelt parameter or a value that does not exist and reports the
notebook's default district as a success. So the parameters are written down beside each
report, with their choices, and checked before anything starts; a test holds each
notebook's ``parameters`` cell to the same list.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..dataset.memory import once
from ..errors import InputError, UsageError, unknown
from ..messages import tell
from ..quarters import Quarter
from ..quarters.cut import Content
from ..vocabulary import Label


@dataclass(frozen=True)
class Parameter:
    """A parameter: what it means and the values a dataset allows."""

    name: str
    help: str
    choices: Callable[[Dataset], list[str]]


@dataclass(frozen=True)
class Reads:
    """The periods and the years' targets that a report reads which is given the whole dataset."""

    periods: tuple[str, ...]
    years: tuple[int, ...]


def everything(ds: Dataset, _given: Mapping[str, str]) -> Reads:
    """All there is: for reports of which it is not known what they read."""
    return Reads(tuple(ds.periods), tuple(ds.target_years))


Shows = Callable[[Quarter, Mapping[str, str]], Content]


@dataclass(frozen=True)
class Report:
    """A notebook that can be run: its parameters, what its page is called, and where it stands in the index.

    ``shows`` says what its page shows of a period: its notebook is given just that. A report that does
    not say it is given the whole dataset, of which it ``reads`` some periods and targets.
    ``notebook`` is the file where somebody named one; otherwise it is found by the report's name.
    An index lists reports by their ``place``. A report of a quarter is made in ``every`` batch, for
    each of its parameters' choices, or only in those that name it, and then where it is ``needed``. Its page may lead
    ``to_areas``: their files' names are part of what it shows.
    """

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    file_name: Callable[[Dataset, Mapping[str, str]], str]
    heading: Callable[[Dataset, Mapping[str, str]], str]
    group: Label
    shows: Shows | None = None
    reads: Callable[[Dataset, Mapping[str, str]], Reads] = everything
    notebook: Path | None = None
    place: int = field(default=90, kw_only=True)
    every: bool = field(default=True, kw_only=True)
    to_areas: bool = field(default=False, kw_only=True)
    needed: Callable[[Dataset, str], bool] | None = field(default=None, kw_only=True)

    def check(self, ds: Dataset, given: Mapping[str, str]) -> dict[str, Any]:
        """Give the parameters in order if every one is there and allowed.

        Raises
        ------
        UsageError
            For a parameter that is missing or unknown, or a value that the
            dataset does not allow; the nearest known one is proposed.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UsageError(of_report(self.name, unknown("parameter", name, known)))
        if not ds.target_years:
            raise InputError(
                tell("{path}: there are no targets; a plan's year stands in targets/YEAR.csv", path=ds.path)
            )
        every, ds = ds, told_for(ds, given)
        checked = {}
        for name, parameter in known.items():
            if name not in given:
                example = parameter.choices(every if parameter in (PERIOD, YEAR) else ds)
                shown = example[-1] if example else "..."
                raise UsageError(_needed(self.name, parameter, shown))
            choices = parameter.choices(every if parameter in (PERIOD, YEAR) else ds)
            value = ds.calendar.named(given[name]) if parameter == PERIOD else given[name]
            if value not in choices:
                raise UsageError(of_report(self.name, unknown(name, value, choices)))
            checked[name] = value
        return checked


def of_report(name: str, problem: str) -> str:
    """What is wrong with what a report was given."""
    return tell("report {name}: {problem}", name=name, problem=problem)


def _needed(report: str, parameter: Parameter, shown: str) -> str:
    return tell(
        "report {report} needs {name} ({help}): add -p {name}={shown}",
        report=report, name=parameter.name, help=tell(parameter.help), shown=shown,
    )  # fmt: skip


def told_for(ds: Dataset, given: Mapping[str, Any]) -> Dataset:
    """The dataset in the terms of the plan that a report is about; of all plans' latest if it is about none."""
    for name in (PERIOD.name, YEAR.name):
        if name in given and ds.calendar.named(given[name]) in (PERIOD if name == PERIOD.name else YEAR).choices(ds):
            return ds.in_terms_of(given[name])
    return ds


def _periods(ds: Dataset) -> list[str]:
    return [str(period) for year in ds.target_years for period in ds.periods_of(year)]


def _years(ds: Dataset) -> list[str]:
    return [str(year) for year in ds.target_years]


def _areas(ds: Dataset) -> list[str]:
    # the whole has its own report, unless there is nothing else
    return ds.parts or [ds.city]


def area_slug(ds: Dataset, area: str) -> str:
    """An area's name in file names: ASCII only, unlike any other's.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> area_slug(open_dataset("data/wuxi"), "经开区")
    'economic-development-zone'
    """
    return _slugs(ds)[area]


@once
def _slugs(ds: Dataset) -> dict[str, str]:
    slugs = [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in ds.areas["name_en"]]
    counts = Counter(slugs)
    areas = ds.areas["area"]
    return {
        area: own if own and counts[own] == 1 else f"{rank:03}"
        for rank, (area, own) in enumerate(zip(areas, slugs, strict=True), 1)
    }


def area_page(ds: Dataset, area: str) -> str:
    """The name of an area's own page of a quarter.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> area_page(open_dataset("data/wuxi"), "江阴")
    'area-jiangyin.html'
    """
    return f"area-{area_slug(ds, area)}.html"


def _departments(ds: Dataset) -> list[str]:
    return ds.departments


def _numbers(ds: Dataset) -> list[str]:
    return [str(no) for no in ds.indicators["no"]]


PERIOD = Parameter("period", "the quarter reported on", _periods)
YEAR = Parameter("year", "the year of the plan", _years)
AREA = Parameter("area", "the area reported on", _areas)
DEPARTMENT = Parameter("department", "the lead department reported on", _departments)
NO = Parameter("no", "the number of the indicator", _numbers)


def indicator_page(ds: Dataset, no: int) -> str:
    """The name of an indicator's own page.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> indicator_page(open_dataset("data/wuxi"), 7)
    'indicator-07.html'
    """
    return f"indicator-{no:0{ds.terms.digits}}.html"

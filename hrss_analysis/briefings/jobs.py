"""The list of reports to make: report × area × period, each with its file and what it is made from."""

import hashlib
import json
import pickle
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

from ..calendar import between, is_year, year_of
from ..dataset import Dataset
from ..dataset.digest import figures_digest, register_digest, targets_digest
from ..dataset.memory import once
from ..dataset.opening import CUT
from ..errors import InputError, UsageError, unknown
from ..paper.labels import time_label
from ..press.jobs import Job
from ..quarters import Quarter, quarter
from ..quarters.cut import Content, Keys, cut
from .catalogue import REPORTS
from .links import links_of
from .notebooks import NOTEBOOKS, is_own, notebook_of
from .own import OwnReport, chosen, standing
from .report import AREA, PERIOD, YEAR, Reads, Report, told_for

PARTS = {  # of what a page is made from, as they are said, where their names do not say it
    "notebook": "its notebook",
    "parameters": "its parameters",
    "frame": "its title or links",
    "words": "settings, areas or indicators",
    "register": "settings, areas or indicators",
    "targets": "targets or waivers",
    "project": "projections",
    "check": "findings",
    "origins": "where figures come from",
    "shares": "shares of the targets",
    "tables": "the tables it lists",
    "turned": "what has turned",
    "package": "the package",
    "libraries": "library versions",
}
PRELUDE = f"{__package__}.warming"
LIBRARIES = ("pandas", "numpy", "matplotlib", "papermill", "nbconvert")


def make_job(
    ds: Dataset,
    report: Report,
    given: Mapping[str, str],
    out: Path,
    notebooks: Path = NOTEBOOKS,
) -> Job:
    """Check the parameters of one report and name its files; it is made of its own notebook, or of one among `notebooks`.

    Raises
    ------
    UsageError
        If a parameter or its value is unknown.
    InputError
        If the data it would read are wrong: better said once than on every page.
    """
    parameters = report.check(ds, given)
    ds = told_for(ds, parameters)
    period = when(ds, parameters)
    _readable(ds, period)
    area = parameters.get("area", ds.city)
    if PERIOD in report.parameters and not planned_areas(ds, parameters["period"], [area]):
        raise InputError(
            f"{ds.path}: the target table of {year_of(parameters['period'])} has no row for {area}: nothing to report"
        )
    notebook = report.notebook or notebook_of(report.name, notebooks)
    above, below = frame_of(ds, report.reads(ds, parameters)) if isinstance(report, OwnReport) else ({}, {})
    heading, links = report.heading(ds, parameters), links_of(ds, report, parameters)
    title = f"{heading} {time_label(period)} - {ds.settings.title}"
    return Job(
        report.name,
        parameters,
        notebook,
        ds.path.resolve(),
        out / ds.name / period / report.file_name(ds, parameters),
        heading,
        title,
        Source(ds, report, notebook, parameters, f"{title} {links}"),
        report.group,
        links,
        PRELUDE,
        above,
        below,
    )


def frame_of(ds: Dataset, reads: Reads) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page of a report of one's own carries above and below, whatever its cells call.

    Whether figures are simulated, their last day, and their fingerprint.
    """
    from .page import own_closing, simulated_notice

    record = ds.record(reads.periods)
    return simulated_notice(record)._repr_mimebundle_(), own_closing(ds, record)._repr_mimebundle_()


def plan(
    ds: Dataset,
    periods: Collection[str],
    out: Path,
    reports: Collection[str] = (),
    areas: Collection[str] = (),
    notebooks: Path = NOTEBOOKS,
) -> list[Job]:
    """List the jobs of a batch: by default every report for every part, in order of period.

    Parameters
    ----------
    ds
        The dataset to report on.
    periods
        The quarters.
    out
        The folder that holds all reports.
    reports, areas
        Only these, by name or by their notebook's file; with areas, only the reports that
        are made per area.
    notebooks
        The folder of the notebooks; where it has none of a report, the package's own is used.

    Raises
    ------
    UsageError
        If a period, report or area is unknown.
    """
    wanted = [chosen(name) for name in reports] or [
        *(report for report in REPORTS.values() if PERIOD in report.parameters and report.every),
        *standing(ds),
    ]
    if areas and not reports:
        wanted = [report for report in wanted if AREA in report.parameters]
    jobs = []
    for period in dict.fromkeys(ds.calendar.named(period) for period in periods):
        known = {"period": period, "year": str(_year_in(period) or period)}
        told = told_for(ds, known)
        for area in areas:
            if area not in AREA.choices(told):
                raise UsageError(unknown("area", area, AREA.choices(told)))
        for report in wanted:
            names = [parameter.name for parameter in report.parameters]
            time = {name: known[name] for name in names if name in known}
            jobs += [
                make_job(ds, report, {**own, **time}, out, notebooks) for own in _each(told, report, period, areas)
            ]
    return list({job.output: job for job in jobs}.values())


def _each(ds: Dataset, report: Report, period: str, areas: Collection[str]) -> list[dict[str, str]]:
    """What a report is made for: every choice of each of its parameters, each with each, or once."""
    if AREA not in report.parameters and PERIOD in report.parameters and not planned_areas(ds, period, [ds.city]):
        return []
    choices = {
        parameter.name: parameter.choices(ds)
        for parameter in report.parameters
        if parameter not in (PERIOD, YEAR, AREA)
    }
    if AREA in report.parameters:
        choices["area"] = [*dict.fromkeys(areas)] or planned_areas(ds, period, ds.parts)
    return [dict(zip(choices, each, strict=True)) for each in product(*choices.values())]


def planned_areas(ds: Dataset, period: str, areas: Collection[str]) -> list[str]:
    """Those of the areas that the plan of the period's year says anything about."""
    year = _year_in(period)
    if year not in ds.target_years:
        return list(areas)  # the report's own check says what is wrong with the period
    known = _planned(ds, year)
    return [area for area in areas if area in known]


def _year_in(time: str) -> int | None:
    """The year of a period, or the year itself; None for what is neither."""
    try:
        return year_of(time)
    except UsageError:
        return None


@once
def _planned(ds: Dataset, year: int) -> set[str]:
    return set(ds.targets(year)["area"])


@once
def _readable(ds: Dataset, time: str) -> None:
    last = ds.periods_of(int(time))[0].previous if is_year(time) else ds.calendar.period(time)
    _ = ds.targets(year_of(time)), ds.record(between(ds.periods, None, last)), ds.waivers


def when(ds: Dataset, parameters: Mapping[str, str]) -> str:
    """The quarter a report is about, or the year of the plan; the last one if it is about all of them."""
    return parameters.get("period") or parameters.get("year") or str(ds.target_years[-1])


@dataclass(frozen=True)
class Source:
    """What a report is made from: of a period the frames that its page shows, or what it reads of the whole dataset."""

    ds: Dataset = field(compare=False)
    report: Report
    notebook: Path
    parameters: Mapping[str, str]
    frame: str  # what its page has around what its cells show

    def key(self) -> str:
        """Everything it is made from, as short digests by name: ``notebook=… progress=…``."""
        return " ".join(
            f"{name}={digest}"
            for name, digest in {
                "notebook": _short(self.notebook.read_bytes() if self.notebook.is_file() else b""),
                "parameters": _short(json.dumps(self.parameters, sort_keys=True).encode()),
                "frame": _short(self.frame.encode()),
                **self._digests(),
                "package": _package(),
                "libraries": _libraries(),
            }.items()
        )

    def brought(self) -> Mapping[str, bytes]:
        """The cut that its notebook is given; nothing for one that is given the whole dataset."""
        return {CUT: pickle.dumps(cut(self._content))} if self.brings else {}

    @property
    def brings(self) -> bool:
        """Whether the notebook is as the package has it, so that it is known what it shows."""
        return self.report.shows is not None and is_own(self.notebook)

    @property
    def _content(self) -> Content:
        told, _ = _computed(self.ds, self._period)
        return self.report.shows(told, self.parameters) if self.report.shows else []

    @property
    def _period(self) -> str:
        """The period that the report is about; of a year its latest."""
        given = self.parameters
        return given["period"] if "period" in given else self.ds.latest_period(int(given["year"]))

    def _digests(self) -> dict[str, str]:
        if self.brings:
            return _computed(self.ds, self._period)[1].of(self._content)
        reads = self.report.reads(self.ds, self.parameters)
        return {
            "register": register_digest(self.ds),
            "targets": targets_digest(self.ds, reads.years),
            "figures": figures_digest(self.ds, reads.periods),
        }


@once
def _computed(ds: Dataset, period: str) -> tuple[Quarter, Keys]:
    """A period as pages show it, computed once for all of them."""
    return quarter(ds, period).shown, Keys()


def inputs_digest(ds: Dataset) -> str:
    """Of everything that any page may be made from, besides its notebook: the dataset's files, the package, the libraries."""
    digest = hashlib.sha256(f"{_package()} {_libraries()}".encode())
    for name, content in ds.files():
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()[:16]


@cache
def _libraries() -> str:
    return _short(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


@cache
def _package() -> str:
    """A digest of this package's own source and templates."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

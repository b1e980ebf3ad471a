"""The list of reports to make: report × area × period, each with its file and what it is made from."""

from collections.abc import Collection, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from ..calendar import between, is_year, year_of
from ..dataset import Dataset
from ..dataset.memory import once
from ..errors import InputError, UsageError, unknown
from ..language import in_language, page_language, speaking, word
from ..messages import tell
from ..paper.labels import time_label
from ..press.jobs import Job
from .catalogue import REPORTS
from .links import links_of
from .notebooks import NOTEBOOKS, notebook_of
from .own import OwnReport, chosen, standing, values_of
from .report import AREA, PERIOD, YEAR, Reads, Report, area_page, told_for
from .source import Inputs, Source

PRELUDE = f"{__package__}.warming"


def make_job(
    ds: Dataset,
    report: Report,
    given: Mapping[str, str],
    out: Path,
    notebooks: Path = NOTEBOOKS,
    inputs: Inputs | None = None,
    formats: Collection[str] = (),
    lang: str = "zh",
) -> Job:
    """Check the parameters of one report and name its files; it is made of its own notebook, or of one among `notebooks`.

    Raises
    ------
    UsageError
        If a parameter or its value is unknown.
    InputError
        If the data it would read are wrong: better said once than on every page.
    """
    inputs = inputs or Inputs(ds)
    parameters = report.check(ds, given)
    ds = told_for(ds, parameters)
    period = when(ds, parameters)
    _readable(ds, period)
    area = parameters.get("area", ds.city)
    if PERIOD in report.parameters and not planned_areas(ds, parameters["period"], [area]):
        year = year_of(parameters["period"])
        raise InputError(
            tell(
                "{path}: the target table of {year} has no row for {area}: nothing to report",
                path=ds.path,
                year=year,
                area=area,
            )
        )
    notebook = report.notebook or notebook_of(report.name, notebooks)
    with speaking(lang):
        return _job(ds, report, parameters, out / ds.name / period, notebook, inputs, tuple(formats))


def _job(
    ds: Dataset,
    report: Report,
    parameters: Mapping[str, str],
    folder: Path,
    notebook: Path,
    inputs: Inputs,
    formats: tuple[str, ...],
) -> Job:
    """The job of checked parameters, told in the language that pages speak now."""
    lang = page_language()
    if lang != "zh" and not speaks(notebook):
        raise UsageError(
            tell(
                "{notebook} speaks no other language: it has no parameter lang; name reports with --report, or leave out --lang",
                notebook=notebook,
            )
        )
    above, below = frame_of(ds, report.reads(ds, parameters)) if isinstance(report, OwnReport) else ({}, {})
    heading, links = report.heading(ds, parameters), links_of(ds, report, parameters)
    title = f"{heading} {time_label(folder.name)} - {ds.settings.title}"
    areas = [area_page(ds, area) for area in ds.parts] if report.to_areas else ""
    return Job(
        report.name,
        dict(parameters),
        notebook,
        ds.path.resolve(),
        folder / in_language(report.file_name(ds, parameters)),
        heading,
        title,
        Source(
            ds,
            report,
            notebook,
            {**parameters, **({} if lang == "zh" else {"lang": lang})},
            f"{title} {links}{areas}",
            inputs,
        ),
        word(report.group),
        links,
        PRELUDE,
        above,
        below,
        formats=formats,
        lang=lang,
    )


def speaks(notebook: Path) -> bool:
    """Whether a notebook can be told which language to speak."""
    return "lang" in values_of(notebook)


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
    inputs: Inputs | None = None,
    formats: Collection[str] = (),
    lang: str = "zh",
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
    inputs
        The dataset's files, where they were looked at already.
    formats
        What is made of each beside its page: names of ``press.jobs.FORMATS``.
    lang
        The language of the pages.

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
    jobs, inputs = [], inputs or Inputs(ds)
    for period in dict.fromkeys(ds.calendar.named(period) for period in periods):
        known = {"period": period, "year": str(_year_in(period) or period)}
        told = told_for(ds, known)
        for area in areas:
            if area not in AREA.choices(told):
                raise UsageError(unknown("area", area, AREA.choices(told)))
        for report in wanted:
            if not reports and not _needed(ds, told, report, period):
                continue
            names = [parameter.name for parameter in report.parameters]
            time = {name: known[name] for name in names if name in known}
            jobs += [
                make_job(ds, report, {**own, **time}, out, notebooks, inputs, formats, lang)
                for own in _each(told, report, period, areas)
            ]
    return list({job.output: job for job in jobs}.values())


def _needed(ds: Dataset, told: Dataset, report: Report, period: str) -> bool:
    """Whether a batch makes a report of its own accord; of a period that there is not, another says so."""
    return report.needed is None or (period in PERIOD.choices(ds) and report.needed(told, period))


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
    _ = ds.targets(year_of(time)), ds.latest(periods=between(ds.periods, None, last), columns=["value"]), ds.waivers


def when(ds: Dataset, parameters: Mapping[str, str]) -> str:
    """The quarter a report is about, or the year of the plan; the last one if it is about all of them."""
    return parameters.get("period") or parameters.get("year") or str(ds.target_years[-1])

"""The pages of a quarter or a year as a folder should hold them, made, listed and packed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from .. import press
from ..calendar import between, is_year
from ..dataset import Dataset, open_dataset
from ..dataset.issues import note_issue
from ..language import in_language, page_language, say, speaking, word
from ..measures import progress
from ..measures.attention import marked_unlikely
from ..paper.labels import time_label
from ..press.editions import Edition, Lights
from ..press.jobs import Job
from ..press.links import Links
from ..press.making import Result
from ..quarters.export import export
from ..version import __version__
from .areas import count_lights
from .catalogue import REPORTS
from .jobs import plan
from .links import around, beside, in_other_languages
from .notebooks import NOTEBOOKS
from .source import Inputs, computed

DATA = "data"  # the folder of a period's tables, beside its pages


def edition(
    ds: Dataset, folder: Path, notebooks: Path = NOTEBOOKS, inputs: Inputs | None = None, lang: str = "zh"
) -> Edition:
    """What a folder of a quarter or a year should hold; of a year no full set is expected.

    Parameters
    ----------
    ds
        The dataset.
    folder
        ``ROOT/DATASET/TIME``.
    notebooks
        The folder of the notebooks that the pages are made of.
    inputs
        The dataset's files, where they were looked at already.
    lang
        The language of the pages.
    """
    with speaking(lang):
        return _edition(ds, folder, notebooks, inputs)


def _edition(ds: Dataset, folder: Path, notebooks: Path, inputs: Inputs | None) -> Edition:
    time, inputs = folder.name, inputs or Inputs(ds)
    ds = ds.in_terms_of(time)
    jobs = (
        []
        if is_year(time)
        else plan(ds, [time], folder.parents[1], notebooks=notebooks, inputs=inputs, lang=page_language())
    )
    return Edition(
        ds.settings.title,
        time_label(time),
        {job.output.name: job for job in jobs},
        {report.name: word(report.group) for report in REPORTS.values()},
        _links(ds, time),
        tuple(beside(time)),
        inputs.until(None if is_year(time) else ds.calendar.period(time)),
        partial(_lights, ds, time),
        partial(_simulated, ds, time),
        page_language(),
    )


def run_batch(
    jobs: list[Job],
    *given: Any,
    notebooks: Path = NOTEBOOKS,
    ds: Dataset | None = None,
    tables: bool = True,
    **options: Any,
) -> list[Result]:
    """Make every briefing that is not current: :func:`hrss_analysis.press.run_batch` with the editions of the dataset.

    Parameters
    ----------
    jobs
        What to make; all of one dataset.
    notebooks
        The folder of the notebooks they are made of.
    ds
        Their dataset, where it is open already.
    tables
        Whether to write the period's tables for machines beside its pages.
    """
    opened = ds or open_dataset(jobs[0].dataset)
    inputs = Inputs(opened)

    def edition_of(folder: Path, lang: str) -> Edition:
        return edition(opened, folder, notebooks, inputs, lang)

    def beside(folder: Path) -> None:
        if tables and not is_year(folder.name):
            export(computed(opened, folder.name), folder / DATA)

    return press.run_batch(jobs, *given, edition=edition_of, beside=beside, **options)


def bundle(
    ds: Dataset, period: str, out: Path, notebooks: Path = NOTEBOOKS, formats: Sequence[str] = (), lang: str = "zh"
) -> tuple[Path, int]:
    """Pack the pages of a quarter and what stands beside them, with its index, into ``DATASET-PERIOD.zip``.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter.
    out
        The folder that holds all reports.
    notebooks
        The folder of the notebooks they were made of.
    formats
        Only documents of these formats, and one for each page; by default all that are there.
    lang
        The language of the pages.

    Returns
    -------
    tuple
        The archive, and how many files are in it.

    Raises
    ------
    UsageError
        If the period is unknown.
    InputError
        If a report of the quarter is missing, failed or not current.
    """
    folder = out / ds.name / str(ds.calendar.period(period))
    command = f"hrss batch {period} --data {ds.path} --out {out}{'' if lang == 'zh' else f' --lang {lang}'}"
    return press.pack(folder, edition(ds, folder, notebooks, lang=lang), command, formats)


def issue(ds: Dataset, period: str) -> bool:
    """Note in the dataset that a period was issued as it stands: see :func:`hrss_analysis.dataset.issues.note_issue`."""
    told = computed(ds.in_terms_of(period), str(ds.calendar.period(period)))
    return note_issue(ds, told.period, told.fingerprint, __version__)


def _links(ds: Dataset, time: str) -> Links:
    links = [(say("全部期次"), in_language("../../index.html"))]
    if not is_year(time):
        period = ds.calendar.period(time)
        links += [
            (say("{word}：{name}", word=which, name=time_label(other)), in_language(f"../{other}/index.html"))
            for which, other in around(period)
        ]
        links += [(say("{year}年：计划和指标", year=period.year), in_language(f"../{period.year}/index.html"))]
        links += [(say("本期数据（CSV）"), f"{DATA}/datapackage.json")]
    return (*links, *in_other_languages("index.html"))


def _lights(ds: Dataset, time: str) -> Lights:
    """By report and its subject, how many indicators show which light."""
    if is_year(time):
        return {}
    cells = marked_unlikely(progress(ds, time), computed(ds, time).attention)
    whole = cells[cells["area"] == ds.city]
    whole = whole.assign(department=whole["no"].map(ds.indicators.set_index("no")["lead_department"]))
    planned = cells[cells["target_state"] != "not_assigned"]
    counted = {
        "city_quarter": count_lights(whole, "area"),
        "area_quarter": count_lights(planned[planned["area"].isin(ds.parts)], "area"),
        "department_quarter": count_lights(whole, "department"),
    }
    return {(report, str(name)): row for report, rows in counted.items() for name, row in rows.to_dict("index").items()}


def _simulated(ds: Dataset, time: str) -> bool:
    """Whether anything that a period's lights rest on is simulated: this year so far (of a year all), and last year's end."""
    last = ds.periods_of(int(time))[-1] if is_year(time) else ds.calendar.period(time)
    names = between(ds.periods, last.last_year_end, last)
    return bool((ds.record(names)["origin"] == "simulated").any())

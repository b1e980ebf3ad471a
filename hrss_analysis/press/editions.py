"""What a folder of pages is to hold, and what its index says of it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .jobs import Job
from .links import Links

Lights = Mapping[tuple[str, str], Mapping[Hashable, Any]]  # by report and heading


def _no_lights() -> Lights:
    return {}


def _nothing_simulated() -> bool:
    return False


@dataclass(frozen=True)
class Edition:
    """The pages of one time, as a folder should hold them; what takes long is asked for only when it is needed.

    Attributes
    ----------
    title, when
        What the pages are about, and their time, as they are said.
    expected
        The jobs of the full set, by the page's name.
    groups
        Under what an index lists a report, by its name: for pages that are expected no more.
    links, beside
        Where the index could lead to, and the folders whose pages may lead to this one's.
    digest
        A digest of whatever else the index rests on: one that says just that is left alone.
    lang
        The language of the pages and of their index.
    lights, simulated
        How many statuses of each light a report has, and whether figures are simulated.
    """

    title: str
    when: str
    expected: Mapping[str, Job]
    groups: Mapping[str, str] = field(default_factory=dict)
    links: Links = ()
    beside: tuple[str, ...] = ()
    digest: str = ""
    lights: Callable[[], Lights] = _no_lights
    simulated: Callable[[], bool] = _nothing_simulated
    lang: str = "zh"


def of_jobs(folder: Path, jobs: Iterable[Job]) -> Edition:
    """The edition that is just these jobs."""
    own = {job.output.name: job for job in jobs if job.output.parent == folder}
    lang = next((job.lang for job in own.values()), "zh")
    return Edition(folder.parent.name, folder.name, own, lang=lang)

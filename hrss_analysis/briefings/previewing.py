"""The pages of a time, kept current while somebody works on figures, notebooks or templates."""

from collections.abc import Callable, Collection
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from ..dataset import Dataset, open_dataset
from ..dataset.opening import keep_open
from ..errors import HrssError, InputError
from ..paper.pages import TEMPLATES
from ..press.batch import Tell
from ..press.making import Result
from ..press.preview import Made, address, follow
from ..writing import check_writable
from .editions import run_batch
from .jobs import PRELUDE, plan
from .notebooks import NOTEBOOKS
from .own import chosen


def preview(
    ds: Dataset,
    time: str,
    out: Path,
    reports: Collection[str] = (),
    areas: Collection[str] = (),
    notebooks: Path = NOTEBOOKS,
    *,
    began: Callable[[str], None],
    say: Callable[[str, bool], None],
    **options: Any,
) -> None:
    """Hand out the pages of a period, or of a year, on this machine, and make them anew at every change.

    Parameters
    ----------
    ds
        The dataset; it is opened again at every change.
    time
        The period, or the year of a plan.
    out, reports, areas, notebooks
        As in a batch (``plan``).
    began
        Called with the address of the index once pages are handed out.
    say
        Called with what happens, a line each time, and whether it is an error.
    **options
        Those of ``press.preview.follow``.

    Raises
    ------
    UsageError
        If a report or an area is unknown.
    InputError
        If watchfiles is not installed or the port is taken.
    KeyboardInterrupt
        At its end.
    """
    out, folder, time, begun = out.resolve(), ds.path, ds.calendar.named(time), False

    def jobs_of(now: Dataset) -> list[Any]:
        return plan(now, [time], out, reports, areas, notebooks)

    def make(executor: Executor, opened: Collection[Path], tell: Tell) -> list[Result]:
        nonlocal begun
        now = open_dataset(folder)
        keep_open(now)
        jobs = jobs_of(now)
        seen = [job for job in jobs if job.output in opened]
        rest = [job for job in jobs if job.output not in opened]
        some = partial(run_batch, executor=executor, tell=tell, notebooks=notebooks, ds=now)
        # one after the other, so that what is looked at has the machine to itself
        results = [*(some(seen, tables=False) if seen else []), *(some(rest) if rest else [])]
        if not begun:  # where all was current nothing was computed: the first change had to wait for that, too
            begun = True
            _ = [job.made_from for job in jobs]
        return results

    def watched() -> dict[Path, str]:
        books = [notebooks, *(Path(name).parent for name in reports if name.endswith(".ipynb")), *_own(folder)]
        places = dict.fromkeys(books, "*.ipynb") | dict.fromkeys([*_below(folder), *_below(TEMPLATES)], "*")
        there = {place.resolve(): files for place, files in places.items() if place.is_dir()}
        return {place: files for place, files in there.items() if not place.is_relative_to(out)}

    for name in reports:
        chosen(name)
    index = out / ds.name / time
    with suppress(InputError):  # what is wrong with the data, a page will say
        index = next((job.output.parent for job in jobs_of(ds)), index)
    check_writable(out)
    follow(
        Made(out, watched, make, PRELUDE), lambda port: began(address(port, index / "index.html", out)), say, **options
    )


def _below(folder: Path) -> list[Path]:
    """A folder and all below it but hidden ones."""
    inner = [path for path in folder.rglob("*") if path.is_dir()]
    return [
        folder,
        *(path for path in inner if not any(part.startswith(".") for part in path.relative_to(folder).parts)),
    ]


def _own(folder: Path) -> list[Path]:
    """Where the dataset's own reports stand, as far as it says so."""
    try:
        return [(folder / name).parent for name in open_dataset(folder).settings.own_reports]
    except HrssError:
        return []

"""Many reports at once: what is unchanged is left alone, what fails costs its own page.

The batch is written against :class:`concurrent.futures.Executor`, be it forks of a warm
process, a pool, or a cluster. Every page carries what it was made from, so that a run that
was interrupted, at any moment, is taken up where it stopped: a page is there whole or not
at all, and it is current if it was made from what it would be made from now.
"""

import json
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import messages
from ..errors import InputError
from ..writing import check_writable, write_text
from . import site
from .editions import Edition, of_jobs
from .executors import Tls, cluster, forget, local, make_on_worker, prepare
from .jobs import Job
from .links import link_pages
from .making import CELL_SECONDS, Failure, Result, keep, make

AHEAD = 64  # reports handed over before they can be made
Tell = Callable[[Result, int, int], None]  # a result, how many are finished, of how many
Beside = Callable[[Path], None]


@dataclass(frozen=True)
class _How:
    """How a batch goes: how long a cell may run, whether what is current is made, too, and what to write besides."""

    cell_seconds: int
    force: bool
    beside: Beside | None


def run_batch(
    jobs: list[Job],
    workers: int = 1,
    cell_seconds: int = CELL_SECONDS,
    *,
    scheduler: str = "",
    tls: Tls | None = None,
    executor: Executor | None = None,
    force: bool = False,
    warm: bool | None = None,
    tell: Tell | None = None,
    edition: Callable[[Path, str], Edition] | None = None,
    beside: Beside | None = None,
) -> list[Result]:
    """Make every report that is not current, some at a time, and write the account and the index.

    Parameters
    ----------
    jobs
        What to make; all of one dataset and with one prelude.
    workers
        How many at a time, on this machine.
    cell_seconds
        How long one cell may run.
    scheduler
        The address of a dask scheduler whose workers make the reports.
    tls
        The certificates for that scheduler.
    executor
        What makes the reports, and stays; by default one is started for this batch.
    force
        Make also what is current.
    warm
        Fork a warm process for each report, or start a kernel; by default whatever is
        safe here.
    tell
        Called with every result as it comes; what it raises ends the batch, as an interruption does.
    edition
        What a folder should hold in a language, for its index; by default the jobs themselves.
    beside
        Called with each folder whose pages are being made, to write what stands beside them.

    Returns
    -------
    list of Result
        One per job, in the order of the jobs; ``unchanged`` those that were left alone.
    """
    jobs = site.with_known_keys(jobs)
    found: dict[Path, Result] = {}
    try:
        how = _How(cell_seconds, force, beside)
        made = (
            _submitted(executor, make, jobs, how)
            if executor
            else _results(jobs, workers, (scheduler, tls), how, warm=warm)
        )
        with closing(made):
            for result in made:
                found[result.job.output] = result if result.unchanged else keep(result)
                if tell and not result.unchanged:
                    tell(found[result.job.output], len(found), len(jobs))
    finally:
        # also after an interruption the account and the index say what is there
        near = set()
        for folder, lang in sorted({(job.output.parent, job.lang) for job in jobs}):
            told = [job for job in jobs if (job.output.parent, job.lang) == (folder, lang)]
            own = edition(folder, lang) if edition else of_jobs(folder, told)
            near |= {folder, *(folder.with_name(name) for name in own.beside)}
            done = [found[job.output] for job in told if job.output in found]
            _write_account(folder, done)
            site.write_period_index(folder, own)
        link_pages(near)
        for root, lang in sorted({(job.output.parents[2], job.lang) for job in jobs}):
            site.write_root_index(root, lang)
    return [found[job.output] for job in jobs]


def is_current(job: Job) -> bool:
    """Whether a job's page is there, was made from what it would be made from now, and has beside it what is asked for."""
    return site.made_from(job.output) == job.made_from and all(job.beside(one).is_file() for one in job.suffixes)


def _results(
    jobs: list[Job], workers: int, scheduler: tuple[str, Tls | None], how: _How, *, warm: bool | None
) -> Generator[Result]:
    """Each result as it comes, those that are left alone among them.

    Where keys have to be found out first, whatever makes reports starts meanwhile.
    """
    if not how.force and all(job.known and is_current(job) for job in jobs):
        yield from (Result(job, 0.0, unchanged=True) for job in jobs)
        return
    if scheduler[0]:
        with cluster(*scheduler) as executor:
            yield from _submitted(executor, make_on_worker, jobs, how)
        return
    left = {job.output: job for job in jobs}
    try:
        with local(min(workers, len(jobs)), how.cell_seconds, warm=warm, prelude=jobs[0].prelude) as executor:
            for result in _submitted(executor, make, jobs, how):
                del left[result.job.output]
                yield result
    except BrokenProcessPool:
        # what a dying worker of the plain pool took with it is tried once more, alone
        for job in left.values():
            yield from _alone(job, how)


def _alone(job: Job, how: _How) -> Iterator[Result]:
    try:
        with local(1, how.cell_seconds, warm=False) as executor:
            yield from _submitted(executor, make, [job], how)
    except BrokenProcessPool:
        yield Result(
            job,
            0.0,
            Failure(messages.tell("the worker process died before the report was finished (killed, or out of memory)")),
        )


Work = Callable[[Job, int], Result]
Waiting = dict[Future[Result], Job]


def _submitted(executor: Executor, work: Work, jobs: list[Job], how: _How) -> Generator[Result]:
    waiting: Waiting = {}
    wrong: list[InputError] = []
    try:
        for folder, every in _by_time(jobs):
            begun = yield from _handed_over(executor, work, every, how, waiting)
            if begun and how.beside:
                try:
                    how.beside(folder)
                except InputError as error:  # no page is lost for it
                    wrong.append(error)
        while waiting:
            yield from _next(waiting)
    finally:
        if waiting:  # nobody waits any more
            forget(executor, waiting)
    if wrong:
        raise wrong[0]


def _handed_over(
    executor: Executor, work: Work, jobs: list[Job], how: _How, waiting: Waiting
) -> Generator[Result, None, bool]:
    """What is left alone, and what comes meanwhile, of the jobs of a time; whether any was handed over."""
    shared = sum(job.reads_dataset for job in jobs) > 1
    begun = prepared = False
    for job in jobs:
        yield from _next(waiting, seconds=0)
        if not how.force and is_current(job):
            yield Result(job, 0.0, unchanged=True)
            continue
        if not begun:
            check_writable(job.output.parent)  # better said before than after every report
            begun = True
        if shared and job.reads_dataset and not prepared:
            prepare(executor, job.dataset, job.output.parent.name)
            prepared = True
        waiting[executor.submit(work, job, how.cell_seconds)] = job
        if len(waiting) >= AHEAD:  # what they bring is held in memory until they are made
            yield from _next(waiting)
    return begun


def _next(waiting: Waiting, seconds: float | None = None) -> Iterator[Result]:
    """The results that come next, or within a time."""
    for future in wait(waiting, seconds, return_when=FIRST_COMPLETED).done:
        job = waiting.pop(future)
        try:
            result = replace(future.result(), job=job)  # ours knows what it was found out from
            yield replace(result, failure=Failure(_moved())) if job.moved and not result.failure else result
        except BrokenProcessPool:
            raise
        except CancelledError as error:
            raise InputError(
                messages.tell("the scheduler is gone: start it again, and the same command makes the rest")
            ) from error
        except Exception as error:  # noqa: BLE001 - a cluster's errors share no narrower base
            yield Result(job, 0.0, Failure(f"{type(error).__name__}: {error}"))


def _moved() -> str:
    return messages.tell(
        "the dataset has changed since it was opened, and the notebook may have read either: make the report again"
    )


def _by_time(jobs: list[Job]) -> Iterator[tuple[Path, list[Job]]]:
    """The jobs of each time, by the folder that holds its pages."""
    for folder in dict.fromkeys(job.output.parent for job in jobs):
        yield folder, [job for job in jobs if job.output.parent == folder]


def _write_account(folder: Path, results: list[Result]) -> None:
    """Add these results to the period's ``run.json``; what is unchanged keeps how it was made."""
    account = site.read_account(folder)
    entries: dict[str, Any] = {entry["output"]: entry for entry in account.get("jobs", [])}
    for result in results:
        if result.unchanged and result.job.output.name in entries:
            entries[result.job.output.name] |= _key(result.job)
            continue
        entries[result.job.output.name] = {
            "output": result.job.output.name,
            "report": result.job.report,
            "heading": result.job.heading,
            "parameters": result.job.parameters,
            "status": result.status,
            "seconds": round(result.seconds, 2),
            **_key(result.job),
            "error": result.failure.message if result.failure else None,
        }
    account |= {"dataset": folder.parent.name, "period": folder.name, "jobs": list(entries.values())}
    write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", folder / "run.json")


def _key(job: Job) -> dict[str, str]:
    """What a page was made from, and of what that was found out."""
    return {"key": job.made_from, "inputs": job.inputs}

"""Many reports at once: workers, progress, and an account of how each went.

The batch is written against :class:`concurrent.futures.Executor`. A failed report
costs its own page; the rest goes on, and ``run.json`` and the index say which
reports were expected and how each ended.
"""

import json
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ..dataset import write_text
from . import render, site
from .engine import CELL_SECONDS, Failure, Result, run
from .jobs import Job


def run_batch(jobs: list[Job], workers: int, cell_seconds: int = CELL_SECONDS) -> list[Result]:
    """Make every report, some at a time, and write the account and the index.

    Parameters
    ----------
    jobs
        What to make; all of one dataset.
    workers
        How many at a time.
    cell_seconds
        How long one cell may run.

    Returns
    -------
    list of Result
        One per job, in the order of the jobs.
    """
    found: dict[Path, Result] = {}
    with tqdm(total=len(jobs), unit="report", disable=None, file=sys.stderr) as bar:
        for result in _results(jobs, workers, cell_seconds):
            found[result.job.output] = result
            bar.update()
            if result.failure:
                bar.write(f"failed: {result.job.output}: {result.failure.message}", file=sys.stderr)
    results = [found[job.output] for job in jobs]
    for folder in sorted({job.output.parent for job in jobs}):
        _write_account(folder, [result for result in results if result.job.output.parent == folder])
    for root in sorted({job.output.parents[2] for job in jobs}):
        site.write_root_index(root)
    return results


def _results(jobs: list[Job], workers: int, cell_seconds: int) -> Iterator[Result]:
    """Each result as it comes; what a dying worker took with it is tried once more, alone."""
    left = {job.output: job for job in jobs}
    try:
        for result in _submit(left.values(), lambda: _pool(min(workers, len(jobs))), cell_seconds):
            del left[result.job.output]
            yield result
    except BrokenProcessPool:
        for job in left.values():
            yield from _alone(job, cell_seconds)


def _alone(job: Job, cell_seconds: int) -> Iterator[Result]:
    try:
        yield from _submit([job], lambda: _pool(1), cell_seconds)
    except BrokenProcessPool:
        failure = Failure("the worker process died before the report was finished (killed, or out of memory)")
        write_text(render.error_page(job, failure.message, ""), job.output)
        yield Result(job, 0.0, failure)


def _submit(jobs: Iterable[Job], executor: Callable[[], Executor], cell_seconds: int) -> Iterator[Result]:
    with executor() as pool:
        futures = [pool.submit(run, job, cell_seconds) for job in jobs]
        for future in as_completed(futures):
            yield future.result()


def _pool(workers: int) -> Executor:
    # spawned, not forked: papermill changes process-wide state
    return ProcessPoolExecutor(max(workers, 1), mp_context=multiprocessing.get_context("spawn"))


def _write_account(folder: Path, results: list[Result]) -> None:
    """Add these results to the period's ``run.json`` and write its index anew."""
    account = site.read_account(folder)
    entries: dict[str, Any] = {entry["output"]: entry for entry in account.get("jobs", [])}
    for result in results:
        entries[result.job.output.name] = {
            "output": result.job.output.name,
            "report": result.job.report,
            "heading": result.job.heading,
            "parameters": result.job.parameters,
            "status": result.status,
            "seconds": round(result.seconds, 2),
            "key": result.job.key,
            "error": result.failure.message if result.failure else None,
        }
    first = results[0].job
    account = {"dataset": folder.parent.name, "period": folder.name, "jobs": list(entries.values())}
    write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", folder / "run.json")
    site.write_period_index(folder, first.dataset)

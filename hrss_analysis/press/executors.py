"""Where reports are made: in forks of a warm process, in processes with a kernel each, or on a cluster.

All three are a :class:`concurrent.futures.Executor`, so that the batch is one code path.
"""

import contextlib
import logging
import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..extras import load
from ..messages import tell
from .jobs import Job
from .making import Result, make
from .warm import WarmExecutor, can_fork

ANSWER = 10  # seconds for a scheduler to answer


@dataclass(frozen=True)
class Tls:
    """The files by which a scheduler and its clients know each other, as dask calls them."""

    ca_file: Path
    cert: Path
    key: Path


@contextlib.contextmanager
def local(workers: int, cell_seconds: int, *, warm: bool | None = None, prelude: str = "") -> Iterator[Executor]:
    """An executor on this machine: warm where a fork is safe, unless said otherwise."""
    if can_fork() if warm is None else warm:
        with WarmExecutor(workers, cell_seconds, prelude) as executor:
            yield executor
    else:
        # spawned, not forked: papermill changes process-wide state
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            yield pool


def prepare(executor: Executor, dataset: Path, time: str) -> None:
    """Have what the reports of a time share computed once, where they are made in forks."""
    if isinstance(executor, WarmExecutor):
        executor.prepare(dataset, time)


def forget(executor: Executor, futures: Iterable[Future[Result]]) -> None:
    """Have none of these made, as far as they have not begun."""
    if isinstance(executor, WarmExecutor):
        executor.forget()
    for future in futures:
        future.cancel()


def is_lost(executor: Executor) -> bool:
    """Whether an executor makes no more reports: the warm one, whose process may die. A pool says so itself."""
    return isinstance(executor, WarmExecutor) and executor.died


@contextlib.contextmanager
def cluster(address: str, tls: Tls | None = None) -> Iterator[Executor]:
    """The executor of a dask scheduler that runs already; a worker that dies costs a retry.

    Parameters
    ----------
    address
        The scheduler's: ``tcp://HOST:8786``, or ``tls://HOST:8786``.
    tls
        The certificates by which it and we know each other.

    Raises
    ------
    InputError
        If distributed is not installed or no scheduler answers.
    """
    distributed = load("distributed", "--scheduler")
    security = None
    if tls:
        files = {"tls_ca_file": tls.ca_file, "tls_client_cert": tls.cert, "tls_client_key": tls.key}
        security = distributed.Security(require_encryption=True, **{name: str(file) for name, file in files.items()})
    try:
        client = distributed.Client(address, timeout=ANSWER, security=security)
    except (OSError, ValueError, TypeError, TimeoutError, RuntimeError) as error:
        at = repr(address)
        raise InputError(
            tell(
                "no scheduler answers at {at} with these certificates; start one with `dask scheduler` and give its address",
                at=at,
            )
            if tls
            else tell("no scheduler answers at {at}; start one with `dask scheduler` and give its address", at=at)
        ) from error
    # a lost scheduler is one sentence, not its traceback
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    with client:
        yield client.get_executor(pure=False, retries=3)


def make_on_worker(job: Job, cell_seconds: int) -> Result:
    """Make one report on a worker of a cluster, in a fork of the worker's own warm process."""
    if not can_fork():
        return make(job, cell_seconds)
    return _workers_own(cell_seconds, job.prelude).submit(make, job, cell_seconds).result()


_own: dict[tuple[int, str], WarmExecutor] = {}
_own_lock = threading.Lock()


def _workers_own(cell_seconds: int, prelude: str) -> WarmExecutor:
    with _own_lock:
        if (cell_seconds, prelude) not in _own:
            _own[cell_seconds, prelude] = WarmExecutor(os.cpu_count() or 1, cell_seconds, prelude)
        return _own[cell_seconds, prelude]

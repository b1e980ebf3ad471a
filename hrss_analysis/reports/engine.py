"""One report: run its notebook, write its page, survive whatever happens.

A notebook can raise, kill its kernel, or hang; none of these may cost more than
its own page. Whatever goes wrong is caught here and returned as a result, with
an error page in the report's place, so that an old page is never taken for the
new one.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..dataset import replacing, write_text
from . import render
from .jobs import Job

CELL_SECONDS = 120  # how long one cell may run


@dataclass(frozen=True)
class Failure:
    """Why a report could not be made: in a line, and with the cell it happened in."""

    message: str
    source: str = ""


@dataclass(frozen=True)
class Result:
    """How one job went."""

    job: Job
    seconds: float
    failure: Failure | None = None

    @property
    def status(self) -> str:
        """``done`` or ``failed``."""
        return "failed" if self.failure else "done"


def run(job: Job, cell_seconds: int = CELL_SECONDS) -> Result:
    """Make one report; anything that goes wrong is in the result.

    Parameters
    ----------
    job
        What to make.
    cell_seconds
        How long one cell may run before the report is given up.
    """
    started = time.monotonic()
    failure = None
    try:
        _make(job, cell_seconds)
    except Exception as error:  # noqa: BLE001 - a dead kernel, a timeout and a full disk share no narrower base
        failure = _failure(error, cell_seconds)
        write_text(render.error_page(job, failure.message, failure.source), job.output)
    return Result(job, time.monotonic() - started, failure)


def _make(job: Job, cell_seconds: int) -> None:
    import papermill

    with tempfile.TemporaryDirectory() as scratch, _quiet():
        executed = Path(scratch) / "report.ipynb"
        try:
            papermill.execute_notebook(
                str(job.notebook),
                str(executed),
                parameters={"data": str(job.dataset), **job.parameters},
                progress_bar=False,
                execution_timeout=cell_seconds,
            )
        finally:
            # also what ran before an error is worth keeping, for whoever looks for its cause
            if executed.is_file():
                with replacing(job.executed) as temporary:
                    temporary.write_bytes(executed.read_bytes())
        html = render.page(executed, job.title)
    write_text(html, job.output)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Kernels write notes on transport to stderr that no reader can act on."""
    saved = os.dup(2)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, not a path
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _failure(error: Exception, cell_seconds: int) -> Failure:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    if isinstance(error, PapermillExecutionError):
        return Failure(f"{error.ename}: {error.evalue}", error.source)
    if isinstance(error, CellTimeoutError):
        return Failure(f"a cell ran longer than the time limit of {cell_seconds} s")
    if isinstance(error, DeadKernelError):
        return Failure("the notebook's process died before it was finished (killed, or out of memory)")
    return Failure(f"{type(error).__name__}: {error}")

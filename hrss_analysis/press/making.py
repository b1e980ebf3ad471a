"""One report: run its notebook, render its page, survive whatever happens.

A notebook can raise, kill its process, or hang; none of these may cost more than its own
page. Whatever goes wrong is returned as a result, with an error page in the report's
place, so that an old page is never taken for the new one. A result carries the page
itself: whoever runs the batch writes it, wherever the report was made.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from ..errors import InputError, of_system
from ..messages import tell
from ..writing import replacing, write_text
from . import render
from .jobs import BOOK, PDF, WORD, Job

CELL_SECONDS = 120  # how long one cell may run


@dataclass(frozen=True)
class Failure:
    """Why a report could not be made: in a line, and with the cell it happened in."""

    message: str
    source: str = ""


@dataclass(frozen=True)
class Result:
    """How one job went, and what came of it: the page, what stands beside it by its ending, the executed notebook.

    ``aside`` is where a document went that somebody had changed, and that stood in the way.
    """

    job: Job
    seconds: float
    failure: Failure | None = None
    html: str = field(default="", repr=False)
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    executed: bytes = field(default=b"", repr=False)
    unchanged: bool = False
    aside: Path | None = None

    @property
    def status(self) -> str:
        """``done`` or ``failed``; what is unchanged was done before."""
        return "failed" if self.failure else "done"


def make(job: Job, cell_seconds: int = CELL_SECONDS, engine: str | None = None) -> Result:
    """Make one report; anything that goes wrong is in the result.

    Parameters
    ----------
    job
        What to make.
    cell_seconds
        How long one cell may run before the report is given up.
    engine
        The papermill engine; None starts a kernel.
    """
    import nbformat

    started, job = time.monotonic(), job.packed()
    failure, html, executed = None, "", b""
    beside: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "executed" / "report.ipynb"
        path.parent.mkdir()
        try:
            with _brought(job, Path(scratch)):
                content = _execute(job, path, cell_seconds, engine)
            if render.put_around(content, job):
                nbformat.write(content, path)  # type: ignore[no-untyped-call]
            html, beside = render.page(content, job)
        except Exception as error:  # noqa: BLE001 - a dead kernel, a timeout and a full disk share no narrower base
            failure = _failure(error, cell_seconds)
        # also what ran before an error is worth keeping, for whoever looks for its cause
        executed = path.read_bytes() if path.is_file() else b""
    # what was brought need not travel back
    job = replace(job, brought={}, source=b"")
    return Result(job, time.monotonic() - started, failure, html, beside, executed)


def keep(result: Result) -> Result:
    """Write what came of a job: its page, or in its place the page that says why there is none.

    A workbook that is open in Excel cannot be replaced on Windows: then the old page stays
    beside it, and the result says so. A Word document that somebody has changed is moved aside.
    """
    try:
        return _keep(result)
    except (InputError, PermissionError) as error:
        told = of_system(error) if isinstance(error, OSError) else str(error)
        return Result(result.job, result.seconds, Failure(told))


def _keep(result: Result) -> Result:
    job, failure = result.job, result.failure
    if result.executed:
        with replacing(job.executed) as temporary:
            temporary.write_bytes(result.executed)
    aside = _moved_aside(job.beside(WORD))
    for suffix in (BOOK, WORD, PDF):
        if suffix in result.beside and not failure:
            with replacing(job.beside(suffix)) as temporary:
                temporary.write_bytes(result.beside[suffix])
        else:
            job.beside(suffix).unlink(missing_ok=True)  # an old one is not the new page's
    write_text(render.error_page(job, failure.message, failure.source) if failure else result.html, job.output)
    return Result(job, result.seconds, failure, aside=aside)


def _moved_aside(file: Path) -> Path | None:
    """Where a Word document went that somebody has changed; None for ours as we wrote it, or none at all."""
    if not file.is_file():
        return None
    from ..paper.word import edited

    if not edited(file.read_bytes()):
        return None
    names = (file.with_stem(f"{file.stem}-edited{f'-{number}' if number > 1 else ''}") for number in count(1))
    return file.replace(next(name for name in names if not name.exists()))


@contextlib.contextmanager
def _brought(job: Job, folder: Path) -> Iterator[None]:
    """Lay out what a job brings for its notebook, where the environment names it; what it does not bring is not there."""
    for name, content in job.brought.items():
        (folder / name).write_bytes(content)
        os.environ[name] = str(folder / name)
    try:
        yield
    finally:
        for name in job.brought:
            del os.environ[name]


def _execute(job: Job, path: Path, cell_seconds: int, engine: str | None) -> Any:
    """Run the notebook, keep it at `path` with its outputs, and give it back."""
    import papermill

    notebook = job.notebook
    if job.source:
        notebook = path.parents[1] / job.notebook.name
        notebook.write_bytes(job.source)
    with _quiet():
        content = papermill.execute_notebook(
            str(notebook),
            str(path),
            parameters={"data": str(job.dataset), **job.parameters, **job.spoken},
            progress_bar=False,
            execution_timeout=cell_seconds,
            engine_name=engine,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
        )
    content.metadata.papermill.input_path = str(job.notebook)
    return content


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

    if isinstance(error, PapermillExecutionError) and error.ename != "CellTimeoutError":
        return Failure(f"{error.ename}: {error.evalue}", error.source)
    if isinstance(error, CellTimeoutError | PapermillExecutionError):
        return Failure(tell("a cell ran longer than the time limit of {seconds} s", seconds=cell_seconds))
    if isinstance(error, DeadKernelError):
        return Failure(tell("the notebook's process died before it was finished (killed, or out of memory)"))
    return Failure(f"{type(error).__name__}: {error}")

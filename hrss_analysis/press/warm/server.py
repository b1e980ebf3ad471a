"""A warm process that makes each report in a fork of itself.

Run as ``python -m hrss_analysis.press.warm.server FD WORKERS CELL_SECONDS PRELUDE``, with a socket
to the one who asks. It imports all a report needs and exports once; the prelude, a module
named by whoever makes the reports, may draw (``warm_up()``) and compute what the reports of
a time share (``prepare(dataset, time)``). Then every job is a fork that inherits all this
and leaves nothing behind: state, memory, crashes and child processes end with it.
It holds no threads, since a fork would not carry them over, and ends when the asker does.
"""

import gc
import importlib
import os
import random
import selectors
import signal
import sys
import time
import traceback
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import ModuleType
from typing import Any

from ...messages import tell

os.environ.setdefault("OMP_NUM_THREADS", "1")
GRACE = 5  # seconds beyond a cell's own limit, for a cell that does not listen
MEMORY = 4 << 30  # bytes a report may take beyond what it inherits


@dataclass
class Child:
    """A running fork: which job, its process, and when its cell must be over."""

    number: int
    process: int
    deadline: float


def main() -> None:
    """Take jobs from the socket until it closes."""
    asker = Connection(int(sys.argv[1]))
    workers, cell_seconds = int(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the asker decides what an interruption means
    prelude = importlib.import_module(sys.argv[4]) if sys.argv[4] else None
    warm_up()
    if prelude:
        prelude.warm_up()
    gc.collect()
    gc.freeze()
    children: dict[Connection, Child] = {}
    try:
        _serve(asker, workers, cell_seconds, children, prelude)
    except (EOFError, OSError):
        pass  # the asker is gone
    finally:
        _end(children)


def warm_up() -> None:
    """Import what reports import, and let everything that is made once be made here."""
    _without_iri_grammar()
    import IPython.core.magics  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401
    import nbformat
    import papermill  # noqa: F401

    from .. import inprocess, render  # noqa: F401

    make: Any = nbformat.v4
    notebook = make.new_notebook(cells=[make.new_code_cell("1"), make.new_markdown_cell("# 预热")])
    render.export(notebook, "预热", "")


def _without_iri_grammar() -> None:
    """Spare the second in which jsonschema compiles a grammar of addresses; no notebook's schema has any."""
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import jsonschema  # noqa: F401

    del sys.modules["rfc3987_syntax"]


def _serve(
    asker: Connection, workers: int, cell_seconds: int, children: dict[Connection, Child], prelude: ModuleType | None
) -> None:
    waiting: deque[tuple[str, int, Any]] = deque()
    with selectors.DefaultSelector() as selector:
        selector.register(asker, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select(timeout=0.5 if children else None):
                if key.fileobj is not asker:
                    _hear(key.fileobj, asker, selector, children, cell_seconds)  # type: ignore[arg-type]
                    continue
                message = asker.recv()
                if message[0] == "forget":
                    _forget(waiting, asker)
                else:
                    waiting.append(message)
            for child in children.values():
                if time.monotonic() > child.deadline:
                    _kill(child.process)
            while waiting and len(children) < workers:
                kind, number, what = waiting.popleft()
                if kind == "prepare":  # while the forks made before go on
                    if prelude:
                        prelude.prepare(*what)
                        gc.freeze()
                    continue
                receiver, child = _fork(number, what, cell_seconds, asker)
                children[receiver] = child
                selector.register(receiver, selectors.EVENT_READ)


def _forget(waiting: deque[tuple[str, int, Any]], asker: Connection) -> None:
    """Begin nothing of what waits, and say so: the asker knows by what is left that there are forks."""
    for kind, number, _ in waiting:
        if kind == "make":
            asker.send((number, "gone", "it was given up before it began"))
    waiting.clear()


def _hear(
    receiver: Connection,
    asker: Connection,
    selector: selectors.BaseSelector,
    children: dict[Connection, Child],
    limit: int,
) -> None:
    """A cell began, a result came, or the fork is gone."""
    child = children[receiver]
    try:
        kind, what = receiver.recv()
    except (EOFError, OSError):
        kind, what = "gone", None
    if kind == "cell":
        child.deadline = time.monotonic() + limit + GRACE
        return
    selector.unregister(receiver)
    receiver.close()
    del children[receiver]
    late = time.monotonic() > child.deadline
    _kill(child.process)
    _, status = os.waitpid(child.process, 0)
    if kind == "gone":
        what = (
            tell("a cell ran longer than the time limit of {seconds} s", seconds=limit) if late else _obituary(status)
        )
    asker.send((child.number, kind, what))


def _obituary(status: int) -> str:
    if os.WIFSIGNALED(status):
        how = signal.Signals(os.WTERMSIG(status)).name
        return tell("the report's process died before it was finished (signal {how})", how=how)
    return tell("the report's process died before it was finished (exit code {how})", how=os.WEXITSTATUS(status))


def _kill(process: int) -> None:
    """End a fork and whatever it started."""
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return


def _end(children: dict[Connection, Child]) -> None:
    for child in children.values():
        _kill(child.process)
        os.waitpid(child.process, 0)  # in a container nobody else may do so


def _fork(number: int, job: Any, cell_seconds: int, asker: Connection) -> tuple[Connection, Child]:
    receiver, sender = Pipe(duplex=False)
    process = os.fork()
    if process == 0:
        receiver.close()
        asker.close()
        _be_child(sender, job, cell_seconds)
    sender.close()
    return receiver, Child(number, process, time.monotonic() + cell_seconds + GRACE)


def _be_child(sender: Connection, job: Any, cell_seconds: int) -> None:
    """Make the report and leave, whatever happens, without running anything of the warm process's."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _limit_memory()
        gc.set_threshold(100_000)  # a short life ends with all it made
        _reseed()
        from .. import inprocess
        from ..making import make

        inprocess.started = lambda: sender.send(("cell", None))
        sender.send(("result", make(job, cell_seconds, "inprocess")))
        code = 0
    except BaseException:  # noqa: BLE001 - nothing may escape into the warm process's loop
        traceback.print_exc()
    finally:
        os._exit(code)


def _limit_memory() -> None:
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, resource.RLIM_INFINITY))


def _reseed() -> None:
    """A fork inherits the state of chance: each report gets its own."""
    import numpy as np

    random.seed()
    np.random.seed()  # the global state is what notebooks of others may use


if __name__ == "__main__":
    main()

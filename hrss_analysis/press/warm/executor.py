"""The asker of a warm process: an executor whose every job is made in a fork of it."""

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ...messages import tell
from ..jobs import Job
from ..making import Failure, Result


def can_fork() -> bool:
    """Whether forking a process that has imported matplotlib is safe: on Linux."""
    return sys.platform == "linux"


class WarmExecutor(Executor):
    """Makes reports in forks of one warm process, some at a time."""

    def __init__(self, workers: int, cell_seconds: int, prelude: str = "") -> None:
        ours, theirs = socket.socketpair()
        self._futures: dict[int, tuple[Future[Any], Job]] = {}
        self._lock = threading.Lock()
        # apart: what is sent may wait until a result is read, for which the other is needed
        self._sending = threading.Lock()
        self._count = 0
        with theirs:
            command = [sys.executable, "-P", "-m", "hrss_analysis.press.warm.server"]
            given = [theirs.fileno(), workers, cell_seconds, prelude]
            self._process = subprocess.Popen(
                [*command, *map(str, given)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._socket = ours.dup()
        self._connection = Connection(ours.detach())
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def died(self) -> bool:
        """Whether it is gone, and makes no more reports."""
        return self._process.poll() is not None

    def prepare(self, dataset: Path, time: str) -> None:
        """Have the prelude compute what the reports of a time share, before what is submitted next."""
        self._send(("prepare", 0, (dataset, time)))

    def forget(self) -> None:
        """Make nothing of what was submitted and has not begun; what has begun comes to its end."""
        self._send(("forget", 0, None))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Make the report of the job that is the first argument."""
        del fn, kwargs  # a fork can only do one thing: make a report
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            self._count += 1
            number = self._count
            self._futures[number] = (future, args[0])
        self._send(("make", number, args[0]))
        return future

    def _send(self, message: tuple[str, int, Any]) -> None:
        try:
            with self._sending:
                self._connection.send(message)
        except (BrokenPipeError, OSError):
            self._fail_all()

    def _read(self) -> None:
        while True:
            try:
                number, kind, what = self._connection.recv()
            except (EOFError, OSError):
                self._fail_all()
                return
            with self._lock:
                future, job = self._futures.pop(number)
            future.set_result(what if kind == "result" else Result(job, 0.0, Failure(what)))

    def _fail_all(self) -> None:
        with self._lock:
            left, self._futures = self._futures, {}
        for future, job in left.values():
            future.set_result(Result(job, 0.0, Failure(tell("the warm process died before the report was finished"))))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the warm process and every fork that still runs."""
        del wait, cancel_futures
        if not self._futures:
            self._process.kill()  # it has no forks, and may still be warming up
        # a thread still reads from it: closing alone would not reach the other end
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(5)  # it ends its forks and then itself
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(5)
        self._connection.close()
        self._socket.close()

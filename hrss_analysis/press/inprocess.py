"""A papermill engine that runs a notebook in the process it is called in, without a kernel.

Starting a kernel and importing into it is most of what a short report costs. Here the
cells run in an IPython shell of this very process, so the process should be one that is
thrown away afterwards: a fork of a warm one (see ``warm``). Any user of papermill can
take it: ``papermill --engine inprocess``. Outputs and execution counts are those of a
kernel; what needs one (widgets that talk back, input, other languages) does not work.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_output
from papermill.engines import Engine

from ..messages import tell

started: Callable[[], None] = lambda: None  # told of every cell that begins, so that a hang can be seen


class InProcessEngine(Engine):  # type: ignore[misc]
    """Runs the cells of a notebook in an IPython shell of this process."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, execution_timeout: float | None = None, **_options: Any
    ) -> None:
        """Run every cell until one fails."""
        del kernel_name
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        shell = _Shell.instance()
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            started()
            nb_man.cell_start(cell, index)
            error = _run(shell, cell, execution_timeout)
            if error is not None and "raises-exception" not in cell.metadata.get("tags", []):
                nb_man.cell_exception(cell, index, exception=error)
                nb_man.cell_complete(cell, index)
                if isinstance(error, CellTimeoutError):
                    raise error
                return
            nb_man.cell_complete(cell, index)


def _run(shell: Any, cell: Any, timeout: float | None) -> BaseException | None:
    cell.outputs, cell.execution_count = [], shell.execution_count
    shell.outputs = cell.outputs
    with _streams(cell.outputs), _deadline(timeout):
        result = shell.run_cell(cell.source, store_history=True)
    return result.error_before_exec or result.error_in_exec


@contextlib.contextmanager
def _deadline(seconds: float | None) -> Iterator[None]:
    """Raise in the cell when its time is over."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise CellTimeoutError(tell("a cell ran longer than the time limit of {seconds} s", seconds=f"{seconds:g}"))

    if seconds is None or not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Stream:
    """A standard stream that writes to the cell's outputs; what follows itself becomes one output."""

    encoding, errors, closed = "utf-8", "strict", False

    def __init__(self, name: str, outputs: list[Any]) -> None:
        self.name, self.outputs = name, outputs

    def write(self, text: str) -> int:
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == self.name:
            last.text += text
        elif text:
            self.outputs.append(new_output("stream", name=self.name, text=text))  # type: ignore[no-untyped-call]
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Everything is written at once."""

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True


@contextlib.contextmanager
def _streams(outputs: list[Any]) -> Iterator[None]:
    saved = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream("stdout", outputs), _Stream("stderr", outputs)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = saved


class _Publisher(DisplayPublisher):
    def publish(
        self, data: Any, metadata: Any = None, *_args: Any, transient: Any = None, update: bool = False, **_more: Any
    ) -> None:
        name = (transient or {}).get("display_id")
        shown = self.shell.displayed.get(name) if update else None
        if shown is not None:
            shown.data, shown.metadata = data, metadata or {}
            return
        output = new_output("display_data", data=data, metadata=metadata or {})  # type: ignore[no-untyped-call]
        self.shell.outputs.append(output)
        if name is not None:
            self.shell.displayed[name] = output

    def clear_output(self, wait: bool = False) -> None:
        del wait
        self.shell.outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Prompts are for terminals."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        output = new_output(  # type: ignore[no-untyped-call]
            "execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.prompt_count
        )
        shell: Any = self.shell
        shell.outputs.append(output)

    def finish_displayhook(self) -> None:
        """Nothing is left to flush."""


def _show_figures() -> None:
    """Pyplot's figures become outputs when a cell ends, as with a kernel."""
    if "matplotlib.pyplot" in sys.modules:
        from matplotlib.pyplot import get_fignums
        from matplotlib_inline import backend_inline

        inline: Any = backend_inline
        inline.configure_inline_support(_Shell.instance(), os.environ["MPLBACKEND"])
        inline.show._draw_called = bool(get_fignums())
        inline.flush_figures()


class _Shell(InteractiveShell):
    """A shell whose results, displays and errors become a cell's outputs."""

    def __init__(self, **options: Any) -> None:
        self.outputs: list[Any] = []
        self.displayed: dict[str, Any] = {}
        super().__init__(display_pub_class=_Publisher, displayhook_class=_Hook, **options)  # type: ignore[no-untyped-call]
        history: Any = self.history_manager
        history.enabled = False
        self.events.register("post_execute", _show_figures)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        output = new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)  # type: ignore[no-untyped-call]
        self.outputs.append(output)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to show anything in."""

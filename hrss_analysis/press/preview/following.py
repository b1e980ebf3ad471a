"""Watch what pages are made from, and have them made anew: first those that somebody looks at."""

import os
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from ... import messages
from ...errors import HrssError, of_system
from ...extras import load
from ..batch import Tell
from ..executors import is_lost, local
from ..making import CELL_SECONDS, Result
from .news import News
from .server import serve

STEP = 20  # milliseconds without a change after which a file is taken for saved
LOOK = 200  # milliseconds between two looks whether to go on
AGAIN = 10.0  # seconds after which what makes pages may be lost once more and they are still made again


@dataclass(frozen=True)
class Made:
    """What is previewed.

    Attributes
    ----------
    root
        The folder of all pages.
    watched
        Gives the folders as they are now, each without those below it, with the pattern of the files that matter.
    make
        Makes what is not current with an executor; what is among the pages given, first. It tells every result.
    prelude
        The module that a warm process imports (see ``press.warm``).
    """

    root: Path
    watched: Callable[[], Mapping[Path, str]]
    make: Callable[[Executor, Collection[Path], Tell], list[Result]]
    prelude: str = ""


def follow(
    made: Made,
    began: Callable[[int], None],
    say: Callable[[str, bool], None],
    *,
    port: int | None = None,
    workers: int = 1,
    cell_seconds: int = CELL_SECONDS,
) -> None:
    """Hand out the pages on this machine and keep them current until interrupted.

    Parameters
    ----------
    made
        What is previewed.
    began
        Called with the port once pages are handed out.
    say
        Called with what happens, a line each time, and whether it is an error.
    port
        Where; by default the usual one, or any that is free.
    workers, cell_seconds
        As in a batch.

    Raises
    ------
    InputError
        If watchfiles is not installed or the port is taken.
    KeyboardInterrupt
        At its end.
    """
    preview = _Preview(made, News(), say, load("watchfiles", "hrss preview").watch)
    due, lost = True, -AGAIN
    with serve(made.root, port, preview.news) as taken:
        began(taken)
        while True:
            with local(workers, cell_seconds, prelude=made.prelude) as executor:
                able = True
                while able:
                    able, due = preview.follow(executor, due=due)
            # what was lost with it is made again, but not for ever: what kills it may be among that
            due, lost = due or time.monotonic() - lost > AGAIN, time.monotonic()


@dataclass
class _Preview:
    """Pages that follow; ``known`` are the folders that were ever watched."""

    made: Made
    news: News
    say: Callable[[str, bool], None]
    watch: Any
    known: dict[Path, str] = field(default_factory=dict)

    def follow(self, executor: Executor, *, due: bool) -> tuple[bool, bool]:
        """Make the pages at every change, and if they are due at once, until the executor is lost or other folders are to be watched.

        Whether it still can, and whether they are due again.
        """
        watched = self.made.watched()
        self.known |= watched
        there = _places(self.known)
        # it looks before the pages are made, so that no change meanwhile is lost
        looks = self.watch(
            *watched,
            watch_filter=lambda _, path: _matters(Path(path), watched),
            recursive=False,
            step=STEP,
            rust_timeout=LOOK,
            yield_on_timeout=True,
        )
        for changes in looks:
            if not (changes or due):
                if _places(self.known) != there:  # a folder that was made anew is another one
                    return True, True
                continue
            if is_lost(executor):
                return False, True
            able, due = self.make(executor)
            # something may have changed before other folders are watched
            moved = self.made.watched() != watched or _places(self.known) != there
            if moved or not able:
                return able, moved or due
        return True, due

    def make(self, executor: Executor) -> tuple[bool, bool]:
        """Make what is not current, and tell how it went; whether the executor can do so again, and whether that is due."""
        started, before = time.monotonic(), _written(self.known)
        self.news.tell(doing="…", trouble="")
        trouble, can = "", True

        def tell(result: Result, finished: int, total: int) -> None:
            self._tell(result, finished, total)
            if _written(self.known) != before:
                raise _Overtaken

        try:
            results = self.made.make(executor, self.news.open, tell)
            count = sum(not (result.unchanged or result.failure) for result in results)
            taken = f"{time.monotonic() - started:.1f}"
            self.say(
                messages.tell("{n} of {all} reports made in {seconds} s", n=count, all=len(results), seconds=taken),
                False,
            )
        except _Overtaken:
            return True, True  # first what is looked at, of what is there now
        except BrokenProcessPool:
            trouble, can = messages.tell("a process died"), False
        except HrssError as error:
            trouble = "\n".join(map(str, error.args))
        except OSError as error:
            trouble = of_system(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next change may mend it
            trouble = f"{type(error).__name__}: {error}"
        if trouble:
            self.say(trouble, True)
        self.news.tell(doing="", trouble=trouble)
        return can and not is_lost(executor), False

    def _tell(self, result: Result, finished: int, total: int) -> None:
        self.news.tell(doing=f"{finished}/{total}")
        if result.failure:
            self.say(
                messages.tell("failed: {output}: {reason}", output=result.job.output, reason=result.failure.message),
                True,
            )


class _Overtaken(Exception):  # noqa: N818 - no error
    """A change came while pages were made of what was before."""


def _written(folders: Mapping[Path, str]) -> dict[str, int]:
    """When each of the files was written that matter."""
    found: dict[str, int] = {}
    for folder, files in folders.items():
        with suppress(OSError), os.scandir(folder) as entries:  # what is gone has no time
            found |= {one.path: one.stat().st_mtime_ns for one in entries if _matters(Path(one.path), {folder: files})}
    return found


def _places(folders: Mapping[Path, str]) -> dict[Path, int]:
    """Which folder stands under each name; 0 where none does."""
    return {folder: _number(folder) for folder in folders}


def _number(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _matters(path: Path, watched: Mapping[Path, str]) -> bool:
    """Whether a file is watched, and none that a program keeps for itself while another is open or written.

    Examples
    --------
    >>> watched = {Path("data"): "*", Path("notebooks"): "*.ipynb"}
    >>> [_matters(Path(name), watched) for name in ("data/areas.csv", "data/.areas.csv.swp", "data/~$areas.xlsx")]
    [True, False, False]
    >>> [_matters(Path(name), watched) for name in ("notebooks/city.ipynb", "notebooks/log.txt")]
    [True, False]
    """
    return not path.name.startswith((".", "~$")) and fnmatch(path.name, watched.get(path.parent, ""))

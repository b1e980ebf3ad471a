"""Watch what pages are made from, and have them made anew: first those that somebody looks at."""

import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from ...errors import HrssError, of_system
from ...extras import load
from ..batch import Tell
from ..executors import local
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
    watch, news = load("watchfiles", "hrss preview").watch, News()
    known: dict[Path, str] = {}
    due, lost = True, -AGAIN
    with serve(made.root, port, news) as taken:
        began(taken)
        while True:
            with local(workers, cell_seconds, prelude=made.prelude) as executor:
                able = True
                while able:
                    able, due = _follow_with(executor, made, news, say, watch, known, due=due)
            # what was lost with it is made again, but not for ever: what kills it may be among that
            due, lost = due or time.monotonic() - lost > AGAIN, time.monotonic()


def _follow_with(
    executor: Executor,
    made: Made,
    news: News,
    say: Callable[[str, bool], None],
    watch: Any,
    known: dict[Path, str],
    *,
    due: bool,
) -> tuple[bool, bool]:
    """Make the pages at every change, and if they are due at once, until the executor is lost or other folders are to be watched.

    Whether it still can, and whether they are due again. ``known`` are the folders that were ever watched.
    """
    watched = made.watched()
    known |= watched
    there = _places(known)
    # it looks before the pages are made, so that no change meanwhile is lost
    looks = watch(
        *watched,
        watch_filter=lambda _, path: _matters(Path(path), watched),
        recursive=False,
        step=STEP,
        rust_timeout=LOOK,
        yield_on_timeout=True,
    )
    for changes in looks:
        if not (changes or due):
            if _places(known) != there:  # a folder that was made anew is another one
                return True, True
            continue
        if getattr(executor, "died", False):
            return False, True
        able, due = _make(executor, made, news, say), False
        moved = made.watched() != watched or _places(known) != there  # and something may have changed meanwhile
        if moved or not able:
            return able, moved
    return True, due


def _places(folders: Mapping[Path, str]) -> dict[Path, int]:
    """Which folder stands under each name; 0 where none does."""
    return {folder: folder.stat().st_ino if folder.is_dir() else 0 for folder in folders}


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


def _make(executor: Executor, made: Made, news: News, say: Callable[[str, bool], None]) -> bool:
    """Make what is not current, and tell how it went; whether the executor can do so again."""
    started = time.monotonic()

    def tell(result: Result, finished: int, total: int) -> None:
        news.tell(doing=f"{finished}/{total}")
        if result.failure:
            say(f"failed: {result.job.output}: {result.failure.message}", True)

    news.tell(doing="…", trouble="")
    trouble, can = "", True
    try:
        results = made.make(executor, news.open, tell)
        count = sum(not (result.unchanged or result.failure) for result in results)
        say(f"{count} of {len(results)} reports made in {time.monotonic() - started:.1f} s", False)
    except BrokenProcessPool:
        trouble, can = "a process died", False
    except HrssError as error:
        trouble = "\n".join(map(str, error.args))
    except OSError as error:
        trouble = of_system(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next change may mend it
        trouble = f"{type(error).__name__}: {error}"
    if trouble:
        say(trouble, True)
    news.tell(doing="", trouble=trouble)
    return can and not getattr(executor, "died", False)

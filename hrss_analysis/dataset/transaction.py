"""Several files changed in one step: a kill leaves all of them old or all of them new.

The new files are written beside their places and fsynced; then a *journal* that lists
what goes where is moved into the folder, and from that moment the change has happened;
then the files are moved, and the journal goes. Whoever opens the folder first moves
what a journal still lists. That needs no lock: names are used once, so that moving
twice moves nothing.

Who changes several files holds the dataset's lock, as who appends to the record does.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import InputError
from ..messages import tell
from ..writing import UNFINISHED

WAIT = 60  # seconds for another writer to finish
STAGED = ".staged-"  # the new files' prefix until they are moved
JOURNAL = ".journal-"

Stage = Callable[[Path], Path]  # a file's place to where it is to be written


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a dataset's lock, finish what a writer that was killed had begun, and clear away the rest.

    A folder that is no dataset has no lock; there only what was begun is finished.

    Raises
    ------
    InputError
        If another writer does not finish.
    """
    if not (folder / "dataset.toml").is_file():
        recover(folder)
        yield
        return
    try:
        with FileLock(folder / ".lock", timeout=WAIT):
            recover(folder)
            clear(folder)
            yield
    except Timeout as error:
        raise InputError(
            tell(
                "{folder}: another hrss has been writing here for {seconds} s; try again when it is done",
                folder=folder, seconds=WAIT,
            )
        ) from error  # fmt: skip


@contextmanager
def transaction(folder: Path) -> Iterator[Stage]:
    """Change several files below a folder, all or none.

    Gives a function from a file's place to the path where it is to be written. If
    the block ends well all files are moved to their places; if it does not, none is.
    In a dataset the caller holds the lock.

    Examples
    --------
    >>> folder = getfixture("tmp_path")
    >>> with transaction(folder) as stage:
    ...     _ = stage(folder / "a.txt").write_text("1")
    ...     _ = stage(folder / "years/b.txt").write_text("2")
    >>> sorted(path.name for path in folder.rglob("*.txt"))
    ['a.txt', 'b.txt']
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_hex(8)
    moves: dict[Path, Path] = {}

    def stage(place: Path) -> Path:
        place.parent.mkdir(parents=True, exist_ok=True)
        moves[place] = place.with_name(f"{STAGED}{key}-{place.name}")
        return moves[place]

    try:
        yield stage
        for staged in moves.values():
            _to_disk(staged)
        journal = _write_journal(folder, key, moves)
    except BaseException:
        for staged in moves.values():
            staged.unlink(missing_ok=True)
        raise
    _roll_forward(folder, journal)


def recover(folder: Path) -> None:
    """Finish what was begun: move what a journal lists, if one was left.

    Raises
    ------
    InputError
        If a file cannot be moved.
    """
    for journal in sorted(folder.glob(f"{JOURNAL}*")):
        _roll_forward(folder, journal)


def clear(folder: Path) -> None:
    """Take away the temporary files that a killed writer left; the caller holds the lock."""
    for prefix in (UNFINISHED, STAGED):
        for left in folder.rglob(f"{prefix}*"):
            left.unlink(missing_ok=True)


def _write_journal(folder: Path, key: str, moves: dict[Path, Path]) -> Path:
    """The journal, there whole or not at all; with it the change has happened."""
    journal, staged = folder / f"{JOURNAL}{key}", folder / f"{STAGED}{key}"
    lines = {place.relative_to(folder).as_posix(): path.name for place, path in moves.items()}
    try:
        staged.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
        _to_disk(staged)
        for directory in {path.parent for path in moves.values()}:
            _directory_to_disk(directory)
        staged.replace(journal)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return journal


def _roll_forward(folder: Path, journal: Path) -> None:
    try:
        moves = json.loads(journal.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return  # somebody else has just finished it
    places = [folder / name for name in moves]
    _directory_to_disk(folder)
    for place, staged in zip(places, moves.values(), strict=True):
        try:
            place.with_name(staged).replace(place)
        except FileNotFoundError:
            continue  # moved before
        except OSError as error:
            raise InputError(
                tell(
                    "{file}: the new file waits beside it and cannot be moved there ({reason}); "
                    "close it in other programs, see that it may be written, and run any hrss command again",
                    file=place, reason=error.strerror,
                )
            ) from error  # fmt: skip
    for directory in {place.parent for place in places}:
        _directory_to_disk(directory)
    journal.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Or a power cut could leave an empty file under the final name."""
    path.chmod(0o644)
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _directory_to_disk(path: Path) -> None:
    if os.name == "nt":
        return  # Windows opens no directories
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

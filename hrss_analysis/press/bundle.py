"""A time's pages in one archive, to be sent on: opens on any machine, leads nowhere outside itself."""

import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ..errors import InputError
from ..language import ending
from ..messages import tell
from ..paper.labels import period_named
from ..writing import replacing
from . import site
from .editions import Edition
from .jobs import BOOK, FORMATS, PAGE, PDF, WORD
from .links import linked

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say: the same pages give the same file


def pack(folder: Path, edition: Edition, command: str, formats: Sequence[str] = ()) -> tuple[Path, int]:
    """Pack the pages of a folder, with what stands beside them, and its index, into ``DATASET-TIME.zip`` two folders above.

    File names are those of the pages, which are ASCII; links to pages outside are taken away.

    Parameters
    ----------
    folder
        ``ROOT/DATASET/TIME``.
    edition
        What it should hold.
    command
        What makes the pages, to be said where they are not there.
    formats
        Only documents of these formats, and one for each page; by default all that are there. Pages are packed always.

    Returns
    -------
    tuple
        The archive, and how many files are in it.

    Raises
    ------
    InputError
        If a report is missing, failed or not current: an archive travels, and cannot be
        mended where it went.
    """
    name, time = folder.parent.name, folder.name
    if not (folder / "run.json").is_file():
        raise InputError(
            tell(
                "{folder}: there are no reports of {time}; make them with: {command}",
                folder=folder,
                time=period_named(time),
                command=command,
            )
        )
    states = site.states(folder, edition)
    wrong = [f"{page} ({tell(state)})" for page, state in states.items() if state != "done"]
    if wrong:
        raise InputError(
            tell(
                "{folder}: {n} of {all} reports are not current: {names}; make them with: {command}",
                folder=folder, n=len(wrong), all=len(states), names=", ".join(wrong[:5]), command=command,
            )
        )  # fmt: skip
    asked = [suffix for one in formats if (suffix := FORMATS[one]) != PAGE]
    lacking = [
        beside for page in states for suffix in asked if not (folder / (beside := _beside(page, suffix))).is_file()
    ]
    if lacking:
        raise InputError(
            tell(
                "{folder}: {n} documents are missing: {names}; make them with: {command}",
                folder=folder, n=len(lacking), names=", ".join(lacking[:5]),
                command=f"{command} --format {','.join(formats)}",
            )
        )  # fmt: skip
    suffixes = (BOOK, *(asked if formats else (WORD, PDF)))
    others = [_beside(page, suffix) for page in states for suffix in suffixes]
    names = {
        file: f"{name}-{time}/{file}"
        for file in (f"index{ending(edition.lang)}", *states, *others)
        if (folder / file).is_file()
    }
    archive = folder.parents[1] / f"{name}-{time}{ending(edition.lang).removesuffix(PAGE)}.zip"
    with replacing(archive) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed:
        for page, inside in names.items():
            content = (folder / page).read_bytes()
            if PurePosixPath(page).suffix == ".html":
                content = linked(content.decode(), names.__contains__).encode()
            packed.writestr(zipfile.ZipInfo(inside, MOMENT), content, zipfile.ZIP_DEFLATED)
    return archive, len(names)


def _beside(page: str, suffix: str) -> str:
    return str(PurePosixPath(page).with_suffix(suffix))

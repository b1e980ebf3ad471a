"""A quarter's pages in one archive, to be sent on: opens on any machine, leads nowhere outside itself."""

import zipfile
from pathlib import Path, PurePosixPath

from ..dataset import Dataset, replacing
from ..errors import InputError
from ..periods import parse_period
from . import site
from .links import linked
from .notebooks import NOTEBOOKS

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say: the same pages give the same file


def bundle(ds: Dataset, period: str, out: Path, notebooks: Path = NOTEBOOKS) -> tuple[Path, int]:
    """Pack the pages and workbooks of a quarter, with its index, into ``DATASET-PERIOD.zip``.

    File names are those of the pages, which are ASCII; links to pages outside are taken away.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter.
    out
        The folder that holds all reports.
    notebooks
        The folder of the notebooks they were made of.

    Returns
    -------
    tuple
        The archive, and how many files are in it.

    Raises
    ------
    InputError
        If a report of the quarter is missing, failed or not current: an archive travels,
        and cannot be mended where it went.
    """
    folder = out / ds.name / str(parse_period(period))
    command = f"hrss batch {period} --data {ds.path} --out {out}"
    if not (folder / "run.json").is_file():
        raise InputError(f"{folder}: there are no reports of {period}; make them with: {command}")
    states = site.states(folder, ds, notebooks)
    wrong = [f"{name} ({state})" for name, state in states.items() if state != "done"]
    if wrong:
        raise InputError(
            f"{folder}: {len(wrong)} of {len(states)} reports are not current: {', '.join(wrong[:5])}; make them with: {command}"
        )
    pages = ["index.html", *states]
    books = [name for page in states if (folder / (name := page.replace(".html", ".xlsx"))).is_file()]
    names = {name: f"{ds.name}-{period}/{name}" for name in (*pages, *books)}
    archive = out / f"{ds.name}-{period}.zip"
    with replacing(archive) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in names.items():
            content = (folder / name).read_bytes()
            if PurePosixPath(name).suffix == ".html":
                content = linked(content.decode(), names.__contains__).encode()
            packed.writestr(zipfile.ZipInfo(inside, MOMENT), content, zipfile.ZIP_DEFLATED)
    return archive, len(names)

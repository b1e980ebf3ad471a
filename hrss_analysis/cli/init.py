"""``hrss init``: a folder to work in, where there is no checkout."""

import contextlib
import shutil
import tempfile
from pathlib import Path

import click

from ..errors import InputError
from ..messages import tell
from .office import FILE


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a folder to work in: sample datasets, notebooks to change, hrss.toml, and a README in Chinese."""
    made = not folder.exists()
    _check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    moved: list[Path] = []
    scratch = Path(tempfile.mkdtemp(dir=folder, prefix=".unfinished-"))
    try:
        _fill(scratch)
        # hrss.toml last: where it stands, all the rest does
        for path in sorted(scratch.iterdir(), key=lambda path: path.name == FILE.name):
            path.rename(folder / path.name)
            moved += [folder / path.name]
        scratch.rmdir()
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(folder)  # what was asked for, not what is gone again
        for path in (*moved, scratch, *([folder] if made else [])):
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    click.echo(
        tell(
            "{folder}: made; read {readme}, or begin with: hrss batch 2024Q3 (in that folder)",
            folder=folder, readme=folder / "README.md",
        )
    )  # fmt: skip


def _check(folder: Path) -> None:
    if not folder.is_dir():
        if folder.exists():
            raise InputError(tell("{folder} is a file: name a folder that is new or empty", folder=folder))
    elif (folder / FILE).exists():
        raise InputError(
            tell(
                "{file} is there already: this folder has been made before, and stays as it is",
                file=folder / FILE,
            )
        )  # fmt: skip
    elif there := sorted(path.name for path in folder.iterdir()):
        raise InputError(
            tell(
                "{folder} is not empty ({name} is in it): name a folder that is new or empty",
                folder=folder, name=there[0],
            )
        )  # fmt: skip


def _fill(folder: Path) -> None:
    """Copy what travels with the package; contents only, since an installed package may be read-only."""
    from .. import bundled
    from ..briefings.notebooks import note_originals

    sources = {
        folder: bundled.OFFICE,
        folder / "notebooks": bundled.folder("notebooks"),
        **{folder / "data" / name: bundled.folder("data") / name for name in bundled.SAMPLES},
    }
    for target, source in sources.items():
        for path in sorted(source.rglob("*")):
            own = path.relative_to(source)
            if path.is_file() and not any(part.startswith(".") for part in own.parts):
                (target / own).parent.mkdir(parents=True, exist_ok=True)
                (target / own).write_bytes(path.read_bytes())
    note_originals(folder / "notebooks")

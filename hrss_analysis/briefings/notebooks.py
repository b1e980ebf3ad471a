"""Which notebook a report is made of: the package's own, or the one that an office made of it.

``hrss init`` gives an office copies to change, and notes what they were. A copy that was
changed is used in place of the package's; one that was only opened and run is not, so that
a later release of the package reaches every report that nobody has taken over.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from ..bundled import folder
from ..errors import InputError
from ..messages import tell
from ..writing import write_text

NOTEBOOKS = folder("notebooks")
ORIGINALS = ".originals.json"  # beside the copies: what each was when it was copied


def notebook_of(report: str, notebooks: Path = NOTEBOOKS) -> Path:
    """The notebook of a report: a changed one in this folder, or else the package's.

    Parameters
    ----------
    report
        The report's name.
    notebooks
        Where to look first.
    """
    own = notebooks / f"{report}.ipynb"
    if not own.is_file():
        return NOTEBOOKS / own.name
    original = _originals(notebooks).get(report)
    return own if original is None or original != as_written(own) else NOTEBOOKS / own.name


def is_own(notebook: Path) -> bool:
    """Whether a notebook is one of the package's, or says the same in its cells."""
    own = NOTEBOOKS / notebook.name
    if notebook == own or not own.is_file() or not notebook.is_file():
        return notebook == own
    return _say_the_same(notebook, own, notebook.stat().st_mtime_ns)


@cache
def _say_the_same(notebook: Path, own: Path, _changed: int) -> bool:
    return as_written(notebook) == as_written(own)


def note_originals(notebooks: Path) -> None:
    """Note what every notebook of a folder is, to know later which were changed."""
    known = {path.stem: as_written(path) for path in sorted(notebooks.glob("*.ipynb"))}
    write_text(json.dumps(known, indent=1) + "\n", notebooks / ORIGINALS)


def as_written(notebook: Path) -> str:
    """A digest of what people wrote into a notebook: cells and tags, without what came of running it.

    Raises
    ------
    InputError
        If the file is no notebook.
    """
    try:
        cells = [
            (cell["cell_type"], "".join(cell["source"]), sorted(cell["metadata"].get("tags", [])))
            for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            tell("{notebook} is not a notebook that can be read; save it again in JupyterLab", notebook=notebook)
        ) from error
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]


def _originals(notebooks: Path) -> dict[str, str]:
    try:
        known = json.loads((notebooks / ORIGINALS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # nothing is known: whatever stands there is meant
        return {}
    return known if isinstance(known, dict) else {}

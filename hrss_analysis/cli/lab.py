"""``hrss lab``: JupyterLab at the explorer."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from ..errors import InputError
from ..messages import tell
from .options import DATA

NEVER_ASKS_THE_NETWORK = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


@click.command(context_settings={"ignore_unknown_options": True})
@DATA
@click.argument("arguments", nargs=-1, metavar="[JUPYTERLAB'S OWN OPTIONS]...")
def lab(data: Path, arguments: tuple[str, ...]) -> None:
    """Open JupyterLab at the explorer of a dataset."""
    from ..dataset import open_dataset
    from ..extras import load

    for module in ("jupyterlab", "ipywidgets"):
        load(module, "hrss lab")
    open_dataset(data)
    notebook = explorer_of(data)
    here = f"--ServerApp.root_dir={Path.cwd()}"  # datasets and reports are seen, too
    command = [sys.executable, "-m", "jupyterlab", *NEVER_ASKS_THE_NETWORK, here, *arguments, str(notebook)]
    try:
        sys.exit(subprocess.run(command, check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(130)


def explorer_of(data: Path) -> Path:
    """The notebook that explores a dataset: one that does already, or else a new one beside it.

    They stand in ``notebooks`` of the folder one is in, or in that folder itself.
    """
    from ..briefings.notebooks import NOTEBOOKS
    from ..writing import write_text

    home = Path("notebooks") if Path("notebooks").is_dir() else Path()
    for name in ("explore.ipynb", f"explore-{data.resolve().name}.ipynb"):
        if (home / name).is_file() and _explored(home / name) == data.resolve():
            return home / name
    notebook = home / f"explore-{data.resolve().name}.ipynb"
    if notebook.exists():
        raise InputError(tell("{notebook} explores another dataset: rename it, and ask again", notebook=notebook))
    content = json.loads((NOTEBOOKS / "explore.ipynb").read_text(encoding="utf-8"))
    cell = _parameters(content)
    where = Path(os.path.relpath(data.resolve(), home.resolve())).as_posix()
    cell["source"] = [f"data = {where!r}  # dataset folder\n", *cell["source"][1:]]
    write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", notebook)
    return notebook


def _parameters(content: Any) -> Any:
    (cell,) = [cell for cell in content["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    return cell


def _explored(notebook: Path) -> Path | None:
    """The dataset that a notebook of ours explores."""
    import ast

    try:
        source = "".join(_parameters(json.loads(notebook.read_text(encoding="utf-8")))["source"])
        values = [ast.literal_eval(line.value) for line in ast.parse(source).body if isinstance(line, ast.Assign)]
        return (notebook.parent / values[0]).resolve()
    except (ValueError, KeyError, TypeError, SyntaxError, IndexError):
        return None  # somebody's own

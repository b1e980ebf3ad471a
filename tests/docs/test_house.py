"""A file imports only from rooms above its own: what the house is, held by its imports."""

import ast
from pathlib import Path

import pytest

from ..conftest import ROOT
from .reading import blocks

PACKAGE = ROOT / "hrss_analysis"
# From top to bottom; data flows down, and nothing reaches for what stands lower.
ROOMS = (
    "version",
    "extras",
    "bundled",
    "writing",
    "inert",
    "forms",
    "rows",
    "lookup",
    "vocabulary",
    "language",
    "reasons",
    "calendar",
    "dataset",
    "plan",
    "measures",
    "checks",
    "intake",
    "paper",
    "quarters",
    "press",
    "views",
    "briefings",
    "explorer",
    "demo",
    "cli",
    "__main__",
)
FREE = ("messages", "errors")  # open to every room, and importing from none but each other
PLAN_FREE = ("paper", "press")  # any notebooks can be run, written and listed by these
OF_PLANS = ("dataset", "plan", "measures", "checks", "intake")
CONTENTS = "__init__"  # the contents page of the public names, which offers all rooms
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def rooms_imported(source: str, folder: tuple[str, ...]) -> set[str]:
    """The rooms a source imports from; `folder` is where in the package its file stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {
                _room(alias.name.split(".")[1:]) for alias in node.names if alias.name.split(".")[0] == PACKAGE.name
            }
        elif isinstance(node, ast.ImportFrom):
            own = folder[: len(folder) - node.level + 1] if node.level else ()
            path = [PACKAGE.name, *own] if node.level else []
            path += node.module.split(".") if node.module else []
            if path[0] == PACKAGE.name:
                # from the package itself each name is a room, or a name of the contents page
                found |= {_room(path[1:])} if path[1:] else {_room([alias.name]) for alias in node.names}
    return found


def _room(path: list[str]) -> str:
    return path[0] if path and path[0] in (*ROOMS, *FREE) else CONTENTS


def above(room: str) -> set[str]:
    if room in FREE:
        return set(FREE[: FREE.index(room)])
    return set(FREE) | set(ROOMS if room == CONTENTS else ROOMS[: ROOMS.index(room)])


def test_every_file_stands_in_a_room():
    assert {room_of(path) for path in FILES} <= {*ROOMS, *FREE, CONTENTS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_imports_only_from_rooms_above(path):
    folder = path.relative_to(PACKAGE).parts[:-1]
    imported = rooms_imported(path.read_text(encoding="utf-8"), folder) - {room_of(path)}
    assert imported <= above(room_of(path)), f"{path}: {sorted(imported - above(room_of(path)))} stand below"
    if room_of(path) in PLAN_FREE:
        assert not imported & set(OF_PLANS), f"{path} knows of {sorted(imported & set(OF_PLANS))}"


@pytest.mark.parametrize(
    ("source", "folder", "rooms"),
    [
        ("from ..paper import labels", ("dataset",), {"paper"}),
        ("from .. import paper, errors", ("dataset",), {"paper", "errors"}),
        ("from ...measures.figures import figures", ("intake", "workbook"), {"measures"}),
        ("from .rule import rule", ("checks",), {"checks"}),
        ("def late():\n    from .press import run_batch", (), {"press"}),
        ("import hrss_analysis.press.warm", (), {"press"}),
        ("from hrss_analysis import open_dataset", ("measures",), {CONTENTS}),
        ("import pandas as pd\nfrom pathlib import Path", ("measures",), set()),
    ],
)
def test_imports_are_seen_however_they_are_written(source, folder, rooms):
    assert rooms_imported(source, folder) == rooms


def test_the_house_is_drawn_as_it_stands():
    (drawing,) = [block for block in blocks(ROOT / "docs/developing.md") if block.before.startswith("**The rooms**")]
    drawn = [line.split()[0].strip("/").removesuffix(".py") for line in drawing.lines if line[:1].strip()]
    there = {room_of(path) for path in FILES}
    assert drawn == [room for room in ROOMS if room in there]

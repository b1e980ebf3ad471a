"""What stands in the documents and pages: fenced blocks, the commands among them, tables."""

import re
import shlex
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from ..conftest import ROOT

PROGRAMS = ("hrss", "make", "dask", "uv", "git", ".venv/bin/", ".\\.venv\\", "python")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, the word behind its fence, its lines, and the line of text before it."""

    document: str
    line: int
    kind: str
    lines: tuple[str, ...]
    before: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True)
class Command:
    """A command line of a block: its words, what is remarked behind it, and where it stands."""

    words: tuple[str, ...]
    remark: str
    place: str


def documents() -> list[Path]:
    """Everything that people read before they read code."""
    names = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")
    return [*(ROOT / name for name in names), *sorted((ROOT / "docs").glob("*.md"))]


def blocks(document: Path) -> list[Block]:
    """The fenced blocks of a document, in order; a fence that is not closed is an error."""
    found, opened, before = [], None, ""
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.fullmatch(r"\s*```\s*(\S*)\s*", line)
        if fence and opened is None:
            opened = (number, fence[1], [])
        elif fence:
            at, kind, lines = opened
            found.append(Block(document.relative_to(ROOT).as_posix(), at, kind, tuple(lines), before))
            opened, before = None, ""
        elif opened is not None:
            opened[2].append(line)
        elif line.strip():
            before = line.strip()
    assert opened is None, f"{document}: the block of line {opened[0]} is not closed"
    return found


def commands(block: Block) -> list[Command]:
    """The command lines of a block; none if it is of another kind."""
    if block.kind not in ("", "sh", "bash") or not block.lines[0].startswith(PROGRAMS):
        return []
    found = []
    for number, line in enumerate(block.lines, block.line + 1):
        if line.strip():
            command, _, remark = line.partition(" #")
            found.append(Command(tuple(shlex.split(command)), remark.strip(), f"{block.document}:{number}"))
    return found


def table_of(document: Path, heading: str) -> list[dict[str, str]]:
    """The first table below a heading, a dict for each row."""
    lines = document.read_text(encoding="utf-8").splitlines()
    start = lines.index(heading)
    rows = []
    for line in lines[start + 1 :]:
        if line.startswith("|"):
            # a | within code is written \|
            rows.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows or line.startswith("## "):
            break
    assert rows, f"{document}: there is no table below {heading!r}"
    head, _, *body = rows
    return [dict(zip(head, row, strict=True)) for row in body]


def code_in(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


class Tables(HTMLParser):
    """The tables of a page: by caption their rows of cells, pieces of text apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._pieces: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "tr":
            self._rows.append([])
        elif tag in ("caption", "td", "th"):
            self._pieces = []

    def handle_data(self, data: str) -> None:
        self._pieces.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(filter(None, self._pieces))
        if tag == "caption":
            self._rows = self.found.setdefault(text, [])
        elif tag in ("td", "th"):
            self._rows[-1].append(text)

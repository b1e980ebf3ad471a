"""A report to make, as plain data: it can be handed to another process or machine."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from .links import Links

PAGE, BOOK, WORD, PDF = ".html", ".xlsx", ".docx", ".pdf"
FORMATS = {"html": PAGE, "docx": WORD, "pdf": PDF}  # what can be asked for: the page is always made
DOCUMENTS = {"Word": WORD, "PDF": PDF}  # what a page leads to, as it is said


class Source(Protocol):
    """What a page is made from, found out when it is asked for."""

    @property
    def inputs(self) -> str:
        """A digest of everything that it may be made from, but for its notebook: as long as it is the same, so is the key."""

    @property
    def moved(self) -> bool:
        """Whether what its notebook reads may be other than what the key tells of."""

    @property
    def brings(self) -> bool:
        """Whether its notebook is given what it reads, and reads no dataset."""

    def key(self) -> str:
        """Everything it is made from, as short digests by name."""

    def brought(self) -> Mapping[str, bytes]:
        """What its notebook is given to read, by the environment variable that names the file; nothing if it reads the dataset itself."""


@dataclass(frozen=True)
class Job:
    """One report to make: a notebook, what it is run with, and the page that comes of it.

    Attributes
    ----------
    report
        The name of the kind of report it is.
    parameters
        What the notebook's parameters are set to; ``data`` is set to ``dataset`` besides.
    notebook, dataset
        The file that is run, and the folder that it reads.
    output
        The page: ``ROOT/DATASET/TIME/NAME.html``.
    heading, title
        What an index calls it, and what the browser shows in its tab.
    key
        Everything it is made from, as short digests by name (``notebook=… figures=…``), or what
        finds that out: a page that says the same is current.
    group
        Under what an index lists it.
    links
        The pages that it could lead to.
    prelude
        The module that a warm process imports before it makes the report (see ``warm``).
    above, below
        What the page has before and after what its cells show, unless they show it: outputs of a
        notebook, by MIME type.
    brought
        What the notebook is given to read, by the environment variable that names the file.
    source
        The notebook's text, where it is taken along; otherwise the file is read when it is run.
    known
        The key, where it is known without finding it out.
    formats
        What is made, the page always: names of `FORMATS`.
    lang
        The language that its page speaks.
    """

    report: str
    parameters: dict[str, Any]
    notebook: Path
    dataset: Path
    output: Path
    heading: str
    title: str
    key: str | Source
    group: str = ""
    links: Links = ()
    prelude: str = ""
    above: Mapping[str, Any] = field(default_factory=dict)
    below: Mapping[str, Any] = field(default_factory=dict)
    brought: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    known: str = ""
    source: bytes = field(default=b"", repr=False)
    formats: tuple[str, ...] = ()
    lang: str = "zh"

    @cached_property
    def made_from(self) -> str:
        """Everything it is made from, as short digests by name: a page that says the same is current."""
        return self.known or (self.key if isinstance(self.key, str) else self.key.key())

    @property
    def reads_dataset(self) -> bool:
        """Whether its notebook reads the dataset itself."""
        return not (self.brought if isinstance(self.key, str) else self.key.brings)

    @property
    def moved(self) -> bool:
        """Whether what its notebook reads may have changed since it was found out what it is made from."""
        return not isinstance(self.key, str) and self.key.moved

    @property
    def inputs(self) -> str:
        """A digest of everything that it may be made from: as long as it is the same, so is the key; blank if not known."""
        return "" if isinstance(self.key, str) else f"{self.key.inputs} {_digest(self.notebook)}"

    def packed(self) -> "Job":
        """The same with its notebook and all that this is given: it can be made where no file of ours is."""
        if isinstance(self.key, str):
            return self
        source = self.notebook.read_bytes() if self.notebook.is_file() else b""
        return replace(self, key=self.made_from, brought=self.key.brought(), source=source)

    def __getstate__(self) -> dict[str, Any]:
        """Sent to another process or machine it takes along what its notebook is given."""
        return vars(self if isinstance(self.key, str) else self.packed())

    @property
    def executed(self) -> Path:
        """Where the executed notebook goes."""
        return self.output.parent / "notebooks" / self.output.with_suffix(".ipynb").name

    @property
    def spoken(self) -> dict[str, str]:
        """The parameter that tells its notebook to speak another language than Chinese."""
        return {} if self.lang == "zh" else {"lang": self.lang}

    @property
    def suffixes(self) -> list[str]:
        """The endings of the documents that are made beside the page."""
        return [FORMATS[name] for name in self.formats if FORMATS[name] != PAGE]

    def beside(self, suffix: str) -> Path:
        """Where something goes that stands beside the page."""
        return self.output.with_suffix(suffix)


def _digest(file: Path) -> str:
    try:
        stat = file.stat()
    except FileNotFoundError:
        return ""
    return _digest_of(file, stat.st_mtime_ns, stat.st_size)


@cache
def _digest_of(file: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def changed(before: str, now: str) -> list[str]:
    """What differs between what two pages were made from, by name.

    Examples
    --------
    >>> changed("notebook=1 figures=2", "notebook=1 figures=3"), changed("", "notebook=1")
    (['figures'], ['notebook'])
    """
    known = dict(part.split("=") for part in before.split())
    return [name for name, digest in (part.split("=") for part in now.split()) if known.get(name) != digest]

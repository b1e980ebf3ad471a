"""A report to make, as plain data: it can be handed to another process or machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .links import Links


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
    made_from
        Everything it is made from, as short digests by name (``notebook=… figures=…``): a page
        that says the same is current.
    group
        Under what an index lists it.
    links
        The pages that it could lead to.
    prelude
        The module that a warm process imports before it makes the report (see ``warm``).
    above, below
        What the page has before and after what its cells show, unless they show it: outputs of a
        notebook, by MIME type.
    """

    report: str
    parameters: dict[str, Any]
    notebook: Path
    dataset: Path
    output: Path
    heading: str
    title: str
    made_from: str
    group: str = ""
    links: Links = ()
    prelude: str = ""
    above: Mapping[str, Any] = field(default_factory=dict)
    below: Mapping[str, Any] = field(default_factory=dict)

    @property
    def executed(self) -> Path:
        """Where the executed notebook goes."""
        return self.output.parent / "notebooks" / self.output.with_suffix(".ipynb").name

    @property
    def book(self) -> Path:
        """Where the workbook of its tables goes."""
        return self.output.with_suffix(".xlsx")


def changed(before: str, now: str) -> list[str]:
    """What differs between what two pages were made from, by name.

    Examples
    --------
    >>> changed("notebook=1 figures=2", "notebook=1 figures=3"), changed("", "notebook=1")
    (['figures'], ['notebook'])
    """
    known = dict(part.split("=") for part in before.split())
    return [name for name, digest in (part.split("=") for part in now.split()) if known.get(name) != digest]

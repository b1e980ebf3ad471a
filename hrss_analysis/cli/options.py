"""What several commands share: options, and how a finding is told."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError, unknown
from ..extras import load
from .office import default_data, own_data

if TYPE_CHECKING:
    import pandas as pd

DATA, OWN_DATA = (
    click.option(
        "--data",
        default=default,
        show_default="what hrss.toml names, or this folder",
        type=click.Path(path_type=Path),
        help="Dataset folder.",
    )
    for default in (default_data, own_data)  # the second for commands that write to it
)
OUT = click.option(
    "--out", default="reports", show_default=True, type=click.Path(path_type=Path), help="Where reports go."
)
TIMEOUT = click.option(
    "--timeout", default=120, show_default=True, type=click.IntRange(1), help="Seconds one cell may run."
)
REPORTS = click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="NAME|PATH.ipynb",
    help="Only this report, or this notebook of your own; may be repeated.",
)
AREAS = click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; may be repeated.")
WORKERS = click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="one per core",
    help="Reports made at a time.",
)
FORMATS = click.option(
    "--format",
    "formats",
    callback=lambda _context, _option, given: formats_of(given),
    metavar="html,docx,pdf",
    help="What is made beside the page: a Word document, a PDF.",
)
LANGUAGE = click.option(
    "--lang",
    default="zh",
    show_default=True,
    callback=lambda _context, _option, given: language_named(given),
    metavar="zh|en",
    help="The language of the pages.",
)
SLIPS = click.option(
    "--slips", type=click.Path(path_type=Path), help="Write what each sender must mend to this folder, to be sent back."
)


def language_named(given: str) -> str:
    """A language that pages speak.

    Raises
    ------
    UsageError
        For another.
    """
    from ..language import LANGUAGES

    if given not in LANGUAGES:
        raise UsageError(f"--lang {given}: {unknown('language', given, LANGUAGES)}")
    return given


def formats_of(given: str | None) -> tuple[str, ...]:
    """The formats asked for, separated by commas; what makes them is installed, or this says what is missing.

    Examples
    --------
    >>> formats_of("html,docx")
    ('html', 'docx')
    """
    from ..press.jobs import FORMATS as KNOWN

    named = tuple(dict.fromkeys(name.strip().lower() for name in (given or "").split(",") if name.strip()))
    for name in named:
        if name not in KNOWN:
            raise UsageError(f"--format {given}: {unknown('format', name, KNOWN)}")
    for name, modules in (("docx", ("docx", "typst")), ("pdf", ("typst",))):
        for module in modules if name in named else ():
            load(module, f"--format {name}")
    return named


def show(findings: "pd.DataFrame") -> None:
    """Tell every finding of a plan."""
    for row in findings.itertuples():
        tell(row, row.where)


def tell(finding: Any, where: object) -> None:
    """A finding in a line; errors go to stderr."""
    line = f"{finding.severity}\t{finding.rule}\t{visible(where)}\t{visible(finding.message)}"
    click.echo(line, err=bool(finding.severity == "error"))


def visible(text: object) -> str:
    r"""Text from outside as a terminal may safely show it: what would act on it, or is not seen, is spelt out.

    Examples
    --------
    >>> print(visible("江阴\x1b[31m\n.xlsx"), visible("a\u202eb\udcff"))
    江阴\x1b[31m\n.xlsx a\u202eb\udcff
    """
    return "".join(
        letter if letter.isprintable() or letter == "\u3000" else letter.encode("unicode_escape").decode()
        for letter in str(text)
    )

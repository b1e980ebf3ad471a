"""What several commands share: options, and how a finding and a period are told."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError, unknown
from ..extras import load
from ..language import speaking
from ..messages import message_language, tell
from ..vocabulary import Label
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
LANGUAGES = click.option(
    "--lang",
    "langs",
    default="zh",
    show_default=True,
    callback=lambda _context, _option, given: languages_named(given),
    metavar="zh,en",
    help="The languages of the pages.",
)
SLIPS = click.option(
    "--slips", type=click.Path(path_type=Path), help="Write what each sender must mend to this folder, to be sent back."
)


def tell_findings() -> None:
    """Let what a command finds, and the sheets it writes for people, be in the language of its messages."""
    click.get_current_context().with_resource(speaking(message_language()))


def languages_named(given: str) -> tuple[str, ...]:
    """The languages of pages asked for, separated by commas.

    Raises
    ------
    UsageError
        If one is another.

    Examples
    --------
    >>> languages_named("zh,en")
    ('zh', 'en')
    """
    from ..language import LANGUAGES as KNOWN

    named = _listed(given)
    for name in named or ("",):
        if name not in KNOWN:
            raise UsageError(tell("{place}: {what}", place=f"--lang {given}", what=unknown("language", name, KNOWN)))
    return named


def _listed(given: str | None) -> tuple[str, ...]:
    """What stands between commas, each once."""
    return tuple(dict.fromkeys(name.strip().lower() for name in (given or "").split(",") if name.strip()))


def formats_of(given: str | None) -> tuple[str, ...]:
    """The formats asked for, separated by commas; what makes them is installed, or this says what is missing.

    Examples
    --------
    >>> formats_of("html,docx")
    ('html', 'docx')
    """
    from ..press.jobs import FORMATS as KNOWN

    named = _listed(given)
    for name in named:
        if name not in KNOWN:
            raise UsageError(tell("{place}: {what}", place=f"--format {given}", what=unknown("format", name, KNOWN)))
    for name, modules in (("docx", ("docx", "typst")), ("pdf", ("typst",))):
        for module in modules if name in named else ():
            load(module, f"--format {name}")
    return named


def show(findings: "pd.DataFrame") -> None:
    """Tell every finding of a plan."""
    for row in findings.itertuples():
        # a finding on the whole register has the name of its table
        show_finding(row, tell("indicators") if row.where == "indicators" else row.where)


def show_finding(finding: Any, where: object) -> None:
    """A finding in a line; errors go to stderr."""
    if message_language() == "zh":
        severity = {"error": tell("error"), "warning": tell("warning"), "info": tell("info")}[finding.severity]
        line = f"{severity} {visible(where)}：{visible(finding.message)}"
    else:
        line = f"{finding.severity}\t{finding.rule}\t{visible(where)}\t{visible(finding.message)}"
    click.echo(line, err=bool(finding.severity == "error"))


def word_of(words: Mapping[str, Label], code: str) -> str:
    """A code of the vocabulary in a message: in Chinese as reports say it, in English as tables write it.

    Examples
    --------
    >>> word_of({"merged": Label("合并", "merged")}, "merged")
    'merged'
    """
    return words[code].zh if message_language() == "zh" and code in words else code


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

"""What several commands share: options, and how a finding is told."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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
SLIPS = click.option(
    "--slips", type=click.Path(path_type=Path), help="Write what each sender must mend to this folder, to be sent back."
)


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

"""``hrss plan``: the plan itself."""

import sys
from pathlib import Path

import click

from ..errors import InputError
from .options import DATA, OUT, show


@click.group()
def plan() -> None:
    """The plan itself: read its document, prove its tables."""


@plan.command("import")
@click.argument("document", type=click.Path(path_type=Path))
@OUT
@click.option("--replace", is_flag=True, help="Let tables that are there already change.")
def import_(document: Path, out: Path, replace: bool) -> None:
    """Turn an official document (.txt or .docx) into tables, and prove them.

    Writes indicators.csv, targets.csv, definitions.csv and findings.csv to the
    --out folder (into a dataset: targets/YEAR.csv); with an error, findings.csv
    alone. What a person put right in tables that are there is kept.
    """
    from ..plan import import_plan, write_imported

    imported = import_plan(document)
    written = write_imported(imported, out, replace=replace)
    show(written.findings)
    _list(written.kept)
    if written.failed:
        if (written.findings["rule"] == "identity").any():
            click.echo(
                f"hrss: {document}: its numbers mean other indicators than those of {out}; "
                "import it into a folder of its own (--out)",
                err=True,
            )
        click.echo(f"hrss: {document} has errors: nothing was written but {out / 'findings.csv'}", err=True)
        sys.exit(1)
    if written.changes:
        _list(written.changes)
    if written.changes and not replace:
        click.echo(f"hrss: {len(written.changes)} cells would change; add --replace to change them", err=True)
        sys.exit(1)
    click.echo(f"{len(imported.indicators)} indicators and {len(imported.targets)} targets: {out}")


@plan.command()
@DATA
@click.option("--year", type=int, help="The plan's year.  [default: the latest]")
def check(data: Path, year: int | None) -> None:
    """Prove the tables of a dataset: sums, parts and wholes, structure."""
    from ..dataset import open_dataset
    from ..plan import check_plan

    ds = open_dataset(data)
    if not ds.target_years:
        raise InputError(
            f"{data}: there are no targets to check; a plan's table stands in targets/YEAR.csv, where an import puts it if dataset.toml is there first"
        )
    year = ds.target_years[-1] if year is None else year
    findings = check_plan(ds, year)
    show(findings)
    click.echo(f"{len(ds.indicators)} indicators and {len(ds.targets(year))} targets checked: {data}")
    if (findings["severity"] == "error").any():
        sys.exit(1)


def _list(lines: list[str], most: int = 50) -> None:
    if lines:
        click.echo("\n".join(lines[:most]))
    if len(lines) > most:
        click.echo(f"… and {len(lines) - most} more")

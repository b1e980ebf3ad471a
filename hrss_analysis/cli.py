"""The ``hrss`` command: thin, and quick to answer since it imports late."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import HrssError, InputError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from .reports.engine import Result

DATA = click.option(
    "--data", default="data/wuxi", show_default=True, type=click.Path(path_type=Path), help="Dataset folder."
)
OUT = click.option(
    "--out", default="reports", show_default=True, type=click.Path(path_type=Path), help="Where reports go."
)
TIMEOUT = click.option(
    "--timeout", default=120, show_default=True, type=click.IntRange(1), help="Seconds one cell may run."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hrss_analysis")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def hrss(debug: bool) -> None:
    """Judge and report a human-resources and social-security plan."""
    # --debug is taken out in main(), where errors end up; it is declared here to be documented


@hrss.group()
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
    alone.
    """
    from .plan import import_plan, write_imported

    imported = import_plan(document)
    changes = write_imported(imported, out, replace=replace)
    _show(imported.findings)
    if imported.failed:
        click.echo(f"hrss: {document} has errors: nothing was written but {out / 'findings.csv'}", err=True)
        sys.exit(1)
    if changes and not replace:
        _list(changes)
        click.echo(f"hrss: {len(changes)} cells would change; add --replace to change them", err=True)
        sys.exit(1)
    click.echo(f"{len(imported.indicators)} indicators and {len(imported.targets)} targets: {out}")


@plan.command()
@DATA
@click.option("--year", type=int, help="The plan's year.  [default: the latest]")
def check(data: Path, year: int | None) -> None:
    """Prove the tables of a dataset: sums, parts and wholes, structure."""
    from .dataset import open_dataset
    from .plan import check_plan

    ds = open_dataset(data)
    if not ds.target_years:
        raise InputError(f"{data}: there are no targets to check")
    year = ds.target_years[-1] if year is None else year
    findings = check_plan(ds, year)
    _show(findings)
    click.echo(f"{len(ds.indicators)} indicators and {len(ds.targets(year))} targets checked: {data}")
    if (findings["severity"] == "error").any():
        sys.exit(1)


@hrss.group()
def data() -> None:
    """What came in: check it; simulate it where none is public."""


@data.command()
@DATA
@click.option(
    "--like",
    default="data/national",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Dataset whose rhythm to take.",
)
@click.option("--from", "start", default="2021Q1", show_default=True, help="First period.")
@click.option("--to", "end", default="2024Q4", show_default=True, help="Last period.")
@click.option("--seed", default=2024, show_default=True, help="The same seed gives the same figures.")
def simulate(data: Path, like: Path, start: str, end: str, seed: int) -> None:
    """Make up the actuals of every cell of the plan, marked origin=simulated."""
    from . import actuals
    from .dataset import open_dataset

    ds = open_dataset(data)
    rows = actuals.simulate(ds, open_dataset(like), start, end, seed)
    periods = actuals.replace_simulated(ds, rows)
    click.echo(f"{len(rows)} simulated rows in {len(periods)} files, {periods[0]} to {periods[-1]}: {data / 'actuals'}")


@data.command("check")
@click.argument("period")
@DATA
def check_data(period: str, data: Path) -> None:
    """Check a quarter's figures: who reported, what is missing or late, what cannot be right."""
    from .actuals import check as check_figures
    from .dataset import open_dataset

    findings = check_figures(open_dataset(data), period)
    for row in findings.itertuples():
        where = f"{row.no} {row.area}"
        click.echo(f"{row.severity}\t{row.rule}\t{where}\t{row.message}", err=bool(row.severity == "error"))
    counts = findings["severity"].value_counts().reindex(["error", "warning", "info"], fill_value=0)
    click.echo(f"{period}: {counts['error']} errors, {counts['warning']} warnings, {counts['info']} notes: {data}")
    if counts["error"]:
        sys.exit(1)


@hrss.command()
@click.argument("name")
@click.option("-p", "given", multiple=True, metavar="KEY=VALUE", help="A parameter of the report.")
@DATA
@OUT
@TIMEOUT
def report(name: str, given: tuple[str, ...], data: Path, out: Path, timeout: int) -> None:
    """Make one report."""
    from .dataset import open_dataset
    from .reports import find_report, make_job, run_batch

    ds = open_dataset(data)
    job = make_job(ds, find_report(name), _parameters(given), out)
    _account(run_batch([job], 1, timeout), job.output)


@hrss.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@DATA
@OUT
@TIMEOUT
@click.option("--report", "reports", multiple=True, metavar="NAME", help="Only this report; may be repeated.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; may be repeated.")
@click.option("--jobs", "workers", type=click.IntRange(1), help="Reports made at a time.  [default: one per core]")
def batch(
    periods: tuple[str, ...],
    data: Path,
    out: Path,
    timeout: int,
    reports: tuple[str, ...],
    areas: tuple[str, ...],
    workers: int | None,
) -> None:
    """Make every report of the quarters given."""
    import os

    from .dataset import open_dataset
    from .reports import plan, planned_areas, run_batch

    ds = open_dataset(data)
    jobs = plan(ds, periods, out, reports, areas)
    for period in periods:
        for area in ds.areas["area"]:
            if not planned_areas(ds, period, [area]):
                click.echo(
                    f"hrss: warning: {data} has no targets for {area} in {period[:4]}: it gets no report", err=True
                )
    for period in (period for period in periods if period not in ds.periods):
        click.echo(
            f"hrss: warning: {data} has no actuals for {period}: its reports will say that nobody reported", err=True
        )
    if not jobs:
        raise UsageError(f"nothing to make: {data} has a single area and no report of its parts")
    _account(run_batch(jobs, workers or os.cpu_count() or 1, timeout), out / "index.html")


def _show(findings: "pd.DataFrame") -> None:
    for row in findings.itertuples():
        click.echo(f"{row.severity}\t{row.rule}\t{row.where}\t{row.message}", err=bool(row.severity == "error"))


def _list(lines: list[str], most: int = 50) -> None:
    click.echo("\n".join(lines[:most]))
    if len(lines) > most:
        click.echo(f"… and {len(lines) - most} more")


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"-p {pair}: a parameter is written KEY=VALUE, as in -p period=2024Q3")
        if name in parameters:
            raise UsageError(f"-p {pair}: {name} is given twice")
        parameters[name] = value
    return parameters


def _account(results: "list[Result]", page: Path) -> None:
    failed = [result for result in results if result.status == "failed"]
    click.echo(f"{len(results) - len(failed)} of {len(results)} reports made: {page}")
    if failed:
        sys.exit(1)


def main() -> None:
    """Run the command; an error a user can mend is one sentence, not a traceback."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    try:
        hrss(arguments)
    except HrssError as error:
        if debug:
            raise
        click.echo(f"hrss: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if debug:
            raise
        click.echo(
            f"hrss: {error.filename or 'file'}: {error.strerror or error}; check the path and your rights to it",
            err=True,
        )
        sys.exit(1)
    except Exception as error:
        if debug:
            raise
        click.echo(f"hrss: {type(error).__name__}: {error} (hrss --debug shows where)", err=True)
        sys.exit(1)

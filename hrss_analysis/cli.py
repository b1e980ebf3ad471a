"""The ``hrss`` command: thin, and quick to answer since it imports late."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import HrssError, InputError, UsageError, unknown

if TYPE_CHECKING:
    import pandas as pd

    from .actuals import Receipt
    from .reports.making import Result

DATA = click.option(
    "--data", default="data/wuxi", show_default=True, type=click.Path(path_type=Path), help="Dataset folder."
)
OUT = click.option(
    "--out", default="reports", show_default=True, type=click.Path(path_type=Path), help="Where reports go."
)
TIMEOUT = click.option(
    "--timeout", default=120, show_default=True, type=click.IntRange(1), help="Seconds one cell may run."
)


SLIPS = click.option(
    "--slips", type=click.Path(path_type=Path), help="Write what each sender must mend to this folder, to be sent back."
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


@data.command()
@click.argument("period")
@click.option("--area", metavar="AREA", help="The area that is to fill it in.")
@click.option("--department", metavar="NAME", help="Or the department.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The .xlsx file.  [default: SENDER-PERIOD.xlsx]")
@DATA
def template(period: str, area: str | None, department: str | None, output: Path | None, data: Path) -> None:
    """Make the spreadsheet that an area or a department fills in for a quarter."""
    from .actuals import make_template, senders
    from .dataset import open_dataset, replacing
    from .dataset.inert import file_part

    if (area is None) == (department is None):
        raise UsageError("say who is to fill it in: either --area or --department")
    ds = open_dataset(data)
    known = list(ds.areas["area"]) if area else senders.departments(ds)
    sender = area or department or ""
    if sender not in known:
        raise UsageError(unknown("area" if area else "department", sender, known))
    output = output or Path(f"{file_part(sender)}-{period}.xlsx")
    if output.suffix != ".xlsx":
        raise UsageError(f"-o {output}: a template is an .xlsx file")
    if output.exists():
        raise InputError(f"{output} is there already, perhaps filled in: move it, or name another file with -o")
    book = make_template(ds, period, sender)
    with replacing(output) as file:
        book.save(file)
    click.echo(f"{sender} {period}: {output}")


@data.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@DATA
@click.option("--period", default="", help="The quarter, where a file does not say it.")
@click.option("--sender", default="", help="Who sent it, where a file does not say it.")
@SLIPS
def add(files: tuple[Path, ...], data: Path, period: str, sender: str, slips: Path | None) -> None:
    """Check the files that senders filled in and add them to the record, each whole or not at all."""
    from .actuals import receive
    from .dataset import open_dataset
    from .dataset.rows import rows_of
    from .reports.slips import write_slip

    refused = 0
    names: Counter[str] = Counter()
    for file in files:
        shown = str(file).encode("utf-8", "replace").decode()
        try:
            receipt = receive(data, file, period=period, sender=sender)
        except (OSError, InputError) as error:
            if not (data / "dataset.toml").is_file():
                raise
            click.echo(f"{shown}: {error}", err=True)
            refused += 1
            continue
        for row in rows_of(receipt.findings):
            place = f"{shown}, {row.place}" if row.place else shown
            _tell(row, place)
        refused += receipt.status == "refused"
        told = receipt.submission
        if slips and receipt.findings["severity"].isin(["error", "warning"]).any():
            name = told.sender or file.stem
            names[name] += 1
            click.echo(f"{write_slip(open_dataset(data), told.period, name, receipt.findings, slips, names[name])}")
        click.echo(f"{shown}: {_became(receipt)}", err=receipt.status == "refused")
    if refused:
        click.echo(f"hrss: {refused} of {len(files)} files refused; mend them and add them again", err=True)
        sys.exit(1)


def _became(receipt: "Receipt") -> str:
    told = receipt.submission
    errors = int((receipt.findings["severity"] == "error").sum())
    return {
        "added": f"{receipt.rows} figures of {told.sender} for {told.period} added",
        "unchanged": f"all figures of {told.sender} for {told.period} are in the record already: nothing added",
        "known": "this very file is in the record already: nothing added",
        "refused": f"refused for {errors} error{'s' * (errors != 1)}: nothing added",
    }[receipt.status]


@data.command("check")
@click.argument("period")
@DATA
@SLIPS
def check_data(period: str, data: Path, slips: Path | None) -> None:
    """Check a quarter's figures: who reported, what is missing or late, what cannot be right, what was revised."""
    from .actuals import check, completeness
    from .dataset import open_dataset
    from .dataset.rows import rows_of
    from .reports.slips import write_slips

    ds = open_dataset(data)
    findings = check(ds, period)
    click.echo("sender\tdue\treported\tlate\tmissing")
    for row in rows_of(completeness(ds, period)):
        click.echo(f"{row.sender}\t{row.due}\t{row.reported}\t{row.late}\t{row.missing}")
    for row in rows_of(findings):
        _tell(row, f"{row.no} {row.area}")
    counts = findings["severity"].value_counts().reindex(["error", "warning", "info"], fill_value=0)
    click.echo(f"{period}: {counts['error']} errors, {counts['warning']} warnings, {counts['info']} notes: {data}")
    if slips:
        written = write_slips(ds, period, findings, slips)
        click.echo(f"{len(written)} return slips: {slips}")
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
    _account(run_batch([job], 1, timeout, force=True), job.output)


@hrss.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@DATA
@OUT
@TIMEOUT
@click.option("--report", "reports", multiple=True, metavar="NAME", help="Only this report; may be repeated.")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="Only this area; may be repeated.")
@click.option("--jobs", "workers", type=click.IntRange(1), help="Reports made at a time.  [default: one per core]")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Make them on the workers of this dask scheduler.")
@click.option("--force", is_flag=True, help="Make also what is current.")
@click.option("--why", is_flag=True, help="Say of each report whether and why it is made.")
@click.option("--json", "as_json", is_flag=True, help="Tell progress as lines of JSON on stdout.")
def batch(
    periods: tuple[str, ...],
    data: Path,
    out: Path,
    timeout: int,
    reports: tuple[str, ...],
    areas: tuple[str, ...],
    workers: int | None,
    scheduler: str,
    force: bool,
    why: bool,
    as_json: bool,
) -> None:
    """Make the reports of the quarters given: those that are not current."""
    import os

    from .dataset import open_dataset
    from .dataset.folder import keep_open
    from .reports import plan, planned_areas, run_batch
    from .reports.telling import progress_bar, reasons, tell_json

    ds = open_dataset(data)
    keep_open(ds)
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
    if why:
        for line in reasons(jobs, force=force):
            click.echo(line, err=as_json)
    workers = workers or os.cpu_count() or 1
    try:
        with progress_bar(len(jobs), workers) if not as_json else tell_json() as tell:
            results = run_batch(jobs, workers, timeout, scheduler=scheduler, force=force, tell=tell)
    except KeyboardInterrupt:
        click.echo("hrss: interrupted; what was made is whole, the same command goes on from there", err=True)
        sys.exit(130)
    _account(results, out / "index.html", quiet=as_json)


@hrss.command()
@DATA
@click.option("--out", type=click.Path(path_type=Path), help="Write every projection and its error to this .csv file.")
def backtest(data: Path, out: Path | None) -> None:
    """How wrong the projections of earlier years would have been, beside plain methods."""
    from .dataset import open_dataset, write_table
    from .measures.projection.backtest import COLUMNS, full_backtest, scores

    if out and out.suffix != ".csv":
        raise UsageError(f"--out {out}: the table is a .csv file")
    ds = open_dataset(data)
    found = full_backtest(ds)
    if found.empty:
        raise InputError(f"{data}: no year whose end is known has a year before it: nothing to test")
    if out:
        write_table(found[COLUMNS], out)
    for by in (["quarter"], ["kind", "quarter"], ["no", "quarter"]):
        click.echo(_as_text(scores(found, by)) + "\n")
    click.echo(
        "shares: 0.05 is 5 %; skill: 1 - mape / mape of the linear pace; coverage of nominal 80 and 90 % intervals"
    )


def _as_text(table: "pd.DataFrame") -> str:
    return table.to_string(index=False, na_rep="-", float_format=lambda value: f"{value:.3f}")


def _show(findings: "pd.DataFrame") -> None:
    for row in findings.itertuples():
        _tell(row, row.where)


def _tell(finding: Any, where: object) -> None:
    """A finding in a line; errors go to stderr."""
    line = f"{finding.severity}\t{finding.rule}\t{where}\t{finding.message}"
    click.echo(line, err=bool(finding.severity == "error"))


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


def _account(results: "list[Result]", page: Path, *, quiet: bool = False) -> None:
    failed = [result for result in results if result.status == "failed"]
    unchanged = sum(result.unchanged for result in results)
    if not quiet:
        made = f"{len(results) - len(failed) - unchanged} of {len(results)} reports made"
        click.echo(f"{made}{f', {unchanged} unchanged' if unchanged else ''}: {page}")
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

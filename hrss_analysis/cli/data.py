"""``hrss data``: what came in."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bundled import folder
from ..errors import InputError, UsageError, of_system, unknown
from ..messages import tell
from .options import DATA, OWN_DATA, SLIPS, show_finding, tell_findings, visible

if TYPE_CHECKING:
    from ..intake import Receipt


@click.group()
def data() -> None:
    """What came in: check it; simulate it where none is public."""
    tell_findings()


@data.command()
@DATA
@click.option(
    "--like",
    default=lambda: folder("data") / "national",
    show_default="the sample of the country",
    type=click.Path(path_type=Path),
    help="Dataset whose rhythm to take.",
)
@click.option("--from", "start", default="2021Q1", show_default=True, help="First period.")
@click.option("--to", "end", default="2024Q4", show_default=True, help="Last period.")
@click.option(
    "--cadence",
    type=click.Choice(["quarter", "month"]),
    help="By what to tell the years; month is noted in a dataset.toml without [calendar].  [default: the dataset's own]",
)
@click.option("--seed", default=2024, show_default=True, help="The same seed gives the same figures.")
def simulate(data: Path, like: Path, start: str, end: str, cadence: str | None, seed: int) -> None:
    """Make up the actuals of every cell of the plan, marked origin=simulated."""
    from ..dataset import open_dataset
    from ..demo import simulate as made_up
    from ..demo import told_by
    from ..intake import replace_simulated
    from ..paper.labels import period_named

    ds, table = told_by(open_dataset(data), cadence, start, end)
    rows = made_up(ds, open_dataset(like), start, end, seed)
    periods = replace_simulated(ds, rows, table)
    click.echo(
        tell(
            "{n} simulated rows in {files} files, {first} to {last}: {folder}",
            n=len(rows),
            files=len(periods),
            first=period_named(periods[0]),
            last=period_named(periods[-1]),
            folder=data / "actuals",
        )
    )


@data.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@DATA
@click.option("--out", type=click.Path(path_type=Path), help="The folder.  [default: DATASET-PERIOD]")
def export(periods: tuple[str, ...], data: Path, out: Path | None) -> None:
    """Write all that is computed of a quarter or month as tables, with a datapackage.json that describes them."""
    from ..dataset import open_dataset
    from ..quarters import quarter
    from ..quarters.export import export as write

    ds = open_dataset(data)
    told = [quarter(ds, period) for period in dict.fromkeys(periods)]
    for own in told:
        if own.period not in ds.periods:
            raise UsageError(tell("{place}: {what}", place=data, what=unknown("period", own.period, ds.periods)))
    for own in told:
        folder = Path(f"{ds.name}-{own.period}") if out is None else out / own.period if len(told) > 1 else out
        files = write(own, folder)
        click.echo(tell("{n} files: {folder}", n=len(files), folder=folder))


@data.command()
@click.argument("period")
@click.option("--area", metavar="AREA", help="The area that is to fill it in.")
@click.option("--department", metavar="NAME", help="Or the department.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The .xlsx file.  [default: SENDER-PERIOD.xlsx]")
@DATA
def template(period: str, area: str | None, department: str | None, output: Path | None, data: Path) -> None:
    """Make the spreadsheet that an area or a department fills in for a quarter or a month."""
    from ..checks import senders
    from ..dataset import open_dataset
    from ..inert import file_part
    from ..intake import make_template
    from ..paper.labels import period_named
    from ..writing import replacing

    if (area is None) == (department is None):
        raise UsageError(tell("say who is to fill it in: either --area or --department"))
    ds = open_dataset(data)
    known = list(ds.areas["area"]) if area else senders.departments(ds)
    sender = area or department or ""
    if sender not in known:
        raise UsageError(unknown("area" if area else "department", sender, known))
    period = str(ds.calendar.period(period))
    output = output or Path(f"{file_part(sender)}-{period}.xlsx")
    if output.suffix != ".xlsx":
        raise UsageError(tell("-o {output}: a template is an .xlsx file", output=output))
    if output.exists():
        raise InputError(
            tell("{output} is there already, perhaps filled in: move it, or name another file with -o", output=output)
        )
    book = make_template(ds, period, sender)
    with replacing(output) as file:
        book.save(file)
    click.echo(tell("{sender} {period}: {output}", sender=sender, period=period_named(period), output=output))


@data.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@OWN_DATA
@click.option("--period", default="", help="The quarter or month, where a file does not say it.")
@click.option("--sender", default="", help="Who sent it, where a file does not say it.")
@SLIPS
@click.pass_obj
def add(debug: bool | None, files: tuple[Path, ...], data: Path, period: str, sender: str, slips: Path | None) -> None:
    """Check the files that senders filled in and add them to the record, each whole or not at all."""
    from ..briefings.slips import write_slip
    from ..dataset import open_dataset
    from ..intake import receive
    from ..rows import rows_of

    refused = 0
    names: Counter[str] = Counter()
    for file in files:
        shown = visible(file)
        try:
            receipt = receive(data, file, period=period, sender=sender)
        except (OSError, InputError) as error:
            theirs = isinstance(error, InputError) or error.filename in (None, str(file))
            if not theirs or not (data / "dataset.toml").is_file():
                raise  # where the record stands, nothing can be written: no file is to blame for that
            said = (
                tell("{place}: {what}", place=file, what=error) if isinstance(error, InputError) else of_system(error)
            )
            click.echo(visible(said), err=True)
            refused += 1
            continue
        except UsageError:
            raise
        except Exception as error:  # whatever is wrong with one file, the next is still tried
            if debug:
                raise
            places = {"place": shown, "kind": type(error).__name__, "error": visible(error)}
            click.echo(tell("{place}: {kind}: {error} (hrss --debug shows where)", **places), err=True)
            refused += 1
            continue
        for row in rows_of(receipt.findings):
            show_finding(row, tell("{file}, {place}", file=shown, place=row.place) if row.place else shown)
        refused += receipt.status == "refused"
        told = receipt.submission
        if slips and receipt.findings["severity"].isin(["error", "warning"]).any():
            name = told.sender or visible(file.stem)
            names[name] += 1
            slip = write_slip(open_dataset(data), told.period, name, receipt.findings, slips, names[name])
            click.echo(tell("{slip}", slip=slip))
        click.echo(tell("{place}: {what}", place=shown, what=_became(receipt)), err=receipt.status == "refused")
    if refused:
        click.echo(
            tell("hrss: {refused} of {n} files refused; mend them and add them again", refused=refused, n=len(files)),
            err=True,
        )
        sys.exit(1)


def _became(receipt: "Receipt") -> str:
    """What became of a file."""
    from ..paper.labels import period_named

    told = receipt.submission
    match receipt.status:
        case "known":
            return tell("this very file is in the record already: nothing added")
        case "refused":
            errors = int((receipt.findings["severity"] == "error").sum())
            if errors == 1:
                return tell("refused for 1 error: nothing added")
            return tell("refused for {n} errors: nothing added", n=errors)
    of = {"sender": told.sender, "period": period_named(told.period)}
    if receipt.status == "unchanged":
        return tell("all figures of {sender} for {period} are in the record already: nothing added", **of)
    return tell("{n} figures of {sender} for {period} added", n=receipt.rows, **of)


@data.command("check")
@click.argument("period")
@DATA
@SLIPS
def check_data(period: str, data: Path, slips: Path | None) -> None:
    """Check the figures of a quarter or a month: who reported, what is missing or late, what cannot be right, what was revised."""
    from ..briefings.slips import write_slips
    from ..checks import check, completeness, spoken
    from ..dataset import open_dataset
    from ..paper.labels import period_named
    from ..rows import rows_of

    ds = open_dataset(data)
    period = str(ds.calendar.period(period))
    findings = check(ds, period)
    click.echo(tell("sender\tdue\treported\tlate\tmissing"))
    for row in rows_of(completeness(ds, period)):
        counts = {"due": row.due, "reported": row.reported, "late": row.late, "missing": row.missing}
        click.echo(tell("{sender}\t{due}\t{reported}\t{late}\t{missing}", sender=row.sender, **counts))
    for row in rows_of(spoken(findings)):
        show_finding(row, tell("{no} {area}", no=row.no, area=row.area))
    found = findings["severity"].value_counts().reindex(["error", "warning", "info"], fill_value=0)
    click.echo(
        tell(
            "{period}: {errors} errors, {warnings} warnings, {notes} notes: {data}",
            period=period_named(period),
            errors=found["error"],
            warnings=found["warning"],
            notes=found["info"],
            data=data,
        )
    )
    if slips:
        written = write_slips(ds, period, findings, slips)
        click.echo(tell("{n} return slips: {folder}", n=len(written), folder=slips))
    if found["error"]:
        sys.exit(1)

"""``hrss plan``: the plan itself."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import InputError, UsageError
from ..messages import message_language, tell
from ..rows import rows_of
from ..vocabulary import FREQUENCY, RELATION, TARGET_STATE
from .office import own_data
from .options import DATA, OWN_DATA, show, tell_findings, visible, word_of

if TYPE_CHECKING:
    from ..dataset import Dataset
    from ..plan import Imported


@click.group()
def plan() -> None:
    """The plan itself: read its document, prove its tables."""
    tell_findings()


@plan.command("import")
@click.argument("document", type=click.Path(path_type=Path))
@click.option("--out", default=None, show_default="reports", type=click.Path(path_type=Path), help="Where tables go.")
@click.option(
    "--data", default=None, type=click.Path(path_type=Path), help="Dataset the plan is for, perhaps after others."
)
@click.option("--replace", is_flag=True, help="Let tables that are there already change.")
def import_(document: Path, out: Path | None, data: Path | None, replace: bool) -> None:
    """Turn an official document (.txt or .docx) into tables, and prove them.

    Writes indicators.csv, targets.csv, definitions.csv and findings.csv to the
    --out folder (into a dataset: targets/YEAR.csv); with an error, findings.csv
    alone. What a person put right in tables that are there is kept.

    With --data into a dataset that has an earlier year's plan nothing in it is
    changed: handover-YEAR.xlsx proposes what became of each indicator, for a person
    to go through and `hrss plan adopt` to take.
    """
    from ..plan import import_plan, write_imported
    from ..plan.registers import plan_years

    if out is not None and data is not None:
        raise UsageError(tell("say where the plan goes: either --out or --data"))
    if data is not None and not (data / "dataset.toml").is_file():
        raise InputError(tell("{data} is not a dataset: there is no {file}", data=data, file=data / "dataset.toml"))
    imported = import_plan(document)
    years = plan_years(data) if data is not None else []
    if data is not None and years and imported.year not in years:
        _propose(imported, document, data, replace)
        return
    out = data or out or Path("reports")
    written = write_imported(imported, out, replace=replace)
    show(written.findings)
    _list(written.kept)
    if written.failed:
        if (written.findings["rule"] == "identity").any():
            click.echo(
                tell(
                    "hrss: {document}: its numbers mean other indicators than those of {out}; "
                    "import it into a folder of its own (--out), or a later year's plan with --data {out}",
                    document=document,
                    out=out,
                ),
                err=True,
            )
        click.echo(
            tell(
                "hrss: {document} has errors: nothing was written but {findings}",
                document=document,
                findings=out / "findings.csv",
            ),
            err=True,
        )
        sys.exit(1)
    if written.changes:
        _list(written.changes)
    if written.changes and not replace:
        click.echo(tell("hrss: {n} cells would change; add --replace to change them", n=len(written.changes)), err=True)
        sys.exit(1)
    counts = {"n": len(imported.indicators), "targets": len(imported.targets)}
    click.echo(tell("{n} indicators and {targets} targets: {out}", out=out, **counts))


def _propose(imported: "Imported", document: Path, data: Path, replace: bool) -> None:
    """Prepare a later year's plan for a person to confirm."""
    from ..plan.handover import Files, propose, write_handover
    from ..plan.handover.words import AREA_RELATION

    show(imported.findings)
    if imported.failed:
        raise InputError(tell("{document} has errors: nothing was written", document=document))
    handover = propose(imported, document, data)
    new = write_handover(handover, data, replace=replace)
    files = Files(data, handover.kept.year)
    for row in [*rows_of(handover.indicators), *rows_of(handover.areas)]:
        if row.certainty == "open":
            name, words = (row.name, RELATION) if hasattr(row, "name") else (row.area, AREA_RELATION)
            relation = word_of(words, row.relation)
            places = {"name": visible(name), "relation": relation, "reason": visible(row.reason)}
            click.echo(tell("open\t{name}\t{relation}\t{reason}", **places))
    for line in handover.aliases:
        click.echo(line)
    counts = {"certain": handover.count("certain"), "open": handover.count("open")}
    tables = {"book": files.book, "table": files.table.name, "areas": files.areas.name}
    if new:
        told = tell(
            "{certain} rows are certain and {open} are open: "
            "fill in {book} (or {table} and {areas}), then `hrss plan adopt {book}`",
            **counts, **tables,
        )  # fmt: skip
    else:
        told = tell(
            "{certain} rows are certain and {open} are open (nothing has changed since the last import): "
            "fill in {book} (or {table} and {areas}), then `hrss plan adopt {book}`",
            **counts, **tables,
        )  # fmt: skip
    click.echo(told)


@plan.command()
@click.argument("handover", type=click.Path(path_type=Path))
@click.option(
    "--data", default=None, type=click.Path(path_type=Path), help="Dataset folder.  [default: the handover's]"
)
def adopt(handover: Path, data: Path | None) -> None:
    """Take a handover (.xlsx or .csv) as it was confirmed: the year's register and targets, all or nothing.

    Of a .csv the table of areas, handover-YEAR-areas.csv, stands beside it.
    """
    from ..intake.workbook.cells import UnreadableError
    from ..intake.workbook.sheets import read_sheets
    from ..plan.handover import adopt, find_files

    beside = handover.resolve().parent
    folder = data or (beside if (beside / "dataset.toml").is_file() else own_data())
    files = find_files(handover, folder)
    is_table = handover.suffix.lower() == ".csv"
    sheets = []
    areas = handover.with_name(f"{handover.stem}-areas.csv")
    for path in [handover, areas if areas.is_file() else files.areas] if is_table else [handover]:
        try:
            sheets += read_sheets(path.name, path.read_bytes())
        except UnreadableError as error:
            raise InputError(tell("{place}: {what}", place=path, what=error)) from error
    adopted = adopt(files, handover.name, sheets)
    for row in rows_of(adopted.dropped):
        click.echo(tell("dropped\t{id}\t{name}", id=visible(row.id), name=visible(row.name)))
    _list(adopted.to_read)
    click.echo(tell("{year}: {summary}: {folder}", year=adopted.year, summary=adopted.summary, folder=folder))


@plan.command()
@click.argument("earlier", type=int, metavar="YEAR")
@click.argument("later", type=int, metavar="YEAR")
@DATA
def diff(earlier: int, later: int, data: Path) -> None:
    """What the plan of the later year changed."""
    from ..dataset import open_dataset
    from ..plan.differing import diff_plans

    changes = diff_plans(open_dataset(data), earlier, later)
    for row in rows_of(changes):
        places = {"name": visible(row.name), "was": _said(row.was), "now": _said(row.now)}
        if row.change == "area":
            click.echo(tell("area\t\t{name}\t{was} → {now}", **places))
        else:
            places |= {"change": _change(row.change), "before": row.from_no or tell("–"), "after": row.no or tell("–")}
            click.echo(tell("{change}\t{before} → {after}\t{name}\t{was} → {now}", **places))
    count = changes["change"].value_counts()
    told = tell(", ").join(tell("{n} {change}", n=n, change=_change(str(word))) for word, n in count.items())
    click.echo(
        tell(
            "{earlier} to {later}: {changes}: {data}",
            earlier=earlier, later=later, changes=told or tell("nothing has changed"), data=data,
        )
    )  # fmt: skip


def _change(code: str) -> str:
    """What changed, as a message says it."""
    others = {
        "target": tell("target"), "department": tell("department"), "frequency": tell("frequency"), "area": tell("area"),
    }  # fmt: skip
    return others.get(code) or word_of(RELATION, code)


def _said(value: str) -> str:
    """What a plan had or has, as a message says it: words of tables, and years of an area, are told in Chinese."""
    if message_language() == "zh":
        when, _, year = value.partition(" ")
        match when:
            case "":
                return tell("–")
            case "since":
                return tell("since {year}", year=year)
            case "until":
                return tell("until {year}", year=year)
    return visible(word_of({**FREQUENCY, **TARGET_STATE}, value))


@plan.command()
@click.argument("document", type=click.Path(path_type=Path))
@OWN_DATA
@click.option("--on", required=True, metavar="DATE", help="The notice's date, as in 2025-07-10.")
def adjust(document: Path, data: Path, on: str) -> None:
    """Add the targets that a notice (.txt or .docx) changes, from its date on.

    The notice has the plan's tables with some of their rows and columns; a blank cell
    says nothing. What stands is never changed.
    """
    from ..plan.adjusting import adjust_targets

    adjusted = adjust_targets(document, data, on)
    show(adjusted.findings)
    if adjusted.failed:
        raise InputError(tell("{document} has errors: no target was added", document=document))
    _list([visible(change) for change in adjusted.changes])
    n, same, file = len(adjusted.rows), adjusted.repeated, f"{data / 'targets' / str(adjusted.year)}.csv"
    if same:
        click.echo(tell("{n} targets added; {same} cells are as they were: {file}", n=n, same=same, file=file))
    else:
        click.echo(tell("{n} targets added: {file}", n=n, file=file))


@plan.command()
@DATA
@click.option("--year", type=int, help="The plan's year.  [default: every year]")
def check(data: Path, year: int | None) -> None:
    """Prove the tables of a dataset: sums, parts and wholes, structure; and what goes on from year to year."""
    from ..dataset import open_dataset
    from ..plan import check_plan

    ds = open_dataset(data)
    if not ds.target_years:
        raise InputError(
            tell(
                "{data}: there are no targets to check; a plan's table stands in targets/YEAR.csv, where an import puts it if dataset.toml is there first",
                data=data,
            )
        )
    failed = False
    for checked in ds.target_years if year is None else [year]:
        findings = check_plan(ds, checked)
        show(findings)
        for line in _across(ds, checked):
            click.echo(line)
        places = {"n": len(ds.register(checked)), "targets": len(ds.targets(checked)), "data": data}
        if len(ds.target_years) > 1:
            click.echo(tell("{year}: {n} indicators and {targets} targets checked: {data}", year=checked, **places))
        else:
            click.echo(tell("{n} indicators and {targets} targets checked: {data}", **places))
        failed |= bool((findings["severity"] == "error").any())
    if failed:
        sys.exit(1)


def _across(ds: "Dataset", year: int) -> Iterator[str]:
    """How many indicators a year's plan has from the one before, in what relation, where it has a register of its own."""
    from ..plan.succession import succession

    found = succession(ds, year)
    if found.empty:
        return
    count = found["relation"].value_counts()
    told = [
        tell("{n} {relation}", n=count.get(name, 0), relation=word_of(RELATION, name))
        for name in RELATION
        if name in count.index or name == "dropped"
    ]
    yield tell(
        "{year} after {before}: {relations}; {n} are comparable across the year",
        year=year, before=year - 1, relations=tell(", ").join(told), n=found["comparable"].sum(),
    )  # fmt: skip


def _list(lines: list[str], most: int = 50) -> None:
    if lines:
        click.echo("\n".join(lines[:most]))
    if len(lines) > most:
        click.echo(tell("… and {n} more", n=len(lines) - most))

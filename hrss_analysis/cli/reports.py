"""``hrss report``, ``batch``, ``bundle`` and ``backtest``: what is made of the figures."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import InputError, UsageError
from ..messages import message_language, tell
from .office import read_office
from .options import AREAS, DATA, FORMATS, LANGUAGES, OUT, REPORTS, TIMEOUT, WORKERS

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SCORES = {  # the columns of a backtest's scores, as they are said in Chinese
    "month": "月份", "kind": "类型", "no": "序号", "method": "方法", "n": "个数", "mape": "平均误差",
    "median_ape": "误差中位数", "bias": "偏差", "skill": "改进", "coverage80": "80%覆盖率", "width80": "80%半宽",
    "n80": "80%个数", "coverage90": "90%覆盖率", "width90": "90%半宽", "n90": "90%个数", "n_targets": "目标个数",
    "hit_rate": "判断正确率", "brier": "概率误差", "brier_always": "一律判达到的概率误差",
}  # fmt: skip

if TYPE_CHECKING:
    import pandas as pd

    from ..press.executors import Tls
    from ..press.making import Result


@click.command()
@click.argument("name")
@click.option("-p", "given", multiple=True, metavar="KEY=VALUE", help="A parameter of the report.")
@DATA
@OUT
@TIMEOUT
@FORMATS
@LANGUAGES
def report(
    name: str,
    given: tuple[str, ...],
    data: Path,
    out: Path,
    timeout: int,
    formats: tuple[str, ...],
    langs: tuple[str, ...],
) -> None:
    """Make one report: one of the catalogue, by its name, or a notebook of your own, by its file (NAME.ipynb)."""
    from ..briefings.editions import run_batch
    from ..briefings.jobs import make_job
    from ..briefings.own import chosen
    from ..dataset import open_dataset

    ds, notebooks = open_dataset(data), read_office().notebooks
    asked, wanted = _parameters(given), chosen(name)
    jobs = [make_job(ds, wanted, asked, out, notebooks, formats=formats, lang=lang) for lang in langs]
    results = run_batch(jobs, 1, timeout, force=True, notebooks=notebooks, ds=ds)
    for result in results:
        if result.failure:
            places = {"output": result.job.output, "reason": result.failure.message}
            click.echo(tell("failed: {output}: {reason}", **places), err=True)
    _account(results, jobs[0].output)


@click.command()
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@DATA
@OUT
@TIMEOUT
@REPORTS
@AREAS
@WORKERS
@FORMATS
@LANGUAGES
@click.option("--scheduler", default="", metavar="ADDRESS", help="Make them on the workers of this dask scheduler.")
@click.option("--tls-ca-file", "tls_ca_file", type=FILE, help="The certificate authority of that scheduler.")
@click.option("--tls-cert", "tls_cert", type=FILE, help="Our certificate for it.")
@click.option("--tls-key", "tls_key", type=FILE, help="The key of our certificate.")
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
    workers: int,
    formats: tuple[str, ...],
    langs: tuple[str, ...],
    scheduler: str,
    tls_ca_file: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    force: bool,
    why: bool,
    as_json: bool,
) -> None:
    """Make the reports of the quarters or months given: those that are not current."""
    from ..briefings.editions import run_batch
    from ..briefings.jobs import plan, planned_areas
    from ..briefings.source import parts_named
    from ..calendar import is_year, year_of
    from ..dataset import open_dataset
    from ..language import ending
    from ..paper.labels import period_named
    from ..press.telling import progress_bar, reasons, tell_json

    tls = _tls(scheduler, tls_ca_file, tls_cert, tls_key)
    ds, notebooks = open_dataset(data), read_office().notebooks
    planned = (plan(ds, periods, out, reports, areas, notebooks, formats=formats, lang=lang) for lang in langs)
    jobs = [job for of_language in planned for job in of_language]
    periods = tuple(map(ds.calendar.named, periods))
    for period in periods:
        for area in ds.in_terms_of(year_of(period)).areas["area"]:
            if not planned_areas(ds, period, [area]):
                click.echo(
                    tell(
                        "hrss: warning: {data} has no targets for {area} in {year}: it gets no report",
                        data=data, area=area, year=year_of(period),
                    ),
                    err=True,
                )  # fmt: skip
    for period in (period for period in periods if not is_year(period) and period not in ds.periods):
        click.echo(
            tell(
                "hrss: warning: {data} has no actuals for {period}: its reports will say that nobody reported",
                data=data, period=period_named(period),
            ),
            err=True,
        )  # fmt: skip
    if not jobs:
        raise UsageError(tell("nothing to make: {data} has a single area and no report of its parts", data=data))
    if why:
        for line in reasons(jobs, parts_named(), force=force):
            click.echo(line, err=as_json)
    try:
        with progress_bar(len(jobs), workers) if not as_json else tell_json() as shown:
            results = run_batch(
                jobs,
                workers,
                timeout,
                scheduler=scheduler,
                tls=tls,
                force=force,
                tell=shown,
                notebooks=notebooks,
                ds=ds,
            )
    except KeyboardInterrupt:
        click.echo(tell("hrss: interrupted; what was made is whole, the same command goes on from there"), err=True)
        sys.exit(130)
    _account(results, out / f"index{ending(langs[0])}", quiet=as_json)


@click.command()
@DATA
@click.option("--out", type=click.Path(path_type=Path), help="Write every projection and its error to this .csv file.")
def backtest(data: Path, out: Path | None) -> None:
    """How wrong the projections of earlier years would have been, beside plain methods."""
    from ..dataset import open_dataset
    from ..measures.projection.backtest import COLUMNS, full_backtest, scores
    from ..writing import write_table

    if out and out.suffix != ".csv":
        raise UsageError(tell("--out {out}: the table is a .csv file", out=out))
    ds = open_dataset(data)
    found = full_backtest(ds)
    if found.empty:
        raise InputError(tell("{data}: no year whose end is known has a year before it: nothing to test", data=data))
    if out:
        write_table(found[COLUMNS], out)
    for by in (["month"], ["kind", "month"], ["no", "month"]):
        click.echo(_as_text(scores(found, by)) + "\n")
    click.echo(
        tell(
            "shares: 0.05 is 5 %; skill: 1 - mape / mape of the linear pace; coverage of nominal 80 and 90 % intervals"
        )
    )


@click.command()
@click.argument("period")
@DATA
@OUT
@FORMATS
@LANGUAGES
@click.option("--issue", "issued", is_flag=True, help="Note in the dataset (issues.csv) that this was issued.")
def bundle(period: str, data: Path, out: Path, formats: tuple[str, ...], langs: tuple[str, ...], issued: bool) -> None:
    """Pack the reports of a quarter or month into one .zip that opens on any machine."""
    from ..briefings.editions import bundle as pack
    from ..briefings.editions import issue
    from ..dataset import open_dataset
    from ..paper.labels import period_named

    ds, notebooks = open_dataset(data), read_office().notebooks
    for lang in langs:
        archive, count = pack(ds, period, out, notebooks, formats, lang)
        click.echo(tell("{n} files: {archive}", n=count, archive=archive))
    if issued:
        file = ds.path / "issues.csv"
        click.echo(
            tell("issued: {period}, noted in {file}", period=period_named(period), file=file)
            if issue(ds, period)
            else tell("these figures of {period} were issued already: nothing noted", period=period_named(period))
        )


def _tls(scheduler: str, ca_file: Path | None, cert: Path | None, key: Path | None) -> "Tls | None":
    if ca_file is None and cert is None and key is None:
        if scheduler.startswith("tls:"):
            raise UsageError(
                tell("--scheduler {scheduler}: add --tls-ca-file, --tls-cert and --tls-key", scheduler=scheduler)
            )
        return None
    from ..press.executors import Tls

    if ca_file is None or cert is None or key is None:
        raise UsageError(tell("--tls-ca-file, --tls-cert and --tls-key belong together: give all three"))
    if not scheduler.startswith("tls:"):
        raise UsageError(
            tell(
                "certificates are for a scheduler at tls://HOST:PORT, not for {scheduler}",
                scheduler=scheduler or tell("none"),
            )
        )
    return Tls(ca_file, cert, key)


def _as_text(table: "pd.DataFrame") -> str:
    """A table of scores for a terminal; in Chinese its words are those of the page on projections."""
    from pandas import option_context

    chinese = message_language() == "zh"
    with option_context("display.unicode.east_asian_width", chinese):
        shown = _in_chinese(table) if chinese else table
        return shown.to_string(index=False, na_rep="-", float_format=lambda value: f"{value:.3f}")


def _in_chinese(table: "pd.DataFrame") -> "pd.DataFrame":
    from ..briefings.projection_review import METHOD
    from ..vocabulary import KIND

    told = table.assign(method=table["method"].map({code: label.zh for code, label in METHOD.items()}))
    if "kind" in told:
        told["kind"] = told["kind"].map({code: label.zh for code, label in KIND.items()})
    return told.rename(columns=SCORES)


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(tell("-p {pair}: a parameter is written KEY=VALUE, as in -p period=2024Q3", pair=pair))
        if name in parameters:
            raise UsageError(tell("-p {pair}: {name} is given twice", pair=pair, name=name))
        parameters[name] = value
    return parameters


def _account(results: "list[Result]", page: Path, *, quiet: bool = False) -> None:
    failed = [result for result in results if result.status == "failed"]
    for result in results:
        if result.aside:
            places = {"document": result.job.beside(".docx"), "aside": result.aside}
            click.echo(tell("hrss: {document} had been changed by hand: that is {aside} now", **places), err=True)
    unchanged = sum(result.unchanged for result in results)
    if not quiet:
        made, n = len(results) - len(failed) - unchanged, len(results)
        if unchanged:
            click.echo(
                tell(
                    "{made} of {n} reports made, {unchanged} unchanged: {page}",
                    made=made, n=n, unchanged=unchanged, page=page,
                )
            )  # fmt: skip
        else:
            click.echo(tell("{made} of {n} reports made: {page}", made=made, n=n, page=page))
    if failed:
        sys.exit(1)

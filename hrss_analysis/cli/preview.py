"""``hrss preview``: pages that follow every change of figures, notebooks or templates."""

import time
import webbrowser
from pathlib import Path

import click

from ..errors import InputError
from ..messages import tell
from .office import read_office
from .options import AREAS, DATA, OUT, REPORTS, TIMEOUT, WORKERS, visible


@click.command()
@click.argument("period", required=False)
@DATA
@OUT
@TIMEOUT
@REPORTS
@AREAS
@WORKERS
@click.option("--port", type=click.IntRange(1, 65535), help="Where.  [default: 8642, or any that is free]")
@click.option("--no-browser", is_flag=True, help="Open no browser.")
def preview(
    period: str | None,
    data: Path,
    out: Path,
    timeout: int,
    reports: tuple[str, ...],
    areas: tuple[str, ...],
    workers: int,
    port: int | None,
    no_browser: bool,
) -> None:
    """Show the pages of a period (by default the latest) on 127.0.0.1, and keep them current while files change."""
    from ..briefings.previewing import preview as serve
    from ..dataset import open_dataset

    ds = open_dataset(data)
    if period is None and not ds.periods:
        raise InputError(tell("{data} has no figures yet: name the period whose pages are wanted", data=data))

    def began(address: str) -> None:
        click.echo(tell("{address}  (Ctrl+C ends)", address=address))
        if not no_browser:
            webbrowser.open(address)

    def say(line: str, wrong: bool) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')}  {visible(line)}", err=wrong)

    try:
        serve(
            ds, period or ds.periods[-1], out, reports, areas, read_office().notebooks,
            began=began, say=say, port=port, workers=workers, cell_seconds=timeout,
        )  # fmt: skip
    except KeyboardInterrupt:
        return

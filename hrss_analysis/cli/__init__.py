"""The ``hrss`` command: thin, and quick to answer since it imports late."""

import io
import sys
from importlib.metadata import version

import click

from ..errors import HrssError, of_system
from ..messages import tell
from .chinese import in_chinese
from .data import data
from .init import init
from .lab import lab
from .options import visible
from .plan import plan
from .preview import preview
from .reports import backtest, batch, bundle, report


def _show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    """As click's own option does, which fixes its words when it is declared."""
    if asked and not context.resilient_parsing:
        program = context.find_root().info_name
        click.echo(tell("{program}, version {version}", program=program, version=version("hrss_analysis")))
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version,
    help="Show the version and exit.",
)  # fmt: skip
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def hrss(debug: bool) -> None:
    """Judge and report a human-resources and social-security plan."""
    # --debug is taken out in main(), where errors end up; it is declared here to be documented


for command in (init, plan, data, report, batch, preview, bundle, backtest, lab):
    hrss.add_command(command)


def main() -> None:
    """Run the command; an error a user can mend is one sentence, not a traceback."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    _print_anywhere()
    try:
        with in_chinese(hrss):
            hrss(arguments, obj=debug)
    except HrssError as error:
        if debug:
            raise
        for sentence in error.args:
            click.echo(tell("hrss: {sentence}", sentence=visible(sentence)), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if debug:
            raise
        click.echo(tell("hrss: {sentence}", sentence=visible(of_system(error))), err=True)
        sys.exit(1)
    except Exception as error:
        if debug:
            raise
        places = {"kind": type(error).__name__, "error": visible(error)}
        click.echo(tell("hrss: {kind}: {error} (hrss --debug shows where)", **places), err=True)
        sys.exit(1)


def _print_anywhere() -> None:
    """What a console's code page lacks (✓ in cp936) is shown as ?, and is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

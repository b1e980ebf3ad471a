"""The ``hrss`` command: thin, and quick to answer since it imports late."""

import io
import sys

import click

from ..errors import HrssError, of_system
from .data import data
from .init import init
from .lab import lab
from .options import visible
from .plan import plan
from .preview import preview
from .reports import backtest, batch, bundle, report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hrss_analysis")
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
        hrss(arguments, obj=debug)
    except HrssError as error:
        if debug:
            raise
        for sentence in error.args:
            click.echo(f"hrss: {visible(sentence)}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if debug:
            raise
        click.echo(f"hrss: {visible(of_system(error))}", err=True)
        sys.exit(1)
    except Exception as error:
        if debug:
            raise
        click.echo(f"hrss: {type(error).__name__}: {visible(error)} (hrss --debug shows where)", err=True)
        sys.exit(1)


def _print_anywhere() -> None:
    """What a console's code page lacks (✓ in cp936) is shown as ?, and is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

"""Runs the command as it is typed, in a folder of its own."""

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

from hrss_analysis.cli import main


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def hrss(arguments: tuple[str, ...], folder: Path) -> Done:
    """Run ``hrss`` with these arguments: its real entry, in this process, from `folder`."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    own = sys.argv
    try:
        sys.argv = ["hrss", *arguments]
        with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        sys.argv = own
    return Done(code, out.getvalue(), err.getvalue())

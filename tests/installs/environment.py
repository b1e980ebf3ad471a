"""Environments with nothing in them but this package, its wheel and what the lock has for it."""

import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..conftest import ROOT

PACKAGE = "hrss-analysis"


@dataclass(frozen=True)
class Environment:
    """A virtual environment: run its Python, from a folder of one's choice."""

    folder: Path

    @property
    def python(self):
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def run(self, *arguments, cwd, code=0):
        """What ``python ARGUMENTS`` says; it must end with that exit code."""
        command = [str(self.python), "-P", *map(str, arguments)]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def hrss(self, *arguments, cwd, code=0):
        """What ``hrss ARGUMENTS`` says."""
        return self.run("-m", "hrss_analysis", *arguments, cwd=cwd, code=code)


def build(folder: Path) -> tuple[Path, Path]:
    """Build the wheel and the sdist with the build backend of this environment, which the lock has."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def install(folder: Path, wheel: Path, extra: str = "") -> Environment:
    """Make an environment of the wheel with one extra, or none, and what the lock has for it."""
    environment = Environment(folder)
    venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
    wanted = folder / "wanted.txt"
    wanted.write_text("".join(locked(needed(extra))), encoding="utf-8")
    pip = ("-m", "pip", "--disable-pip-version-check")
    environment.run(*pip, "install", "--no-compile", "--require-hashes", "-r", wanted, cwd=folder)
    environment.run(*pip, "install", "--no-compile", "--no-deps", wheel, cwd=folder)
    environment.run(*pip, "check", cwd=folder)  # the wheel itself says that nothing is missing
    return environment


def needed(extra: str = "") -> set[str]:
    """The names of all that the package needs on this machine, as this environment knows them."""
    found: set[tuple[str, str]] = set()
    todo = [(PACKAGE, ""), (PACKAGE, extra)]
    while todo:
        name, asked = todo.pop()
        if (name, asked) in found:
            continue
        found.add((name, asked))
        for line in requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": asked}):
                own = canonicalize_name(requirement.name)
                todo += [(own, part) for part in ("", *requirement.extras)]
    return {name for name, _ in found} - {PACKAGE}


def locked(names: set[str]) -> list[str]:
    """The entries of the lock for these names, each with its hashes."""
    entries = re.findall(
        r"^[a-z0-9._-]+==(?:.+\n)(?:    .+\n?)+", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    own = [entry for entry in entries if entry.partition("==")[0] in names]
    assert {entry.partition("==")[0] for entry in own} == names, "the lock does not have all of them"
    return own

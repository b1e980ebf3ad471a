"""The lowest versions that pyproject.toml allows, and the newest there are, with all extras."""

import re
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import version

import pytest

from ..conftest import ROOT
from .environment import Environment

pytestmark = pytest.mark.bounds
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TESTING = ("hypothesis", "pytest", "pytest-xdist", "pyyaml")


def bounds():
    """Every requirement of the package and its extras."""
    extras = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *(line for name in extras if name != "dev" for line in extras[name])]


@pytest.mark.parametrize("which", ["lowest", "newest"])
def test_the_tests_pass_with(which, built, tmp_path):
    environment = Environment(tmp_path / "environment")
    venv.create(environment.folder, with_pip=True, symlinks=sys.platform != "win32")
    wanted = [line.replace(">=", "==") if which == "lowest" else re.split(">=", line)[0] for line in bounds()]
    wanted += [f"{name}=={version(name)}" for name in TESTING]
    environment.run("-m", "pip", "install", "--no-compile", *wanted, cwd=tmp_path)
    environment.run("-m", "pip", "install", "--no-compile", "--no-deps", built[0], cwd=tmp_path)
    environment.run("-m", "pip", "check", cwd=tmp_path)
    environment.hrss("init", "office", cwd=tmp_path)
    command = ("batch", "2024Q3", "--report", "city_quarter", "--report", "indicator_profile")
    assert "61 of 61 reports made" in environment.hrss(*command, cwd=tmp_path / "office")
    # the installed package, not the one beside the tests
    quick = "not starts and not slow and not extras and not bounds"
    command = [
        environment.python,
        "-P",
        "-m",
        "pytest",
        "-n2",
        "--dist",
        "loadfile",
        "-m",
        quick,
        "--hypothesis-profile",
        "quick",
    ]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "--ignore", "tests/browser", "tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:]

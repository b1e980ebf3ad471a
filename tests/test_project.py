"""The project's own files agree with each other."""

import re
import subprocess
import tomllib

import pytest
import yaml

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_environment_and_pyproject_agree():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    assert conda == [f"python{PROJECT['requires-python']}", "pip"]
    assert pip["pip"] == [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"], "-e ."]


def test_the_lock_holds_versions_markers_and_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--(index|extra-index|find-links)", lock)
    for line in lock.splitlines():
        assert re.fullmatch(r"[a-z0-9._-]+==[\w.]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_the_lock_has_every_dependency():
    locked = set(
        re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    wanted = [
        *PROJECT["dependencies"],
        *(name for extra in PROJECT["optional-dependencies"].values() for name in extra),
    ]
    assert {re.match(r"[\w.-]+", name)[0].lower() for name in wanted} <= locked


@pytest.mark.starts
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_no_file_names_a_registry_or_a_path_of_one_machine():
    files = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()
    hosts = "|".join(["py" + "pi.org", "python" + "hosted", "registry.npm" + "js", "deb.debian" + ".org"])
    for name in files:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yml", ".lock", ".ipynb", ".css", ".j2", ""} and path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not re.search(hosts, text), name


def test_the_readmes_give_the_two_commands():
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.index("make reports") < text.index("make test")

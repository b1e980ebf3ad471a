r"""What Windows and a strict office do, as far as Linux can imitate it.

Locked files, folders without a right, consoles that lack characters, ``\`` in paths.
What this cannot prove stands in docs/developing.md.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hrss_analysis import writing
from hrss_analysis.briefings import plan, run_batch
from hrss_analysis.errors import InputError, of_system
from hrss_analysis.press import executors
from hrss_analysis.writing import write_text

from .conftest import ROOT
from .docs.running import hrss

TARGETS = "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n1,乙,assigned,,9\n"
FILES = {"targets/2024.csv": TARGETS, "actuals/2024Q1.csv": "no,area,value\n1,甲,2\n"}
LOCKED = "another program has it open; close it there (Excel, WPS) and try again"


@pytest.fixture
def locked(monkeypatch):
    """Let a file be open in another program for so many attempts to replace it."""

    def lock(name, attempts):
        left = [attempts]
        pauses = []

        def replace(path, target, own=Path.replace):
            if Path(target).name == name and left[0] > 0:
                left[0] -= 1
                raise PermissionError(13, "Access is denied", str(path), 5, str(target))
            return own(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(writing.time, "sleep", pauses.append)
        return pauses

    return lock


def test_a_file_that_is_open_for_a_moment_is_waited_for(locked, tmp_path):
    pauses = locked("a.txt", len(writing.PAUSES))
    write_text("new", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "new"
    assert pauses == list(writing.PAUSES)


def test_a_file_that_stays_open_is_one_sentence_and_stays_as_it_was(locked, tmp_path):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    locked("a.txt", len(writing.PAUSES) + 1)
    with pytest.raises(InputError) as refused:
        write_text("new", tmp_path / "a.txt")
    assert str(refused.value) == f"{tmp_path / 'a.txt'}: {LOCKED}"
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("a.txt", "old")]


@pytest.mark.starts
@pytest.mark.filterwarnings("default")
def test_a_workbook_open_in_excel_costs_its_own_page(locked, small, tmp_path):
    ds = small(FILES)
    jobs = plan(ds, ["2024Q1"], tmp_path / "out", ["area_quarter", "data_quality"], ["甲"])
    assert [result.failure for result in run_batch(jobs)] == [None, None]
    before = jobs[0].output.read_bytes()
    locked(jobs[0].beside(".xlsx").name, 100)
    results = run_batch(jobs, force=True)
    assert [result.status for result in results] == ["failed", "done"]
    assert results[0].failure.message == f"{jobs[0].beside('.xlsx')}: {LOCKED}"
    assert jobs[0].output.read_bytes() == before
    account = json.loads((jobs[0].output.parent / "run.json").read_text(encoding="utf-8"))
    assert LOCKED in account["jobs"][0]["error"]


@pytest.mark.starts
@pytest.mark.filterwarnings("default")
def test_the_command_where_no_fork_is_safe(small, tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "can_fork", lambda: False)
    ds = small(FILES)
    done = hrss(("batch", "2024Q1", "--data", str(ds.path), "--report", "city_quarter", "--jobs", "2"), tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "1 of 1 reports made" in done.out


@pytest.mark.starts
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("warm", [True, False])
def test_backslashes_spaces_and_quotes_in_paths_reach_the_notebook(small, tmp_path, warm):
    ds = small(FILES, name=r"C:\新 建\new's")  # a single name here, and the text that a Windows path is
    (result,) = run_batch(plan(ds, ["2024Q1"], tmp_path / r"D:\报 告", ["city_quarter"]), warm=warm)
    assert result.failure is None
    assert result.job.output.is_file()


def without_rights(*arguments, cwd):
    """Run the command as somebody for whom rights hold: root writes everywhere, unless that is taken away."""
    command = [sys.executable, "-m", "hrss_analysis", *arguments]
    if os.getuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.mark.starts
@pytest.mark.skipif(sys.platform == "win32" or shutil.which("setpriv") is None, reason="rights are others there")
def test_a_folder_without_the_right_to_write(write, tmp_path):
    folder = write(FILES)
    (tmp_path / "sent.csv").write_text("no,area,value\n1,甲,3\n", encoding="utf-8")
    out = tmp_path / "报 告"
    out.mkdir(mode=0o555)
    for path in (folder, folder / "actuals", tmp_path):
        path.chmod(0o555)
    right = "you have no right to it, or another program (Excel, WPS) has it open; close it there, ask for the right, or name a folder you may write to"
    for command, where in {
        ("batch", "2024Q1", "--out", "报 告"): "报 告",
        ("data", "add", "sent.csv", "--sender", "甲", "--period", "2024Q1"): "",
        ("data", "template", "2024Q1", "--area", "甲"): "甲-2024Q1.xlsx",
        ("init", "office"): "office",
    }.items():
        data = () if command[0] == "init" else ("--data", "small")
        done = without_rights(*command, *data, cwd=tmp_path)
        assert done.returncode == 1, (command, done)
        assert right in done.stderr, done
        assert where in done.stderr
        assert done.stderr.count("\n") == 1
        assert "mend them and add them again" not in done.stderr
        assert ".unfinished" not in done.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "a"), "a: the disk is full; make room and give the same command again"),
        (OSError(5, "Input/output error", "a"), "a: Input/output error; check the path and your rights to it"),
        (OSError(30, "Read-only file system", "a"), "a: you have no right to it"),
        (OSError("odd"), "a file: odd; check the path"),
    ],
)
def test_what_the_system_refuses_is_one_sentence(error, said):
    assert of_system(error).startswith(said)


@pytest.mark.starts
def test_a_console_that_lacks_characters_stops_nothing(write):
    folder = write(
        {
            **FILES,
            "areas.csv": "area\n全市\n✓区\n🏠区\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,✓区,assigned,,9\n",
            "actuals/2024Q1.csv": "no,area,value\n1,✓区,2\n",
        }
    )
    command = [sys.executable, "-m", "hrss_analysis", "data", "check", "2024Q1", "--data", str(folder)]
    console = {**os.environ, "PYTHONIOENCODING": "cp936"}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=console, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "?区\t1\t1" in done.stdout.decode("cp936")

"""A folder to work in: made whole or not at all, and what its hrss.toml decides."""

import contextlib
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from hrss_analysis import bundled
from hrss_analysis.briefings.notebooks import NOTEBOOKS, note_originals, notebook_of
from hrss_analysis.cli.lab import explorer_of
from hrss_analysis.cli.office import read_office
from hrss_analysis.errors import InputError

from .conftest import ROOT
from .docs.running import hrss

TARGETS = {"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n"}


def test_it_has_all_that_travels(tmp_path):
    done = hrss(("init", "办公 室/一"), tmp_path)
    assert (done.code, done.err) == (0, "")
    folder = tmp_path / "办公 室/一"
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in ("data/wuxi", "data/national", "notebooks"):
        for path in (ROOT / name).rglob("*"):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(ROOT).parts):
                assert files[path.relative_to(ROOT).as_posix()].read_bytes() == path.read_bytes()
    assert {"README.md", "hrss.toml", "本市/dataset.toml", "本市/areas.csv"} <= set(files)
    assert not [name for name in files if "unfinished" in name]
    with contextlib.chdir(folder):
        office = read_office()
    assert office.samples == (Path("data/national"), Path("data/wuxi"))
    assert set(bundled.SAMPLES) == {path.name for path in office.samples}


def test_an_empty_folder_is_taken_even_the_one_one_stands_in(tmp_path):
    assert hrss(("init", "."), tmp_path).code == 0
    assert (tmp_path / "hrss.toml").is_file()


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("office/hrss.toml", "hrss.toml is there already: this folder has been made before"),
        ("office/计划.docx", "office is not empty (计划.docx is in it): name a folder that is new or empty"),
        ("office", "office is a file: name a folder that is new or empty"),
    ],
)
def test_what_is_there_stays_as_it_is(tmp_path, there, said):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    done = hrss(("init", "office"), tmp_path)
    assert done.code == 1
    assert said in done.err
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [there]


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    copied = []

    def full(path, data, write=Path.write_bytes):
        copied.append(path)
        if len(copied) > 20:
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    done = hrss(("init", "office"), tmp_path)
    assert done.code == 1
    assert done.err == "hrss: office: the disk is full; make room and give the same command again\n"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty").mkdir()
    assert hrss(("init", "empty"), tmp_path).code == 1
    assert list((tmp_path / "empty").iterdir()) == []


def test_hrss_toml_comes_last(tmp_path, monkeypatch):
    moved = []

    def rename(path, target, own=Path.rename):
        moved.append(Path(target).name)
        return own(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    hrss(("init", "office"), tmp_path)
    assert moved[-1] == "hrss.toml"
    assert len(moved) > 4


@pytest.fixture
def office(tmp_path, write):
    """A folder with a dataset of one's own, a sample, and an hrss.toml that names the first."""
    write(TARGETS, "本 市")
    write(TARGETS, "sample")
    (tmp_path / "hrss.toml").write_text("data = '本 市'\nsamples = ['sample']\n", encoding="utf-8")
    return tmp_path


def test_hrss_toml_names_the_dataset(office):
    assert "targets checked: 本 市" in hrss(("plan", "check"), office).out
    assert "targets checked: sample" in hrss(("plan", "check", "--data", "sample"), office).out


def test_the_folder_one_stands_in_is_the_dataset(office):
    assert "targets checked: ." in hrss(("plan", "check"), office / "本 市").out


def test_a_checkout_has_its_sample(tmp_path, write):
    folder = write(TARGETS, "wuxi")
    (tmp_path / "clone/data").mkdir(parents=True)
    shutil.move(folder, tmp_path / "clone/data/wuxi")
    assert f"targets checked: {Path('data/wuxi')}" in hrss(("plan", "check"), tmp_path / "clone").out


def test_elsewhere_the_sentence_says_what_to_do(tmp_path):
    done = hrss(("batch", "2024Q3"), tmp_path)
    assert done.code == 1
    assert "Name its folder with --data" in done.err
    assert "hrss init DIR" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("data = 'nowhere'\n", "hrss.toml names nowhere as the dataset, but there is no"),
        ("date = '本 市'\n", "hrss.toml: unknown key 'date': did you mean 'data'?"),
        ("data = 3\n", "hrss.toml: data must be the name of a folder, in quotes, not 3"),
        ("data = ''\n", "hrss.toml: data must be the name of a folder, in quotes, not ''"),
        ("samples = ['a', 3]\n", "hrss.toml: samples must be the name of a folder"),
        ("data = “本市”\n", "hrss.toml cannot be read"),
        ('data = "本\\市"\n', "hrss.toml cannot be read"),
    ],
)
def test_a_wrong_hrss_toml_is_one_sentence(office, text, said):
    (office / "hrss.toml").write_text(text, encoding="utf-8")
    done = hrss(("plan", "check"), office)
    assert done.code == 1
    assert said in done.err
    assert done.err.count("\n") == 1


def test_hrss_toml_as_notepad_saves_it(office):
    (office / "hrss.toml").write_text("data = '本 市'\n", encoding="utf-8-sig")
    assert hrss(("plan", "check"), office).code == 0
    (office / "hrss.toml").write_text("data = '本 市'\n", encoding="gbk")
    assert "hrss.toml is not UTF-8" in hrss(("plan", "check"), office).err


def test_own_figures_do_not_go_into_the_sample_unasked(office):
    (office / "hrss.toml").write_text("data = 'sample'\nsamples = ['sample']\n", encoding="utf-8")
    (office / "a.csv").write_text("no,area,value\n1,甲,2\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (office / "sample").rglob("*") if path.is_file()}
    done = hrss(("data", "add", "a.csv", "--sender", "甲", "--period", "2024Q1"), office)
    assert done.code == 1
    assert "sample is a sample, and figures of your own do not go there" in done.err
    assert {path: path.read_bytes() for path in (office / "sample").rglob("*") if path.is_file()} == before
    # reading it is what it is for, and who names it means it
    assert hrss(("plan", "check"), office).code == 0
    assert "is a sample" not in hrss(("data", "add", "a.csv", "--data", "sample", "--sender", "甲"), office).err


@pytest.fixture
def copies(tmp_path):
    folder = tmp_path / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    note_originals(folder)
    return folder


def edit(path, change):
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["cells"])
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_a_notebook_that_was_only_run_is_the_packages(copies):
    def run(cells):
        for cell in cells:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [{"output_type": "stream", "name": "stdout", "text": "1"}], 3

    edit(copies / "city_quarter.ipynb", run)
    assert notebook_of("city_quarter", copies) == NOTEBOOKS / "city_quarter.ipynb"


def test_a_notebook_that_was_changed_is_used(copies):
    edit(copies / "city_quarter.ipynb", lambda cells: cells[-1].update(source=["# 本局的话"]))
    edit(copies / "plan_review.ipynb", lambda cells: cells[-1]["metadata"].update(tags=["notebook-only"]))
    (copies / "data_quality.ipynb").unlink()
    own = {
        name
        for name in ("city_quarter", "plan_review", "data_quality", "area_quarter")
        if notebook_of(name, copies).parent == copies
    }
    assert own == {"city_quarter", "plan_review"}


def test_a_notebook_nothing_is_known_of_is_meant(copies):
    (copies / ".originals.json").unlink()
    assert notebook_of("city_quarter", copies) == copies / "city_quarter.ipynb"


def test_a_broken_notebook_is_one_sentence(copies):
    (copies / "city_quarter.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"city_quarter\.ipynb is not a notebook that can be read"):
        notebook_of("city_quarter", copies)


def test_the_lab_opens_the_explorer_of_the_dataset(copies, write, monkeypatch):
    monkeypatch.chdir(copies.parent)
    wuxi = write(name="data/wuxi")
    assert explorer_of(wuxi) == Path("notebooks/explore.ipynb")  # as it is: it names ../data/wuxi
    mine = write(name="本 市")
    made = explorer_of(mine)
    assert made == Path("notebooks/explore-本 市.ipynb")
    (cell,) = [
        cell
        for cell in json.loads(made.read_text(encoding="utf-8"))["cells"]
        if cell["metadata"].get("tags") == ["parameters"]
    ]
    assert cell["source"][0] == "data = '../本 市'  # dataset folder\n"
    before = made.stat().st_mtime_ns
    assert explorer_of(mine) == made
    assert made.stat().st_mtime_ns == before
    with pytest.raises(InputError, match="explores another dataset"):
        explorer_of(write(name="other/本 市"))


def test_the_lab_starts_jupyterlab_there(office, monkeypatch):
    started = []

    def run(command, **_options):
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    done = hrss(("lab", "--no-browser", "--port=0"), office)
    assert done.code == 0, done.err
    assert started[0][1:3] == ["-m", "jupyterlab"]
    assert {"--no-browser", "--port=0"} <= set(started[0])
    assert started[0][-1] == "explore-本 市.ipynb"


def test_the_example_of_the_documents_is_read(tmp_path):
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8").rpartition("## `hrss.toml`")[2]
    (tmp_path / "hrss.toml").write_text(text.split("```")[1].removeprefix("text\n"), encoding="utf-8")
    office = read_office(tmp_path / "hrss.toml")
    assert office == replace(read_office(bundled.OFFICE / "hrss.toml"), notebooks=office.notebooks)
    assert office.notebooks.name == "notebooks"

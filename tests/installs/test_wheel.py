"""The wheel in an empty environment: no extra, no checkout, a folder with nothing in it."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile

import pytest

from ..conftest import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def contents(wheel):
    """What is in a wheel, by name, but for its list of itself."""
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist() if not name.endswith("RECORD")}


def test_the_wheel_has_all_that_travels(built):
    names = set(contents(built[0]))
    for folder, place in {
        "hrss_analysis": "",
        "notebooks": "hrss_analysis/bundled/",
        "data/wuxi": "hrss_analysis/bundled/",
        "data/national": "hrss_analysis/bundled/",
    }.items():
        tracked = subprocess.run(
            ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
        assert {place + name for name in tracked if name} <= names
    assert {"hrss_analysis/py.typed", "hrss_analysis/paper/typeface/OFL.txt"} <= names
    assert not [
        name for name in names if name.split("/")[0] not in ("hrss_analysis", f"hrss_analysis-{VERSION}.dist-info")
    ]


def test_the_sdist_builds_the_same_wheel(built, tmp_path):
    wheel, sdist = built
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # since 3.11.4
    (source,) = tmp_path.iterdir()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (again,) = tmp_path.glob("*.whl")
    assert contents(again) == contents(wheel)


@pytest.fixture(scope="module")
def office(bare, tmp_path_factory):
    """An empty folder, made into one to work in."""
    folder = tmp_path_factory.mktemp("empty") / "办公 室"
    bare.hrss("init", folder, cwd=folder.parent)
    (folder / "计划.docx").write_bytes(b"PK")
    return folder


def test_an_areas_report_in_an_empty_folder(bare, office):
    said = bare.hrss("report", "area_quarter", "-p", "area=江阴", "-p", "period=2024Q3", cwd=office)
    assert said.startswith("1 of 1 reports made")
    page = (office / "reports/wuxi/2024Q3/area-jiangyin.html").read_text(encoding="utf-8")
    assert "模拟数据" in page
    assert "<svg" in page


def test_it_knows_its_release(bare, tmp_path):
    assert bare.hrss("--version", cwd=tmp_path).endswith(f"version {VERSION}\n")
    assert bare.run("-c", "import hrss_analysis; print(hrss_analysis.__version__)", cwd=tmp_path) == f"{VERSION}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lab",), "hrss lab needs jupyterlab; install hrss_analysis[lab]"),
        (("plan", "import", "计划.docx", "--out", "本市"), "reading Word needs python-docx; install hrss_analysis[word]"),
        (("batch", "2024Q3", "--scheduler", "tcp://127.0.0.1:1", "--report", "data_quality"), "--scheduler needs distributed; install hrss_analysis[cluster]"),
    ],
)  # fmt: skip
def test_what_is_optional_is_asked_for_in_one_sentence(bare, office, arguments, said):
    told = bare.hrss(*arguments, cwd=office, code=1)
    assert said in told
    assert "Traceback" not in told

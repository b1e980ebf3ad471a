"""The README of a folder that ``hrss init`` made, walked: from the sample to the first page of one's own data."""

import pytest

from hrss_analysis.bundled import OFFICE

from ..filling import filling
from .reading import blocks, commands
from .running import hrss
from .test_commands import plan_document

pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]
SENT = {"甲区": {"value": 160}, "乙区": {"value": 90}}  # of 700 and 500 in the plan
COUNTS = {"numerator": 45, "denominator": 50}  # 90 % settled, in both


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder after the walk, its name with a space, and what each command said."""
    folder = tmp_path_factory.mktemp("walk") / "办公 室"
    said = {"init": hrss(("init", folder.name), folder.parent)}
    plan_document(folder / "计划.docx")
    for command in (command for block in blocks(OFFICE / "README.md") for command in commands(block)):
        words = command.words[1:]
        if words == ("batch", "2024Q3"):
            words = (*words, "--report", "data_quality")  # all of it: tests/installs
        if words[:2] == ("data", "template"):
            point_to_own(folder / "hrss.toml")
        if words[:2] == ("data", "add"):
            for file in folder.glob("*-2025Q1.xlsx"):
                fill_in(file, folder / "本市")
        said[" ".join(command.words[1:])] = hrss(words, folder)
    return folder, said


def point_to_own(file):
    """What the README says of hrss.toml, done as it says it."""
    before, after = "data = 'data/wuxi'", "data = '本市'"
    assert f"把 `{before}` 改成 `{after}`" in (OFFICE / "README.md").read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(f"\n{before}\n", f"\n{after}\n"), encoding="utf-8")
    assert f"\n{after}\n" in file.read_text(encoding="utf-8")


def fill_in(form, data):
    with filling(form, data) as rows:
        for (no, area), row in rows.items():
            for name, figure in SENT[area].items() if no == 1 else COUNTS.items():
                row[name].value = figure


def test_every_command_does_what_it_says(walked):
    _, said = walked
    assert {words: done.err for words, done in said.items() if done.code} == {}
    assert len(said) >= 9


def test_the_first_page_of_ones_own_data(walked):
    folder, _ = walked
    page = (folder / "reports/本市/2025Q1/area-002.html").read_text(encoding="utf-8")
    assert "完成率" in page
    assert "22.9%" in page  # 160 of 700
    assert "模拟数据" not in page
    index = (folder / "reports/index.html").read_text(encoding="utf-8")
    assert 'href="本市/2025Q1/index.html"' in index


def test_ones_own_figures_are_in_ones_own_dataset_alone(walked):
    folder, _ = walked
    assert "160" in (folder / "本市/actuals/2025Q1.csv").read_text(encoding="utf-8")
    assert not list((folder / "data").rglob("2025Q*"))

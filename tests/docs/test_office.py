"""The README of a folder that ``hrss init`` made, walked: from the sample to the first page of one's own data."""

import openpyxl
import pytest

from hrss_analysis.bundled import OFFICE

from .reading import blocks, commands
from .running import hrss
from .test_commands import plan_document

pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]
SENT = {("甲区", 1): 160, ("乙区", 1): 90}  # of 700 and 500 in the plan
COUNTS = ("分子", 45), ("分母", 50)  # 90 % settled, in both


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
                fill_in(file)
        said[" ".join(command.words[1:])] = hrss(words, folder)
    return folder, said


def point_to_own(file):
    """What the README says of hrss.toml, done as it says it."""
    before, after = "data = 'data/wuxi'", "data = '本市'"
    assert f"把 `{before}` 改成 `{after}`" in (OFFICE / "README.md").read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(f"\n{before}\n", f"\n{after}\n"), encoding="utf-8")
    assert f"\n{after}\n" in file.read_text(encoding="utf-8")


def fill_in(file):
    book = openpyxl.load_workbook(file)
    sheet = book["填报"]
    (head,) = [row for row in sheet.iter_rows() if row[0].value == "序号"]
    column = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        no, area = (sheet.cell(row, column[name]).value for name in ("序号", "地区"))
        if no == 1:
            sheet.cell(row, column["累计完成"]).value = SENT[area, no]
        else:
            for heading, count in COUNTS:
                sheet.cell(row, column[heading]).value = count
    book.save(file)


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

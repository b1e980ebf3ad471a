"""A slip names what one sender must mend, in a workbook and on a page."""

import re

import openpyxl
import pandas as pd
import pytest

from hrss_analysis import check, open_dataset
from hrss_analysis.briefings.slips import write_slip, write_slips
from hrss_analysis.language import speaking

from ..intake.sending import FILES
from ..language.test_catalogue import HAN


@pytest.fixture
def ds(write):
    actuals = "no,area,value,reporter\n1,甲,-3,甲\n2,甲,1.35,甲\n3,甲,98,甲\n"
    return open_dataset(write({**FILES, "actuals/2024Q2.csv": actuals}))


def test_one_slip_for_each_who_has_to_mend(ds, tmp_path):
    written = write_slips(ds, "2024Q2", check(ds, "2024Q2"), tmp_path / "slips")
    assert [path.name for path in written] == ["退回单-甲-2024Q2.html", "退回单-乙-2024Q2.html"]
    sheet = openpyxl.load_workbook(tmp_path / "slips/退回单-甲-2024Q2.xlsx")["退回单"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("级别", "单元格", "序号", "指标", "地区", "单位", "报送数", "参照数", "问题")
    assert rows[1] == ("■ 错误", None, 1, "培训人数", "甲", "人", -3, 0, "为-3，不应为负")
    assert not sheet.merged_cells.ranges
    page = written[0].read_text(encoding="utf-8")
    assert "<title>退回单：甲 2024年二季度</title>" in page
    assert "不应为负" in page
    assert "应报未报" in written[1].read_text(encoding="utf-8")


def test_nothing_to_mend_is_no_slip(ds, tmp_path):
    assert write_slips(ds, "2024Q2", check(ds, "2024Q2").head(0), tmp_path) == []


def test_hostile_names_stay_in_their_folder_and_are_text(write, tmp_path):
    area = "../<script>alert(1)</script>"
    files = {
        **FILES,
        "areas.csv": f"area\n全市\n{area}\n",
        "targets/2024.csv": f"no,area,state,bound,value\n1,{area},assigned,,1000\n",
        "actuals/2024Q2.csv": f"no,area,value,reporter\n1,{area},-3,{area}\n",
    }
    ds = open_dataset(write(files))
    (page,) = write_slips(ds, "2024Q2", check(ds, "2024Q2"), tmp_path / "slips")
    assert page.parent == tmp_path / "slips"
    assert "<script>alert" not in page.read_text(encoding="utf-8")
    assert sorted(path.parent for path in (tmp_path / "slips").rglob("*")) == [tmp_path / "slips"] * 2


def test_findings_on_a_file_name_its_cells(ds, tmp_path):
    findings = check(ds, "2024Q2").assign(place="填报!E8")
    write_slips(ds, "2024Q2", findings, tmp_path)
    frame = pd.read_excel(tmp_path / "退回单-甲-2024Q2.xlsx")
    assert frame["单元格"].tolist() == ["填报!E8"]


def cells(file):
    """What every cell of a workbook says, sheet by sheet, row by row."""
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(file)}


def test_a_slip_is_in_english_where_that_is_spoken(ds, tmp_path):
    findings = check(ds, "2024Q2").assign(place="Return!E8")
    with speaking("en"):
        pages = write_slips(ds, "2024Q2", findings, tmp_path)
    assert [page.name for page in pages] == ["return-slip-甲-2024Q2.html", "return-slip-乙-2024Q2.html"]
    books = [cells(page.with_suffix(".xlsx")) for page in pages]
    assert {tuple(sheets) for sheets in books} == {("Return slip", "Note")}
    heads, first, *_ = books[0]["Return slip"]
    assert heads == ("Severity", "Cell", "No.", "Indicator", "Area", "Unit", "Reported", "Reference", "Finding")
    assert first[:-1] == ("■ error", "Return!E8", 1, "培训人数", "甲", "persons", -3, 0)
    assert not first[-1].startswith("培训人数")
    assert books[0]["Note"][0] == ("Return slip: figures of 甲 for 2024 Q2. Errors: 1; to be checked: 0.",)
    told = [cell for sheets in books for rows in sheets.values() for row in rows for cell in row]
    names = re.compile("|".join([*ds.indicators["name"], *ds.areas["area"]]))
    assert [cell for cell in told if isinstance(cell, str) and HAN.search(names.sub("", cell))] == []


def test_names_are_those_of_the_language(wuxi, tmp_path):
    findings = check(wuxi, "2024Q1").head(1).assign(severity="warning", message_en="it is so")
    with speaking("en"):
        (page,) = write_slips(wuxi, "2024Q1", findings, tmp_path)
    (row,) = cells(page.with_suffix(".xlsx"))["Return slip"][1:]
    assert not [cell for cell in row if isinstance(cell, str) and HAN.search(cell)]


def test_a_slip_has_the_message_of_its_language_or_else_the_one_that_there_is(ds, tmp_path):
    own = check(ds, "2024Q2").head(1).drop(columns="message_en", errors="ignore")
    both = own.assign(message_en="培训人数 (甲): is negative")
    for lang, findings, told in (("zh", both, "为-3，不应为负"), ("en", both, "is negative")):
        with speaking(lang):
            (page,) = write_slips(ds, "2024Q2", findings, tmp_path)
        assert next(iter(cells(page.with_suffix(".xlsx")).values()))[1][-1] == told
    with speaking("en"):  # of a file that was read while English was spoken
        (page,) = write_slips(ds, "2024Q2", own.assign(message="培训人数 (甲): two figures"), tmp_path)
    assert cells(page.with_suffix(".xlsx"))["Return slip"][1][-1] == "two figures"


@pytest.mark.parametrize(
    ("lang", "name", "told"),
    [
        ("zh", "退回单-坏-2", "坏报送数据退回单：错误1处，需核对0处。"),
        ("en", "return-slip-坏-2", "Return slip: figures of 坏. Errors: 1; to be checked: 0."),
    ],
)
def test_a_file_whose_period_is_not_known_has_a_slip_too(ds, tmp_path, lang, name, told):
    with speaking(lang):
        page = write_slip(ds, "", "坏", check(ds, "2024Q2").head(1), tmp_path, 2)
    assert page.name == f"{name}.html"
    notes = list(cells(tmp_path / f"{name}.xlsx").values())[-1]
    assert notes[0] == (told,)

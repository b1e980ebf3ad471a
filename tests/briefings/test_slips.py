"""A slip names what one sender must mend, in a workbook and on a page."""

import openpyxl
import pandas as pd
import pytest

from hrss_analysis import check, open_dataset
from hrss_analysis.briefings.slips import COLUMNS, write_slips

from ..intake.sending import FILES


@pytest.fixture
def ds(write):
    actuals = "no,area,value,reporter\n1,甲,-3,甲\n2,甲,1.35,甲\n3,甲,98,甲\n"
    return open_dataset(write({**FILES, "actuals/2024Q2.csv": actuals}))


def test_one_slip_for_each_who_has_to_mend(ds, tmp_path):
    written = write_slips(ds, "2024Q2", check(ds, "2024Q2"), tmp_path / "slips")
    assert [path.name for path in written] == ["退回单-甲-2024Q2.html", "退回单-乙-2024Q2.html"]
    sheet = openpyxl.load_workbook(tmp_path / "slips/退回单-甲-2024Q2.xlsx")["退回单"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
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

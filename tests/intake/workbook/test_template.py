"""The template holds what is due, protects the rest, and comes back as it went out."""

import openpyxl
import pytest

from hrss_analysis import InputError, UsageError, open_dataset
from hrss_analysis.intake import make_template, receive
from hrss_analysis.vocabulary import FLAG

from ..sending import FILES, HEAD, folder

__all__ = ["folder"]


def table(book):
    rows = list(book["填报"].iter_rows(min_row=7, values_only=True))
    return rows[0], rows[1:]


def test_only_what_is_due_with_its_unit(wuxi):
    head, rows = table(make_template(wuxi, "2024Q3", "江阴"))
    assert list(head[:9]) == HEAD
    assert head[9:] == ("全年目标", "上期末", "去年同期")
    assert {row[2] for row in rows} == {"江阴"}
    numbers = [row[0] for row in rows]
    assert 54 not in numbers, "half-yearly"
    assert 5 not in numbers, "yearly"
    assert 18 not in numbers, "not divided among areas"
    assert next(row for row in rows if row[0] == 34)[3] == "万人"
    _, year_end = table(make_template(wuxi, "2024Q4", "江阴"))
    assert {54, 5} <= {row[0] for row in year_end}


def test_a_department_gets_its_indicators_in_all_areas(wuxi):
    _, rows = table(make_template(wuxi, "2024Q3", "社保中心"))
    assert {row[0] for row in rows} == {34, 35, 36, 38, 39, 40}
    assert {"江阴", "宜兴", "市本级"} <= {row[2] for row in rows}


def test_inputs_are_open_and_the_rest_is_protected(wuxi):
    sheet = make_template(wuxi, "2024Q3", "江阴")["填报"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    rate = next(row for row in range(8, sheet.max_row + 1) if sheet.cell(row, 4).value == "%")
    assert [sheet.cell(rate, column).protection.locked for column in range(1, 13)] == [True] * 4 + [False] * 5 + [
        True
    ] * 3
    assert [sheet.cell(8, column).protection.locked for column in (5, 6, 7)] == [False, True, True], (
        "a count has no numerator"
    )


def test_cells_say_what_they_may_hold(wuxi):
    sheet = make_template(wuxi, "2024Q3", "江阴")["填报"]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"list", "whole", "decimal"}
    assert all(f"{letter} {label.zh}" in rules["list"].formula1 for letter, label in FLAG.items())
    assert len(rules["list"].formula1) < 256, "Excel's limit for a list"


def test_it_says_what_it_is_and_that_figures_are_simulated(wuxi):
    sheet = make_template(wuxi, "2024Q3", "江阴")["填报"]
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 6)}
    assert facts == {"数据集": "wuxi", "报告期": "2024Q3", "填报单位": "江阴", "模板版本": "1"}
    assert "模拟数据" in sheet["A6"].value
    assert "2024年10月15日" in sheet["A6"].value


def test_filled_in_it_comes_back(folder, tmp_path):
    book = make_template(open_dataset(folder), "2024Q2", "甲")
    sheet = book["填报"]
    for row, value in enumerate((300, 1.35, 98), 8):
        sheet.cell(row, 5).value = value
    sheet["H8"], sheet["I8"] = "P 初步数", "月底更正"
    book.save(tmp_path / "甲.xlsx")
    receipt = receive(folder, tmp_path / "甲.xlsx")
    assert receipt.status == "added"
    assert receipt.findings.empty
    actuals = open_dataset(folder).actuals()
    assert actuals[["value", "flag", "reporter"]].to_numpy().tolist() == [
        [300, "P", "甲"],
        [1.35, "A", "甲"],
        [98, "A", "甲"],
    ]


def test_a_hostile_name_stays_text(write, tmp_path):
    hostile = FILES["indicators.csv"].replace("1,培训人数", '1,"=HYPERLINK(""http://x"",""点"")"')
    book = make_template(open_dataset(write({**FILES, "indicators.csv": hostile})), "2024Q2", "甲")
    book.save(tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["填报"]["B8"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'=")


def test_bad_use_is_said(folder):
    ds = open_dataset(folder)
    with pytest.raises(UsageError, match="unknown sender"):
        make_template(ds, "2024Q2", "丁")
    with pytest.raises(UsageError, match="unknown target year"):
        make_template(ds, "2023Q2", "甲")
    with pytest.raises(InputError, match="nothing is due"):
        make_template(ds, "2024Q2", "全市")


def test_a_year_of_quarters_shows_last_years_end_beside_its_first(write):
    files = {**FILES, "targets/2023.csv": FILES["targets/2024.csv"], "actuals/2023Q4.csv": "no,area,value\n1,甲,990\n"}
    _, rows = table(make_template(open_dataset(write(files)), "2024Q1", "甲"))
    assert {row[0]: row[10] for row in rows} == {1: 990, 2: None, 3: None}

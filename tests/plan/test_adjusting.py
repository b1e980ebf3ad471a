"""A notice that changes some targets: dated rows behind the plan's own, and nothing else."""

from dataclasses import replace

import pandas as pd
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.errors import InputError
from hrss_analysis.plan.adjusting import adjust_targets

from .office import CLOSED, ITEMS, make_office, put

ON = "2025-07-10"


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path, (replace(ITEMS[0], tag=""), *ITEMS[1:]))
    dated(office)
    return office


def dated(office, day="2025-04-18"):
    table = pd.read_csv(office / "targets/2025.csv", dtype=str, keep_default_na=False)
    table.assign(issued_on=day).to_csv(office / "targets/2025.csv", index=False)


def notice(folder, columns, year=2025):
    """A table in the plan's form: for each indicator its name, number, unit, and the cells by area."""
    areas = list(dict.fromkeys(area for *_, cells in columns for area in cells))
    lines = [f"关于调整{year}年计划的通知", "", "附件", "", "一、调整计划", ""]
    rows = [
        ["指标名称", *(one[0] for one in columns)],
        ["序号", *(one[1] for one in columns)],
        ["单位", *(one[2] for one in columns)],
    ]
    rows += [[area, *(one[3].get(area, "") for one in columns)] for area in areas]
    for row in [*rows, ["责任单位", *("就业科" for _ in columns)]]:
        lines += ["\t" + cell for cell in row] + [""]
    path = folder / "notice.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def jobs(**cells):
    return ("城镇新增就业人数", "1", "人", {"全市": "1300", "甲区": "800", "乙区": "500", **cells})


def in_word(folder, *columns):
    import docx

    document = docx.Document()
    document.add_paragraph("关于调整2025年计划的通知")
    areas = list(dict.fromkeys(area for *_, cells in columns for area in cells))
    table = document.add_table(3 + len(areas), 1 + len(columns))
    for at, word in enumerate(["指标名称", "序号", "单位", *areas]):
        table.cell(at, 0).text = word
    for column, (name, no, unit, cells) in enumerate(columns, 1):
        for at, word in enumerate([name, no, unit, *(cells.get(area, "") for area in areas)]):
            table.cell(at, column).text = word
    document.save(str(folder / "notice.docx"))
    return folder / "notice.docx"


def errors(adjusted):
    return adjusted.findings[adjusted.findings["severity"] == "error"]


def test_what_changed_is_added_with_the_date_and_what_stands_stays_byte_for_byte(office, tmp_path):
    before = (office / "targets/2025.csv").read_bytes()
    adjusted = adjust_targets(notice(tmp_path, [jobs()]), office, ON)
    assert not adjusted.failed, adjusted.findings.to_string()
    assert adjusted.changes == ["1 城镇新增就业人数 全市: 1200人 → 1300人", "1 城镇新增就业人数 甲区: 700人 → 800人"]
    assert adjusted.repeated == 1
    after = (office / "targets/2025.csv").read_bytes()
    added = f"1,全市,assigned,at_least,1300,人,{ON}\n1,甲区,assigned,at_least,800,人,{ON}\n"
    assert after == before + added.encode()
    ds = open_dataset(office)
    cells = ds.targets(2025).set_index(["no", "area"])["value"]
    assert (cells[1, "全市"], cells[1, "甲区"], cells[1, "乙区"], cells[2, "甲区"]) == (1300, 800, 500, 700)
    assert ds.targets(2025, as_of="2025-06-30").set_index(["no", "area"])["value"][1, "甲区"] == 700


def test_the_same_notice_again_is_refused_and_one_that_says_nothing_new_adds_nothing(office, tmp_path):
    path = notice(tmp_path, [jobs()])
    adjust_targets(path, office, ON)
    before = (office / "targets/2025.csv").read_bytes()
    again = adjust_targets(path, office, ON)
    assert f"已有{ON}的目标，不早于{ON}" in errors(again).iloc[0]["message"]
    later = adjust_targets(path, office, "2025-08-01")
    assert (later.failed, len(later.rows), later.repeated) == (False, 0, 3)
    assert (office / "targets/2025.csv").read_bytes() == before


def test_other_units_and_a_bound_that_the_notice_leaves_out(office, tmp_path):
    rate = ("劳动人事争议仲裁案件结案率", "4", "%", {"甲区": "96"})
    wan = ("城镇新增就业人数", "1", "万人", {"全市": "0.13", "甲区": "0.08"})
    register = pd.read_csv(office / "indicators.csv", dtype=str, keep_default_na=False)
    register.loc[register["no"] == "4", "bound"] = "at_most"
    register.to_csv(office / "indicators.csv", index=False)
    table = pd.read_csv(office / "targets/2025.csv", dtype=str, keep_default_na=False)
    table.loc[(table["no"] == "4") & (table["value"] != ""), "bound"] = "at_most"
    table.to_csv(office / "targets/2025.csv", index=False)
    adjusted = adjust_targets(in_word(tmp_path, wan, rate), office, ON)
    assert not adjusted.failed, adjusted.findings.to_string()
    assert adjusted.rows[["no", "area", "bound", "value", "unit"]].values.tolist() == [
        ["1", "全市", "at_least", "0.13", "万人"], ["1", "甲区", "at_least", "0.08", "万人"], ["4", "甲区", "at_most", "96", "%"],
    ]  # fmt: skip
    assert open_dataset(office).targets(2025).set_index(["no", "area"])["value"][1, "甲区"] == 800


def test_a_blank_cell_in_word_says_nothing(office, tmp_path):
    jobless = ("失业保险参保人数", "2", "人", {"全市": "1200", "甲区": "", "乙区": ""})
    adjusted = adjust_targets(in_word(tmp_path, jobs(), jobless), office, ON)
    assert (adjusted.failed, len(adjusted.rows), adjusted.repeated) == (False, 2, 2)


@pytest.mark.parametrize(
    ("columns", "rule", "words"),
    [
        ([jobs(甲区="900")], "sum", "城镇新增就业人数"),
        ([("失业保险参保人数", "1", "人", {"甲区": "800"})], "identity", "在计划中是第2项，第1项是“城镇新增就业人数”"),
        ([("青年就业人数", "1", "人", {"甲区": "800"})], "identity", "计划中没有“青年就业人数”，第1项是"),
        ([("青年就业人数", "9", "人", {"甲区": "800"})], "identity", "也没有第9项"),
        ([("城镇新增就业人数", "1", "家", {"甲区": "800"})], "unit", "不能换算为“人”"),
        ([("城镇新增就业人数", "1", "人", {"丙区": "800"})], "areas", "没有“丙区”这个地区"),
        ([("城镇新增就业人数", "1", "人", {"全市": "1300", "甲区": "约800"})], "unreadable", "无法识别"),
        ([("城镇新增就业人数", "1", "人", {"全市": "1300", "甲区": "800", "乙区": ""})], "merged", "看不出是几个地区共担还是不作调整"),
        ([jobs(), jobs(甲区="801", 全市="1301")], "amount", "出现两次"),
        ([], "layout", "没有找到"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_and_nothing_written(office, tmp_path, columns, rule, words):
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file() and path.name != ".lock"}
    adjusted = adjust_targets(notice(tmp_path, columns), office, ON)
    found = errors(adjusted)
    assert rule in set(found["rule"]), found.to_string()
    assert words in "".join(found["message"])
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file() and path.name != ".lock"} == before


@pytest.mark.parametrize("day", ["2025-04-18", "2025-04-17"])
def test_a_notice_that_is_not_later_than_the_plan_is_refused(office, tmp_path, day):
    with pytest.raises(InputError, match="the plan is of 2025-04-18"):
        adjust_targets(notice(tmp_path, [jobs()]), office, day)
    assert not adjust_targets(notice(tmp_path, [jobs()]), office, "2025-04-19").failed


@pytest.mark.parametrize("day", ["2025-7-10", "2025/07/10", "20250710", "2025-13-01", "2025-02-30"])
def test_a_date_is_written_in_one_way(office, tmp_path, day):
    with pytest.raises(InputError, match="write the date"):
        adjust_targets(notice(tmp_path, [jobs()]), office, day)


def test_a_year_without_targets_is_refused(office, tmp_path):
    with pytest.raises(InputError, match="there are no targets of 2026"):
        adjust_targets(notice(tmp_path, [jobs()], 2026), office, "2026-07-10")


def test_a_table_without_dates_gets_their_column(office, tmp_path):
    table = pd.read_csv(office / "targets/2025.csv", dtype=str, keep_default_na=False)
    table.drop(columns="issued_on").to_csv(office / "targets/2025.csv", index=False)
    assert not adjust_targets(notice(tmp_path, [jobs()]), office, ON).failed
    after = pd.read_csv(office / "targets/2025.csv", dtype=str, keep_default_na=False)
    assert after["issued_on"].tolist() == [""] * len(table) + [ON, ON]


def test_a_register_alone_changes_the_citys_target(office, tmp_path):
    put(
        tmp_path,
        "notice.txt",
        "2025年调整\n\n附件\n\n\t序号\n\t计划指标\n\t2025年\n\t单位\n\n\t4\n\t" + CLOSED.name + "（季报）\n\t96\n\t%\n",
    )
    adjusted = adjust_targets(tmp_path / "notice.txt", office, ON)
    assert not adjusted.failed, adjusted.findings.to_string()
    assert adjusted.rows[["no", "area", "value"]].values.tolist() == [["4", "全市", "96"]]


def test_a_notice_adjusts_the_plan_of_the_year_it_names(office, tmp_path):
    adjusted = adjust_targets(notice(tmp_path, [jobs()]), office, "2026-01-05")
    assert (adjusted.year, adjusted.failed, len(adjusted.rows)) == (2025, False, 2)

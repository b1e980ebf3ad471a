"""What stands in, above, beside and below a table is held against its figures."""

import pytest

from ..sending import GOOD, HEAD, folder
from .test_reading import FIGURES, errors, figures, read

__all__ = ["folder", "read"]

ABOVE = [("报告期", "2024Q2"), ("填报单位", "甲")]


def headed(word, key="累计完成"):
    """The usual head with another word for one column."""
    return {"head": [word if old == key else old for old in HEAD]}


def titled(*cells):
    return {"above": [*ABOVE, cells]}


ALIKE = {"rows": [[1, "培训人数", "甲", "人", 300]]}  # figures of one unit


@pytest.mark.parametrize(
    "options",
    [
        headed("累计完成（本期）"),
        headed("累计完成（1-6月）"),
        headed("累计完成（1月—6月）"),
        headed("累计完成（2024年上半年）"),
        headed("累计完成（2024年）"),
        headed("累计完成（1月至本期）"),
        headed("累计完成（年初至今）*"),
        headed("分子（个）", "分子"),
        headed("分子（件、人）", "分子"),
        headed("备注（逾期请说明）", "备注"),
        headed("状态（下拉选择）", "状态"),
        headed("指标（名称）", "指标"),
        {**headed("累计完成（人）"), **ALIKE},
        {**headed("累计完成【人】"), **ALIKE},
        {**headed("累计完成（人，1-6月）"), **ALIKE},
        {**headed("指标名称（单位：人）", "指标"), **ALIKE},
        {**titled("单位：人"), **ALIKE},
        {**titled("（单位：人）"), **ALIKE},
        {**titled("计量单位", "人"), **ALIKE},
        titled("单位：人、万人、%"),
        titled("单位：甲"),
        titled("单位（盖章）：甲"),
        titled("", "", "", "", "本期"),
        titled("", "", "", "", "累计"),
        titled("", "", "", "", "1-6月"),
        titled("2024年二季度计划目标执行情况"),
        titled("", "", "2024年二季度计划目标执行情况"),
        titled("", "", "", "", "本期", "", "", "去年同期"),
    ],
)  # fmt: skip
def test_what_agrees_or_says_nothing_lets_the_table_in(read, options):
    told = read(**options)
    assert errors(told) == []
    assert figures(told) == ({(1, "甲"): 300} if "rows" in options else FIGURES)


@pytest.mark.parametrize(
    ("options", "place"),
    [
        *((headed(f"累计完成（{word}）"), "E3") for word in ("千人", "百人", "上年", "同期", "当季", "预计", "目标", "去年", "全年", "不含市本级", "万", "本季", "计划数", "环比", "估计", "本期，上年")),
        (headed("累计（目标）"), "E3"),
        (headed("累计完成（千人）（万人）（百人）"), "E3"),
        *((headed(f"累计完成（{word}）"), "E3") for word in ("1-3月", "1-9月", "9月", "2023年", "2023年上半年", "7-9月", "一季度", "4-6月")),
        *((headed(f"分子（{word}）", "分子"), "F3") for word in ("万人", "上年", "千件", "万")),
        (headed("分母（当季）", "分母"), "G3"),
        (headed("单位（千人）", "单位"), "D3"),
        (headed("单位（万人）", "单位"), "D3"),
        (headed("指标（上年）", "指标"), "B3"),
        (headed("地区（同期）", "地区"), "C3"),
    ],
)  # fmt: skip
def test_a_heading_that_says_something_else_is_refused(read, options, place):
    found = errors(read(**options))
    assert [where for _, where, _ in found] == [f"填报!{place}"], found


@pytest.mark.parametrize("unit", ["万人", "%", "家"])
def test_a_unit_in_the_heading_that_its_row_contradicts_is_refused(read, unit):
    (found,) = errors(read(**headed(f"累计完成（{unit}）"), **ALIKE))
    assert found[:2] == ("unit", "填报!D4")
    assert "填报!E3" in found[2]
    assert "请统一" in found[2]


@pytest.mark.parametrize(
    "cells",
    [
        ("单位：千人",), ("单位：万人",), ("（单位：万人）",), ("2024年二季度完成情况（单位：万人）",), ("单位", "万人"), ("计量单位：", "万人"),
        ("单位:百",), ("单位：丙",), ("注：以上单位均为万人",), ("", "", "", "", "万人"), ("", "", "", "", "（千人）"), ("", "", "", "", "单位：万人"),
        ("", "", "", "", "单位：千人"), ("单位为万人",), ("本表单位：万人",),
    ],
)  # fmt: skip
def test_a_unit_above_the_table_that_its_rows_contradict_is_refused(read, cells):
    found = errors(read(**titled(*cells), **ALIKE))
    assert [rule for rule, _, _ in found] in (["unit"], ["heading"]), found


def test_a_unit_below_the_table_or_in_a_remark_is_held_against_it_too(read):
    assert errors(read(rows=[*ALIKE["rows"], ["注：单位为万人"]]))[0][0] == "unit"
    assert errors(read(rows=[[*ALIKE["rows"][0], None, None, None, "单位：千人"]]))[0][0] == "heading"
    assert errors(read(rows=[*ALIKE["rows"], ["注：单位为人"]])) == []
    assert errors(read(rows=[[*ALIKE["rows"][0], None, None, None, "用人单位：3家"]])) == []


def test_a_unit_said_above_is_that_of_rows_without_one(read):
    told = read(**titled("单位：万人"), rows=[[2, "新增就业人数", "甲", None, 1.35], [1, "培训人数", "甲", None, 0.03]])
    assert figures(told) == {(2, "甲"): 1.35, (1, "甲"): 300}
    assert errors(read(**titled("单位：人、万人"), rows=[[1, "培训人数", "甲", None, 300]]))[0][0] == "unit"


@pytest.mark.parametrize("name", ["培训人数（万人）", "培训人数(%)"])
def test_a_unit_in_a_name_that_its_row_contradicts_is_refused(read, name):
    assert errors(read(rows=[[1, name, "甲", "人", 300]]))[0][:2] == ("unit", "填报!D4")
    assert errors(read(rows=[[1, "培训人数（人）", "甲", "人", 300]])) == []


@pytest.mark.parametrize(
    "name", ["“就在江苏”平台数（上年）", "“就在江苏”平台数预计", "“就在江苏”平台目标数", "当季“就在江苏”平台数"]
)
def test_a_name_that_says_something_else_is_no_slip_of_the_pen(read, name):
    assert errors(read(rows=[[4, name, "甲", "家", 3]]))[0][:2] == ("name", "填报!B4")


@pytest.mark.parametrize("word", ["去年同期", "目标", "全年计划", "预计", "当季", "同比"])
def test_a_group_that_the_column_stands_in_is_read_whether_merged_or_not(read, word):
    over = errors(read(**titled("", "", "", "", word)))
    beside = errors(read(**titled("", "", "", word, "", "", "", "", "本期")))
    for found in (over, beside):
        assert word in found[0][2], found


@pytest.mark.parametrize("word", ["另一口径", "合计"])
def test_what_stands_right_above_the_figures_has_to_be_understood(read, word):
    assert errors(read(**titled("", "", "", "", word)))[0][:2] == ("heading", "填报!E3")


@pytest.mark.parametrize(
    "rows",
    [
        [*GOOD, [], ["", "", "", "", "", "", "", "", "", "", "序号", "指标", "累计完成"], [*[""] * 10, 4, "“就在江苏”平台数", 3]],
        [*GOOD, [], ["", "序号", "指标", "单位", "累计完成"], ["", 4, "“就在江苏”平台数", "家", 3]],
        [*GOOD, [], ["编号", "项目", "累计"], [4, "“就在江苏”平台数", 3]],
    ],
)  # fmt: skip
def test_a_second_table_is_not_passed_over(read, rows):
    assert any("第二个表头" in message for _, _, message in errors(read(rows=rows)))


def test_numbers_beside_the_table_are_said_not_to_be_read(read):
    told = read(rows=[[*GOOD[0], "", "", "", "", "", 77], *GOOD[1:]])
    assert errors(told) == []
    assert ["K4" in problem.message for problem in told.problems] == [True]
    assert read(rows=[[*GOOD[0], "", "", "", "", "", "文字"], *GOOD[1:]]).problems == ()


@pytest.mark.parametrize(
    ("options", "fits"),
    [
        ({"name": "2024年8月快报.xlsx"}, False),
        ({"name": "甲1-8月.xlsx"}, False),
        ({"name": "8月.xlsx"}, False),
        ({"name": "八月份.xlsx"}, False),
        ({"name": "甲202408.xlsx"}, False),
        ({"name": "甲2024-08.xlsx"}, False),
        ({"name": "甲2024.8.xlsx"}, False),
        ({"name": "甲2023年.xlsx"}, False),
        ({"name": "甲Q3.xlsx"}, False),
        ({"name": "甲3季度.xlsx"}, False),
        ({"name": "甲9月.xlsx"}, False),
        ({"name": "甲4-6月.xlsx"}, False),
        ({"name": "甲6月.xlsx"}, True),
        ({"name": "甲1-6月.xlsx"}, True),
        ({"name": "甲一至六月.xlsx"}, True),
        ({"name": "甲202406.xlsx"}, True),
        ({"name": "甲Q2.xlsx"}, True),
        ({"name": "甲20240708.xlsx"}, True),
        ({"name": "甲2024年7月8日.xlsx"}, True),
        ({"sheet": "8月"}, False),
        (titled("截至8月底"), False),
        (titled("截至2024年8月31日"), False),
        (titled("截至2024年6月30日"), True),
        (titled("2024年8月"), False),
        (titled("1-8月完成情况"), False),
        (titled("下半年完成情况"), False),
        (titled("2023年计划完成情况"), False),
        (titled("2024年计划完成情况"), True),
        (titled("2021—2025年规划"), True),
        (titled("填报日期：2024年7月8日"), True),
        (titled("填报时间", "2024年7月"), True),
    ],
)
def test_months_and_years_of_names_and_titles_fit_the_quarter_or_contradict_it(read, options, fits):
    found = errors(read(**options))
    assert [rule for rule, _, _ in found] == ([] if fits else ["period"]), found


@pytest.mark.parametrize("given", ["", "2024Q3"])
def test_a_month_is_no_quarter(read, given):
    (found,) = errors(read(above=[("填报单位", "甲")], name="2024年8月快报.xlsx", period=given))
    assert "2024年8月快报" in found[2]
    assert ("不是一个季度" in found[2]) == (not given)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (["1①", "培训人数", "甲", "人", 300], "A4"),
        (["①", "培训人数", "甲", "人", 300], "A4"),
        (["1²", "培训人数", "甲", "人", 300], "A4"),
        ([1.5, "培训人数", "甲", "人", 300], "A4"),
        (["0 1", "培训人数", "甲", "人", 300], "A4"),
        ([1, "培训人数", "甲①", "人", 300], "C4"),
        ([1, "培训人数", "甲¹", "人", 300], "C4"),
        ([1, "培训人数", "甲市区", "人", 300], "C4"),
        ([1, "培训人数", "甲", "人①", 300], "D4"),
        ([1, "培训人数", "甲", "万人左右", 300], "D4"),
        ([1, "培训人数", "甲", "人", 300, None, None, "P①"], "H4"),
        ([1, "培训人数", "甲", "人", 300, 3, None], "F4"),
        ([1, "培训人数", "甲", "人", 300, None, 0], "G4"),
        ([1, "甲", "人", 300, None], "B4"),
        (["培训人数", "甲", "人", 300, None], "A4"),
        ([1, "培训人数", "甲", 300, None], "D4"),
        ([1, "培训人数", "甲", "人", None, None, None, None, 300], "I4"),
        ([1, "培训人数", "甲", "人", 300, None, None, None, "1,300"], "I4"),
        ([3, "结案率", "甲", "%", 98, 98, None], "G4"),
        ([3, "结案率", "甲", "%", 98, None, 100], "F4"),
        ([3, "结案率", "甲", "%", 98, 5, 0], "G4"),
        ([3, "结案率", "甲", "%", 98, 98.5, 100], "F4"),
        *(([3, "结案率", "甲", "%", 98, 98, text], "G4") for text in ("13百万", "1308千", "44左右", "1308余", "1308-", "1308?", "5倍", "98%", "3万左右", "100人民币", "100①", "约100")),
    ],
)  # fmt: skip
def test_every_column_is_as_strict(read, row, place):
    assert [where for _, where, _ in errors(read(rows=[row]))] == [f"填报!{place}"]


@pytest.mark.parametrize("text", ["1300", "1,300", "1,300件", "0.13万", "0.13万人次", "1300 人", "１３００", "1300户"])
def test_counts_with_a_word_for_what_is_counted_are_read(read, text):
    told = read(rows=[[3, "结案率", "甲", "%", 100, text, 1300]])
    assert errors(told) == []
    assert told.rows["numerator"].item() == 1300


@pytest.mark.parametrize(("number", "read_as"), [("１", 1), ("1.0", 1), (1.0, 1), ("1、", 1), ("第1项", 1)])
def test_a_number_may_be_written_in_several_ways(read, number, read_as):
    assert figures(read(rows=[[number, "培训人数", "甲", "人", 300]])) == {(read_as, "甲"): 300}


@pytest.mark.parametrize("sender", ["甲X", "甲甲", "职建处1"])
def test_a_sender_with_something_behind_its_name_is_another(read, sender):
    found = errors(read(above=[("报告期", "2024Q2"), ("填报单位", sender)]))
    assert found[0][0] == "sender"


def test_a_number_below_the_table_that_is_no_figure_harms_nobody(read):
    assert errors(read(rows=[*GOOD, ["填报人", "张三", "电话", "13800000000"]])) == []

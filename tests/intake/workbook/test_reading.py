"""The template and its many variations are read alike; what is unsure is refused with sheet and cell."""

import openpyxl
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.intake.workbook.reading import read_submission

from ..sending import GOOD, HEAD, folder, workbook

__all__ = ["folder"]

FIGURES = {(1, "甲"): 300, (2, "甲"): 1.35, (3, "甲"): 98}


@pytest.fixture
def read(folder, tmp_path):
    """Read a workbook of these rows."""

    def reading(rows=GOOD, name="填报.xlsx", period="", sender="", **options):
        return read_submission(
            open_dataset(folder), workbook(tmp_path / name, rows, **options), period=period, sender=sender
        )

    return reading


def figures(submission):
    rows = submission.rows
    return dict(zip(zip(rows["no"], rows["area"], strict=True), rows["value"], strict=True))


def errors(submission):
    return [
        (problem.rule, problem.place, problem.message) for problem in submission.problems if problem.severity == "error"
    ]


def test_a_table_as_it_should_be(read):
    told = read()
    assert (told.period, told.sender) == ("2024Q2", "甲")
    assert figures(told) == FIGURES
    assert told.problems == ()
    assert told.rows["place"].tolist() == ["填报!E4", "填报!E5", "填报!E6"]
    assert told.rows.loc[2, ["numerator", "denominator"]].tolist() == [98, 100]


@pytest.mark.parametrize(
    "options",
    [
        {"head": ["序 号", "指标名称", "地区", "计量单位", "累计完成数", "分子", "分母", "状态", "备注"]},
        {"above": [("2024年二季度计划完成情况",), (), ("填报单位：甲",)]},
        {"above": [("无锡市2024年1—6月完成情况",), ("填报单位", "甲")]},
        {"above": [("报告期：2024年上半年",), ("填报单位:甲区",)]},
        {"rows": [*GOOD, ["合计", None, None, None, None], [None, "填报人：张三"]]},
        {"rows": [["一、就业", None, None, None, None], *GOOD]},
        {"rows": [GOOD[0], HEAD, *GOOD[1:]]},
        {"rows": [["１", " 培训 人数", "甲", "人", "３００"], ["2.", "新增就业人数（月报）", "甲区", "人", "13,500"], ["第3项", "结案率", "甲", "%", "98%", "98", "100"]]},
        {"rows": [[1, "培训人数", "甲", "万人", 0.03], [2, "新增就业人数", "甲", "万人", "1.35万"], GOOD[2]]},
        {"rows": [[1, "1.培训人数", "甲", None, "300人"], *GOOD[1:]]},
    ],
)  # fmt: skip
def test_tables_that_mean_the_same(read, options):
    told = read(**options)
    assert errors(told) == []
    assert (told.period, told.sender) == ("2024Q2", "甲")
    assert figures(told) == FIGURES


def test_columns_in_another_order_and_columns_beside(read):
    head = ["备注", "去年", "累计完成", "单位", "指标", "序号", "地区"]
    rows = [[None, 9, row[4], row[3], row[1], row[0], row[2]] for row in GOOD]
    told = read(rows=rows, head=head)
    assert figures(told) == FIGURES
    assert [problem.message for problem in told.problems] == ["“去年”一栏未读取"]


def test_the_unit_in_the_heading(read):
    head = ["序号", "指标", "地区", "累计完成（人）"]
    told = read(rows=[[1, "培训人数", "甲", 300], [2, "新增就业人数", "甲", 13500]], head=head)
    assert figures(told) == {(1, "甲"): 300, (2, "甲"): 1.35}


def test_an_areas_sheet_without_a_column_of_areas(read):
    head = ["序号", "指标", "单位", "累计完成"]
    assert figures(read(rows=[[1, "培训人数", "人", 300]], head=head)) == {(1, "甲"): 300}


def test_merged_cells_and_several_sheets(folder, tmp_path):
    book = openpyxl.Workbook()
    first, second, notes = book.active, book.create_sheet("第二张"), book.create_sheet("说明")
    for row in [
        ("填报单位：职建处",),
        ("报告期：2024Q2",),
        HEAD,
        [1, "培训人数", "甲", "人", 300],
        [None, None, "乙", None, 200],
    ]:
        first.append(row)
    for merged in ("A4:A5", "B4:B5", "D4:D5"):
        first.merge_cells(merged)
    for row in (HEAD, [1, "培训人数", "全市", "人", 500]):
        second.append(row)
    notes["A1"] = "请看"
    book.save(tmp_path / "a.xlsx")
    told = read_submission(open_dataset(folder), tmp_path / "a.xlsx")
    assert figures(told) == {(1, "甲"): 300, (1, "乙"): 200, (1, "全市"): 500}
    assert [problem.message for problem in told.problems] == ["工作表“说明”没有序号、指标、累计完成三栏的表头，未读取"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv(folder, tmp_path, encoding):
    path = tmp_path / "甲2024Q2.csv"
    path.write_bytes("序号,指标,地区,单位,累计完成\n1,培训人数,甲,人,300\n".encode(encoding))
    told = read_submission(open_dataset(folder), path)
    assert (told.period, told.sender, figures(told)) == ("2024Q2", "甲", {(1, "甲"): 300})
    assert told.rows["place"].item() == "E2"


def test_blank_zero_and_slash_are_three_things(read, folder):
    told = read(rows=[[1, "培训人数", "甲", "人", None], [2, "新增就业人数", "甲", "万人", 0]])
    assert figures(told) == {(2, "甲"): 0}
    told = read(rows=[[1, "培训人数", "甲", "人", "/"]])
    assert errors(told)[0][:2] == ("amount", "填报!E4")
    targets = (folder / "targets/2024.csv").read_text(encoding="utf-8")
    (folder / "targets/2024.csv").write_text(
        targets.replace("1,甲,assigned,,1000", "1,甲,not_assigned,,"), encoding="utf-8"
    )
    assert errors(read(rows=[[1, "培训人数", "甲", "人", "/"], GOOD[1]])) == []


def test_flags_and_remarks(read):
    rows = [
        [1, "培训人数", "甲", "人", 300, None, None, "P 初步数", "月底更正"],
        [3, "结案率", "甲", "%", None, None, None, "L", "系统停机"],
    ]
    told = read(rows=rows)
    assert told.rows[["flag", "note"]].to_numpy().tolist() == [["P", "月底更正"], ["L", "系统停机"]]
    assert told.rows["value"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("row", "rule", "place", "said"),
    [
        ([9, "培训人数", "甲", "人", 1], "number", "A4", "没有第9项"),
        (["甲", "培训人数", "甲", "人", 1], "number", "A4", "不是数字"),
        ([None, "合计", "甲", "人", 1], "number", "A4", "合计行请删去"),
        ([1, "新增就业人数", "甲", "人", 1], "name", "B4", "那是第2项"),
        ([1, "完全不同的东西", "甲", "人", 1], "name", "B4", "应为“培训人数”"),
        ([1, None, "甲", "人", 1], "name", "B4", "没有填指标名称"),
        ([1, "培训人数", "丙", "人", 1], "area", "C4", "没有“丙”这个地区"),
        ([1, "培训人数", "乙", "人", 1], "not_theirs", "E4", "不由甲报送"),
        ([1, "培训人数", "甲", "家", 1], "unit", "D4", "不能换算"),
        ([1, "培训人数", "甲", None, 1], "unit", "D4", "没有写单位"),
        ([1, "培训人数", "甲", "人", "约1"], "amount", "E4", "不是一个确定的数"),
        ([1, "培训人数", "甲", "人", "=1+1"], "amount", "E4", "公式没有保存计算结果"),
        ([3, "结案率", "甲", "%", 98, "98%", 100], "amount", "F4", "分子"),
        ([1, "培训人数", "甲", "人", 1, None, None, "Z"], "flag", "H4", "不认识"),
        ([1, "培训人数", "甲", "人", 1, None, None, "L"], "flag", "H4", "却填了数"),
    ],
)
def test_what_cannot_be_sure_is_refused_with_sheet_and_cell(read, row, rule, place, said):
    ((found, where, message),) = errors(read(rows=[row]))
    assert (found, where) == (rule, f"填报!{place}")
    assert said in message


def test_a_slip_of_the_pen_in_a_name_is_read_and_told(read):
    told = read(rows=[[4, "就在江苏平台数量", "甲", "家", 3]])
    assert figures(told) == {(4, "甲"): 3}
    assert [(problem.severity, problem.place) for problem in told.problems] == [("warning", "填报!B4")]


def test_one_figure_merged_over_two_cells_is_refused(folder, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [[1, "培训人数", "甲", "人", 300], [1, "培训人数", "乙", "人", None]],
        above=[("2024Q2",), ("填报单位：职建处",)],
    )
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("E4:E5")
    book.save(path)
    found = errors(read_submission(open_dataset(folder), path))
    assert {place for _, place, _ in found} == {"填报!E4", "填报!E5"}
    assert all("E4:E5" in message for _, _, message in found)


@pytest.mark.parametrize(
    ("options", "rule", "said"),
    [
        ({"above": [("填报单位", "甲")]}, "period", "看不出是哪个季度"),
        ({"above": [("报告期", "2024Q2"), ("填报单位", "甲")], "name": "甲2024年3季度.xlsx"}, "period", "文件名为2024Q3"),
        ({"above": [("报告期", "2024Q2"), ("填报单位", "甲")], "period": "2024Q1"}, "period", "命令中的--period为2024Q1"),
        ({"above": [("报告期", "今年"), ("填报单位", "甲")]}, "period", "“今年”应写成2024Q3"),
        ({"above": [("报告期", "2030Q1"), ("填报单位", "甲")]}, "period", "没有2030年的计划目标"),
        ({"above": [("报告期", "2024Q2"), ("填报单位", "丁")]}, "sender", "不在计划的地区和处室之中"),
        ({"above": [("报告期", "2024Q2"), ("填报单位", "甲")], "sender": "乙"}, "sender", "填报单位不一致"),
        ({"above": [("报告期", "2024Q2"), ("填报单位", "甲"), ("数据集", "other")]}, "dataset", "不是“small”"),
        ({"above": [("报告期", "2024Q2"), ("填报单位", "甲"), ("模板版本", "0")]}, "version", "请用新模板重填"),
        ({"head": ["序号", "指标", "地区", "单位", "当期完成"]}, "no_table", "表头须有"),
        ({"head": ["序号", "指标", "地区", "单位", "累计完成", "累计"]}, "unreadable", "都像是“累计完成”一栏"),
        ({"rows": []}, "empty", "没有填任何数"),
        ({"rows": [GOOD[0], [1, "培训人数", "甲", "人", 301]]}, "twice", "与填报!E4的数不同"),
        ({"above": [("2024Q2",)], "rows": [GOOD[0], [1, "培训人数", "乙", "人", 5]]}, "sender", "看不出是谁报的"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_sure_is_refused(read, options, rule, said):
    found = errors(read(**options))
    assert [name for name, _, _ in found] == [rule]
    assert said in found[0][2]


def test_the_clerk_may_say_what_the_file_does_not(read):
    told = read(above=[("情况表",)], period="2024Q2", sender="甲")
    assert (told.period, told.sender, errors(told)) == ("2024Q2", "甲", [])


def test_a_hidden_sheet_with_a_table_is_not_passed_over(folder, tmp_path):
    path = workbook(tmp_path / "a.xlsx", GOOD)
    book = openpyxl.load_workbook(path)
    hidden = book.copy_worksheet(book.active)
    hidden.title, hidden.sheet_state = "旧", "hidden"
    book.save(path)
    assert errors(read_submission(open_dataset(folder), path))[0][0] == "hidden"


TWO_ROWS = {"head": [*HEAD[:4], "累计完成", "累计完成"]}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({**TWO_ROWS, "rows": [[*HEAD[:4], "去年同期", "本年"], [1, "培训人数", "甲", "人", 250, 300]]}, "都像是“累计完成”一栏"),
        ({"rows": [[*HEAD[:4], "1-3月"], GOOD[0]]}, "第二个表头"),
        ({"above": [("2024Q2",), ("填报单位：甲",), ("", "", "", "", "去年同期")]}, "上方是“去年同期”"),
        ({"rows": [GOOD[0], ["序号", "指标", "地区", "单位", "去年同期", "累计完成"], [2, "新增就业人数", "甲", "万人", 1, 1.35]]}, "第二个表头"),
        ({"above": [("2024Q2",), ("填报单位：甲",), (2, "新增就业人数", "甲", "万人", 1.35)]}, "表头上方而有多个数"),
        ({"rows": [[1, "培训人数", "甲", "人", "48①"]]}, "注码或上标"),
        ({"rows": [[1, "培训人数", "甲", "人", "48 3"]]}, "像是两个数"),
        ({"rows": [[1, "培训人数", "甲", "人", "48\n300"]]}, "像是两个数"),
        ({"rows": [[1, "培训人数", "甲", "人", "999999999999亿"]]}, "过大"),
        ({"rows": [[3, "结案率", "甲", "%", 98, -5, 100]]}, "不能为负"),
        ({"above": [("2024Q2",), ("填报单位：职建处",)], "rows": [GOOD[0], [1, "培训人数", "合计", "人", 500]]}, "看不出是哪些地区的合计"),
        ({"above": [("2024Q2",), ("填报单位（盖章）：乙",)], "sender": "甲"}, "填报单位不一致"),
        ({"above": [("2024年1—8月",), ("填报单位：甲",)], "period": "2024Q2"}, "与报告期2024Q2不一致"),
        ({"above": [("报告期", "2024Q2"), ("填报单位：甲",), ("截至9月底",)]}, "与报告期2024Q2不一致"),
        ({"sheet": "一季度"}, "与报告期2024Q2不一致"),
        ({"head": [*HEAD[:2], "行政区划", *HEAD[3:]], "rows": [[1, "培训人数", "乙", "人", 300]]}, "不由甲报送"),
    ],
)  # fmt: skip
def test_what_could_mean_something_else_is_refused(read, options, said):
    assert any(said in message for _, _, message in errors(read(**options))), errors(read(**options))


def test_a_csv_row_that_is_longer_than_its_head_is_refused(folder, tmp_path):
    path = tmp_path / "甲2024Q2.csv"
    path.write_text("序号,指标,地区,单位,累计完成\n1,培训人数,甲,人,5,774\n", encoding="utf-8")
    assert "千分位逗号" in errors(read_submission(open_dataset(folder), path))[0][2]


def test_merged_notes_and_quoted_percent_signs_are_read(folder, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["一、就业", None, None, None, None], *GOOD])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A4:I4")
    book.active["E7"].number_format = '0.0"%"'
    book.save(path)
    told = read_submission(open_dataset(folder), path)
    assert errors(told) == []
    assert figures(told) == FIGURES


CSV = "序号,指标,地区,单位,累计完成,分子,分母,状态,备注\n"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("4,“就在江苏”平台数,甲,家,1,598,,,", "F2"),  # no rate has a numerator
        ("4,“就在江苏”平台数,甲,家,1,598,,,,", "I2"),
        ("1,培训人数,甲,人", "D2"),
        ("4,“就在江苏”平台数,甲,家,1,598", "F2"),
        ("4,“就在江苏”平台数,甲,家7,,,,", "D2"),
        ("3,结案率,甲,%,98", "E2"),
        ("3,结案率,甲,%,98,98", "E2"),
        ("4,“就在江苏”平台数,甲7,家,,,,", "C2"),
        ("1,培训人数,甲,人,300,,,,,", "I2"),
        ("3,结案率,甲,%,98,100,,,", "G2"),
        ("3,结案率,甲,%,98,1,598,1600,,", "I2"),
        ("1,培训人数,甲,人\n300,,,,", "D2"),
        ("1,培训人数,甲,人,,,,,,,,5,774", "I2"),
    ],
)
def test_csv_rows_that_fell_apart_are_refused(folder, tmp_path, lines, place):
    path = tmp_path / "甲2024Q2.csv"
    path.write_text(CSV + lines + "\n", encoding="utf-8")
    assert errors(read_submission(open_dataset(folder), path))[0][1] == place


@pytest.mark.parametrize(
    "lines",
    [
        "1,培训人数,甲,人,300,,,,",
        "1,培训人数,甲,人,300",
        "1,培训人数,甲,人,300,,,",
        '1,培训人数,甲,人,"300",,,,\n\n合计',
        "1,培训人数,甲,人,300,,,,\n填报人：张三,,",
    ],
)
def test_csv_rows_that_are_whole_are_read(folder, tmp_path, lines):
    path = tmp_path / "甲2024Q2.csv"
    path.write_text("情况表\n" + CSV + lines + "\n", encoding="utf-8")
    told = read_submission(open_dataset(folder), path)
    assert (errors(told), figures(told)) == ([], {(1, "甲"): 300})


def test_areas_may_be_numbered(write, tmp_path):
    """A row that was not filled in says nothing, though its area looks like a figure."""
    register = "no,name,unit,kind,bound,pace,frequency,lead_department\n1,培训人数,人,flow,at_least,accumulates,monthly,职建处\n"
    files = {
        "indicators.csv": register,
        "areas.csv": "area\n全市\n1\n区2\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,1,assigned,,5\n",
    }
    path = tmp_path / "2024Q2.csv"
    path.write_text("填报单位,职建处\n" + CSV + "1,培训人数,1,人,300,,,,\n1,培训人数,区2,人,,,,,\n", encoding="utf-8")
    told = read_submission(open_dataset(write(files)), path)
    assert (errors(told), figures(told)) == ([], {(1, "1"): 300})

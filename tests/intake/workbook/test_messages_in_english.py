"""What is wrong with a file is said in the language that is spoken; what was read in it stays as it was written."""

import datetime
import re

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles import Font

from hrss_analysis import open_dataset
from hrss_analysis.intake.workbook import rows
from hrss_analysis.intake.workbook.cells import UnreadableError
from hrss_analysis.intake.workbook.formats import number_shown
from hrss_analysis.intake.workbook.reading import read_submission
from hrss_analysis.intake.workbook.sheets import read_sheets
from hrss_analysis.language import LANGUAGES, speaking

from ..sending import FILES, GOOD, HEAD, MONTHLY, folder, workbook
from .test_as_seen import LOWERED, RAISED, STRUCK, put, send
from .test_reading import read
from .test_sheets import SHEET, bomb, book, rewritten, saved

__all__ = ["folder", "read", "send"]

HAN = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"[\u3000-\u303f\uff01-\uff5e]")
QUOTED = re.compile(r"“[^”]*”")
# places, and names of the plan
OWN = re.compile(r"[^ (]+!(?=[A-Z]+\d)|全市|甲|乙|职建处|就业处|培训人数|新增就业人数|结案率|就在江苏|平台数")
ABOVE = [("报告期", "2024Q2"), ("填报单位", "甲")]


def in_both(told):
    """What `told` gives in either language: the same number of messages, none of them in the other language."""
    said = {}
    for lang in LANGUAGES:
        with speaking(lang):
            said[lang] = list(told())
    assert len(said["zh"]) == len(said["en"]) > 0
    for chinese, english in zip(said["zh"], said["en"], strict=True):
        own = OWN.sub("", QUOTED.sub("", english))
        assert HAN.search(QUOTED.sub("", chinese)), chinese
        assert not HAN.search(own), english
        assert not MARKS.search(own), english
    return said


def messages(submission):
    return [problem.message for problem in submission.problems]


def above(*rows):
    return {"above": list(rows)}


def headed(word, key="累计完成"):
    return {"head": [word if old == key else old for old in HEAD]}


TABLES = [
    # the table's head and its columns
    {"head": [*HEAD[:4], "累计完成", "累计"]},
    {"head": HEAD[:4]},
    {"head": [*HEAD, "去年", "", ""], "rows": [[*GOOD[0], *[None] * 4, 1, 2]]},
    {"rows": [[*HEAD[:4], "1-3月"], GOOD[0]]},
    above(*ABOVE, ("", "", "", "", "去年同期")),
    above(*ABOVE, (2, "新增就业人数", "甲", "万人", 1.35)),
    headed("累计完成（上年）"),
    above(*ABOVE, ("单位：千人",)),
    # the period and the sender
    above(ABOVE[1]),
    above(ABOVE[1], ("2024年1—8月",)),
    above(("报告期", "今年"), ABOVE[1]),
    above(("报告期", True), ABOVE[1]),
    above(("报告期", "2030Q1"), ABOVE[1]),
    above(*ABOVE, ("截至9月底",)),
    {"name": "甲2024年3季度.xlsx", "sheet": "2024年1季度", "period": "2024Q2"},
    above(ABOVE[0], ("填报单位", "丁")),
    above(ABOVE[0], ("填报单位", True)),
    {"sender": "乙"},
    {"above": [ABOVE[0]], "rows": [GOOD[0], [1, "培训人数", "乙", "人", 5]]},
    above(*ABOVE, ("数据集", "other"), ("模板版本", "0")),
    # rows: indicator, area, unit
    {"rows": [[9, "培训人数", "甲", "人", 1]]},
    {"rows": [[1, None, "甲", "人", 1]]},
    {"rows": [[4, "就在江苏平台数量", "甲", "家", 3]]},
    {"rows": [[1, "新增就业人数", "甲", "人", 1]]},
    {"rows": [[1, "别的", "甲", "人", 1]]},
    {"rows": [["x", "培训人数", "甲", "人", 1], [None, "培训人数", "甲", "人", 1]]},
    {"rows": [[1, "培训人数", "丙", "人", 1]]},
    {"rows": [[1, "培训人数", "合计", "人", 1]]},
    {"rows": [[1, "培训人数", None, "人", 1]], "above": [ABOVE[0], ("填报单位", "职建处")]},
    {"rows": [[1, "培训人数", "乙", "人", 1]]},
    {"rows": [[1, "培训人数", "甲", "家", 1], [1, "培训人数", "甲", None, 1]]},
    {**headed("累计完成（万人）"), "rows": [GOOD[0]]},
    {"rows": [GOOD[0], [1, "培训人数", "甲", "人", 301]]},
    {"rows": []},
    # figures
    *({"rows": [[1, "培训人数", "甲", "人", value]]} for value in ("约1", "1千家", "48①", "48 3", "999999999999亿", "/", "=1+1", "=[1]a!A1", True, "#REF!", "x" * 1001)),
    *({"rows": [[3, "结案率", "甲", "%", 98, *counts]]} for counts in ((-5, 100), ("98%", 100), (0.5, 100), (98,), (None, 98), (5, 0))),
    {"rows": [[1, "培训人数", "甲", "人", 1, 1]]},
    # status and note
    *({"rows": [[1, "培训人数", "甲", "人", 1, None, None, *rest]]} for rest in ("Z", "L", (None, 5), (None, True))),
]  # fmt: skip


@pytest.mark.parametrize("options", TABLES)
def test_a_table(read, options):
    in_both(lambda: messages(read(**options)))


LOOKS = [
    put("E4", CellRichText("3605", TextBlock(RAISED, "1"))),
    put("E4", CellRichText("360", TextBlock(LOWERED, "2"))),
    put("E4", CellRichText(TextBlock(STRUCK, "448"), "448")),
    put("E4", 300, font=Font(color="FFFFFFFF")),
    put("E4", 3, number_format='0"千人"'),
    put("E4", "300", number_format='@"万"'),
    put("E4", datetime.date(2024, 3, 5)),
    put("E3", "累计完成", font=Font(strike=True)),
]


def zeros(sheet):
    sheet["E4"], sheet.sheet_view.showZeros = 0, False


def hidden(what, key):
    def change(sheet):
        getattr(sheet, what)[key].hidden = True

    return change


def merged(sheet):
    sheet.append([1, "培训人数", "乙", "人", None])
    sheet.merge_cells("E6:E7")


def struck_above(sheet):
    sheet.insert_rows(3)
    sheet["E3"], sheet["E3"].font = "本期", Font(strike=True)


SHOWN = [
    zeros, merged, struck_above,
    hidden("row_dimensions", 3), hidden("row_dimensions", 5), hidden("column_dimensions", "E"),
]  # fmt: skip


@pytest.mark.parametrize("change", [*LOOKS, *SHOWN])
def test_how_a_cell_looks(send, change):
    in_both(lambda: [*send(change)[0].values()])


def test_a_format_is_kept_in_mind_and_what_is_said_of_it_is_not():
    in_both(lambda: [number_shown(3, '"约"0').problem])


def test_a_date_in_a_format_of_a_chinese_excel(send):
    def dated(content):
        return rewritten(content, "xl/styles.xml", lambda xml: xml.replace(b'numFmtId="1"', b'numFmtId="57"'))

    in_both(lambda: [*send(put("E4", 300, number_format="0"), content=dated)[0].values()])


def test_a_condition_that_changes_what_is_shown(send):
    def change(sheet):
        style = openpyxl.styles.differential.DifferentialStyle(font=Font(strike=True))
        rule = openpyxl.formatting.rule.Rule(type="expression", formula=["TRUE"], dxf=style)
        sheet.conditional_formatting.add("E4:E5", rule)

    in_both(lambda: [*send(change)[0].values()])


def merged_far():
    made = book(A1=1)
    made.active.merge_cells("A1:Z9999")
    return saved(made)


def outside_its_sheet():
    return rewritten(saved(book(A1=1)), SHEET, lambda xml: xml.replace(b'r="A1"', b'r="A0"'))


def in_another_encoding():
    return rewritten(saved(book(A1=1)), "xl/workbook.xml", lambda xml: b'<?xml version="1.0" encoding="gbk"?>' + xml)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", b""),
        ("a", b""),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 old"),
        ("a.xlsx", b"no zip"),
        ("a.xlsx", bomb),
        ("a.xlsx", merged_far),
        ("a.xlsx", outside_its_sheet),
        ("a.xlsx", in_another_encoding),
        ("a.csv", b"\xff\x80\x81"),
        ("a.csv", b"a,\0"),
        ("a.csv", b'a,"b'),
        ("a.csv", b"x" * 10_000_001),
        ("a.csv", b"," * 300_000),
    ],
)
def test_a_file_that_cannot_be_read(name, content):
    content = content() if callable(content) else content

    def said():
        with pytest.raises(UnreadableError) as refused:
            read_sheets(name, content)
        yield str(refused.value)

    in_both(said)


@pytest.mark.parametrize("line", ["1,培训人数,甲,人,5,774,,,,", "3,结案率,甲,%,98"])
def test_rows_of_text_that_fell_apart(folder, tmp_path, line):
    path = tmp_path / "甲2024Q2.csv"
    path.write_text(",".join(HEAD) + f"\n{line}\n", encoding="utf-8")
    in_both(lambda: messages(read_submission(open_dataset(folder), path)))


def test_sheets_that_are_not_read(folder, tmp_path):
    path = workbook(tmp_path / "a.xlsx", GOOD)
    changed = openpyxl.load_workbook(path)
    copied = changed.copy_worksheet(changed.active)
    copied.title, copied.sheet_state = "旧", "hidden"
    changed.create_sheet("说明")["A1"] = "请看"
    changed.save(path)
    in_both(lambda: messages(read_submission(open_dataset(folder), path)))


def test_more_problems_than_are_listed(read, monkeypatch):
    monkeypatch.setattr(rows, "MOST", 1)
    in_both(lambda: messages(read([[9, "培训人数", "甲", "人", 1]] * 3)))


MONTHS = [
    above(ABOVE[1]),
    above(ABOVE[1], ("2024年7—9月",)),
    above(("报告期", "今年"), ABOVE[1]),
    above(("报告期", datetime.date(2024, 7, 1)), ABOVE[1]),
    above(("报告期", "2024-07"), ABOVE[1], ("7月当月完成情况",)),
    above(("报告期：2024-07",), ABOVE[1], (datetime.date(2024, 8, 1),)),
    above(("报告期：2025-01",), ABOVE[1]),
]


@pytest.mark.parametrize("options", MONTHS)
def test_a_year_told_by_months(write, tmp_path, options):
    ds = open_dataset(write(MONTHLY))
    in_both(lambda: messages(read_submission(ds, workbook(tmp_path / "填报.xlsx", GOOD, **options))))


def test_a_plan_that_is_awaited(write, tmp_path):
    ds = open_dataset(write(FILES))
    path = workbook(tmp_path / "填报.xlsx", GOOD, above=[("报告期", "2025Q1"), ABOVE[1]])
    assert in_both(lambda: messages(read_submission(ds, path)))["en"] == [
        "the plan of 2025 has not been imported yet; the file was read by the numbers and units of the plan of 2024"
    ]


@pytest.mark.parametrize(
    ("options", "chinese", "english"),
    [
        (
            {"rows": [[1, "培训人数", "甲", "人", "约1"]]},
            "培训人数（甲）：累计完成“约1”不是一个确定的数，请只填数字",
            "培训人数 (甲): “累计完成” (cumulative): “约1” is not a definite number; give only the number",
        ),
        (
            {"period": "2024Q1"},
            "报告期不一致：填报!B1为2024Q2，命令中的--period为2024Q1",
            "the report period has to be the same everywhere: 2024Q2 (填报!B1), 2024Q1 (--period of the command)",
        ),
        (
            above(ABOVE[1]),
            "看不出是哪个季度：请在表上方写“报告期：2024Q3”，或由录入人用--period说明",
            "the quarter is not told: write “报告期: 2024Q3” above the table, or give --period when adding the file",
        ),
    ],
)  # fmt: skip
def test_word_for_word(read, options, chinese, english):
    assert in_both(lambda: messages(read(**options))) == {"zh": [chinese], "en": [english]}


def test_names_in_english_stand_before_what_is_said(write, tmp_path):
    register = FILES["indicators.csv"].replace("reported_by\n", "reported_by,name_en\n", 1)
    register = register.replace("职建处\n", "职建处,People trained\n").replace("就业处\n", "就业处,\n")
    ds = open_dataset(
        write({**FILES, "indicators.csv": register, "areas.csv": "area,name_en\n全市,City\n甲,Alpha\n乙,\n"})
    )
    path = workbook(tmp_path / "填报.xlsx", [[1, "培训人数", "甲", "人", "约1"]])
    with speaking("en"):
        assert messages(read_submission(ds, path))[0].startswith("People trained (Alpha): ")


def test_reading_finds_the_same_in_either_language(read):
    found = []
    for lang in LANGUAGES:
        with speaking(lang):
            found.append([(problem.rule, problem.severity) for problem in read([*GOOD, GOOD[0][:4]]).problems])
    assert found[0] == found[1]

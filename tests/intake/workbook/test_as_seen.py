"""A figure is what a person sees in its cell, or it is refused with the cell; Excel's formatting decides nothing."""

import datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from hrss_analysis import open_dataset
from hrss_analysis.intake.workbook.reading import read_submission

from ..sending import GOOD, HEAD, folder, workbook
from .test_sheets import SHEET, rewritten

__all__ = ["folder"]

RAISED, LOWERED, STRUCK = (
    InlineFont(vertAlign="superscript"),
    InlineFont(vertAlign="subscript"),
    InlineFont(strike=True),
)


@pytest.fixture
def send(folder, tmp_path):
    """Read the good table after a change to its sheet: by place what is wrong, and the figures."""

    def reading(change, content=None, name="甲.xlsx"):
        path = workbook(tmp_path / name, GOOD)
        book = openpyxl.load_workbook(path)
        change(book.active)
        book.save(path)
        if content:
            path.write_bytes(content(path.read_bytes()))
        told = read_submission(open_dataset(folder), path)
        errors = {problem.place: problem.message for problem in told.problems if problem.severity == "error"}
        rows = told.rows
        return errors, {
            no: tuple(figures) for no, *figures in rows[["no", "value", "numerator", "denominator"]].to_numpy()
        }

    return reading


def put(place, value, **look):
    """A change that fills a cell and gives it a look."""

    def change(sheet):
        cell = sheet[place]
        cell.value = value
        for name, what in look.items():
            setattr(cell, name, what)

    return change


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (CellRichText("3605", TextBlock(RAISED, "1")), "“1”是上标"),
        (CellRichText("360", TextBlock(LOWERED, "2")), "“2”是下标"),
        (CellRichText(TextBlock(STRUCK, "448"), "448"), "“448”带有删除线"),
        (CellRichText(TextBlock(STRUCK, "448"), TextBlock(InlineFont(b=True), " 449")), "带有删除线"),
    ],
)
@pytest.mark.parametrize("place", ["E4", "F6", "G6", "A4", "D4", "H4", "I4"])
def test_raised_or_struck_out_runs_are_refused_in_every_column(send, place, value, said):
    errors, _ = send(put(place, value))
    assert said in errors[f"填报!{place}"]


def test_runs_that_only_look_different_are_one_number(send):
    errors, figures = send(put("E4", CellRichText("3", TextBlock(InlineFont(b=True, color="FF0000"), "00"))))
    assert (errors, figures[1][0]) == ({}, 300)


@pytest.mark.parametrize(
    ("font", "said"),
    [
        (Font(strike=True), "带有删除线"),
        (Font(vertAlign="superscript"), "上标"),
        (Font(color="FFFFFFFF"), "白底白字"),
        (Font(color=openpyxl.styles.colors.Color(theme=0)), "白底白字"),
    ],
)
def test_a_cell_struck_out_raised_or_unseen_as_a_whole_is_refused(send, font, said):
    assert said in send(put("E4", 300, font=font))[0]["填报!E4"]


def test_white_on_a_ground_painted_white_is_refused(send):
    look = {"font": Font(color="FFFFFFFF"), "fill": PatternFill("solid", fgColor="FFFFFFFF")}
    assert "白底白字" in send(put("E4", 300, **look))[0]["填报!E4"]


def test_a_title_merged_over_the_table_says_nothing_of_its_columns(send):
    def change(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "2024年二季度计划目标执行情况（与去年同期相比）"
        sheet.merge_cells("A1:I1")

    assert send(change)[0] == {}


def test_white_on_a_dark_ground_is_seen(send):
    look = {"font": Font(color="FFFFFFFF"), "fill": PatternFill("solid", fgColor="FF003366")}
    assert send(put("E4", 300, **look))[0] == {}


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (3, '0"万"', 30000),
        (0.03, '0.00"万"', 300),
        (3, '0"万人"', 30000),
        (300, '0"人"', 300),
        (300, '#,##0\\人', 300),
        (300, "#,##0", 300),
        (300, "#,##0_ ", 300),
        (300, "0_);[Red]\\(0\\)", 300),
        (300, "0.00E+00", 300),
        (300, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 300),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0),
        (300, "@", 300),
        (300, "[$-804]0", 300),
        (300, "[DBNum1][$-804]General", 300),
        (300, "00000", 300),
        ("300", '0"万"', 300),
    ],
)  # fmt: skip
def test_formats_whose_number_is_read_as_seen(send, value, code, seen):
    errors, figures = send(put("E4", value, number_format=code))
    assert (errors, figures[1][0]) == ({}, seen)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (3, '0"千人"'),
        (300, '"约"0'),
        (300, '0"左右"'),
        (300, '0"余"'),
        (300, "0,"),
        (300, "#,##0,,"),
        (30000, "0!.0,"),
        (30000, '0\\.0,"万"'),
        (1, '[=1]"有"'),
        (1, '[=1]"有";0'),
        (300, "[>100]0.0;0"),
        (300, ";;;"),
        (0, "0;-0;"),
        (0, "#,###"),
        (300, '"有"'),
        (300, '0"0"'),
        (300, '"1"0'),
        (300, '0"家"'),
        (300, "0%"),
        (300, "-0"),
        (300, "¥#,##0"),
        (300, "# ?/?"),
        (300, "yyyy-mm-dd"),
        (300, "[h]:mm"),
        (300, "0-0"),
        ("300", '@"万"'),
        ("300", ";;;"),
        ("300", '0;0;0;"约"@'),
    ],
)
def test_formats_that_show_another_value_are_refused(send, value, code):
    errors, _ = send(put("E4", value, number_format=code))
    assert "填报!E4" in errors


@pytest.mark.parametrize(("code", "wrong"), [("0;-0", False), ("0;(0)", False), ("0;0", True), ("0;[Red]0", True)])
def test_a_minus_is_seen(send, folder, code, wrong):
    register = (folder / "indicators.csv").read_text(encoding="utf-8").replace("reported_by\n", "reported_by,net\n")
    register = register.replace("职建处\n", "职建处,true\n").replace("就业处\n", "就业处,false\n")
    (folder / "indicators.csv").write_text(register, encoding="utf-8")
    errors, figures = send(put("E4", -300, number_format=code))
    assert ("填报!E4" in errors) == wrong
    assert wrong or figures[1][0] == -300


@pytest.mark.parametrize("number", [*range(27, 37), 50, 57, 58])
def test_the_built_in_dates_of_a_chinese_excel_are_dates(send, number):
    def dated(content):
        return rewritten(content, "xl/styles.xml", lambda xml: xml.replace(b'numFmtId="1"', b'numFmtId="%d"' % number))

    assert "日期" in send(put("E4", 300, number_format="0"), content=dated)[0]["填报!E4"]


def test_the_percentage_of_a_rate_is_one_and_that_of_its_counts_is_none(send):
    assert send(put("E6", 0.98, number_format="0.0%"))[1][3] == (98, 98, 100)
    assert "填报!F6" in send(put("F6", 0.98, number_format="0%"))[0]


def test_a_formulas_result_is_held_to_its_format_too(send):
    def stored(content):
        return rewritten(content, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>3</v>").replace(b"<v />", b"<v>3</v>").replace(b"<v/>", b"<v>3</v>"))  # fmt: skip

    assert "填报!E4" in send(put("E4", "=1+2", number_format='"约"0'), content=stored)[0]
    assert send(put("E4", "=1+2", number_format="0"), content=stored)[1][1][0] == 3


def test_zeros_that_the_sheet_does_not_show_are_refused(send):
    def change(sheet):
        sheet["E4"] = 0
        sheet.sheet_view.showZeros = False

    assert "不显示零值" in send(change)[0]["填报!E4"]


@pytest.mark.parametrize(("what", "wrong"), [({"numFmt": NumberFormat(164, '"约"0')}, True), ({"font": Font(strike=True)}, True), ({"font": Font(bold=True)}, False)])  # fmt: skip
def test_a_condition_that_shows_another_value_is_refused(send, what, wrong):
    def change(sheet):
        rule = Rule(type="expression", formula=["TRUE"], dxf=DifferentialStyle(**what))
        sheet.conditional_formatting.add("E4:E5", rule)

    assert ("填报!E4" in send(change)[0]) == wrong


def test_hidden_rows_and_columns_with_figures_are_refused(send):
    def row(sheet):
        sheet.row_dimensions[5].hidden = True

    def flat(content):
        return rewritten(content, SHEET, lambda xml: xml.replace(b'<row r="5"', b'<row r="5" ht="0" customHeight="1"'))

    def column(sheet):
        sheet.column_dimensions["E"].hidden = True

    def empty(sheet):
        sheet.column_dimensions["I"].hidden = sheet.row_dimensions[9].hidden = True

    assert set(send(row)[0]) == set(send(lambda _sheet: None, content=flat)[0]) == {"填报!A5"}
    assert set(send(column)[0]) == {"填报!E3"}
    assert send(empty)[0] == {}


def test_all_rows_hidden_at_once_are_a_hidden_sheet(send):
    def change(sheet):
        sheet.sheet_format.zeroHeight = True

    assert any("隐藏的工作表" in message for message in send(change)[0].values())


def test_a_date_typed_in_is_refused(send):
    assert "日期" in send(put("E4", datetime.date(2024, 3, 5)))[0]["填报!E4"]


@pytest.mark.parametrize("place", ["A1", "B1", "E3", "A3"])
def test_a_label_or_heading_that_is_struck_out_is_not_taken(send, place):
    def change(sheet):
        sheet[place].font = Font(strike=True)

    assert send(change)[0]


def test_the_number_column_is_read_as_seen(send):
    assert send(put("A4", 1, number_format='0"、"'))[0] == {}
    assert "填报!A4" in send(put("A4", 1, number_format='0"0"'))[0]
    assert "填报!A4" in send(put("A4", 1, number_format="0%"))[0]
    assert HEAD[0] == "序号"

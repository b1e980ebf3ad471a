"""Files are read cell by cell, whatever they are, and nothing in them harms."""

import io
import time
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import numbers

from hrss_analysis.intake.workbook.cells import UnreadableError
from hrss_analysis.intake.workbook.sheets import read_sheets


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book(**cells):
    made = openpyxl.Workbook()
    for address, value in cells.items():
        made.active[address] = value
    return made


def rewritten(content, name, change):
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return out.getvalue()


def test_cells_know_their_place():
    made = book(A1="标题", C3=5)
    made.active.title = "填报"
    (sheet,) = read_sheets("a.xlsx", saved(made))
    assert sheet.at(3, 3).place == "填报!C3"
    assert sheet.at(3, 3).value == 5
    assert sheet.at(2, 2).blank


def test_merged_cells_share_their_value_and_know_it():
    made = book(A1="培训人数")
    made.active.merge_cells("A1:A3")
    (sheet,) = read_sheets("a.xlsx", saved(made))
    assert [sheet.at(row, 1).text for row in (1, 2, 3)] == ["培训人数"] * 3
    assert sheet.at(3, 1).merged == "A1:A3"


def test_a_percentage_is_known_by_its_format():
    made = book(A1=0.98)
    made.active["A1"].number_format = numbers.FORMAT_PERCENTAGE
    assert read_sheets("a.xlsx", saved(made))[0].at(1, 1).percent


def test_a_formula_gives_its_stored_result_or_a_problem():
    content = saved(book(A1="=1+1"))
    assert "公式没有保存计算结果" in read_sheets("a.xlsx", content)[0].at(1, 1).problem
    stored = rewritten(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>"),
    )
    assert read_sheets("a.xlsx", stored)[0].at(1, 1).value == 2


@pytest.mark.parametrize(
    "formula", ["=[1]Sheet1!A1", "=cmd|'/C calc'!A0", '=WEBSERVICE("http://a.b")', "='[数据.xlsx]表1'!B2"]
)
def test_a_formula_that_leads_elsewhere_is_a_problem(formula):
    assert "引用了其他文件或网址" in read_sheets("a.xlsx", saved(book(A1=formula)))[0].at(1, 1).problem


@pytest.mark.parametrize(("value", "said"), [(True, "逻辑值"), ("#REF!", "错误值"), ("x" * 5000, "5000个字符")])
def test_values_that_are_no_figures_are_problems(value, said):
    assert said in read_sheets("a.xlsx", saved(book(A1=value)))[0].at(1, 1).problem


def test_a_date_is_a_problem():
    import datetime

    made = book(A1=datetime.date(2024, 3, 5))
    assert "当作日期" in read_sheets("a.xlsx", saved(made))[0].at(1, 1).problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_and_with_the_delimiters_of_the_field(encoding, delimiter):
    content = f"序号{delimiter}指标\r\n1{delimiter}培训人数\r\n".encode(encoding)
    (sheet,) = read_sheets("a.csv", content)
    assert sheet.at(2, 2).text == "培训人数"
    assert sheet.at(2, 2).place == "B2"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"", "另存为.xlsx"),
        ("a.xlsm", b"PK", "另存为.xlsx"),
        ("a", b"", "扩展名是“无”"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 old", "打开密码"),
        ("a.xlsx", b"no zip", "已损坏"),
        ("a.xlsx", b"PK\x03\x04 cut off", "已损坏"),
        ("a.csv", b"\xff\x80\x81", "编码"),
        ("a.csv", b"a,\0", "空字符"),
        ("a.csv", b'a,"b', "引号"),
        ("a.csv", b"x" * 10_000_001, "超过10MB"),
        ("a.csv", b"," * 300_000, "超过200000个"),
    ],
)
def test_what_cannot_be_read_is_said(name, content, said):
    with pytest.raises(UnreadableError, match=said):
        read_sheets(name, content)


def bomb():
    """A megabyte that unpacks to a gigabyte."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(200):
            part.write(b"\0" * 5_000_000)
    return out.getvalue()


def laughs(xml):
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]>"
    return head + xml.replace(
        b"<sheetData>", b"<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&l11;</t></is></c></row>"
    )


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "a bomb": (bomb, UnreadableError),
    "a merge over the whole sheet": (
        lambda: rewritten(saved(book(A1=1)), SHEET, lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        UnreadableError,
    ),
    "a cell in the farthest corner": (lambda: saved(book(A1=1, XFD1048576=2)), None),
    "entities in entities": (lambda: rewritten(saved(book(A1=1)), SHEET, laughs), UnreadableError),
    "a string of 10 MB": (lambda: rewritten(saved(book(A1="x")), "xl/sharedStrings.xml", lambda xml: xml.replace(b"<t>x</t>", b"<t>" + b"x" * 10_000_000 + b"</t>")), None),
    "an entity that reads a file": (
        lambda: rewritten(saved(book(A1=1)), SHEET, lambda xml: b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + xml.replace(b"<v>1</v>", b"<v>&f;</v>")),
        UnreadableError,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_or_read_soon(what):
    make, error = HOSTILE[what]
    content = make()
    started = time.monotonic()
    if error:
        with pytest.raises(error):
            read_sheets("a.xlsx", content)
    else:
        (sheet,) = read_sheets("a.xlsx", content)
        assert len(sheet.cells) <= 2
    assert time.monotonic() - started < 10, "a hang, not a matter of speed"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    for name in ("a.csv", "a.xlsx"):
        with suppress(UnreadableError):
            read_sheets(name, content)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.plan.text import read_text

CELL = st.text("甲乙12/ ", min_size=1, max_size=5).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_rows_and_cells_come_back(rows):
    text = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    (table,) = read_text("标题\n" + text).tables
    assert [[cell.text for cell in row] for row in table.rows] == rows


def test_a_cell_goes_on_over_blank_lines_and_ends_at_a_heading():
    text = "附件1\n\t责任\n\n处室\n\t甲\n\n\t2\n\t乙科\n\n丙科\n\n注：完"
    document = read_text(text)
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["责任\n\n处室", "甲"],
        ["2", "乙科\n\n丙科"],
    ]
    assert document.paragraphs == ["附件1", "注：完"]


def test_a_blank_below_is_covered_by_the_cell_above():
    table = read_text("\t1\n\t甲\n\n\t2\n\t\n\n\t3\n\t\n").tables[0]
    assert [row[1].covered_by for row in table.rows] == [None, (0, 1), (0, 1)]
    assert table.text(2, 1) == "甲"


def test_a_merge_in_word_is_marked(tmp_path):
    docx = pytest.importorskip("docx")
    from hrss_analysis.plan.document import read_document

    word = docx.Document()
    word.add_paragraph("附件1")
    table = word.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "高"
    word.save(tmp_path / "x.docx")
    (read,) = read_document(tmp_path / "x.docx").tables
    assert read.heading == "附件1"
    assert [(cell.text, cell.rows, cell.columns) for cell in read.rows[0][:2]] == [("宽", 1, 2), ("", 1, 1)]
    assert read.rows[0][1].covered_by == (0, 0)
    assert (read.rows[1][2].rows, read.rows[2][2].covered_by) == (2, (1, 2))

"""What a page says is put in order for paper: nothing is lost but what is for screens."""

import nbformat
import pytest

from hrss_analysis.paper.blocks import Column, Facts, Heading, Imprint, Notice, Paragraphs, Table
from hrss_analysis.paper.document import anchors_of, document, lying, printed_columns

from .papers import BLOCKS, notebook, on_paper, table


def test_the_head_is_taken_out_and_the_rest_stays_in_its_order():
    told = on_paper()
    assert (told.title, told.subtitle, told.sheets) == ("全市三季度", "某市计划", "含模拟数据")
    assert told.imprint == BLOCKS[7]
    left = [block for block in BLOCKS[2:] if not (isinstance(block, Paragraphs) and block.role == "downloads")]
    assert [type(block) for block in told.blocks] == [type(block) for block in left]
    assert [block.level for block in told.blocks if isinstance(block, Heading)] == [1, 1]


def test_a_notebook_that_says_nothing_of_itself_is_called_by_its_name():
    told = document(nbformat.v4.new_notebook(), "两区对照", "abc")
    assert (told.title, told.subtitle, told.sheets, told.imprint, told.blocks, told.made_from) == (
        "两区对照", "", "", Imprint(), (), "abc",
    )  # fmt: skip


def test_what_every_sheet_says_is_said_once():
    notices = [
        Notice("模拟数据", "一。", "含模拟数据"),
        Notice("提示", "二。"),
        Notice("模拟数据", "三。", "含模拟数据"),
    ]
    assert on_paper(*notices).sheets == "含模拟数据"


@pytest.mark.parametrize(
    ("written", "read"),
    [([2, 3, 2], [1, 2, 1]), ([2, 4, 3, 2], [1, 2, 2, 1]), ([3, 2, 4], [1, 1, 2]), ([4, 6, 5, 6], [1, 2, 2, 3])],
)
def test_no_level_of_headings_is_left_out(written, read):
    told = on_paper(*(Heading(str(rank), level) for rank, level in enumerate(written)))
    assert [block.level for block in told.blocks] == read


def test_only_columns_that_are_drawn_are_left_out():
    columns = [
        Column("空", ["", ""]),
        Column("进度", ["", ""], values={"completion": [None, None]}),
        Column("两者", ["", "甲"], values={"completion": [0.5, None]}),
    ]
    assert [column.heading for column in printed_columns(Table("例", columns))] == ["空", "两者"]


def test_a_wide_table_lies_with_the_headings_right_above_it_and_nothing_else():
    blocks = [Heading("一", 1), Paragraphs(["甲"]), Heading("二", 1), Heading("三", 2), table(15), table(3)]
    assert [across for _, across in lying(blocks, 156, 225)] == [False, False, True, True, True, False]


def test_names_of_places_are_those_of_facts_and_of_cells():
    assert anchors_of([Facts(["甲"], ["乙"], ["d1"]), table()]) == {"d1", "i-1"}
    assert anchors_of(document(notebook(Heading("甲"))).blocks) == set()

"""Text of a notebook's own, without Markdown's marks."""

import pytest

from hrss_analysis.paper.blocks import Heading, Paragraphs, Table
from hrss_analysis.paper.markdown import blocks_of_markdown


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("甲\n乙", [Paragraphs(["甲乙"])]),
        ("one\ntwo", [Paragraphs(["one two"])]),
        ("甲\none", [Paragraphs(["甲 one"])]),
        ("甲\na乙", [Paragraphs(["甲 a乙"])]),
        ("a\n甲", [Paragraphs(["a 甲"])]),
        ("甲  \n乙", [Paragraphs(["甲", "乙"])]),
        ("*甲*和`乙`，~~丙~~", [Paragraphs(["甲和乙，丙"])]),
        ("[甲](#d1) [乙](https://b.example) <https://c.example>", [Paragraphs(["甲 乙（https://b.example） https://c.example"])]),
        ("1. 甲\n   - 乙\n   - 丙\n2. 丁", [Paragraphs(["甲\n乙\n丙", "丁"], "list")]),
        ("> 甲", [Paragraphs(["甲"])]),
        ("```\n甲\n  乙\n```", [Paragraphs(["甲\n  乙"], "output")]),
        ("<b>甲</b> &lt; 乙\n\n<div>丙</div>", [Paragraphs(["甲 < 乙"]), Paragraphs(["丙"])]),
        ("---\n\n#### 甲 *乙*\n", [Heading("甲 乙", 4)]),
    ],
)  # fmt: skip
def test_blocks_of_markdown(source, blocks):
    assert list(blocks_of_markdown(source)) == blocks


def test_a_table_is_a_table():
    (table,) = blocks_of_markdown("|甲|乙|\n|-|-:|\n|*a*|1|\n|b||\n")
    assert isinstance(table, Table)
    assert [(column.heading, column.text, column.number) for column in table.columns] == [
        ("甲", ["a", "b"], False), ("乙", ["1", ""], True),
    ]  # fmt: skip

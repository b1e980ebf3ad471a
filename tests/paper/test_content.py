"""Everything on a page is HTML and the block that it is."""

import pandas as pd
import pytest

from hrss_analysis.paper.blocks import MIME, Facts, Figure, Heading, Notice, Paragraphs, Table, within
from hrss_analysis.paper.content import facts, heading, lead, listing, note, notice, paragraph
from hrss_analysis.paper.html import EMPTY, Html, blocks_of, drawn, element, join, said
from hrss_analysis.paper.labels import Number
from hrss_analysis.paper.tables import Field, noted, table

ONE = table(pd.DataFrame({"no": [1]}), [Field("数", lambda row: row.no)], "表")


@pytest.mark.parametrize(
    ("shown", "html", "block"),
    [
        (heading("甲 < 乙", 1), "<h1>甲 &lt; 乙</h1>", Heading("甲 < 乙", 1)),
        (paragraph("甲", element("b", "乙")), "<p>甲<b>乙</b></p>", Paragraphs(["甲乙"])),
        (paragraph("甲", role="subtitle"), '<p class="subtitle">甲</p>', Paragraphs(["甲"], "subtitle")),
        (note("无。"), '<p class="none">无。</p>', Paragraphs(["无。"], "note")),
        (lead(["甲", "乙"]), '<div class="headline"><p>甲</p><p>乙</p></div>', Paragraphs(["甲", "乙"], "lead")),
        (listing(["甲", "乙"]), "<ul><li>甲</li><li>乙</li></ul>", Paragraphs(["甲", "乙"], "list")),
        (listing("甲", "legend"), '<ul class="legend"><li>甲</li></ul>', Paragraphs(["甲"], "legend")),
        (
            notice("模拟数据", "只用于演示。"),
            '<p class="notice"><strong>模拟数据</strong> 只用于演示。</p>',
            Notice("模拟数据", "只用于演示。"),
        ),
        (
            facts([("甲", "一"), ("乙", element("div", "二"))], ["d1", "d2"], "terms"),
            '<dl class="terms"><dt id="d1">甲</dt><dd>一</dd><dt id="d2">乙</dt><dd><div>二</div></dd></dl>',
            Facts(["甲", "乙"], ["一", "二"], ["d1", "d2"]),
        ),
    ],
)
def test_each_kind(shown, html, block):
    assert str(shown) == html
    assert blocks_of(shown) == [block]


def test_marks_that_turn_text_are_in_no_block():
    assert blocks_of(heading("\u202e甲")) == [Heading("甲")]
    assert said("\u202e甲")[0] == "甲"


def test_a_table_among_facts_follows_its_label():
    shown = facts([("甲", "一"), ("乙", ONE), ("丙", "三")])
    first, middle, last = blocks_of(shown)
    assert (first, last) == (Facts(["甲", "乙"], ["一", ""]), Facts(["丙"], ["三"]))
    assert isinstance(middle, Table)


def test_blocks_keep_their_order_and_text_between_them_is_not_lost():
    shown = element("section", heading("甲"), "乙", element("p", "丙"), join([note("丁"), drawn("<svg></svg>")]), "戊")
    assert blocks_of(shown) == [Heading("甲"), Paragraphs(["乙", "丙"]), Paragraphs(["丁"], "note"), Paragraphs(["戊"])]


def test_what_belongs_under_a_table_is_with_it():
    shown = noted(ONE, note("甲"), listing("乙丙"))
    (block,) = blocks_of(shown)
    assert (block.caption, block.notes) == ("表", ["甲", "乙　丙"])


def test_a_cell_says_its_text_by_lines_and_what_is_known_of_it():
    cell = join([
        element("a", "甲", href="#d1"), element("span", "只听", class_="spoken"),
        element("div", Figure("约3", 3), "；", Figure("4", 4), class_="reason"), element("a", "别页", data_to="x.html"),
        element("span", "人", title="没有去年数"),
    ])  # fmt: skip
    known = {"link": "#d1", "title": "没有去年数", "figures": [["约3", 3], ["4", 4]]}
    assert said(cell) == ("甲\n约3；4\n人", known)
    assert said(element("a", "甲", href="data:text/csv,1"))[1] == {}


def test_a_number_beside_one_that_is_not_there_is_not_taken_for_it():
    number = Number(1)
    assert said(element("b", number(1.25)))[1] == {"value": 1.3}
    assert said(join(["—", element("div", number(1.25))]))[1] == {"figures": [["1.3", 1.3]]}
    assert said(join([number(float("nan")), element("div", number(1.25))]))[1] == {"figures": [["1.3", 1.3]]}
    assert said(within("", number(1.25), number(float("nan")), between="至"))[1] == {"figures": [["1.3至—", 1.3, None]]}


@pytest.mark.parametrize("piece", [Html("<b>甲</b>"), element("p", Html("甲")), join(["甲", heading("乙")])])
def test_what_nothing_is_known_of_cannot_stand_in_a_cell(piece):
    with pytest.raises(TypeError):
        said(piece)


def test_a_notebook_shows_html_and_keeps_the_blocks_beside_it():
    assert heading("甲")._repr_mimebundle_()["text/html"] == "<h2>甲</h2>"
    assert heading("甲")._repr_mimebundle_()[MIME]["blocks"] == [{"block": "heading", "text": "甲", "level": 2}]
    assert EMPTY._repr_mimebundle_()[MIME]["blocks"] == []
    assert Html("<b>甲</b>")._repr_mimebundle_() == {}, "an output of which nothing is known has no blocks"

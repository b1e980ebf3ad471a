"""A document as PDF is tagged, leads where it should, says what its blocks say, and is the same twice."""

import io
from collections import Counter
from dataclasses import replace

import pypdf
import pytest

from hrss_analysis.errors import InputError
from hrss_analysis.paper import pdf as writer
from hrss_analysis.paper.blocks import Column, Heading, Notice, Paragraphs, Table
from hrss_analysis.paper.pdf import pdf, png

from .papers import CLEAN, HOSTILE, RARE, SVG, on_paper, table


def read(document):
    return pypdf.PdfReader(io.BytesIO(pdf(document)))


def text_of(reader):
    """All it says, without the room that is put between Chinese and Latin letters."""
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def tags(reader):
    """How often each tag stands in the tree of a document."""
    found = Counter()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            found.update([str(node["/S"])] if "/S" in node else [])
            walk(node["/K"]) if "/K" in node else None

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def reader():
    return read(on_paper())


def test_it_is_tagged_and_says_its_title_and_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (reader.metadata.title, reader.metadata.author) == ("全市三季度", "某市人社局")
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_its_tags_are_what_its_blocks_are(reader):
    found = tags(reader)
    assert (found["/Table"], found["/THead"], found["/Figure"], found["/Title"], found["/H1"]) == (2, 2, 1, 1, 2)
    assert found["/TH"] == sum(len(table(columns).columns) for columns in (3, 13))
    assert (found["/LI"], found["/Caption"]) == (2, 3)
    # both tables lead to the definition, from each row
    assert found["/Link"] == 4


def test_it_says_what_the_page_says_and_has_nothing_of_screens(reader):
    text = text_of(reader)
    for said in (
        "全市三季度",
        "某市计划",
        "模拟数据",
        "只用于演示。",
        "第一句。",
        "各地区",
        "1,234.5",
        "甲在先",
        "注：例。",
        "规划处",
        "人社统〔2024〕3号",
        "口径。",
        "ab12",
        "已完成",
    ):
        assert "".join(said.split()) in text, said
    assert "a.csv" not in text


def test_every_sheet_has_its_number_and_says_that_figures_are_simulated(reader):
    texts = ["".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert f"第{number}页，共{len(texts)}页" in text
        assert "含模拟数据" in text


def test_the_wide_table_lies_and_the_rest_stands(reader):
    lying = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert [f"{'大表' in page.extract_text():d}" for page in reader.pages] == [f"{across:d}" for across in lying]


def test_bookmarks_lead_to_its_sections(reader):
    assert [entry.title for entry in reader.outline] == ["总体情况", "附表"]


def test_a_table_over_sheets_is_one_table_with_its_head_on_each():
    reader = read(on_paper(Heading("甲", 1), table(4, rows=120)))
    assert len(reader.pages) > 2
    found = tags(reader)
    assert (found["/Table"], found["/THead"]) == (1, 1)
    texts = [page.extract_text() for page in reader.pages]
    assert all("状态" in text for text in texts)
    assert sum(text.count("1,234.5") for text in texts) == 240


def test_rows_in_groups_stand_under_their_word():
    grouped = replace(table(4, 3), groups=["就业", "", "社保"])
    text = "".join(text_of(read(on_paper(Heading("甲", 1), grouped))).split())
    places = [text.index(word) for word in ("就业", "区0", "区1", "社保", "区2")]
    assert places == sorted(places)


def test_a_long_document_opens_with_a_summary_and_its_contents_on_one_sheet():
    sections = [block for rank in range(6) for block in (Heading(f"第{rank}节", 2), Paragraphs([f"第{rank}段。"]))]
    long = read(on_paper(Heading("甲", 1), *sections))
    first, second = ("".join(page.extract_text().split()) for page in long.pages)
    assert ("目录" in first, tags(long)["/TOCI"]) == (True, 6)
    assert ("第0段。" in first, "第1段。" in first, "第1段。" in second) == (True, False, True)
    short = read(on_paper(Heading("甲", 1), *sections[:10]))
    assert (len(short.pages), "目录" in text_of(short)) == (1, False)


def test_text_from_outside_is_text():
    cells = Table(HOSTILE, [Column(HOSTILE, [HOSTILE], values={"link": ["#nowhere"]})], [HOSTILE])
    blocks = (Heading(HOSTILE, 1), Notice(HOSTILE, HOSTILE, HOSTILE), Heading(HOSTILE), Paragraphs([HOSTILE]), cells)
    text = text_of(read(on_paper(*blocks)))
    assert text.count("".join(CLEAN.split())) >= 7


def test_a_character_that_the_font_lacks_is_told_by_its_number():
    text = text_of(read(on_paper(Heading(RARE, 1), Paragraphs([RARE]))))
    assert text.count("吉〔U+20BB7〕〔U+1F600〕") == 2


def test_lines_in_a_cell_are_points_of_a_unit_square_from_its_upper_left():
    before, now = writer._lines([10, None, 30, 40], [20, 25, None, None], 0.0)
    assert before == [[0, 0.75], [2 / 3, 0.25], [1, 0]]
    assert now == [[0, 0.5], [1 / 3, 0.375]]
    assert writer._lines([10, 30], [], None)[0] == [[0, 1], [1, 0]]
    assert writer._lines([7, 7], [7], None) == [[[0, 1], [1, 1]], [[0, 1]]]


def test_the_same_words_give_the_same_bytes_and_others_do_not():
    assert pdf(on_paper()) == pdf(on_paper())
    assert pdf(on_paper(Heading("甲", 1))) != pdf(on_paper(Heading("乙", 1)))


def test_a_picture_in_pixels_is_as_wide_as_asked():
    made = png(SVG, 25.4, 200)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(made[start : start + 4]) for start in (16, 20)] == [200, 50]


def test_what_cannot_be_set_is_one_sentence(monkeypatch):
    monkeypatch.setattr(writer, "_told", lambda _document: {})
    with pytest.raises(InputError, match="the document cannot be set: dictionary does not contain key"):
        pdf(on_paper())

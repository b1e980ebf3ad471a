"""A Word document has real styles, tables and pictures in the order of the standard, and is the same twice."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from hrss_analysis.paper.blocks import Column, Facts, Heading, Imprint, Notice, Paragraphs, Picture, Table
from hrss_analysis.paper.word import docx, edited

from ..papers import CLEAN, HOSTILE, SVG, on_paper, table

# The order of children that Word insists on, from the schema of ECMA-376 part 1.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i color spacing w kern position sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
    "style": "name basedOn uiPriority qFormat pPr rPr tblPr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr",
    "settings": "zoom evenAndOddHeaders characterSpacingControl compat themeFontLang",
}


def read(document):
    return python_docx.Document(io.BytesIO(docx(document)))


def parts(document):
    with zipfile.ZipFile(io.BytesIO(docx(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def word():
    return read(on_paper())


def text_of(paragraph):
    """Its text, with that of fields and links."""
    return etree.tostring(paragraph._p, method="text", encoding="unicode")


def styled(word):
    return [(paragraph.style.name, text_of(paragraph)) for paragraph in word.paragraphs]


def test_every_element_has_its_children_in_the_order_of_the_standard():
    found = parts(on_paper())
    looked_at = 0
    for name in ("document", "styles", "numbering", "settings", "header", "odd", "even"):
        root = python_docx.oxml.parse_xml(found[f"word/{name}.xml"])
        for element in root.iter():
            order = ORDER.get(element.tag.rpartition("}")[2])
            if order is None:
                continue
            children = [order.split().index(child.tag.rpartition("}")[2]) for child in element]
            assert children == sorted(children), (name, element.tag, [child.tag for child in element])
            looked_at += 1
    assert looked_at > 200


def test_a_bulletin_has_its_red_head_and_is_signed_where_the_page_says():
    told = styled(read(on_paper()))
    assert told[:4] == [
        ("Issuer", "某市人社局"), ("Document Number", "人社统〔2024〕3号"), ("Title", "全市三季度"), ("Subtitle", "某市计划"),
    ]  # fmt: skip
    signed = told.index(("Signature", "某市人社局"))
    assert told[signed + 1 : signed + 4] == [
        ("Signature", "　　　　年　　月　　日"), ("Body Text", "联系方式：规划处"), ("Body Text", "下次发布：2024年四季度"),
    ]  # fmt: skip
    assert told.index(("Figure Caption", "图1　甲在先")) < signed < told.index(("Heading 1", "附表"))


@pytest.mark.parametrize(
    ("imprint", "head"),
    [
        (Imprint("bulletin", "某局", "1号", red=False), [("Title", "甲"), ("Document Number", "1号")]),
        (Imprint("bulletin", red=True), [("Title", "甲")]),
        (Imprint("attachment"), [("Attachment", "附件"), ("Title", "甲")]),
        (Imprint(), [("Title", "甲")]),
    ],
)
def test_other_heads(imprint, head):
    told = styled(read(on_paper(Heading("甲", 1), imprint)))
    assert told[: len(head)] == head
    assert ("Signature" in dict(told)) is bool(imprint.issuer)


def test_the_issuers_name_stands_on_one_line():
    def size(name):
        (head,) = read(on_paper(Imprint("bulletin", name, red=True))).paragraphs[0].runs
        return head.font.size.pt

    assert size("某局") == 42
    assert size("无锡市人力资源和社会保障局") == 32.5
    assert 13 * 32.5 <= 156 / 25.4 * 72 < 13 * 35


def test_sheets_are_those_of_the_standard(word):
    upright, across, last = word.sections
    assert [round(side.mm) for side in (upright.page_width, upright.page_height)] == [210, 297]
    assert [round(side.mm) for side in (upright.top_margin, upright.left_margin)] == [37, 28]
    assert round(upright.page_width.mm - upright.left_margin.mm - upright.right_margin.mm) == 156
    assert round(upright.page_height.mm - upright.top_margin.mm - upright.bottom_margin.mm) == 225
    assert (across.orientation, round(across.page_width.mm)) == (WD_ORIENT.LANDSCAPE, 297)
    assert round(across.page_width.mm - across.left_margin.mm - across.right_margin.mm) == 225
    assert last.orientation == WD_ORIENT.PORTRAIT
    grid = upright._sectPr.find(qn("w:docGrid"))
    assert round(225 / 25.4 * 1440 / int(grid.get(qn("w:linePitch")))) == 22


def test_every_sheet_has_its_number_and_says_that_figures_are_simulated(word):
    assert word.settings.odd_and_even_pages_header_footer
    for section in word.sections:
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            (paragraph,) = footer.paragraphs
            assert (text_of(paragraph), paragraph._p.pPr.jc.get(qn("w:val"))) == ("— 1 —", side)
            assert "PAGE" in paragraph._p.xml
        assert [section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text] == ["含模拟数据"] * 2


def test_headings_are_numbered_and_make_an_outline(word):
    assert [text for style, text in styled(word) if style.startswith("Heading")] == ["总体情况", "附表"]
    style = word.styles["Heading 1"]
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert style.element.pPr.numPr.ilvl.val == 0
    forms = re.findall(
        r'w:numFmt w:val="(\w+)".*?w:lvlText w:val="([^"]+)"', parts(on_paper())["word/numbering.xml"].decode()
    )
    assert forms[:3] == [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def test_a_table_repeats_its_head_and_breaks_no_row(word):
    small, large = word.tables
    assert [cell.text for cell in small.rows[0].cells] == ["地区", "状态", "数0（万人）"]
    assert [cell.text for cell in small.rows[1].cells] == ["区0", "■\u00a0滞后", "1,234.5\n+1%"]
    rows = small._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert len(large.columns) == 13  # without the one that is only drawn
    assert small._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "各地区"
    widths = [int(column.get(qn("w:w"))) for column in large._tbl.tblGrid]
    assert round(sum(widths) / 1440 * 25.4) == 225


def test_figures_stand_to_the_right_and_lights_have_their_colour(word):
    cells = word.tables[0].rows[1].cells
    assert cells[2].paragraphs[0].paragraph_format.alignment == 2
    assert cells[1].paragraphs[0].runs[0].font.color.rgb == python_docx.shared.RGBColor.from_string("9A1F18")
    assert cells[0].paragraphs[0].hyperlinks[0].fragment == "d1"


def test_links_lead_to_places_that_are_there(word):
    xml = word.element.xml
    led = set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', xml))
    places = re.findall(r'w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', xml)
    assert led == {"d1"}
    assert {name for _, name in places} == {"d1", "i_1"}
    assert len({number for number, _ in places}) == len(places)


def test_a_picture_has_its_size_its_text_and_its_caption(word):
    (shape,) = word.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (156, 39)
    assert 'descr="条形图：甲在先。"' in word.element.xml
    (image,) = (part for name, part in parts(on_paper()).items() if name.startswith("word/media/"))
    assert int.from_bytes(image[16:20]) == pytest.approx(156 / 25.4 * 200, abs=1)


def test_a_high_picture_fits_its_sheet():
    word = read(on_paper(Picture("甲", "甲", {}, SVG.replace("400 100", "400 4000"))))
    assert word.inline_shapes[0].height.mm == pytest.approx(225 * 0.9, abs=0.1)


def test_tables_and_pictures_are_counted_each_for_itself(word):
    assert [text for style, text in styled(word) if "aption" in style] == ["表1　各地区", "图1　甲在先", "表2　大表"]
    assert word.element.xml.count("SEQ 表") == 2


def test_two_tables_in_a_row_stay_two():
    bare = Table("甲", [Column("甲", ["1"])])
    body = read(on_paper(bare, bare)).element.body
    kinds = [child.tag.rpartition("}")[2] for child in body]
    assert all((before, after) != ("tbl", "tbl") for before, after in pairwise(kinds))


def test_rows_in_groups_stand_under_a_row_of_the_whole_width():
    grouped = replace(table(4, 3), groups=["就业", "", HOSTILE])
    rows = read(on_paper(Heading("甲", 1), grouped)).tables[0]._tbl.tr_lst
    firsts = [row.tc_lst[0] for row in rows]
    texts = [etree.tostring(cell, method="text", encoding="unicode") for cell in firsts]
    assert texts == ["地区", "就业", "区0", "区1", CLEAN, "区2"]
    assert [cell.grid_span for cell in firsts] == [1, 4, 1, 1, 4, 1]
    assert [len(row.tc_lst) for row in rows] == [4, 1, 4, 4, 1, 4]


def test_text_from_outside_is_text():
    cells = Table(HOSTILE, [Column(HOSTILE, [HOSTILE], values={"link": ["#nowhere"], "anchor": [HOSTILE]})], [HOSTILE])
    blocks = (
        Heading(HOSTILE, 1), Notice(HOSTILE, HOSTILE, HOSTILE), Heading(HOSTILE), Paragraphs([HOSTILE]), cells,
        Facts([HOSTILE], [HOSTILE], [HOSTILE]), Imprint("bulletin", HOSTILE, HOSTILE, HOSTILE, HOSTILE, red=True),
    )  # fmt: skip
    word = read(on_paper(*blocks))
    text = "".join(map(text_of, word.paragraphs))
    assert text.count(CLEAN) >= 9
    assert word.tables[0].cell(1, 0).text == CLEAN
    assert word.sections[0].header.paragraphs[0].text == CLEAN
    fields = re.findall(r'w:instr="([^"]*)"', word.element.xml) + re.findall("w:instrText", word.element.xml)
    assert {field.split()[0] for field in fields} == {"SEQ"}


def test_the_same_words_give_the_same_bytes():
    assert docx(on_paper()) == docx(on_paper())
    with zipfile.ZipFile(io.BytesIO(docx(on_paper()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_knows_whether_somebody_changed_it():
    written = docx(on_paper())
    assert not edited(written)
    word = python_docx.Document(io.BytesIO(written))
    word.paragraphs[5].add_run("改。")
    changed = io.BytesIO()
    word.save(changed)
    assert edited(changed.getvalue())
    assert edited(b"no archive")


def test_what_it_is_called_and_made_from():
    properties = read(on_paper()).core_properties
    assert (properties.title, properties.subject, properties.author) == ("全市三季度", "某市计划", "某市人社局")

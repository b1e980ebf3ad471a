"""A Word document is read as a person sees it: each way of showing or hiding text, on a small plan."""

import re
from copy import deepcopy
from decimal import Decimal

import pytest

docx = pytest.importorskip("docx")

from docx.oxml import parse_xml

from hrss_analysis.plan import import_plan
from hrss_analysis.plan.document import read_document
from hrss_analysis.plan.wordxml import NAMESPACES, w

from .printing import as_word, example

NS = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
END = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
SEVEN = ("assigned", "at_least", Decimal(700))


def run(text, look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def xml(text):
    return parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {NS}", text))


def paragraph(content, properties=""):
    return xml(f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")


class Word:
    """The example plan in Word, to be edited and imported."""

    def __init__(self, tmp_path):
        self.path = tmp_path / "plan.docx"
        as_word(example(), self.path)
        self.document = docx.Document(str(self.path))

    def cell(self, text, table=1):
        """The cell of a table that holds just this text: 0 is the register, 1 the first section of the breakdown."""
        return next(c for r in self.document.tables[table].rows for c in r.cells if c.text == text)

    def fill(self, text, content, table=1):
        """Put runs in the place of a cell's text."""
        (old,) = self.cell(text, table)._tc.findall(w("p"))
        old.getparent().replace(old, paragraph(content))

    def paragraph(self, start):
        return next(p._p for p in self.document.paragraphs if p.text.startswith(start))

    def imported(self):
        self.document.save(str(self.path))
        return import_plan(self.path)

    def target(self, no=1, area="甲区"):
        imported = self.imported()
        assert not imported.failed, imported.findings.to_string()
        row = imported.targets.set_index(["no", "area"]).loc[(no, area)]
        return row["state"], row["bound"], row["value"]

    def refusal(self):
        errors = self.imported().findings.query("severity == 'error'")
        return "；".join(errors["where"] + "：" + errors["message"])


@pytest.fixture
def word(tmp_path):
    return Word(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        run("700"),
        run("7") + run("00"),
        f"<w:ins w:id='1' w:author='a'>{run('700')}</w:ins>",
        f"<w:del w:id='1' w:author='a'><w:r><w:delText>300</w:delText></w:r></w:del><w:ins w:id='2' w:author='a'>{run('700')}</w:ins>",
        f"<w:moveFrom w:id='1' w:author='a'>{run('300')}</w:moveFrom><w:moveTo w:id='2' w:author='a'>{run('700')}</w:moveTo>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('700')}</w:sdtContent></w:sdt>",
        f"<w:smartTag w:uri='u' w:element='e'>{run('700')}</w:smartTag>",
        f"<w:hyperlink w:anchor='x'>{run('700')}</w:hyperlink>",
        f"<w:customXml w:element='e'>{run('700')}</w:customXml>",
        f"<w:fldSimple w:instr='=SUM(ABOVE)'>{run('700')}</w:fldSimple>",
        f"{BEGIN}=600+100</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('700')}{END}",
        run("700") + run("12", "<w:vanish/>"),
        run("700") + "<w:r><w:footnoteReference w:id='2'/></w:r>",
        run("700") + "<w:r><w:tab/></w:r>",
        "<w:r><w:softHyphen/></w:r>" + run("700", "<w:strike w:val='0'/>"),
        run("７００"),
        "<w:r><w:sym w:font='Symbol' w:char='F037'/></w:r>" + run("00"),
        "<m:oMath><m:r><m:t>700</m:t></m:r></m:oMath>",
        run("7") + "<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>00</w:t></w:r>",
    ],
)  # fmt: skip
def test_what_a_person_sees_as_the_figure_is_the_figure(word, content):
    word.fill("700", content)
    assert word.target() == SEVEN


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (run("700") + run("1", "<w:vertAlign w:val='superscript'/>"), "“700¹”无法识别为目标"),
        (run("700") + run("1", "<w:vertAlign w:val='subscript'/>"), "“700₁”无法识别为目标"),
        (run("300", "<w:strike/>") + run("700"), "有划去的字"),
        (run("300", "<w:dstrike/>") + run("700"), "有划去的字"),
        (run("70") + "<w:r><w:br/></w:r>" + run("0"), "单独成行的数字"),
        (run("90 95"), "“9095”无法识别为目标"),
        (run("700") + "<w:r><w:sym w:font='Wingdings' w:char='F081'/></w:r>", "无法识别的符号"),
        (run("700\uf081"), "无法识别的符号"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>700</m:t></m:r></m:e><m:sup><m:r><m:t>1</m:t></m:r></m:sup></m:sSup></m:oMath>", "公式"),
        (run("700") + "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "图片"),
        (run("700") + "<w:r><w:object/></w:r>", "图片"),
        (run("700") + f"{BEGIN}EQ \\o\\ac(○,1)</w:instrText></w:r>{END}", "公式"),
        (run("7") + "<w:r><w:noBreakHyphen/></w:r>" + run("00"), "“7-00”无法识别为目标"),
        (run("7") + "<w:r><w:tab/></w:r>" + run("00"), "“700”无法识别为目标"),
        (run("700", "<w:rFonts w:ascii='Wingdings'/>"), "无法识别的符号"),
    ],
)  # fmt: skip
def test_what_a_person_sees_beside_the_figure_is_refused_with_its_place(word, content, said):
    word.fill("700", content)
    refusal = word.refusal()
    assert said in refusal
    assert "第1项 行“甲区”" in refusal or "第5行第2列" in refusal


@pytest.mark.parametrize(
    ("sign", "bound"),
    [
        ("<w:r><w:sym w:font='Symbol' w:char='F0A3'/></w:r>", "at_most"),
        ("<w:r><w:sym w:font='Symbol' w:char='F03C'/></w:r>", "below"),
        ("<m:oMath><m:r><m:t>≤</m:t></m:r></m:oMath>", "at_most"),
        ("<m:oMathPara><m:oMath><m:r><m:t>&lt;</m:t></m:r></m:oMath></m:oMathPara>", "below"),
        (run("\uf0a3", "<w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/>"), "at_most"),
        (run("\u00a3", "<w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/>"), "at_most"),
        (f"<w:ins w:id='1' w:author='a'>{run('低于')}</w:ins>", "below"),
        (run("≦"), "at_most"), (run("＜"), "below"),
    ],
)  # fmt: skip
def test_a_sign_of_a_ceiling_is_seen_in_whatever_form(word, sign, bound):
    narrative = word.paragraph("新增岗位数")
    for text in narrative.iter(w("t")):
        text.text = text.text.replace("线索发生率低于0.6%；", "")
    for table in word.document.tables:
        for cell in [c for r in table.rows for c in r.cells if c.text == "低于0.6"]:
            (old,) = cell._tc.findall(w("p"))
            old.getparent().replace(old, paragraph(sign + run("0.6")))
    assert word.target(3)[:2] == ("assigned", bound)


@pytest.mark.parametrize("sign", ["<w:r><w:sym w:font='Wingdings 3' w:char='F0A3'/></w:r>", run("\uf0a3")])
def test_a_sign_that_cannot_be_told_is_refused(word, sign):
    word.fill("低于0.6", sign + run("0.6"), table=0)
    assert "无法识别的符号" in word.refusal()


def test_rows_and_cells_and_tables_in_content_controls_are_there(word):
    table = word.document.tables[1]._tbl
    for row in table.findall(w("tr")):
        _wrap(row.findall(w("tc"))[1])
        _wrap(row)
    _wrap(table)
    assert word.target() == SEVEN


def _wrap(node):
    sdt = xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    node.getparent().replace(node, sdt)
    sdt.find(w("sdtContent")).append(node)


def test_a_deleted_row_is_gone_and_an_inserted_one_there(word):
    table = word.document.tables[1]._tbl
    row = next(r for r in table.findall(w("tr")) if "".join(t.text for t in r.iter(w("t"))).startswith("甲区"))
    old = deepcopy(row)
    row.addprevious(old)
    for text in old.iter(w("t")):
        text.text = text.text.replace("700", "900")
    old.insert(0, xml("<w:trPr><w:del w:id='1' w:author='a'/></w:trPr>"))
    row.insert(0, xml("<w:trPr><w:ins w:id='2' w:author='a'/></w:trPr>"))
    assert word.target() == SEVEN


def test_a_table_in_a_cell_is_refused(word):
    cell = word.cell("700")._tc
    cell.insert(1, xml(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>{run('1')}</w:p></w:tc></w:tr></w:tbl>"))
    assert "不能读取" in word.refusal()


def test_a_cell_deleted_with_track_changes_is_refused(word):
    word.cell("700")._tc.get_or_add_tcPr().append(xml("<w:cellDel w:id='1' w:author='a'/>"))
    assert "不能读取" in word.refusal()


# --- running text and definitions

DEFINITIONS = "1．新增岗位数：按规定统计的数量。"


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:ins w:id='1' w:author='a'>{}</w:ins>", "<w:smartTag w:uri='u' w:element='e'>{}</w:smartTag>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
    ],
)  # fmt: skip
def test_words_that_make_a_kind_and_a_part_are_seen_through_whatever_wraps_them(word, wrap):
    old = word.paragraph("2．品牌建设数")
    old.getparent().replace(old, paragraph(run("2．品牌建设数：") + wrap.format(run("期末数。第1项指标其中项。"))))
    imported = word.imported()
    row = imported.indicators.set_index("no").loc[2]
    assert (row["kind"], row["part_of"]) == ("stock", "1")


@pytest.mark.parametrize(
    "gone",
    [
        "<w:del w:id='1' w:author='a'><w:r><w:delText>期末数。</w:delText></w:r></w:del>",
        run("期末数。", "<w:vanish/>"),
        f"<w:moveFrom w:id='1' w:author='a'>{run('期末数。')}</w:moveFrom>",
        run("期末数。", "<w:strike/>"),
    ],
)  # fmt: skip
def test_words_that_are_not_seen_make_none(word, gone):
    old = word.paragraph("2．品牌建设数")
    old.getparent().replace(old, paragraph(run("2．品牌建设数：") + gone + run("按规定统计的数量。")))
    assert word.imported().indicators.set_index("no").at[2, "kind"] == "flow"


def test_struck_words_in_the_text_are_told(word):
    old = word.paragraph("2．品牌建设数")
    old.getparent().replace(old, paragraph(run("2．品牌建设数：") + run("旧", "<w:strike/>") + run("数量。")))
    assert "按已删去处理" in word.imported().findings.query("rule == 'struck'")["message"].iloc[0]


def test_a_definition_in_a_content_control_is_there(word):
    _wrap(word.paragraph("2．品牌建设数"))
    assert len(word.imported().definitions) == 3


def test_a_deleted_paragraph_end_joins_two(word):
    old = word.paragraph("2．品牌建设数")
    first = paragraph(run("2．品牌建"), "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>")
    old.addprevious(first)
    old.getparent().replace(old, paragraph(run("设数：数量。")))
    assert word.imported().definitions["name"].tolist() == ["新增岗位数", "品牌建设数", "线索发生率"]


def numbered(word, level_text, style="decimal", start=1):
    """A list in the document; its numbering properties for a paragraph."""
    root = word.document.part.numbering_part.element
    root.insert(0, xml(
        f"<w:abstractNum w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='{style}'/>"
        f"<w:lvlText w:val='{level_text}'/></w:lvl></w:abstractNum>"
    ))  # fmt: skip
    root.append(xml("<w:num w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    return "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>"


@pytest.mark.parametrize("level_text", ["%1．", "%1.", "%1、"])
def test_automatic_numbers_of_definitions_are_seen(word, level_text):
    properties = numbered(word, level_text)
    for start, text in (("1．", "新增岗位数：数量。"), ("2．", "品牌建设数：期末数。"), ("3．", "线索发生率：比率。")):
        old = word.paragraph(start)
        old.getparent().replace(old, paragraph(run(text), properties))
    imported = word.imported()
    assert not imported.failed
    assert imported.definitions[["no", "name"]].to_numpy().tolist() == [
        [1, "新增岗位数"], [2, "品牌建设数"], [3, "线索发生率"],
    ]  # fmt: skip
    assert imported.indicators["kind"].tolist() == ["flow", "stock", "rate"]


def test_automatic_numbers_of_the_tables_are_seen(word):
    properties = numbered(word, "%1")
    for no in "123":
        cell = word.cell(no, 0)
        (old,) = cell._tc.findall(w("p"))
        old.getparent().replace(old, paragraph("", properties))
    assert word.target() == SEVEN


def test_automatic_numbers_by_a_style_and_in_full_width_are_seen(word):
    properties = numbered(word, "%1．", "decimalFullWidth")
    styles = word.document.styles.element
    styles.append(xml(f"<w:style w:type='paragraph' w:styleId='Own'><w:pPr>{properties}</w:pPr></w:style>"))
    styles.append(xml("<w:style w:type='paragraph' w:styleId='Mine'><w:basedOn w:val='Own'/></w:style>"))
    for start, text in (("1．", "新增岗位数：数量。"), ("2．", "品牌建设数：数量。"), ("3．", "线索发生率：比率。")):
        old = word.paragraph(start)
        old.getparent().replace(old, paragraph(run(text), "<w:pStyle w:val='Mine'/>"))
    assert word.imported().definitions["no"].tolist() == [1, 2, 3]


def test_an_automatic_number_of_an_unknown_kind_is_refused(word):
    properties = numbered(word, "%1．", "hebrew1")
    old = word.paragraph("1．")
    old.getparent().replace(old, paragraph(run("新增岗位数：数量。"), properties))
    assert "“新增岗位数：数量。”的自动编号无法读取" in word.refusal()


def test_lists_count_on_restart_and_nest(tmp_path):
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, xml(
        "<w:abstractNum w:abstractNumId='91'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/><w:suff w:val='nothing'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2．'/><w:suff w:val='nothing'/></w:lvl>"
        "</w:abstractNum>"
    ))  # fmt: skip
    root.append(xml("<w:num w:numId='91'><w:abstractNumId w:val='91'/></w:num>"))
    root.append(
        xml(
            "<w:num w:numId='92'><w:abstractNumId w:val='91'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='11'/></w:lvlOverride></w:num>"
        )
    )
    for text, num, level in (
        ("甲", 91, 0),
        ("乙", 91, 1),
        ("丙", 91, 1),
        ("丁", 91, 0),
        ("戊", 91, 1),
        ("己", 92, 0),
        ("庚", 0, 0),
    ):
        document.element.body.insert(
            len(document.element.body) - 1,
            paragraph(run(text), f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{num}'/></w:numPr>"),
        )
    document.save(str(tmp_path / "x.docx"))
    assert read_document(tmp_path / "x.docx").paragraphs == [
        "一、甲",
        "1．乙",
        "2．丙",
        "二、丁",
        "1．戊",
        "十一、己",
        "庚",
    ]


# --- what is not read is said


def test_a_text_box_a_note_and_an_embedded_file_are_said_not_to_be_read(word):
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{run('4．新指标：数量')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    old = word.paragraph("2．品牌建设数")
    old.append(xml(box))
    old.append(xml("<w:r><w:footnoteReference w:id='2'/></w:r>"))
    found = word.imported().findings.query("rule == 'unread'")
    assert found["severity"].tolist() == ["warning", "warning"]
    assert found["message"].str.contains("文本框中的文字没有读取：“4．新指标：数量”", regex=False).any()
    assert found["message"].str.contains("脚注的内容没有读取", regex=False).any()
    assert found["where"].str.contains("2．品牌建设数").all()
    old.addnext(xml("<w:altChunk/>"))
    assert "嵌入了别的文件" in word.refusal()


# --- tables that are no plan


def boxed(document, at, *lines):
    """A table that only lays text out, before or behind all else."""
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "\n".join(lines)
    body = document.element.body
    body.insert(at if at >= 0 else len(body) - 1, table._tbl)


def test_a_letterhead_and_a_list_of_recipients_hide_neither_text_nor_definitions(word):
    plain = Word(word.path.parent)
    wanted = plain.imported()
    boxed(word.document, 0, "某市人力资源和社会保障局文件", "某人社发〔2025〕2号")
    boxed(word.document, -1, "抄送：省人力资源和社会保障厅，年末汇总处", "2025年4月8日印发")
    imported = word.imported()
    assert not imported.failed
    assert imported.definitions.equals(wanted.definitions)
    assert imported.indicators.equals(wanted.indicators)
    assert imported.findings["rule"].tolist() == wanted.findings["rule"].tolist()
    assert (imported.issued_on, "narrative" in set(imported.findings["rule"])) == ("", False)


def test_a_box_behind_the_definitions_goes_on_in_none_of_them(word):
    boxed(word.document, -1, "期末实有数", "年末汇总")
    imported = word.imported()
    assert imported.indicators["kind"].tolist() == ["flow", "flow", "rate"]
    said = imported.findings.query("rule == 'unread'")["message"].tolist()
    assert said == ["附件3旁的表格文字“期末实有数”没有作为解释读取", "附件3旁的表格文字“年末汇总”没有作为解释读取"]


def test_definitions_in_a_box_are_definitions(word):
    for start in ("1．", "2．", "3．"):
        old = word.paragraph(start)
        old.getparent().remove(old)
    boxed(
        word.document,
        -1,
        "1．新增岗位数：数量。",
        "2．品牌建设数：期末",
        "实有数。第1项指标其中项。",
        "3．线索发生率：比率。",
    )
    imported = word.imported()
    assert not imported.failed
    assert imported.indicators[["kind", "part_of"]].to_numpy().tolist() == [["flow", ""], ["stock", "1"], ["rate", ""]]


def test_text_in_a_box_is_text(word):
    narrative = word.paragraph("新增岗位数0.12万人")
    text = "".join(t.text for t in narrative.iter(w("t")))
    narrative.getparent().remove(narrative)
    boxed(word.document, 1, text.replace("0.12", "0.15"))
    assert "正文为0.15万人，附件1为0.12万人" in word.refusal()


def test_a_picture_in_a_letterhead_is_no_matter(word):
    boxed(word.document, 0, "文件")
    word.document.tables[0].cell(0, 0)._tc.find(w("p")).append(
        xml("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")
    )
    assert word.target() == SEVEN

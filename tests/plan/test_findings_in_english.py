"""What is found in reading a plan, in adjusting one and in writing it over tables: told in Chinese, and in English."""

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from hrss_analysis.dataset import Settings
from hrss_analysis.language import speaking
from hrss_analysis.plan import (
    adjusting,
    annexes,
    breakdown,
    identity,
    merges,
    merging,
    register,
    visible,
    word,
    write_imported,
    writing,
)  # fmt: skip
from hrss_analysis.plan.amounts import read_amount
from hrss_analysis.plan.cells import STRUCK, Cell, Document, Table
from hrss_analysis.plan.text import read_text
from hrss_analysis.plan.wordxml import NAMESPACES

from ..language.test_catalogue import HAN, said_in
from .office import document, import_plan, make_office, put
from .printing import as_text, example
from .test_adjusting import ON, dated, in_word, jobs, notice

NAMED = re.compile(r"“[^”]*”|[甲乙丙]区|全市")  # what a document calls by its name


# --- tables of a document

TEXTS = {  # what is changed in the example, and what is then said in Chinese: where, and what
    "heading": ("\t2025年\n", "\t备注\n", "附件1 表头", "表头应有序号、指标、年度目标、单位各一列"),
    "width": ("\t0.12\n", "", "附件1 第", "本行有6格，应为7格：1"),
    "number": ("\t1\n\t就业\n", "\t①\n\t就业\n", "附件1 第", "序号“①”不是数字"),
    "name": ("\t新增岗位数\n\t0.12", "\t\n\t0.12", "附件1 第1项", "指标名称缺失"),
    "unit": ("\t万人\n", "\t\n", "附件1 第1项", "单位缺失"),
    "target": ("\t0.12\n", "\t约0.12\n", "附件1 第1项", "目标“约0.12”无法识别"),
    "subcategory": ("\t监察\n", "\t\n", "附件1 第3项", "类别“劳动关系”下的子类别空白，未沿用上一类的“品牌”"),
    "narrow": ("\t500\n\t\n", "\t500\n", "附件2 一、分项计划", "“乙区”一行有2格，表头有3格"),
    "number of a column": ("\t序号\n\t1\n", "\t序号\n\t①\n", "附件2 一、分项计划 第2列", "序号“①”不是数字"),
    "name of a column": ("\t指标名称\n\t新增岗位数\n", "\t指标名称\n\t\n", "附件2 一、分项计划 第1项", "指标名称缺失"),
    "blank": ("\t全市\n\t1200\n", "\t全市\n\t\n", "附件2 一、分项计划 第1项 行“全市”", "单元格空白：无任务请填0"),
    "about": ("\t500\n", "\t约500\n", "附件2 一、分项计划 第1项 行“乙区”", "“约500”无法识别为目标"),
    "city level": ("\t乙区\n", "\t市本局\n", "附件2", "地区“市本局”按“市本级”处理"),
    "merged": ("\t700\n", "\t700\n", "附件2 一、分项计划 第2项 行“甲区”", "按2个地区共担一个目标处理"),
    "garbled": ("\t700\n", "\t7\ufffd\n", "附件2 一、分项计划 第5行第2列", "“7\ufffd”含乱码、图片、公式"),
    "struck": ("\t700\n", f"\t7{STRUCK}00\n", "附件2 一、分项计划 第5行第2列", "有划去的字：请删去划掉的内容"),
    "page": ("\t新增岗位数\n", "\t新增岗位数\n12\n", "附件1 计划表 第", "“新增岗位数⏎12”有单独成行的数字"),
    "struck in the text": ("通知\n", f"通{STRUCK}知\n", "正文和附件3", "有划去的字，按已删去处理"),
    "garbled text": ("通知\n", "通\ufffd\n", "正文和附件3", "含乱码或看不到的内容"),
    "part": ("数量。\n", "数量。第口项指标其中项。\n", "附件3 第", "称为其中项，而看不出是第几项的其中项"),
}  # fmt: skip


def table(*rows):
    """A table whose file marks what is merged."""
    cells = (tuple(Cell(row, column, text) for column, text in enumerate(line)) for row, line in enumerate(rows))
    return Table(tuple(cells), "", marks_merges=True)


HEAD = ("序号", "计划指标", "2025年", "单位", "责任处室")
SECTION = (("指标名称", "岗位数"), ("序号", "1"), ("单位", "人"), ("全市", "9"))
TABLES = {
    "department": (table(HEAD, ("1", "岗位数", "9", "人", "")), "附件1 第1项", "责任处室缺失"),
    "unit of a column": (table(*SECTION[:2], ("单位", ""), SECTION[3]), "附件2 第1项", "单位缺失"),
    "rows of a section": (table(*SECTION, *SECTION[::3]), "附件2", "本节应依次有指标名称、序号、单位各一行"),
}


def read(case):
    if case in TABLES:
        return annexes.read_plan(Document((TABLES[case][0],))).findings
    old, new, *_ = TEXTS[case]
    text = as_text(example())
    assert old in text
    return annexes.read_plan(read_text(text.replace(old, new))).findings


def both(finds):
    """Findings in Chinese and in English, side by side; all are whole in both."""
    chinese = list(finds())
    with speaking("en"):
        english = list(finds())
    assert [(one.rule, one.severity) for one in chinese] == [(one.rule, one.severity) for one in english] != []
    for one, other in zip(chinese, english, strict=True):
        assert HAN.search(one.message), one
        assert not HAN.search(NAMED.sub("", f"{other.where} {other.message}")), other
    return list(zip(chinese, english, strict=True))


def assert_told(found, where, message):
    assert any(one.where.startswith(where) and message in one.message for one, _ in found), found


@pytest.mark.parametrize("case", [*TEXTS, *TABLES])
def test_what_cannot_be_read_of_a_document(case):
    assert_told(both(lambda: read(case)), *(TEXTS | TABLES)[case][-2:])


def no_tables():
    return annexes.read_plan(read_text("只有文字\n")).findings


def test_a_document_without_tables():
    found = both(no_tables)
    assert [one.message for one, _ in found] == [
        "没有找到计划表：应有一张含“序号、计划指标、单位”表头的表",
        "没有找到分地区计划表：应有以“指标名称、序号、单位”为首列的表",
    ]
    assert [(other.where, other.message) for _, other in found] == [
        ("annex 1", "the table of indicators was not found; there should be a table with “序号、计划指标、单位” (number, indicator, unit) in its heading row"),
        ("annex 2", "the table of targets by area was not found; there should be a table with “指标名称、序号、单位” (indicator, number, unit) in its first column"),
    ]  # fmt: skip


def box_beside_definitions():
    plan = read_text(as_text(example()))
    box = table(("期末实有数",))
    return annexes.read_plan(Document((*plan.blocks, box))).findings


def test_a_box_beside_the_definitions():
    assert_told(both(box_beside_definitions), "附件3", "附件3旁的表格文字“期末实有数”没有作为解释读取")


MERGES = [  # what a cell says, in which unit, whether the file marks what is merged, from which row
    ("9", "人", True, 0), ("9", "%", True, 1), ("/", "人", False, 1), ("9", "人", True, 1), ("9", "人", False, 1),
    ("另行下达", "人", True, 1), ("另行下达", "人", False, 1),
]  # fmt: skip


def judged(amount, unit, marked, first):
    return merges.judge_merge(Table((), "", marked), [0, 1, 2], [first, 2], read_amount(amount), unit)[1]


@pytest.mark.parametrize("case", MERGES)
def test_what_a_merged_cell_means(case):
    assert HAN.search(judged(*case))
    with speaking("en"):
        assert not HAN.search(NAMED.sub("", judged(*case)))


# --- Word


def seen():
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    space = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    reader = visible.Reader({}, SimpleNamespace(label=lambda *_: None))
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>新指标</w:t></w:r></w:p></w:txbxContent></w:pict>"
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>岗位数</w:t></w:r>"
    for inside in (
        "<w:r><w:t>岗位数</w:t></w:r><w:r><w:footnoteReference/></w:r>", "<w:r><w:endnoteReference/></w:r>",
        f"<w:r>{box}</w:r>", numbered,
    ):  # fmt: skip
        reader.paragraph(parse_xml(f"<w:p {space}>{inside}</w:p>"))
    whole = docx.Document()
    whole.element.body.insert(0, parse_xml(f"<w:altChunk {space}/>"))
    return [*reader.findings, *word._read(whole).findings]


def test_what_is_not_read_of_word():
    assert [(one.where, other.where) for one, other in both(seen)] == [
        ("Word文件 “岗位数”处", "Word file, at “岗位数”"), *[("Word文件", "Word file")] * 4,
    ]  # fmt: skip


# --- notices that adjust a plan


NOTICES = {
    "another number": ([("失业保险参保人数", "1", "人", {"甲区": "800"})], "“失业保险参保人数”在计划中是第2项，第1项是“城镇新增就业人数”"),
    "a number that is none": ([("失业保险参保人数", "9", "人", {"甲区": "800"})], "“失业保险参保人数”在计划中是第2项"),
    "another name": ([("青年就业人数", "1", "人", {"甲区": "800"})], "计划中没有“青年就业人数”，第1项是“城镇新增就业人数”"),
    "neither": ([("青年就业人数", "9", "人", {"甲区": "800"})], "计划中没有“青年就业人数”，也没有第9项"),
    "unit": ([("城镇新增就业人数", "1", "家", {"甲区": "800"})], "单位“家”不能换算为“人”"),
    "area": ([("城镇新增就业人数", "1", "人", {"丙区": "800"})], "没有“丙区”这个地区，应为：全市、甲区、乙区"),
    "blank": ([jobs(乙区="")], "下方空白，看不出是几个地区共担还是不作调整"),
    "twice": ([jobs(), jobs(甲区="另行下达")], "“城镇新增就业人数”甲区在文件中出现两次，一处为800人，一处为另行下达"),
    "early": ([jobs()], f"“城镇新增就业人数”甲区已有{ON}的目标，不早于{ON}"),
}  # fmt: skip


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    dated(office)
    return office


def adjusted(folder, office, case):
    columns, _ = NOTICES[case]
    if case == "early":
        put(
            office,
            "targets/2025.csv",
            f"no,area,state,bound,value,unit,issued_on\n1,全市,assigned,,9,人,2025-01-01\n1,甲区,assigned,,9,人,{ON}\n",
        )
    found = adjusting.adjust_targets(notice(folder, columns), office, ON).findings
    return found[found["rule"] != "sum"].itertuples()


@pytest.mark.parametrize("case", NOTICES)
def test_what_cannot_be_adjusted(office, tmp_path, case):
    assert_told(both(lambda: adjusted(tmp_path, office, case)), "", NOTICES[case][1])


def says_nothing(folder, office):
    blank = in_word(folder, ("城镇新增就业人数", "1", "人", {"全市": "", "甲区": "", "乙区": ""}))
    return adjusting.adjust_targets(blank, office, ON).findings.itertuples()


def test_a_notice_of_blanks_alone_says_nothing_whatever_the_language(office, tmp_path):
    ((one, other),) = both(lambda: says_nothing(tmp_path, office))
    assert (one.where, one.message) == ("全文", "没有找到调整后的目标：应有计划表或分地区计划表格式的表")
    assert other.where == "the whole document"


# --- tables that are there


def table_of(*rows):
    return pd.DataFrame(rows, columns=["no", "name", "unit"])


ONE, TWO = ("1", "岗位数", "人"), ("2", "培训数", "人")
USED = {
    "figures": identity.Uses(periods=["2025Q1"], others=["waivers.csv"]),
    "many": identity.Uses(periods=["2025Q1", "2025Q2", "2025Q3"]),
    "targets": identity.Uses(targets={2024: {"家"}, 2025: {"人"}}),
}
IDENTITIES = {
    "unknown": (table_of(TWO), table_of(ONE, TWO), "figures", "数据集的indicators.csv没有第1项，却有其2025Q1数据、waivers.csv；文件中是“岗位数”，无法确定是同一指标；编号含义"),
    "gone": (table_of(ONE), table_of(), "many", "文件中没有第1项“岗位数”，而数据集有其2025Q1等3期数据；编号含义不同的计划请导入新的文件夹（--out）"),
    "another": (table_of(ONE), table_of(("1", "培训数", "人")), "targets", "数据集中第1项是“岗位数”（有2024年目标、2025年目标），文件中第1项是“培训数”，不是同一指标；编号含义"),
    "unit": (table_of(ONE), table_of(("1", "岗位数", "万人")), "figures", "“岗位数”的单位由“人”变为“万人”，而2025Q1数据、waivers.csv按原单位记录；编号含义"),
    "unit of targets": (table_of(ONE), table_of(("1", "岗位数", "万人")), "targets", "“岗位数”的单位由“人”变为“万人”，2024年目标不能换算；编号含义"),
}  # fmt: skip


def identified(case):
    old, new, used, _ = IDENTITIES[case]
    return list(identity.check_identity(old, new, {1: USED[used]}, 2025, Settings("例", "全市")))


@pytest.mark.parametrize("case", IDENTITIES)
def test_a_number_that_would_mean_something_else(case):
    assert_told(both(lambda: identified(case)), "第1项", IDENTITIES[case][3])


def confirmed():
    return list(identity.check_confirmed(table_of(ONE), table_of(("1", "结案数", "人"), TWO)))


def test_what_a_confirmed_plan_does_not_have():
    found = both(confirmed)
    assert_told(found, "第1项", "文件中第1项是“结案数”，而已确认的计划中第1项是“岗位数”：指标有变时请把")
    assert_told(found, "第2项", "文件中第2项是“培训数”，而已确认的计划中没有这一项：指标有变时请把")


def merged():
    old = {"no": "1", "name": "岗位数", "unit": "人", "inferred_from": "kind=flow（…）；frequency=monthly（…）"}
    old |= {"kind": "flow", "frequency": "annual", "part_of": "9"}
    blank = dict.fromkeys(set(merging.INFERRED) - set(old), "")
    written = "；".join(f"{name}={(blank | old | {'frequency': 'monthly'})[name]}（标注）" for name in merging.INFERRED)
    new = {**old, "kind": "stock", "frequency": "quarterly"}
    frames = [pd.DataFrame([blank | row | {"inferred_from": written}]) for row in (old, new)]
    return merging.merge_register(Path("indicators.csv"), *frames, {1}).findings


def test_what_a_person_has_to_decide():
    found = both(merged)
    assert_told(found, "第1项", "“岗位数”在indicators.csv中是第9项的其中项，而文件中没有第9项；请先改part_of")
    assert_told(found, "第1项 kind", "“岗位数”：已有数据，改变种类会改变其含义，本次文件推断为“stock”。请由人决定")
    assert [(other.where, other.message) for one, other in found if one.where == "第1项 frequency"] == [
        ("No. 1 frequency", "of “岗位数”, “monthly” was inferred before, a person changed it to “annual”, and “quarterly” was inferred from this document; please decide: to take what the document says, change the cell in indicators.csv to “quarterly”; to keep what is there, change “frequency=monthly” in inferred_from of this row to “frequency=quarterly”")
    ]  # fmt: skip


def strangers(folder, office):
    put(office, "areas.csv", "area\n全市\n甲区\n")
    found = write_imported(import_plan(document(folder, 2025)), office).findings
    return found[found["rule"] == "areas"].itertuples()


def test_areas_that_the_dataset_does_not_know(office, tmp_path):
    ((one, other),) = both(lambda: strangers(tmp_path, office))
    assert (one.where, one.message[:16]) == ("附件2", "areas.csv中没有乙区；请")
    assert other.where == "annex 2"
    assert other.message.startswith("areas.csv does not have 乙区; ")


# --- all of them


def test_every_sentence_is_looked_at(office, tmp_path, monkeypatch):
    modules = (register, breakdown, merges, annexes, visible, word, adjusting, identity, merging, writing)
    heard = set()
    for module in modules:
        monkeypatch.setattr(module, "say", lambda sentence, **places: heard.add(sentence) or sentence.format(**places))
    for case in (*TEXTS, *TABLES):
        read(case)
    for case in MERGES:
        judged(*case)
    for case in IDENTITIES:
        identified(case)
    for finds in (no_tables, box_beside_definitions, seen, confirmed, merged):
        finds()
    says_nothing(tmp_path, office)
    for case in NOTICES:
        adjusted(tmp_path, office, case)
    strangers(tmp_path, office)
    told = {one for module in modules for one in said_in(Path(module.__file__).read_text("utf-8"), module.__name__)}
    assert sorted(told - heard) == []

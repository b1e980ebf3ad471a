"""A small notebook that shows one block of each kind, as writers for paper get it."""

import nbformat

from hrss_analysis.paper.blocks import Column, Facts, Heading, Imprint, Notice, Paragraphs, Picture, Table, bundle
from hrss_analysis.paper.document import document

SVG = '<svg viewBox="0 0 400 100" xmlns:xlink="http://www.w3.org/1999/xlink"><text x="9" y="50" style="font-size: 20px">甲</text></svg>'
HOSTILE = '<w:t>&amp; #{panic()} $x$ \\n *b* _i_ @a [甲]{1} </w:t> \x07 { HYPERLINK "x" } =1+1'
CLEAN = HOSTILE.replace("\x07", "")
RARE = "吉𠮷😀"


def table(columns=3, rows=2, caption="各地区"):
    first = Column("地区", [f"区{rank}" for rank in range(rows)], row_header=True, values={"link": ["#d1"] * rows})
    light = Column("状态", ["■ 滞后"] * rows, values={"light": ["red"] * rows, "anchor": ["i-1", *[None] * (rows - 1)]})
    drawn = Column("进度", [""] * rows, values={"completion": [0.5, *[None] * (rows - 1)], "expected": [0.75] * rows})
    numbers = [Column(f"数{rank}（万人）", ["1,234.5\n+1%"] * rows, number=True) for rank in range(columns - 2)]
    return Table(caption, [first, light, drawn, *numbers], ["注：例。"])


BLOCKS = (
    Heading("全市三季度", 1),
    Paragraphs(["某市计划"], "subtitle"),
    Notice("模拟数据", "只用于演示。", "含模拟数据"),
    Heading("总体情况"),
    Paragraphs(["第一句。", "第二句。"], "lead"),
    table(),
    Picture("甲在先", "条形图：甲在先。", {"a": [1]}, SVG),
    Imprint("bulletin", "某市人社局", "人社统〔2024〕3号", "规划处", "2024年四季度", red=True),
    Heading("附表"),
    table(13, caption="大表"),
    Paragraphs(["下载：a.csv"], "downloads"),
    Paragraphs(["甲", "乙"], "list"),
    Paragraphs(["✓ 已完成", "● 正常"], "legend"),
    Paragraphs(["a  b\n1  2"], "output"),
    Facts(["1 就业"], ["口径。"], ["d1"]),
)


def notebook(*blocks):
    html = "".join(block.svg for block in blocks if isinstance(block, Picture))
    output = nbformat.v4.new_output("execute_result", bundle(html, blocks))
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])


def on_paper(*blocks):
    return document(notebook(*(blocks or BLOCKS)))

import re

import pandas as pd

from hrss_analysis.paper.blocks import Column, Table
from hrss_analysis.paper.html import EMPTY, drawn, element, join
from hrss_analysis.paper.labels import Number
from hrss_analysis.paper.tables import Field, marked, table


def test_a_table_has_a_caption_a_head_and_what_its_fields_say():
    frame = pd.DataFrame({"area": ["江阴 <x>"], "value": [3]})
    fields = [
        Field("地区", lambda row: row.area, row_header=True),
        Field("数（人）", lambda row: row.value, number=True, attributes=lambda row: {"data_sort": row.value + 1}),
    ]
    html = table(frame, fields, "例")
    assert "<caption><h3>例</h3></caption>" in html
    assert '<th scope="col" class="number">数<wbr>（人）</th>' in html
    assert '<th scope="row">江阴 &lt;x&gt;</th><td data-sort="4">3</td>' in html


def test_a_table_keeps_what_its_cells_say_by_column():
    frame = pd.DataFrame({"no": [7, 8], "area": ["江阴", "宜兴 <x>"], "value": [3.25, float("nan")]})
    number = Number(1, "%")
    fields = [
        Field("地区", lambda row: row.area, row_header=True, attributes=lambda row: {"id": f"i{row.no}"}),
        Field("序号", lambda row: row.no, number=True),
        Field("比率（%）", lambda row: join([number(row.value), element("div", number(50.0))]), number=True),
        Field("走势", lambda row: drawn("<svg></svg>", now=[row.value]) if row.no == 7 else EMPTY),
    ]
    assert table(frame, fields, "例").blocks == (
        Table(
            "例",
            [
                Column("地区", ["江阴", "宜兴 <x>"], row_header=True, values={"anchor": ["i7", "i8"]}),
                Column("序号", ["7", "8"], number=True, values={"value": [7, 8]}),
                Column(
                    "比率（%）",
                    ["3.3%\n50.0%", "—\n50.0%"],
                    number=True,
                    values={"figures": [[["3.3%", 3.3], ["50.0%", 50]], [["50.0%", 50]]]},
                ),
                Column("走势", ["", ""], values={"now": [[3.25], None]}),
            ],
        ),
    )


def test_a_caption_says_what_it_rests_on():
    simulated, real = (pd.DataFrame({"origin": [word]}) for word in ("simulated", "reported"))
    assert marked("表", real, simulated) == "表（含模拟数据）"
    assert marked("表", real) == "表"


def test_rows_stand_in_groups_under_what_they_have_in_common():
    frame = pd.DataFrame({"name": ["甲", "乙", "丙", "丁"], "field": ["就业", "就业", "社保", "就业"]})
    fields = [Field("名称", lambda row: row.name, row_header=True), Field("数", lambda row: len(row.name), number=True)]
    html = table(frame, fields, "例", group=lambda row: row.field)
    assert html.blocks[0].groups == ["就业", "", "社保", "就业"]
    assert html.count('<tr class="group"><th scope="rowgroup" colspan="2">') == 3
    assert " ".join(re.sub(r"<[^>]+>", " ", html).split()) == "例 名称 数 就业 甲 1 乙 1 社保 丙 1 就业 丁 1"
    alone = table(frame.head(2), fields, "例", group=lambda row: row.field)
    assert alone == table(frame.head(2), fields, "例")
    assert alone.blocks[0].groups == []

import pandas as pd

from hrss_analysis.paper.tables import Field, marked, table


def test_a_table_has_a_caption_a_head_and_what_its_fields_say():
    frame = pd.DataFrame({"area": ["江阴 <x>"], "value": [3]})
    fields = [
        Field("地区", lambda row: row.area, row_header=True),
        Field("数（人）", lambda row: row.value, number=True, attributes=lambda row: {"data_sort": row.value + 1}),
    ]
    html = table(frame, fields, "例")
    assert "<caption>例</caption>" in html
    assert '<th scope="col" class="number">数<wbr>（人）</th>' in html
    assert '<th scope="row">江阴 &lt;x&gt;</th><td class="number" data-sort="4">3</td>' in html


def test_a_caption_says_what_it_rests_on():
    simulated, real = (pd.DataFrame({"origin": [word]}) for word in ("simulated", "reported"))
    assert marked("表", real, simulated) == "表（含模拟数据）"
    assert marked("表", real) == "表"

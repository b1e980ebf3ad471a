from hrss_analysis import progress
from hrss_analysis.briefings import area_sentence, contacts


def test_a_department_is_told_whom_to_call(wuxi):
    ds = wuxi.only(indicators=wuxi.led_by("社保中心"))
    cells = progress(ds, "2024Q3")
    html = contacts(ds, cells)
    row = html[html.index("按单位参加工伤保险人数") :]
    row = row[: row.index("</tr>")]
    wanting = ["behind", "slightly_behind"]
    red = cells[(cells["no"] == 39) & cells["status"].isin(wanting) & cells["area"].isin(ds.parts)]
    assert len(red)
    assert "、".join(red["area"]) in row
    assert "社保中心、工伤处" in row


def test_red_lights_are_counted_by_area(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,20\n1,甲,assigned,,10\n1,乙,assigned,,10\n",
        "actuals/2024Q2.csv": "no,area,value\n1,甲,1\n1,乙,9\n",
    }
    ds = small(files)
    assert area_sentence(ds, progress(ds, "2024Q2")) == "分地区看，滞后的地区指标1个：甲1项；相差最多的是甲的培训人数。"


def test_a_single_area_has_no_such_sentence(national):
    assert area_sentence(national, progress(national, "2024Q4")) == ""

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


def test_a_whole_whose_targets_are_not_in_force_yet_has_a_page_all_the_same(small, tmp_path):
    from hrss_analysis.briefings import plan
    from hrss_analysis.press.making import make

    register = (
        "no,name,unit,kind,bound,pace,frequency,lead_department\n1,培训人数,人,flow,at_least,accumulates,monthly,就业处\n"
        "2,创业人数,人,flow,at_least,accumulates,monthly,创业处\n"
    )
    targets = (
        "no,area,state,bound,value,unit,issued_on\n1,全市,assigned,,9,人,2024-02-01\n1,甲,assigned,,9,人,2024-02-01\n"
    )
    late = "2,全市,assigned,,9,人,2024-10-20\n2,甲,assigned,,9,人,2024-02-01\n"
    ds = small(
        {
            "indicators.csv": register,
            "targets/2024.csv": targets + late,
            "actuals/2024Q3.csv": "no,area,value\n1,甲,3\n2,甲,3\n",
        }
    )
    _, job = plan(ds, ["2024Q3"], tmp_path, ["department_quarter"])
    result = make(job, engine="inprocess")
    assert result.failure is None
    assert "本期末没有已生效的目标" in result.html

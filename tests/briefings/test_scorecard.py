import pytest

from hrss_analysis import changes, history, of_area, progress
from hrss_analysis.briefings import needs, scorecard

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def cells(wuxi):
    return progress(wuxi, "2024Q3")


@pytest.fixture(scope="module")
def past(wuxi):
    return changes(wuxi, "2024Q3")


def test_the_scorecard_has_a_row_per_indicator_and_scopes(wuxi, cells, past):
    html = scorecard(wuxi, of_area(cells, "江阴"), past, "记分表")
    assert html.count('<th scope="row"') == len(of_area(cells, "江阴"))
    assert html.count("<caption>") == 1
    assert "（含模拟数据）" in html


def test_needs_names_the_furthest_behind_first(wuxi, cells):
    city = cells[cells["area"] == "全市"]
    worst = city[city["status"].isin(["behind", "slightly_behind"])].sort_values("gap_points").iloc[0]
    html = needs(wuxi, city, "x")
    assert (
        html.index("<tbody>")
        < html.index(wuxi.indicator(worst["no"]).name)
        < html.index("</tr>", html.index("<tbody>"))
    )


def test_nothing_behind_is_said(wuxi, cells):
    fine = cells[(cells["area"] == "全市") & (cells["status"] == "done")]
    assert "滞后的指标：无。" in needs(wuxi, fine, "滞后的指标")


def test_needs_of_several_areas_name_them_and_only_the_lights_asked_for(wuxi, cells):
    parts = cells[cells["area"].isin(wuxi.parts)]
    html = needs(wuxi, parts, "x", lights=("red",))
    red = parts["status"].isin(["behind", "over_cap"]).sum()
    assert f"x（{red}项）" in html
    assert html.count("<tr>") == red + 1
    assert "略有滞后" not in html


def test_a_row_has_an_anchor_a_definition_to_lead_to_and_a_small_line(wuxi, cells, past):
    html = scorecard(wuxi, of_area(cells, "江阴"), past, "x", None, history(wuxi, "2024Q3"))
    assert 'id="i2"' in html
    assert 'href="#d2"' in html
    assert html.count('<path class="now"') > 30


def test_hostile_names_are_shown_as_text(small):
    files = {
        "indicators.csv": f"no,name,unit,kind,bound,pace,frequency,definition\n1,{HOSTILE},人,flow,at_least,accumulates,monthly,{HOSTILE}\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,10\n",
        "actuals/2024Q1.csv": "no,area,value\n1,全市,1\n",
    }
    ds = small(files)
    cells = progress(ds, "2024Q1")
    html = scorecard(ds, cells, changes(ds, "2024Q1"), HOSTILE) + needs(ds, cells, HOSTILE)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 4

import numpy as np
import pytest

from hrss_analysis import changes, of_area, progress
from hrss_analysis.display import area_overview, matrix, needs, overview, scorecard
from hrss_analysis.display.lights import bullet, light

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def cells(wuxi):
    return progress(wuxi, "2024Q3")


@pytest.fixture(scope="module")
def past(wuxi):
    return changes(wuxi, "2024Q3")


def test_a_light_is_a_symbol_a_colour_and_a_word():
    html = light("behind")
    assert "■" in html
    assert "red" in html
    assert "滞后" in html
    assert "滞后" in light("behind", word=False)  # spoken, though not seen


def test_the_scorecard_has_a_row_per_indicator_and_scopes(wuxi, cells, past):
    html = scorecard(wuxi, of_area(cells, "江阴"), past, "记分表")
    assert html.count('<th scope="row"') == len(of_area(cells, "江阴"))
    assert html.count("<caption>") == 1
    assert "（含模拟数据）" in html


def test_the_overview_adds_up(wuxi, cells):
    html = overview(wuxi, cells[cells["area"] == "全市"], "x")
    assert '<th scope="row">合计</th><td class="number">60</td>' in html


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


def test_a_single_area_has_no_matrix_and_no_comparison(national):
    cells = progress(national, "2024Q4")
    assert matrix(national, cells, "x") == ""
    assert area_overview(national, cells, "x") == ""


def test_what_the_plan_does_not_ask_of_an_area_is_not_counted(wuxi, cells):
    html = area_overview(wuxi, cells, "x")
    assert '<th scope="row">市本级</th><td class="number">17</td>' in html


def test_a_bar_stops_at_130_percent_and_never_goes_below_0():
    assert 'width="100.0"' in bullet(2.5, 0.75)
    assert 'width="0.0"' in bullet(-0.2, 0.75)
    assert bullet(np.nan, 0.75) == ""


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

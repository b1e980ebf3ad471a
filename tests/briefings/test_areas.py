import pytest

from hrss_analysis import progress
from hrss_analysis.briefings import area_overview, matrix, overview
from hrss_analysis.briefings.areas import count_lights


@pytest.fixture(scope="module")
def cells(wuxi):
    return progress(wuxi, "2024Q3")


def test_the_overview_adds_up(wuxi, cells):
    html = overview(wuxi, cells[cells["area"] == "全市"], "x")
    assert '<th scope="row">合计</th><td>60</td>' in html


def test_a_single_area_has_no_matrix_and_no_comparison(national):
    cells = progress(national, "2024Q4")
    assert matrix(national, cells, "x") == ""
    assert area_overview(national, cells, "x") == ""


def test_what_the_plan_does_not_ask_of_an_area_is_not_counted(wuxi, cells):
    (block,) = area_overview(wuxi, cells, "x").blocks
    counts = dict(zip(block.columns[0].text, block.columns[1].text, strict=True))
    assert counts["市本级"] == "17"


def test_areas_stand_by_the_share_of_what_they_are_judged_on(small):
    """甲: 1 of 1 behind; 乙: 1 of 3, though as many."""
    rows = [(1, "甲"), (1, "乙"), (2, "乙"), (3, "乙")]
    register = "no,name,unit,kind,bound,pace,frequency\n" + "".join(
        f"{no},指标{no},人,flow,at_least,accumulates,monthly\n" for no in (1, 2, 3)
    )
    files = {
        "indicators.csv": register,
        "targets/2024.csv": "no,area,state,bound,value\n"
        + "".join(f"{no},{area},assigned,,100\n" for no, area in rows),
        "actuals/2024Q3.csv": "no,area,value\n1,乙,10\n2,乙,90\n3,乙,90\n1,甲,10\n",
    }
    ds = small(files)
    (block,) = area_overview(ds, progress(ds, "2024Q3"), "x").blocks
    assert block.columns[0].text == ["甲", "乙"]
    assert block.columns[-1].heading == "滞后占评判（%）"
    assert block.columns[-1].text == ["100.0", "33.3"]
    assert block.columns[1].text == ["1", "3"]


def test_lights_are_counted_by_group(cells):
    counts = count_lights(cells[cells["area"] == "江阴"], "area").loc["江阴"]
    assert counts["all"] == counts[["done", "on_pace", "amber", "red", "grey"]].sum() == 60
    assert counts["judged"] == counts["all"] - counts["grey"]


def test_the_matrix_never_shows_a_completion_on_the_other_side_of_what_was_due(small):
    """74.9 % of 75 % due is amber and not shown as 75; 99.7 % of the target is not shown as 100."""
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,2000\n1,甲,assigned,,1000\n1,乙,assigned,,1000\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,749\n1,乙,997\n",
    }
    html = matrix(ds := small(files), progress(ds, "2024Q3"), "x")
    assert "▲</i> 74.9<" in html
    assert "●</i> 99.7<" in html

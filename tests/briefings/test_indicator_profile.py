import pytest

from hrss_analysis import changes, progress, project, quarter
from hrss_analysis.briefings import path_table, profile_headline, year_end_table


def told(ds, no, period):
    ds = ds.only(indicators=[no])
    cells = progress(ds, period)
    return profile_headline(ds, cells, changes(ds, period), project(ds, period))


def test_a_count_that_is_made(national):
    assert told(national, 1, "2024Q4") == [
        "截至2024年四季度末，全国城镇新增就业人数1,256万人，完成全年目标（1,200万人）的104.7%，同比增长1.0%。"
    ]


def test_a_rate_says_its_goal_and_how_many_areas_keep_to_it(wuxi):
    whole, areas = told(wuxi, 44, "2024Q4")
    assert "全年目标98.0%" in whole
    assert areas.startswith("本期评判的7个地区中：已完成5个、滞后2个（梁溪、惠山）")


def test_what_is_not_due_says_so(wuxi):
    assert told(wuxi, 12, "2024Q2") == [
        "截至2024年二季度末，全市新建规范化零工市场数未到报送期（年报，四季度末报送）。"
    ]


@pytest.mark.parametrize("no", [1, 34])
def test_where_the_year_will_end(wuxi, no):
    assert told(wuxi, no, "2024Q3")[-1].startswith("按去年同期节奏推算，年末约")
    ds = wuxi.only(indicators=[no])
    assert "各地区年末推算" in year_end_table(ds, progress(ds, "2024Q3"), project(ds, "2024Q3"))
    assert year_end_table(ds, progress(ds, "2024Q4"), project(ds, "2024Q4")) == ""


def test_what_had_been_projected_stands_beside_what_came(national):
    """At mid-year 1,264 had been projected; 1,256 came: 0.6 % too many."""
    told = quarter(national, "2024Q4").of(no=1)
    html = path_table(told.ds, 1, told.on_the_way)
    assert html.count('<th scope="row">') == 3
    assert ">1,264<" in html
    assert ">+0.6%<" in html

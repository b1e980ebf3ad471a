"""By hand: 300 of 1,000 now, 200 of 500 at the same time last year."""

import pytest

from hrss_analysis import changes, pace, progress, ranking, target_shares
from hrss_analysis.briefings import not_ranked, own_pace, pace_sentence, pace_table, standing

FILES = {
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,2000\n1,甲,assigned,,1000\n1,乙,assigned,,1000\n",
    "actuals/2023Q2.csv": "no,area,value\n1,甲,200\n1,乙,100\n",
    "actuals/2023Q4.csv": "no,area,value\n1,甲,500\n1,乙,400\n",
    "actuals/2024Q2.csv": "no,area,value\n1,甲,300\n1,乙,700\n",
}


@pytest.fixture
def ds(small):
    return small(FILES)


def own(ds, area, period="2024Q2"):
    cells = progress(ds, period)
    return cells[cells["area"] == area]


def test_a_count_is_held_against_its_own_last_year(ds):
    (row,) = own_pace(own(ds, "甲"), pace(ds, "2024Q2")).itertuples()
    assert row.last_year_share == 200 / 500
    assert row.ahead == pytest.approx(30 - 40)


def test_it_is_said_in_a_sentence(ds):
    past = pace(ds, "2024Q2")
    assert pace_sentence(ds, own(ds, "甲"), past) == (
        "按完成全年任务的进度看（上年以全年实绩为100%），1项累计指标中0项不低于上年同期，1项低于上年同期，"
        "相差最多的是培训人数（今年完成目标的30.0%，上年同期已完成全年的40.0%）。"
    )
    assert pace_sentence(ds, own(ds, "乙"), past) == (
        "按完成全年任务的进度看（上年以全年实绩为100%），1项累计指标中1项不低于上年同期。"
    )


def test_at_the_years_end_there_is_nothing_to_compare(small):
    ds = small({**FILES, "actuals/2024Q4.csv": "no,area,value\n1,甲,900\n1,乙,900\n"})
    past = pace(ds, "2024Q4")
    assert own_pace(own(ds, "甲", "2024Q4"), past).empty
    assert pace_sentence(ds, own(ds, "甲", "2024Q4"), past) == ""


def test_the_share_asked_for_stands_beside(ds):
    html = pace_table(ds, own(ds, "甲"), pace(ds, "2024Q2"), target_shares(ds, 2024))
    assert "目标占全市<wbr>（%，通常50.0）" in html


def test_areas_are_in_order_of_points_and_who_is_left_out_is_said(small):
    ds = small({**FILES, "dataset.toml": 'title = "例"\ncity = "全市"\n[ranking]\nexclude = [1]\n'})
    cells = progress(ds, "2024Q2")
    assert "各地区口径不同，不宜比较" in not_ranked(ranking(cells, ds), cells)
    ds = small(FILES, name="ranked")
    cells = progress(ds, "2024Q2")
    html = standing(ds, cells, ranking(cells, ds), changes(ds, "2024Q2"), "x")
    assert html.index(">2/2<") < html.index(">1/2<")  # 甲 comes first in the plan, and second in the order
    assert not_ranked(ranking(cells, ds), cells) == ""

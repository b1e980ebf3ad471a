"""By hand: where a figure stands among those of the same month in the years before."""

import pandas as pd
import pytest

from hrss_analysis import briefings, open_dataset, quarter
from hrss_analysis.briefings.trends import standing_among_years
from hrss_analysis.calendar import parse_period
from hrss_analysis.language import speaking
from hrss_analysis.paper.html import blocks_of


def past(*values, first=2019, stretch=0, month=9, no=1):
    rows = [(no, "甲", first + at, month, value, stretch, "reported") for at, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["no", "area", "year", "month", "value", "stretch", "origin"])


def among(frame, period="2024Q3"):
    return standing_among_years(frame, parse_period(period)).to_dict("records")


def test_a_figure_among_five_years():
    (row,) = among(past(10, 20, 30, 40, 50, 45))
    assert row == {
        "no": 1, "area": "甲", "value": 45, "last": 50, "low": 10, "high": 50, "rank": 2, "of": 6, "origin": "",
    }  # fmt: skip


def test_a_sixth_year_does_not_count_and_another_month_neither():
    (row,) = among(pd.concat([past(99, 10, 20, 30, 40, 50, 45, first=2018), past(1, month=12, first=2023)]))
    assert (row["low"], row["high"], row["of"]) == (10, 50, 6)


@pytest.mark.parametrize(("years", "told"), [(3, True), (2, False)])
def test_three_earlier_years_make_a_comparison(years, told):
    assert bool(among(past(*range(years + 1), first=2024 - years))) == told


def test_years_that_do_not_compare_are_not_counted():
    frame = pd.concat([past(1, 2, 3, stretch=-1), past(4, 5, 6, first=2022)])
    assert among(frame) == []


def test_what_has_no_figure_now_is_not_told():
    assert among(past(1, 2, 3, 4, 5)) == []


def test_equal_figures_share_the_higher_place():
    (row,) = among(past(50, 10, 10, 50, 10, 50))
    assert row["rank"] == 1


def test_the_country_is_held_against_its_own_past(national):
    told = quarter(national, "2024Q3").of(area="全国").shown
    sentence, chart, table = briefings.trends(told)
    (block,) = blocks_of(table)
    assert block.columns[0].text[0].startswith("城镇新增就业人数")
    # 1,049 after 1,022 and 1,001, 1,045, 898, 1,097 before
    row = [column.text[0] for column in block.columns][1:]
    assert (
        row[-1]
        == f"{1 + sum(value > 1049 for value in told.long_history.query('no == 1 and month == 9 and year < 2024 and year >= 2019')['value'])}/6"
    )
    assert sentence.startswith("与前几年同期相比，")
    assert chart.title.startswith("2019—2024年各期末数：")


def test_areas_are_held_against_each_other_instead(wuxi):
    assert briefings.trends(quarter(wuxi, "2024Q3").of(area="全市").shown) == ("", None, "")


def test_in_english():
    told = quarter(open_dataset("data/national"), "2026-05").of(area="全国").shown
    with speaking("en"):
        sentence, chart, _ = briefings.trends(told)
    assert sentence.startswith(
        "Compared with the same time of the years before, of 8 indicators 4 stand higher than in any of them and 2 lower; "
    )
    assert "blue: this year" in chart.svg()

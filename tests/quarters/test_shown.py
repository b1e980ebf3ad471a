"""Each figure is rounded once, half-up, from its exact value, and on its own side of what it is held against."""

import pandas as pd
import pytest

from hrss_analysis import quarter
from hrss_analysis.paper.labels import indicator_number, share

FILES = {
    "indicators.csv": (
        "no,name,unit,kind,bound,pace,frequency\n1,培训人数,人,flow,at_least,accumulates,monthly\n"
        "2,参保人数,万人,stock,at_least,growth,monthly\n3,结案率,%,rate,at_least,level,monthly\n"
    ),
    "targets/2024.csv": (
        "no,area,state,bound,value\n1,甲,assigned,,3000\n1,乙,assigned,,3000\n2,甲,assigned,,12.8\n3,甲,assigned,,98\n"
    ),
    "actuals/2023Q3.csv": "no,area,value\n1,甲,1999\n2,甲,12.1\n3,甲,97\n",
    "actuals/2023Q4.csv": "no,area,value\n1,甲,2999\n2,甲,12.404\n3,甲,97\n",
    "actuals/2024Q3.csv": "no,area,value\n1,甲,2249.9\n1,乙,2250.2\n2,甲,12.7049\n3,甲,97.96\n",
}


@pytest.fixture
def shown(small):
    return quarter(small(FILES), "2024Q3").shown


def test_each_has_its_own_precision_and_side(shown):
    cells = shown.progress.set_index(["no", "area"])
    assert cells.loc[(1, "甲"), ["actual", "completion", "gap_points", "shortfall", "required_per_month"]].tolist() == [
        2250,
        0.75,
        -0.003,  # 2,249.9 of 3,000 is 74.9967 %: not on pace
        750,
        250,
    ]
    assert cells.loc[(1, "甲"), ["status", "per_cent"]].tolist() == ["slightly_behind", 74.997]
    assert cells.loc[(2, "甲"), ["actual", "base", "grown"]].tolist() == [12.7, 12.4, 0.3]
    assert cells.loc[(3, "甲"), ["actual", "shortfall"]].tolist() == [97.96, 0.04]  # 98.0 would hide that it is short


def test_changes_and_paces_are_rounded_from_exact_figures(shown):
    changed = shown.changes.set_index(["no", "area"])
    assert changed["measure"].unique().tolist() == ["year_on_year"]
    assert changed.loc[(1, "甲"), ["value", "base", "difference"]].tolist() == [12.6, 1999, 251]  # 250.9 more
    paced = shown.pace.set_index(["no", "area"]).loc[(1, "甲")]
    assert paced[["year_ago", "year_ago_share", "last_year_share", "ahead"]].tolist() == [1999, 0.666, 0.667, 8.3]


def test_a_page_formats_them_to_the_same_text(small):
    told = quarter(small(FILES, name="text"), "2024Q3")
    exact, rounded = told.progress, told.shown.progress
    for one, other in zip(exact.itertuples(), rounded.itertuples(), strict=True):
        number = indicator_number(told.ds.indicator(one.no))
        assert number(one.actual, one.target) == number(other.actual, other.target)
        assert share(one.completion) == share(other.completion)


def test_what_rounding_makes_one_keeps_its_order(small):
    files = {
        "indicators.csv": FILES["indicators.csv"] + "4,创业人数,人,flow,at_least,accumulates,monthly\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100000\n4,甲,assigned,,100000\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,70010\n4,甲,69990\n",
    }
    cells = quarter(small(files), "2024Q3").shown.progress.set_index("no")
    assert cells["gap_points"].tolist() == [-5, -5]
    assert cells["tie"].tolist() == [1, 0]


def test_a_chance_is_told_in_whole_per_cent_and_never_as_certain(wuxi):
    exact, rounded = (told.project["p_reach"] for told in (quarter(wuxi, "2024Q3"), quarter(wuxi, "2024Q3").shown))
    sure = pd.concat([exact, rounded], axis=1, keys=["exact", "shown"]).dropna()
    assert (sure.query("exact < 0.05")["shown"] == 0).all()
    assert (sure.query("exact > 0.95")["shown"] == 1).all()
    between = sure.query("0.05 <= exact <= 0.95")
    assert ((between["exact"] - between["shown"]).abs() <= 0.005 + 1e-12).all()
    assert len(between) > 100


def test_what_is_needed_a_month_has_a_decimal_where_it_is_small_and_whole(small):
    files = {
        **FILES,
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,3000\n1,乙,assigned,,2500\n2,甲,assigned,,12.8\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,2000\n1,乙,2249\n2,甲,12.408\n",
    }
    cells = quarter(small(files, name="monthly"), "2024Q3").shown.progress.set_index(["no", "area"])
    # 1,000 and 251 people left in three months; 0.392 of 10,000
    assert cells["required_per_month"].tolist()[:3] == [333, 83.7, 0.13]
    assert cells.at[(2, "甲"), "grown"] == 0.004  # 0.00 would say that it did not grow


def test_only_rates_in_per_cent_have_a_funnel(wuxi):
    told = quarter(wuxi, "2024Q3")
    numbers = wuxi.indicators.query("kind == 'rate' and unit == '%'")["no"]
    assert set(told.funnels["no"]) <= set(numbers)
    assert len(told.of(no=44).funnels) > 3
    assert told.of(no=1).funnels.empty

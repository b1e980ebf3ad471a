"""Views: their findings and frames on a few literal figures, and on the shipped data."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest

from hrss_analysis import UsageError, views
from hrss_analysis.views.words import PATTERNS

HEAD = "no,area,value,origin\n"
FILES = {
    "areas.csv": "area,name_en\n全市,City\n甲,East\n乙,West\n丙,North\n丁,South\n",
    "indicators.csv": "no,name,name_en,unit,kind,bound,pace,frequency\n"
    "1,培训人数,People trained,人,flow,at_least,accumulates,monthly\n"
    "2,取证人数,Certificates,人,flow,at_least,accumulates,monthly\n"
    "3,结案率,Closure rate,%,rate,at_least,level,monthly\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,1000\n"
    + "".join(
        f"1,{a},assigned,,{x}\n2,{a},assigned,,{x // 2}\n" for a, x in zip("甲乙丙丁", (400, 300, 200, 100), strict=True)
    ),
    "actuals/2023Q1.csv": f"{HEAD}1,甲,80,reported\n",
    "actuals/2024Q1.csv": HEAD
    + "".join(f"1,{a},{x},reported\n2,{a},{y},reported\n" for a, x, y in (("甲", 80, 40), ("乙", 90, 50), ("丙", 40, 10), ("丁", 10, 20))),
    "actuals/2024Q2.csv": HEAD
    + "".join(f"1,{a},{x},reported\n2,{a},{y},reported\n" for a, x, y in (("甲", 200, 100), ("乙", 120, 90), ("丙", 110, 60), ("丁", 60, 30))),
}  # fmt: skip
SEVERAL = [1, 2, 3]
CALLS = {
    "trend": lambda ds, **more: views.trend(ds, SEVERAL, **more),
    "heat_map": lambda ds, **more: views.heat_map(ds, 2, **more),
    "ranking": lambda ds, **more: views.ranking(ds, 2, **more),
    "shares": lambda ds, **more: views.shares(ds, 2, **more),
    "scatter": lambda ds, **more: views.scatter(ds, (2, 3), **more),
    "distribution": lambda ds, **more: views.distribution(ds, [2, 3], **more),
    "projection": lambda ds, **more: views.projection(ds, SEVERAL, period="2024Q3", **more),
}


@pytest.fixture
def ds(small):
    return small(FILES)


@pytest.fixture(params=CALLS)
def call(request):
    return CALLS[request.param]


def test_trend(ds):
    view = views.trend(ds, 1, "甲", comparison="target")
    assert view.title == "甲培训人数：2024年二季度末200人，完成率50.0%"
    frame = (
        view.frame[["period", "value", "last_year", "line", "compared"]].astype(object).where(lambda f: f.notna(), None)
    )
    assert frame.to_dict("records") == [
        {"period": "2023Q1", "value": 80, "last_year": None, "line": None, "compared": None},
        {"period": "2024Q1", "value": 80, "last_year": 80, "line": 400, "compared": 20},
        {"period": "2024Q2", "value": 200, "last_year": None, "line": 400, "compared": 50},
    ]


def test_trend_of_several_names_the_highest_and_the_lowest(ds):
    view = views.trend(ds, 1, comparison="target", lang="en")
    assert view.title == (
        "People trained: completion highest in South (60.0%), lowest in West (40.0%) at the end of 2024 Q2"
    )
    assert view.alt.startswith("Line charts (4)")


def test_heat_map(ds):
    view = views.heat_map(ds, 1, comparison="expected")
    assert view.title == "培训人数：2024年二季度末与序时相差最高丁（+10.0百分点），最低乙（-10.0百分点）"
    latest = view.frame[view.frame["period"] == "2024Q2"].set_index("area")["compared"]
    assert latest.to_dict() == {"甲": 0, "乙": -10, "丙": 5, "丁": 10}
    assert {"+10.0", "-10.0", "0.0", "+5.0"} <= set(_texts(view))


def test_ranking(ds):
    # points in Q1: -5, 5, -5, -15; in Q2: 0, -10, 5, 10
    view = views.ranking(ds, 1)
    assert view.frame.pivot_table("rank", "area", "period").loc[["甲", "乙", "丙", "丁"]].astype(int).to_numpy().tolist() == [
        [2, 3], [1, 4], [2, 2], [4, 1]
    ]  # fmt: skip
    assert view.title == "培训人数，完成进度排名：丁从第4升到第1，乙从第1降到第4"
    assert "第2 甲、丙" in _texts(view)  # equal points share a place


def test_ranking_of_one_quarter(ds):
    assert views.ranking(ds, 1, since="2024Q2", until="2024Q2").title == "培训人数，完成进度排名：丁列第1"


def test_equal_places_are_all_named(wuxi):
    assert views.ranking(wuxi, 12).title == "新建规范化零工市场数，完成进度排名：宜兴、惠山、滨湖列第1（模拟数据）"


def test_shares(ds):
    # of 490: 200, 120, 110, 60; of the targets' 1000: 400, 300, 200, 100
    view = views.shares(ds, 1)
    frame = view.frame.set_index("area")
    assert frame["share"].round(4).to_dict() == {"甲": 0.4082, "乙": 0.2449, "丙": 0.2245, "丁": 0.1224}
    assert frame["over"].round(2).to_dict() == {"甲": 0.82, "乙": -5.51, "丙": 2.45, "丁": 2.24}
    assert view.title == "培训人数，2024年二季度末：丙占实绩22.4%，比占目标多2.4个百分点，为最多"


def test_scatter_warns_where_the_plan_makes_them_proportional(ds):
    view = views.scatter(ds, (1, 2))
    assert view.frame[["x", "y"]].to_numpy().tolist() == [[200, 100], [120, 90], [110, 60], [60, 30]]
    assert set(view.frame["ratio"]) == {0.5}
    assert "等级相关为1.00，计划使两者成比例（各地区目标都是0.50倍），相关不说明问题" in view.title
    assert "目标之比 0.50" in _texts(view)


def test_scatter_says_what_else_makes_them_alike(wuxi):
    view = views.scatter(wuxi, (2, 3))
    assert "计划使" not in view.title
    assert view.frame["ratio"].isna().all()
    assert "地区有大小" in view.alt


def test_distribution(ds):
    view = views.distribution(ds, [1, 2], comparison="target")
    assert view.title == "各地区的完成率，2024年二季度末：培训人数各地区相差最大，从乙的40.0%到丁的60.0%"
    assert len(view.frame) == 8


def test_projection(national):
    view = views.projection(national, 1, period="2024Q2")
    row = view.frame.iloc[0]
    assert round(row["year_end"]) == 1264
    assert row["actual"] == 698
    assert row["low90"] < row["low80"] < row["year_end"] < row["high80"] < row["high90"]
    assert view.title.startswith("全国城镇新增就业人数，2024年二季度末：年末推算1,264万人（80%区间")


def test_projection_of_a_year_that_is_over_is_held_against_what_came(national):
    view = views.projection(national, 1, period="2024Q4")
    row = view.frame.iloc[0]
    assert row["came"] == 1256
    assert f"{row['year_end'] / 1256 - 1:+.1%}" in view.title
    assert "在80%区间内" in view.title


@pytest.mark.parametrize("name", ["heat_map", "ranking", "shares", "scatter", "distribution"])
def test_a_single_area_has_nobody_to_be_compared_with(national, name):
    view = CALLS[name](national)
    assert view.figure is None
    assert view.title.endswith("要有两个以上地区可比：这个数据集只有全国。")
    assert view.title in view._repr_html_()


@pytest.mark.parametrize("name", ["trend", "projection"])
def test_what_needs_no_other_area_is_drawn_for_a_single_one(national, name):
    assert CALLS[name](national).figure is not None


def test_a_dataset_without_figures_says_so(small, call):
    files = {name: text for name, text in FILES.items() if not name.startswith("actuals")}
    assert call(small(files)).title == "数据集还没有任何数。"


def test_a_quarter_without_figures_says_so(ds):
    said = {
        views.trend(ds, 1, since="2019Q1", until="2019Q4").title,
        views.heat_map(ds, 1, since="2019Q1", until="2019Q4").title,
        views.distribution(ds, 1, period="2019Q4").title,
        views.shares(ds, 1, period="2019Q4").title,
        views.scatter(ds, (1, 2), period="2019Q4").title,
        views.ranking(ds, 1, since="2023Q1", until="2023Q4").title,
        views.projection(ds, 1, period="2023Q1").title,
        views.projection(ds, 3, period="2024Q2").title,
        views.trend(ds, 3).title,
    }
    assert len(said) >= 7
    assert all(re.search(r"没有|不作推算", sentence) and sentence.endswith("。") for sentence in said)


def test_simulated_figures_are_marked_in_every_view_and_published_ones_in_none(wuxi, national, call):
    simulated = call(wuxi)
    assert simulated.title.endswith("（模拟数据）")
    assert call(wuxi, lang="en").title.endswith("(simulated data)")
    assert "模拟" not in call(national).title


def test_what_was_simulated_a_year_ago_marks_what_is_compared_with_it(small):
    ds = small(FILES | {"actuals/2023Q2.csv": f"{HEAD}1,甲,150,simulated\n"})
    assert "模拟数据" in views.trend(ds, 1, "甲", since="2024Q1", comparison="year_on_year").title


@pytest.mark.parametrize("comparison", ["target", "expected", "year_on_year", "quarter_on_quarter", "whole"])
def test_english_views_have_no_chinese(wuxi, comparison):
    for basis in ("cumulative", "current"):
        for view in (
            views.trend(wuxi, [2, 35, 47], ["江阴", "全市"], basis=basis, comparison=comparison, lang="en"),
            views.heat_map(wuxi, 47, basis=basis, comparison=comparison, lang="en"),
            views.distribution(wuxi, [2, 34], period="2024Q3", basis=basis, comparison=comparison, lang="en"),
        ):
            assert not re.search(r"[\u4e00-\u9fff]", view.title + view.alt + "".join(_texts(view)))


def test_every_pattern_has_the_same_places_in_both_languages():
    places = {
        key: [set(re.findall(r"{(\w+)", text)) for text in (label.zh, label.en)] for key, label in PATTERNS.items()
    }
    assert {key for key, (zh, en) in places.items() if zh != en} == set()


def test_pictures_are_sound_and_the_same_twice(wuxi, call):
    one, two = call(wuxi), call(wuxi)
    assert one.svg() == two.svg()
    ElementTree.fromstring(one.svg())
    assert one.alt.endswith("。")
    assert isinstance(one.frame, pd.DataFrame)


@pytest.mark.starts
def test_no_setting_is_changed_and_pyplot_stays_out(national):
    before = dict(mpl.rcParams)
    views.trend(national, 1).svg()
    assert dict(mpl.rcParams) == before
    script = "import sys, hrss_analysis.views; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda ds: views.trend(ds, 99), "unknown indicator '99'"),
        (lambda ds: views.trend(ds, []), "no indicator is chosen"),
        (lambda ds: views.heat_map(ds, 1, ["甲", "已"]), "unknown area '已'"),
        (lambda ds: views.trend(ds, 1, since="2024q1"), "did you mean '2024Q1'"),
        (lambda ds: views.shares(ds, 1, period="2024"), "a quarter is written"),
        (lambda ds: views.trend(ds, 1, basis="curent"), "did you mean 'current'"),
        (lambda ds: views.distribution(ds, 1, comparison="targets"), "did you mean 'target'"),
        (lambda ds: views.ranking(ds, 1, lang="zn"), "did you mean 'zh'"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence(ds, make, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        make(ds)


def _texts(view):
    if view.figure is None:
        return [view.title]
    return [element.text or "" for element in ElementTree.fromstring(view.svg()).iter() if element.tag.endswith("text")]

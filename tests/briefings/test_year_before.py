"""A plan beside the year before, as a reader is told: counted by hand."""

import pytest

from hrss_analysis import history, quarter, target_changes
from hrss_analysis.briefings import (
    headline,
    new_year,
    succession_sentence,
    succession_table,
    target_changes_table,
    target_sentence,
    years,
)
from hrss_analysis.measures import changes, progress
from hrss_analysis.plan.succession import succession

FLOW = "flow,at_least,accumulates,monthly"
RATE = "rate,at_least,level,monthly"
HEAD = "no,name,unit,kind,bound,pace,frequency"
FILES = {
    "indicators.csv": f"{HEAD}\n1,培训,人,{FLOW}\n2,创业,人,{FLOW}\n3,结案率,%,{RATE}\n4,岗位,个,{FLOW}\n5,旧项,人,{FLOW}\n6,合并甲,人,{FLOW}\n7,合并乙,人,{FLOW}\n",
    "indicators/2025.csv": f"{HEAD},id,follows,relation,note\n1,创业,人,{FLOW},2,,same,\n2,技能培训,人,{FLOW},1,,renamed,\n"
    f"3,结案率,%,{RATE},3,,redefined,分母改为受理数\n4,岗位,万个,{FLOW},4,,,\n5,新项,人,{FLOW},fresh,,new,\n6,合并,人,{FLOW},both,6+7,merged,\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,100\n2,全市,assigned,,100\n3,全市,assigned,,90\n4,全市,assigned,,20000\n6,全市,assigned,,30\n7,全市,assigned,,20\n",
    "targets/2025.csv": "no,area,state,bound,value\n1,全市,assigned,,120\n2,全市,assigned,,80\n3,全市,assigned,,95\n4,全市,assigned,,2\n5,全市,assigned,,9\n6,全市,assigned,,60\n",
    "actuals/2024Q4.csv": "no,area,value\n1,全市,160\n2,全市,100\n3,全市,92\n4,全市,25000\n6,全市,30\n7,全市,45\n",
    "actuals/2024Q1.csv": "no,area,value\n1,全市,40\n3,全市,91\n",
    "actuals/2025Q1.csv": "no,area,value\n2,全市,30\n3,全市,93\n5,全市,3\n",
}


@pytest.fixture
def ds(small):
    return small(FILES)


def test_every_indicator_and_every_dropped_one_has_its_row(ds):
    told = succession(ds, 2025)
    assert told["relation"].tolist() == ["same", "renamed", "redefined", "rescaled", "new", "merged", "dropped"]
    assert told["before"].tolist() == ["2 创业", "1 培训", "3 结案率", "4 岗位", "", "6 合并甲、7 合并乙", "5 旧项"]
    assert told["comparable"].tolist() == [True, True, False, True, False, True, False]


def test_the_sentence_counts_them(ds):
    assert succession_sentence(ds, 2025) == (
        "与2024年计划相比，6项指标中延续3项（序号变动2项），更名1项，单位变更1项，合并1项，口径调整1项，新增1项，取消1项；与上年可比4项。"
    )


def test_the_table_says_why(ds):
    html = succession_table(ds, 2025)
    for words in ("分母改为受理数", "不作同比", "5 旧项", "取消", "本年新增指标", "有变化的6项"):
        assert words in html
    assert "2 创业" not in html, "what is the same stands in no table of changes"


def test_where_there_is_no_plan_before_nothing_is_said(ds, wuxi):
    assert (succession_sentence(ds, 2024), str(succession_table(ds, 2024))) == ("", "")
    assert succession_sentence(wuxi, 2024) == ""


def test_only_the_first_bulletin_of_a_year_says_it(ds):
    assert new_year(quarter(ds, "2025Q1"))[0] == succession_sentence(ds, 2025)
    assert new_year(quarter(ds, "2025Q2")) == []


def test_targets_are_held_against_last_years_targets_and_results(ds):
    told = target_changes(ds, 2025).set_index("no")
    assert told["last_target"].fillna(0).to_dict() == {1: 100, 2: 100, 3: 0, 4: 2, 5: 0, 6: 50}
    assert told["target_change"].fillna(0).to_dict() == {1: 20, 2: -20, 3: 0, 4: 0, 5: 0, 6: 20}
    assert told["last_result"].fillna(0).to_dict() == {1: 100, 2: 160, 3: 0, 4: 2.5, 5: 0, 6: 75}
    assert told["result_change"].fillna(0).to_dict() == {1: 20, 2: -50, 3: 0, 4: -20, 5: 0, 6: -20}
    assert told["reason"].to_dict() == {1: "", 2: "", 3: "redefined", 4: "", 5: "new", 6: ""}
    assert told["unit"].to_dict() == {1: "%", 2: "%", 3: "百分点", 4: "%", 5: "%", 6: "%"}


def test_the_sentence_names_what_is_asked_for_after_what_was_done(ds):
    assert target_sentence(ds, target_changes(ds, 2025)) == (
        "全市可与上年实绩比较的4项计数指标中，3项的目标低于上年实绩，低得最多的是技能培训（80人，上年160人，低50.0%）、"
        "岗位（2万个，上年2.5万个，低20.0%）、合并（60人，上年75人，低20.0%）；与上年目标比，2项提高，1项降低，1项持平。"
    )
    html = target_changes_table(ds, target_changes(ds, 2025))
    assert "口径调整，不与以前年度比较" in html


def test_without_last_year_nothing_is_said(small):
    alone = {name: text for name, text in FILES.items() if "2025" not in name and not name.startswith("actuals")}
    told = target_changes(small(alone), 2024)
    assert set(told["reason"]) == {"no_result"}
    assert target_sentence(small(alone), told) == ""
    assert str(target_changes_table(small(alone), told)) == ""


def test_a_sentence_says_why_it_has_no_comparison(ds):
    cells, changed = progress(ds, "2025Q1"), changes(ds, "2025Q1")
    told = " ".join(headline(ds, cells[cells["no"] == 5], changed))
    assert "（本年新增，无同比）" in told


def test_a_profile_shows_the_years_before_a_break_and_says_that_they_do_not_compare(ds):
    past = history(ds, "2025Q1", years=6, across=True)
    chart = years(ds, past[past["no"] == 3], 95)
    assert "2024年及以前口径不同，虚线，不可比" in chart.title
    assert "上年同期" not in chart.title
    assert set(history(ds, "2025Q1", years=6).query("no == 3")["year"]) == {2025}

"""What has to be done first is said with figure, cause and owner; no figure of it is missing from the tables."""

import pandas as pd
import pytest

from hrss_analysis import briefings, quarter
from hrss_analysis.briefings.priorities import _span
from hrss_analysis.language import speaking


def told(ds, period, area, **options):
    whole = quarter(ds, period).shown
    own = whole.of(area=area)
    return briefings.priority_sentences(whole.ds, own.progress, whole.attention, own.pace, own.project, **options)


def test_three_tasks_of_the_city(wuxi):
    opening, first, second, third = told(wuxi, "2024Q3", "全市")  # all that is red is among them
    assert opening == "须抓三件事："
    assert first.startswith(
        "①7项现未列为滞后（进度正常5项、略有滞后2项），按去年同期节奏推算年末却难以达到目标（就管中心："
    )
    assert first.endswith("；专技处：新增进站博士后人数），余下每月须为去年同期月均的1.2—2.5倍。")
    assert second == (
        "②就业困难人员就业人数、新创设城乡公益性岗位安置困难人员数、就业服务站兜底帮扶困难群体就业人数3项"
        "完成全年目标的约62%，慢于序时进度约13个百分点，目标比上年实绩高26%—41%，"
        "余下每月须为本季月均的约2倍，涉及8个地区，牵头就管中心。"
    )
    assert third == (
        "③工伤保险参保人数比上年末净增2.01万人（去年同期净增9.01万人），完成全年应净增（4.34万人）的46.3%；"
        "按单位参加工伤保险人数比上年末净增1.11万人（去年同期净增10.99万人），完成全年应净增（3万人）的37.0%，"
        "余下每月须为本季月均的0.7—0.8倍，涉及5个地区，牵头社保中心。"
    )


def test_once_the_year_is_over_nothing_is_to_be_done_each_month(wuxi):
    said = told(wuxi, "2024Q4", "全市")
    assert said[0] == "全年最主要的问题有三个："
    assert "余下每月" not in "".join(said)
    assert "序时" not in "".join(said)
    assert "工伤康复人数完成91.5%，还差85人" in said[3]
    assert said[4:] == ["未达目标的还有新增进站博士后人数。"]


def test_one_task_is_one_sentence_and_on_its_own_page_nobody_is_named(wuxi):
    (said,) = told(wuxi, "2024Q4", "市本级")
    assert said == "全年最主要的问题：工伤康复人数完成90.9%，还差2人，牵头工伤处。"
    (said,) = told(wuxi, "2024Q4", "市本级", owners=False)
    assert said == "全年最主要的问题：工伤康复人数完成90.9%，还差2人。"


def test_what_is_red_and_not_among_the_three_is_named(wuxi):
    assert told(wuxi, "2024Q3", "锡山")[-1] == "滞后的还有工伤保险参保人数、按单位参加工伤保险人数。"


def test_what_is_red_and_will_be_made_good_is_told_as_that(wuxi):
    whole = quarter(wuxi, "2024Q3").shown
    own = whole.of(area="锡山")
    red = own.progress["no"].isin([38, 39])
    likely = own.project.assign(outlook=own.project["outlook"].mask(own.project["no"].isin([38, 39]), "likely"))
    found = whole.attention[~(whole.attention["no"].isin([38, 39]) & (whole.attention["area"] == "锡山"))]
    assert set(own.progress.loc[red, "status"]) == {"behind"}
    said = briefings.priority_sentences(whole.ds, own.progress, found, own.pace, likely)
    assert said[-1] == "工伤保险参保人数、按单位参加工伤保险人数虽滞后，按去年同期节奏推算年末可望达到目标。"


def test_nothing_to_do_is_not_said(national):
    assert told(national, "2024Q3", "全国") == []


FILES = {
    "indicators.csv": "no,name,unit,kind,bound,pace,frequency,lead_department,reported_by\n"
    "1,培训,人,flow,at_least,accumulates,quarterly,一处,二处\n2,创业,人,flow,at_least,accumulates,quarterly,,\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n2,甲,assigned,,100\n",
    "actuals/2024Q2.csv": "no,area,value\n2,甲,10\n",
    "actuals/2023Q4.csv": "no,area,value\n2,甲,91\n",
}


def test_what_is_missing_is_asked_for_and_a_target_like_last_years_is_no_cause(small):
    said = told(small(FILES), "2024Q2", "甲")
    assert said[0] == "须抓两件事："
    assert "1项应报未报：二处：培训，请催报" in "".join(said)
    assert "目标比上年实绩" not in "".join(said)  # 9.9 % above


@pytest.mark.parametrize(("last", "said"), [(91, False), (90.9, True)])
def test_a_target_a_tenth_above_last_years_result_is_a_cause(small, last, said):
    ds = small({**FILES, "actuals/2023Q4.csv": f"no,area,value\n2,甲,{last}\n"})
    assert ("目标比上年实绩高" in "".join(told(ds, "2024Q2", "甲"))) == said


def test_in_english(wuxi):
    with speaking("en"):
        said = told(wuxi, "2024Q3", "全市")
    assert said[0] == "Three things to do:"
    assert said[2].startswith("② ")
    assert (
        "(3 indicators) reached about 62% of their targets of the year; about 13 percentage points behind pace"
        in said[2]
    )
    assert (
        "a net growth of 2.01 × 10,000 persons since last year's end (a net growth of 9.01 × 10,000 persons at this time last year)"
        in said[3]
    )


@pytest.mark.parametrize(
    ("values", "unit", "limit", "said"),
    [
        ([61.8, 62.5], "%", 100, "约62%"),
        ([61.8, 62.8], "%", 100, "61.8%—62.8%"),  # one apart
        ([62.0, 62.04], "%", 100, "62.0%"),
        ([56.2, 61.1], "%", 100, "56.2%—61.1%"),
        ([56.1, 61.1], "%", 100, "56%—61%"),
        ([99.3, 99.9], "%", 100, "约99.6%"),  # whole, it would read as reached
        ([80.0, 99.7], "%", 100, "80%—99.7%"),
        ([1.81, 2.19], "倍", None, "约2倍"),
        ([1.79, 2.2], "倍", None, "1.8—2.2倍"),
        ([0.7, 0.8], "倍", None, "0.7—0.8倍"),
        ([0.91, 1.09], "倍", None, "约1倍"),
    ],
)
def test_a_range_is_told_as_it_would_be_read(values, unit, limit, said):
    assert _span(pd.Series(values), unit, limit=limit) == said

import re

import pytest

from hrss_analysis import changes, contributions, of_area, progress, quarter
from hrss_analysis.briefings import (
    areas_sentence,
    contribution_sentence,
    contribution_table,
    field_sentences,
    headline,
    needs,
    overview,
    scorecard,
    unjudged,
    untargeted,
)
from hrss_analysis.vocabulary import JUDGED

HEAD = "no,name,unit,kind,bound,pace,frequency\n"
FLOW = HEAD + "1,培训人数,人,flow,at_least,accumulates,monthly\n"


def say(small, actuals, indicators=FLOW, target="1,甲,assigned,,1000", period="2024Q3"):
    files = {
        "indicators.csv": indicators,
        "targets/2024.csv": f"no,area,state,bound,value\n{target}\n",
        f"actuals/{period}.csv": f"no,area,value\n{actuals}",
    }
    ds = small(files)
    return "".join(headline(ds, of_area(progress(ds, period), "甲"), changes(ds, period)))


def test_on_pace(small):
    assert say(small, "1,甲,800\n") == (
        "截至2024年三季度末，甲1项指标中，本期评判1项，进度正常。"
        "培训人数800人，完成全年目标（1,000人）的80.0%，快于序时进度5.0个百分点。"
    )


def test_of_one_indicator_nothing_is_counted_twice_and_of_two_their_absence_is_said(small):
    two = HEAD + "".join(f"{no},指标{no},人,flow,at_least,accumulates,monthly\n" for no in (1, 2))
    targets = "1,甲,assigned,,1000\n2,甲,assigned,,1000"
    assert "没有滞后或突破上限的指标。" in say(small, "1,甲,800\n2,甲,800\n", two, targets)
    assert "没有滞后" not in say(small, "1,甲,800\n", two, targets)


def test_behind(small):
    assert say(small, "1,甲,600\n") == (
        "截至2024年三季度末，甲1项指标中，本期评判1项，滞后。"
        "滞后的是：培训人数完成60.0%，慢于序时进度15.0个百分点，还差400人。"
        "培训人数600人，完成全年目标（1,000人）的60.0%，慢于序时进度15.0个百分点。"
    )


def test_exactly_on_pace(small):
    assert "与序时进度持平" in say(small, "1,甲,750\n")


def test_nobody_reported(small):
    assert say(small, "") == "截至2024年三季度末，甲1项指标中，本期应报的1项均未报送。"


def test_nothing_due(small):
    annual = HEAD + "1,招生人数,人,flow,at_least,accumulates,annual\n"
    assert say(small, "", annual) == "截至2024年三季度末，甲1项指标中，本期没有应予评判的指标。"


def test_a_ceiling_broken(small):
    ceiling = HEAD + "1,线索发生率,%,rate,below,level,monthly\n"
    assert say(small, "1,甲,0.6\n", ceiling, "1,甲,assigned,below,0.6").endswith(
        "突破上限的是：线索发生率0.6%，突破上限。"
    )


def test_only_some_reported(small):
    two = HEAD + "".join(f"{no},指标{no},人,flow,at_least,accumulates,monthly\n" for no in (1, 2))
    targets = "1,甲,assigned,,1000\n2,甲,assigned,,1000"
    assert "本期评判1项，进度正常；应报未报1项。" in say(small, "1,甲,800\n", two, targets)


def test_no_task_is_not_judged(small):
    assert "本期没有应予评判的指标" in say(small, "1,甲,3\n", target="1,甲,zero,,")


@pytest.mark.parametrize("area", ["全市", "江阴", "市本级"])
def test_every_number_in_a_sentence_stands_in_a_table(wuxi, area):
    cells = progress(wuxi, "2024Q3")
    own = cells[cells["area"] == area] if area == "全市" else of_area(cells, area)
    tables = overview(wuxi, own, "") + needs(wuxi, own, "") + scorecard(wuxi, own, changes(wuxi, "2024Q3"), "")
    shown = set(re.findall(r"[\d,]*\d(?:\.\d+)?", tables))
    sentences = "".join(headline(wuxi, own, changes(wuxi, "2024Q3")))
    names = "|".join(re.escape(name) for name in wuxi.indicators["name"])
    said = re.findall(r"[\d,]*\d(?:\.\d+)?", re.sub(rf"截至.*?末|{names}", "", sentences))
    assert said
    assert set(said) <= shown


def test_the_areas_with_most_behind_are_named(wuxi):
    cells = progress(wuxi, "2024Q3")
    parts = cells[cells["area"].isin(wuxi.parts)]
    red = (parts["status"] == "behind").groupby(parts["area"]).sum()
    judged = parts["status"].isin(JUDGED).groupby(parts["area"]).sum()
    first = (red / judged).idxmax()  # not the one with most, which is judged on more
    assert first != red.idxmax()
    told = areas_sentence(wuxi, cells)
    assert told.startswith(
        f"分地区看，滞后指标占比较高的是{first}（{red[first] / judged[first]:.1%}，评判{judged[first]}项中{red[first]}项）、"
    )


FIELDS = """no,name,unit,kind,bound,pace,frequency,category
1,培训,人,flow,at_least,accumulates,monthly,就业
2,见习,人,flow,at_least,accumulates,monthly,就业
3,人才,人,flow,at_least,accumulates,monthly,人才
4,失业率,%,rate,at_most,level,monthly,人才
5,仲裁,人,flow,at_least,accumulates,annual,仲裁
6,咨询,人,flow,at_least,accumulates,monthly,
"""
FIELD_TARGETS = "".join(
    f"{no},甲,assigned,{'at_most' if no == 4 else ''},{5 if no == 4 else 100}\n" for no in range(1, 7)
)


@pytest.mark.parametrize(
    ("period", "actuals", "told"),
    [
        (
            "2024Q3",
            "1,甲,64.9\n2,甲,65\n3,甲,75\n4,甲,4.9\n6,甲,75\n",
            [
                "就业：滞后1项（培训）；略有滞后1项（见习）。",
                "人才：接近上限1项（失业率）。",
                "其他指标没有滞后或略有滞后的指标。",
                "仲裁的指标本期均不评判。",
            ],
        ),
        (
            "2024Q4",
            "1,甲,99\n2,甲,98\n3,甲,100\n4,甲,5.1\n5,甲,100\n6,甲,100\n",
            [
                "就业：未达全年目标2项（见习、培训）。",
                "人才：突破上限1项（失业率）。",
                "仲裁、其他指标没有未达全年目标的指标。",
            ],
        ),
    ],
)
def test_fields_name_what_is_red_and_what_is_amber(small, period, actuals, told):
    files = {
        "indicators.csv": FIELDS,
        "targets/2024.csv": f"no,area,state,bound,value\n{FIELD_TARGETS}",
        f"actuals/{period}.csv": f"no,area,value\n{actuals}",
    }
    ds = small(files)
    (block,) = field_sentences(ds, of_area(progress(ds, period), "甲")).blocks
    assert block.texts == told


def test_of_one_field_there_is_no_list(small):
    targets = "no,area,state,bound,value\n1,甲,assigned,,2\n"
    ds = small({"indicators.csv": FLOW, "targets/2024.csv": targets, "actuals/2024Q3.csv": "no,area,value\n1,甲,1\n"})
    assert field_sentences(ds, progress(ds, "2024Q3")) == ""


def test_a_single_area_is_not_compared(national):
    assert areas_sentence(national, progress(national, "2024Q4")) == ""


def test_gaps_are_said_or_their_absence(wuxi):
    cells = progress(wuxi, "2024Q3")
    assert unjudged(wuxi, cells[cells["area"] == "全市"]).blocks[0].texts == ["应报未报和无法评判的指标：无。"]
    late = progress(wuxi, "2024Q2", as_of="2024-07-20")
    assert "（8/9）" in unjudged(wuxi, late[late["area"] == "全市"])


def test_when_the_year_is_over_pace_is_not_spoken_of(small):
    said = say(small, "1,甲,900\n", period="2024Q4")
    assert said == (
        "截至2024年四季度末，甲1项指标中，本期评判1项，未达全年目标。"
        "未达全年目标的是：培训人数完成90.0%，还差100人。培训人数900人，完成全年目标（1,000人）的90.0%。"
    )


def test_a_rate_is_short_by_points(small):
    rate = HEAD + "1,结案率,%,rate,at_least,level,monthly\n"
    assert say(small, "1,甲,90.5\n", rate, "1,甲,assigned,,98").endswith("滞后的是：结案率90.5%，低于目标7.5个百分点。")


def test_the_change_on_last_year_is_said(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,1000\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,800\n",
        "actuals/2023Q3.csv": "no,area,value\n1,甲,750\n",
    }
    ds = small(files)
    said = headline(ds, of_area(progress(ds, "2024Q3"), "甲"), changes(ds, "2024Q3"))
    assert said[-1].endswith("快于序时进度5.0个百分点，同比增长6.7%。")


@pytest.mark.parametrize(
    ("figures", "then", "told"),
    [
        ((800, 1000), 800, "，与去年同期持平。"),
        ((80004, 100000), 80000, "，与去年同期基本持平。"),  # +0.005 %
        ((80060, 100000), 80000, "，同比增长0.1%。"),  # +0.075 %
        ((79950, 100000), 80000, "，同比下降0.1%。"),  # -0.0625 %
    ],
)
def test_a_change_that_rounds_to_nothing_is_no_rise(small, figures, then, told):
    files = {
        "targets/2024.csv": f"no,area,state,bound,value\n1,甲,assigned,,{figures[1]}\n",
        "actuals/2024Q3.csv": f"no,area,value\n1,甲,{figures[0]}\n",
        "actuals/2023Q3.csv": f"no,area,value\n1,甲,{then}\n",
    }
    ds = small(files)
    assert headline(ds, of_area(progress(ds, "2024Q3"), "甲"), changes(ds, "2024Q3"))[-1].endswith(told)
    shown = quarter(ds, "2024Q3").shown
    assert headline(ds, of_area(shown.progress, "甲"), shown.changes)[-1].endswith(told)


def test_what_everybody_asks_for_is_said_though_its_target_is_issued_elsewhere(small):
    told = say(small, "1,甲,800\n", target="1,甲,issued_separately,,")
    assert told.endswith("培训人数800人（目标另行下达）。")


def test_a_target_met_early(small):
    assert "本期评判1项，已完成。" in say(small, "1,甲,1200\n")


def test_what_has_no_target_is_told_against_last_year(national):
    said = untargeted(national, progress(national, "2024Q4"), changes(national, "2024Q4"))
    assert "城镇失业人员再就业人数515万人，同比增长0.2%" in said
    assert "城镇调查失业率5.1%，与去年同期持平" in said


def test_contributions_are_said_and_stand_in_their_table(wuxi):
    found = contributions(wuxi, "2024Q3")
    said = contribution_sentence(wuxi, found, 1)
    shown = contribution_table(wuxi, found, 1)
    assert said.startswith("城镇新增就业人数中，份额最大的是江阴（22.1%）")
    assert all(number in shown for number in re.findall(r"\d+\.\d", said))
    assert "模拟数据" in shown


def test_nothing_is_decomposed_where_an_area_is_missing(wuxi):
    assert contribution_sentence(wuxi, contributions(wuxi, "2024Q2", as_of="2024-07-20"), 1) == ""

import pandas as pd

from hrss_analysis import check_plan, target_shares
from hrss_analysis.briefings import (
    by_department,
    by_field,
    findings_table,
    plan_headline,
    states,
    unusual_shares,
    usual_shares,
)


def test_the_headline_counts_what_the_tables_show(wuxi):
    said = plan_headline(wuxi, 2024, check_plan(wuxi, 2024))
    assert said == [
        "2024年计划列60项指标（累计数39项、时点数8项、比率13项），全市有目标的60项。",
        "分解到9个地区的52项，另行下达1项，多地区共担1项。",
        "各地区目标与全市目标、其中项与总项的校核没有发现问题。",
    ]


def test_problems_are_counted(wuxi):
    findings = pd.DataFrame([["sum", "error", "第2项", "合计不符"]], columns=["rule", "severity", "where", "message"])
    assert plan_headline(wuxi, 2024, findings)[-1] == "校核发现错误1处、需核对0处，见下表。"
    assert "■ 错误" in findings_table(findings, "校核", ("error",))
    assert "校核：无。" in findings_table(findings, "校核", ("info",))


def test_fields_departments_and_states_are_counted(wuxi):
    assert '<th scope="row">就业创业</th><td>18</td>' in by_field(wuxi)
    assert '<th scope="row">就管中心</th><td>19</td>' in by_department(wuxi)
    assert '<th scope="row">全市</th><td>60</td>' in states(wuxi, 2024)


def test_shares_far_from_the_usual_are_named(wuxi):
    shares = target_shares(wuxi, 2024)
    assert "通常份额" in usual_shares(shares)
    html = unusual_shares(wuxi, shares)
    assert "城乡居民基本养老保险参保人数" in html
    assert "零工市场" not in html  # three in all: one more or less is no decision


def test_a_single_area_is_not_divided(national):
    shares = target_shares(national, 2024)
    assert usual_shares(shares) == unusual_shares(national, shares) == by_department(national) == ""

"""The page on errors: its sentences are what its tables show, and it says when there is nothing to show."""

import pytest

from hrss_analysis import briefings
from hrss_analysis.measures import full_backtest


@pytest.fixture(scope="module")
def found(national):
    return full_backtest(national)


def test_the_headline_is_what_the_tables_show(found):
    first, second = briefings.review_headline(found)
    assert first.startswith(
        "2019—2024年，累计数的年末推算数与实际数平均相差：一季度末6.0%（按时间进度外推为15.8%，照加去年余下月份为5.9%）"
    )
    assert "108次推算" in second
    accuracy = briefings.accuracy_table(found)
    assert "<td>6.0%</td><td>15.8%</td>" in accuracy
    assert '<th scope="row">时间进度</th><td>15.8%</td>' in briefings.methods_table(found)


def test_pictures_state_their_finding(national, found):
    errors, years = briefings.errors_chart(national, found), briefings.years_chart(national, found)
    assert errors.title == "18处平均误差中，16处小于按时间进度外推的（%）"
    assert years.title == "城镇新增就业人数：12次推算的80%区间12次涵盖年末实际数"
    assert "数字见" in errors.alt


def test_nothing_to_show_is_said(small):
    ds = small({"actuals/2024Q2.csv": "no,area,value\n1,全市,4\n"})
    found = full_backtest(ds)
    assert briefings.review_headline(found) == ["没有一个已结束、且有上年数的年度，无从回顾。"]
    assert briefings.accuracy_table(found) == ""
    assert briefings.methods_table(found) == ""
    assert briefings.indicators_table(ds, found) == ""
    assert briefings.errors_chart(ds, found) is None
    assert briefings.years_chart(ds, found) is None
    assert "无。" in briefings.targets_table(found)


def test_pictures_tell_every_error_and_every_year(national, found):
    errors, years = briefings.errors_chart(national, found), briefings.years_chart(national, found)
    assert len(errors.marks) == 2 * len(errors.frame)
    first = errors.frame.iloc[0]
    assert errors.marks[0].text == f"本方法平均误差{first['default']:.1f}%"
    assert errors.marks[1].text == f"时间进度平均误差{first['linear']:.1f}%"
    assert errors.marks[0].of == national.indicator(first["no"]).name
    ends = years.frame.groupby("year")["actual"].first()
    assert len(years.marks) == len(years.frame) + len(ends)
    assert [one.under for one in years.marks if one.text.startswith("年末实际数")] == [
        f"{year}年" for year in ends.index
    ]
    assert [one.text.split("推算")[0] for one in years.marks[1:4]] == ["一季度末", "二季度末", "三季度末"]

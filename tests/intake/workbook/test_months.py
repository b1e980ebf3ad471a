"""Every spelling of a month is that month, and what is no count from January to a month's end is none."""

import pytest

from hrss_analysis.calendar import Calendar
from hrss_analysis.intake.workbook.months import only_a_period, said_in
from hrss_analysis.intake.workbook.periods import fits, no_period, periods_in

from ...conftest import ROOT
from ...docs.reading import code_in, table_of

MONTHLY = Calendar(2024)
JULY = MONTHLY.period("2024-07")

WITH_YEAR = [
    "2024年7月", "2024年7月份", "2024年1—7月", "2024年1-7月", "2024年1至7月", "2024年1月至7月", "2024年1~7月份", "2024年度1—7月",
    "2024年1月—2024年7月", "2024年1月1日至7月31日", "2024年1月1日—2024年7月31日", "2024年截至7月底", "截至2024年7月末", "截止2024年7月31日",
    "截至2024-07-31", "截至20240731", "2024年前7个月", "2024年前七个月", "2024年七月", "2024年一至七月", "二〇二四年七月", "二○二四年一至七月",
    "2024.07", "2024-07", "2024-7", "2024/7", "2024_07", "202407", "2024M7", "202401-202407", "202401-07", "2024.1-7月", "2024.01-2024.07",
    "2024-01至2024-07", "2024年（1—7月）", "24年7月", "2024年 1 — 7 月", "２０２４年７月", "2024年1一7月", "甲-2024-07(1).xlsx", "2024.7.csv",
    "2024年元月至七月", "2024年7月月报", "2024年年初至7月底",
]  # fmt: skip
WITHOUT = [
    "7月", "7月份", "1—7月", "1-7月", "1至7月", "1月至7月", "1月份—7月份", "截至7月底", "截至7月末", "截止7月31日", "1月1日至7月31日", "七月",
    "一至七月", "前7个月", "前七个月", "头七个月", "今年1—7月", "年初至7月底", "元月至七月", "2024.1-7",
]  # fmt: skip
NONE = [
    "7—9月", "7-9月", "7至9月", "4—6月", "2—7月", "下半年", "2024年下半年", "2024年7—9月", "2023年8月—2024年7月", "2023年1月—2024年7月",
    "2023年—2024年7月", "去年7月", "上年1—7月", "上年同期（1—7月）", "6、7月", "六、七月", "6月和7月", "7月上旬", "8月初", "截至7月20日",
    "截至2024年7月30日", "1月15日至7月31日", "近7个月", "二至三季度", "二、三季度", "Q2-Q3", "13月", "0月", "4一7月", "2024.7-9月",
]  # fmt: skip
SILENT = [
    "计划执行情况", "2024年8月5日", "2024年8月5日前报送", "2024-08-05", "2024.8.5", "24.8.5", "20240805", "20240805123000", "二〇二四年八月五日",
    "8月5日", "1月至本期", "1月至今", "年初至今", "2021—2025年规划", "锡人社发〔2024〕8号", "就业满3个月", "全年目标", "年底前完成", "上年末",
    "四季节", "报送截止日期：2024年8月10日",
]  # fmt: skip


def months(text):
    return {said.month for said in said_in(text)} - {None}


@pytest.mark.parametrize("text", WITH_YEAR)
def test_a_month_with_its_year_is_that_month(text):
    assert periods_in(text, MONTHLY) == ["2024-07"]
    assert fits(text, JULY)
    for other in (period for year in (2023, 2024, 2025) for period in Calendar(0).of_year(year)):
        assert fits(text, other) == (other == JULY), other


@pytest.mark.parametrize("text", WITHOUT)
def test_a_month_without_a_year_fits_that_month_alone(text):
    assert periods_in(text, MONTHLY) == []
    assert [period.number for period in MONTHLY.of_year(2024) if fits(text, period)] == [7]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("三季度", 9), ("第三季度", 9), ("3季度", 9), ("前三季度", 9), ("前三个季度", 9), ("一至三季度", 9), ("1-3季度", 9), ("Q3", 9), ("Q1-Q3", 9),
        ("三季度末", 9), ("上半年", 6), ("1—9月", 9), ("1—6月", 6), ("一季度", 3), ("四季度", 12), ("前两个月", 2), ("十二月", 12), ("一至十一月", 11),
        ("全年完成情况", 12), ("年底", 12), ("截至年末", 12), ("元月", 1), ("1月", 1), ("截至2月28日", 2), ("截至2月29日", 2), ("截至12月31日", 12),
    ],
)  # fmt: skip
def test_quarters_halves_and_the_year_are_the_month_that_they_end_with(text, month):
    assert [period.number for period in MONTHLY.of_year(2024) if fits(text, period)] == [month]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024Q3", "2024-09"), ("2024年三季度", "2024-09"), ("2024年第三季度", "2024-09"), ("2024年前三季度", "2024-09"), ("24Q3", "2024-09"),
        ("2024年上半年", "2024-06"), ("2024年底", "2024-12"), ("截至2024年末", "2024-12"), ("2024年全年完成情况", "2024-12"), ("2024年1—9月", "2024-09"),
    ],
)  # fmt: skip
def test_with_a_year_they_are_claimed_too(text, period):
    assert periods_in(text, MONTHLY) == [period]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_count_from_january_fits_no_month(text):
    assert 0 in months(text)
    assert no_period(text, by_month=True)
    assert not any(fits(text, period) for period in MONTHLY.of_year(2024))
    assert periods_in(text, MONTHLY) in ([], ["2024-07"])


@pytest.mark.parametrize("text", SILENT)
def test_days_of_writing_and_what_is_no_period_say_nothing(text):
    assert months(text) == set()
    assert periods_in(text, MONTHLY) == []
    assert not only_a_period(text)


def test_the_end_of_a_quarter_is_no_other_months():
    assert [period.number for period in MONTHLY.of_year(2024) if fits("本季末", period)] == [3, 6, 9, 12]


def test_years_alone_are_held_against_the_period():
    assert fits("2024年计划", JULY)
    assert not fits("2023年计划", JULY)
    assert fits("2023年、2024年比较", JULY)
    assert not fits("2024年计划，2023年7月数", JULY)


def test_a_calendar_that_began_to_tell_months_reads_each_year_in_its_way():
    calendar = Calendar(2025)
    assert periods_in("2024年1—9月", calendar) == ["2024Q3"]
    assert periods_in("2025年1—9月", calendar) == ["2025-09"]
    assert periods_in("2024年1—8月", calendar) == []
    assert periods_in("2025年1—8月", calendar) == ["2025-08"]


@pytest.mark.parametrize(
    ("row", "text"),
    [(row, text) for row in table_of(ROOT / "docs/submissions.md", "## Months") for text in code_in(row["written"])],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_page_says_how_each_is_read(row, text):
    fitting = [str(period) for period in MONTHLY.of_year(2024) if fits(text, period)]
    if row["the period"] == "says nothing of it":
        assert len(fitting) == 12
        assert not said_in(text) or months(text) == set()
    elif row["the period"] == "none: refused":
        assert fitting == []
    else:
        assert fitting == code_in(row["the period"])

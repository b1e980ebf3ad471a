"""What a text says of a quarter, with a plain hyphen and in other spellings: the quarter, or not."""

import pytest

from hrss_analysis.calendar import Calendar
from hrss_analysis.intake.workbook.periods import fits

Q3 = Calendar().period("2024Q3")


@pytest.mark.parametrize(
    "text",
    [
        "2024年1-8月", "2024年7-9月", "前8个月", "2024.1-8月", "23年三季度", "去年三季度", "二〇二三年三季度", "1-2季度",
        "截至9月25日", "7、8、9月", "2024年1-9月和1-8月", "202408",
    ],
)  # fmt: skip
def test_another_period_is_seen_however_it_is_written(text):
    assert not fits(text, Q3)


@pytest.mark.parametrize(
    "text",
    [
        "2024年1-9月", "前9个月", "2024.1-9月", "24年三季度", "二〇二四年三季度", "1-3季度", "截至9月30日", "截至9月底",
        "2024年10月15日前报送", "2021—2025年规划", "2024年度计划", "202409", "计划完成情况",
    ],
)  # fmt: skip
def test_the_quarter_itself_or_nothing_is_no_contradiction(text):
    assert fits(text, Q3)

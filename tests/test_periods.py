import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.errors import UsageError
from hrss_analysis.periods import is_due, last_year_end, months_left, parse_period

PERIODS = st.builds("{:04}Q{}".format, st.integers(1900, 2100), st.integers(1, 4))


@given(PERIODS)
def test_a_period_reads_back_as_it_was_written(text):
    assert str(parse_period(text)) == text


@given(PERIODS)
def test_four_quarters_are_a_year(text):
    period = parse_period(text)
    assert (period - 4).year == period.year - 1
    assert (period - 4).quarter == period.quarter
    assert last_year_end(period) == period - period.quarter


@given(st.text(max_size=8))
def test_anything_else_is_refused(text):
    if len(text) == 6 and text[4:5] == "Q":
        return
    with pytest.raises(UsageError, match="a quarter is written 2024Q3"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2024Q0", "2024Q5", "2024q3", " 2024Q3", "2024Q3\n", "２０２４Q3", "24Q3", "2024"])
def test_near_misses_are_refused(text):
    with pytest.raises(UsageError):
        parse_period(text)


@pytest.mark.parametrize(("frequency", "due"), [("monthly", 4), ("quarterly", 4), ("semiannual", 2), ("annual", 1)])
def test_how_often_each_frequency_is_due(frequency, due):
    assert sum(is_due(frequency, quarter) for quarter in (1, 2, 3, 4)) == due


def test_months_left():
    assert [months_left(parse_period(f"2024Q{q}")) for q in (1, 2, 3, 4)] == [9, 6, 3, 0]

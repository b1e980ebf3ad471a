"""The calendar: each method inside a year and at its edges, for quarters and for periods of other lengths."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.calendar import (
    EVERY,
    Calendar,
    Period,
    between,
    column,
    is_year,
    latest,
    of_year,
    parse_period,
    span,
    to_pandas,
    year_of,
)
from hrss_analysis.errors import UsageError

TEXTS = st.builds("{:04}Q{}".format, st.integers(1900, 2100), st.integers(1, 4))
YEARS = st.integers(1900, 2100)
LENGTHS = st.sampled_from([1, 3])


@st.composite
def periods(draw, months=LENGTHS):
    """A quarter or a month."""
    length = draw(months)
    return draw(st.sampled_from(of_year(draw(YEARS), length)))


@given(TEXTS)
def test_a_period_reads_back_as_it_was_written(text):
    assert str(parse_period(text)) == text


@given(TEXTS, TEXTS)
def test_order_is_that_of_time_and_of_the_text(one, other):
    assert (parse_period(one) < parse_period(other)) == (one < other)
    assert (parse_period(one) == parse_period(other)) == (one == other)


@given(periods())
def test_as_many_steps_back_as_a_year_has_periods_are_a_year(period):
    back = period
    for _ in range(period.per_year):
        assert back.previous < back
        assert back.previous.next == back
        assert back.ordinal - back.previous.ordinal == period.months
        back = back.previous
    assert back == period.year_ago
    assert (back.year, back.number, back.end_month) == (period.year - 1, period.number, period.end_month)


@given(periods())
def test_a_year_is_its_periods_in_order(period):
    year = period.whole_year
    assert len(year) == period.per_year
    assert year[period.number - 1] == period
    assert year == tuple(span(year[0], year[-1])) == tuple(sorted(year))
    assert period.so_far == tuple(each for each in year if each <= period)
    assert (year[0].is_first, year[-1].is_last) == (True, True)
    assert sum(each.is_first for each in year) == sum(each.is_last for each in year) == 1
    assert (year[-1], year[0].previous) == (period.year_end, period.last_year_end)


@given(periods())
def test_what_is_over_and_what_is_left_make_the_year(period):
    assert period.share_of_year + period.months_left / 12 == pytest.approx(1)
    assert period.share_of_year == pytest.approx(period.number / period.per_year)
    assert (period.months_left == 0) == period.is_last
    assert (period.last_day + pd.Timedelta(days=1)).day == 1
    assert (period.last_day.year, period.last_day.month) == (period.year, period.end_month)


@given(periods(), st.sampled_from(sorted(EVERY)))
def test_what_was_due_before_is_the_nearest_end_of_the_year_with_it_due(period, frequency):
    due = [each for each in period.whole_year if each < period and each.is_due(frequency)]
    assert period.due_before(frequency) == max(due, default=None)


@pytest.mark.parametrize(
    ("text", "previous", "following", "year_ago", "year_end", "last_year_end"),
    [
        ("2024Q1", "2023Q4", "2024Q2", "2023Q1", "2024Q4", "2023Q4"),
        ("2024Q2", "2024Q1", "2024Q3", "2023Q2", "2024Q4", "2023Q4"),
        ("2024Q3", "2024Q2", "2024Q4", "2023Q3", "2024Q4", "2023Q4"),
        ("2024Q4", "2024Q3", "2025Q1", "2023Q4", "2024Q4", "2023Q4"),
    ],
)
def test_neighbours(text, previous, following, year_ago, year_end, last_year_end):
    period = parse_period(text)
    found = (period.previous, period.next, period.year_ago, period.year_end, period.last_year_end)
    assert tuple(map(str, found)) == (previous, following, year_ago, year_end, last_year_end)


@pytest.mark.parametrize(
    ("text", "number", "month", "left", "share", "day", "short", "label"),
    [
        ("2024Q1", 1, 3, 9, 0.25, "2024-03-31", "Q1", "一季度"),
        ("2024Q2", 2, 6, 6, 0.5, "2024-06-30", "Q2", "二季度"),
        ("2024Q3", 3, 9, 3, 0.75, "2024-09-30", "Q3", "三季度"),
        ("2024Q4", 4, 12, 0, 1.0, "2024-12-31", "Q4", "四季度"),
    ],
)
def test_its_place_in_the_year(text, number, month, left, share, day, short, label):
    period = parse_period(text)
    assert (period.number, period.end_month, period.months_left, period.share_of_year) == (number, month, left, share)
    assert (period.last_day, period.short, period.label) == (pd.Timestamp(day), short, label)
    assert (period.year, period.months, period.per_year) == (2024, 3, 4)
    assert [each.short for each in period.so_far] == ["Q1", "Q2", "Q3", "Q4"][:number]


@pytest.mark.parametrize(
    ("frequency", "due", "before"),
    [
        ("monthly", "Q1 Q2 Q3 Q4", [None, "2024Q1", "2024Q2", "2024Q3"]),
        ("quarterly", "Q1 Q2 Q3 Q4", [None, "2024Q1", "2024Q2", "2024Q3"]),
        ("semiannual", "Q2 Q4", [None, None, "2024Q2", "2024Q2"]),
        ("annual", "Q4", [None, None, None, None]),
    ],
)
def test_when_each_frequency_is_due(frequency, due, before):
    year = of_year(2024)
    assert " ".join(period.short for period in year if period.is_due(frequency)) == due
    assert [period.due_before(frequency) for period in year] == [text and parse_period(text) for text in before]


@pytest.mark.parametrize(
    ("month", "text", "previous", "following", "label"),
    [
        (1, "2024-01", "2023-12", "2024-02", "1月"),
        (9, "2024-09", "2024-08", "2024-10", "9月"),
        (10, "2024-10", "2024-09", "2024-11", "10月"),
        (12, "2024-12", "2024-11", "2025-01", "12月"),
    ],
)
def test_a_month_has_its_own_name_and_neighbours(month, text, previous, following, label):
    period = Period(2024, month, months=1)
    assert (str(period), str(period.previous), str(period.next), period.label) == (text, previous, following, label)
    assert (period.number, period.per_year, period.months_left) == (month, 12, 12 - month)


def test_when_each_frequency_is_due_by_month():
    year = of_year(2024, months=1)
    due = {frequency: [period.end_month for period in year if period.is_due(frequency)] for frequency in EVERY}
    assert due == {
        "monthly": list(range(1, 13)), "quarterly": [3, 6, 9, 12], "semiannual": [6, 12], "annual": [12],
    }  # fmt: skip


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


@pytest.mark.parametrize("given", [20243, None, ["2024Q3"], pd.Period("2024Q3")])
def test_what_is_no_text_is_refused(given):
    with pytest.raises(UsageError, match="it is written as text"):
        parse_period(given)


@pytest.mark.parametrize(("month", "months"), [(0, 3), (15, 3), (4, 3), (6, 6), (0, 1), (13, 1), (3, 0)])
def test_what_is_no_part_of_a_year_cannot_be_made(month, months):
    with pytest.raises(ValueError, match="no quarter or month"):
        Period(2024, month, months)


def test_a_year_is_four_digits_and_no_period():
    assert [is_year(text) for text in ("2024", "2024Q3", "24", "20245", "２０２４", "2024\n", "")] == [True] + 6 * [
        False
    ]
    assert (year_of("2024"), year_of("2024Q1"), year_of("2024Q4")) == (2024, 2024, 2024)
    with pytest.raises(UsageError, match="a quarter is written"):
        year_of("2024q3")


def test_a_span_has_both_its_ends():
    first, last = parse_period("2023Q3"), parse_period("2024Q2")
    assert [str(period) for period in span(first, last)] == ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]
    assert span(first, first) == [first]
    assert span(last, first) == []


def test_some_periods_between_others():
    texts = ["2023Q4", "2024Q2", "2023Q1", "2024Q1"]
    one, other = parse_period("2023Q4"), parse_period("2024Q1")
    assert between(texts, one, other) == ["2023Q4", "2024Q1"]
    assert between(texts, one, None) == ["2023Q4", "2024Q2", "2024Q1"]
    assert between(texts, None, other) == ["2023Q4", "2023Q1", "2024Q1"]
    assert between(texts, None, None) == texts
    assert latest(texts) == "2024Q2"


def test_a_column_says_what_its_periods_say():
    told = pd.Series(["2023Q4", "2024Q1", "2023Q4"], index=[5, 3, 4])
    assert column(told, "year").to_dict() == {5: 2023, 3: 2024, 4: 2023}
    assert column(told, "number").to_dict() == {5: 4, 3: 1, 4: 4}
    assert column(told, "short").to_dict() == {5: "Q4", 3: "Q1", 4: "Q4"}
    assert column(told.head(0), "year").dtype == int


def test_a_column_with_what_is_no_period_is_refused():
    with pytest.raises(UsageError, match="2024"):
        column(pd.Series(["2023Q4", "2024"]), "year")


def test_pandas_gets_periods_of_the_same_end():
    texts = pd.Series(["2023Q4", "2024Q1"])
    assert [str(period) for period in to_pandas(texts)] == texts.tolist()
    assert [period.end_time.normalize() for period in to_pandas(texts)] == [parse_period(t).last_day for t in texts]
    assert len(to_pandas(texts.head(0))) == 0


CALENDARS = st.builds(Calendar, st.none() | YEARS)


@given(CALENDARS, YEARS)
def test_years_follow_each_other_without_a_gap(calendar, year):
    """Whatever two years are told by, one leads to the other and back, each by its own periods."""
    here, there = calendar.of_year(year), calendar.of_year(year + 1)
    assert len(here) == 12 // calendar.months_in(year)
    assert (here[-1].next, there[0].previous, there[0].last_year_end) == (there[0], here[-1], here[-1])
    assert here[-1].next.monthly_since == calendar.monthly_since
    assert [period.whole_year for period in here] == [here] * len(here)
    assert tuple(span(here[0], there[-1])) == here + there


@given(CALENDARS, periods())
def test_a_period_of_a_calendar_ends_when_it_ended(calendar, period):
    own = calendar.own(period)
    assert own.ordinal == period.ordinal
    assert calendar.own(own) == own
    assert calendar.has(period) == (str(own) in map(str, calendar.of_year(period.year)))
    if calendar.has(period):
        assert calendar.period(str(period)) == own
        assert calendar.named(str(period)) == str(own)
    else:
        with pytest.raises(UsageError, match=f"{period.year} is told by quarters here"):
            calendar.period(str(period))


@given(CALENDARS, periods(), st.integers(0, 40))
def test_looking_back_finds_every_period_of_those_months(calendar, period, months):
    now = calendar.own(period)
    years = range(period.year - 5, period.year + 1)
    every = [other for year in years for other in calendar.of_year(year)]
    assert calendar.back(now, months) == [other for other in every if 0 <= now.ordinal - other.ordinal <= months]


@pytest.mark.parametrize(
    ("since", "text", "year_ago", "there"),
    [
        (None, "2025Q1", "2024Q1", True),
        (2025, "2025-03", "2024Q1", True),
        (2025, "2025-02", "2024-02", False),
        (2025, "2026-02", "2025-02", True),
        (2026, "2025Q2", "2024Q2", True),
        (0, "2025-12", "2024-12", True),
    ],
)
def test_a_year_ago_is_what_ended_with_the_same_month(since, text, year_ago, there):
    calendar = Calendar(since)
    then = calendar.period(text).year_ago
    assert (str(then), calendar.has(then)) == (year_ago, there)


@pytest.mark.parametrize(
    ("since", "text", "first", "last"),
    [
        (None, "2025Q2..2025Q4", "2025Q2", "2025Q4"),
        (0, "2025Q2..2025Q4", "2025-04", "2025-12"),
        (0, "2025Q2", "2025-06", "2025-06"),
        (0, "2025-05..2025Q4", "2025-05", "2025-12"),
        (2025, "2024Q3..2025-02", "2024Q3", "2025-02"),
        (2025, "2024Q4..2025Q1", "2024Q4", "2025-03"),
    ],
)
def test_a_span_of_quarters_is_all_their_months(since, text, first, last):
    assert tuple(map(str, Calendar(since).span(text))) == (first, last)


@pytest.mark.parametrize("text", ["2025Q4..2025Q2", "2025-05..2025-04", "2025Q2..2025-05"])
def test_a_span_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(UsageError, match="must not come after the last"):
        Calendar(0).span(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024q3", "2024Q3"), ("2024-Q3", "2024Q3"), ("2024 quarter 3", "2024Q3"), ("2024-7", "2024-07"),
        ("202407", "2024-07"), ("2024M7", "2024-07"), ("2024.07", "2024-07"), ("2024/12", "2024-12"),
    ],
)  # fmt: skip
def test_what_was_likely_meant_is_said(text, meant):
    with pytest.raises(UsageError, match=f"did you mean '{meant}'"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2024Q5", "2024-13", "2024-00", "2024Q", "07-2024", "2024-07-01", "20247654"])
def test_what_could_be_anything_is_not_guessed_at(text):
    with pytest.raises(UsageError, match=r"a quarter is written 2024Q3, a month 2024-07$"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "reach", "quarter", "axis"),
    [
        ("2024-01", "1月", "2024Q1", [3, 6, 9, 12]),
        ("2024-07", "1—7月", "2024Q3", [3, 6, 9, 12]),
        ("2024-09", "1—9月", "2024Q3", [3, 6, 9, 12]),
        ("2024Q2", "二季度", "2024Q2", [1, 2, 3, 4]),
    ],
)
def test_what_a_picture_and_a_title_say_of_it(text, reach, quarter, axis):
    period = parse_period(text)
    assert (period.reach, str(period.quarter), list(period.axis)) == (reach, quarter, axis)
    assert [period.place(other.end_month) for other in period.whole_year] == list(range(1, period.per_year + 1))

"""Where periods stand on an axis, and which of them are named."""

import pytest

from hrss_analysis.calendar import Calendar, span
from hrss_analysis.views.timeline import Timeline

MONTHLY, QUARTERLY, SINCE = Calendar(0), Calendar(), Calendar(2025)


def between(calendar, first, last):
    return Timeline(tuple(span(calendar.period(first), calendar.period(last))))


def test_quarters_stand_side_by_side_even_where_one_is_missing():
    time = Timeline(tuple(map(QUARTERLY.period, ("2024Q1", "2024Q3", "2024Q4"))))
    assert list(time.places.values()) == [0, 1, 2]
    assert not time.by_month


def test_as_soon_as_there_are_months_a_place_is_a_month():
    time = between(SINCE, "2024Q3", "2025-02")
    assert time.places == {"2024Q3": 0, "2024Q4": 3, "2025-01": 4, "2025-02": 5}
    assert time.length == 6


def test_what_was_not_told_has_its_room_among_months_and_none_among_quarters(small):
    head = "no,area,value\n1,甲,1\n"
    toml = {"dataset.toml": 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'}
    months = small({f"actuals/2024-{month}.csv": head for month in ("01", "04")} | toml, name="months")
    assert Timeline.of(months, months.periods).due("monthly") == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert Timeline.of(months, months.periods).due("quarterly") == ["2024-03"]
    quarters = small({f"actuals/2024{quarter}.csv": head for quarter in ("Q1", "Q4")}, name="quarters")
    assert Timeline.of(quarters, quarters.periods).due("monthly") == ["2024Q1", "2024Q4"]


@pytest.mark.parametrize(
    ("first", "last", "most", "named"),
    [
        ("2024-11", "2025-02", 4, {0: "11月\n2024", 1: "12月", 2: "1月\n2025", 3: "2月"}),
        # one more than can be named: quarters' ends, the year below the first of them
        ("2024-11", "2025-03", 4, {1: "12月\n2024", 4: "3月\n2025"}),
        ("2024-01", "2024-12", 4, {2: "3月\n2024", 5: "6月", 8: "9月", 11: "12月"}),
        # and one more again: years, where January stands
        ("2024-01", "2025-01", 4, {0: "2024", 12: "2025"}),
        ("2013-01", "2026-06", 5, {0: "2013", 48: "2017", 96: "2021", 144: "2025"}),
    ],
)
def test_as_many_months_are_named_as_there_is_room_for(first, last, most, named):
    places, texts = between(MONTHLY, first, last).ticks("zh", most)
    assert dict(zip(places, texts, strict=True)) == named


def test_months_in_english_and_a_year_that_does_not_begin_with_january():
    time = Timeline(tuple(map(MONTHLY.period, ("2024-12", "2025-02", "2025-05"))))
    assert time.ticks("en")[1] == ["Dec\n2024", "Feb\n2025", "May"]


def test_years_of_quarters_among_months_begin_where_their_january_would_stand():
    places, texts = between(SINCE, "2023Q3", "2026-01").ticks("zh", 5)
    assert dict(zip(places, texts, strict=True)) == {4: "2024", 16: "2025", 28: "2026"}
    # the first quarter has no room before its end
    assert between(SINCE, "2024Q1", "2026-01").ticks("zh", 5) == ([0, 10, 22], ["2024", "2025", "2026"])


def test_quarters_are_named_as_ever():
    time = between(QUARTERLY, "2023Q4", "2024Q2")
    assert time.ticks("zh") == time.ticks("en", 3) == ([0, 1, 2], ["Q4\n2023", "Q1\n2024", "Q2"])
    assert between(QUARTERLY, "2023Q4", "2025Q1").ticks("zh", 5) == ([1, 5], ["2024", "2025"])


def test_last_year_cannot_be_known_of_a_month_where_it_was_told_by_quarters():
    time = between(SINCE, "2024Q4", "2026-01")
    assert [period for period in time.places if not time.told_a_year_ago(period)] == [
        f"2025-{month:02}" for month in range(1, 12) if month % 3
    ]


def test_a_report_takes_the_months_that_it_is_about():
    time = between(SINCE, "2024Q4", "2025-03")
    assert [time.reach(*of) for of in (("2024Q4", "monthly"), ("2025-03", "monthly"), ("2025-03", "quarterly"))] == [
        3,
        1,
        3,
    ]
    assert between(QUARTERLY, "2024Q1", "2024Q4").reach("2024Q4", "annual") == 1

"""By hand: what a month added lately and in the rest of last year, and how far last year was by now."""

import pandas as pd
import pytest

from hrss_analysis import pace
from hrss_analysis.calendar import parse_period
from hrss_analysis.measures.pace import Past


def cells(**more):
    return pd.DataFrame({"no": [1, 2], "area": "甲", "kind": ["flow", "stock"], "gap_points": 0.0, **more})


def past(period, own, rows):
    columns = ["no", "year", "month", "value"]
    history = pd.DataFrame(rows, columns=columns).assign(area="甲", flag="A", made_of="")
    return Past(parse_period(period), own, history)


def values(series):
    return [None if pd.isna(value) else pytest.approx(value) for value in series]


@pytest.mark.parametrize(
    ("period", "actual", "rows", "recent"),
    [
        ("2024Q1", [30, 106], [(2, 2023, 12, 100)], [10, 2]),
        ("2024Q2", [70, 106], [(1, 2024, 3, 40), (2, 2024, 3, 100)], [10, 2]),
        ("2024-07", [70, 106], [(1, 2024, 4, 40), (1, 2024, 6, 55), (2, 2024, 4, 100)], [10, 2]),
        # ten in two months; a stock goes on over the year's end
        ("2024-02", [10, 106], [(1, 2023, 11, 90), (2, 2023, 11, 100)], [5, 2]),
        ("2024-03", [10, 106], [], [10 / 3, None]),
        ("2024-04", [10, 106], [], [None, None]),
    ],
)
def test_the_recent_pace_is_that_of_three_months_or_since_january(period, actual, rows, recent):
    assert values(past(period, cells(actual=actual), rows).recent()) == recent


def test_a_rate_has_no_pace():
    own = cells(actual=[30.0, 106.0]).assign(kind="rate")
    told = past("2024Q1", own, [(1, 2023, 3, 1), (1, 2023, 12, 2)])
    assert values(told.recent()) == values(told.last_rest()) == [None, None]


@pytest.mark.parametrize(
    ("period", "months", "rest"),
    [("2024Q3", [9, 12], 10), ("2024-07", [7, 12], 6), ("2024-07", [6, 12], None), ("2024Q4", [9, 12], None)],
)
def test_the_rest_of_last_year_begins_after_the_same_month(period, months, rest):
    rows = [(1, 2023, month, value) for month, value in zip(months, [100.0, 130.0], strict=True)]
    assert values(past(period, cells(actual=[1.0, 1.0]), rows).last_rest()) == [rest, None]


ROWS = [(2, 2024, 4, 106.0), (2, 2024, 5, 550.0), (2, 2024, 7, 550.0)]


@pytest.mark.parametrize(
    ("changed", "recent"),
    [
        ({}, 148),
        ({"flag": ["A", "B", "A"]}, None),
        ({"flag": ["B", "A", "A"]}, 148),  # before it begins
        ({"flag": ["A", "A", "B"]}, None),
        ({"made_of": ["12", "12", "34"]}, None),
        ({"made_of": ["12", "34", "12"]}, 148),
        ({"made_of": ["", "", "34"]}, 148),
    ],
)
def test_a_break_or_a_sum_of_other_parts_leaves_no_pace(changed, recent):
    told = past("2024-07", cells(actual=[1.0, 550.0]), ROWS)
    told = Past(told.now, told.cells, told.history.assign(**changed))
    assert values(told.recent())[1] == recent


def test_a_break_within_last_year_leaves_no_rest():
    rows = [(1, 2023, 9, 100.0), (1, 2023, 12, 130.0)]
    told = past("2024Q3", cells(actual=[1.0, 1.0]), rows)
    for flags, rest in ((["B", "A"], 10), (["A", "B"], None)):
        assert values(Past(told.now, told.cells, told.history.assign(flag=flags)).last_rest())[0] == rest


TARGETS = "no,area,state,bound,value\n1,全市,assigned,,2000\n1,甲,assigned,,1000\n1,乙,assigned,,1000\n"
FILES = {
    "targets/2024.csv": TARGETS,
    "actuals/2023Q2.csv": "no,area,value\n1,甲,200\n1,乙,100\n",
    "actuals/2023Q4.csv": "no,area,value\n1,甲,500\n1,乙,400\n",
    "actuals/2024Q1.csv": "no,area,value\n1,甲,100\n1,乙,200\n",
    "actuals/2024Q2.csv": "no,area,value\n1,甲,300\n1,乙,700\n",
}


def test_a_cell_beside_its_own_past(small):
    """甲: 200 in three months, 700 left in six; 300 in the last six of last year, when 200 of 500 stood by now."""
    found = pace(small(FILES), "2024Q2").set_index("area").loc["甲"].drop(["no", "id", "period"])
    assert found.astype(float).to_dict() == {
        "recent": pytest.approx(200 / 3),
        "last_rest": pytest.approx(50),
        "times_recent": pytest.approx(700 / 6 / (200 / 3)),
        "times_last_rest": pytest.approx(700 / 6 / 50),
        "year_ago": 200,
        "year_ago_share": 0.2,
        "last_year_share": 0.4,
        "ahead": pytest.approx(30 - 40),
        "last_result": 500,
        "ambition": pytest.approx(100.0),  # 1000 is twice 500
        "last_growth": pytest.approx(float("nan"), nan_ok=True),  # of stocks alone
    }


def test_what_does_not_grow_gives_no_multiple(small):
    ds = small({**FILES, "actuals/2024Q1.csv": "no,area,value\n1,甲,300\n1,乙,200\n"})
    assert pace(ds, "2024Q2").set_index("area")["times_recent"].isna().to_dict()["甲"]


def test_at_the_years_end_nothing_is_ahead(small):
    found = pace(small({**FILES, "actuals/2024Q4.csv": "no,area,value\n1,甲,900\n1,乙,900\n"}), "2024Q4")
    assert found[["last_rest", "last_year_share", "ahead", "times_recent"]].isna().all(axis=None)


def test_a_last_year_that_came_to_nothing_is_no_measure(small):
    files = {**FILES, "actuals/2023Q2.csv": "no,area,value\n1,甲,0\n", "actuals/2023Q4.csv": "no,area,value\n1,甲,0\n"}
    found = pace(small(files), "2024Q2").set_index("area").loc["甲"]
    assert found[["last_year_share", "ahead", "times_last_rest"]].isna().all()

"""Every comparison by hand, on two areas and two years."""

import pandas as pd
import pytest

from hrss_analysis import UsageError, changes, compared, proportion
from hrss_analysis.measures.changes import changes_over

HEAD = "no,area,value\n"
FILES = {
    "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n"
    "1,培训人数,人,flow,at_least,accumulates,monthly\n"
    "2,结案率,%,rate,at_least,level,monthly\n",
    "targets/2024.csv": "no,area,state,bound,value\n"
    "1,全市,assigned,,1000\n1,甲,assigned,,600\n1,乙,assigned,,400\n2,甲,assigned,,90\n",
    "actuals/2023Q1.csv": f"{HEAD}1,甲,100\n1,乙,50\n",
    "actuals/2023Q2.csv": f"{HEAD}1,甲,250\n1,乙,150\n2,甲,88\n",
    "actuals/2024Q1.csv": f"{HEAD}1,甲,160\n1,乙,90\n",
    "actuals/2024Q2.csv": f"{HEAD}1,甲,300\n1,乙,210\n2,甲,91\n2,全市,93\n",
}


@pytest.fixture
def ds(small):
    return small(FILES)


def cell(ds, basis, comparison, no=1, area="甲", period="2024Q2"):
    found = compared(ds, basis, comparison)
    found = found[(found["no"] == no) & (found["area"] == area) & (found["period"] == period)]
    (row,) = found.itertuples()
    return row


@pytest.mark.parametrize(
    ("basis", "comparison", "value", "base", "result", "unit"),
    [
        ("cumulative", "year_on_year", 300, 250, 20.0, "%"),
        ("current", "year_on_year", 140, 150, 100 * (140 - 150) / 150, "%"),
        ("current", "quarter_on_quarter", 140, 160, -12.5, "%"),
        ("cumulative", "target", 300, 600, 50.0, "%"),
        ("current", "target", 140, 600, 100 * 140 / 600, "%"),
        ("cumulative", "expected", 300, 300, 0.0, "百分点"),  # half of 600 is due
        ("current", "expected", 140, 150, 100 * 140 / 600 - 25, "百分点"),  # a quarter of 600 was due in the quarter
        ("cumulative", "whole", 300, 510, 100 * 300 / 510, "%"),
        ("current", "whole", 140, 260, 100 * 140 / 260, "%"),
    ],
)
def test_a_count_beside_one_thing(ds, basis, comparison, value, base, result, unit):
    row = cell(ds, basis, comparison)
    assert (row.value, row.base, row.unit, row.reason) == (value, base, unit, "")
    assert row.compared == pytest.approx(result, abs=1e-7)


@pytest.mark.parametrize(
    ("comparison", "base", "result"),
    [("year_on_year", 88, 3.0), ("target", 90, 1.0), ("expected", 90, 1.0), ("whole", 93, -2.0)],
)
def test_a_rate_differs_in_points(ds, comparison, base, result):
    row = cell(ds, "current", comparison, no=2)
    assert (row.value, row.base, row.compared, row.unit) == (91, base, result, "百分点")


@pytest.mark.parametrize(
    ("basis", "comparison", "where", "reason"),
    [
        ("cumulative", "quarter_on_quarter", {}, "cumulative_on_quarter"),
        ("current", "quarter_on_quarter", {"no": 2}, "rate_on_quarter"),
        ("cumulative", "whole", {"area": "全市"}, "is_whole"),
        ("cumulative", "target", {"period": "2023Q2"}, "no_plan"),
        ("cumulative", "year_on_year", {"period": "2023Q1"}, "no_year_ago"),
        ("cumulative", "target", {"no": 2, "area": "全市"}, "not_assigned"),
    ],
)
def test_where_there_is_none_it_says_why(ds, basis, comparison, where, reason):
    row = cell(ds, basis, comparison, **where)
    assert pd.isna(row.compared)
    assert row.reason == reason


def test_figures_alone(ds):
    row = cell(ds, "current", None)
    assert row.value == 140
    assert pd.isna(row.base)


@pytest.mark.parametrize(
    ("basis", "comparison", "near"), [("curent", "whole", "current"), ("current", "targt", "target")]
)
def test_unknown_words_are_refused(ds, basis, comparison, near):
    with pytest.raises(UsageError, match=f"did you mean '{near}'"):
        compared(ds, basis, comparison)


def test_a_dataset_without_figures(small):
    assert compared(small()).empty


@pytest.mark.parametrize("name", ["wuxi", "national"])
@pytest.mark.parametrize("comparison", ["target", "expected", "year_on_year", "quarter_on_quarter", "whole"])
def test_nothing_is_left_without_a_result_or_a_reason(request, name, comparison):
    for basis in ("cumulative", "current"):
        found = compared(request.getfixturevalue(name), basis, comparison)
        assert len(found)
        assert (found["compared"].notna() | (found["reason"] != "")).all()


def test_simulated_figures_are_marked_and_published_ones_are_not(wuxi, national):
    assert "simulated" in set(compared(wuxi)["origin"])
    assert set(compared(national)["origin"]) == {"published"}


def test_many_quarters_at_once_are_the_same_as_one_after_the_other(wuxi):
    periods = ["2022Q4", "2023Q2", "2024Q1"]
    each = pd.concat([changes(wuxi, period) for period in periods], ignore_index=True)
    pd.testing.assert_frame_equal(changes_over(wuxi, periods), each)


def test_targets_that_are_multiples_of_each_other(wuxi):
    assert proportion(wuxi, 2024, 17, 15) == 4.0
    assert proportion(wuxi, 2024, 58, 57) == 0.5
    assert proportion(wuxi, 2024, 15, 17) == 0.25
    assert proportion(wuxi, 2024, 2, 3) is None
    assert proportion(wuxi, 2023, 17, 15) is None  # no targets


@pytest.mark.parametrize(
    ("targets", "ratio"),
    [
        ([(10, 20), (30, 60), (50, 100)], 2.0),
        ([(10, 20), (30, 60), (50, 101)], None),  # 2.02 is not 2
        ([(1000, 2001), (3000, 6000), (5000, 10000)], 2.0),  # but a person more is rounding
        ([(10, 20), (30, 60)], None),  # two areas are no pattern
        ([(10, 20), (10, 20), (10, 20)], None),  # the same target for all
    ],
)
def test_the_plan_makes_two_indicators_proportional(small, targets, ratio):
    areas = "甲乙丙"[: len(targets)]
    rows = [f"1,{a},assigned,,{x}\n2,{a},assigned,,{y}\n" for a, (x, y) in zip(areas, targets, strict=True)]
    ds = small({
        "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        "indicators.csv": FILES["indicators.csv"].splitlines()[0]
        + "\n1,甲数,人,flow,at_least,accumulates,monthly\n2,乙数,人,flow,at_least,accumulates,monthly\n",
        "targets/2024.csv": "no,area,state,bound,value\n" + "".join(rows),
    })  # fmt: skip
    assert proportion(ds, 2024, 2, 1) == ratio


@pytest.mark.parametrize("basis", ["cumulative", "current"])
def test_a_plan_in_whose_time_nothing_is_recorded_takes_nothing_away(small, basis):
    """A record that begins after the first of several plans compares as if that plan were not there."""
    register = FILES["indicators.csv"].replace("\n", ",id,follows,relation\n", 1)
    rows = register.splitlines()
    own = "\n".join([rows[0], *(f"{row},id{row[0]},," for row in rows[1:])]) + "\n"
    late = {name: text for name, text in FILES.items() if "2023" not in name and name != "indicators.csv"}
    later = own.replace(",,\n", ",,same\n")
    ds = small({**late, "indicators/2022.csv": own, "indicators/2024.csv": later}, name="late")
    alone = small({**late, "indicators/2024.csv": own}, name="alone")
    for comparison in ("target", "year_on_year", "quarter_on_quarter", "whole"):
        found, expected = (compared(one, basis, comparison).drop(columns="reason") for one in (ds, alone))
        pd.testing.assert_frame_equal(found, expected)

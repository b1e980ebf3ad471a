import numpy as np
import pytest

from hrss_analysis import figures, progress

RATE = "no,name,unit,kind,bound,pace,frequency\n1,结案率,%,rate,at_least,level,monthly\n"
COUNTS = "no,area,value,numerator,denominator\n"


def whole(ds, period="2024Q1"):
    found = figures(ds, [period])
    return found[found["area"] == ds.city].iloc[0]


def test_the_whole_is_the_sum_of_its_parts(small):
    row = whole(small({"actuals/2024Q1.csv": "no,area,value\n1,甲,66.38\n1,乙,37.3\n"}))
    assert (row["value"], row["reported"], row["expected"]) == (103.68, 2, 2)


def test_a_partial_sum_is_not_the_whole(small):
    row = whole(small({"actuals/2024Q1.csv": "no,area,value\n1,甲,5\n"}))
    assert np.isnan(row["value"])
    assert (row["total"], row["reported"], row["expected"]) == (5, 1, 2)


def test_a_part_pooled_in_another_is_not_expected_nor_counted(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n1,乙,not_assigned,,\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,5\n1,乙,2\n",
    }
    assert whole(small(files))["value"] == 5


@pytest.mark.parametrize("state", ["assigned,,4", "zero,,", "issued_separately,,", "shared,,9"])
def test_every_other_state_is_expected(small, state):
    files = {
        "targets/2024.csv": f"no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,5\n1,乙,{state}\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,5\n",
    }
    row = whole(small(files))
    assert np.isnan(row["value"])
    assert row["expected"] == 2


def test_a_part_that_the_table_forgot_is_expected_too(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,5\n",
    }
    assert np.isnan(whole(small(files))["value"])


def test_a_rate_of_the_whole_is_a_ratio_of_sums(small):
    row = whole(small({"indicators.csv": RATE, "actuals/2024Q1.csv": COUNTS + "1,甲,50,1,2\n1,乙,100,98,98\n"}))
    assert (row["value"], row["numerator"], row["denominator"]) == (99, 99, 100)


def test_without_counts_there_is_no_rate_of_the_whole(small):
    row = whole(small({"indicators.csv": RATE, "actuals/2024Q1.csv": COUNTS + "1,甲,50,1,2\n1,乙,100,,\n"}))
    assert np.isnan(row["value"])


def test_a_rate_left_blank_is_computed_exactly(small):
    found = figures(small({"indicators.csv": RATE, "actuals/2024Q1.csv": COUNTS + "1,甲,,57,100\n"}), ["2024Q1"])
    assert found["value"].iloc[0] == 57


def test_the_citys_own_figure_comes_first(small):
    row = whole(small({"actuals/2024Q1.csv": "no,area,value\n1,全市,9\n1,甲,5\n1,乙,3\n"}))
    assert (row["value"], row["total"]) == (9, 8)


def test_what_does_not_add_up_is_not_added(small):
    indicators = "no,name,unit,kind,bound,pace,frequency,additive\n1,人数,人,flow,at_least,accumulates,monthly,false\n"
    row = whole(small({"indicators.csv": indicators, "actuals/2024Q1.csv": "no,area,value\n1,甲,5\n1,乙,3\n"}))
    assert np.isnan(row["value"])


def test_periods_without_actuals_give_no_figures(small):
    found = figures(small(), ["2024Q1"])
    assert found["value"].notna().sum() == 0


PLAN = {
    "indicators.csv": RATE,
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,90\n1,甲,assigned,,90\n1,乙,assigned,,90\n",
}


@pytest.mark.parametrize(
    ("rows", "status", "reason"),
    [
        # a part is not the whole, though what it counted is nothing
        ("1,甲,,0,0\n", "not_reported", "partial"),
        ("1,甲,,0,0\n1,乙,,0,0\n", "cannot_judge", "zero_denominator"),
        ("1,全市,,0,0\n1,甲,,0,0\n", "cannot_judge", "zero_denominator"),
        ("1,甲,,0,0\n1,乙,,95,100\n", "on_pace", ""),
        ("1,甲,98,,\n1,乙,,95,100\n", "cannot_judge", "parts_without_counts"),
        ("1,甲,98,,\n", "not_reported", "partial"),
    ],
)
def test_a_rate_of_the_whole_needs_every_parts_counts(small, rows, status, reason):
    ds = small({**PLAN, "actuals/2024Q2.csv": f"no,area,value,numerator,denominator\n{rows}"})
    row = progress(ds, "2024Q2").query("area == '全市'").iloc[0]
    assert (row["status"], row["reason"]) == (status, reason)


def test_counts_of_fewer_parts_are_not_the_wholes(small):
    found = figures(
        small({**PLAN, "actuals/2024Q2.csv": "no,area,value,numerator,denominator\n1,甲,,95,100\n"}), "2024Q2"
    )
    whole = found[found["area"] == "全市"].iloc[0]
    assert whole[["value", "numerator", "denominator"]].isna().all()
    assert (whole["reported"], whole["expected"]) == (1, 2)


def test_what_a_sum_is_made_of(small):
    head = "no,area,state,bound,value\n"
    files = {
        "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        "targets/2023.csv": head + "1,甲,assigned,,1\n1,乙,assigned,,1\n1,丙,not_assigned,,\n",
        "targets/2024.csv": head + "1,甲,assigned,,1\n1,乙,assigned,,1\n1,丙,assigned,,1\n",
        "actuals/2023Q3.csv": "no,area,value\n1,甲,1\n1,乙,1\n",
        "actuals/2023Q4.csv": "no,area,value\n1,乙,2\n1,甲,2\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,1\n1,乙,1\n1,丙,1\n",
        "actuals/2024Q2.csv": "no,area,value\n1,全市,3\n1,甲,1\n1,乙,1\n1,丙,1\n",
    }
    found = figures(small(files), ["2023Q3", "2023Q4", "2024Q1", "2024Q2"])
    made_of = found[found["area"] == "全市"].set_index("period")["made_of"]
    assert made_of["2023Q3"] == made_of["2023Q4"] != ""
    assert made_of["2024Q1"] not in ("", made_of["2023Q3"])
    assert made_of["2024Q2"] == ""
    assert set(found.loc[found["area"] != "全市", "made_of"]) == {""}


def test_a_slice_has_the_same_columns(small):
    ds = small({"actuals/2024Q2.csv": "no,area,value\n1,甲,5\n1,乙,6\n"})
    whole, own = figures(ds, "2024Q2"), figures(ds.only("乙"), "2024Q2")
    assert list(own.columns) == list(whole.columns)
    assert own["value"].tolist() == [6]

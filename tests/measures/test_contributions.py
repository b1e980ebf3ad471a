import pytest

from hrss_analysis import contributions, target_shares


def test_shares_add_up_and_stand_beside_the_usual_one(small):
    targets = "no,area,state,bound,value\n1,全市,assigned,,10\n1,甲,assigned,,7.5\n1,乙,assigned,,2.5\n"
    shares = target_shares(small({"targets/2024.csv": targets}), 2024).set_index("area")
    assert shares["share"].to_dict() == {"甲": 0.75, "乙": 0.25}
    assert shares["ratio"].tolist() == [1, 1]


def test_every_divided_indicator_adds_up_to_one(wuxi):
    sums = target_shares(wuxi, 2024).groupby("no")["share"].sum()
    assert len(sums) == 40
    assert sums.to_numpy() == pytest.approx(1)


def test_shared_and_separately_issued_targets_are_left_out(wuxi):
    assert not set(target_shares(wuxi, 2024)["no"]) & {1, 14}


def test_a_single_area_has_no_shares(national):
    assert target_shares(national, 2024).empty


FIGURES = {
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,1000\n1,甲,assigned,,600\n1,乙,assigned,,400\n",
    "actuals/2024Q3.csv": "no,area,value\n1,甲,500\n1,乙,300\n",
    "actuals/2023Q3.csv": "no,area,value\n1,甲,450\n1,乙,310\n",
}


def test_contributions_worked_out_by_hand(small):
    found = contributions(small(FIGURES), "2024Q3").set_index("area")
    assert found["share"].to_dict() == {"甲": 0.625, "乙": 0.375}
    assert found["target_share"].to_dict() == {"甲": 0.6, "乙": 0.4}
    assert found["points"].to_dict() == {"甲": pytest.approx(100 * 50 / 760), "乙": pytest.approx(-100 * 10 / 760)}


def test_contributions_add_up_for_every_indicator(wuxi):
    found = contributions(wuxi, "2024Q3")
    sums = found.groupby("no").agg(
        share=("share", "sum"), value=("value", "sum"), base=("base", "sum"), points=("points", "sum")
    )
    assert sums["share"].to_numpy() == pytest.approx(1)
    assert sums["points"].to_numpy() == pytest.approx((100 * (sums["value"] / sums["base"] - 1)).to_numpy())


def test_a_missing_area_stops_the_decomposition(small):
    found = contributions(small({**FIGURES, "actuals/2024Q3.csv": "no,area,value\n1,甲,500\n"}), "2024Q3")
    assert found["share"].isna().all()
    assert set(found["reason"]) == {"part_missing"}
    growth = contributions(small({**FIGURES, "actuals/2023Q3.csv": "no,area,value\n1,甲,450\n"}, name="base"), "2024Q3")
    assert growth["points"].isna().all()
    assert growth["share"].notna().all()
    assert set(growth["reason"]) == {"incomplete_year_ago"}


LATER = "no,area,state,bound,value,issued_on\n1,甲,assigned,,600,2024-03-01\n1,乙,assigned,,400,2024-03-01\n1,乙,assigned,,900,2024-11-01\n"


@pytest.mark.parametrize(("as_of", "share"), [("2024-10-31", 0.6), ("2024-11-01", 0.4)])
def test_shares_of_targets_do_not_know_what_was_issued_later(small, as_of, share):
    ds = small({**FIGURES, "targets/2024.csv": LATER})
    assert target_shares(ds, 2024, as_of).set_index("area")["share"]["甲"] == share
    # a quarter is judged by the targets in force at its end
    assert contributions(ds, "2024Q3", as_of).set_index("area")["target_share"]["甲"] == 0.6


@pytest.mark.parametrize(
    ("files", "reason", "share"),
    [
        ({"actuals/2023Q3.csv": "no,area,value\n1,甲,450\n1,乙,-450\n"}, "sum_year_ago_not_positive", True),
        ({"actuals/2023Q3.csv": "no,area,value\n1,甲,1\n1,乙,0\n"}, "", True),
        ({"actuals/2024Q3.csv": "no,area,value\n1,甲,0\n1,乙,0\n"}, "sum_not_positive", False),
        ({"actuals/2024Q1.csv": "no,area,value,flag\n1,乙,,B\n"}, "break_within", True),
        ({"actuals/2023Q4.csv": "no,area,value,flag\n1,乙,5,B\n"}, "break_within", True),
        ({"actuals/2023Q3.csv": "no,area,value,flag\n1,甲,450,B\n1,乙,310,B\n"}, "", True),
    ],
)
def test_the_reason_for_what_is_not_decomposed(small, files, reason, share):
    found = contributions(small({**FIGURES, **files}), "2024Q3")
    assert set(found["reason"]) == {reason}
    assert found["points"].notna().all() == (reason in ("", "sum_not_positive"))
    assert found["share"].notna().all() == share

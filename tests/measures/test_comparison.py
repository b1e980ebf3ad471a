import pytest

from hrss_analysis import target_shares


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

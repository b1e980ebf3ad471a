import numpy as np
import pytest

from hrss_analysis import funnel
from hrss_analysis.errors import UsageError

RATE = "no,name,unit,kind,bound,pace,frequency\n1,成功率,%,rate,at_least,level,monthly\n2,人数,人,flow,at_least,accumulates,monthly\n"


def limits(small, rows):
    ds = small({"indicators.csv": RATE, "actuals/2024Q1.csv": "no,area,value,numerator,denominator\n" + rows})
    return funnel(ds, "2024Q1", 1).set_index("area")


def test_limits_worked_out_by_hand(small):
    found = limits(small, "1,甲,,50,100\n1,乙,,350,900\n")
    # together 400 of 1000: 40 %; for 100 cases the standard error is 100·√(0.4·0.6/100) = 4.899
    assert found.loc["甲", "whole"] == 40
    assert found.loc["甲", "high95"] == pytest.approx(40 + 1.959964 * 4.898979)
    assert found.loc["甲", "outside"] == "95"
    assert found.loc["乙", "outside"] == ""


def test_smaller_denominators_have_wider_limits(wuxi):
    found = funnel(wuxi, "2024Q3", 47).sort_values("denominator")
    assert (found["high95"] - found["low95"]).is_monotonic_decreasing


def test_too_few_cases_have_no_limits(small):
    found = limits(small, "1,甲,,4,5\n1,乙,,350,900\n")
    assert (found.loc["甲", "reason"], found.loc["甲", "outside"]) == ("few_cases", "")
    assert np.isnan(found.loc["甲", "low95"])


def test_without_counts_there_is_no_place_in_the_funnel(small):
    assert limits(small, "1,甲,40,,\n1,乙,,350,900\n").loc["甲", "reason"] == "no_counts"


def test_only_rates_in_percent_have_a_funnel(small):
    with pytest.raises(UsageError, match="is not a rate in %"):
        funnel(small({"indicators.csv": RATE}), "2024Q1", 2)

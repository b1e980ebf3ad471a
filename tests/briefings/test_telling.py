"""A table of a past quarter names the indicators of its own plan, whatever terms the dataset is told in."""

import pytest

from hrss_analysis import briefings, progress
from hrss_analysis.errors import UsageError

FLOW = "flow,at_least,accumulates,monthly"
HEAD = "no,name,unit,kind,bound,pace,frequency"
FILES = {
    "indicators.csv": f"{HEAD}\n1,培训,人,{FLOW}\n2,创业,人,{FLOW}\n",
    "indicators/2025.csv": f"{HEAD},id\n1,创业,人,{FLOW},2\n2,培训,人,{FLOW},1\n",
    **{f"targets/{year}.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n" for year in (2024, 2025)},
    "actuals/2024Q3.csv": "no,area,value\n1,甲,20\n",
    "actuals/2025Q3.csv": "no,area,value\n1,甲,20\n",
}


def test_a_past_quarters_table_has_its_own_names(small):
    ds = small(FILES)
    assert "培训" in briefings.needs(ds, progress(ds, "2024Q3"), "滞后")
    assert "创业" in briefings.needs(ds, progress(ds, "2025Q3"), "滞后")
    assert "培训" in briefings.needs(ds.in_terms_of(2024), progress(ds, "2024Q3"), "滞后")


def test_frames_of_two_plans_make_no_table(small):
    ds = small(FILES)
    with pytest.raises(UsageError, match=r"in the terms of different plans; open the dataset with \.in_terms_of"):
        briefings.bullets(ds, progress(ds, "2024Q3"), progress(ds, "2025Q3"))

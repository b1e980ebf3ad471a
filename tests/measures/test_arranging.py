import pandas as pd
import pytest

from hrss_analysis import arranged
from hrss_analysis.calendar import parse_period


def test_words_are_in_the_plans_order_and_quarters_are_periods(small):
    ds = small({"areas.csv": "area\n全市\n乙\n甲\n"})
    frame = pd.DataFrame(
        {
            "no": [1, 1, 1],
            "area": ["甲", "乙", "甲"],
            "period": ["2024Q2", "2024Q1", "2024Q1"],
            "status": ["behind", "done", "x"],
        }
    )
    told = arranged(ds, frame)
    assert told["area"].tolist() == ["乙", "甲", "甲"]
    assert told["area"].cat.categories.tolist() == ["全市", "乙", "甲"]
    assert told["period"].dt.quarter.tolist() == [1, 1, 2]
    assert told["status"].tolist()[0] == "done"
    assert pd.isna(told["status"].iloc[1])  # an unknown word is none
    assert told["status"].max() == "behind"
    assert frame["area"].tolist() == ["甲", "乙", "甲"]  # the caller's own is as it was


@pytest.mark.parametrize(
    ("told", "months"),
    [
        (["2024Q3", "2024Q4"], ["2024Q3", "2024Q4"]),
        (["2024-07", "2024-12"], ["2024-07", "2024-12"]),
        # pandas would take a quarter among months for its first one
        (["2024Q3", "2024Q4", "2025-01"], ["2024-09", "2024-12", "2025-01"]),
    ],
)
def test_a_quarter_among_months_is_the_one_that_it_ends_with(small, told, months):
    frame = pd.DataFrame({"no": 1, "area": "甲", "period": told[::-1]})
    ds = small({"dataset.toml": 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\nsince = 2025\n'})
    periods = arranged(ds, frame)["period"]
    assert periods.astype(str).tolist() == months
    assert periods.dt.end_time.dt.normalize().tolist() == [parse_period(text).last_day for text in told]

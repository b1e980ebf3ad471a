import pandas as pd

from hrss_analysis import arranged


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

"""The backtest on the ministry's series, and its scores by hand."""

import numpy as np
import pandas as pd
import pytest

from hrss_analysis import backtest, project
from hrss_analysis.measures.projection import full_backtest, scores


@pytest.fixture(scope="module")
def found(national):
    return full_backtest(national)


def test_columns_and_origins(national):
    frame = backtest(national)
    assert list(frame) == [
        "no",
        "id",
        "area",
        "origin",
        "method",
        "forecast",
        "actual",
        "error",
        "low80",
        "high80",
        "n_errors",
    ]
    assert frame["origin"].min() == "2019Q1", "2018 has no quarters of 2017 beside it"
    assert set(frame["method"]) == {"default", "linear", "last_share", "last_remainder"}
    assert np.allclose(frame["error"], frame["forecast"] / frame["actual"] - 1)
    pd.testing.assert_frame_equal(frame, backtest(national))


def test_the_default_beats_the_linear_pace_at_every_quarter(found):
    error = scores(found, ["month"]).set_index(["month", "method"])["mape"]
    for month in (3, 6, 9):
        assert error[month, "default"] < 0.7 * error[month, "linear"]


def test_coverage_is_counted_with_its_n(found):
    told = scores(found, ["kind"]).query("method == 'default'").set_index("kind")
    assert told.loc["flow", "n80"] == 72
    assert 0.7 < told.loc["flow", "coverage80"] < 0.95
    assert told.loc["flow", "coverage90"] >= told.loc["flow", "coverage80"]


def test_intervals_rest_on_strictly_earlier_years(found):
    counts = found[(found["method"] == "default") & (found["kind"] == "flow")]
    by_year = counts.groupby(counts["origin"].str[:4])["n_errors"].first()
    assert by_year.tolist() == [0, 6, 12, 18, 24, 30]
    assert counts.loc[counts["n_errors"] < 12, "low80"].isna().all()


def test_the_backtest_is_what_project_said(national, found):
    own = project(national, "2023Q2").set_index("no")
    then = found[(found["origin"] == "2023Q2") & (found["method"] == "default")].set_index("no")
    for column, other in (("year_end", "forecast"), ("low80", "low80"), ("high90", "high90"), ("p_reach", "p_reach")):
        assert np.allclose(own.loc[then.index, column], then[other], equal_nan=True)


def test_scores_by_hand():
    frame = pd.DataFrame(
        {
            "no": 1, "area": "甲", "kind": "flow", "origin": ["2023Q1", "2024Q1"] * 2, "method": ["default"] * 2 + ["linear"] * 2,
            "forecast": [110.0, 90, 120, 80], "actual": 100.0, "error": [0.1, -0.1, 0.2, -0.2],
            "low80": [105.0, 85, np.nan, np.nan], "high80": [115.0, 105, np.nan, np.nan],
            "low90": [95.0, 85, np.nan, np.nan], "high90": [125.0, 105, np.nan, np.nan],
            "target": 100.0, "bound": "at_least", "p_reach": [0.8, 0.4, np.nan, np.nan], "n_errors": 12,
        }
    )  # fmt: skip
    row = scores(frame, ["month"]).iloc[0]
    assert (row["mape"], row["bias"], row["skill"]) == (pytest.approx(0.1), pytest.approx(0), pytest.approx(0.5))
    assert (row["coverage80"], row["n80"], row["coverage90"]) == (0.5, 2, 1.0)
    assert row["brier"] == pytest.approx((0.2**2 + 0.6**2) / 2)
    assert (row["brier_always"], row["hit_rate"]) == (0, 0.5)


def test_revisions_are_unknown_before_they_were_made(small):
    """The figure of 2023Q2 was 400 when 2024Q2 came in, and 800 only later."""
    rows = "no,area,value,submitted_at\n"
    files = {
        "actuals/2023Q2.csv": rows + "1,全市,400,2023-07-08\n1,全市,800,2025-01-01\n",
        "actuals/2023Q4.csv": rows + "1,全市,900,2024-01-08\n",
        "actuals/2024Q2.csv": rows + "1,全市,400,2024-07-08\n",
        "actuals/2024Q4.csv": rows + "1,全市,950,2025-01-08\n",
    }
    (row,) = backtest(small(files)).query("method == 'default'").to_dict("records")
    assert row["forecast"] == 900


def test_a_dataset_without_a_finished_year_has_nothing_to_test(small):
    assert backtest(small({"actuals/2024Q2.csv": "no,area,value\n1,全市,4\n"})).empty


def test_targets_issued_after_the_quarter_are_unknown(small):
    """The year's 900 were to be 800 until July and 1000 from then on."""
    rows = "no,area,value\n"
    targets = "no,area,state,bound,value,issued_on\n1,全市,assigned,,800,2024-03-01\n1,全市,assigned,,1000,2024-07-01\n"
    files = {"targets/2024.csv": targets}
    for period, value in {"2023Q1": 200, "2023Q2": 400, "2023Q3": 600, "2023Q4": 850, "2024Q1": 200, "2024Q2": 420,
                          "2024Q3": 620, "2024Q4": 900}.items():  # fmt: skip
        files[f"actuals/{period}.csv"] = rows + f"1,全市,{value}\n"
    found = full_backtest(small(files)).query("method == 'default'").set_index("origin")["target"]
    assert found.to_dict() == {"2024Q1": 800, "2024Q2": 800, "2024Q3": 1000}


def test_months_are_projected_from_each_but_the_last(monthly):
    found = full_backtest(monthly)
    origins = sorted(set(found["origin"]))
    assert origins[0] == "2014-01", "2013 has no months of 2012 beside it"
    assert origins[-1] == "2025-11", "2026 has no end yet"
    years = {text[:4] for text in origins}
    assert years == {str(year) for year in range(2014, 2026)} - {"2016", "2017"}, "2016 has no end"
    by_quarter = set(found.loc[found["no"].isin([5, 10, 11]), "origin"].str[5:])
    assert by_quarter == {"03", "06", "09"}
    assert found[found["method"] == "default"].groupby(["no", "origin"]).size().max() == 1


def test_at_a_quarters_end_months_project_what_quarters_do(monthly, national):
    """The same last year's remainder, whatever stands between: it looks at one month and at the year's end."""
    plain = backtest(national).query("method == 'last_remainder' and origin >= '2019Q1'")
    found = backtest(monthly).query("method == 'last_remainder'")
    ends = plain["origin"].map(
        {f"{year}Q{quarter}": f"{year}-{3 * quarter:02}" for year in range(2019, 2025) for quarter in (1, 2, 3)}
    )
    both = plain.assign(origin=ends).merge(found, on=["no", "area", "origin"], suffixes=("", "_by_month"))
    assert len(both) == len(plain)
    assert np.allclose(both["forecast"], both["forecast_by_month"])

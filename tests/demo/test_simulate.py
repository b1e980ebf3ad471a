"""The simulated figures keep every constraint real ones keep; checked on what is shipped."""

import numpy as np
import pandas as pd
import pytest

from hrss_analysis import figures, open_dataset
from hrss_analysis.calendar import parse_period
from hrss_analysis.demo import simulate
from hrss_analysis.errors import InputError
from hrss_analysis.intake import replace_simulated


@pytest.fixture(scope="module")
def rows(wuxi):
    return wuxi.actuals(periods=[f"{year}Q{quarter}" for year in range(2021, 2025) for quarter in (1, 2, 3, 4)])


@pytest.fixture(scope="module")
def wide(rows):
    return rows.pivot(index=["no", "area"], columns="period", values="value")


def test_the_shipped_files_are_what_the_simulator_makes(wuxi, national):
    made = simulate(wuxi, national)
    shipped = wuxi.record()[lambda rows: rows["origin"] == "simulated"]
    keys = ["period", "no", "area", "submitted_at"]
    left, right = (frame.sort_values(keys)[[*keys, "value", "numerator", "denominator"]] for frame in (made, shipped))
    pd.testing.assert_frame_equal(left.reset_index(drop=True), right.reset_index(drop=True), check_dtype=False)


def test_another_seed_makes_other_figures(wuxi, national):
    one, two = (simulate(wuxi, national, "2024Q1", "2024Q4", seed)["value"] for seed in (1, 2))
    assert not one.equals(two)


def test_simulating_twice_writes_the_same_files_and_keeps_what_is_real(write, national):
    files = {
        "dataset.toml": 'title = "例"\ncity = "全市"\n',
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n",
        "actuals/2024Q2.csv": "no,area,value,origin\n1,甲,321,published\n",
    }
    folder = write(files)
    contents = []
    for _ in range(2):
        ds = open_dataset(folder)
        replace_simulated(ds, simulate(ds, national, "2024Q1", "2024Q4"))
        contents.append([path.read_bytes() for path in sorted((folder / "actuals").iterdir())])
    assert contents[0] == contents[1]
    kept = open_dataset(folder).actuals(periods=["2024Q2"]).set_index("area")
    assert kept.loc["甲", ["value", "origin"]].tolist() == [321, "published"]
    assert kept.loc["乙", "origin"] == "simulated"


def test_every_cell_due_is_filled_and_no_other(wuxi, rows):
    cells = wuxi.targets(2024)
    plan = cells[cells["state"] != "not_assigned"]
    undivided = set(wuxi.indicators["no"]) - set(plan.loc[plan["area"] != "全市", "no"])
    wanted = plan[(plan["area"] != "全市") | plan["no"].isin(undivided)]
    frequency = wuxi.indicators.set_index("no")["frequency"]
    for period, found in rows[rows["origin"] == "simulated"].groupby("period"):
        due = {
            (no, area)
            for no, area in zip(wanted["no"], wanted["area"], strict=True)
            if parse_period(period).is_due(frequency[no])
        }
        published = set(
            rows.loc[(rows["period"] == period) & (rows["origin"] == "published"), ["no", "area"]].itertuples(
                index=False, name=None
            )
        )
        assert set(zip(found["no"], found["area"], strict=True)) == due - published


def test_cumulative_counts_never_fall(wuxi, wide):
    flows = wuxi.indicators.loc[wuxi.indicators["kind"] == "flow", "no"]
    for year in range(2021, 2025):
        quarters = wide.loc[flows, [f"{year}Q{quarter}" for quarter in (1, 2, 3, 4)]]
        steps = quarters.ffill(axis=1).diff(axis=1)
        assert not (steps < 0).any().any(), year


@pytest.mark.parametrize(
    ("part", "whole"), [(4, 3), (6, 3), (16, 15), (24, 23), (25, 24), (39, 38), (58, 57), (20, 59)]
)
def test_parts_are_within_their_wholes(wide, part, whole):
    common = wide.loc[part].index.intersection(wide.loc[whole].index)
    assert len(common) >= 7
    assert not (wide.loc[part].loc[common] > wide.loc[whole].loc[common] + 1e-9).any().any()


def test_cases_of_45_are_among_those_of_44(rows):
    cases = rows.pivot(index=["area", "period"], columns="no", values=["numerator", "denominator"])
    closed, all_ = cases["numerator"], cases["denominator"]
    own = all_[45].notna()
    assert own.any()
    assert (all_[45] <= all_[44])[own].all()
    assert (closed[45] <= closed[44])[own].all()
    assert (all_[45] - closed[45] <= all_[44] - closed[44])[own].all()


def test_rates_come_from_whole_counts(wuxi, rows):
    unit = wuxi.indicators.set_index("no")["unit"]
    rates = rows[rows["no"].isin(wuxi.indicators.loc[wuxi.indicators["kind"] == "rate", "no"])]
    assert (rates[["numerator", "denominator"]] % 1 == 0).all().all()
    assert (rates["denominator"] > 0).all()
    scale = rates["no"].map(unit).map({"%": 100}).fillna(1)
    np.testing.assert_allclose(rates["value"], scale * rates["numerator"] / rates["denominator"], atol=5e-5)
    percent = rates[scale == 100]
    assert percent["value"].between(0, 100).all()


def test_counts_are_whole_and_ten_thousands_have_two_decimals(wuxi, rows):
    counts = rows[rows["no"].isin(wuxi.indicators.loc[wuxi.indicators["kind"] != "rate", "no"])]
    is_wan = counts["no"].map(wuxi.indicators.set_index("no")["unit"]).str[0].isin(["万", "亿"])
    assert (counts.loc[~is_wan, "value"] % 1 == 0).all()
    np.testing.assert_allclose(counts.loc[is_wan, "value"], counts.loc[is_wan, "value"].round(2), atol=1e-9)


def test_areas_add_up_to_what_was_published_for_the_city(wuxi):
    for period, published in {"2022Q4": 15.81, "2023Q4": 16.37}.items():
        found = figures(wuxi, [period])
        city = found[(found["no"] == 1) & (found["area"] == "全市")].iloc[0]
        assert city["value"] == city["total"] == published


def test_one_area_is_late_once_and_one_figure_is_revised(wuxi):
    record = wuxi.record(periods=["2024Q1", "2024Q2", "2024Q3", "2024Q4"])
    late = (
        record["submitted_at"] - pd.PeriodIndex(record["period"], freq="Q").asfreq("D", how="E").to_timestamp()
    ).dt.days > 30
    quarters = record.loc[late & (record["period"] == "2024Q2")]
    assert quarters["area"].nunique() == 1
    assert len(quarters) > 10
    twice = record[record.duplicated(["no", "area", "period"], keep=False)]
    assert len(twice) == 2
    assert twice["value"].nunique() == 2


def test_everything_made_up_says_so(rows):
    assert set(rows["origin"]) == {"simulated", "published"}


def test_a_dataset_without_targets_cannot_be_simulated(small, national):
    with pytest.raises(InputError, match="no targets"):
        simulate(small(), national)

"""The simulated figures keep every constraint real ones keep, by quarters and by months; checked on what is shipped."""

import shutil

import numpy as np
import pandas as pd
import pytest

from hrss_analysis import figures, open_dataset
from hrss_analysis.calendar import QUARTER, column, parse_period
from hrss_analysis.demo import simulate, told_by
from hrss_analysis.errors import InputError
from hrss_analysis.intake import replace_simulated

TOML = 'title = "例"\ncity = "全市"\n'
KEYS = ["period", "no", "area", "submitted_at"]
COUNTS = ["value", "numerator", "denominator"]


@pytest.fixture(scope="module")
def by_months(wuxi, rhythm_of_months, tmp_path_factory):
    """Wuxi simulated by months, from the files that are shipped."""
    folder = shutil.copytree(wuxi.path, tmp_path_factory.mktemp("simulated") / "wuxi")
    ds, table = told_by(open_dataset(folder), "month", "2021Q1", "2024Q4")
    replace_simulated(ds, simulate(ds, rhythm_of_months), table)
    return open_dataset(folder)


@pytest.fixture(scope="module", params=["quarter", "month"])
def made(request, wuxi, by_months):
    """Either of them."""
    return wuxi if request.param == "quarter" else by_months


@pytest.fixture(scope="module")
def rows(made):
    years = [made.periods_of(year) for year in range(2021, 2025)]
    return made.actuals(periods=[str(period) for year in years for period in year])


@pytest.fixture(scope="module")
def wide(rows):
    return rows.pivot(index=["no", "area"], columns="period", values="value")


@pytest.mark.parametrize("like", ["national", "rhythm_of_quarters", "rhythm_of_months"])
def test_the_shipped_files_are_what_the_simulator_makes(request, wuxi, like):
    made = simulate(wuxi, request.getfixturevalue(like))
    shipped = wuxi.record()[lambda rows: rows["origin"] == "simulated"]
    left, right = (frame.sort_values(KEYS)[[*KEYS, *COUNTS]] for frame in (made, shipped))
    pd.testing.assert_frame_equal(left.reset_index(drop=True), right.reset_index(drop=True), check_dtype=False)


def test_a_quarters_end_has_the_same_figures_whether_months_are_told_or_not(wuxi, by_months):
    ends = [
        frame.assign(month=column(frame["period"], "ordinal")).set_index(["no", "area", "month"])[COUNTS]
        for frame in (wuxi.actuals(), by_months.actuals())
    ]
    at_ends = ends[1][ends[1].index.get_level_values("month") % QUARTER == 0]
    assert len(at_ends) < len(ends[1])
    pd.testing.assert_frame_equal(ends[0].sort_index(), at_ends.sort_index())


def test_months_have_the_rhythm_of_the_real_series(by_months):
    added = figures(by_months, ["2023-06", "2023-07", "2023-08", "2023-09"])
    city = added[(added["no"] == 2) & (added["area"] == "全市")].set_index("period")["value"].diff()[1:]
    # as tests/demo/conftest.py tells July, August and September
    np.testing.assert_allclose(city / city.sum(), [0.5, 0.2, 0.3], atol=0.05)


def test_a_quarter_of_a_year_told_by_months_is_all_of_its_months(by_months, rhythm_of_months):
    made = simulate(by_months, rhythm_of_months, "2023Q4", "2024-02")
    assert list(made["period"].unique()) == ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02"]


def test_of_years_told_by_quarters_and_by_months_each_has_its_own(write, national):
    files = {
        "dataset.toml": f'{TOML}[calendar]\ncadence = "month"\nsince = 2024\n',
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n",
    }
    made = simulate(open_dataset(write(files)), national, "2023Q3", "2024-03")
    assert list(made["period"].unique()) == ["2023Q3", "2023Q4", "2024-01", "2024-02", "2024-03"]
    quarters = simulate(
        open_dataset(write(files | {"dataset.toml": TOML}, name="quarters")), national, "2023Q3", "2024Q1"
    )
    ends = made[made["period"].isin(["2023Q3", "2023Q4", "2024-03"])].drop_duplicates(["period", "area"], keep="last")
    assert ends["value"].tolist() == quarters.drop_duplicates(["period", "area"], keep="last")["value"].tolist()


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
    assert rows["period"].nunique() in (16, 48)
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
        periods = [period for period in wide.columns if parse_period(period).year == year]
        steps = wide.loc[flows, periods].ffill(axis=1).diff(axis=1)
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


def test_the_counts_of_a_rate_never_fall_within_a_year(wuxi, rows):
    numbers = wuxi.indicators.loc[wuxi.indicators["kind"] == "rate", "no"]
    rates = rows[rows["no"].isin(numbers)]
    rates = rates.assign(year=column(rates["period"], "year"), month=column(rates["period"], "end_month"))
    for count in ("numerator", "denominator"):
        by_month = rates.pivot(index=["no", "area", "year"], columns="month", values=count)
        assert not (by_month.ffill(axis=1).diff(axis=1) < 0).any().any(), count


@pytest.mark.parametrize("no", [44, 45])
def test_closed_cases_come_with_the_cases_in_every_month(by_months, no):
    record = by_months.actuals(periods=[str(period) for period in by_months.periods_of(2023)])
    cases = record[record["no"] == no].pivot(index="area", columns="period", values=["numerator", "denominator"])
    closed, every = (cases[count].set_axis(range(1, 13), axis=1) for count in ("numerator", "denominator"))
    rate = closed / every
    ends = pd.concat([rate[[month]] for month in (3, 3, 6, 9, 12)], axis=1).to_numpy()
    for month in range(1, 13):
        about = ends[:, (month - 1) // QUARTER : (month - 1) // QUARTER + 2]
        few = 2 / every[month]  # rounded down, both
        assert rate[month].between(about.min(axis=1) - few, about.max(axis=1) + few).all(), month


def test_a_rate_over_a_level_stands_at_its_level_in_every_month(rows):
    share = rows[rows["no"] == 49].assign(year=column(rows["period"], "year"))  # of all inhabitants
    by_year = share.groupby(["area", "year"])
    assert (by_year["denominator"].nunique() == 1).all()
    assert (by_year["value"].min() > by_year["value"].max() - 2).all()


def test_counts_are_whole_and_ten_thousands_have_two_decimals(wuxi, rows):
    counts = rows[rows["no"].isin(wuxi.indicators.loc[wuxi.indicators["kind"] != "rate", "no"])]
    is_wan = counts["no"].map(wuxi.indicators.set_index("no")["unit"]).str[0].isin(["万", "亿"])
    assert (counts.loc[~is_wan, "value"] % 1 == 0).all()
    np.testing.assert_allclose(counts.loc[is_wan, "value"], counts.loc[is_wan, "value"].round(2), atol=1e-9)


def test_areas_add_up_to_what_was_published_for_the_city(made):
    for period, published in {"2022Q4": 15.81, "2023Q4": 16.37}.items():
        found = figures(made, [period])
        city = found[(found["no"] == 1) & (found["area"] == "全市")].iloc[0]
        assert city["value"] == city["total"] == published


def test_one_area_is_late_once_and_one_figure_is_revised(made):
    record = made.record(periods=[str(period) for period in made.periods_of(2024)])
    ends = record["period"].map({period: parse_period(period).last_day for period in record["period"].unique()})
    late = record.loc[(record["submitted_at"] - ends).dt.days > 30]
    june, revised = late[late["period"].isin(["2024Q2", "2024-06"])], late[late["period"].isin(["2024Q1", "2024-01"])]
    assert (june["area"].unique().tolist(), len(june), len(revised)) == (["宜兴"], 47, 1)
    assert len(late) == len(june) + len(revised)
    twice = record[record.duplicated(["no", "area", "period"], keep=False)]
    assert len(twice) == 2
    assert twice["value"].nunique() == 2


def test_everything_made_up_says_so(rows):
    assert set(rows["origin"]) == {"simulated", "published"}


def test_a_dataset_without_targets_cannot_be_simulated(small, national):
    with pytest.raises(InputError, match="no targets"):
        simulate(small(), national)

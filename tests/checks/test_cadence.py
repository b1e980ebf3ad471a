"""Rules over months, over gaps, and where quarters become months: what is not told is no report before."""

import pytest

from hrss_analysis import check
from hrss_analysis.checks.facts import gather

MONTHS = 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'
INDICATORS = (
    "no,name,unit,kind,bound,pace,frequency\n"
    "1,人数,人,flow,at_least,accumulates,monthly\n2,证书,人,flow,at_least,accumulates,quarterly\n"
    "4,参保人数,万人,stock,at_least,growth,monthly\n5,年金人数,人,stock,at_least,growth,quarterly\n"
)
TARGETS = "no,area,state,bound,value\n" + "".join(f"{no},甲,assigned,,1000\n" for no in (1, 2, 4, 5))


@pytest.fixture
def dataset(small):
    def make(figures, settings=MONTHS):
        """Figures by period and number, all of 甲."""
        rows = {
            f"actuals/{period}.csv": "no,area,value\n" + "".join(f"{no},甲,{value}\n" for no, value in own.items())
            for period, own in figures.items()
        }
        files = {"dataset.toml": settings, "indicators.csv": INDICATORS, "targets/2024.csv": TARGETS, **rows}
        return small(files, name="-".join(figures))

    return make


def rules(ds, period):
    found = check(ds, period)
    return {(row.rule, row.no): row.expected for row in found.itertuples() if row.rule not in ("missing", "late")}


def test_the_report_before_is_last_months_or_for_a_quarterly_indicator_last_quarters(dataset):
    ds = dataset({"2024-06": {1: 600, 2: 60}, "2024-08": {1: 800}, "2024-09": {1: 790, 2: 55}})
    assert rules(ds, "2024-09") == {("fallen", 1): 800, ("fallen", 2): 60}
    assert rules(ds, "2024Q3") == rules(ds, "2024-09")


def test_a_month_is_held_against_the_same_month_of_last_year(dataset):
    told = {
        "2023-06": {1: 600}, "2023-07": {1: 700}, "2024-06": {1: 600},
        "2024-07": {1: 1101},  # 501 in a month that brought 100
    }  # fmt: skip
    assert rules(dataset(told), "2024-07") == {("outlier", 1): 100}
    assert rules(dataset(told | {"2024-07": {1: 1100}}), "2024-07") == {}  # five times is not more than five times


@pytest.mark.parametrize("gap", ["2024-06", "2023-06"])
def test_without_the_report_before_a_count_is_not_the_months_own(dataset, gap):
    """Seven months are not held against one."""
    told = {"2023-06": {1: 600}, "2023-07": {1: 700}, "2024-06": {1: 6000}, "2024-07": {1: 7000}}
    assert ("outlier", 1) in rules(dataset(told), "2024-07")
    del told[gap]
    assert rules(dataset(told), "2024-07") == {}


def test_the_first_report_of_a_year_is_its_own(dataset):
    told = {"2023-01": {1: 100}, "2024-01": {1: 501}, "2023-12": {1: 5000}}
    assert rules(dataset(told), "2024-01") == {("outlier", 1): 100}
    quarterly = {"2023-03": {2: 100}, "2024-03": {2: 501}}
    assert rules(dataset(quarterly), "2024-03") == {("outlier", 2): 100}


def test_a_gap_among_quarters_is_no_outlier(dataset):
    settings = 'title = "例"\ncity = "全市"\n'
    told = {"2023Q2": {1: 600}, "2023Q3": {1: 700}, "2024Q3": {1: 701}}
    assert rules(dataset(told, settings), "2024Q3") == {}


def test_the_first_year_of_months_is_not_held_against_quarters(dataset):
    """Of June one month stands here, and a whole quarter there."""
    told = {"2023Q1": {1: 300}, "2023Q2": {1: 600}, "2024-05": {1: 500}, "2024-06": {1: 530}}
    assert rules(dataset(told, MONTHS + "since = 2024\n"), "2024-06") == {}


def test_a_level_is_held_against_changes_of_as_many_months(dataset):
    """By one a month and by three a quarter, give or take: six is unusual of a month."""
    months = {f"2023-{month:02}": {4: 100 + month + 0.1 * (month % 2)} for month in range(1, 13)}
    assert rules(dataset(months | {"2024-01": {4: 119}}), "2024-01") == {("stock_jump", 4): 112}
    assert rules(dataset(months | {"2024-01": {4: 113.1}}), "2024-01") == {}


def test_changes_of_a_quarter_are_no_usual_change_of_a_month(dataset):
    quarters = {
        f"{year}Q{quarter}": {4: 100 + 3 * quarter + 12 * (year - 2022)}
        for year in (2022, 2023)
        for quarter in (1, 2, 3, 4)
    }
    ds = dataset(quarters | {"2024-01": {4: 125}, "2024-02": {4: 126}}, MONTHS + "since = 2024\n")
    (row,) = gather(ds, "2024-02").cells.query("no == 4").itertuples()
    assert (row.before, row.step, row.changes) == (125, 1, 1)  # December to January
    assert rules(ds, "2024-02") == {}


@pytest.mark.parametrize(("period", "last"), [("2024-07", "8月15日"), ("2024-02", "3月15日"), ("2024-12", "1月15日")])
def test_a_month_is_late_half_a_month_after_its_end(small, period, last):
    rows = "no,area,value,submitted_at\n1,甲,5,{}\n"
    files = {"dataset.toml": MONTHS, "indicators.csv": INDICATORS, "targets/2024.csv": TARGETS}
    ds = small({**files, f"actuals/{period}.csv": rows.format("2025-06-01")})
    late = check(ds, period).query("rule == 'late'")["message"]
    assert late.item().endswith(f"首次报送晚于截止日{last}")

"""What a rhythm takes of a real series, and what it does not: years and months that are not whole."""

import numpy as np
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.demo.seasons import Seasons

INDICATORS = "no,name,unit,kind,bound,pace,frequency\n1,就业人数,人,flow,at_least,accumulates,monthly\n2,参保人数,人,stock,at_least,growth,monthly\n"
MONTHS = 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'
FLOW = {
    2023: [5, 10, 20, 24, 26, 30, 40, 50, 60, 70, 80, 100],
    2024: [1, 2, 40, 50, 60, 70, 80, 90, 100, 110, 120, 200],
}
STOCK = {2023: [*range(101, 113)], 2024: [113, 114, 118, 119, 120, 121, 121, 122, 124, 124, 124, 124]}


def like(write, files=None, left_out=()):
    """A dataset of two years of months, without some of them."""
    content = {"dataset.toml": MONTHS, "indicators.csv": INDICATORS}
    for year, flow in FLOW.items():
        for month, values in enumerate(zip(flow, STOCK[year], strict=True), start=1):
            lines = [
                f"{no},全市,{value}\n" for no, value in enumerate(values, start=1) if (no, year, month) not in left_out
            ]
            content[f"actuals/{year}-{month:02}.csv"] = "no,area,value\n" + "".join(lines)
    return Seasons(open_dataset(write(content | (files or {}), name=f"like{len(left_out)}")))


def test_quarters_ends_are_taken_of_months(write):
    seasons = like(write)
    assert seasons.flow("就业人数", 2023).tolist() == [0.2, 0.3, 0.6, 1]
    rate, shares = seasons.growth("参保人数", 2024)
    assert rate == pytest.approx(12 / 112)
    np.testing.assert_allclose(shares, [6 / 12, 9 / 12, 12 / 12, 12 / 12])


def test_each_month_has_its_share_of_what_its_quarter_adds(write):
    within = like(write).flow_within("就业人数", 2023)
    np.testing.assert_allclose(within, [[0.25, 0.25, 0.5], [0.4, 0.2, 0.4], [1 / 3] * 3, [0.25, 0.25, 0.5]])


def test_earlier_years_are_told_in_the_latest_plans_numbers(write):
    head = INDICATORS.splitlines()[0]
    now = INDICATORS.replace(head, f"id,{head}").replace("\n1,", "\na,1,").replace("\n2,", "\nb,2,")
    before = now.replace("a,1,", "a,3,").replace("b,2,", "b,1,")
    numbers = {2023: (3, 1), 2024: (1, 2)}
    files = {
        f"actuals/{year}-{month:02}.csv": f"no,area,value\n{flow},全市,{FLOW[year][month - 1]}\n{stock},全市,{STOCK[year][month - 1]}\n"
        for year, (flow, stock) in numbers.items()
        for month in range(1, 13)
    }
    folder = write({"dataset.toml": MONTHS, "indicators/2023.csv": before, "indicators/2024.csv": now} | files)
    (folder / "indicators.csv").unlink()
    seasons, plain = Seasons(open_dataset(folder)), like(write)
    for year in FLOW:
        assert seasons.flow("就业人数", year).tolist() == plain.flow("就业人数", year).tolist()
    assert seasons.growth("参保人数", 2024)[0] == plain.growth("参保人数", 2024)[0]


def test_a_year_with_a_missing_month_tells_no_months_and_still_its_quarters(write):
    seasons = like(write, left_out={(1, 2023, 2)})
    assert seasons.flow("就业人数", 2023).tolist() == [0.2, 0.3, 0.6, 1]
    np.testing.assert_allclose(seasons.flow_within("就业人数", 2023)[0], [0.025, 0.025, 0.95])  # of 2024


def test_a_year_with_a_missing_quarters_end_tells_nothing(write):
    seasons = like(write, left_out={(1, 2023, 3)})
    assert seasons.flow("就业人数", 2023).tolist() == [0.2, 0.35, 0.5, 1]  # of 2024


def test_of_a_series_told_by_quarters_months_go_evenly(write):
    between = {(no, year, month) for no in (1, 2) for year in FLOW for month in range(1, 13) if month % 3}
    seasons = like(write, left_out=between)
    np.testing.assert_allclose(seasons.flow_within("就业人数", 2023), np.full((4, 3), 1 / 3))
    assert not seasons.growth_within("参保人数", 2024).any()


def test_a_quarter_that_added_nothing_is_shared_evenly(write):
    flat = {f"actuals/2023-0{month}.csv": "no,area,value\n1,全市,20\n2,全市,105\n" for month in (4, 5, 6)}
    np.testing.assert_allclose(like(write, flat).flow_within("就业人数", 2023)[1], [1 / 3] * 3)


def test_a_level_lies_off_the_line_by_shares_of_the_years_growth_and_not_far(write):
    off = like(write).growth_within("参保人数", 2024)
    # 112, 113, 114, 118: the line has 114 and 116; the year grows by 12, and a tenth of it is the limit
    np.testing.assert_allclose(off[0], [-1 / 12, -0.1, 0])
    np.testing.assert_allclose(off[2], [-1 / 12, -1 / 12, 0])
    assert not off[:, -1].any()


def test_without_the_year_before_a_level_keeps_to_the_line(write):
    assert not like(write, left_out={(2, 2023, 1)}).growth_within("参保人数", 2024).any()

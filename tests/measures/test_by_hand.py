"""The plan's own targets with round actuals: every figure worked out on paper."""

import shutil

import pytest

from hrss_analysis import open_dataset, progress

from ..conftest import ROOT

# no, area, actual, last year's end -> completion, expected, gap, shortfall, per month, status at 2024Q3
FLOWS_AND_STOCKS = [
    (2, "江阴", 9100, None, 0.70, 0.75, -5.0, 3900, 1300, "slightly_behind"),  # 9100 of 13000
    (3, "经开区", 240, None, 0.60, 0.75, -15.0, 160, 160 / 3, "behind"),  # 240 of 400
    (10, "市本级", 12000, None, 0.80, 0.75, 5.0, 3000, 1000, "on_pace"),  # 12000 of 15000
    (25, "宜兴", 220, None, 1.10, 0.75, 35.0, 0, 0, "done"),  # 220 of 200
    (46, "梁溪", 37.5, None, 0.75, 0.75, 0.0, 12.5, 12.5 / 3, "on_pace"),  # per head: 37.5 of 50
    (34, "江阴", 65.88, 64.38, 0.75, 0.75, 0.0, 0.5, 0.5 / 3, "on_pace"),  # 1.50 of 2.00 万人 grown
    (35, "宜兴", 9.95, 9.94, 0.10, 0.75, -65.0, 0.09, 0.03, "behind"),  # 0.01 of 0.10 万人 grown
    (38, "滨湖", 25.11, 24.41, 0.70, 0.75, -5.0, 0.30, 0.10, "slightly_behind"),  # 0.70 of 1.00 万人 grown
    (53, "新吴", 1010, 900, 1.10, 0.75, 35.0, 0, 0, "done"),  # 110 of 100 家 grown
]
RATES = [
    (44, "锡山", 97.0, 1.0, "slightly_behind"),  # 1 point under 98
    (45, "锡山", 96.9, 2.1, "behind"),  # 2.1 points under 99
    (47, "惠山", 60.0, 0.0, "on_pace"),  # exactly 60
    (50, "经开区", 98.4, 0.0, "on_pace"),
]
CEILINGS = [
    (42, "江阴", 0.54, 0.06, "on_pace"),  # exactly 90 % of 0.6
    (42, "宜兴", 0.55, 0.05, "near_cap"),
    (42, "梁溪", 0.60, 0.0, "over_cap"),  # 低于 is strict
    (43, "江阴", 0.31, -0.01, "over_cap"),
]


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hand") / "wuxi"
    shutil.copytree(ROOT / "data/wuxi", folder)
    shutil.rmtree(folder / "actuals")
    (folder / "actuals").mkdir()
    now = [(no, area, actual) for no, area, actual, *_ in [*FLOWS_AND_STOCKS, *RATES, *CEILINGS]]
    base = [(no, area, base) for no, area, _, base, *_ in FLOWS_AND_STOCKS if base is not None]
    for period, rows in (("2024Q3", now), ("2023Q4", base)):
        text = "no,area,value\n" + "".join(f"{no},{area},{value}\n" for no, area, value in rows)
        (folder / f"actuals/{period}.csv").write_text(text, encoding="utf-8")
    return progress(open_dataset(folder), "2024Q3").set_index(["no", "area"])


@pytest.mark.parametrize("case", FLOWS_AND_STOCKS, ids=lambda case: f"{case[0]}-{case[1]}")
def test_flows_and_stocks(cells, case):
    no, area, _, _, completion, expected, gap, shortfall, per_month, status = case
    row = cells.loc[(no, area)]
    assert row["completion"] == pytest.approx(completion)
    assert row["expected"] == expected
    assert row["gap_points"] == pytest.approx(gap, abs=1e-6)
    assert row["shortfall"] == pytest.approx(shortfall)
    assert row["required_per_month"] == pytest.approx(per_month)
    assert row["status"] == status


@pytest.mark.parametrize("case", RATES, ids=lambda case: f"{case[0]}-{case[1]}")
def test_rates(cells, case):
    no, area, _, short, status = case
    assert cells.loc[(no, area), "shortfall"] == pytest.approx(short)
    assert cells.loc[(no, area), "status"] == status


@pytest.mark.parametrize("case", CEILINGS, ids=lambda case: f"{case[0]}-{case[1]}")
def test_ceilings(cells, case):
    no, area, _, headroom, status = case
    assert cells.loc[(no, area), "headroom"] == pytest.approx(headroom)
    assert cells.loc[(no, area), "status"] == status

"""Each rule of judging on one small indicator, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrss_analysis import open_dataset, progress
from hrss_analysis.errors import UsageError
from hrss_analysis.measures.progress import COLUMNS

HEAD = "no,name,unit,kind,bound,pace,frequency\n"
FLOW = HEAD + "1,培训人数,人,flow,at_least,accumulates,monthly\n"
ANNUAL = HEAD + "1,招生人数,人,flow,at_least,accumulates,annual\n"
HALF = HEAD + "1,学徒人数,人,flow,at_least,accumulates,semiannual\n"
STOCK = HEAD + "1,参保人数,万人,stock,at_least,growth,monthly\n"
RATE = HEAD + "1,结案率,%,rate,at_least,level,monthly\n"
STRICT = HEAD + "1,发生率,%,rate,below,level,monthly\n"
LOOSE = HEAD + "1,发生率,%,rate,at_most,level,monthly\n"
SPENT = HEAD + "1,支出,万元,flow,at_most,accumulates,monthly\n"
PER_HEAD = HEAD + "1,人均检查数,户,rate,at_least,accumulates,monthly\n"


def judge(small, indicators, target, actual, period="2024Q3", base=None, **files):
    """The row of area 甲 with this target and these actuals."""
    ds = {
        "indicators.csv": indicators,
        "targets/2024.csv": f"no,area,state,bound,value\n1,甲,{target}\n",
        f"actuals/{period}.csv": "no,area,value\n" + (f"1,甲,{actual}\n" if actual is not None else ""),
        "actuals/2023Q4.csv": "no,area,value\n" + (f"1,甲,{base}\n" if base is not None else ""),
        **files,
    }
    return progress(small(ds), period).iloc[0]


@pytest.mark.parametrize(
    ("target", "actual", "period", "status", "gap"),
    [
        (1000, 1000, "2024Q1", "done", 75),
        (1000, 1200, "2024Q4", "done", 20),
        (1000, 750, "2024Q3", "on_pace", 0),
        (1000, 749, "2024Q3", "slightly_behind", -0.1),
        (1000, 650, "2024Q3", "slightly_behind", -10),
        (1000, 150, "2024Q1", "slightly_behind", -10),
        (1000, 649, "2024Q3", "behind", -10.1),
        (1000, 999, "2024Q4", "behind", -0.1),
        (10000, 9996, "2024Q4", "behind", -0.04),
        (1000, 0, "2024Q2", "behind", -50),
        (1000, -5, "2024Q1", "behind", -25.5),
    ],
)
def test_what_accumulates_is_judged_by_its_pace(small, target, actual, period, status, gap):
    row = judge(small, FLOW, f"assigned,,{target}", actual, period)
    assert row["status"] == status
    assert row["gap_points"] == pytest.approx(gap, abs=1e-9)
    assert row["completion"] == actual / target


def test_the_shortfall_and_what_it_takes(small):
    row = judge(small, FLOW, "assigned,,1000", 640)
    assert (row["shortfall"], row["required_per_month"]) == (360, 120)
    over = judge(small, FLOW, "assigned,,1000", 1200)
    assert (over["shortfall"], over["required_per_month"]) == (0, 0)
    ended = judge(small, FLOW, "assigned,,1000", 900, "2024Q4")
    assert ended["shortfall"] == 100
    assert np.isnan(ended["required_per_month"])


def test_a_schedule_of_the_datasets_own(small):
    toml = 'title = "例"\ncity = "全市"\n[schedule]\ndefault = [25, 50, 80, 100]\n'
    row = judge(small, FLOW, "assigned,,1000", 750, **{"dataset.toml": toml})
    assert (row["expected"], row["status"]) == (0.8, "slightly_behind")


def test_thresholds_of_the_datasets_own(small):
    toml = 'title = "例"\ncity = "全市"\n[thresholds]\nslightly_behind = 30\n'
    assert judge(small, FLOW, "assigned,,1000", 450, **{"dataset.toml": toml})["status"] == "slightly_behind"


@pytest.mark.parametrize(
    ("actual", "base", "period", "status", "completion"),
    [
        (300.5, 290, "2024Q1", "done", 1.05),
        (297.5, 290, "2024Q3", "on_pace", 0.75),
        (296.6, 290, "2024Q3", "slightly_behind", 0.66),
        (296.0, 290, "2024Q3", "behind", 0.60),
        (289.0, 290, "2024Q1", "behind", -0.1),
        (299.9, 290, "2024Q4", "behind", 0.99),
    ],
)
def test_a_stock_is_judged_by_its_growth(small, actual, base, period, status, completion):
    row = judge(small, STOCK, "assigned,,300", actual, period, base)
    assert row["status"] == status
    assert row["completion"] == pytest.approx(completion)
    assert row["base"] == base


@pytest.mark.parametrize(
    ("actual", "base", "status"), [(301, 302, "done"), (299.9, 302, "behind"), (300, 300, "done"), (299, 300, "behind")]
)
def test_a_base_over_the_target_is_to_be_held(small, actual, base, status):
    row = judge(small, STOCK, "assigned,,300", actual, base=base)
    assert row["status"] == status
    assert np.isnan(row["completion"])
    assert np.isnan(row["expected"])
    assert row["reason"] == "held"


def test_a_stock_without_a_base_cannot_be_judged_but_is_shown(small):
    row = judge(small, STOCK, "assigned,,300", 297)
    assert (row["status"], row["actual"], row["shortfall"]) == ("cannot_judge", 297, 3)
    assert np.isnan(row["completion"])
    assert row["reason"] == "no_base"
    assert judge(small, STOCK, "assigned,,300", 300)["status"] == "done"
    assert judge(small, STOCK, "assigned,,300", 297, "2024Q4")["status"] == "behind"


@pytest.mark.parametrize(
    ("actual", "period", "status"),
    [
        (98, "2024Q3", "on_pace"),
        (98, "2024Q4", "done"),
        (96, "2024Q3", "slightly_behind"),
        (95.9, "2024Q3", "behind"),
        (97.9, "2024Q4", "behind"),
    ],
)
def test_a_rate_is_judged_as_it_stands(small, actual, period, status):
    row = judge(small, RATE, "assigned,,98", actual, period)
    assert row["status"] == status
    assert row[["completion", "expected", "gap_points", "required_per_month"]].isna().all()
    assert row["shortfall"] == pytest.approx(max(98 - actual, 0))


@pytest.mark.parametrize(
    ("indicators", "actual", "period", "status"),
    [
        (STRICT, 0.6, "2024Q1", "over_cap"),
        (LOOSE, 0.6, "2024Q1", "near_cap"),
        (LOOSE, 0.61, "2024Q1", "over_cap"),
        (STRICT, 0.54, "2024Q1", "on_pace"),
        (STRICT, 0.55, "2024Q1", "near_cap"),
        (STRICT, 0.59, "2024Q4", "done"),
        (STRICT, 0.6, "2024Q4", "over_cap"),
        (SPENT, 0.3, "2024Q1", "on_pace"),
        (SPENT, 0.7, "2024Q4", "over_cap"),
    ],
)
def test_a_ceiling_is_judged_by_whether_it_holds(small, indicators, actual, period, status):
    bound = indicators.split("\n")[1].split(",")[4]
    row = judge(small, indicators, f"assigned,{bound},0.6", actual, period)
    assert row["status"] == status
    assert row["headroom"] == pytest.approx(0.6 - actual)
    assert row[["completion", "expected", "gap_points", "shortfall"]].isna().all()


def test_a_figure_per_head_accumulates(small):
    row = judge(small, PER_HEAD, "assigned,,50", 36)
    assert (row["status"], row["completion"]) == ("slightly_behind", 0.72)


@pytest.mark.parametrize(
    ("indicators", "target", "actual", "period", "status"),
    [
        (FLOW, "zero,,", 3, "2024Q3", "no_task"),
        (FLOW, "not_assigned,,", None, "2024Q3", "no_target"),
        (FLOW, "issued_separately,,", 3, "2024Q3", "no_target"),
        (FLOW, "shared,,5", 3, "2024Q3", "no_target"),
        (FLOW, "assigned,,5", None, "2024Q3", "not_reported"),
        (ANNUAL, "assigned,,5", None, "2024Q3", "not_due"),
        (ANNUAL, "assigned,,5", 1, "2024Q3", "not_due"),
        (ANNUAL, "zero,,", None, "2024Q1", "no_task"),
        (ANNUAL, "assigned,,5", None, "2024Q4", "not_reported"),
        (HALF, "assigned,,5", None, "2024Q1", "not_due"),
        (HALF, "assigned,,5", 2, "2024Q2", "slightly_behind"),
        (HALF, "assigned,,5", None, "2024Q3", "not_due"),
    ],
)
def test_what_is_not_judged_says_why(small, indicators, target, actual, period, status):
    row = judge(small, indicators, target, actual, period)
    assert row["status"] == status
    if status != "slightly_behind":
        assert row["reason"]
        assert np.isnan(row["gap_points"])


def test_no_cases_make_no_rate(small):
    actuals = "no,area,value,numerator,denominator\n1,甲,,0,0\n"
    row = judge(small, RATE, "assigned,,98", None, **{"actuals/2024Q3.csv": actuals})
    assert (row["status"], row["reason"]) == ("cannot_judge", "zero_denominator")


def test_a_waiver_stands_instead_with_its_reason(small):
    waivers = "period,no,area,status,reason,by,on\n2024Q3,1,甲,done,训后上岗率达到45%,张三,2024-10-09\n"
    row = judge(small, FLOW, "assigned,,1000", 10, **{"waivers.csv": waivers})
    assert (row["status"], row["reason"]) == ("done", "waived_by")
    assert (row["waiver"], row["waived_by"]) == ("训后上岗率达到45%", "张三")


def test_a_waiver_decided_later_is_not_yet_there(small):
    waivers = "period,no,area,status,reason,by,on\n2024Q3,1,甲,done,已核,张三,2024-12-01\n"
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,1000\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,10\n",
        "waivers.csv": waivers,
    }
    ds = small(files)
    assert progress(ds, "2024Q3")["status"].tolist() == ["done"]
    assert progress(ds, "2024Q3", as_of="2024-11-30")["status"].tolist() == ["behind"]


def test_a_plan_changed_later_changes_no_sum_of_an_earlier_quarter(small):
    targets = "no,area,state,bound,value,issued_on\n1,全市,assigned,,30,2024-01-01\n1,甲,assigned,,30,2024-01-01\n"
    targets += "1,乙,assigned,,10,2024-01-01\n1,乙,not_assigned,,,2024-11-01\n"
    actuals = {f"actuals/2024Q{quarter}.csv": "no,area,value\n1,甲,20\n" for quarter in (3, 4)}
    ds = small({"targets/2024.csv": targets, **actuals})
    assert progress(ds, "2024Q4")["actual"].iloc[0] == 20
    for as_of in (None, "2024-10-08"):
        earlier = progress(ds, "2024Q3", as_of).iloc[0]
        assert (earlier["status"], earlier["reason"]) == ("not_reported", "partial")
        assert (earlier["parts_told"], earlier["parts_expected"]) == (1, 2)


def test_rates_without_counts_are_reported_but_cannot_be_added(small):
    files = {
        "indicators.csv": RATE,
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,98\n1,甲,assigned,,98\n1,乙,assigned,,98\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,99\n1,乙,97\n",
    }
    city = progress(small(files), "2024Q3").iloc[0]
    assert (city["status"], city["reason"]) == ("cannot_judge", "parts_without_counts")


def test_the_city_is_the_sum_only_when_every_part_is_there(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,10\n1,甲,assigned,,6\n1,乙,zero,,\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,6\n",
    }
    city = progress(small(files), "2024Q3").iloc[0]
    assert (city["status"], city["reason"]) == ("not_reported", "partial")
    assert (city["parts_told"], city["parts_expected"]) == (1, 2)
    assert np.isnan(city["actual"])
    files["actuals/2024Q3.csv"] += "1,乙,2\n"  # no task of its own, but it counts in the city's total
    city = progress(small(files, name="complete"), "2024Q3").iloc[0]
    assert (city["actual"], city["completion"]) == (8, 0.8)


def test_a_city_figure_that_disagrees_with_its_parts_is_said(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,10\n1,甲,assigned,,6\n1,乙,assigned,,4\n",
        "actuals/2024Q3.csv": "no,area,value\n1,全市,9\n1,甲,6\n1,乙,2\n",
    }
    city = progress(small(files), "2024Q3").iloc[0]
    assert (city["actual"], city["reason"]) == (9, "sum_differs")
    assert (city["parts_total"], city["parts_off"]) == (8, 1)


def test_simulated_figures_are_never_passed_off_as_reported(small):
    files = {
        "indicators.csv": STOCK,
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,10\n1,甲,assigned,,6\n1,乙,assigned,,4\n",
        "actuals/2024Q3.csv": "no,area,value,origin\n1,甲,6,reported\n1,乙,4,simulated\n",
        "actuals/2023Q4.csv": "no,area,value,origin\n1,甲,5,simulated\n1,乙,3,reported\n",
    }
    assert progress(small(files), "2024Q3")["origin"].tolist() == ["simulated", "simulated", "simulated"]


def test_the_columns_and_the_order_are_fixed(wuxi):
    cells = progress(wuxi, "2024Q3")
    assert list(cells.columns) == COLUMNS
    assert len(cells) == 600
    assert cells["no"].is_monotonic_increasing
    assert cells["area"].head(10).tolist() == wuxi.areas["area"].tolist()


def test_a_year_without_targets_is_refused(wuxi):
    with pytest.raises(UsageError, match="unknown target year '2023': did you mean '2024'"):
        progress(wuxi, "2023Q3")


@pytest.mark.parametrize(
    ("period", "target", "actual", "published"),
    [("2020Q3", 900, 898, 99.8), ("2021Q3", 1100, 1045, 95), ("2022Q2", 1100, 654, 59)],
)
def test_the_ministrys_own_rates_are_hit(national, period, target, actual, published):
    """The ministry's press texts give these completions of the year's new urban jobs."""
    row = progress(national, period).iloc[0]
    assert (row["target"], row["actual"]) == (target, actual)
    assert round(row["completion"] * 100, 1 if published == 99.8 else 0) == published


@given(st.lists(st.integers(0, 3000), min_size=24, max_size=24), st.integers(1, 2000), st.integers(1, 4))
@settings(max_examples=20)
def test_a_light_never_worsens_when_more_is_done(tmp_path_factory, actuals, target, quarter):
    """More of a good thing is never judged worse."""
    order = ["behind", "slightly_behind", "on_pace", "done"]
    areas = {f"区{rank:02}": actual for rank, actual in enumerate(sorted(actuals))}
    folder = tmp_path_factory.mktemp("monotone")
    files = {
        "dataset.toml": 'title = "例"\ncity = "全市"\n',
        "areas.csv": "\n".join(["area", "全市", *areas]),
        "indicators.csv": FLOW,
        "targets/2024.csv": "\n".join(
            ["no,area,state,bound,value", *(f"1,{area},assigned,,{target}" for area in areas)]
        ),
        f"actuals/2024Q{quarter}.csv": "\n".join(["no,area,value", *(f"1,{area},{n}" for area, n in areas.items())]),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text + "\n", encoding="utf-8")
    cells = progress(open_dataset(folder), f"2024Q{quarter}")
    cells = cells[cells["area"].isin([*areas])].sort_values("area")
    assert len(cells) == len(areas)
    ranks = [order.index(status) for status in cells["status"]]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("indicators", "actual", "period", "status"),
    [
        (LOOSE, 0, "2024Q3", "on_pace"),
        (LOOSE, 0, "2024Q4", "done"),
        (LOOSE, 0.01, "2024Q3", "over_cap"),
        (STRICT, 0, "2024Q3", "over_cap"),
    ],
)
def test_a_limit_of_nothing_is_held_by_nothing(small, indicators, actual, period, status):
    bound = "below" if indicators is STRICT else "at_most"
    assert judge(small, indicators, f"assigned,{bound},0", actual, period)["status"] == status


FLAGGED = "no,area,value,flag\n"


@pytest.mark.parametrize(
    ("broken", "status", "reason"),
    [
        (
            {"actuals/2024Q3.csv": FLAGGED + "1,甲,305,B\n"},
            "cannot_judge",
            "growth_break",
        ),
        ({"actuals/2024Q1.csv": FLAGGED + "1,甲,,B\n"}, "cannot_judge", "growth_break"),
        ({"actuals/2023Q4.csv": FLAGGED + "1,甲,300,B\n"}, "slightly_behind", ""),  # the base itself begins anew
        ({"actuals/2024Q4.csv": FLAGGED + "1,甲,320,B\n"}, "slightly_behind", ""),  # nobody knows of it yet
    ],
)
def test_growth_is_not_measured_across_a_break(small, broken, status, reason):
    """305 of 310, from 300... half of the way at three quarters would be behind: 306.6 of 310 is nearly there."""
    files = {
        "actuals/2023Q4.csv": "no,area,value\n1,甲,300\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,306.6\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,310\n",
        "indicators.csv": STOCK,
    }
    row = progress(small({**files, **broken}), "2024Q3").iloc[0]
    assert (row["status"], row["reason"]) == (status, reason)
    assert np.isnan(row["base"]) == (status == "cannot_judge")


def test_a_level_that_is_reached_needs_no_base(small):
    broken = {"actuals/2024Q1.csv": FLAGGED + "1,甲,,B\n"}
    assert judge(small, STOCK, "assigned,,310", 311, base=300, **broken)["status"] == "done"


@pytest.mark.parametrize(("part", "status"), [("assigned,,1", "slightly_behind"), ("not_assigned,,", "cannot_judge")])
def test_the_growth_of_a_sum_is_not_measured_from_a_sum_over_others(small, part, status):
    files = {
        "areas.csv": "area\n全市\n甲\n乙\n",
        "indicators.csv": STOCK,
        "targets/2023.csv": f"no,area,state,bound,value\n1,甲,assigned,,300\n1,乙,{part}\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,310\n1,甲,assigned,,309\n1,乙,assigned,,1\n",
        "actuals/2023Q4.csv": "no,area,value\n1,甲,299\n1,乙,1\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,305.6\n1,乙,1\n",
    }
    row = progress(small(files), "2024Q3").query("area == '全市'").iloc[0]
    assert row["status"] == status
    assert row["reason"] == ("growth_other_parts" if status == "cannot_judge" else "")

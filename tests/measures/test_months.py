"""What months have that quarters have not: sums of other parts between two months, reports that are not due, years of both."""

import pytest

from hrss_analysis import backtest, changes, check, figures, open_dataset, turned
from hrss_analysis.errors import UsageError

MONTHS = 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'
INDICATORS = (
    "no,name,unit,kind,bound,pace,frequency,additive\n"
    "1,人数,人,flow,at_least,accumulates,monthly,true\n2,证书,人,flow,at_least,accumulates,quarterly,true\n"
)
# 丙 is asked for until July, and then no longer: it is no part of the sums that follow
TARGETS = (
    "no,area,state,bound,value,issued_on\n1,全市,assigned,,3000,2024-03-01\n1,甲,assigned,,1500,2024-03-01\n"
    "1,乙,assigned,,1500,2024-03-01\n1,丙,assigned,,100,2024-03-01\n1,丙,not_assigned,,,2024-07-10\n"
)
AREAS = "area\n全市\n甲\n乙\n丙\n"


def figures_of(periods, step):
    rows = "no,area,value\n1,甲,{0}\n1,乙,{0}\n1,丙,{1}\n"
    return {f"actuals/{name}.csv": rows.format(step * rank, 10 * rank) for rank, name in enumerate(periods, 1)}


@pytest.fixture
def regrouped(small):
    def make(settings, periods, step):
        files = {
            "dataset.toml": settings,
            "areas.csv": AREAS,
            "indicators.csv": INDICATORS,
            "targets/2024.csv": TARGETS,
        }
        return small(files | figures_of(periods, step))

    return make


def whole(ds, period):
    found = changes(ds, period)
    return found[found["area"] == "全市"].set_index("measure")[["value", "reason"]]


def test_no_month_is_the_difference_of_sums_over_other_areas(regrouped):
    ds = regrouped(MONTHS, [f"2024-{month:02}" for month in range(1, 11)], 100)
    july, august, september, october = (whole(ds, f"2024-{month:02}") for month in (7, 8, 9, 10))
    assert tuple(july.loc["current"].fillna("-")) == ("-", "other_parts")  # 1400 of two areas less 1260 of three
    assert tuple(july.loc["quarter_on_quarter"].fillna("-")) == ("-", "other_parts")
    assert august.loc["current"].tolist() == [200, ""]
    assert tuple(august.loc["quarter_on_quarter"].fillna("-")) == ("-", "no_current_before")
    assert september.loc["current"].tolist() == [200, ""]
    assert tuple(september.loc["current_quarter"].fillna("-")) == ("-", "other_parts")  # since June
    assert october.loc["quarter_on_quarter"].tolist() == [0, ""]


def test_nor_where_an_area_comes_back_into_the_sum(regrouped):
    """The same three areas in June and in August, two in July between them."""
    ds = regrouped(MONTHS, [f"2024-{month:02}" for month in range(1, 11)], 100)
    path = ds.path / "targets" / "2024.csv"
    path.write_text(path.read_text(encoding="utf-8") + "1,丙,assigned,,100,2024-08-10\n", encoding="utf-8")
    ds = open_dataset(ds.path)
    assert tuple(whole(ds, "2024-08").loc["current"].fillna("-")) == ("-", "other_parts")
    assert whole(ds, "2024-09").loc["current"].tolist() == [210, ""]
    assert whole(ds, "2024-09").loc["current_quarter"].tolist() == [630, ""]  # the same parts as in June


def test_nothing_added_is_no_fall(regrouped):
    ds = regrouped(MONTHS, ["2024-01", "2024-02"], 100)
    path = ds.path / "actuals" / "2024-02.csv"
    path.write_text("no,area,value\n1,甲,100\n1,乙,99\n", encoding="utf-8")
    found = changes(open_dataset(ds.path), "2024-02").query("measure == 'current'").set_index("area")
    assert found.loc[["甲", "乙"], ["value", "reason"]].to_numpy().tolist() == [[0, ""], [-1, "fell"]]


def test_nor_is_a_quarter(regrouped):
    ds = regrouped('title = "例"\ncity = "全市"\n', [f"2024Q{quarter}" for quarter in (1, 2, 3, 4)], 300)
    assert tuple(whole(ds, "2024Q3").loc["current"].fillna("-")) == ("-", "other_parts")
    assert whole(ds, "2024Q2").loc["current"].tolist() == [610, ""]
    assert whole(ds, "2024Q4").loc["current"].tolist() == [600, ""]


def test_what_the_whole_reported_itself_is_no_sum_and_goes_on(regrouped):
    ds = regrouped(MONTHS, ["2024-06", "2024-07"], 100)
    for name, value in (("2024-06", 1260), ("2024-07", 1400)):
        path = ds.path / "actuals" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8") + f"1,全市,{value}\n", encoding="utf-8")
    assert whole(open_dataset(ds.path), "2024-07").loc["current"].tolist() == [140, ""]


def test_a_quarterly_light_is_held_against_the_quarter_before(small):
    """On pace in June, behind in September: nothing of it is due in August."""
    files = {
        "dataset.toml": MONTHS,
        "indicators.csv": INDICATORS,
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,1200\n2,甲,assigned,,600\n",
    }
    told = {"2024-06": (600, 350), "2024-08": (800, None), "2024-09": (700, 360)}
    for period, (monthly, quarterly) in told.items():
        rows = f"1,甲,{monthly}\n" + (f"2,甲,{quarterly}\n" if quarterly else "")
        files[f"actuals/{period}.csv"] = f"no,area,value\n{rows}"
    ds = small(files)
    found = turned(ds, "2024-09")
    assert found[["no", "before", "status"]].to_numpy().tolist() == [
        [1, "on_pace", "behind"], [2, "on_pace", "behind"],
    ]  # fmt: skip
    assert turned(ds, "2024-08").empty  # nothing of July
    from hrss_analysis import briefings, progress

    said = briefings.since_last_quarter(ds, progress(ds, "2024-09"), found)
    assert "与2024年8月末、季报指标与2024年6月末相比，新转为滞后2项（人数、证书）" in said


@pytest.mark.parametrize("settings", ['title = "例"\ncity = "全市"\n', MONTHS])
def test_a_period_before_its_plan_and_without_figures_has_no_findings(small, settings):
    files = {"dataset.toml": settings, "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,12\n"}
    ds = small({**files, "actuals/2024Q4.csv": "no,area,value\n1,甲,5\n"})
    assert check(ds, "2025Q1").empty
    with pytest.raises(UsageError, match="unknown target year '2026'"):
        check(ds, "2026Q1")


def test_years_told_by_quarters_are_projected_from_their_quarters(small):
    """As many origins as if all were told by quarters, and those of the months besides."""
    rows = "no,area,value\n1,甲,{}\n"
    quarters = {f"{year}Q{rank}": 25 * rank + year - 2020 for year in range(2020, 2024) for rank in (1, 2, 3, 4)}
    months = {f"2024-{month:02}": 8 * month for month in range(1, 13)}
    files = {f"actuals/{name}.csv": rows.format(value) for name, value in (quarters | months).items()}
    ds = small({"dataset.toml": MONTHS + "since = 2024\n", **files})
    origins = sorted(set(backtest(ds)["origin"]))
    assert origins == [
        *(f"{year}Q{quarter}" for year in (2021, 2022, 2023) for quarter in (1, 2, 3)), "2024-03", "2024-06", "2024-09",
    ]  # fmt: skip


def test_a_revised_record_is_projected_from_what_stood_then_whatever_its_years_are_told_by(small):
    head, row = "no,area,value,submitted_at\n", "1,甲,{},{}\n"
    files = {"dataset.toml": MONTHS + "since = 2023\n"}
    for rank, name in enumerate(["2021Q2", "2021Q4", "2022Q2", "2022Q4", "2023-06", "2023-12"], 1):
        first = row.format(10 + rank if name.endswith(("Q2", "-06")) else 30 + rank, f"2025-01-{rank:02}")
        files[f"actuals/{name}.csv"] = head + first
    files["actuals/2022Q2.csv"] += row.format(99, "2025-06-01")  # came later, and is not known then
    found = backtest(small(files)).query("method == 'last_remainder'").set_index("origin")["forecast"]
    assert found.to_dict() == {"2022Q2": 13 + (32 - 11), "2023-06": 15 + (34 - 13)}


@pytest.mark.parametrize("period", ["2024-07", ["2024Q3", "2024-07"]])
def test_figures_of_a_month_that_the_year_does_not_have_are_refused(wuxi, period):
    with pytest.raises(UsageError, match="2024 is told by quarters here; did you mean '2024Q3'"):
        figures(wuxi, period)


FALLS = {
    "a half year": ("semiannual", {"2024-06": 400, "2024-12": 300}, "2024-12"),
    "a half year of quarters": ("semiannual", {"2024Q2": 400, "2024Q4": 300}, "2024Q4"),
    "over a gap": ("monthly", {"2024-01": 400, "2024-03": 300}, "2024-03"),
    "sent when not due": ("quarterly", {"2024-09": 400, "2024-10": 300}, "2024-10"),
}


@pytest.mark.parametrize("case", FALLS)
def test_a_count_that_fell_is_seen_however_long_ago_it_stood_higher(small, case):
    frequency, told, period = FALLS[case]
    ds = small(
        {
            "dataset.toml": 'title = "例"\ncity = "全市"\n' if "Q" in period else MONTHS,
            "indicators.csv": f"no,name,unit,kind,bound,pace,frequency\n1,人数,人,flow,at_least,accumulates,{frequency}\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,1000\n",
            "actuals/2023-12.csv" if "Q" not in period else "actuals/2023Q4.csv": "no,area,value\n1,甲,900\n",
            **{f"actuals/{name}.csv": f"no,area,value\n1,甲,{value}\n" for name, value in told.items()},
        }
    )
    found = check(ds, period).query("rule == 'fallen'")
    assert found["expected"].tolist() == [400]
    assert check(ds, min(told)).query("rule == 'fallen'").empty  # last year's end is no figure of this year


def test_a_break_leaves_no_difference_in_the_month_s_table(small):
    from hrss_analysis import progress
    from hrss_analysis.briefings.months import month_table

    ds = small(
        {
            "dataset.toml": MONTHS,
            "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,参保人数,人,stock,at_least,growth,monthly\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,1000\n",
            "actuals/2024-04.csv": "no,area,value\n1,甲,106\n",
            "actuals/2024-05.csv": "no,area,value,flag\n1,甲,550,B\n",
        }
    )
    (block,) = month_table(ds, progress(ds, "2024-05").query("area == '甲'"), changes(ds, "2024-05")).blocks
    assert [column.text for column in block.columns][2:] == [["—"], ["—"], ["—"]]

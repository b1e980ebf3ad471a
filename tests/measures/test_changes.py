"""Worked out by hand: a count, a level, a rate, over two years."""

import numpy as np
import pytest

from hrss_analysis import changes, figures
from hrss_analysis.measures.changes import COLUMNS

HEAD = "no,name,unit,kind,bound,pace,frequency\n"
REGISTER = HEAD + (
    "1,培训人数,人,flow,at_least,accumulates,monthly\n"
    "2,参保人数,万人,stock,at_least,growth,monthly\n"
    "3,结案率,%,rate,at_least,level,monthly\n"
    "4,学徒人数,人,flow,at_least,accumulates,semiannual\n"
    "5,招生人数,人,flow,at_least,accumulates,annual\n"
    "6,人均检查数,户,rate,at_least,accumulates,monthly\n"
)


def table(small, period="2024Q3", **rows):
    """The changes of area 甲; `rows` gives by period the lines no,value[,flag]."""
    files = {"indicators.csv": REGISTER}
    for when, lines in rows.items():
        body = "".join(f"{line.split(',')[0]},甲,{line.split(',')[1]},{[*line.split(','), 'A'][2]}\n" for line in lines)
        files[f"actuals/{when[1:]}.csv"] = "no,area,value,flag\n" + body
    found = changes(small(files), period)
    own = found[found["area"] == "甲"]
    return own.set_index(["no", "measure"])


def value(found, no, measure):
    return found.loc[(no, measure), "value"]


def test_a_count(small):
    found = table(
        small, p2024Q3=["1,900"], p2024Q2=["1,600"], p2024Q1=["1,200"], p2023Q3=["1,750"], p2023Q2=["1,500"]
    )  # fmt: skip
    assert value(found, 1, "cumulative") == 900
    assert value(found, 1, "current") == 300
    assert value(found, 1, "year_on_year") == 20
    assert value(found, 1, "year_on_year_current") == 20  # 300 against 250
    assert value(found, 1, "quarter_on_quarter") == -25  # 300 against 400
    assert found.loc[(1, "year_on_year"), "base"] == 750
    assert set(found["unit"]) == {"人", "%"}


def test_the_first_quarter_is_its_own_increment(small):
    found = table(small, "2024Q1", p2024Q1=["1,200"], p2023Q4=["1,1000"], p2023Q3=["1,750"], p2023Q1=["1,160"])
    assert value(found, 1, "current") == 200
    assert value(found, 1, "year_on_year_current") == 25
    assert value(found, 1, "quarter_on_quarter") == -20  # 200 against last year's fourth quarter, 250


def test_a_level(small):
    found = table(small, p2024Q3=["2,303"], p2024Q2=["2,300"], p2023Q3=["2,297.5"])
    assert value(found, 2, "year_on_year") == pytest.approx(100 * 5.5 / 297.5)
    assert value(found, 2, "quarter_on_quarter") == 1
    assert (2, "current") not in found.index


def test_a_rate_differs_in_points(small):
    found = table(small, p2024Q3=["3,97.5", "6,40"], p2023Q3=["3,98", "6,36"], p2024Q2=["3,97"])
    assert (value(found, 3, "year_on_year"), found.loc[(3, "year_on_year"), "unit"]) == (-0.5, "百分点")
    assert (value(found, 6, "year_on_year"), found.loc[(6, "year_on_year"), "unit"]) == (4, "户")
    assert (3, "quarter_on_quarter") not in found.index


def test_half_yearly_and_yearly_items(small):
    rows = {"p2024Q4": ["4,1000", "5,80"], "p2024Q2": ["4,400"], "p2023Q4": ["4,900", "5,64"], "p2023Q2": ["4,400"]}
    found = table(small, "2024Q4", **rows)
    assert value(found, 4, "current") == 600
    assert value(found, 4, "year_on_year_current") == 20  # 600 against 500
    assert value(found, 4, "quarter_on_quarter") == 50  # the second half against the first
    assert value(found, 5, "current") == 80
    assert value(found, 5, "year_on_year") == 25
    assert (5, "quarter_on_quarter") not in found.index


def test_a_fall_within_the_year_is_shown_with_its_reason(small):
    found = table(small, p2024Q3=["1,590"], p2024Q2=["1,600"])
    assert value(found, 1, "current") == -10
    assert found.loc[(1, "current"), "reason"] == "fell"


@pytest.mark.parametrize(
    ("rows", "measure", "reason"),
    [
        ({"p2024Q3": ["1,900"]}, "year_on_year", "no_year_ago"),
        ({"p2024Q3": ["1,900"]}, "current", "no_cumulative_before"),
        ({"p2024Q3": ["1,900"], "p2024Q2": ["1,600"]}, "quarter_on_quarter", "no_current_before"),
        ({"p2024Q3": ["1,900"], "p2024Q2": ["1,600"]}, "year_on_year_current", "no_current_year_ago"),
        ({"p2024Q3": ["1,900"], "p2023Q3": ["1,0"]}, "year_on_year", "base_not_positive"),
        ({"p2024Q3": ["1,900"], "p2023Q3": ["1,-5"]}, "year_on_year", "base_not_positive"),
        ({"p2024Q3": ["1,900,B"], "p2023Q3": ["1,750"]}, "year_on_year", "break"),
        ({"p2024Q3": ["1,900"], "p2024Q1": ["1,9,B"], "p2023Q3": ["1,750"]}, "year_on_year", "break"),
        ({"p2024Q3": ["1,900,B"], "p2024Q2": ["1,600"]}, "current", "break"),
        (
            {"p2024Q3": ["1,60"], "p2024Q2": ["1,30,B"], "p2024Q1": ["1,10"]},
            "quarter_on_quarter",
            "break",
        ),
        ({"p2024Q3": ["2,9,B"], "p2024Q2": ["2,8"]}, "quarter_on_quarter", "break"),
    ],
)
def test_without_a_sound_base_there_is_a_reason_and_no_number(small, rows, measure, reason):
    no = int(rows["p2024Q3"][0][0])
    row = table(small, **rows).loc[(no, measure)]
    assert np.isnan(row["value"])
    assert row["reason"] == reason


def test_a_break_before_the_base_does_not_matter(small):
    found = table(small, p2024Q3=["1,900"], p2023Q3=["1,750,B"])
    assert value(found, 1, "year_on_year") == 20


def test_what_rests_on_a_simulated_quarter_says_so(small):
    files = {
        "actuals/2024Q3.csv": "no,area,value,origin\n1,甲,90,reported\n",
        "actuals/2024Q2.csv": "no,area,value,origin\n1,甲,60,simulated\n",
        "actuals/2023Q3.csv": "no,area,value,origin\n1,甲,80,reported\n",
        "actuals/2023Q2.csv": "no,area,value,origin\n1,甲,50,reported\n",
    }
    found = changes(small(files), "2024Q3").query("area == '甲'").set_index("measure")["origin"]
    assert found.to_dict() == {
        "cumulative": "reported",
        "current": "simulated",
        "year_on_year": "reported",
        "year_on_year_current": "simulated",
        "quarter_on_quarter": "simulated",
    }


def test_sums_over_different_areas_are_not_compared(small):
    files = {
        "targets/2023.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,5\n1,乙,assigned,,4\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n1,乙,not_assigned,,\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,3\n1,乙,3\n",
        "actuals/2023Q3.csv": "no,area,value\n1,甲,3\n1,乙,3\n",
    }
    city = changes(small(files), "2024Q3").query("area == '全市' and measure == 'year_on_year'").iloc[0]
    assert np.isnan(city["value"])
    assert city["reason"] == "other_parts"


def test_nothing_reported_gives_no_rows_but_all_columns(small):
    found = changes(small(), "2024Q3")
    assert (len(found), list(found.columns)) == (0, COLUMNS)


def test_one_row_per_cell_and_measure(wuxi):
    found = changes(wuxi, "2024Q3")
    assert list(found.columns) == COLUMNS
    assert not found.duplicated(["no", "area", "period", "measure"]).any()


def test_the_quarters_of_a_year_add_up_to_it(wuxi):
    year = sum(
        changes(wuxi, f"2024Q{quarter}").query("measure == 'current' and no == 2").set_index("area")["value"]
        for quarter in (1, 2, 3, 4)
    )
    total = figures(wuxi, ["2024Q4"]).query("no == 2").set_index("area")["value"]
    assert year.to_dict() == pytest.approx(total[year.index].to_dict())


def test_published_growth_is_hit(national):
    """MOHRSS: 1049 after 1022 in the first three quarters of 2024."""
    row = changes(national, "2024Q3").query("no == 1 and measure == 'year_on_year'").iloc[0]
    assert (round(row["value"], 1), row["base"]) == (2.6, 1022)


def test_sums_of_as_many_but_other_areas_do_not_compare(small):
    """甲+乙 last year, 甲+丙 this year: two areas each time, and not the same."""
    targets = (
        "no,area,state,bound,value\n1,全市,assigned,,99\n1,甲,assigned,,9\n1,{},assigned,,9\n1,{},not_assigned,,\n"
    )
    files = {
        "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        "targets/2023.csv": targets.format("乙", "丙"),
        "targets/2024.csv": targets.format("丙", "乙"),
        "actuals/2023Q1.csv": "no,area,value\n1,甲,10\n1,乙,10\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,10\n1,丙,30\n",
    }
    found = changes(small(files), "2024Q1").set_index(["area", "measure"])
    assert np.isnan(found.loc[("全市", "year_on_year"), "value"])
    assert found.loc[("全市", "year_on_year"), "reason"] == "other_parts"
    assert found.loc[("甲", "year_on_year"), "value"] == 0


def test_a_break_counts_on_a_row_without_a_figure(small):
    """The second quarter's row says only that the series broke there."""
    rows = {"p2024Q3": ["1,900", "2,303"], "p2024Q1": ["1,200"], "p2023Q3": ["1,750", "2,297"]}
    found = table(small, **rows, p2024Q2=["1,,B", "2,,B"])
    for no in (1, 2):
        assert np.isnan(value(found, no, "year_on_year"))
        assert found.loc[(no, "year_on_year"), "reason"] == "break"


def test_a_break_on_the_base_itself_is_none(small):
    """What is compared begins at the break."""
    found = table(small, p2024Q3=["2,303"], p2024Q2=["2,300,B"])
    assert value(found, 2, "quarter_on_quarter") == 1


def test_a_yearly_level_has_no_quarter_on_quarter(small):
    register = HEAD + "1,在册数,人,stock,at_least,growth,annual\n2,存量,人,stock,at_least,growth,semiannual\n"
    files = {
        "indicators.csv": register,
        "actuals/2023Q4.csv": "no,area,value\n1,甲,100\n2,甲,100\n",
        "actuals/2024Q2.csv": "no,area,value\n2,甲,110\n",
        "actuals/2024Q4.csv": "no,area,value\n1,甲,120\n2,甲,121\n",
    }
    found = changes(small(files), "2024Q4").set_index(["no", "measure"])
    assert (1, "quarter_on_quarter") not in found.index
    assert value(found, 1, "year_on_year") == 20
    assert value(found, 2, "quarter_on_quarter") == 10


GAINED = {
    "areas.csv": "area\n全市\n甲\n乙\n丙\n",
    "targets/2023.csv": "no,area,state,bound,value\n1,甲,assigned,,600\n1,乙,assigned,,400\n1,丙,not_assigned,,\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,600\n1,乙,assigned,,400\n1,丙,assigned,,100\n",
}


@pytest.mark.parametrize(
    ("now", "then", "expected", "reason"),
    [
        # its own figure is no sum, even where it equals one
        ("1,全市,900\n1,甲,500\n1,乙,300\n1,丙,100\n", "1,全市,750\n1,甲,450\n1,乙,300\n", 20, ""),
        ("1,甲,500\n1,乙,300\n1,丙,100\n", "1,全市,750\n", 20, ""),
        ("1,甲,500\n1,乙,300\n1,丙,100\n", "1,甲,450\n1,乙,300\n", None, "other_parts"),
    ],
)
def test_the_whole_when_the_plan_gains_an_area(small, now, then, expected, reason):
    files = {"actuals/2024Q3.csv": f"no,area,value\n{now}", "actuals/2023Q3.csv": f"no,area,value\n{then}"}
    found = changes(small({**GAINED, **files}), "2024Q3").query("area == '全市' and measure == 'year_on_year'")
    assert found["value"].tolist() == ([expected] if expected else [pytest.approx(np.nan, nan_ok=True)])
    assert found["reason"].item() == reason


def test_where_nothing_was_reported_nothing_changed(small):
    ds = small({"actuals/2024Q3.csv": "no,area,value\n1,甲,5\n"})
    assert changes(ds.only("乙"), "2024Q3").empty
    assert changes(ds, "2023Q1").empty
    assert list(changes(ds, "2023Q1")) == COLUMNS

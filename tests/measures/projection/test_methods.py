"""Each formula by hand, and its bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis import open_dataset, project
from hrss_analysis.measures.projection.methods import choose_theta, project_default
from hrss_analysis.measures.projection.panel import build_panel

INDICATORS = (
    "no,name,unit,kind,bound,pace,frequency,definition\n"
    "1,培训人数,人,flow,at_least,accumulates,monthly,\n"
    "2,参保人数,万人,stock,at_least,growth,monthly,\n"
    "3,结案率,%,rate,at_least,level,monthly,\n"
    "4,净增就业,人,flow,at_least,accumulates,monthly,净增\n"
    "5,年度项目,个,flow,at_least,accumulates,annual,\n"
)


def write_rows(write, rows, targets="", indicators=INDICATORS):
    files = {"indicators.csv": indicators, "areas.csv": "area\n全市\n甲\n乙\n"}
    files["targets/2024.csv"] = "no,area,state,bound,value\n" + (targets or "1,全市,assigned,,1000\n")
    for period, lines in rows.items():
        files[f"actuals/{period}.csv"] = "no,area,value,numerator,denominator,flag\n" + "\n".join(lines) + "\n"
    return open_dataset(write(files))


def year_end(ds, period="2024Q2"):
    found = project(ds, period)
    return found.set_index(["no", "area"])


def test_a_count_moves_at_last_years_rhythm(write):
    """500 now, 400 then, 900 at last year's end: 500 + 500 * (500/400)^0.25."""
    ds = write_rows(write, {"2023Q2": ["1,全市,400,,,"], "2023Q4": ["1,全市,900,,,"], "2024Q2": ["1,全市,500,,,"]})
    row = year_end(ds).loc[1, "全市"]
    assert row["year_end"] == pytest.approx(500 + 500 * 1.25**0.25)
    assert row["method"] == "remainder"
    assert np.isnan(row["low80"])
    assert (row["reason"], row["n_errors"]) == ("few_errors", 0)
    assert row["required_per_month"] == pytest.approx(500 / 6)


def test_a_stock_changes_as_it_did(write):
    rows = {"2023Q2": ["2,全市,90,,,"], "2023Q4": ["2,全市,95,,,"], "2024Q2": ["2,全市,100,,,"]}
    ds = write_rows(write, rows, "2,全市,assigned,,110\n")
    row = year_end(ds).loc[2, "全市"]
    assert (row["year_end"], row["method"]) == (105, "change")


def test_binary_fractions_do_not_miss_a_target(write):
    """11.6 at last year's end and 11.7 now make 12 by the year's end, not 11.999999999999998."""
    rows = {"2023Q4": ["2,全市,11.6,,,"], "2024Q1": ["2,全市,11.7,,,"]}
    row = year_end(write_rows(write, rows, "2,全市,assigned,,12\n"), "2024Q1").loc[2, "全市"]
    assert row["year_end"] == 12


def test_a_rate_is_the_ratio_of_its_counts(write):
    rows = {"2023Q2": ["3,全市,,80,100,"], "2023Q4": ["3,全市,,180,200,"], "2024Q2": ["3,全市,,80,100,"]}
    ds = write_rows(write, rows, "3,全市,assigned,,95\n")
    row = year_end(ds).loc[3, "全市"]
    assert (row["year_end"], row["method"]) == (pytest.approx(90), "counts")


def test_a_rate_without_counts_abstains(write):
    ds = write_rows(write, {"2023Q4": ["3,全市,90,,,"], "2024Q2": ["3,全市,91,,,"]}, "3,全市,assigned,,95\n")
    row = year_end(ds).loc[3, "全市"]
    assert np.isnan(row["year_end"])
    assert row["reason"] == "projected_no_counts"


def test_without_a_last_year_only_the_linear_pace_and_it_is_said(write):
    ds = write_rows(write, {"2024Q2": ["1,全市,500,,,"]})
    row = year_end(ds).loc[1, "全市"]
    assert (row["method"], row["year_end"]) == ("linear", 1000)
    assert row["reason"] == "projected_linear"
    assert np.isnan(row["p_reach"])


def test_a_break_is_not_projected_across(write):
    rows = {
        "2023Q2": ["1,全市,400,,,"],
        "2023Q4": ["1,全市,900,,,"],
        "2024Q1": ["1,全市,200,,,B"],
        "2024Q2": ["1,全市,500,,,"],
    }
    row = year_end(write_rows(write, rows)).loc[1, "全市"]
    assert (row["method"], row["reason"]) == ("linear", "projected_redefined")


def test_annual_items_and_missing_figures_are_not_projected(write):
    ds = write_rows(write, {"2024Q2": ["2,全市,5,,,"]}, "1,全市,assigned,,9\n5,全市,assigned,,9\n")
    found = year_end(ds)
    assert found.loc[(5, "全市"), "reason"] == "projected_annual"
    assert found.loc[(1, "全市"), "reason"] == "projected_no_figure"
    assert (found.loc[[1, 5], "method"] == "").all()


def test_at_the_year_end_the_figure_is_final(write):
    ds = write_rows(write, {"2024Q4": ["1,全市,999,,,"]})
    row = year_end(ds, "2024Q4").loc[1, "全市"]
    assert (row["method"], row["year_end"], row["p_reach"]) == ("final", 999, 0)


def test_a_count_does_not_fall_but_a_balance_may(write):
    """Last year's figures fell after mid-year: a revision for a count, attrition for a balance."""
    rows = {p: [f"{no},全市,{v},,," for no in (1, 4)] for p, v in (("2023Q2", 400), ("2023Q4", 350), ("2024Q2", 400))}
    found = year_end(write_rows(write, rows, "1,全市,assigned,,9\n4,全市,assigned,,9\n"))
    assert found.loc[(1, "全市"), "year_end"] == 400
    assert found.loc[(4, "全市"), "year_end"] == 350


def test_areas_are_shrunk_towards_the_whole_and_add_up_to_it(write):
    """甲 doubled, 乙 stood still; the whole grew by half: each is drawn halfway to it."""
    rows = {
        "2023Q2": ["1,甲,100,,,", "1,乙,100,,,"],
        "2023Q4": ["1,甲,200,,,", "1,乙,200,,,"],
        "2024Q2": ["1,甲,200,,,", "1,乙,100,,,"],
    }
    targets = "1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n"
    found = year_end(write_rows(write, rows, targets))["year_end"]
    whole = 300 + 200 * 1.5**0.25
    rest = [100 * (2 * 1.5) ** 0.125, 100 * (1 * 1.5) ** 0.125]
    scale = (whole - 300) / sum(rest)
    assert found[1, "全市"] == pytest.approx(whole)
    assert found[1, "甲"] == pytest.approx(200 + rest[0] * scale)
    assert found[1, "乙"] == pytest.approx(100 + rest[1] * scale)


def test_a_difference_between_areas_and_whole_is_said(write):
    rows = {
        "2023Q2": ["1,甲,10,,,", "1,乙,300,,,"],
        "2023Q4": ["1,甲,500,,,", "1,乙,310,,,"],
        "2024Q2": ["1,甲,100,,,", "1,乙,300,,,"],
    }
    targets = "1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n"
    whole = year_end(write_rows(write, rows, targets)).loc[(1, "全市")]
    assert whole["reason"] == "few_errors parts_above_scaled"
    # last year's remainders at this year's rhythm, an area's drawn halfway to the whole's
    rhythm = 400 / 310
    own = 500 * rhythm**0.25
    parts = 490 * (10 * rhythm) ** 0.125 + 10 * rhythm**0.125
    assert whole["parts_apart"] == pytest.approx((parts - own) / (400 + own))


def test_theta_is_chosen_from_earlier_years_alone(write):
    """Every past year doubled in proportion: θ = 1 never erred. What this year will bring must not count."""
    rows = {}
    for year, size in ((2019, 1), (2020, 2), (2021, 4), (2022, 8), (2023, 16)):
        rows[f"{year}Q2"], rows[f"{year}Q4"] = [f"1,全市,{100 * size},,,"], [f"1,全市,{300 * size},,,"]
    rows["2024Q2"] = ["1,全市,3200,,,"]
    ds = write_rows(write, rows)
    assert year_end(ds).loc[(1, "全市"), "year_end"] == pytest.approx(9600)
    panel = build_panel(ds, ds.periods)
    assert choose_theta(panel, 2, 1).tolist() == [0.25], "two earlier years are too few"
    changed = panel.value.copy()
    changed[:, 5, :] *= 7
    assert choose_theta(panel, 5, 1).tolist() == [1.0]


def test_nothing_later_is_looked_at(national):
    """The projection at 2022Q2 is the same whether or not 2022Q3 to 2024Q4 are known."""
    until = [period for period in national.periods if period <= "2022Q2"]
    known, everything = build_panel(national, until), build_panel(national, national.periods)
    year = known.years.index(2022)
    rows = [
        list(map(tuple, everything.cells[["no", "area"]].to_numpy())).index(tuple(key))
        for key in known.cells[["no", "area"]].to_numpy()
    ]
    assert np.allclose(project_default(known, year, 1), project_default(everything, year, 1)[rows], equal_nan=True)


@given(st.floats(1, 1e6), st.one_of(st.just(0.0), st.floats(1, 1e6)), st.floats(0, 1e6))
def test_a_projection_is_never_below_what_is_there(now, then, rest):
    from hrss_analysis.measures.projection.methods import _formula

    array = np.array([[[np.nan, then, np.nan, then + rest], [np.nan, now, np.nan, np.nan]]])
    assert _formula(array, 1, 1, 0.25)[0] >= now


def year_ends(write, rows, period="2024Q2", **more):
    return year_end(write_rows(write, rows, **more), period)


@pytest.mark.parametrize(
    ("now", "then", "expected", "reason"),
    [
        (0, 100, 0, "no_rhythm no_interval"),
        (1, 100, 1 + 100 * 0.01**0.25, "few_errors"),
        (0, 0, 200, "rest_as_last_year few_errors"),
        (5, 0, 205, "rest_as_last_year few_errors"),
    ],
)
def test_nothing_so_far_is_no_rhythm_of_one(write, now, then, expected, reason):
    """Last year ended at 200. What is projected from nothing is not more than from something."""
    rows = {"2023Q2": [f"1,全市,{then},,,"], "2023Q4": ["1,全市,200,,,"], "2024Q2": [f"1,全市,{now},,,"]}
    row = year_ends(write, rows).loc[1, "全市"]
    assert row["year_end"] == pytest.approx(expected)
    assert row["reason"] == reason
    assert row[["low80", "high90", "p_reach"]].isna().all()


def test_a_projection_below_nothing_has_no_interval(write):
    """Fourteen areas, six years each: errors there are enough. A balance that ends below 0 gets no share of itself as an interval."""
    places = [f"区{at}" for at in range(14)]
    rows = {}
    for year in range(2019, 2025):
        for quarter, share in ((2, 0.5), (4, 1.0)):
            if year < 2024 or quarter == 2:
                sizes = [-1.0, *[100 + at + year - 2019 for at in range(1, 13)], 0.8]
                rows[f"{year}Q{quarter}"] = [
                    f"4,{place},{size * share},,," for place, size in zip(places, sizes, strict=True)
                ]
    files = {"indicators.csv": INDICATORS, "areas.csv": "area\n全市\n" + "\n".join(places) + "\n"}
    files["targets/2024.csv"] = "no,area,state,bound,value\n" + "".join(
        f"4,{place},assigned,,100\n" for place in places
    )
    for period, lines in rows.items():
        files[f"actuals/{period}.csv"] = "no,area,value,numerator,denominator,flag\n" + "\n".join(lines) + "\n"
    found = year_end(open_dataset(write(files)))
    below, above = found.loc[4, "区0"], found.loc[4, "区1"]
    assert below["year_end"] < 0
    assert below[["low80", "high80", "low90", "high90", "p_reach"]].isna().all()
    assert "no_interval" in below["reason"]
    assert 0.9 * above["year_end"] < above["low80"] <= above["year_end"] <= above["high80"]
    least = found.loc[4, "区13"]  # below 1, and above 0 all the same
    assert least["year_end"] == pytest.approx(0.8, rel=0.01)
    assert np.isfinite(least["p_reach"])


@pytest.mark.parametrize(
    ("whole", "parts", "scaled", "said"),
    [
        ((-20, -40), ((-10, -20), (-10, -30)), True, ("parts_below_scaled", 0.25)),  # all go down
        ((20, 10), ((10, -20), (10, 5)), True, ("parts_below_scaled", 2.5)),  # parts together go down like the whole
        ((20, 30), ((10, -20), (10, 5)), False, ("parts_below", 1.5)),  # the whole goes up, its parts together down
    ],
)
def test_a_balance_is_scaled_where_it_goes_one_way_and_said_where_not(write, whole, parts, scaled, said):
    """Figures at mid-year and at the end of last year; this year stands where last year did."""
    mid = [f"4,{area},{pair[0]},,," for area, pair in zip(("全市", "甲", "乙"), (whole, *parts), strict=True)]
    end = [f"4,{area},{pair[1]},,," for area, pair in zip(("全市", "甲", "乙"), (whole, *parts), strict=True)]
    found = year_ends(write, {"2023Q2": mid, "2023Q4": end, "2024Q2": mid}, targets="4,全市,assigned,,10\n")
    added = found.loc[(4, "甲"), "year_end"] + found.loc[(4, "乙"), "year_end"]
    assert (added == pytest.approx(found.loc[(4, "全市"), "year_end"])) == scaled
    told = found.loc[(4, "全市")]
    assert (told["reason"].split()[-1], round(told["parts_apart"], 3)) == said


def test_a_stock_is_not_drawn_on_from_before_a_break(write):
    rows = {"2023Q4": ["2,全市,95,,,"], "2024Q1": ["2,全市,,,,B"], "2024Q2": ["2,全市,100,,,"]}
    row = year_ends(write, rows, targets="2,全市,assigned,,110\n").loc[2, "全市"]
    assert np.isnan(row["year_end"])
    assert row["method"] == ""
    assert row["reason"] == "projected_redefined"
    whole = write_rows(write, {**rows, "2024Q1": ["2,全市,97,,,"]}, "2,全市,assigned,,110\n")
    assert year_end(whole).loc[2, "全市"]["year_end"] == 105  # 5 in half a year


def test_a_sum_is_not_projected_from_a_sum_over_other_areas(write):
    head = "no,area,state,bound,value\n"
    files = {"indicators.csv": INDICATORS, "areas.csv": "area\n全市\n甲\n乙\n"}
    files["targets/2024.csv"] = head + "1,全市,assigned,,1000\n1,甲,assigned,,600\n1,乙,assigned,,400\n"
    for period, rows in {"2023Q2": (300, 100), "2023Q4": (600, 200), "2024Q2": (300, 100)}.items():
        files[f"actuals/{period}.csv"] = f"no,area,value\n1,甲,{rows[0]}\n1,乙,{rows[1]}\n"
    same = {**files, "targets/2023.csv": head + "1,甲,assigned,,600\n1,乙,assigned,,200\n"}
    other = {**files, "targets/2023.csv": head + "1,甲,assigned,,600\n1,乙,not_assigned,,\n"}
    known = year_end(open_dataset(write(same, name="same"))).loc[1, "全市"]
    assert (known["year_end"], known["method"]) == (800, "remainder")
    unknown = year_end(open_dataset(write(other, name="other"))).loc[1, "全市"]
    assert (unknown["method"], unknown["reason"]) == ("linear", "projected_redefined")

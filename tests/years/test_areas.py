"""Districts that are founded, merged and split: who is judged when, and whose sum an area continues."""

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.briefings.report import area_slug
from hrss_analysis.errors import InputError

HEAD = "area,since,until,follows\n全市,,,\n"
MERGED = HEAD + "甲,,2024,\n乙,,2024,\n丙,,,\n甲,2025,,甲+乙\n"
INDICATORS = (
    "no,name,unit,kind,bound,pace,frequency,additive\n1,培训人数,人,flow,at_least,accumulates,monthly,\n"
    "2,结案率,%,rate,at_least,level,monthly,\n3,岗位数,人,flow,at_least,accumulates,monthly,false\n"
)
FIGURES = {
    "actuals/2024Q1.csv": "no,area,value,numerator,denominator\n1,甲,30,,\n1,乙,20,,\n1,丙,50,,\n2,甲,90,90,100\n2,乙,50,50,100\n3,甲,5,,\n3,乙,5,,\n",
    "actuals/2025Q1.csv": "no,area,value,numerator,denominator\n1,甲,60,,\n1,丙,55,,\n2,甲,80,160,200\n3,甲,9,,\n",
}


@pytest.fixture
def office(small):
    def make(areas=MERGED, **files):
        content = {"areas.csv": areas, "indicators.csv": INDICATORS, **FIGURES}
        return small({**content, **{name.replace("__", "/") + ".csv": text for name, text in files.items()}})

    return make


def year_on_year(ds, area, no=1):
    told = hrss.changes(ds, "2025Q1").set_index(["measure", "area", "no"])
    return tuple(told.loc[("year_on_year", area, no), ["value", "base", "reason"]])


def test_a_year_has_its_own_areas(office):
    ds = office()
    assert ds.parts == ["丙", "甲"]
    assert ds.in_terms_of(2024).parts == ["甲", "乙", "丙"]
    assert [area_slug(ds.in_terms_of(year), "丙") for year in (2024, 2025)] == ["004", "002"]


def test_an_area_continues_the_sum_of_those_it_follows(office):
    assert year_on_year(office(), "甲") == (20, 50, "")
    assert year_on_year(office(), "丙") == (10, 50, "")


def test_the_sum_of_all_areas_covers_the_same_ground(office):
    assert year_on_year(office(), "全市") == (15, 100, "")


def test_a_rate_of_merged_areas_comes_from_their_counts(office):
    assert year_on_year(office(), "甲", 2) == (10, 70, "")


def test_what_does_not_add_up_over_areas_has_no_base(office):
    value, base, reason = year_on_year(office(), "甲", 3)
    assert pd.isna(value)
    assert pd.isna(base)
    assert reason == "area_in_part"


def test_a_missing_part_is_no_base(office):
    then = FIGURES["actuals/2024Q1.csv"].replace("1,乙,20,,\n", "")
    assert year_on_year(office(actuals__2024Q1=then), "甲")[2] == "area_in_part"


def test_a_new_area_was_expected_in_no_sum_before(office):
    areas = HEAD + "甲,,,\n乙,,,\n丙,,,\n丁,2025,,\n"
    now = "no,area,value\n1,甲,60\n1,乙,20\n1,丙,20\n1,丁,1\n"
    ds = office(areas, actuals__2025Q1=now)
    cells = {"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,400\n"}
    ds = office(areas, actuals__2025Q1=now, targets__2024=cells["targets/2024.csv"])
    assert hrss.progress(ds, "2024Q1")["actual"].tolist() == [100], "last year's finished city stays finished"
    assert year_on_year(ds, "丁")[2] == "area_new"
    assert year_on_year(ds, "全市")[2] == "other_parts", "four areas are not three"


def test_areas_out_of_a_split_are_new_even_under_the_old_name(office):
    areas = HEAD + "甲,,2024,\n丙,,,\n乙,,,\n甲,2025,,\n丁,2025,,\n"
    assert year_on_year(office(areas), "甲")[2] == "area_new"


def test_targets_name_areas_of_their_year(office):
    ds = office(targets__2025="no,area,state,bound,value\n1,乙,assigned,,9\n")
    with pytest.raises(InputError, match=r"targets/2025\.csv, line 2, column area: unknown area '乙'"):
        ds.targets(2025)


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        (HEAD + "甲,,,\n甲,,,\n", "line 4, column area: the area '甲' stands twice"),
        (HEAD + "甲,,2025,\n甲,2025,,\n", "line 4, column area: the area '甲' stands twice"),
        (HEAD + "甲,2026,2025,\n", "line 3, column until: the area '甲' ends before it begins"),
        (HEAD + "甲,,2024,\n乙,2025,,甲+丙\n", "unknown area of 2024 '丙'"),
        (HEAD + "甲,,2023,\n乙,2025,,甲\n", "unknown area of 2024 '甲'"),
        (HEAD + "甲,,2024,\n乙,2025,,甲+甲\n", "would count an area twice"),
        (HEAD + "甲,,2024,\n乙,,,甲\n", "'乙' follows other areas, and needs the year since when"),
        ("area,since,until,follows\n全市,2020,,\n甲,,,\n", "'全市' is the whole: it has no since and no until"),
    ],
)
def test_spans_that_contradict_are_refused(office, areas, message):
    with pytest.raises(InputError) as refused:
        _ = office(areas).areas
    assert message in str(refused.value)


def test_a_name_may_stand_twice_if_its_years_are_apart(office):
    assert office(HEAD + "甲,,2024,\n丙,,,\n乙,,,\n甲,2025,,\n").parts == ["丙", "乙", "甲"]

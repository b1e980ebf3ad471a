import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hrss_analysis.briefings import REPORTS, find_report, make_job, plan
from hrss_analysis.briefings.report import PERIOD, Parameter
from hrss_analysis.errors import InputError, UsageError

from ..conftest import ROOT


def names(jobs):
    return [job.output.relative_to("out").as_posix() for job in jobs]


def test_a_quarter_is_the_city_every_area_every_lead_department_and_the_data(wuxi):
    jobs = plan(wuxi, ["2024Q3"], Path("out"))
    assert names(jobs)[:3] == [
        "wuxi/2024Q3/city.html",
        "wuxi/2024Q3/area-municipal.html",
        "wuxi/2024Q3/area-jiangyin.html",
    ]
    assert len(jobs) == 1 + 9 + 14 + 1
    assert names(jobs)[10] == "wuxi/2024Q3/department-01.html"
    assert jobs[10].parameters == {"department": "就管中心", "period": "2024Q3"}
    assert jobs[2].executed == Path("out/wuxi/2024Q3/notebooks/area-jiangyin.ipynb")


def test_four_quarters_are_a_hundred_reports_with_titles_and_keys_of_their_own(wuxi):
    jobs = plan(wuxi, ["2024Q1", "2024Q2", "2024Q3", "2024Q4"], Path("out"))
    assert len(jobs) == len({job.title for job in jobs}) == len({job.made_from for job in jobs}) == 100


def test_a_part_the_plan_does_not_mention_has_no_report(small):
    ds = small({"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n"})
    assert names(plan(ds, ["2024Q3"], Path("out"))) == [
        "small/2024Q3/city.html",
        "small/2024Q3/area-002.html",
        "small/2024Q3/quality.html",
    ]


def test_a_whole_without_targets_is_left_out_of_a_batch_and_named_when_asked_for(small):
    ds = small({"targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,9\n"})
    assert names(plan(ds, ["2024Q3"], Path("out"))) == ["small/2024Q3/area-002.html"]
    with pytest.raises(InputError, match="has no row for 全市"):
        make_job(ds, find_report("city_quarter"), {"period": "2024Q3"}, Path("out"))


def test_the_plan_has_one_report_a_year(wuxi):
    assert names(plan(wuxi, ["2024Q1", "2024Q2"], Path("out"), ["plan_review"])) == ["wuxi/2024/plan.html"]


def test_every_indicator_has_one_report_a_year(wuxi):
    jobs = names(plan(wuxi, ["2024Q1", "2024Q3"], Path("out"), ["indicator_profile"]))
    assert jobs[0] == "wuxi/2024/indicator-01.html"
    assert len(jobs) == 60


def test_a_report_with_a_parameter_of_its_own_is_made_for_each_choice_where_it_is_named(wuxi, monkeypatch):
    pair = Parameter("pair", "two areas", lambda _ds: ["江阴、宜兴", "江阴、锡山"])
    given = {"parameters": (pair, PERIOD), "file_name": lambda _ds, given: f"{given['pair']}.html"}
    monkeypatch.setitem(REPORTS, "pairs", replace(REPORTS["data_quality"], name="pairs", every=False, **given))
    assert names(plan(wuxi, ["2024Q3"], Path("out"), ["pairs"])) == [
        "wuxi/2024Q3/江阴、宜兴.html",
        "wuxi/2024Q3/江阴、锡山.html",
    ]
    assert len(plan(wuxi, ["2024Q3"], Path("out"))) == 25


def test_a_single_area_has_no_report_of_its_parts(national):
    assert names(plan(national, ["2024Q4"], Path("out"))) == [
        "national/2024Q4/city.html",
        "national/2024Q4/quality.html",
    ]


def test_only_what_was_asked_for(wuxi):
    assert names(plan(wuxi, ["2024Q3"], Path("out"), areas=["江阴", "江阴"])) == ["wuxi/2024Q3/area-jiangyin.html"]
    assert names(plan(wuxi, ["2024Q3"], Path("out"), reports=["city_quarter"])) == ["wuxi/2024Q3/city.html"]
    assert len(plan(wuxi, ["2024Q3", "2024Q3"], Path("out"))) == 25


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"areas": ["江隂"]}, "did you mean '江阴'"),
        ({"areas": ["全市"]}, "unknown area"),
        ({"reports": ["city"]}, "did you mean 'city_quarter'"),
    ],
)
def test_what_is_misspelt_is_refused(wuxi, options, message):
    with pytest.raises(UsageError, match=message):
        plan(wuxi, ["2024Q3"], Path("out"), **options)


@pytest.mark.parametrize("time", ["2024q3", "2024Q5", "20243", "24"])
def test_a_misspelt_quarter_is_not_taken_for_its_year(wuxi, time):
    for report, parameter in (("city_quarter", "period"), ("plan_review", "year"), ("indicator_profile", "year")):
        with pytest.raises(UsageError, match=f"unknown {parameter} '{time}'"):
            plan(wuxi, [time], Path("out"), [report])


def test_a_year_has_the_reports_of_its_plan(wuxi):
    assert names(plan(wuxi, ["2024"], Path("out"), ["plan_review"])) == ["wuxi/2024/plan.html"]


def test_wrong_data_are_said_once_before_anything_starts(small):
    ds = small({"targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,x\n"})
    with pytest.raises(InputError, match="'x' is not a number"):
        plan(ds, ["2024Q3"], Path("out"))


@pytest.mark.starts
def test_planning_imports_nothing_that_draws():
    code = "import sys, hrss_analysis.briefings.editions; print(sorted({'matplotlib', 'nbconvert', 'typst', 'docx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"

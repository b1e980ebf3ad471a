"""Unchanged is not made again; anything that changed is, and nothing else."""

import shutil
import time

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import REPORTS, plan
from hrss_analysis.press.jobs import changed

from ..conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")


@pytest.fixture
def rebuilt(folder, tmp_path):
    """The reports of a quarter that a change to the dataset rebuilds, and why."""
    notebooks = shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")

    def reports(change, period="2024Q3"):
        def keys():
            names = list(REPORTS)
            jobs = plan(open_dataset(folder), [period], tmp_path / "out", names, notebooks=notebooks)
            return {job.output.stem: job.made_from for job in jobs}

        before = keys()
        change(folder, notebooks)
        after = keys()
        return {name: changed(before[name], after[name]) for name in after if before[name] != after[name]}

    return reports


def append(path, line):
    def change(folder, _notebooks):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return change


def replace(path, old, new):
    def change(folder, _notebooks):
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def test_nothing_changed(rebuilt):
    assert rebuilt(lambda _folder, _notebooks: None) == {}
    assert rebuilt(lambda folder, _notebooks: (folder / "areas.csv").touch()) == {}


ALL = {"city", "quality", "projection"}  # look at everything


def test_a_new_figure_concerns_its_area_its_department_its_indicator_and_what_looks_at_all(rebuilt):
    new = append("actuals/2024Q3.csv", "2,江阴,12500,,,A,reported,江阴,x,2024-11-01")
    assert rebuilt(new) == {name: ["figures"] for name in (*ALL, "area-jiangyin", "department-01", "indicator-02")}


def test_a_figure_of_an_earlier_year_counts_too(rebuilt):
    new = append("actuals/2021Q3.csv", "44,宜兴,99,,,A,reported,宜兴,x,2024-11-01")
    assert set(rebuilt(new)) == {*ALL, "area-yixing", "department-12", "indicator-44"}


def test_what_comes_later_does_not(rebuilt):
    new = append("actuals/2024Q4.csv", "2,江阴,12500,,,A,reported,江阴,x,2025-01-08")
    assert set(rebuilt(new, "2024Q2")) == {"projection", "indicator-02"}  # which are about whole years


def test_a_target_concerns_every_area_whose_share_it_changes_and_the_plan(rebuilt):
    new = append("targets/2024.csv", "2,江阴,assigned,at_least,13500,人,2024-09-01")
    found = rebuilt(new)
    assert {name for name in found if not name.startswith("area-")} == {*ALL, "plan", "department-01", "indicator-02"}
    assert len([name for name in found if name.startswith("area-")]) == 9


def test_a_threshold_concerns_everything(rebuilt):
    found = rebuilt(replace("dataset.toml", "slightly_behind = 10", "slightly_behind = 12"))
    assert len(found) == 87
    assert set(map(tuple, found.values())) == {("register",)}


def test_a_notebook_concerns_its_own_reports(rebuilt):
    found = rebuilt(lambda _folder, notebooks: (notebooks / "city_quarter.ipynb").write_text("{}", encoding="utf-8"))
    assert found == {"city": ["notebook"]}


def test_planning_a_whole_country_takes_no_minutes(write):
    """Every area's digest in one pass, not one pass for every area: 600 areas must not cost 600 readings."""
    areas = [f"区{rank:03}" for rank in range(600)]
    files = {
        "areas.csv": "area\n全市\n" + "\n".join(areas) + "\n",
        "targets/2024.csv": "no,area,state,bound,value\n" + "".join(f"1,{area},assigned,,9\n" for area in areas),
        **{
            f"actuals/2024Q{q}.csv": "no,area,value\n" + "".join(f"1,{area},{q}\n" for area in areas) for q in (1, 2, 3)
        },
    }
    started = time.process_time()
    jobs = plan(open_dataset(write(files)), ["2024Q3"], ROOT / "nowhere", ["area_quarter"])
    assert len({job.made_from for job in jobs}) == 600
    assert time.process_time() - started < 60, "minutes, not a matter of speed"

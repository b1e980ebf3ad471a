"""Last year's pages stay what they were, and a renumbered year's are the same but for the numbers."""

import re
import shutil

import pytest

import hrss_analysis as hrss
from hrss_analysis.briefings import plan
from hrss_analysis.briefings.catalogue import find_report
from hrss_analysis.briefings.editions import run_batch
from hrss_analysis.briefings.jobs import make_job

from ..conftest import ROOT
from . import read, second_year, shuffled

pytestmark = pytest.mark.starts
NUMBERS = list(read(ROOT / "data/wuxi/indicators/2024.csv")["no"])
AREAS = ["江阴"]
NAMES = ["city_quarter", "data_quality"]


def jobs(folder, out, period, **given):
    ds = hrss.open_dataset(folder)
    found = plan(ds, [period], out, NAMES) + plan(ds, [period], out, ["area_quarter"], AREAS)
    profile = {"no": "20", "year": period[:4], **given}
    found.append(make_job(ds, find_report("department_quarter"), {"department": "社保中心", "period": period}, out))
    found.append(make_job(ds, find_report("plan_review"), {"year": profile["year"]}, out))
    found.append(make_job(ds, find_report("indicator_profile"), profile, out))
    return found


def made(folder, out, period, **given):
    results = run_batch(jobs(folder, out, period, **given), 2)
    assert [result.failure for result in results if result.status == "failed"] == []
    return {result.job.heading: result for result in results}


@pytest.fixture(scope="module")
def wuxi(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office") / "wuxi"
    shutil.copytree(ROOT / "data/wuxi", folder)
    return folder


def test_last_years_pages_are_what_they_were_after_the_next_plan_came(wuxi, tmp_path):
    before = {name: result.job.output.read_bytes() for name, result in made(wuxi, tmp_path / "out", "2024Q4").items()}
    later = second_year(tmp_path / "later", shuffled(NUMBERS, 4))
    (wuxi / "dataset.toml").write_text(
        (wuxi / "dataset.toml").read_text() + "\n[from.2025.thresholds]\nslightly_behind = 5\n"
    )
    for name in ("indicators", "targets", "actuals"):
        shutil.copytree(later / name, wuxi / name, dirs_exist_ok=True)
    areas = read(wuxi / "areas.csv")
    areas["until"] = ["2024" if area == "滨湖" else "" for area in areas["area"]]
    areas.to_csv(wuxi / "areas.csv", index=False)
    assert hrss.open_dataset(wuxi).indicator(20).name != hrss.open_dataset(wuxi).in_terms_of(2024).indicator(20).name
    assert all(result.unchanged for result in made(wuxi, tmp_path / "out", "2024Q4").values())
    after = {name: result.job.output.read_bytes() for name, result in made(wuxi, tmp_path / "new", "2024Q4").items()}
    assert after == before


def test_a_renumbered_years_pages_are_the_same_but_for_the_numbers(tmp_path):
    # each moves to its neighbour's number; lists that end with 等 stand in the plan's order, which stays
    numbers = {no: no if no == "1" else str(int(no) + 1) for no in NUMBERS}
    told = []
    for name, dealt in (("kept", {no: no for no in NUMBERS}), ("dealt", numbers)):
        folder = second_year(tmp_path / name / "wuxi", dealt)
        pages = made(folder, tmp_path / name / "out", "2025Q1", no=dealt["20"])
        told.append({page: words(result.job.output.read_text(encoding="utf-8")) for page, result in pages.items()})
    assert told[0] == told[1]


def words(page):
    """The figures and words of a page, in no order, each number of an indicator put away."""
    import lxml.html

    tree = lxml.html.fromstring(page)
    for element in tree.xpath(
        "//script | //style | //svg | //nav | //*[contains(@class, 'hash')] | //details[.//code]"
    ):
        element.drop_tree()
    texts = [
        re.sub("（序号变动[0-9]+项）", "", " ".join(row.text_content().split()))
        for row in tree.xpath("//tr | //p | //dd | //dt | //li | //h1 | //h2")
    ]
    dealt = "|".join(str(no) for no in range(len(NUMBERS) + 1, 0, -1))
    return sorted(
        re.sub(rf"(?<![\d.,])(?:{dealt})(?=[^\d.,%]|$)", "#", text) for text in texts if "序号不连续" not in text
    )

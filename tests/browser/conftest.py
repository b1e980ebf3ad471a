"""Pages built once, and a browser to open them in."""

import os
import shutil
from pathlib import Path

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import plan, run_batch

from ..conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    """Without a browser these are skipped, except on CI, which must have one."""
    if CHROMIUM is None and not os.environ.get("CI"):
        why = pytest.mark.skip(reason="no Chromium on this machine: install Debian's package chromium to run these")
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(why)


def build(root):
    """One page of every report, of both datasets, and the indexes."""
    wuxi, national = open_dataset(ROOT / "data/wuxi"), open_dataset(ROOT / "data/national")
    jobs = plan(wuxi, ["2024Q3"], root, ["city_quarter", "data_quality", "plan_review"])
    jobs += plan(wuxi, ["2024Q3"], root, ["area_quarter"], areas=["江阴"])
    jobs += plan(wuxi, ["2024Q2"], root, ["area_quarter"], areas=["江阴"])
    jobs += [
        job
        for job in plan(wuxi, ["2024Q3"], root, ["department_quarter", "indicator_profile"])
        if job.parameters.get("department") == "监察支队" or job.parameters.get("no") in ("2", "44")
    ]
    results = run_batch(jobs, 2, tables=False)
    jobs = plan(national, ["2026-06"], root, ["city_quarter", "data_quality", "projection_review", "indicator_profile"])
    results += run_batch([job for job in jobs if job.parameters.get("no", "1") == "1"], 2, tables=False)
    assert [result.failure for result in results] == [None] * len(results)
    return root


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    return build(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI must have Chromium: .ci/run installs it"
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()

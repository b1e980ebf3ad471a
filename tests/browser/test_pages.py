"""The pages in a real browser: nothing fetched, nothing cut off, on screen and on paper."""

import os
import shutil
from pathlib import Path

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.reports import plan, run_batch

from ..conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.filterwarnings("default")

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium on this machine: install Debian's package chromium to run these", allow_module_level=True)


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    root = tmp_path_factory.mktemp("reports")
    wuxi, national = open_dataset(ROOT / "data/wuxi"), open_dataset(ROOT / "data/national")
    jobs = [*plan(wuxi, ["2024Q3"], root, ["city_quarter"]), *plan(wuxi, ["2024Q3"], root, areas=["江阴"])]
    results = [*run_batch(jobs, 2), *run_batch(plan(national, ["2024Q4"], root), 1)]
    results += run_batch(plan(wuxi, ["2024Q3"], root, ["plan_review", "data_quality"]), 1)
    results += run_batch(plan(national, ["2024Q4"], root, ["projection_review"]), 1)
    assert [result.failure for result in results] == [None] * 7
    return root


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI must have Chromium: .ci/run installs it"
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


PAGES = [
    "wuxi/2024Q3/city.html",
    "wuxi/2024Q3/area-jiangyin.html",
    "wuxi/2024Q3/index.html",
    "wuxi/2024/plan.html",
    "wuxi/2024Q3/quality.html",
    "national/2024/projection.html",
    "national/2024Q4/city.html",
    "index.html",
]


@pytest.fixture(params=PAGES)
def path(request, out) -> Path:
    return out / request.param


@pytest.mark.parametrize("width", [375, 1100])
def test_nothing_is_fetched_and_nothing_runs_off_the_side(browser, path, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.close()


def test_headings_tables_and_pictures_are_sound(browser, path):
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.locator("h1").count() == 1
    assert page.locator("table").count() == page.locator("table > caption").count()
    assert page.locator("th:not([scope])").count() == 0
    assert page.evaluate(
        "[...document.querySelectorAll('[id]')].length === new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
    )
    for alt in page.locator("[role=img]").evaluate_all(
        "images => images.map(image => image.getAttribute('aria-label'))"
    ):
        assert alt.endswith("。")
    page.close()


def test_every_link_leads_somewhere(browser, path):
    page = browser.new_page()
    page.goto(path.as_uri())
    for href in page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        target = path.parent / href.partition("#")[0] if not href.startswith("#") else path
        assert target.is_file(), href
    page.close()


def test_titles_are_unlike_each_other(browser, out):
    page = browser.new_page()
    titles = []
    for name in PAGES:
        page.goto((out / name).as_uri())
        titles.append(page.title())
    assert len(set(titles)) == len(PAGES)
    page.close()


def test_simulated_data_are_announced(browser, path):
    page = browser.new_page()
    page.goto(path.as_uri())
    assert ("模拟数据" in page.locator("body").inner_text()) == ("2024Q3" in str(path) or path.name == "index.html")
    page.close()


def test_light_and_dark_differ_and_print_is_light(browser, out):
    page = browser.new_page(color_scheme="dark")
    page.goto((out / PAGES[0]).as_uri())
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(20, 24, 29)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.close()


def test_it_prints_on_a4_without_the_code(browser, out):
    page = browser.new_page()
    page.goto((out / PAGES[0]).as_uri())
    page.emulate_media(media="print")
    assert not page.locator("details.code").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()


def test_a_report_is_under_300_kb(path):
    assert path.stat().st_size < 300_000

"""The notebooks with other parameters than their own, as a batch runs them."""

import json
import re
from functools import cache
from itertools import chain, zip_longest

import nbformat
import pytest
from lxml import html as markup

from hrss_analysis import open_dataset
from hrss_analysis.briefings import REPORTS, make_job
from hrss_analysis.briefings.jobs import PRELUDE
from hrss_analysis.paper.blocks import MIME, Facts, Heading, Notice, Paragraphs, Picture, Table
from hrss_analysis.paper.executed import blocks_of_notebook
from hrss_analysis.press.executors import local
from hrss_analysis.press.making import make

from ..conftest import ROOT

CASES = {
    "the country, a single area": ("city_quarter", {"data": "tests/data/national", "period": "2024Q4"}),
    "the country as an area": ("area_quarter", {"data": "tests/data/national", "area": "全国", "period": "2020Q3"}),
    "the first quarter, annual items not due": ("city_quarter", {"data": "data/wuxi", "period": "2024Q1"}),
    "an area with few targets": ("area_quarter", {"data": "data/wuxi", "area": "市本级", "period": "2024Q4"}),
    "the plan of a single area": ("plan_review", {"data": "tests/data/national", "year": "2024"}),
    "the quality of a quarter with revisions": ("data_quality", {"data": "data/wuxi", "period": "2024Q1"}),
    "the quality of published figures": ("data_quality", {"data": "tests/data/national", "period": "2020Q3"}),
    "the errors of simulated years": ("projection_review", {"data": "data/wuxi"}),
    "the first quarter of a department with annual items": (
        "department_quarter",
        {"data": "data/wuxi", "department": "市场处", "period": "2024Q1"},
    ),
    "a department at the year's end": (
        "department_quarter",
        {"data": "data/wuxi", "department": "监察支队", "period": "2024Q4"},
    ),
    "an indicator whose targets are issued separately": (
        "indicator_profile",
        {"data": "data/wuxi", "no": "1", "year": "2024"},
    ),
    "an indicator with a shared target": ("indicator_profile", {"data": "data/wuxi", "no": "14", "year": "2024"}),
    "an indicator with zero targets": ("indicator_profile", {"data": "data/wuxi", "no": "12", "year": "2024"}),
    "a ceiling": ("indicator_profile", {"data": "data/wuxi", "no": "42", "year": "2024"}),
    "a stock": ("indicator_profile", {"data": "data/wuxi", "no": "38", "year": "2024"}),
    "an indicator of a single area": ("indicator_profile", {"data": "tests/data/national", "no": "1", "year": "2021"}),
    "a month that ends no quarter": ("city_quarter", {"data": "data/national", "period": "2026-05"}),
    "January": ("area_quarter", {"data": "data/national", "area": "全国", "period": "2025-01"}),
    "a quarter's other name": ("city_quarter", {"data": "data/national", "period": "2026Q2"}),
    "the quality of a month that nobody told": ("data_quality", {"data": "data/national", "period": "2016-12"}),
    "an indicator by months": ("indicator_profile", {"data": "data/national", "no": "6", "year": "2026"}),
    "a plan with another series": ("plan_review", {"data": "data/national", "year": "2022"}),
    "an area with zero targets": ("area_quarter", {"data": "data/wuxi", "area": "经开区", "period": "2024Q4"}),
}


@cache
def opened(folder):
    """A dataset, whose periods are computed once for all cases."""
    return open_dataset(folder)


def job(out, name, parameters, data=None):
    """The report as a batch would make it; in forks, which give what kernels give (tests/press/test_engines.py)."""
    given = {key: value for key, value in parameters.items() if key != "data"}
    return make_job(opened(data or ROOT / parameters["data"]), REPORTS[name], given, out)


def shown(result):
    """What the cells of a report show."""
    assert result.failure is None, result.failure
    cells = nbformat.reads(result.executed.decode(), as_version=4).cells
    return "".join(
        output.get("data", {}).get("text/html", "")
        for cell in cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every case, made by one warm process."""
    out = tmp_path_factory.mktemp("out")
    jobs = {case: job(out / str(rank), *CASES[case]) for rank, case in enumerate(CASES)}
    with local(2, 120, prelude=PRELUDE) as executor:
        futures = {case: executor.submit(make, one, 120) for case, one in jobs.items()}
        return {case: future.result() for case, future in futures.items()}


def spoken(blocks):
    """What blocks say, in the order in which a page shows it."""
    for block in blocks:
        match block:
            case Heading(text=text):
                yield text
            case Paragraphs(texts=texts):
                yield from texts
            case Notice(label=label, text=text):
                yield from (label, text)
            case Picture(title=title):
                yield title
            case Facts(labels=labels, texts=texts):
                yield from chain(*zip(labels, texts, strict=True))
            case Table(caption=caption, columns=columns, notes=notes, groups=groups):
                yield from (caption, *(column.heading for column in columns))
                rows = zip(*(column.text for column in columns), strict=True)
                yield from chain(*((word, *row) for row, word in zip_longest(rows, groups, fillvalue="")), notes)


def visible(page):
    """The text of a page's body: without pictures, code, what is only heard, and links to other pages."""
    (main,) = markup.fromstring(page).xpath("//main")
    unseen = "//svg | //style | //script | //details[@class='code'] | //*[@class='spoken'] | //a[@data-to and not(@class='page')]"
    for element in main.xpath(unseen):
        element.drop_tree()
    return main.text_content()


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("case", CASES)
def test_whatever_it_shows_is_a_block(made, case):
    executed = json.loads(made[case].executed, parse_constant=pytest.fail)
    outputs = [output for cell in executed["cells"] for output in cell.get("outputs", ())]
    assert outputs
    for output in outputs:
        told = output["data"][MIME]
        assert json.loads(json.dumps(told, allow_nan=False)) == told
        assert "<svg" not in json.dumps(told)
    blocks = list(blocks_of_notebook(nbformat.reads(made[case].executed.decode(), as_version=4)))
    assert MIME not in made[case].html
    assert "".join("".join(spoken(blocks)).split()) == "".join(visible(made[case].html).split())


def run(tmp_path, name, parameters):
    with local(1, 120, prelude=PRELUDE) as executor:
        return shown(executor.submit(make, job(tmp_path, name, parameters, parameters["data"]), 120).result())


@pytest.mark.filterwarnings("default")  # what jupyter's own machinery warns of is not ours to mend
@pytest.mark.parametrize("case", CASES)
def test_it_runs_and_says_what_it_must(made, case):
    _, parameters = CASES[case]
    html = shown(made[case])
    assert ("模拟数据" in html) == (parameters["data"] == "data/wuxi")
    html = re.sub(r"base64,[^\"]*", "", html)
    assert "nan" not in html.lower()
    assert "np.float64" not in html


@pytest.mark.filterwarnings("default")
def test_a_quarter_nobody_reported(tmp_path, write):
    folder = write({"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n"})
    html = run(tmp_path, "city_quarter", {"data": str(folder), "period": "2024Q2"})
    assert "本期应报的1项均未报送" in html
    assert "本期没有数据" in html


@pytest.mark.filterwarnings("default")
def test_an_area_that_is_asked_for_nothing_and_reported_nothing(tmp_path, write):
    targets = "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,not_assigned,,\n1,乙,assigned,,9\n"
    folder = write({"targets/2024.csv": targets, "actuals/2024Q1.csv": "no,area,value\n1,乙,3\n"})
    html = run(tmp_path, "area_quarter", {"data": str(folder), "area": "甲", "period": "2024Q1"})
    assert "甲1项指标中，本期没有应予评判的指标。" in html
    assert "无目标" in html

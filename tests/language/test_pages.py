"""An English page has no Chinese but names, and those say that they are Chinese."""

import re

import nbformat
import pytest
from lxml import html as markup

from hrss_analysis.briefings import REPORTS, make_job
from hrss_analysis.briefings.jobs import PRELUDE
from hrss_analysis.paper.blocks import Picture
from hrss_analysis.paper.executed import blocks_of_notebook
from hrss_analysis.press.executors import local
from hrss_analysis.press.making import make

pytestmark = [pytest.mark.starts, pytest.mark.slow]
HAN = re.compile(r"[\u4e00-\u9fff]+")
NAMES = (
    "name",
    "name_en",
    "category",
    "lead_department",
    "departments",
    "reported_by",
    "definition",
    "numerator",
    "denominator",
)
CASES = {
    "city": ("wuxi", "city_quarter", {"period": "2024Q3"}),
    "the year's end": ("wuxi", "area_quarter", {"area": "江阴", "period": "2024Q4"}),
    "department": ("wuxi", "department_quarter", {"department": "就管中心", "period": "2024Q1"}),
    "quality": ("wuxi", "data_quality", {"period": "2024Q1"}),
    "profile": ("wuxi", "indicator_profile", {"no": "38", "year": "2024"}),
    "plan": ("wuxi", "plan_review", {"year": "2024"}),
    "errors": ("wuxi", "projection_review", {}),
    "a month": ("monthly", "city_quarter", {"period": "2026-05"}),
}
DOCUMENTS = ("plan",)  # what was found in a plan names its rows as its document does


@pytest.fixture(scope="module")
def made(tmp_path_factory, wuxi, monthly):
    out = tmp_path_factory.mktemp("english")
    datasets = {"wuxi": wuxi, "monthly": monthly}
    jobs = {
        case: make_job(datasets[name], REPORTS[report], given, out / str(rank), lang="en")
        for rank, (case, (name, report, given)) in enumerate(CASES.items())
    }
    with local(2, 120, prelude=PRELUDE) as executor:
        futures = {case: executor.submit(make, job, 120) for case, job in jobs.items()}
        return {case: future.result() for case, future in futures.items()}


def names_of(ds):
    """All that a dataset has in Chinese alone."""
    register = ds.indicators
    return "\n".join(
        [ds.settings.title, *(str(text) for name in NAMES for text in register[name].dropna()), *ds.departments]
    )


@pytest.mark.parametrize("case", CASES)
def test_an_english_page_has_no_chinese_but_names(case, made, wuxi, monthly):
    result = made[case]
    assert result.failure is None, result.failure
    page = markup.fromstring(result.html)
    assert page.getroottree().getroot().get("lang") == "en"
    for unread in page.xpath("//title|//style|//script|//svg|//details[@class='code']"):
        unread.getparent().remove(unread)
    ds = wuxi if CASES[case][0] == "wuxi" else monthly
    names = "\n".join([names_of(ds), *(ds.areas["area"] if case in DOCUMENTS else ())])
    told = [element for element in page.iter() if isinstance(element.tag, str)]
    for element in told:
        texts = [element.text, *(child.tail for child in element)]
        marked = any(up.get("lang") == "zh" for up in (element, *element.iterancestors()))
        for word in HAN.findall(" ".join(filter(None, texts))):
            assert word in names or word == "中文", (case, word)
            assert marked, (case, word, element.tag)
        for name in ("title", "alt", "aria-label"):
            assert not HAN.search(element.get(name) or ""), (case, name, element.get(name))


@pytest.mark.parametrize("case", CASES)
def test_a_picture_in_english_has_no_chinese(case, made, wuxi, monthly):
    names = names_of(wuxi if CASES[case][0] == "wuxi" else monthly)
    content = nbformat.reads(made[case].executed.decode(), as_version=4)
    for picture in (block for block in blocks_of_notebook(content) if isinstance(block, Picture)):
        assert not HAN.search(picture.title + picture.alt), picture.title
        for word in HAN.findall("".join(markup.fromstring(picture.svg).itertext())):
            assert word in names, (case, picture.title, word)

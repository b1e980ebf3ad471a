"""English pages stand beside the Chinese ones: with an index, links and an archive of their own."""

import io
import json
import re
import zipfile

import docx
import nbformat
import pypdf
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import bundle, plan, run_batch
from hrss_analysis.errors import UsageError
from hrss_analysis.press.site import read_account

from ..conftest import written

pytestmark = pytest.mark.starts
FILES = {
    "areas.csv": "area,name_en\n全市,Whole\n甲,First\n乙,\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,20\n1,甲,assigned,,10\n1,乙,assigned,,10\n",
    "actuals/2024Q1.csv": "no,area,value,origin\n1,甲,2,simulated\n1,乙,3,simulated\n",
}
PAGES = ("area-first", "area-003", "city", "quality")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A quarter in Chinese and, with its documents, in English."""
    root = tmp_path_factory.mktemp("languages")
    ds = open_dataset(written(root / "small", FILES))
    asked = (("zh", ()), ("en", ("docx", "pdf")))
    jobs = [job for lang, formats in asked for job in plan(ds, ["2024Q1"], root / "out", formats=formats, lang=lang)]
    assert [result.failure for result in run_batch(jobs, 2)] == [None] * 8
    return ds, root / "out"


@pytest.fixture
def folder(made):
    return made[1] / "small/2024Q1"


def test_pages_stand_beside_those_in_chinese(folder):
    names = {path.name for path in folder.glob("*.*")}
    for page in PAGES:
        assert {f"{page}{ending}" for ending in (".html", ".en.html", ".en.docx", ".en.pdf")} <= names
        assert f"{page}.docx" not in names
    assert {path.name for path in (folder / "notebooks").glob("*")} == {
        *(f"{page}.ipynb" for page in PAGES), *(f"{page}.en.ipynb" for page in PAGES),
    }  # fmt: skip


def test_a_page_says_its_language_and_leads_to_the_other_one(folder):
    english = (folder / "city.en.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    assert '<a data-to="city.html" href="city.html"><span lang="zh">中文</span></a>' in english
    chinese = (folder / "city.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in chinese
    assert '<a data-to="city.en.html" href="city.en.html"><span lang="en">English</span></a>' in chinese


def test_english_pages_lead_to_english_pages(folder):
    for page in folder.glob("*.en.html"):
        leads = set(re.findall(r'data-to="([^"#]+\.html)"', page.read_text(encoding="utf-8")))
        other = page.name.replace(".en.html", ".html")
        assert {to for to in leads if not to.endswith(".en.html")} == {other}, page


def test_each_language_has_its_index(made, folder):
    _, out = made
    account = read_account(folder)
    assert all(name.endswith(".en.html") for name in account["en"]["expected"])
    assert not any(name.endswith(".en.html") for name in account["expected"])
    assert set(account["en"]["states"].values()) == set(account["states"].values()) == {"done"}
    index = (folder / "index.en.html").read_text(encoding="utf-8")
    assert "4 reports expected: 4 made." in re.sub(r"<[^>]+>", "", index)
    assert 'href="city.html"' not in index.replace('<a data-to="index.html" href="index.html">', "")
    assert "First" in index
    for lang, ending in (("en", ".en.html"), ("zh", ".html")):
        root = (out / f"index{ending}").read_text(encoding="utf-8")
        assert re.findall(r'href="(small[^"]+)"', root) == [f"small/2024Q1/index{ending}"], lang


def test_both_are_left_alone_when_nothing_has_changed(made):
    ds, out = made
    for lang in ("zh", "en"):
        assert all(result.unchanged for result in run_batch(plan(ds, ["2024Q1"], out, lang=lang)))


def test_an_archive_is_of_one_language(made):
    ds, out = made
    packed = {}
    for lang in ("zh", "en"):
        archive, _ = bundle(ds, "2024Q1", out, lang=lang)
        with zipfile.ZipFile(archive) as opened:
            packed[archive.name] = {name.partition("/")[2] for name in opened.namelist()}
            pages = [opened.read(name).decode() for name in opened.namelist() if name.endswith(".html")]
        assert not any(re.search(r'href="[^"]*(?<!\.en)\.html"', page) for page in pages) or lang == "zh"
    assert set(packed) == {"small-2024Q1.zip", "small-2024Q1.en.zip"}
    assert "index.en.html" in packed["small-2024Q1.en.zip"]
    assert not packed["small-2024Q1.zip"] & packed["small-2024Q1.en.zip"]


def test_documents_speak_the_language_of_their_page(folder):
    word = docx.Document(io.BytesIO((folder / "area-first.en.docx").read_bytes()))
    assert word.paragraphs[0].text == "Annex"
    assert word.sections[0].header.paragraphs[0].text.isascii()
    reader = pypdf.PdfReader(io.BytesIO((folder / "city.en.pdf").read_bytes()))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Page 1 of" in reader.pages[0].extract_text()


def test_the_executed_notebook_says_in_which_language_it_was_made(folder):
    content = json.loads((folder / "notebooks/city.en.ipynb").read_text(encoding="utf-8"))
    assert content["metadata"]["papermill"]["parameters"]["lang"] == "en"
    content = json.loads((folder / "notebooks/city.ipynb").read_text(encoding="utf-8"))
    assert "lang" not in content["metadata"]["papermill"]["parameters"]


def test_a_notebook_that_speaks_one_language_is_refused_another(made, tmp_path):
    ds, out = made
    cells = [
        nbformat.v4.new_code_cell('data = ""\nperiod = "2024Q1"', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("1"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "mine.ipynb")
    with pytest.raises(UsageError, match=r"mine\.ipynb speaks no other language: it has no parameter lang"):
        plan(ds, ["2024Q1"], out, [str(tmp_path / "mine.ipynb")], lang="en")

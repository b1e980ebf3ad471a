"""The same on paper: made beside the page, current with it, packed with it, and never a page's of another time."""

import io
import re
import shutil
import zipfile

import docx
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import bundle, plan, run_batch
from hrss_analysis.errors import InputError
from hrss_analysis.press.making import Result, keep

from ..conftest import written

pytestmark = pytest.mark.starts
FILES = {
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,20\n1,甲,assigned,,10\n1,乙,assigned,,10\n",
    "actuals/2024Q1.csv": "no,area,value,origin\n1,甲,2,simulated\n1,乙,3,simulated\n",
}
BOTH = ("html", "docx", "pdf")
PAGES = ("city", "area-002", "area-003", "quality")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A quarter made in all formats, once."""
    root = tmp_path_factory.mktemp("formats")
    ds = open_dataset(written(root / "small", FILES))
    results = run_batch(plan(ds, ["2024Q1"], root / "out", formats=BOTH), 2)
    assert [result.failure for result in results] == [None] * 4
    return ds, root / "out"


@pytest.fixture
def made(first, tmp_path):
    """The same in a folder of one's own."""
    ds, out = first
    shutil.copytree(out, tmp_path / "out")
    return ds, tmp_path / "out", tmp_path / "out/small/2024Q1"


def test_nothing_in_them_leads_outside_or_runs(made):
    _, _, folder = made
    for page in PAGES:
        with zipfile.ZipFile(folder / f"{page}.docx") as opened:
            files = {name: opened.read(name) for name in opened.namelist()}
        assert not any(b'TargetMode="External"' in content for content in files.values())
        assert not any(name.startswith(("word/vba", "word/embeddings", "customXml")) for name in files)
        pdf = (folder / f"{page}.pdf").read_bytes()
        assert not [word for word in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile") if word in pdf]
        assert len(pdf) < 1_000_000


def names(folder, ending):
    return sorted(path.stem for path in folder.glob(f"*{ending}"))


def test_each_page_has_its_documents_and_leads_to_them(made):
    _, _, folder = made
    assert names(folder, ".docx") == names(folder, ".pdf") == sorted(PAGES)
    html = (folder / "city.html").read_text(encoding="utf-8")
    assert re.findall(r'<a data-to="(city\.\w+)" href="\1">(Word|PDF)</a>', html) == [
        ("city.docx", "Word"), ("city.pdf", "PDF"),
    ]  # fmt: skip
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'<a class="document" data-to="([\w-]+\.(?:docx|pdf))" href="\1">', index)) == 8


def test_they_say_what_the_page_says(made):
    _, _, folder = made
    document = docx.Document(io.BytesIO((folder / "area-002.docx").read_bytes()))
    assert [paragraph.text for paragraph in document.paragraphs[:2]] == ["附件", "甲2024年一季度计划执行情况"]
    assert document.sections[0].header.paragraphs[0].text == "含模拟数据"


def test_what_is_there_is_left_alone_and_what_is_missing_is_made(made):
    ds, out, folder = made
    (folder / "area-002.pdf").unlink()
    results = run_batch(plan(ds, ["2024Q1"], out, formats=BOTH))
    assert [result.job.output.stem for result in results if not result.unchanged] == ["area-002"]
    assert (folder / "area-002.pdf").is_file()
    assert all(result.unchanged for result in run_batch(plan(ds, ["2024Q1"], out)))
    assert names(folder, ".docx") == sorted(PAGES)


def test_a_page_that_is_made_without_them_has_none_of_another_time(made):
    ds, out, folder = made
    run_batch(plan(ds, ["2024Q1"], out, ["city_quarter"]), force=True)
    assert "city" not in names(folder, ".docx") + names(folder, ".pdf")
    assert 'href="city.docx"' not in (folder / "city.html").read_text(encoding="utf-8")
    assert 'href="city.docx"' not in (folder / "index.html").read_text(encoding="utf-8")


def test_what_somebody_changed_is_kept_beside(made):
    ds, out, folder = made
    (job,) = plan(ds, ["2024Q1"], out, ["city_quarter"], formats=BOTH)
    result = Result(job, 0.0, html="new", beside={".docx": (folder / "city.docx").read_bytes()})
    for number, kept in ((1, "city-edited.docx"), (2, "city-edited-2.docx")):
        document = docx.Document(folder / "city.docx")
        document.paragraphs[1].add_run(f"改{number}")
        document.save(folder / "city.docx")
        assert keep(result).aside == folder / kept
        assert f"改{number}" in docx.Document(folder / kept).paragraphs[1].text
        assert "改" not in docx.Document(folder / "city.docx").paragraphs[1].text
    assert keep(result).aside is None
    assert keep(Result(job, 0.0, html="newer")).aside is None
    assert names(folder, ".docx") == sorted([*PAGES[1:], "city-edited", "city-edited-2"])


def packed(archive):
    with zipfile.ZipFile(archive) as opened:
        return sorted(name.partition("/")[2] for name in opened.namelist())


def test_an_archive_has_all_that_is_there_or_what_is_asked_for(made):
    ds, out, folder = made
    pages = ["index.html", *(f"{name}.html" for name in PAGES), *(f"{name}.xlsx" for name in names(folder, ".xlsx"))]
    documents = {ending: [f"{name}.{ending}" for name in PAGES] for ending in ("docx", "pdf")}
    assert packed(bundle(ds, "2024Q1", out)[0]) == sorted([*pages, *documents["docx"], *documents["pdf"]])
    assert packed(bundle(ds, "2024Q1", out, formats=["pdf"])[0]) == sorted([*pages, *documents["pdf"]])
    assert packed(bundle(ds, "2024Q1", out, formats=["html"])[0]) == sorted(pages)
    (folder / "quality.docx").unlink()
    with pytest.raises(InputError, match=r"1 documents are missing: quality.docx; .* --format html,docx$"):
        bundle(ds, "2024Q1", out, formats=["html", "docx"])

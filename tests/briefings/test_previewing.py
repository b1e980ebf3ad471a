"""What is watched for the pages of a dataset, and what is refused before anything begins."""

import shutil

import pytest

from hrss_analysis.briefings import previewing, source
from hrss_analysis.errors import InputError, UsageError

from ..conftest import ROOT


def test_what_is_watched(small, tmp_path, monkeypatch):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n1,甲,2\n", "submissions/2024Q1/0.csv": "", ".git/x": ""})
    (ds.path / "mine").mkdir()
    toml = ds.path / "dataset.toml"
    toml.write_text('title = "例"\ncity = "全市"\n[reports]\nnotebooks = ["mine/own.ipynb"]\n', encoding="utf-8")
    book, notebooks = tmp_path / "elsewhere" / "a.ipynb", tmp_path / "notebooks"
    for folder in (book.parent, notebooks, tmp_path / "out"):
        folder.mkdir()
    shutil.copy(ROOT / "notebooks/area_quarter.ipynb", book)
    asked = []
    monkeypatch.setattr(previewing, "follow", lambda made, *_, **__: asked.append(made))
    monkeypatch.setattr(previewing, "plan", lambda *_, **__: [])
    previewing.preview(ds, "2024Q1", tmp_path / "out", [str(book)], (), notebooks, began=print, say=print)
    watched = asked[0].watched()
    within = {
        path.relative_to(tmp_path).as_posix(): files for path, files in watched.items() if path.is_relative_to(tmp_path)
    }
    assert within == {
        "small": "*", "small/actuals": "*", "small/submissions": "*", "small/submissions/2024Q1": "*", "small/mine": "*",
        "notebooks": "*.ipynb", "elsewhere": "*.ipynb",
    }  # fmt: skip
    assert source.TEMPLATES in watched
    toml.write_text("title = ", encoding="utf-8")
    assert ds.path in asked[0].watched(), "also while it cannot be read"
    asked.clear()
    previewing.preview(ds, "2024Q1", ds.path / "actuals", (), (), notebooks, began=print, say=print)
    assert ds.path / "actuals" not in asked[0].watched(), "what it writes itself"


def test_what_is_wrong_with_the_question_is_said_at_once(wuxi, tmp_path, monkeypatch):
    monkeypatch.setattr(previewing, "follow", lambda *_, **__: pytest.fail("began"))
    for time, areas, said in (("2024Q9", (), "2024Q9"), ("2024Q3", ("江阳",), "江阳")):
        with pytest.raises(UsageError, match=said):
            previewing.preview(wuxi, time, tmp_path, ("area_quarter",), areas, began=print, say=print)
    with pytest.raises(InputError, match=r"nothere\.ipynb: there is no such notebook"):
        previewing.preview(wuxi, "2024Q3", tmp_path, ("nothere.ipynb",), began=print, say=print)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        previewing.preview(wuxi, "2024Q3", tmp_path / "file", began=print, say=print)


@pytest.mark.parametrize(("report", "folder"), [("area_quarter", "2024Q3"), ("plan_review", "2024")])
def test_the_index_that_is_opened_is_that_of_the_pages(wuxi, tmp_path, monkeypatch, report, folder):
    monkeypatch.setattr(previewing, "follow", lambda _made, began, _say: began(1))
    opened = []
    previewing.preview(wuxi, "2024Q3", tmp_path, (report,), began=opened.append, say=print)
    assert opened == [f"http://127.0.0.1:1/wuxi/{folder}/index.html"]

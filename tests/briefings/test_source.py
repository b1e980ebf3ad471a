"""What a page is made from while the dataset changes under it: no key is taken for that of other figures."""

import shutil
from concurrent.futures import Executor, Future

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import run_batch, source
from hrss_analysis.briefings.jobs import make_job
from hrss_analysis.briefings.own import own_report
from hrss_analysis.briefings.source import Inputs
from hrss_analysis.press import site
from hrss_analysis.press.making import Result

from ..conftest import ROOT

FIGURES = "no,area,value\n1,甲,{}\n1,乙,3\n1,全市,5\n"
TARGETS = "no,area,state,bound,value,unit,issued_on\n1,甲,assigned,,8,人,\n1,全市,assigned,,9,人,\n"


@pytest.fixture
def ds(small):
    return small({"actuals/2024Q1.csv": FIGURES.format(2), "targets/2024.csv": TARGETS})


def write(ds, value):
    (ds.path / "actuals/2024Q1.csv").write_text(FIGURES.format(value), encoding="utf-8")


class Meanwhile(Executor):
    """Makes a page, while something happens."""

    def __init__(self, happens):
        self.happens = happens

    def submit(self, fn, /, job, *given, **options):
        del fn, given, options
        self.happens()
        future = Future()
        future.set_result(Result(job, 0.1, html=f'<meta name="hrss-made-from" content="{job.made_from}">'))
        return future


@pytest.fixture
def own(tmp_path):
    notebook = tmp_path / "mine" / "area_quarter.ipynb"
    notebook.parent.mkdir()
    text = (ROOT / "notebooks/area_quarter.ipynb").read_text(encoding="utf-8")
    notebook.write_text(
        text.replace(
            '"cells": [', '"cells": [\n  {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "x"},', 1
        ),
        encoding="utf-8",
    )
    return own_report(notebook)


def test_a_page_is_not_kept_if_the_dataset_changed_while_its_notebook_read_it(ds, own, tmp_path):
    def there_and_back():
        write(ds, 3)
        write(ds, 2)

    job = make_job(ds, own, {"period": "2024Q1", "area": "甲"}, tmp_path / "out")
    (result,) = run_batch([job], executor=Meanwhile(there_and_back), ds=ds, tables=False)
    assert "the dataset has changed since it was opened" in result.failure.message
    assert site.made_from(job.output) == ""

    again = open_dataset(ds.path)
    job = make_job(again, own, {"period": "2024Q1", "area": "甲"}, tmp_path / "out")
    (result,) = run_batch([job], executor=Meanwhile(lambda: None), ds=again, tables=False)
    assert (result.failure, site.made_from(job.output)) == (None, job.made_from)


def test_a_page_that_is_given_its_cut_is_kept(ds, tmp_path):
    from hrss_analysis.briefings.catalogue import REPORTS

    job = make_job(ds, REPORTS["area_quarter"], {"period": "2024Q1", "area": "甲"}, tmp_path / "out")
    (result,) = run_batch([job], executor=Meanwhile(lambda: write(ds, 3)), ds=ds, tables=False)
    assert (result.failure, site.made_from(job.output)) == (None, job.made_from)


def test_files_that_changed_since_the_dataset_was_opened_are_not_taken_for_what_was_read(ds):
    before = Inputs(open_dataset(ds.path)).until(None)
    assert Inputs(ds).until(None) == before
    write(ds, 3)
    later = Inputs(open_dataset(ds.path)).until(None)
    assert len({before, later, Inputs(ds).until(None)}) == 3
    (ds.path / "actuals/2024Q2.csv").write_text(FIGURES.format(4), encoding="utf-8")
    assert ds.folder.changed == {"actuals/2024Q1.csv", "actuals/2024Q2.csv"}
    shutil.rmtree(ds.path / "actuals")
    assert ds.folder.changed == {"actuals/2024Q1.csv"}


def test_a_template_is_read_as_it_is_now(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "TEMPLATES", tmp_path)
    (tmp_path / "page.css").write_text("p {}", encoding="utf-8")
    before = source._package()
    assert source._package() == before
    (tmp_path / "page.css").write_text("p { color: red }", encoding="utf-8")
    assert source._package() != before

"""A report of one's own: its parameters are checked like the catalogue's."""

import nbformat
import pytest

from hrss_analysis.briefings import REPORTS, make_job, own_report
from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.press.site import made_from

from ..docs.running import hrss

TARGETS = "no,area,state,bound,value\n" + "".join(f"1,{area},assigned,,9\n" for area in ("全市", "甲", "乙"))
CELL = 'data = ""\narea = "乙"\nperiod = "2024Q1"\ntop = 3\nshare = 0.5\nlong = False\nword = "x"'


@pytest.fixture
def notebook(tmp_path):
    def make(parameters=CELL, *sources, name="我的 报告.ipynb", tags=("parameters",)):
        book = nbformat.v4.new_notebook()
        book.cells = [
            nbformat.v4.new_code_cell(parameters, metadata={"tags": list(tags)}),
            *map(nbformat.v4.new_code_cell, sources),
        ]
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = tmp_path / "自 编" / name
        path.parent.mkdir(exist_ok=True)
        nbformat.write(book, path)
        return path

    return make


@pytest.fixture
def ds(small):
    return small({"targets/2024.csv": TARGETS, "actuals/2024Q1.csv": "no,area,value\n1,甲,2\n1,乙,3\n"})


GIVEN = {"area": "甲", "period": "2024Q1"}


def test_values_have_the_types_of_the_notebook(notebook, ds):
    report = own_report(notebook())
    assert report.check(ds, GIVEN) == {**GIVEN, "top": 3, "share": 0.5, "long": False, "word": "x"}
    checked = report.check(ds, {**GIVEN, "top": "7", "share": "2", "long": "true", "word": "7"})
    assert checked == {**GIVEN, "top": 7, "share": 2.0, "long": True, "word": "7"}
    assert [type(value) for value in checked.values()] == [str, str, int, float, bool, str]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"period": "2024Q1"}, "needs area"),  # never silently the notebook's own example
        ({**GIVEN, "tpo": "3"}, "unknown parameter 'tpo': did you mean 'top'"),
        ({**GIVEN, "area": "丙"}, "unknown area '丙'"),
        ({**GIVEN, "data": "elsewhere"}, "unknown parameter 'data'"),
        ({**GIVEN, "top": "three"}, "top is a int, as 3 in its notebook, not 'three'"),
        ({**GIVEN, "long": "yes"}, "long is a bool"),
    ],
)
def test_what_is_wrong_is_refused(notebook, ds, given, said):
    with pytest.raises(UsageError, match=said):
        own_report(notebook()).check(ds, given)


@pytest.mark.parametrize(
    ("cell", "tags", "said"),
    [
        ("period = 2024", ("parameters",), "the parameter period must be text, in quotes, not 2024"),
        ("top = [1]", ("parameters",), r"the parameter top must be text, a number, True or False, not \[1\]"),
        ("top = min(1, 2)", ("parameters",), "gives each a plain value"),
        ("top =", ("parameters",), "gives each a plain value"),
        ("top = 1", (), "one cell with the tag parameters.* here are 0"),
    ],
)
def test_a_notebook_that_is_no_report(notebook, cell, tags, said):
    with pytest.raises(InputError, match=said):
        own_report(notebook(cell, tags=tags))


def test_a_file_that_is_no_notebook(tmp_path):
    (tmp_path / "a.ipynb").write_text("no", encoding="utf-8")
    with pytest.raises(InputError, match="not a notebook that can be read"):
        own_report(tmp_path / "a.ipynb")
    with pytest.raises(InputError, match="there is no such notebook"):
        own_report(tmp_path / "b.ipynb")


def test_a_name_of_the_catalogue_stays_that_report(notebook):
    assert own_report(notebook(name="area_quarter.ipynb")) is REPORTS["area_quarter"]


def test_pages_of_different_parameters_are_different_files(notebook, ds, tmp_path):
    path = notebook()
    outputs = {
        make_job(ds, own_report(path), {**GIVEN, **more}, tmp_path, notebook=path).output.name
        for more in ({}, {"top": "4"}, {"area": "乙"})
    }
    assert len(outputs) == 3
    assert not outputs & {"city.html", "area-002.html", "area-003.html"}


@pytest.mark.starts
def test_it_is_made_and_listed(notebook, ds, tmp_path):
    path = notebook(
        CELL,
        "import hrss_analysis as hrss\nfrom hrss_analysis import briefings\nbriefings.paragraphs([f'{area} {top + 1}'])",
    )
    done = hrss(
        ("report", str(path), "-p", "area=甲", "-p", "period=2024Q1", "--data", str(ds.path), "--out", "出 处"),
        tmp_path,
    )
    assert done.code == 0, done.err
    (page,) = (tmp_path / "出 处/small/2024Q1").glob("own-*.html")
    assert "甲 4" in page.read_text(encoding="utf-8")
    assert made_from(page)
    assert page.name in (page.parent / "index.html").read_text(encoding="utf-8")

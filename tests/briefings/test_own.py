"""A report of one's own: its parameters are checked like the catalogue's."""

import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from hrss_analysis.briefings import REPORTS, edition, make_job, own_report, plan, run_batch
from hrss_analysis.briefings.page import simulated_notice
from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.paper.blocks import Notice
from hrss_analysis.paper.executed import blocks_of_notebook
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
    path = notebook(name="area_quarter.ipynb")
    assert own_report(path) == replace(REPORTS["area_quarter"], notebook=path)


def test_pages_of_different_parameters_are_different_files(notebook, ds, tmp_path):
    path = notebook()
    outputs = {
        make_job(ds, own_report(path), {**GIVEN, **more}, tmp_path).output.name
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


SIMULATED = pd.DataFrame({"origin": ["simulated"]})
PAIR = 'data = ""\narea = "乙"\nperiod = "2024Q1"'


def with_reports(small, *names):
    toml = f'title = "例"\ncity = "全市"\n[reports]\nnotebooks = {[*names]!r}\n'.replace("'", '"')
    simulated = "no,area,value,origin,submitted_at\n1,甲,2,simulated,2024-04-03\n1,乙,3,reported,2024-04-05\n"
    return small({"dataset.toml": toml, "targets/2024.csv": TARGETS, "actuals/2024Q1.csv": simulated})


@pytest.mark.starts
def test_a_batch_makes_it_for_every_area_with_what_a_page_must_carry(notebook, small, tmp_path):
    ds = with_reports(small)
    path = notebook(PAIR, "from IPython.display import HTML\nHTML(f'<h1>{area}</h1>')")
    done = hrss(("batch", "2024Q1", "--report", str(path), "--data", str(ds.path), "--out", "out"), tmp_path)
    assert (done.code, done.err) == (0, "")
    pages = sorted((tmp_path / "out/small/2024Q1").glob("own-*.html"))
    texts = [page.read_text(encoding="utf-8") for page in pages]
    assert [re.findall("<h1>(.*?)</h1>", text) for text in texts] == [["甲"], ["乙"]]
    for text in texts:
        assert text.count("本页数字含模拟数据") == 1
        assert "2024年4月5日（最近一次报送）" in text
        assert re.search('数据指纹</dt><dd><code class="hash">[0-9a-f]{8,}</code>', text)
    notebooks = [nbformat.read(path, as_version=4) for path in (tmp_path / "out").rglob("notebooks/own-*.ipynb")]
    assert len(notebooks) == 2
    for content in notebooks:
        first, *_, last = blocks_of_notebook(content)
        assert (first.label, last.labels[-2:]) == ("模拟数据", ["数据指纹", "生成程序"])
    again = hrss(("batch", "2024Q1", "--report", str(path), "--data", str(ds.path), "--out", "out"), tmp_path)
    assert "2 unchanged" in again.out


@pytest.mark.starts
def test_what_its_cells_show_is_not_shown_twice(notebook, small, tmp_path):
    ds = with_reports(small)
    path = notebook(
        PAIR,
        "import hrss_analysis as hrss\nfrom hrss_analysis import briefings\nds = hrss.open_dataset(data)\n"
        "briefings.title(ds, area, hrss.progress(ds, period), hrss.history(ds, period))",
    )
    job = make_job(ds, own_report(path), GIVEN, tmp_path / "out")
    (result,) = run_batch([job])
    assert result.failure is None
    assert job.output.read_text(encoding="utf-8").count("本页数字含模拟数据") == 1
    told = list(blocks_of_notebook(nbformat.read(job.executed, as_version=4)))
    assert [block.label for block in told if isinstance(block, Notice)] == ["模拟数据"]


@pytest.mark.starts
def test_what_stood_around_an_earlier_run_is_forgotten(notebook, small, tmp_path):
    path = notebook(PAIR, "1")
    content = nbformat.read(path, as_version=4)
    content.metadata["hrss_around"] = {"above": simulated_notice(SIMULATED)._repr_mimebundle_()}
    nbformat.write(content, path)
    reported = "no,area,value,origin,submitted_at\n1,乙,3,reported,2024-04-05\n"
    ds = small({"targets/2024.csv": TARGETS, "actuals/2024Q1.csv": reported})
    job = make_job(ds, own_report(path), GIVEN, tmp_path / "out")
    (result,) = run_batch([job])
    assert result.failure is None
    told = list(blocks_of_notebook(nbformat.read(job.executed, as_version=4)))
    assert not [block for block in told if isinstance(block, Notice)]
    assert "模拟" not in job.output.read_text(encoding="utf-8")


def test_reports_of_the_dataset_are_expected_in_every_quarter(notebook, small, tmp_path):
    path = notebook(PAIR, name="对照.ipynb")
    ds = with_reports(small, f"../{path.parent.name}/对照.ipynb")
    names = [job.output.name for job in plan(ds, ["2024Q1"], tmp_path)]
    assert names[-2:] == ["own-对照-002.html", "own-对照-003.html"]
    assert set(names[-2:]) < set(edition(ds, tmp_path / "small/2024Q1").expected)
    assert [job.output.name for job in plan(ds, ["2024Q1"], tmp_path, areas=["甲"])] == [
        "area-002.html",
        "own-对照-002.html",
    ]


def test_each_area_with_each_indicator(notebook, ds, tmp_path):
    path = notebook('data = ""\narea = "甲"\nno = "1"\nperiod = "2024Q1"')
    jobs = plan(ds, ["2024Q1"], tmp_path, [str(path)])
    assert [(job.parameters["area"], job.parameters["no"]) for job in jobs] == [("甲", "1"), ("乙", "1")]


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("缺.ipynb", None, "there is no such notebook"),
        ("年.ipynb", 'data = ""\nyear = "2024"', "a report of every quarter has period among its parameters"),
    ],
)
def test_a_report_that_cannot_stand_in_a_quarter_is_refused(notebook, small, tmp_path, name, cell, said):
    if cell:
        notebook(cell, name=name)
    ds = with_reports(small, f"../自 编/{name}")
    with pytest.raises(InputError, match=said):
        plan(ds, ["2024Q1"], tmp_path)


def test_misspelt_it_is_refused_with_the_nearest(small):
    with pytest.raises(UsageError, match="did you mean 'city_quarter'"):
        plan(with_reports(small), ["2024Q1"], Path("out"), ["city_quater"])

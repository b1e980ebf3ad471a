"""What goes wrong in one report costs that report and nothing else."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from hrss_analysis.briefings import plan, run_batch
from hrss_analysis.press.warm import can_fork

pytestmark = pytest.mark.starts
FORK = pytest.mark.skipif(not can_fork(), reason="forking is only safe on Linux")

BEHAVIOUR = """
import os, time
from IPython.display import HTML
if area == "甲":
    raise ValueError("no such <column>")
if area == "乙":
    os._exit(9)
if area == "丙":
    time.sleep(600)
HTML(f"<h1>{area}</h1>")
"""


ENGINES = [pytest.param(True, marks=FORK, id="forks of a warm process"), pytest.param(False, id="kernels")]


@pytest.fixture(scope="module", params=ENGINES)
def outcome(request, tmp_path_factory):
    """One batch over an area that raises, one that kills its kernel, one that hangs, one that works."""
    from hrss_analysis import open_dataset

    root = tmp_path_factory.mktemp("batch")
    folder = root / "small"
    (folder / "targets").mkdir(parents=True)
    (folder / "dataset.toml").write_text('title = "例"\ncity = "全市"\n', encoding="utf-8")
    (folder / "areas.csv").write_text("area\n全市\n甲\n乙\n丙\n丁\n", encoding="utf-8")
    (folder / "indicators.csv").write_text(
        "no,name,unit,kind,bound,pace,frequency\n1,培训人数,人,flow,at_least,accumulates,monthly\n", encoding="utf-8"
    )
    (folder / "targets/2024.csv").write_text(
        "no,area,state,bound,value\n" + "".join(f"1,{area},assigned,,9\n" for area in ("全市", "甲", "乙", "丙", "丁")),
        encoding="utf-8",
    )
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell('data = ""\narea = "甲"\nperiod = "2024Q1"', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(BEHAVIOUR),
    ]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (root / "notebooks").mkdir()
    nbformat.write(notebook, root / "notebooks" / "area_quarter.ipynb")
    out = root / "reports"
    old = out / "small/2024Q1/area-002.html"
    old.parent.mkdir(parents=True)
    old.write_text("an old report", encoding="utf-8")
    jobs = plan(open_dataset(folder), ["2024Q1"], out, ["area_quarter"], notebooks=root / "notebooks")
    return out / "small/2024Q1", run_batch(jobs, 2, cell_seconds=4, warm=request.param)


def test_each_failure_is_caught_and_the_rest_goes_on(outcome):
    _, results = outcome
    assert [result.status for result in results] == ["failed", "failed", "failed", "done"]
    raised, died, hung = (result.failure.message for result in results[:3])
    assert raised == "ValueError: no such <column>"
    assert "process died before it was finished" in died
    assert hung == "a cell ran longer than the time limit of 4 s"


def test_an_error_page_stands_in_place_of_the_report(outcome):
    folder, _ = outcome
    html = (folder / "area-002.html").read_text(encoding="utf-8")
    assert "甲：本报告未能生成" in html
    assert "an old report" not in html
    assert "no such &lt;column&gt;" in html
    assert "raise ValueError" in html
    assert "<h1>丁</h1>" in (folder / "area-005.html").read_text(encoding="utf-8")


def test_the_account_says_how_each_ended(outcome):
    folder, _ = outcome
    account = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert {"dataset", "period", "jobs"} <= set(account)
    for entry in account["jobs"]:
        assert {"parameters", "status", "seconds", "key", "error"} <= set(entry)
    assert [entry["status"] for entry in account["jobs"]] == ["failed", "failed", "failed", "done"]
    assert account["jobs"][3]["error"] is None


def test_the_index_lists_expected_against_produced(outcome):
    folder, _ = outcome
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert "应有报告6份，已过期1份，生成失败3份，未生成2份。" in html
    links = re.findall(r'href="([^"#]+)"', html)
    assert "city.html" not in links
    assert all((folder / link).resolve().is_file() for link in links)


def test_the_root_index_counts_them(outcome):
    folder, _ = outcome
    html = (folder.parents[1] / "index.html").read_text(encoding="utf-8")
    assert 'href="small/2024Q1/index.html"' in html


def test_nothing_unfinished_is_left(outcome):
    folder, _ = outcome
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {f"area-00{rank}.html" for rank in (2, 3, 4, 5)}
    assert pages | {"run.json", "index.html", "notebooks/area-005.ipynb"} <= names
    assert all(not Path(name).name.startswith(".") for name in names)


def test_what_ran_before_an_error_is_kept(outcome):
    folder, _ = outcome
    executed = nbformat.read(folder / "notebooks/area-002.ipynb", as_version=4)
    assert any(
        output.output_type == "error" for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs
    )

"""Both ways of running a notebook give the same pages; a fork leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import plan, run_batch
from hrss_analysis.briefings.jobs import Job
from hrss_analysis.paper.executed import blocks_of_notebook
from hrss_analysis.press import run_batch as run_press
from hrss_analysis.press.executors import is_lost, local
from hrss_analysis.press.links import linked
from hrss_analysis.press.warm import can_fork

from ..conftest import ROOT

pytestmark = [
    pytest.mark.starts,
    pytest.mark.skipif(not can_fork(), reason="forking is only safe on Linux"),
    pytest.mark.filterwarnings("default"),  # what jupyter's own machinery warns of is not ours to mend
]


# a kernel takes seconds to start; nbval runs every notebook in one
BOTH_WAYS = ["city_quarter", "area_quarter", "indicator_profile"]


def test_the_same_bytes_from_forks_and_from_kernels(tmp_path):
    ds = open_dataset(ROOT / "data/wuxi")
    pages, told = {}, {}
    for warm in (True, False):
        out = tmp_path / str(warm)
        jobs = plan(ds, ["2024Q3"], out, BOTH_WAYS)
        jobs = list({job.report: job for job in jobs if job.report in BOTH_WAYS}.values())
        assert len(jobs) == len(BOTH_WAYS)
        assert [result.failure for result in run_batch(jobs, 2, warm=warm, tables=False)] == [None] * len(jobs)
        made = (path for path in out.rglob("*") if path.suffix in (".html", ".xlsx"))
        pages[warm] = {path.relative_to(out): path.read_bytes() for path in made}
        told[warm] = [
            list(blocks_of_notebook(nbformat.read(job.executed, as_version=4)))
            for job in jobs
            if job.executed.is_file()
        ]
    assert len(pages[True]) > 2 * len(BOTH_WAYS), "with their workbooks and indexes"
    assert [path for path in pages[True] if pages[True][path] != pages[False].get(path)] == []
    assert len(told[True]) == len(BOTH_WAYS)
    assert told[True] == told[False]


def notebook(tmp_path, *sources):
    cells = [
        nbformat.v4.new_code_cell('data = ""', metadata={"tags": ["parameters"]}),
        *map(nbformat.v4.new_code_cell, sources),
    ]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, tmp_path / "n.ipynb")
    return tmp_path / "n.ipynb"


def test_the_engine_is_there_for_any_user_of_papermill(tmp_path):
    """Outputs, their order and their counts are those of a kernel."""
    path = notebook(
        tmp_path,
        "print('a'); print('b')\nimport sys; print('c', file=sys.stderr)\n1 + 1",
        "from IPython.display import display, HTML\nh = display(HTML('x'), display_id=True)\nh.update(HTML('y'))",
        "%%time\nx = 3",
        "import asyncio\nawait asyncio.sleep(0, 5)",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "!echo shell",
        "None",
    )
    outputs = {}
    for engine in ("inprocess", None):
        command = f"import papermill; papermill.execute_notebook({str(path)!r}, {str(tmp_path / 'out.ipynb')!r}, engine_name={engine!r}, progress_bar=False)"
        subprocess.run([sys.executable, "-c", command], check=True, capture_output=True)
        cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
        outputs[engine] = [
            (cell.execution_count, [{**output, "data": sorted(output.get("data", {}))} for output in cell.outputs])
            for cell in cells
            if cell.cell_type == "code" and "%%time" not in cell.source
        ]
    assert outputs["inprocess"] == outputs[None]


JOB = """
import os, sys, builtins, random
import numpy as np, pandas as pd, matplotlib
seen = getattr(builtins, "mark", None), os.environ.get("MARK"), pd.get_option("display.max_rows"), os.getcwd()
builtins.mark = os.environ["MARK"] = "here"
pd.set_option("display.max_rows", 7)
os.chdir("/")
from IPython.display import HTML
HTML(f"<p>{seen} {random.random()} {np.random.rand()}</p>")
"""


def jobs_of(tmp_path, path, names):
    return [
        Job(
            "area_quarter",
            {"period": "2024Q1"},
            path,
            ROOT / "tests/data/national",
            tmp_path / f"r/d/2024Q1/{name}.html",
            name,
            name,
            f"figures={name}",
        )
        for name in names
    ]


def test_reports_do_not_see_each_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r/d/2024Q1").mkdir(parents=True)
    jobs = jobs_of(tmp_path, notebook(tmp_path, JOB), "abc")
    from hrss_analysis.press.batch import _How, _results

    pages = [result.html for result in _results(jobs, 1, ("", None), _How(60, True, None), warm=True)]
    told = [page[page.index("<p>") : page.index("</p>")] for page in pages]
    assert all(f"(None, None, 60, '{tmp_path}'" in text.replace("&#x27;", "'") for text in told)
    assert len(set(told)) == 3, "each has its own chance"


def test_a_memory_hog_and_a_runaway_child_cost_their_own_page(tmp_path):
    from hrss_analysis.press.batch import _How, _results

    hog = notebook(tmp_path, "x = bytearray(60 * 2**30)")
    (result,) = _results(jobs_of(tmp_path, hog, "a"), 1, ("", None), _How(60, True, None), warm=True)
    assert "MemoryError" in result.failure.message
    marker = tmp_path / "marker"
    child = notebook(
        tmp_path, f"import subprocess, time\nsubprocess.Popen(['sh', '-c', 'sleep 2; touch {marker}'])\ntime.sleep(60)"
    )
    (result,) = _results(jobs_of(tmp_path, child, "a"), 1, ("", None), _How(1, True, None), warm=True)
    assert "time limit of 1 s" in result.failure.message
    time.sleep(1.5)
    assert not marker.exists(), "what a report starts ends with it"


def test_a_warm_process_that_was_killed_is_lost():
    with local(1, 10, warm=True) as executor:
        assert not is_lost(executor)
        executor._process.kill()
        executor._process.wait()
        assert is_lost(executor)
    with ThreadPoolExecutor(1) as pool:
        assert not is_lost(pool)


@pytest.fixture
def jobs(tmp_path):
    """Jobs of a notebook that runs some code, in which ``name`` is the job's."""

    def make(names, code):
        cells = [
            nbformat.v4.new_code_cell("data, name = '', ''", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(code),
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        notebook, folder = tmp_path / "n.ipynb", tmp_path / "out/x/2024"
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebook)
        return [
            Job("n", {"name": name}, notebook, tmp_path, folder / f"{name}.html", name, name, f"n={name}")
            for name in names
        ]

    return make


def give_up(*_):
    raise ZeroDivisionError


def test_a_batch_that_is_given_up_leaves_nothing_to_be_made(jobs, tmp_path):
    """What was begun comes to its end; what was not is forgotten, and the executor goes on with what comes next."""
    told = tmp_path / "told"
    *every, last = jobs("abcdefghz", f"open({str(told)!r}, 'a').write(name)")
    with local(1, 60, warm=True) as executor:
        with pytest.raises(ZeroDivisionError):
            run_press(every, executor=executor, tell=give_up)
        (result,) = run_press([last], executor=executor)
    assert result.failure is None
    assert told.read_text(encoding="utf-8") in ("az", "abz")
    assert '"output": "a.html"' in (tmp_path / "out/x/2024/run.json").read_text(encoding="utf-8")


def test_a_batch_that_is_given_up_leaves_no_process(jobs, tmp_path):
    told = tmp_path / "process"
    code = f"import os, pathlib, time\nhere = pathlib.Path({str(told)!r})\n"
    code += "if name == 'b':\n    here.write_text(str(os.getpid()))\n    time.sleep(60)\n"
    code += "while not here.exists() or not here.read_text():\n    time.sleep(0.01)"
    with pytest.raises(ZeroDivisionError):
        run_press(jobs("abc", code), 2, warm=True, tell=give_up)
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text(encoding="utf-8")), 0)


def test_a_batch_that_is_killed_goes_on_where_it_stopped(tmp_path):
    command = [
        sys.executable,
        "-c",
        "from hrss_analysis.cli import main; main()",
        "batch",
        "2024Q3",
        "--data",
        "data/wuxi",
        "--out",
        str(tmp_path),
        "--report",
        "area_quarter",
    ]
    folder = tmp_path / "wuxi/2024Q3"
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    for _ in range(600):
        if len(list(folder.glob("area-*.html"))) >= 2:
            break
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    whole = {path: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    assert all(text.rstrip().endswith("</html>") for text in whole.values())
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"{9 - len(whole)} of 9 reports made, {len(whole)} unchanged" in again.stdout
    # they are the same but for the links to what is there now
    assert {path: linked(path.read_text(encoding="utf-8"), {}.get) for path in whole} == whole
    assert "应有报告25份，已生成9份，未生成16份。" in (folder / "index.html").read_text(encoding="utf-8")

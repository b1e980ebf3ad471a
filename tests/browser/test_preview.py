"""`hrss preview` in a real browser: an open page follows figures and notebooks, and says what is wrong with them."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from ..conftest import ROOT

WAIT = 30_000  # milliseconds for a page to be made anew, on a busy machine
BAR = "#hrss-preview"
# the command, which can be interrupted also where whoever runs the tests cannot
INTERRUPTED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from hrss_analysis.cli import main; main()"


@pytest.fixture
def office(tmp_path):
    shutil.copytree(ROOT / "data/wuxi", tmp_path / "data")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "hrss.toml").write_text("data = 'data'\nnotebooks = 'notebooks'\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def server(office):
    only = ["--report", "area_quarter", "--area", "江阴", "--no-browser"]
    command = [sys.executable, "-P", "-c", INTERRUPTED, "preview", "2024Q3", *only]
    own = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    process = subprocess.Popen(
        command, cwd=office, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    yield process
    process.kill()
    process.communicate()


def edited(office, value):
    """The first figure of 江阴, set to something that no other page shows."""
    file = office / "data/actuals/2024Q3.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    row = next(row for row, line in enumerate(lines) if line.startswith("1,江阴,"))
    lines[row] = ",".join(["1", "江阴", value, *lines[row].split(",")[3:]])
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_page_follows(office, server, browser):
    address = server.stdout.readline().split()[0]
    assert address.startswith("http://127.0.0.1:")
    page, asked = browser.new_page(), set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    # opened before it is there: it waits for itself
    page.goto(address.replace("index.html", "area-jiangyin.html"))
    page.wait_for_selector("h1:has-text('江阴')", timeout=WAIT)

    edited(office, "8.76")
    page.wait_for_selector("td:has-text('8.76')", timeout=WAIT)

    edited(office, "很多")
    page.wait_for_selector(f"{BAR}.trouble", timeout=WAIT)
    said = page.inner_text(BAR)
    assert said.startswith("页面未更新：data/actuals/2024Q3.csv, line ")
    assert said.endswith("'很多' is not a number")
    assert page.is_visible("td:has-text('8.76')"), "what was made stays"
    edited(office, "7.65")
    page.wait_for_selector("td:has-text('7.65')", timeout=WAIT)
    page.wait_for_function("document.querySelector('#hrss-preview').textContent === ''", timeout=WAIT)

    notebook = office / "notebooks/area_quarter.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "wrong", "metadata": {}, "execution_count": None, "outputs": []}
    content["cells"].append({**cell, "source": "raise ValueError('写错了')"})
    notebook.write_text(json.dumps(content), encoding="utf-8")
    page.wait_for_selector("text=ValueError: 写错了", timeout=WAIT)
    content["cells"][-1] = {"cell_type": "markdown", "id": "wrong", "metadata": {}, "source": "新的一段。"}
    notebook.write_text(json.dumps(content), encoding="utf-8")
    page.wait_for_selector("p:has-text('新的一段。')", timeout=WAIT)

    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    page.wait_for_selector(f"{BAR}.trouble:has-text('预览已停止')", timeout=WAIT)
    assert asked == {address.split("/")[2]}
    on_disk = (office / "reports/data/2024Q3/area-jiangyin.html").read_text(encoding="utf-8")
    assert "hrss-preview" not in on_disk
    page.close()

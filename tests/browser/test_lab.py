"""The explorer in a real JupyterLab: selectors redraw the pictures, nothing leaves the machine."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from ..conftest import ROOT

pytestmark = pytest.mark.filterwarnings("default")

OPTIONS = [
    "--no-browser",
    "--allow-root",  # as in the containers of continuous integration
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
OWN = ["HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
OWN += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
START, ANSWER = 60, 30_000  # seconds for the server, milliseconds for the page


@pytest.fixture
def folder(tmp_path):
    """A copy of the notebook and the data: JupyterLab saves what it runs."""
    (tmp_path / "work" / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", tmp_path / "work" / "notebooks")
    shutil.copytree(ROOT / "data", tmp_path / "work" / "data")
    return tmp_path / "work"


@pytest.fixture
def lab(tmp_path, folder):
    """The address of a JupyterLab of its own, gone afterwards with its kernels."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    homes = {name: str(tmp_path / name.lower()) for name in OWN}
    own = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY_"))} | homes
    # the interpreter's own kernel, not one that some user has installed
    options = [
        *OPTIONS,
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={folder}",
        f"--IdentityProvider.token={token}",
    ]
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder, env=own, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status?token={token}", server, tmp_path / "lab.log")
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/explore.ipynb?token={token}"
    finally:
        _end(server)


def _wait_for(address, server, log):
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=2) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


def _end(server):
    """End the server politely, so that it ends its kernels; then whatever is left of its group."""
    server.terminate()
    try:
        server.wait(8)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.set_default_timeout(ANSWER)
    yield page
    page.close()


PICTURES = ".jp-OutputArea-output .picture svg"
HEADINGS = ".jp-OutputArea-output figcaption"
COMPLETION, YEAR_ON_YEAR = "完成率", "同比"


def test_a_selector_redraws_the_pictures_and_nothing_leaves_the_machine(lab, page, folder):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(lab)
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel")
    page.evaluate("window.jupyterapp.commands.execute('runmenu:run-all')")
    page.locator(PICTURES).nth(6).wait_for()
    page.get_by_role("link", name="XLSX").wait_for()
    assert COMPLETION in page.locator(HEADINGS).first.inner_text()
    before = page.locator(PICTURES).nth(1).inner_html()

    page.get_by_role("button", name=YEAR_ON_YEAR, exact=True).click()
    page.locator(HEADINGS).first.filter(has_text=YEAR_ON_YEAR).wait_for()
    page.locator(HEADINGS).nth(1).filter(has_text=YEAR_ON_YEAR).wait_for()  # the views are linked
    assert page.locator(PICTURES).nth(1).inner_html() != before

    # run again: what was selected is still selected
    page.evaluate("window.jupyterapp.commands.execute('runmenu:run-all')")
    page.locator(".mod-active", has_text=YEAR_ON_YEAR).wait_for()
    page.locator(HEADINGS).first.filter(has_text=YEAR_ON_YEAR).wait_for()

    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").last.click()
    assert download.value.suggested_filename == "wuxi.xlsx"

    # what is saved is what is seen
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    saved = _until_saved(folder / "notebooks" / "explore.ipynb", YEAR_ON_YEAR)
    assert saved.count('<div role=\\"img\\"') >= 6
    hosts = {urlsplit(address).hostname for address in asked if not address.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}


def _until_saved(path, word):
    until = time.monotonic() + 10
    while time.monotonic() < until:
        text = path.read_text(encoding="utf-8")
        captions = [
            output["data"]["text/html"]
            for cell in json.loads(text)["cells"]
            if cell["id"] == "explore"
            for output in cell["outputs"]
            if "<figcaption>" in "".join(output["data"].get("text/html", ""))
        ]
        if captions and word in "".join(captions[0]):
            return text
        time.sleep(0.3)
    pytest.fail("the notebook was not saved with the pictures that were shown")

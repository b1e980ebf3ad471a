"""Each extra alone in an empty environment, and what it is for."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from ..docs.test_commands import plan_document
from .environment import install

pytestmark = pytest.mark.extras


@pytest.fixture
def alone(built, tmp_path_factory):
    """An environment with the wheel and one extra, and a folder to work in."""

    def make(extra):
        environment = install(tmp_path_factory.mktemp(extra) / "环 境", built[0], extra)
        folder = tmp_path_factory.mktemp("work") / "办公 室"
        environment.hrss("init", folder, cwd=folder.parent)
        return environment, folder

    return make


def test_word_reads_a_plan(alone):
    environment, folder = alone("word")
    plan_document(folder / "计划.docx")
    assert "2 indicators and 6 targets: 本市" in environment.hrss(
        "plan", "import", "计划.docx", "--out", "本市", cwd=folder
    )
    assert "2 indicators and 6 targets checked" in environment.hrss("plan", "check", "--data", "本市", cwd=folder)


PACK = """
import hrss_analysis as hrss
from pathlib import Path
from hrss_analysis.writing import write_table
folder = Path("data/national")
for path in [folder / "indicators.csv", *folder.glob("actuals/*.csv")]:
    frame = hrss.open_dataset(folder).indicators if path.stem == "indicators" else hrss.open_dataset(folder).record([path.stem]).drop(columns="period")
    write_table(frame, path.with_suffix(".parquet"))
    path.unlink()
"""


def test_parquet_is_written_and_read(alone):
    environment, folder = alone("parquet")
    environment.run("-c", PACK, cwd=folder)
    assert not list((folder / "data/national/actuals").glob("*.csv"))
    said = environment.hrss("report", "city_quarter", "-p", "period=2024Q4", "--data", "data/national", cwd=folder)
    assert said.startswith("1 of 1 reports made")


def test_a_cluster_makes_reports(alone):
    environment, folder = alone("cluster")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    host, port = address.removeprefix("tcp://").split(":")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    scheduler = subprocess.Popen(
        [environment.python, "-m", "distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard"],
        **quiet,
    )
    worker = subprocess.Popen(
        [environment.python, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"], **quiet
    )
    try:
        command = ("batch", "2024Q4", "--data", "data/national", "--report", "data_quality", "--scheduler", address)
        assert "1 of 1 reports made" in environment.hrss(*command, cwd=folder)
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait(20)


def test_the_lab_opens_the_explorer(alone):
    environment, folder = alone("lab")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        environment.python,
        "-P",
        "-m",
        "hrss_analysis",
        "lab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=t",
    ]
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        named = answer(f"http://127.0.0.1:{port}/api/contents/notebooks/explore.ipynb?content=0&token=t")
        assert named["type"] == "notebook"
        kernels = answer(f"http://127.0.0.1:{port}/api/kernelspecs?token=t")
        assert kernels["default"] == "python3"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
    told = environment.run(
        "-c",
        "import hrss_analysis as hrss; print(hrss.explore(hrss.open_dataset('data/wuxi')).view('trend').title)",
        cwd=folder,
    )
    assert told.strip()


def answer(address, patience=60):
    """What a server says, once it is up."""
    for _ in range(patience):
        try:
            with urllib.request.urlopen(address, timeout=5) as reply:
                return json.load(reply)
        except OSError:
            time.sleep(1)
    raise AssertionError(f"no answer from {address}")


def test_a_preview_makes_and_hands_out_a_page(alone):
    environment, folder = alone("preview")
    options = ["2024Q4", "--data", "data/national", "--report", "data_quality", "--no-browser"]
    server = subprocess.Popen(
        [environment.python, "-P", "-m", "hrss_analysis", "preview", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        address = server.stdout.readline().split()[0]
        assert "1 of 1 reports made" in server.stdout.readline()
        with urllib.request.urlopen(address.replace("index.html", "quality.html"), timeout=10) as page:
            assert "/~news" in page.read().decode()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        server.stdout.close()

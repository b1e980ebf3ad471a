"""The same jobs on a cluster that exists: real scheduler and worker processes, one of them killed midway."""

import shutil
import socket
import subprocess
import sys
import time

import pytest

from hrss_analysis import InputError, open_dataset
from hrss_analysis.briefings import plan, run_batch
from hrss_analysis.press import executors

from ..conftest import ROOT

pytest.importorskip("distributed")
pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def cluster():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    running = [start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    running += [start("worker", address, "--nthreads", "1", "--no-dashboard") for _ in range(2)]
    for _ in range(600):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield address, running[1:], running[0]
    for process in running:
        process.kill()  # asked to end, a worker first looks for its scheduler
        process.wait()


def test_a_worker_that_dies_costs_a_retry_and_not_the_batch(cluster, tmp_path):
    address, workers, _scheduler = cluster
    folder = shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")
    jobs = plan(open_dataset(folder), ["2024Q3"], tmp_path / "out", ["area_quarter"])[:3]
    killed = []

    def tell(_result, _finished, _total):
        if not killed:
            killed.append(workers[0].pid)
            workers[0].kill()

    results = run_batch(jobs, scheduler=address, tell=tell)
    assert killed
    assert [result.failure for result in results] == [None] * 3
    on_cluster = {job.output.name: job.output.read_bytes() for job in jobs}
    here = run_batch(plan(open_dataset(folder), ["2024Q3"], tmp_path / "here", ["area_quarter"])[:3], 2)
    assert {result.job.output.name: result.job.output.read_bytes() for result in here} == on_cluster


def test_a_scheduler_that_dies_is_one_sentence_and_what_was_made_stays(cluster, tmp_path):
    address, _workers, scheduler = cluster
    folder = shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")
    jobs = plan(open_dataset(folder), ["2024Q3"], tmp_path / "out", ["area_quarter"])
    with pytest.raises(InputError, match="the scheduler is gone"):
        run_batch(jobs, scheduler=address, tell=lambda *_: scheduler.kill())
    pages = [job.output for job in jobs if job.output.is_file()]
    assert 0 < len(pages) < len(jobs)
    assert not any("未能生成" in page.read_text(encoding="utf-8") for page in pages)


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "ANSWER", 1)
    jobs = plan(open_dataset(ROOT / "tests/data/national"), ["2024Q4"], tmp_path, ["city_quarter"])
    started = time.monotonic()
    with pytest.raises(InputError, match=r"no scheduler answers at 'tcp://127\.0\.0\.1:1'"):
        run_batch(jobs, scheduler="tcp://127.0.0.1:1")
    assert time.monotonic() - started < 60

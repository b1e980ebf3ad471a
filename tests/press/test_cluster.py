"""The same jobs on a cluster that exists: real scheduler and worker processes, one of them killed midway."""

import contextlib
import pickle
import shutil
import socket
import subprocess
import sys
import time

import pytest

from hrss_analysis import InputError, UsageError, open_dataset
from hrss_analysis.briefings import plan, run_batch
from hrss_analysis.press import executors
from hrss_analysis.press.making import make

from ..conftest import ROOT

pytest.importorskip("distributed")
pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextlib.contextmanager
def started(kind="tcp", workers=2, options=()):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"{kind}://127.0.0.1:{port}"
    running = [start("scheduler", "--host", f"{kind}://127.0.0.1", "--port", str(port), "--no-dashboard", *options)]
    running += [start("worker", address, "--nthreads", "1", "--no-dashboard", *options) for _ in range(workers)]
    for _ in range(600):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    try:
        yield address, running[1:], running[0]
    finally:
        for process in running:
            process.kill()  # asked to end, a worker first looks for its scheduler
            process.wait()


@pytest.fixture
def cluster():
    with started() as running:
        yield running


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


def test_a_worker_needs_no_file_of_ours(tmp_path):
    """A report is sent with its cut and its notebook: what it was planned from may be gone, and the page is the same."""
    folder = shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")
    notebooks = shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (job,) = plan(open_dataset(folder), ["2024Q3"], tmp_path / "out", areas=["江阴"], notebooks=notebooks)
    here = make(job, engine="inprocess")
    sent = pickle.dumps(job)
    shutil.rmtree(folder)
    shutil.rmtree(notebooks)
    there = make(pickle.loads(sent), engine="inprocess")
    assert (there.failure, there.html, there.beside) == (None, here.html, here.beside)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificates with openssl")
def test_a_scheduler_that_asks_for_certificates(tmp_path):
    ours, other = (_certificate(tmp_path, name) for name in ("ours", "other"))
    options = ("--tls-ca-file", str(ours.ca_file), "--tls-cert", str(ours.cert), "--tls-key", str(ours.key))
    jobs = plan(open_dataset(ROOT / "tests/data/national"), ["2024Q4"], tmp_path / "out", ["data_quality"])
    with started("tls", 1, options) as (address, *_):
        (result,) = run_batch(jobs, scheduler=address, tls=ours)
        assert result.failure is None
        with pytest.raises(InputError, match=r"no scheduler answers at 'tls://.*' with these certificates"):
            run_batch(jobs, scheduler=address, tls=other, force=True)


def _certificate(folder, name):
    key, cert = folder / f"{name}.key", folder / f"{name}.crt"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return executors.Tls(cert, cert, key)  # signed by itself


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--scheduler", "tls://h:1"], "add --tls-ca-file, --tls-cert and --tls-key"),
        (["--scheduler", "tls://h:1", "--tls-cert", "README.md"], "give all three"),
        (["--tls-ca-file", "README.md", "--tls-cert", "README.md", "--tls-key", "README.md"], "not for none"),
    ],
)
def test_certificates_belong_together(options, message):
    from click.testing import CliRunner

    from hrss_analysis.cli import hrss

    told = CliRunner().invoke(hrss, ["batch", "2024Q3", *options])
    assert told.exit_code == 2 or isinstance(told.exception, UsageError)
    assert message in told.output + str(told.exception)


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

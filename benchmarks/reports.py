"""Time the batch beside its peers, on the same reports, start-up included, all in one run.

Prints a Markdown table. Peers: (a) papermill and HTMLExporter in one process; (b) the command
lines of papermill and nbconvert in a loop; (c) a pool of two such processes as (a). Floor: the
same cells and export in a warm bare process on each of two cores, each given its cut, nothing else done. The peers
are timed on fewer reports (--peers), since they scale with their number. One figure changed is timed cold, as a
batch, and in a preview: from saving it until a page that is open is told to load anew.
"""

import argparse
import http.client
import json
import multiprocessing
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

PERIODS = ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
REPORTS = ["city_quarter", "area_quarter"]
PAPERS = ["--format", "html,docx,pdf"]


def batch(out: Path, data: Path, *more: str) -> None:
    """The package's own command."""
    names = [word for report in REPORTS for word in ("--report", report)]
    command = [sys.executable, "-c", "from hrss_analysis.cli import main; main()", "batch", *PERIODS, *names, *more]
    subprocess.run([*command, "--data", str(data), "--out", str(out), "--jobs", "2"], check=True, capture_output=True)


def one(notebook: str, executed: str, parameters: dict[str, str]) -> None:
    """Papermill and a stock exporter, in this process."""
    import papermill
    from nbconvert import HTMLExporter

    papermill.execute_notebook(notebook, executed, parameters, progress_bar=False)
    html, _ = HTMLExporter().from_filename(executed)
    Path(executed).with_suffix(".html").write_text(html, encoding="utf-8")


def one_process(tasks: list[tuple[str, str, dict[str, str]]]) -> None:
    """(a) in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        for task in tasks:
            pool.submit(one, *task).result()


def command_lines(tasks: list[tuple[str, str, dict[str, str]]]) -> None:
    """(b)."""
    for notebook, executed, parameters in tasks:
        named = [word for pair in parameters.items() for word in ("-p", *pair)]
        subprocess.run([sys.executable, "-m", "papermill", notebook, executed, *named], check=True, capture_output=True)
        subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", executed], check=True, capture_output=True)


def pool_of_two(tasks: list[tuple[str, str, dict[str, str]]]) -> None:
    """(c)."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(one, *zip(*tasks, strict=True)))


def bare(data: str, out: str, half: int) -> float:
    """Seconds for every second report's cells and export in one warm process, its warming not counted."""
    from hrss_analysis import open_dataset
    from hrss_analysis.briefings import plan, warming
    from hrss_analysis.press.making import make
    from hrss_analysis.press.warm import server

    jobs = [job.packed() for job in plan(open_dataset(data), PERIODS, Path(out), REPORTS)[half::2]]
    server.warm_up()
    warming.warm_up()
    make(jobs[0], 120, "inprocess")
    started = time.perf_counter()
    for job in jobs:
        if failure := make(job, 120, "inprocess").failure:
            raise RuntimeError(failure.message)
    return time.perf_counter() - started


def floor(data: Path, out: Path) -> float:
    """The floor on two cores."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        return max(pool.map(bare, [str(data)] * 2, [str(out)] * 2, range(2)))


def previewed(data: Path, out: Path, page: str, change: Callable[[], None]) -> float:
    """Seconds from a change until an open page of a preview is told that there is a new one."""
    command = [sys.executable, "-m", "hrss_analysis", "preview", PERIODS[-1], "--no-browser", "--jobs", "2"]
    server = subprocess.Popen(
        [*command, "--data", str(data), "--out", str(out)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        if server.stdout is None:
            raise RuntimeError
        address = urlsplit(server.stdout.readline().split()[0])
        server.stdout.readline()  # what was there is current now
        connection = http.client.HTTPConnection(address.netloc, timeout=60)
        connection.request("GET", f"/~news?page=/{data.name}/{PERIODS[-1]}/{page}.html")
        answer = connection.getresponse()
        events = (json.loads(line[6:]) for line in answer if line.startswith(b"data: "))
        current = next(told["version"] for told in events if told["version"] and not told["doing"])
        started = time.perf_counter()
        change()
        next(told for told in events if told["version"] != current)
        return time.perf_counter() - started
    finally:
        server.kill()
        server.communicate()


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Run all of them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=int, default=8, help="reports that each peer makes")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the medians are printed")
    options = parser.parse_args()
    from hrss_analysis import open_dataset
    from hrss_analysis.briefings import plan

    seconds: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        seconds.setdefault(name, []).append(value)
        print(f"{name}: {value:.2f}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        data = shutil.copytree("data/wuxi", root / "wuxi")
        jobs = plan(open_dataset(data), PERIODS, root / "out", REPORTS)
        chosen = jobs[:: len(jobs) // options.peers][: options.peers]
        tasks = [
            (str(job.notebook), str(root / f"{rank}.ipynb"), {"data": str(data), **job.parameters})
            for rank, job in enumerate(chosen)
        ]

        def change(what: int) -> None:
            """Another figure of 江阴, which its page and the city's show."""
            with (data / "actuals/2024Q4.csv").open("a", encoding="utf-8") as file:
                file.write(
                    f"2,江阴,{16_000 + 10 * turn + what},,,A,reported,江阴,bench,2025-02-{turn + 1:02}T0{what}:00\n"
                )

        for turn in range(options.rounds):
            out = root / f"out{turn}"
            note("ours", timed(lambda out=out: batch(out, data)) / len(jobs))
            note("papers", timed(lambda turn=turn: batch(root / f"papers{turn}", data, *PAPERS)) / len(jobs))
            note("unchanged", timed(lambda out=out: batch(out, data)))
            change(1)
            note("one figure", timed(lambda out=out: batch(out, data)))
            for rank, page in enumerate(("area-jiangyin", "city"), 2):
                note(page, previewed(data, out, page, lambda rank=rank: change(rank)))
            note("floor", floor(data, root / "bare") / len(jobs))
            note("a", timed(lambda: one_process(tasks)) / len(tasks))
            note("b", timed(lambda: command_lines(tasks)) / len(tasks))
            note("c", timed(lambda: pool_of_two(tasks)) / len(tasks))
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    names = {
        "a": "(a) papermill + HTMLExporter, one process",
        "b": "(b) papermill and nbconvert command lines",
        "c": "(c) pool of two such processes as (a)",
        "floor": "floor: cells and export, warm, both cores",
        "ours": "`hrss batch`",
        "papers": "the same, with Word and PDF beside each page",
    }
    print(f"{len(jobs)} reports, medians of {options.rounds} rounds\n")
    print("| | seconds per report | ratio to ours |\n|---|---:|---:|")
    for key, name in names.items():
        print(f"| {name} | {middle[key]:.2f} | {middle[key] / middle['ours']:.2f} |")
    print(
        f"\nNothing changed: {middle['unchanged']:.2f} s for all; one figure changed: {middle['one figure']:.2f} s.\n"
        f"In a preview: the page of its area {middle['area-jiangyin']:.2f} s, the city's {middle['city']:.2f} s."
    )


if __name__ == "__main__":
    main()

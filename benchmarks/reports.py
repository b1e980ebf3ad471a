"""Time the batch beside plain papermill, in one run, on the same reports.

Prints a Markdown table of seconds per report and the ratio to this package.
"""

import argparse
import tempfile
import time
from pathlib import Path

import papermill
from nbconvert import HTMLExporter

from hrss_analysis import open_dataset
from hrss_analysis.reports import Job, plan, run_batch


def one_process(jobs: list[Job], folder: Path) -> None:
    """Papermill and a stock HTMLExporter, one report after the other."""
    for job in jobs:
        executed = folder / f"{job.output.stem}.ipynb"
        parameters = {"data": str(job.dataset), **job.parameters}
        papermill.execute_notebook(str(job.notebook), str(executed), parameters, progress_bar=False)
        html, _ = HTMLExporter().from_filename(str(executed))
        executed.with_suffix(".html").write_text(html, encoding="utf-8")


def main() -> None:
    """Run both over the first reports of a quarter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10, help="reports to make")
    parser.add_argument("--data", default="data/wuxi")
    parser.add_argument("--period", default="2024Q3")
    options = parser.parse_args()
    seconds = {}
    with tempfile.TemporaryDirectory() as scratch:
        jobs = plan(open_dataset(options.data), [options.period], Path(scratch) / "ours")[: options.n]
        started = time.perf_counter()
        run_batch(jobs, 2)
        seconds["hrss batch, two at a time"] = time.perf_counter() - started
        started = time.perf_counter()
        one_process(jobs, Path(scratch))
        seconds["papermill + HTMLExporter, one process"] = time.perf_counter() - started
    print("| | seconds per report | ratio |\n|---|---:|---:|")  # noqa: T201
    ours = seconds["hrss batch, two at a time"]
    for name, taken in seconds.items():
        print(f"| {name} | {taken / len(jobs):.2f} | {taken / ours:.2f} |")  # noqa: T201


if __name__ == "__main__":
    main()

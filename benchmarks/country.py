"""Time a sample of a country's reports, and say what all of them would take.

Makes the dataset of measures.py (2,900 areas × 60 indicators × 24 quarters or months, Parquet) unless
--keep names one that is there; plans every area's report; times one area's slice; makes the
reports of a sample of areas on this machine, start-up included, and extrapolates.
"""

import argparse
import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from measures import SPANS, make

from hrss_analysis import open_dataset
from hrss_analysis.briefings import plan, run_batch

PERIOD = "2024Q3"  # of months it is another name of September


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """Print how long something takes."""
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.2f} s", flush=True)  # noqa: T201


def main() -> None:
    """Time planning, a slice and a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=2900)
    parser.add_argument("--cadence", choices=SPANS, default="quarter", help="by what the years are told")
    parser.add_argument("--sample", type=int, default=100, help="areas whose reports are made")
    parser.add_argument("--keep", type=Path, help="folder to keep the dataset in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "country"
        if not (folder / "dataset.toml").is_file():
            make(folder, options.areas, options.cadence)
        ds = open_dataset(folder)
        period = str(ds.calendar.period(PERIOD))
        ds.areas, ds.indicators, ds.parts  # noqa: B018 - read once for every slice
        for area in ds.parts[:3]:
            with told(f"the slice of {area}: targets and one {options.cadence}"):
                own = ds.only([area])
                own.targets(2024), own.actuals(periods=[period])
        with told(f"plan the reports of {len(ds.parts)} areas, digests of all rows included"):
            jobs = plan(ds, [period], Path(scratch) / "out", ["area_quarter"])
        chosen = jobs[:: len(jobs) // options.sample][: options.sample]
        workers = os.cpu_count() or 1
        started = time.perf_counter()
        failed = [result for result in run_batch(chosen, workers) if result.failure]
        each = (time.perf_counter() - started) / len(chosen)
        print(f"{len(chosen)} reports, {len(failed)} failed: {each:.2f} s each on {workers} cores, start-up included")  # noqa: T201
        hours = each * len(jobs) / 3600
        print(f"extrapolated to {len(jobs)} reports: {hours:.1f} h here, {hours * workers / 16:.1f} h on 16 such cores")  # noqa: T201


if __name__ == "__main__":
    main()

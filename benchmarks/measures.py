"""Time progress and changes over a whole country: 2,900 areas × 60 indicators × 24 quarters, or 24 months.

Simulates the dataset as Parquet (in a temporary folder unless --keep names one), then
judges, projects and compares. Prints a Markdown
table of rows per second and the peak memory of the process.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from hrss_analysis import Dataset, changes, open_dataset, progress, project
from hrss_analysis.calendar import between
from hrss_analysis.demo import simulate
from hrss_analysis.intake import replace_simulated
from hrss_analysis.writing import write_table, write_text

SPANS = {"quarter": ("2019Q1", "2024Q4"), "month": ("2023-01", "2024-12")}  # as many periods of either


def main() -> None:
    """Make the dataset and time both measures over it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=2900)
    parser.add_argument("--cadence", choices=SPANS, default="quarter", help="by what the years are told")
    parser.add_argument("--keep", type=Path, help="folder to keep the dataset in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "country"
        if not (folder / "dataset.toml").is_file():
            make(folder, options.areas, options.cadence)
        small, word = open_dataset("data/wuxi"), options.cadence
        print("| | rows | seconds | rows per second |\n|---|---:|---:|---:|")
        timed("Wuxi: read every quarter", small.actuals)
        timed("Wuxi: project, one quarter with intervals", lambda: project(small, "2024Q3"))
        ds = open_dataset(folder)
        # a month that ends a quarter has the most to tell
        timed(f"read one {word}", lambda: ds.actuals(periods=["2024Q3"]))
        timed(f"progress, one {word}", lambda: progress(ds, "2024Q3"))
        timed(f"changes, one {word}", lambda: changes(ds, "2024Q3"))
        timed(f"project, one {word} with intervals", lambda: project(ds, "2024Q3"))
        year = [str(period) for period in ds.periods_of(2024)]
        timed(f"progress, {len(year)} {word}s", lambda: pd.concat([progress(ds, period) for period in year]))
        periods = between(ds.periods, *ds.calendar.span("2021Q1..2024Q4"))
        timed(f"changes, {len(periods)} {word}s", lambda: counted(ds, periods))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"\n{len(ds.areas) - 1} areas, {len(ds.periods)} {word}s; peak memory {peak:.1f} GiB")


def counted(ds: Dataset, periods: list[str]) -> range:
    """How many rows all periods give, one after the other, none of them kept."""
    return range(sum(len(changes(ds, period)) for period in periods))


def timed(name: str, work: Callable[[], pd.DataFrame | range]) -> None:
    """Print one line of the table."""
    started = time.perf_counter()
    rows = len(work())
    seconds = time.perf_counter() - started
    print(f"| {name} | {rows:,} | {seconds:.2f} | {rows / seconds:,.0f} |", flush=True)


def make(folder: Path, count: int, cadence: str = "quarter") -> None:
    """Wuxi's register with the targets of a country, and six simulated years of quarters or two of months."""
    wuxi, national = open_dataset("data/wuxi"), open_dataset("data/national")
    names = [f"区县{rank:04}" for rank in range(1, count + 1)]
    months = '[calendar]\ncadence = "month"\n' if cadence == "month" else ""
    write_text(f'title = "模拟全国"\ncity = "全国"\n{months}', folder / "dataset.toml")
    write_table(pd.DataFrame({"area": ["全国", *names]}), folder / "areas.parquet")
    write_table(wuxi.indicators, folder / "indicators.parquet")
    city = wuxi.targets(2024).query("area == '全市'")
    sizes = np.random.default_rng(1).lognormal(0, 0.8, count)
    frames = [city.assign(area="全国", value=city["value"].where(city["unit"] == "%", city["value"] * count / 8))]
    for name, size in zip(names, sizes / sizes.mean(), strict=True):
        own = np.maximum(np.round(city["value"] * size / 8), 1)
        frames.append(city.assign(area=name, value=city["value"].where(city["unit"] == "%", own)))
    write_table(pd.concat(frames), folder / "targets" / "2024.parquet")
    (folder / "actuals").mkdir(exist_ok=True)
    empty = wuxi.record(["2021Q1"]).head(0).drop(columns="period")
    write_table(empty, folder / "actuals" / "2018Q4.parquet")  # so that the others become Parquet too
    ds = open_dataset(folder)
    replace_simulated(ds, simulate(ds, national, *SPANS[cadence]))


if __name__ == "__main__":
    main()

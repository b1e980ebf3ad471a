"""Time progress and changes over a whole country: 2,900 areas × 60 indicators × 24 quarters.

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
from hrss_analysis.calendar import between, parse_period
from hrss_analysis.demo import simulate
from hrss_analysis.intake import replace_simulated
from hrss_analysis.writing import write_table, write_text


def main() -> None:
    """Make the dataset and time both measures over it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=2900)
    parser.add_argument("--keep", type=Path, help="folder to keep the dataset in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "country"
        if not (folder / "dataset.toml").is_file():
            make(folder, options.areas)
        small = open_dataset("data/wuxi")
        print("| | rows | seconds | rows per second |\n|---|---:|---:|---:|")  # noqa: T201
        timed("Wuxi: read every quarter", small.actuals)
        timed("Wuxi: project, one quarter with intervals", lambda: project(small, "2024Q3"))
        ds = open_dataset(folder)
        timed("read one quarter", lambda: ds.actuals(periods=["2024Q3"]))
        timed("progress, one quarter", lambda: progress(ds, "2024Q3"))
        timed("changes, one quarter", lambda: changes(ds, "2024Q3"))
        timed("project, one quarter with intervals", lambda: project(ds, "2024Q3"))
        timed("progress, four quarters", lambda: pd.concat([progress(ds, f"2024Q{q}") for q in (1, 2, 3, 4)]))
        periods = between(ds.periods, parse_period("2021Q1"), None)
        timed(f"changes, {len(periods)} quarters", lambda: counted(ds, periods))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"\n{len(ds.areas) - 1} areas, {len(ds.periods)} quarters; peak memory {peak:.1f} GiB")  # noqa: T201


def counted(ds: Dataset, periods: list[str]) -> range:
    """How many rows all quarters give, one after the other, none of them kept."""
    return range(sum(len(changes(ds, period)) for period in periods))


def timed(name: str, work: Callable[[], pd.DataFrame | range]) -> None:
    """Print one line of the table."""
    started = time.perf_counter()
    rows = len(work())
    seconds = time.perf_counter() - started
    print(f"| {name} | {rows:,} | {seconds:.2f} | {rows / seconds:,.0f} |", flush=True)  # noqa: T201


def make(folder: Path, count: int) -> None:
    """Wuxi's register with the targets of a country, and six simulated years."""
    wuxi, national = open_dataset("data/wuxi"), open_dataset("data/national")
    names = [f"区县{rank:04}" for rank in range(1, count + 1)]
    write_text('title = "模拟全国"\ncity = "全国"\n', folder / "dataset.toml")
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
    replace_simulated(ds, simulate(ds, national, "2019Q1", "2024Q4"))


if __name__ == "__main__":
    main()

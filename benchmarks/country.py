"""Time whole batches over countries that are made up: ten areas in twelve months, and 2,900 areas once, with the memory over time.

Makes the datasets of measures.py (60 indicators; 24 quarters or months, Parquet) unless --keep
names a folder with the larger one. Memory is what the command and all its children hold
together, each shared page counted once.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from measures import make

EVERY = 5  # seconds between two looks at memory
LINES = 12  # that the table of memory has


def main() -> None:
    """Make the datasets and time both batches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=2900)
    parser.add_argument("--keep", type=Path, help="folder to keep the larger dataset in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        make(root / "ten", 10, "month")
        months = [f"2024-{month:02}" for month in range(1, 13)]
        told("ten areas in twelve months", looks(batch(months, root / "ten", root / "out"), root / "out"))
        folder = options.keep or root / "country"
        if not (folder / "dataset.toml").is_file():
            make(folder, options.areas)
        found = told(f"{options.areas:,} areas", looks(batch(["2024Q3"], folder, root / "all"), root / "all"))
        print("\n| seconds | pages | GiB |\n|---:|---:|---:|")
        for seconds, pages, memory in found[:: max(1, len(found) // LINES)]:
            print(f"| {seconds:.0f} | {pages:,} | {memory:.2f} |")
        told("the same again, nothing changed", looks(batch(["2024Q3"], folder, root / "all"), root / "all"))


def batch(periods: list[str], data: Path, out: Path) -> subprocess.Popen[bytes]:
    """The command, begun."""
    command = [sys.executable, "-m", "hrss_analysis", "batch", *periods, "--report", "area_quarter"]
    return subprocess.Popen([*command, "--data", str(data), "--out", str(out)], stdout=subprocess.DEVNULL)


def looks(command: subprocess.Popen[bytes], out: Path) -> Iterator[tuple[float, int, float]]:
    """Every few seconds until it ends: since when it runs, how many pages there are, and what it holds in memory."""
    started = time.perf_counter()
    while True:
        try:
            command.wait(EVERY)
            if command.returncode:
                raise RuntimeError(f"the batch ended with {command.returncode}")
            yield time.perf_counter() - started, pages(out), 0.0
            return
        except subprocess.TimeoutExpired:
            yield time.perf_counter() - started, pages(out), held(command.pid)


def pages(out: Path) -> int:
    """How many pages of areas there are."""
    return sum(1 for _ in out.glob("*/*/area-*.html"))


def held(process: int) -> float:
    """GiB that a process and its children hold."""
    total = 0
    for one in [psutil.Process(process), *psutil.Process(process).children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue  # a fork that has ended meanwhile
    return total / 2**30


def told(what: str, every: Iterator[tuple[float, int, float]]) -> list[tuple[float, int, float]]:
    """Print how long a batch takes, and its largest memory; what was seen of it."""
    found = list(every)
    seconds, count, _ = found[-1]
    most = max(memory for *_, memory in found)
    print(f"{what}: {count:,} reports in {seconds:.1f} s, {seconds / count:.3f} s each; {most:.2f} GiB", flush=True)
    return found


if __name__ == "__main__":
    main()

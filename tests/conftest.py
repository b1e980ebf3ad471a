"""Small literal datasets, written as a user would write them."""

import gc
import multiprocessing.process
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from hrss_analysis import Dataset, open_dataset

# A slow machine is not a failure, and the same code gives the same result twice; a long
# search with fresh examples sets PLAN_EXAMPLES (see tests/plan/test_importing.py).
settings.register_profile("repeatable", deadline=None, derandomize="PLAN_EXAMPLES" not in os.environ, max_examples=50)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=10)
settings.load_profile("repeatable")

# Strings as they are where pyarrow is not installed: small frames are a quarter faster with them. The processes
# that tests start have them as pandas chooses.
pd.set_option("mode.string_storage", "python")

ROOT = Path(__file__).parents[1]

TOML = 'title = "例"\ncity = "全市"\n'
AREAS = "area\n全市\n甲\n乙\n"
INDICATORS = "no,name,unit,kind,bound,pace,frequency\n1,培训人数,人,flow,at_least,accumulates,monthly\n"

Files = dict[str, str]

# What `make quick` leaves out by its folder; elsewhere such a test is marked.
LEFT_OUT = {
    "starts": ("tests/browser", "tests/installs", "tests/notebooks"),
    "slow": (
        *("tests/explorer", "tests/views", "tests/measures/projection", "tests/measures/test_compared.py"),
        *("tests/intake/test_receiving.py", "tests/checks/test_revisions.py", "tests/intake/test_inbox.py"),
        *(
            "tests/dataset/test_memory.py",
            "tests/intake/test_damage.py",
            "tests/dataset/test_transaction.py",
            "tests/plan/test_writing.py",
        ),
        *("tests/demo/test_simulate.py", "tests/years", "hrss_analysis/explorer", "hrss_analysis/views"),
        *("hrss_analysis/measures/projection", "hrss_analysis/measures/compared.py"),
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder what starts a kernel, a fork, a browser or an environment, and what takes its time.

    What starts something takes longest: it comes first, so that two workers end together.
    """
    for item in items:
        for marker, folders in LEFT_OUT.items():
            if any(item.path.is_relative_to(ROOT / folder) for folder in folders):
                item.add_marker(marker)
    items.sort(key=lambda item: item.get_closest_marker("starts") is None)


def pytest_collection_finish() -> None:
    """Thousands of tests that stay are not looked through again whenever memory is tidied."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


os.environ["HRSS_LANG"] = "en"  # messages are compared in English; tests/messages asks for Chinese


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Hold what is not marked to starting nothing."""

    def refuse(*_given: object, **_options: object) -> None:
        raise AssertionError(f"{item.nodeid} starts a process: mark it with pytest.mark.starts (see tests/conftest.py)")

    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("starts") is None:
            patch.setattr(subprocess.Popen, "__init__", refuse)
            patch.setattr(multiprocessing.process.BaseProcess, "start", refuse)
        return (yield)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a dataset folder: the smallest one, changed by the files given."""

    return lambda files=None, name="small": written(tmp_path / name, files)


def written(folder: Path, files: Files | None = None) -> Path:
    """The smallest dataset, changed by the files given, in a folder."""
    content = {"dataset.toml": TOML, "areas.csv": AREAS, "indicators.csv": INDICATORS, **(files or {})}
    for path, text in content.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def small(write: Callable[..., Path]) -> Callable[..., Dataset]:
    """Open the smallest dataset, changed by the files given."""
    return lambda files=None, **options: open_dataset(write(files, **options))


@pytest.fixture(scope="session")
def wuxi() -> Dataset:
    """The plan of Wuxi 2024, with simulated actuals."""
    return open_dataset(ROOT / "data" / "wuxi")


@pytest.fixture(scope="session")
def national() -> Dataset:
    """The ministry's published series by quarters, 2017Q4 to 2024Q4."""
    return open_dataset(ROOT / "tests" / "data" / "national")


@pytest.fixture(scope="session")
def monthly() -> Dataset:
    """The ministry's published series by months, 2013-01 to 2026-06."""
    return open_dataset(ROOT / "data" / "national")

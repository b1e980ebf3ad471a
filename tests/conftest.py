"""Small literal datasets, written as a user would write them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from hrss_analysis import Dataset, open_dataset

# A slow machine is not a failure, and the same code gives the same result twice; a long
# search with fresh examples sets PLAN_EXAMPLES (see tests/plan/test_importing.py).
settings.register_profile("repeatable", deadline=None, derandomize="PLAN_EXAMPLES" not in os.environ)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]

TOML = 'title = "例"\ncity = "全市"\n'
AREAS = "area\n全市\n甲\n乙\n"
INDICATORS = "no,name,unit,kind,bound,pace,frequency\n1,培训人数,人,flow,at_least,accumulates,monthly\n"

Files = dict[str, str]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a dataset folder: the smallest one, changed by the files given."""

    def make(files: Files | None = None, name: str = "small") -> Path:
        folder = tmp_path / name
        content = {"dataset.toml": TOML, "areas.csv": AREAS, "indicators.csv": INDICATORS, **(files or {})}
        for path, text in content.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return folder

    return make


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
    """The ministry's published series."""
    return open_dataset(ROOT / "data" / "national")

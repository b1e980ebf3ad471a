"""A dataset that is kept open: what has changed since is read again, and nothing else."""

import importlib

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.dataset import opening


@pytest.fixture
def kept(small):
    """A dataset that is kept open, of two quarters."""
    ds = small({f"actuals/2024Q{quarter}.csv": f"no,area,value\n1,甲,{quarter}\n" for quarter in (1, 2)})
    opening.keep_open(ds)
    ds.actuals()
    yield ds
    opening._KEPT.clear()


@pytest.mark.parametrize(
    ("name", "text", "read", "values"),
    [
        ("actuals/2024Q2.csv", "no,area,value\n1,甲,20\n", ["2024Q2"], [1, 20]),
        ("actuals/2024Q3.csv", "no,area,value\n1,甲,3\n", ["2024Q1", "2024Q2", "2024Q3"], [1, 2, 3]),
        ("dataset.toml", 'title = "新"\ncity = "全市"\n', ["2024Q1", "2024Q2"], [1, 2]),
    ],
)
def test_of_figures_alone_only_those_that_changed_are_read_again(kept, monkeypatch, name, text, read, values):
    files, found = importlib.import_module("hrss_analysis.dataset.files"), []
    real = files._read_csv
    monkeypatch.setattr(files, "_read_csv", lambda path, only: found.append(path.stem) or real(path, only))
    assert open_dataset(kept.path) is kept
    (kept.path / name).write_text(text, encoding="utf-8")
    now = open_dataset(kept.path)
    assert now.actuals()["value"].tolist() == values
    assert [stem for stem in found if "Q" in stem] == read
    assert now.settings.title == ("新" if "toml" in name else "例")
    assert kept.actuals(periods=["2024Q1", "2024Q2"])["value"].tolist() == [1, 2], "what is open stays as it was read"

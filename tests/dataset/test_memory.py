"""Remembered frames are the caller's own, and a slice's are those of the whole."""

import gc
import weakref

import pandas as pd
import pytest

from hrss_analysis import changes, check, history, open_dataset, progress, project
from hrss_analysis.briefings import edition, plan

from ..conftest import ROOT


@pytest.mark.parametrize("measure", [progress, changes, history])
@pytest.mark.parametrize("period", ["2024Q1", "2024Q4"])
def test_a_slice_gives_what_the_whole_gives_for_its_area(measure, period):
    whole, fresh = open_dataset(ROOT / "data/wuxi"), open_dataset(ROOT / "data/wuxi")
    full = measure(whole, period)
    own = full[full["area"] == "江阴"].reset_index(drop=True)
    pd.testing.assert_frame_equal(measure(whole.only(["江阴"]), period), own)
    pd.testing.assert_frame_equal(measure(fresh.only(["江阴"]), period), own, check_dtype=False)


def test_a_slice_knows_the_whole_that_it_is_of():
    ds = open_dataset(ROOT / "data/wuxi")
    part = ds.only("江阴").only(indicators=[1])
    assert part.whole.memory is ds.memory
    assert (part.whole.slice, ds.whole) == (None, ds)


def test_what_a_caller_does_to_a_frame_stays_with_it(national):
    cells = progress(national, "2024Q2")
    cells["status"] = "spoilt"
    assert "spoilt" not in set(progress(national, "2024Q2")["status"])


def test_a_fingerprint_is_of_what_a_dataset_says(small):
    targets, row = "no,area,state,bound,value\n1,甲,assigned,,100\n", "no,area,value\n1,甲,20\n"
    files = {"targets/2024.csv": targets, "actuals/2024Q3.csv": row}
    first = small(files)
    assert small(files, name="again").fingerprint == first.fingerprint
    others = {
        "actuals/2024Q3.csv": row.replace("20", "21"),
        "targets/2024.csv": targets.replace("100", "101"),
        "areas.csv": "area\n全市\n乙\n甲\n",
        "waivers.csv": "period,no,area,status,reason\n2024Q3,1,甲,accepted,对\n",
    }
    told = {small({**files, name: text}, name=name.replace("/", "-")).fingerprint for name, text in others.items()}
    assert len(told | {first.fingerprint}) == len(others) + 1
    assert first.only("甲").fingerprint != first.only("乙").fingerprint


def test_nothing_keeps_a_dataset_alive(tmp_path):
    ds = open_dataset(ROOT / "data/wuxi")
    plan(ds, ["2024Q3"], tmp_path)
    edition(ds, tmp_path / "wuxi/2024Q3").lights()
    for compute in (progress, changes, history, project, check):
        compute(ds.only("江阴"), "2024Q3")
    gone = weakref.ref(ds)
    del ds
    gc.collect()
    assert gone() is None

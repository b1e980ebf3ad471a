"""A plan renumbers: nothing may change but the numbers. Or it maps nothing: no comparison may be left."""

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.measures.compared import compared
from hrss_analysis.vocabulary import BASIS, COMPARISON

from ..conftest import ROOT
from . import read, second_year, shuffled

NUMBERS = list(read(ROOT / "data/wuxi/indicators/2024.csv")["no"])
PERIODS = ["2025Q1", "2025Q2", "2025Q3"]
MEASURES = [hrss.progress, hrss.changes, hrss.history, hrss.project, hrss.contributions, hrss.turned]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A second year that keeps every number."""
    folder = tmp_path_factory.mktemp("kept") / "wuxi"
    return hrss.open_dataset(second_year(folder, dict(zip(NUMBERS, NUMBERS, strict=True))))


@pytest.fixture(scope="module", params=[1, 2])
def renumbered(tmp_path_factory, request):
    """The same year with its numbers dealt out anew."""
    folder = tmp_path_factory.mktemp("renumbered") / "wuxi"
    return hrss.open_dataset(second_year(folder, shuffled(NUMBERS, request.param)))


@pytest.fixture(scope="module")
def unmapped(tmp_path_factory):
    """A second year in which every indicator is new."""
    folder = tmp_path_factory.mktemp("unmapped") / "wuxi"
    return hrss.open_dataset(second_year(folder, shuffled(NUMBERS, 3), "new"))


def by_id(ds, frame):
    """A frame told by ids instead of numbers, in their order."""
    told = frame if "id" in frame else frame.assign(id=frame["no"].map(ds.terms.ids))
    keys = [name for name in ("id", "area", "period", "origin", "method", "measure", "rule") if name in told]
    return told.drop(columns="no").sort_values(keys, kind="stable", ignore_index=True)


@pytest.mark.parametrize("period", [*PERIODS, "2024Q3"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_a_measure_is_the_same_but_for_the_numbers(kept, renumbered, measure, period):
    plain, other = (by_id(ds.in_terms_of(period), measure(ds, period)) for ds in (kept, renumbered))
    pd.testing.assert_frame_equal(plain, other)


@pytest.mark.parametrize("basis", BASIS)
@pytest.mark.parametrize("comparison", [*COMPARISON, None])
def test_figures_over_all_years_are_the_same_but_for_the_numbers(kept, renumbered, basis, comparison):
    plain, other = (by_id(ds, compared(ds, basis, comparison)) for ds in (kept, renumbered))
    pd.testing.assert_frame_equal(plain.drop(columns="stretch"), other.drop(columns="stretch"))


def test_the_backtest_is_the_same_but_for_the_numbers(kept, renumbered):
    pd.testing.assert_frame_equal(*(by_id(ds, hrss.backtest(ds)) for ds in (kept, renumbered)))


@pytest.mark.parametrize("period", PERIODS)
def test_findings_are_the_same_but_for_the_numbers(kept, renumbered, period):
    plain, other = (by_id(ds, hrss.check(ds, period).drop(columns="message")) for ds in (kept, renumbered))
    pd.testing.assert_frame_equal(plain, other)


@pytest.mark.parametrize("measure", [*MEASURES, hrss.check], ids=lambda measure: measure.__name__)
def test_last_year_stays_what_it_was(renumbered, measure):
    before = hrss.open_dataset(ROOT / "data/wuxi")
    pd.testing.assert_frame_equal(measure(before, "2024Q3"), measure(renumbered, "2024Q3"))


def test_where_nothing_maps_nothing_is_compared(unmapped):
    assert not unmapped.bridge(2024, 2025)["comparable"].any()
    for period in PERIODS:
        told = hrss.changes(unmapped, period).query("measure.str.contains('year_on_year')")
        assert told["value"].isna().all()
        assert set(told["reason"]) == {"new"}
        growing = hrss.progress(unmapped, period).query("target_state == 'assigned' and base == base")
        assert growing.empty
        assert set(hrss.project(unmapped, period)["method"]) <= {"", "linear"}
        assert hrss.contributions(unmapped, period)["points"].isna().all()
        assert set(hrss.history(unmapped, period)["year"]) == {2025}
    first = hrss.changes(unmapped, "2025Q1").query("measure == 'quarter_on_quarter'")
    assert first["value"].isna().all()
    assert set(first["reason"]) == {"new"}
    assert set(compared(unmapped)["period"]) == set(PERIODS)
    assert hrss.backtest(unmapped).empty

"""A page is given what it said it shows: that, the same as from the whole dataset, and nothing else."""

import pickle

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis import open_dataset, quarter
from hrss_analysis.dataset.opening import CUT
from hrss_analysis.errors import HrssError
from hrss_analysis.quarters.cut import Keys, cut

from ..conftest import ROOT

NAMES = ("progress", "history", "project", "origins")


@pytest.fixture(scope="module")
def told(wuxi):
    return quarter(wuxi, "2024Q3").of(area="江阴").concerned.shown


@pytest.fixture
def given(told, tmp_path, monkeypatch):
    """The dataset as it is opened where the page of 江阴 is made."""
    path = tmp_path / "cut"
    path.write_bytes(pickle.dumps(cut([(name, told) for name in NAMES])))
    monkeypatch.setenv(CUT, str(path))
    return open_dataset(ROOT / "data/wuxi")


@pytest.mark.parametrize("name", NAMES)
def test_it_gives_the_frames_that_were_said(given, told, name):
    own = quarter(given, "2024Q3").of(area="江阴").concerned.shown
    pd.testing.assert_frame_equal(getattr(own, name), getattr(told, name))


def test_it_has_the_words_for_them(given, told, wuxi):
    numbers = told.progress["no"].unique()
    assert given.indicators["no"].tolist() == numbers.tolist()
    for no in numbers:
        ours, theirs = given.indicator(no), wuxi.indicator(no)
        assert (ours.name, ours.unit, ours.definition) == (theirs.name, theirs.unit, theirs.definition)
    assert given.settings.title == wuxi.settings.title
    assert given.periods == ["2024Q1", "2024Q2", "2024Q3"]
    assert quarter(given, "2024Q3").fingerprint == told.fingerprint


@pytest.mark.parametrize(
    ("reach", "message"),
    [
        (lambda ds: quarter(ds, "2024Q3").contributions, "did not say that it reads contributions"),
        (lambda ds: quarter(ds, "2024Q3").changes, "did not say that it reads changes"),
        (lambda ds: quarter(ds, "2024Q2").progress, "did not say that it reads 2024Q2"),
        (lambda ds: quarter(ds, "2024Q3", "2024-10-01").progress, "as of 2024-10-01"),
        (lambda ds: quarter(ds, "2024Q3").of(area="宜兴"), "unknown area '宜兴'"),
        (lambda ds: quarter(ds, "2024Q3").of(no=33), "unknown indicator '33'"),
        (lambda ds: ds.indicator(33), "unknown indicator '33'"),
        (lambda ds: ds.record(["2024Q3"]), "the record of figures"),
        (lambda ds: ds.actuals(), "the record of figures"),
        (lambda ds: ds.targets(2024), "the target tables"),
        (lambda ds: ds.waivers, "decisions"),
        (lambda ds: ds.submissions("2024Q3"), "submissions"),
        (lambda ds: list(ds.files()), "files"),
        (lambda ds: ds.folder.changed, "files"),
        (lambda ds: ds.fingerprint, "the record of figures"),
        (lambda ds: hrss.progress(ds, "2024Q3"), "this page did not say"),
        (lambda ds: hrss.project(ds, "2024Q3"), "this page did not say"),
        (lambda ds: hrss.check(ds, "2024Q3"), "this page did not say"),
        (lambda _ds: open_dataset(ROOT / "data/national"), "reads no other dataset"),
    ],
)
def test_what_lies_outside_is_refused(given, reach, message):
    with pytest.raises(HrssError, match=message):
        reach(given)


def test_a_key_is_the_same_if_and_only_if_the_frames_are(wuxi, told):
    def key(of):
        return Keys().of([(name, of) for name in NAMES])

    assert key(told) == key(quarter(open_dataset(ROOT / "data/wuxi"), "2024Q3").of(area="江阴").concerned.shown)
    other = key(quarter(wuxi, "2024Q3").of(area="宜兴").shown)
    assert {name for name, digest in key(told).items() if other[name] != digest} == {"words", *NAMES}


def test_what_is_blanked_in_its_words_is_what_pages_never_show(given):
    assert set(given.indicators["wording"]) == {""}
    assert set(given.areas["area"]) == {"江阴"}

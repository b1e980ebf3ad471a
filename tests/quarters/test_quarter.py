"""A period computed once: the same frames as the functions give, and cuts that are rows of them."""

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis import quarter
from hrss_analysis.errors import UsageError
from hrss_analysis.quarters import frames as module

NAMED = {
    "progress": hrss.progress,
    "changes": hrss.changes,
    "history": hrss.history,
    "project": hrss.project,
    "check": hrss.check,
    "completeness": hrss.completeness,
    "shares": hrss.target_shares,
    "pace": hrss.pace,
    "turned": hrss.turned,
    "contributions": hrss.contributions,
}


@pytest.fixture(scope="module")
def told(wuxi):
    return quarter(wuxi, "2024Q3")


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize(("period", "as_of"), [("2024Q3", None), ("2024Q1", "2024-04-20")])
def test_its_frames_are_those_of_the_functions(wuxi, name, period, as_of):
    pd.testing.assert_frame_equal(getattr(quarter(wuxi, period, as_of), name), NAMED[name](wuxi, period, as_of))


@pytest.mark.parametrize("name", [name for name in NAMED if name != "completeness"])
@pytest.mark.parametrize(
    ("cut", "where"),
    [
        ({"area": "江阴"}, "area == '江阴'"),
        ({"area": ["宜兴", "江阴"]}, "area in ['江阴', '宜兴']"),
        ({"no": 23}, "no == 23"),
        ({"department": "市场处"}, "no in [31, 32]"),
        ({"area": "江阴", "no": [1, 2]}, "area == '江阴' and no in [1, 2]"),
    ],
    ids=str,
)
def test_a_cut_is_its_rows(told, name, cut, where):
    own = getattr(told, name).query(where).reset_index(drop=True)
    pd.testing.assert_frame_equal(getattr(told.of(**cut), name), own)


def test_a_cut_of_completeness_has_the_senders_that_lie_in_it_as_a_whole(told):
    every = told.completeness
    for cut, senders in (
        ({"area": ["江阴", "宜兴"]}, ["江阴", "宜兴"]),
        ({"department": "专技处"}, ["专技处"]),
        ({"department": "专技处", "no": 20}, []),
        ({"department": "市场处"}, []),  # others report what it leads
        ({"no": 1}, []),
        ({"area": "江阴", "department": "专技处"}, []),
    ):
        own = every[every["sender"].isin(senders)].reset_index(drop=True)
        assert len(own) == len(senders)
        pd.testing.assert_frame_equal(told.of(**cut).completeness, own)


def test_a_cut_of_a_cut_is_both(told):
    assert (
        told.of(area=["江阴", "宜兴"]).of(area="宜兴").of(department="市场处").here
        == told.of(area="宜兴", no=[31, 32]).here
    )


@pytest.mark.parametrize(
    ("first", "then", "message"),
    [
        ({}, {"area": "江隂"}, "unknown area '江隂'"),
        ({}, {"no": 61}, "unknown indicator '61'"),
        ({}, {"no": True}, "unknown indicator 'True'"),
        ({}, {"department": "市场出"}, "unknown department '市场出'"),
        ({"area": "宜兴"}, {"area": "江阴"}, "unknown area '江阴'"),
        ({"department": "市场处"}, {"no": 1}, "unknown indicator '1'"),
    ],
    ids=str,
)
def test_what_is_not_there_is_refused(told, first, then, message):
    with pytest.raises(UsageError, match=message):
        told.of(**first).of(**then)


def test_a_period_that_is_none_is_refused(wuxi):
    with pytest.raises(UsageError, match="2024Q5"):
        quarter(wuxi, "2024Q5")


def test_nothing_is_computed_before_it_is_asked_for_and_nothing_twice(wuxi, monkeypatch):
    asked = []

    def noting(name, compute):
        def noted(*given):
            asked.append(name)
            return compute(*given)

        return noted

    monkeypatch.setattr(module, "FRAMES", {name: noting(name, compute) for name, compute in module.FRAMES.items()})
    told = quarter(wuxi, "2024Q3")
    assert asked == []
    for area in wuxi.parts:
        _ = told.of(area=area).project, told.of(area=area).shown.project
    assert asked == ["project", "progress"]  # the targets that rounding keeps to


def test_what_a_caller_does_to_a_frame_stays_with_it(told):
    for own in (told, told.of(area="江阴")):
        frame = own.progress
        frame.loc[:, "status"] = "spoilt"
        assert "spoilt" not in set(own.progress["status"])


def test_a_part_of_a_dataset_has_the_rows_that_the_whole_has_for_it(wuxi, told):
    """Indicator 23 of 宜兴 stood with a chance of 0.91 on one page and of 0.50 on another."""
    own = told.project.query("no == 23 and area == '宜兴'").reset_index(drop=True)
    for part in (wuxi.only("宜兴"), wuxi.only(indicators=[23]), wuxi.only("宜兴", 23)):
        for found in (quarter(part, "2024Q3").project, hrss.project(part, "2024Q3")):
            rows = found.query("no == 23 and area == '宜兴'").reset_index(drop=True)
            pd.testing.assert_frame_equal(rows, own)
    assert quarter(wuxi.only("宜兴"), "2024Q3").here == told.of(area="宜兴").here


def test_without_what_an_area_is_not_asked_for(wuxi, told):
    own = hrss.of_area(hrss.progress(wuxi, "2024Q3"), "市本级")
    assert told.of(area="市本级").concerned.progress["no"].tolist() == own["no"].tolist()
    assert 0 < len(own) < 60


def test_a_fingerprint_is_of_what_a_page_shows(small):
    row = "no,area,value\n1,甲,{}\n"
    files = {"targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n"}

    def of(value, name):
        return quarter(small({**files, "actuals/2024Q3.csv": row.format(value)}, name=name), "2024Q3").of(area="甲")

    first = of(20, "one").fingerprint
    assert of("20.0", "two").fingerprint == of(20.04, "three").fingerprint == first  # 20, and 20.0 % of the target
    assert len({first, of(21, "four").fingerprint, of(20.06, "five").fingerprint}) == 3  # 20.1 % of it


@pytest.mark.parametrize("chance", [0.2, 0.2 + 1e-9, 0.8, 0.8 - 1e-9, None])
def test_the_outlook_is_that_of_the_chance(chance):
    from hrss_analysis.measures.projection.projecting import outlook_of

    words = {0.2: "unlikely", 0.8: "likely", None: "unknown"}
    assert outlook_of(pd.Series([chance], dtype=float)).tolist() == [words.get(chance, "open")]


def test_the_way_to_the_years_end(national):
    found = quarter(national, "2024Q4").of(no=1).on_the_way
    assert found["period"].tolist() == ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
    assert found["came"].tolist() == [1256] * 4
    assert found["off"].tolist() == pytest.approx((100 * (found["year_end"] / 1256 - 1)).tolist())
    assert quarter(national, "2024Q3").on_the_way[["came", "off"]].isna().all(axis=None)

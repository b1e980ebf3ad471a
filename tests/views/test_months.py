"""Views of datasets that are told by months, from the first year on or since a later one."""

import re

import numpy as np
import pandas as pd
import pytest

from hrss_analysis import UsageError, views
from hrss_analysis.measures import compared
from hrss_analysis.paper.chart import ACCENT, MUTED

from .monthly import files, lines, ticks


@pytest.fixture
def months(small):
    return small(files())


@pytest.fixture
def year(small):
    return small(files(12))


@pytest.fixture
def since(small):
    return small(files(since=2024))


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ({}, "甲培训人数：2024年9月末90人，同比0.0%"),
        # August is missing, so that September has no increment of its own
        ({"basis": "current"}, "甲培训人数：2024年9月—（缺少上一期累计数）"),
        ({"lang": "en"}, "People trained, East: 90 persons at the end of September 2024, year on year 0.0%"),
        ({"until": "2024-07", "basis": "current"}, "甲培训人数：2024年7月10人，同比0.0%"),
        (
            {"until": "2024-07", "basis": "current", "comparison": "quarter_on_quarter"},
            "甲培训人数：2024年7月10人，环比0.0%",
        ),
        (
            {"until": "2024-07", "basis": "current", "comparison": "quarter_on_quarter", "lang": "en"},
            "People trained, East: 10 persons in July 2024, month on month 0.0%",
        ),
    ],
)
def test_titles_name_the_month(months, more, title):
    assert views.trend(months, 1, "甲", **more).title == title


def test_of_a_quarterly_indicator_it_stays_quarter_on_quarter(months):
    view = views.trend(months, 2, "甲", basis="current", comparison="quarter_on_quarter", lang="en")
    assert view.title == "Certificates, East: 4 persons in 2024 Q3, quarter on quarter 0.0%"


def test_over_quarters_and_months_it_is_on_the_report_before(since):
    view = views.heat_map(since, 1, basis="current", comparison="quarter_on_quarter", lang="en")
    assert view.alt.startswith("Heat map of change on the report before, 2 areas, the end of 2023 Q2 to the end of")
    assert ", report by report:" in view.alt
    assert "各期的环比" in views.heat_map(since, 1, basis="current", comparison="quarter_on_quarter").alt


def test_a_quarter_is_another_name_of_its_last_month(months):
    for draw in (
        lambda period: views.shares(months, 1, period=period),
        lambda period: views.scatter(months, (1, 2), period=period),
        lambda period: views.distribution(months, [1, 2], period=period),
        lambda period: views.projection(months, 1, period=period),
        lambda period: views.trend(months, 1, until=period),
    ):
        assert draw("2024Q2").title == draw("2024-06").title
        assert "2024年6月末" in draw("2024Q2").title


def test_from_a_quarter_on_means_all_its_months(months):
    told = views.trend(months, 1, "甲", since="2024Q1", until="2024Q2").frame["period"].tolist()
    assert told == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"]
    assert views.trend(months, 1, since="2025Q1", until="2025Q2").title == "培训人数：2025年1月末至2025年6月末没有数。"


@pytest.mark.parametrize(
    "draw",
    [
        lambda ds, period: views.trend(ds, 1, since=period),
        lambda ds, period: views.heat_map(ds, 1, until=period),
        lambda ds, period: views.ranking(ds, 1, since=period),
        lambda ds, period: views.shares(ds, 1, period=period),
        lambda ds, period: views.scatter(ds, (1, 2), period=period),
        lambda ds, period: views.distribution(ds, 1, period=period),
        lambda ds, period: views.projection(ds, 1, period=period),
    ],
)
def test_a_month_of_a_year_told_by_quarters_is_refused(since, draw):
    with pytest.raises(UsageError, match=re.escape("2023 is told by quarters here; did you mean '2023Q3'?")):
        draw(since, "2023-08")
    with pytest.raises(UsageError, match=re.escape("did you mean '2024-08'?")):
        draw(since, "2024-8")


def test_a_month_that_nobody_told_is_a_gap_and_a_count_starts_anew_in_january(months):
    (ax,) = views.trend(months, 1, "甲").figure.axes
    last_year, this_year = lines(ax, ACCENT)
    assert last_year == (list(range(12)), [10 * month for month in range(1, 13)])
    assert this_year[0] == list(range(12, 21))
    assert np.isnan(this_year[1]).tolist() == [False] * 7 + [True] + [False]
    # alone between the gap and the end, September would not be seen without its dot
    alone = [list(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "None"]
    assert [20] in alone


def test_a_level_goes_on_over_the_years_end_and_not_over_a_gap(months):
    ((x, y),) = lines(views.trend(months, 3, "甲").figure.axes[0], ACCENT)
    assert x == list(range(21))
    assert np.flatnonzero(np.isnan(y)).tolist() == [19]


def test_between_the_quarters_of_a_quarterly_indicator_there_is_no_gap(months):
    assert lines(views.trend(months, 2, "甲").figure.axes[0], ACCENT) == [
        ([2, 5, 8, 11], [4, 8, 12, 16]),
        ([14, 17, 20], [4, 8, 12]),
    ]


def test_a_year_of_quarters_before_the_months_is_drawn_in_time(since):
    (ax,) = views.trend(since, 3, "甲").figure.axes
    ((x, _),) = lines(ax, ACCENT)
    assert x == [0, 3, 6, 9, *range(10, 19)]
    # last year's is known where its quarters ended, which is no gap
    ((at, ghost),) = lines(ax, MUTED)
    assert [(x, y) for x, y in zip(at, ghost, strict=True) if np.isfinite(y)] == [(12, 103), (15, 106), (18, 109)]
    assert [x for x, y in zip(at, ghost, strict=True) if np.isnan(y)] == [0, 3, 6, 9]


def test_the_target_holds_from_the_first_month_of_its_year_on(since):
    (ax,) = views.trend(since, 2, "甲", since="2024-01").figure.axes
    (dashed,) = [line for line in ax.lines if line.is_dashed()]
    assert (dashed.get_xdata()[0], dashed.get_xdata()[-1]) == pytest.approx((-0.4, 8.4))


@pytest.mark.parametrize(("since", "marker"), [("2023-06", "o"), ("2023-05", "None")])
def test_dots_are_drawn_only_while_months_are_few(months, since, marker):
    # three panels have room for 16 dots each
    ax = views.trend(months, [3, 1, 2], "甲", since=since).figure.axes[0]
    assert next(line.get_marker() for line in ax.lines if line.get_color() == ACCENT) == marker


@pytest.mark.parametrize("comparison", ["year_on_year", "target"])
def test_the_targets_of_a_trend_are_those_that_figures_are_judged_by(wuxi, national, small, comparison):
    adjusted = files(12) | {
        "targets/2024.csv": "no,area,state,bound,value,unit,issued_on\n1,甲,assigned,,120,人,2024-01-05\n"
        "1,甲,assigned,,150,人,2024-07-10\n1,乙,zero,,0,人,2024-01-05\n"
    }
    for ds, no in ((wuxi, 2), (wuxi, 35), (national, 1), (small(adjusted), 1)):
        view = views.trend(ds, no, [*ds.areas["area"]], comparison=comparison)
        judged = compared(ds, "cumulative", "target").query("no == @no")
        found = view.frame.set_index(["no", "area", "period"])["line"]
        pd.testing.assert_series_equal(
            found, judged.set_index(["no", "area", "period"])["base"].reindex(found.index), check_names=False
        )
    adjusted_in_july = found.unstack("period").loc[1]
    assert adjusted_in_july.loc["甲", ["2024-06", "2024-07"]].tolist() == [120, 150]
    assert adjusted_in_july.loc["乙"].isna().all()


def test_a_heat_map_has_two_years_of_months_at_most(small):
    told = files(12)
    told |= {path.replace("2024-", "2025-"): text for path, text in told.items() if path.startswith("actuals/2024-")}
    ds = small(told | {"targets/2025.csv": told["targets/2024.csv"]})
    view = views.heat_map(ds, 1, comparison="whole")
    assert view.frame["period"].iloc[0] == "2024-01"
    assert "2024年1月末至2025年12月末各月的占整体" in view.alt
    named = list(ticks(view.figure.axes[0]).values())
    assert [named[0], named[7], named[12]] == ["1月\n2024", "8月", "1月\n2025"]
    assert len(named) == 24


def test_a_heat_map_of_a_quarterly_indicator_has_no_months_between_quarters(months):
    view = views.heat_map(months, 2, comparison="whole")
    assert list(ticks(view.figure.axes[0]).values()) == ["3月\n2023", "6月", "9月", "12月", "3月\n2024", "6月", "9月"]
    assert "各季的占整体" in view.alt
    assert "report by" not in views.heat_map(months, 2, comparison="whole", lang="en").alt


def test_ranks_stand_in_time(since):
    ax = views.ranking(since, 1).figure.axes[0]
    assert ticks(ax)[0] == "1月\n2024"
    # the missing August leaves its room
    assert [list(line.get_xdata()) for line in ax.lines] == [[0, 1, 2, 3, 4, 5, 6, 8]] * 2


def test_ranks_of_quarters_before_the_months_stand_in_time(small):
    told = files(2, since=2024)
    ax = views.ranking(small(told | {"targets/2023.csv": told["targets/2024.csv"]}), 1).figure.axes[0]
    assert [list(line.get_xdata()) for line in ax.lines] == [[0, 3, 6, 9, 10, 11]] * 2
    assert ticks(ax) == {0: "Q1\n2023", 3: "Q2", 6: "Q3", 9: "Q4", 10: "1月\n2024", 11: "2月"}


def test_the_year_so_far_beside_last_years_quarters(since):
    (ax,) = views.projection(since, 1, "甲", period="2024-07").figure.axes
    assert [x for x, _ in lines(ax, MUTED)] == [[3, 6, 9, 12]]
    (ax,) = views.projection(since, 1, "甲", period="2024-09").figure.axes
    assert lines(ax, MUTED) == [([3, 6, 9, 12], [30, 60, 90, 120])]
    assert ticks(ax) == {3: "3月", 6: "6月", 9: "9月", 12: "12月"}
    so_far = next((x, y) for x, y in lines(ax, ACCENT) if len(x) == 9)
    assert so_far[0] == list(range(1, 10))
    assert np.flatnonzero(np.isnan(so_far[1])).tolist() == [7]  # August


@pytest.mark.parametrize(
    ("no", "lang", "words"),
    [
        (1, "zh", "：11月末推算120人，年末实际120人"),
        (1, "en", ": projected at 120 persons from November, came to 120 persons"),
        # a quarterly indicator is projected from its last report before the year's end
        (2, "zh", "：9月末推算16人，年末实际16人"),
        (2, "en", ": projected at 16 persons from September, came to 16 persons"),
    ],
)
def test_hindsight_names_the_month_that_was_projected_from(year, no, lang, words):
    assert words in views.projection(year, no, "甲", period="2024-12", lang=lang).title


def test_hindsight_of_monthly_and_quarterly_indicators_together_keeps_their_order(year):
    frame = views.projection(year, [2, 1], "甲", period="2024Q4").frame
    assert frame[["no", "period", "came"]].to_numpy().tolist() == [[2, "2024-09", 16], [1, "2024-11", 120]]


def test_hindsight_of_a_quarterly_dataset_names_its_third_quarter(national):
    assert "：三季度末推算" in views.projection(national, 1, period="2024Q4").title
    (ax,) = views.projection(national, 1, period="2024Q4").figure.axes
    assert [x for x, _ in lines(ax, MUTED)] == [[1, 2, 3, 4]]
    assert ticks(ax) == {1: "Q1", 2: "Q2", 3: "Q3", 4: "Q4"}
    assert " from Q3, came to " in views.projection(national, 1, period="2024Q4", lang="en").title


def test_quarterly_datasets_are_told_as_ever(wuxi):
    view = views.heat_map(wuxi, 2, basis="current", comparison="quarter_on_quarter")
    assert re.search("各季的环比：20", view.alt)
    english = views.heat_map(wuxi, 2, basis="current", comparison="quarter_on_quarter", lang="en")
    assert re.search(r"to the end of 2024 Q\d: quarter on quarter highest in .* at 2024 Q\d", english.alt)


@pytest.mark.parametrize(("numbers", "said"), [([2], "2024年三季度"), ([1, 2], "2024年9月")])
def test_areas_of_a_quarterly_indicator_are_told_of_the_quarter(months, numbers, said):
    """Of several indicators that are not reported alike, the month that they have in common."""
    title = views.trend(months, numbers, basis="current").title
    assert said in title
    assert ("三季度" in title) == (numbers == [2])

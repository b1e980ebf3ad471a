"""By hand: what turned and what was revised since something was issued, and whether the same would be said again."""

import pandas as pd
import pytest

from hrss_analysis import open_dataset, quarter
from hrss_analysis.dataset.issues import note_issue
from hrss_analysis.errors import InputError
from hrss_analysis.version import __version__

TARGETS = "no,area,state,bound,value\n1,全市,assigned,,200\n1,甲,assigned,,100\n1,乙,assigned,,100\n"
HEAD = "no,area,value,submitted_at\n"
FILES = {
    "targets/2024.csv": TARGETS,
    "actuals/2024Q1.csv": HEAD + "1,甲,24,2024-04-08\n1,乙,25,2024-04-08\n",
    "actuals/2024Q2.csv": HEAD + "1,甲,48,2024-07-08\n1,乙,50,2024-07-08\n",
    "actuals/2024Q3.csv": HEAD + "1,甲,50,2024-10-08\n1,乙,80,2024-10-08\n",
}
ISSUES = "period,date,as_of,fingerprint,version\n"


def issued(small, *rows, **changed):
    ds = small({**FILES, **changed, "issues.csv": ISSUES + "".join(f"{row}\n" for row in rows)})
    return quarter(ds, "2024Q3")


def test_nothing_without_an_issue(small):
    told = quarter(small(FILES), "2024Q3")
    assert (told.issue.empty, told.turned_since.empty, told.revised_since.empty) == (True, True, True)


@pytest.mark.parametrize(
    ("rows", "period"),
    [
        (["2024Q1,2024-04-20,2024-04-20,x,0.1", "2024Q2,2024-07-20,2024-07-20,x,0.1"], "2024Q2"),
        # what was issued last counts, and of the period itself or later ones nothing does
        (["2024Q2,2024-07-20,2024-07-20,x,0.1", "2024Q1,2024-08-20,2024-08-20,x,0.1"], "2024Q1"),
        (["2024Q1,2024-04-20,2024-04-20,x,0.1", "2024Q3,2024-10-20,2024-10-20,x,0.1"], "2024Q1"),
        (["2024Q4,2024-04-20,2024-04-20,x,0.1"], None),
    ],
)
def test_the_last_issue_of_an_earlier_period(small, rows, period):
    found = issued(small, *rows).issue["period"].tolist()
    assert found == ([] if period is None else [period])


def test_what_turned_since(small):
    told = issued(small, "2024Q2,2024-07-20,2024-07-20,x,0.1").turned_since
    parts = told[told["area"] != "全市"]
    assert parts[["area", "issued", "before", "status"]].values.tolist() == [
        ["甲", "2024Q2", "slightly_behind", "behind"]
    ]


def test_what_was_known_then_counts_and_not_what_is_known_of_it_now(small):
    """甲's second quarter was issued as 20, which was red; it was mended after that."""
    later = FILES["actuals/2024Q2.csv"].replace("甲,48,2024-07-08", "甲,20,2024-07-08") + "1,甲,48,2024-07-21\n"
    told = issued(small, "2024Q2,2024-07-20,2024-07-20,x,0.1", **{"actuals/2024Q2.csv": later})
    assert told.turned_since.query("area == '甲'").empty  # red then, red now
    revised = told.revised_since.query("area == '甲'")
    assert revised[["period", "first", "last", "difference"]].values.tolist() == [["2024Q2", 20, 48, 28]]


def test_what_came_late_or_was_taken_back_is_told(small):
    rows = HEAD + "1,甲,,2024-07-25\n1,甲,48,2024-07-08\n1,乙,50,2024-07-25\n"
    told = issued(small, "2024Q2,2024-07-20,2024-07-20,x,0.1", **{"actuals/2024Q2.csv": rows}).revised_since
    found = {row.area: (row.first, row.last) for row in told.itertuples()}
    assert set(found) == {"甲", "乙"}  # no sum of them
    assert [[None if pd.isna(value) else value for value in found[area]] for area in "甲乙"] == [[48, None], [None, 50]]


def test_what_came_after_the_issue_of_a_later_period_is_no_revision(small):
    assert issued(small, "2024Q2,2024-07-20,2024-07-20,x,0.1").revised_since.empty


def test_over_the_years_end_no_status_turns(small):
    files = {"targets/2025.csv": TARGETS, "actuals/2025Q1.csv": HEAD + "1,甲,10,2025-04-08\n"}
    ds = small({**FILES, **files, "issues.csv": ISSUES + "2024Q3,2024-10-20,2024-10-20,x,0.1\n"})
    assert quarter(ds, "2025Q1").turned_since.empty
    assert quarter(ds, "2025Q1").issue["period"].tolist() == ["2024Q3"]


def test_the_same_is_made_again_unless_a_setting_changed(write):
    files = {
        "dataset.toml": 'title = "例"\ncity = "全市"\n', "areas.csv": "area\n全市\n甲\n乙\n",
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,培训人数,人,flow,at_least,accumulates,monthly\n", **FILES,
    }  # fmt: skip
    folder = write(files)
    ds = open_dataset(folder)
    assert note_issue(ds, "2024Q2", quarter(ds, "2024Q2").fingerprint, __version__)
    told = quarter(open_dataset(folder), "2024Q3").issue
    assert told[["version", "now", "same"]].values.tolist() == [[__version__, __version__, True]]
    (folder / "dataset.toml").write_text(
        files["dataset.toml"] + "[thresholds]\nslightly_behind = 1\n", encoding="utf-8"
    )
    assert quarter(open_dataset(folder), "2024Q3").issue["same"].tolist() == [False]


def test_the_same_figures_are_noted_once(small):
    ds = small(FILES)
    assert note_issue(ds, "2024Q2", "a", "1")
    assert not note_issue(ds, "2024Q2", "a", "1")
    assert note_issue(ds, "2024Q3", "a", "1")
    assert not note_issue(ds, "2024Q2", "a", "1")
    assert note_issue(ds, "2024Q2", "b", "1")
    assert note_issue(ds, "2024Q2", "b", "2")
    assert ds.issues[["period", "fingerprint", "version"]].values.tolist() == [
        ["2024Q2", "a", "1"], ["2024Q3", "a", "1"], ["2024Q2", "b", "1"], ["2024Q2", "b", "2"],
    ]  # fmt: skip


def test_a_period_that_is_none_is_refused_with_its_place(small):
    ds = small({**FILES, "issues.csv": ISSUES + "2024Q9,2024-07-20,2024-07-20,x,0.1\n"})
    with pytest.raises(InputError, match=r"issues\.csv, line 2, column period.*2024Q9"):
        _ = ds.issues

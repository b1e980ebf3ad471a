"""What counts as revised, and that rule, page and quality report agree on it."""

import pytest

from hrss_analysis import check, open_dataset, quarter
from hrss_analysis.briefings import closing, revisions_table
from hrss_analysis.checks.revisions import revisions

REGISTER = (
    "no,name,unit,kind,bound,pace,frequency\n"
    "1,培训人数,人,flow,at_least,accumulates,monthly\n"
    "2,结案率,%,rate,at_least,level,monthly\n"
)
HEAD = "no,area,value,numerator,denominator,flag,reporter,submitted_at\n"


def dataset(write, *rows):
    return open_dataset(
        write(
            {
                "indicators.csv": REGISTER,
                "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,1000\n2,甲,assigned,,90\n",
                "actuals/2024Q2.csv": HEAD + "".join(f"{row}\n" for row in rows),
            }
        )
    )


CASES = {
    "another figure": (["1,甲,300,,,A,甲,2024-07-08", "1,甲,310,,,A,甲,2024-07-20"], (300, 310, 1)),
    "the same again": (["1,甲,300,,,A,甲,2024-07-08", "1,甲,300,,,A,甲,2024-07-20"], None),
    "there and back": (
        ["1,甲,300,,,A,甲,2024-07-08", "1,甲,310,,,A,甲,2024-07-20", "1,甲,300,,,A,甲,2024-07-30"],
        (300, 300, 2),
    ),
    "taken back": (["1,甲,300,,,A,甲,2024-07-08", "1,甲,,,,L,甲,2024-07-20"], (300, None, 1)),
    "taken back and given again": (
        ["1,甲,300,,,A,甲,2024-07-08", "1,甲,,,,L,甲,2024-07-20", "1,甲,300,,,A,甲,2024-07-30"],
        (300, 300, 2),
    ),
    "a first figure after a blank": (["1,甲,,,,L,甲,2024-07-08", "1,甲,300,,,A,甲,2024-07-20"], None),
    "a row without a time is the first": (["1,甲,310,,,A,甲,2024-07-20", "1,甲,300,,,A,甲,"], (300, 310, 1)),
    "counts were added": (["2,甲,98,,,A,甲,2024-07-08", "2,甲,98,98,100,A,甲,2024-07-20"], None),
    "a value was added": (["2,甲,,98,100,A,甲,2024-07-08", "2,甲,98,98,100,A,甲,2024-07-20"], None),
    "another count": (["2,甲,98,98,100,A,甲,2024-07-08", "2,甲,98,196,200,A,甲,2024-07-20"], (98, 98, 1)),
    "counts alone": (["2,甲,,98,100,A,甲,2024-07-08", "2,甲,,97,100,A,甲,2024-07-20"], (98, 97, 1)),
}


@pytest.mark.parametrize("case", CASES)
def test_one_meaning_of_revised_for_all(write, case):
    rows, expected = CASES[case]
    ds = dataset(write, *rows)
    found = revisions(ds, "2024Q2")
    told = [(row["first"], None if row["last"] != row["last"] else row["last"], row["times"]) for row in found.to_dict("records")]  # fmt: skip
    assert told == ([expected] if expected else [])
    assert (check(ds, "2024Q2")["rule"] == "revised").sum() == len(told)
    assert ("本期修订1处" in closing(quarter(ds, "2024Q2"))) == bool(told)
    assert ("修订的数（1个）" in revisions_table(ds, quarter(ds, "2024Q2").revisions)) == bool(told)


def test_who_and_when_the_last_time(write):
    rows = ["1,甲,300,,,A,甲,2024-07-08", "1,甲,310,,,A,职建处,2024-07-20", "1,甲,310,,,A,甲,2024-07-30"]
    (row,) = revisions(dataset(write, *rows), "2024Q2").to_dict("records")
    assert (row["reporter"], str(row["submitted_at"].date()), row["period"]) == ("职建处", "2024-07-20", "2024Q2")


def test_as_of_a_day(write):
    ds = dataset(write, "1,甲,300,,,A,甲,2024-07-08", "1,甲,310,,,A,甲,2024-07-20")
    assert revisions(ds, "2024Q2", as_of="2024-07-19").empty
    assert len(revisions(ds, "2024Q2", as_of="2024-07-20")) == 1


def test_what_there_and_back_says(write):
    rows, _ = CASES["there and back"]
    found = check(dataset(write, *rows), "2024Q2").query("rule == 'revised'")
    assert "由首报的300修订为300，其间改动2次" in found["message"].item()


def test_a_figure_taken_back_is_shown_as_none(write):
    rows, _ = CASES["taken back"]
    ds = dataset(write, *rows)
    assert "由首报的300修订为空" in check(ds, "2024Q2").query("rule == 'revised'")["message"].item()
    assert "nan" not in revisions_table(ds, quarter(ds, "2024Q2").revisions)

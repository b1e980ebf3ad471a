"""By hand: 24 of 100 at the end of March is amber, 30 in June red, 74 in September amber again."""

import pytest

from hrss_analysis import turned

FILES = {
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,200\n1,甲,assigned,,100\n1,乙,assigned,,100\n",
    "actuals/2024Q1.csv": "no,area,value\n1,甲,24\n1,乙,25\n",
    "actuals/2024Q2.csv": "no,area,value\n1,甲,30\n1,乙,50\n",
    "actuals/2024Q3.csv": "no,area,value\n1,甲,74\n1,乙,75\n",
}


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2024Q1", []),
        ("2024Q2", [("甲", "slightly_behind", "behind")]),
        ("2024Q3", [("甲", "behind", "slightly_behind")]),
        ("2024Q4", []),
    ],
)
def test_what_turned_red_and_back(small, period, found):
    told = turned(small(FILES), period)
    assert list(told.columns) == ["no", "id", "area", "period", "before", "status"]
    parts = told[told["area"] != "全市"]
    assert list(zip(parts["area"], parts["before"], parts["status"], strict=True)) == found


def test_what_is_judged_for_the_first_time_and_red_is_told_so_that_all_add_up(small):
    """Red now = red before + turned red + red when first judged - red no longer."""
    annual = "no,name,unit,kind,bound,pace,frequency\n1,培训,人,flow,at_least,accumulates,quarterly\n2,招生,人,flow,at_least,accumulates,annual\n"
    files = {
        "indicators.csv": annual,
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n1,乙,assigned,,100\n2,甲,assigned,,100\n2,乙,assigned,,100\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,10\n1,乙,90\n",
        "actuals/2024Q4.csv": "no,area,value\n1,甲,100\n1,乙,90\n2,甲,90\n2,乙,100\n",
    }
    told = turned(small(files), "2024Q4")
    rows = {(row.no, row.area): (row.before, row.status) for row in told.itertuples() if row.area != "全市"}
    assert rows == {(1, "甲"): ("behind", "done"), (1, "乙"): ("on_pace", "behind"), (2, "甲"): ("not_due", "behind")}


def test_without_the_quarter_before_nothing_is_said(small):
    files = {name: text for name, text in FILES.items() if "Q2" not in name}
    assert turned(small(files), "2024Q3").empty

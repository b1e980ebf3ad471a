import pandas as pd
import pytest

from hrss_analysis.plan import check_plan, check_tables


def indicators(*rows):
    frame = pd.DataFrame(rows, columns=["no", "name", "unit", "kind", "additive", "part_of"])
    return frame.assign(part_of=frame["part_of"].astype("Int64"))


def targets(cells):
    rows = [(no, area, state, "at_least", value) for (no, area), (state, value) in cells.items()]
    return pd.DataFrame(rows, columns=["no", "area", "state", "bound", "value"])


COUNT = (1, "人数", "人", "flow", True, None)
PART = (2, "其中人数", "人", "flow", True, 1)


def rules(frame, cells):
    return [(finding.rule, finding.severity) for finding in check_tables(frame, targets(cells), "市")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (
            {(1, "市"): ("assigned", 0.3), (1, "甲"): ("assigned", 0.1), (1, "乙"): ("assigned", 0.2)},
            [],
        ),  # exact, unlike floats
        ({(1, "市"): ("assigned", 10), (1, "甲"): ("assigned", 6), (1, "乙"): ("assigned", 5)}, [("sum", "error")]),
        ({(1, "市"): ("assigned", 5), (1, "甲"): ("shared", 5), (1, "乙"): ("shared", 5)}, []),
        ({(1, "市"): ("assigned", 5), (1, "甲"): ("issued_separately", None), (1, "乙"): ("assigned", 1)}, []),
        ({(1, "市"): ("assigned", 5), (1, "甲"): ("not_assigned", None)}, []),
        ({(1, "市"): ("assigned", 5), (1, "甲"): ("zero", 0), (1, "乙"): ("assigned", 5)}, []),
    ],
)
def test_areas_add_up(cells, found):
    assert rules(indicators(COUNT), cells) == found


def test_a_part_is_no_more_than_its_whole():
    cells = {
        (1, "市"): ("assigned", 5),
        (1, "甲"): ("assigned", 5),
        (2, "市"): ("assigned", 6),
        (2, "甲"): ("assigned", 6),
    }
    assert rules(indicators(COUNT, PART), cells) == [("part-of", "error")] * 2


def test_a_rate_may_exceed_the_rate_it_is_part_of():
    one, two = (1, "结案率", "%", "rate", False, None), (2, "欠薪结案率", "%", "rate", False, 1)
    assert rules(indicators(one, two), {(1, "市"): ("assigned", 98), (2, "市"): ("assigned", 99)}) == []


def test_gaps_and_missing_cells_are_warned_of(small):
    files = {
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,甲项,人,flow,at_least,accumulates,monthly\n3,乙项,人,flow,at_least,accumulates,monthly\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,3\n1,甲,assigned,,3\n1,乙,zero,,\n3,全市,assigned,,3\n3,甲,assigned,,3\n",
    }
    found = check_plan(small(files), 2024)
    assert found[["rule", "severity"]].to_numpy().tolist() == [["numbering", "warning"], ["cells", "warning"]]
    assert found["message"].tolist() == ["序号不连续，缺第2项", "“乙项”没有乙的目标格；不分解的请写not_assigned"]


def test_the_shipped_plan_is_sound(wuxi, national):
    found = list(check_tables(wuxi.indicators, wuxi.targets(2024), wuxi.city))
    assert {finding.severity for finding in found} == {"info"}
    assert list(check_tables(national.indicators, national.targets(2024), national.city)) == []


def test_a_stock_that_is_judged_by_its_level_over_the_target_is_told(small):
    register = "no,name,unit,kind,bound,pace,frequency\n1,参保人数,人,stock,at_least,accumulates,monthly\n"
    ds = small(
        {
            "indicators.csv": register,
            "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,4\n1,乙,assigned,,5\n",
        }
    )
    (found,) = check_plan(ds, 2024).query("rule == 'pace'").itertuples()
    assert (found.severity, found.where) == ("warning", "第1项")

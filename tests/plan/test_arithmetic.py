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
        (
            {(1, "市"): ("assigned", 5), (1, "甲"): ("issued_separately", None), (1, "乙"): ("assigned", 1)},
            [("sum", "warning")],  # it could not be proved
        ),
        (
            {(1, "市"): ("assigned", 5), (1, "甲"): ("issued_separately", None), (1, "乙"): ("assigned", 5)},
            [("sum", "warning")],
        ),
        (
            {(1, "市"): ("assigned", 5), (1, "甲"): ("issued_separately", None), (1, "乙"): ("assigned", 5.1)},
            [("sum", "error")],  # the others alone are more
        ),
        ({(1, "市"): ("assigned", 5), (1, "甲"): ("issued_separately", None), (1, "乙"): ("not_assigned", None)}, []),
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


def of_rate(cells, name="结案率", unit="%"):
    """Rules, severities and places for a rate: cells are (state, bound, value)."""
    rows = [(1, area, state, bound, value) for area, (state, bound, value) in cells.items()]
    frame = pd.DataFrame(rows, columns=["no", "area", "state", "bound", "value"])
    found = check_tables(indicators((1, name, unit, "rate", False, None)), frame, "市")
    return [(finding.rule, finding.severity, finding.where) for finding in found]


NINETY, NONE, ZERO = ("assigned", "at_least", 90), ("not_assigned", "", None), ("zero", "at_least", 0)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"甲": NINETY, "乙": NINETY, "丙": NONE}, [("rate", "info", "第1项 行“丙”")]),
        ({"甲": NINETY, "乙": NINETY, "丙": ZERO}, [("rate", "warning", "第1项 行“丙”")]),
        ({"甲": NINETY, "乙": NONE, "丙": NONE}, []),
        ({"甲": NINETY, "乙": ZERO, "丙": ZERO}, []),
        ({"甲": NINETY, "乙": NONE}, []),  # of two areas neither is the exception
        ({"甲": NINETY, "乙": NINETY, "丙": NINETY, "市本级": NONE}, []),
        ({"甲": NINETY, "乙": NINETY, "丙": NONE, "市本级": NONE}, [("rate", "info", "第1项 行“丙”")]),
        ({"甲": NINETY, "乙": NINETY, "市本级": ZERO}, [("rate", "warning", "第1项 行“市本级”")]),
    ],
)
def test_a_rate_that_one_area_alone_does_not_have_is_told(cells, found):
    assert of_rate({"市": NINETY, **cells}) == found


@pytest.mark.parametrize(
    ("city", "area", "found"),
    [
        ("below", "below", []),
        ("below", "at_most", [("bound", "warning", "第1项 行“甲”")]),
        ("below", "at_least", [("bound", "error", "第1项 行“甲”")]),
        ("at_least", "at_most", [("bound", "error", "第1项 行“甲”")]),
    ],
)
def test_an_areas_bound_is_the_citys(city, area, found):
    assert of_rate({"市": ("assigned", city, 4), "甲": ("assigned", area, 4)}) == found


def test_a_counts_bound_is_the_citys_too():
    rows = [(1, "市", "assigned", "at_least", 5), (1, "甲", "assigned", "at_most", 5)]
    frame = pd.DataFrame(rows, columns=["no", "area", "state", "bound", "value"])
    assert [(f.rule, f.severity) for f in check_tables(indicators(COUNT), frame, "市")] == [("bound", "error")]


@pytest.mark.parametrize(
    ("name", "bound", "found"),
    [
        ("城镇登记失业率", "at_least", "warning"), ("城镇登记失业率", "at_most", None), ("线索发生率", "at_least", "warning"),
        ("欠薪案件数", "at_least", "warning"), ("举报投诉件数", "at_least", "warning"), ("生产安全事故起数", "at_least", "warning"),
        ("举报投诉案件结案率", "at_least", None), ("欠薪案件结案率", "at_least", None), ("办结案件数", "at_least", None),
        ("城镇失业人员就业人数", "at_least", None), ("失业保险参保人数", "at_least", None), ("仲裁案件数", "at_least", "warning"),
        ("登记失业率低于", "at_least", "error"), ("登记失业率低于", "at_most", "warning"), ("登记失业率低于", "below", None),
        ("登记失业率（控制在）", "at_least", "error"), ("登记失业率（控制在）", "at_most", None),
    ],
)  # fmt: skip
def test_what_is_better_when_lower_is_not_judged_as_a_floor_without_a_word(name, bound, found):
    rules = of_rate({"市": ("assigned", bound, 4), "甲": ("assigned", bound, 4)}, name)
    assert rules == ([("bound", found, "第1项")] if found else [])


@pytest.mark.parametrize(
    ("unit", "value", "found"),
    [("%", 100, []), ("%", 100.5, [("share", "warning", "第1项")]), ("‰", 1000, []), ("‰", 1001, [("share", "warning", "第1项")]), ("户", 300, [])],
)  # fmt: skip
def test_a_share_is_at_most_the_whole(unit, value, found):
    assert of_rate({"市": ("assigned", "at_least", value)}, unit=unit) == found


REGISTER = "no,name,unit,kind,bound,pace,frequency,definition,net,inferred_from\n"


@pytest.mark.parametrize(
    ("definition", "net", "inferred_from", "said"),
    [
        ("净增人数", "", "", "口径：净"),
        ("减去退休", "true", "kind=flow（无时点字样）；net=true（口径：减去）", "口径：减去"),
        ("净增人数", "true", "", None),  # a person said so
        ("净增人数", "false", "net=true（口径：净）", None),  # and put it right
        ("新增人数", "", "", None),
    ],
)
def test_a_balance_that_was_inferred_is_shown_as_such(small, definition, net, inferred_from, said):
    files = {
        "indicators.csv": f"{REGISTER}1,就业人数,人,flow,at_least,accumulates,monthly,{definition},{net},{inferred_from}\n",
        "targets/2024.csv": "no,area,state,bound,value\n"
        + "".join(f"1,{area},assigned,,{value}\n" for area, value in (("全市", 30), ("甲", 10), ("乙", 20))),
    }
    found = check_plan(small(files), 2024)
    told = found.loc[found["rule"] == "net", "message"].tolist()
    assert told == ([f"“就业人数”推断为净额（{said}），可回落、可为负：请核对net"] if said else [])

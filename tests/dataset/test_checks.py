import pytest

from hrss_analysis.errors import InputError

TARGETS = "no,area,state,bound,value"
MORE = "no,name,unit,kind,bound,pace,frequency"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"areas.csv": "area\n全市\n甲\n甲\n"}, r"areas.csv, line 4, column area: the area '甲' stands twice"),
        ({"areas.csv": "area\n甲\n"}, r"dataset.toml: city: unknown area '全市'"),
    ],
)
def test_areas(small, files, message):
    with pytest.raises(InputError, match=message):
        _ = small(files).areas


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "1,a,人,flow,at_least,accumulates,monthly,\n1,b,人,flow,at_least,accumulates,monthly,",
            "line 3, .*number 1 stands twice",
        ),
        ("1,a,人,flow,at_least,accumulates,monthly,7", "no indicator 7 to be part of"),
        ("1,a,人,flwo,at_least,accumulates,monthly,", "unknown kind 'flwo': did you mean 'flow'"),
        ("1,a,人,flow,at_least,accumulates,,", "column frequency: the cell is blank"),
    ],
)
def test_indicators(small, rows, message):
    with pytest.raises(InputError, match=message):
        _ = small({"indicators.csv": f"{MORE},part_of\n{rows}\n"}).indicators


def test_a_rate_cannot_be_additive(small):
    with pytest.raises(InputError, match="a rate does not add up"):
        _ = small({"indicators.csv": f"{MORE},additive\n1,a,%,rate,at_least,level,monthly,true\n"}).indicators


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,甲,assigned,,", "an assigned or shared target needs a number"),
        ("1,甲,shared,,", "needs a number"),
        ("1,甲,assigned,,-1", "cannot be negative"),
        ("1,甲,assigned,,0", "write the state zero"),
        ("1,甲,zero,,3", "the state says zero, the cell says 3"),
        ("1,甲,not_assigned,,3", "the state says there is no target, the cell says 3"),
        ("1,甲,issued_separately,,3", "there is no target"),
        ("9,甲,assigned,,3", "unknown indicator '9'"),
        ("1,丙,assigned,,3", "line 2, column area: unknown area '丙'"),
        ("1,甲,assigned,,3\n1,甲,assigned,,4", "line 3, .*two targets for one area"),
    ],
)
def test_targets(small, row, message):
    with pytest.raises(InputError, match=message):
        small({"targets/2024.csv": f"{TARGETS}\n{row}\n"}).targets(2024)


def test_a_ceiling_may_be_zero(small):
    targets = small({"targets/2024.csv": f"{TARGETS}\n1,甲,assigned,at_most,0\n"}).targets(2024)
    assert targets["value"].tolist() == [0]


def test_a_target_in_another_unit_is_converted(small):
    rows = "1,全市,assigned,,1.35,万人\n1,甲,assigned,,500,\n"
    targets = small({"targets/2024.csv": f"{TARGETS},unit\n{rows}"}).targets(2024)
    assert targets["value"].tolist() == [13500, 500]
    assert targets["unit"].tolist() == ["人", "人"]


def test_a_target_in_a_unit_that_does_not_convert_is_refused(small):
    with pytest.raises(InputError, match="the unit '家' does not convert"):
        small({"targets/2024.csv": f"{TARGETS},unit\n1,甲,assigned,,3,家\n"}).targets(2024)


@pytest.mark.parametrize(
    ("kind", "definition", "written", "net"),
    [
        ("flow", "净增人数", "", True),
        ("flow", "净化环境的岗位数", "false", False),
        ("flow", "退休后扣减", "true", True),
        ("flow", "新增人数", "", False),
        ("stock", "净值", "", False),
    ],
)
def test_the_column_says_whether_a_count_is_a_balance(small, kind, definition, written, net):
    rows = f"{MORE},definition,net\n1,a,人,{kind},at_least,level,monthly,{definition},{written}\n"
    assert small({"indicators.csv": rows}).indicators["net"].tolist() == [net]

"""Each rule once where it must speak and once where it must not."""

import re

import pytest

from hrss_analysis import check, open_dataset
from hrss_analysis.checks import RULES

INDICATORS = (
    "no,name,unit,kind,bound,pace,frequency,part_of,definition\n"
    "1,培训人数,人,flow,at_least,accumulates,monthly,,\n"
    "2,其中青年,人,flow,at_least,accumulates,monthly,1,\n"
    "3,新增就业,万人,flow,at_least,accumulates,monthly,,净增人数\n"
    "4,参保人数,万人,stock,at_least,growth,monthly,,\n"
    "5,结案率,%,rate,at_least,level,monthly,,\n"
    "6,欠薪结案率,%,rate,at_least,level,monthly,5,\n"
    "7,创业人数,人,flow,at_least,accumulates,monthly,,\n"
    "8,线索发生率,%,rate,below,level,monthly,,\n"
)
TOML = 'title = "例"\ncity = "全市"\n[rules]\nsoft_parts = [[7, 1]]\noverlapping = [7]\n'
TARGETS = "no,area,state,bound,value\n" + "".join(
    f"{no},{area},{'assigned' if area != '丙' else 'not_assigned'},,{'' if area == '丙' else value}\n"
    for no, value in ((1, 1000), (2, 1000), (3, 1000), (4, 1000), (5, 90), (6, 90), (7, 1000), (8, 0.5))
    for area in ("全市", "甲", "乙", "丙")
)
HEAD = "no,area,value,numerator,denominator,submitted_at\n"
NAMES = "培训人数|其中青年|新增就业|参保人数|欠薪结案率|结案率|创业人数|线索发生率|[甲乙丙]局?|全市|口径调整|张三"
SOUND = [
    "1,甲,300,,,2024-07-08", "1,乙,300,,,2024-07-08", "2,甲,100,,,2024-07-08", "2,乙,100,,,2024-07-08",
    "3,甲,1.5,,,2024-07-08", "3,乙,1.5,,,2024-07-08", "4,甲,30.5,,,2024-07-08", "4,乙,30.5,,,2024-07-08",
    "5,甲,98,98,100,2024-07-08", "5,乙,98,98,100,2024-07-08", "6,甲,98,49,50,2024-07-08", "6,乙,98,49,50,2024-07-08",
    "7,甲,60,,,2024-07-08", "7,乙,70,,,2024-07-08", "8,甲,0.3,,,2024-07-08", "8,乙,0.3,,,2024-07-08",
]  # fmt: skip
BEFORE = ["1,甲,150", "1,乙,150", "2,甲,50", "2,乙,50", "3,甲,0.7", "3,乙,0.7", "4,甲,30", "4,乙,30"]
YEAR_AGO = ["4,乙,20", "1,甲,280", "1,乙,280", "3,甲,1.4"]
BEFORE_THAT = ["1,甲,140", "1,乙,140", "3,甲,0.7"]


def found(write, *changed, drop=(), waivers=""):
    """The findings on a sound quarter with some rows changed: rows of the same cell are replaced."""
    cells = {tuple(row.split(",")[:2]): row for row in SOUND}
    extra = []
    for row in changed:
        key = tuple(row.lstrip("+").split(",")[:2])
        if row.startswith("+"):
            extra.append(row[1:])
        else:
            cells[key] = row + "," * (4 - row.count(",")) + ",2024-07-08" if row.count(",") < 5 else row
    rows = [row for key, row in cells.items() if key not in drop] + extra
    files = {
        "dataset.toml": TOML,
        "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        "indicators.csv": INDICATORS,
        "targets/2024.csv": TARGETS,
        "actuals/2024Q2.csv": HEAD + "\n".join(rows) + "\n",
        "actuals/2024Q1.csv": "no,area,value\n" + "\n".join(BEFORE) + "\n",
        "actuals/2023Q2.csv": "no,area,value\n" + "\n".join(YEAR_AGO) + "\n",
        "actuals/2023Q1.csv": "no,area,value\n" + "\n".join(BEFORE_THAT) + "\n",
    }
    if waivers:
        files["waivers.csv"] = waivers
    return said_in_both(check(open_dataset(write(files)), "2024Q2"))


def said_in_both(rows):
    """Every finding says the same in English, with the same figures; only names stay Chinese."""
    for chinese, english in zip(rows["message"], rows["message_en"], strict=True):
        left = re.sub(NAMES, "", english).replace(" × 10,000 ", " ")
        assert not re.search("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]", left), english
        assert set(re.findall(r"\d[\d,.]*\d|\d", left)) <= set(re.findall(r"\d[\d,.]*\d|\d", chinese)), english
        assert left[-1] not in ".;:,", english
    return rows


def test_a_sound_quarter_has_no_findings(write):
    assert found(write).empty


@pytest.mark.parametrize(
    ("rule", "severity", "changed", "said"),
    [
        ("magnitude", "error", ["1,甲,2800000"], "疑为“万”与个位单位填错"),
        ("magnitude", "error", ["3,甲,14000"], "倍"),
        ("negative", "error", ["4,甲,-1"], "不应为负"),
        ("fractional", "error", ["1,甲,300.5"], "应为整数"),
        ("fallen", "error", ["1,甲,149"], "低于上期累计150，疑填成当期数"),
        ("net_fallen", "warning", ["3,甲,0.6"], "请说明减员原因"),
        ("out_of_range", "error", ["5,甲,101"], "超过100%"),
        ("part_over_whole", "error", ["2,甲,301"], "大于所属第1项的300"),
        ("cases_over_whole", "error", ["6,甲,98,49,101"], "大于所属第5项"),
        ("rate_off", "error", ["5,甲,97.9,98,100"], "由分子分母计算为98"),
        ("sum_off", "error", ["+1,全市,601,,,2024-07-08"], "上报601，各地区合计600"),
        ("city_rate_outside", "warning", ["+5,全市,99,,,2024-07-08"], "不在各地区的最低与最高之间"),
        ("unassigned", "warning", ["+1,丙,5,,,2024-07-08"], "计划未向该地区分解"),
        ("copied", "warning", ["1,甲,150"], "与上期完全相同"),
        ("outlier", "warning", ["1,甲,900"], "与去年同期（140）相差过大"),
        ("stock_jump", "warning", ["4,甲,34"], "变动远大于往常"),
        ("percentage", "error", ["5,甲,0.98"], "疑为小数与百分数填错"),
        ("percentage", "error", ["8,甲,30"], "疑为小数与百分数填错"),
        ("rare_and_large", "warning", ["8,甲,6"], "超过限值0.5的10倍"),
        ("over_hundred", "warning", ["5,甲,102,102,100"], "分子大于分母"),
        ("soft_part_over_whole", "warning", ["7,甲,301"], "大于按定义应包含它的第1项的300"),
        ("overlap", "warning", ["+7,全市,120,,,2024-07-08"], "请说明重复统计的部分"),
        ("city_rate_off", "warning", ["+5,全市,97,97,100,2024-07-08"], "由各地区分子分母合计计算为98"),
        ("break_unsaid", "warning", ["4,乙,41"], "口径若有变，状态请选B"),
        ("conflicting", "error", ["+1,甲,301,,,2024-07-08"], "报了不同的数"),
        ("late", "info", ["1,甲,300,,,2024-07-20"], "晚于截止日7月15日"),
        ("revised", "info", ["+1,甲,310,,,2024-07-30"], "由首报的300修订为310"),
    ],
)
def test_each_rule_speaks(write, rule, severity, changed, said):
    rows = found(write, *changed)
    named = rows[rows["rule"] == rule]
    assert len(named) == 1, rows[["rule", "message"]].to_string()
    assert named["severity"].item() == severity
    assert said in named["message"].item()


def test_a_stock_is_held_against_its_own_usual_change(write):
    """甲 grows by 1 % a quarter, give or take: 6 % is unusual, though it is less than a tenth."""
    quarters = ["2022Q3", "2022Q4", "2023Q1", "2023Q2", "2023Q3", "2023Q4", "2024Q1"]
    levels = [100, 101, 102, 103.1, 104, 105.1, 106]
    files = {
        "indicators.csv": INDICATORS, "targets/2024.csv": TARGETS, "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        **{f"actuals/{quarter}.csv": f"no,area,value\n4,甲,{level}\n" for quarter, level in zip(quarters, levels, strict=True)},
        "actuals/2024Q2.csv": "no,area,value\n4,甲,112.4\n",
    }  # fmt: skip
    jumps = said_in_both(check(open_dataset(write(files)), "2024Q2")).query("rule == 'stock_jump'")
    assert jumps["message"].item().startswith("参保人数（甲）为112.4，上期106")
    files["actuals/2024Q2.csv"] = "no,area,value\n4,甲,107.2\n"
    assert said_in_both(check(open_dataset(write(files)), "2024Q2")).query("rule == 'stock_jump'").empty


def test_figures_that_are_all_round_or_the_same_elsewhere(write):
    rows = "no,area,value,reporter\n" + "".join(f"{no},甲,{no}00,甲\n" for no in range(1, 8) if no not in (3, 4, 5, 6))
    files = {
        "indicators.csv": INDICATORS.replace("rate", "flow").replace("stock", "flow").replace("growth", "accumulates"),
        "targets/2024.csv": TARGETS, "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        "actuals/2024Q2.csv": rows + "5,甲,500,甲\n6,甲,600,甲\n1,乙,100,乙\n1,丙,100,丙\n",
    }  # fmt: skip
    found_ = said_in_both(check(open_dataset(write(files)), "2024Q2"))
    assert set(found_.query("rule == 'rounded'")["area"]) == {"甲"}
    assert set(found_.query("rule == 'same_elsewhere'")["area"]) == {"甲", "乙", "丙"}


def test_a_slice_finds_what_the_whole_finds_in_it(wuxi):
    own = check(wuxi.only(["江阴"]), "2024Q1")
    whole = check(wuxi, "2024Q1").query("area == '江阴'")
    assert own["message"].tolist() == whole["message"].tolist()


def test_what_is_due_and_missing_is_named(write):
    rows = found(write, drop=[("1", "甲")])
    assert rows.loc[rows["rule"] == "missing", "message"].tolist() == ["培训人数（甲）本期应报未报"]


def test_rates_of_a_part_may_exceed_the_whole_rate(write):
    assert found(write, "6,甲,100,50,50").empty


def test_an_accepted_finding_is_kept_as_info_with_the_name(write):
    waivers = "period,no,area,status,reason,by\n2024Q2,1,甲,accepted,口径调整,张三\n"
    row = found(write, "1,甲,149", waivers=waivers).query("rule == 'fallen'").iloc[0]
    assert row["severity"] == "info"
    assert row["message"].endswith("（已认可：口径调整，张三）")
    assert row["accepted"]


@pytest.mark.parametrize("cell", ["2024Q1,1,甲", "2024Q2,2,甲", "2024Q2,1,乙"])
def test_a_finding_is_accepted_by_its_cell_and_no_other(write, cell):
    waivers = f"period,no,area,status,reason,by\n{cell},accepted,口径调整,张三\n"
    row = found(write, "1,甲,149", waivers=waivers).query("rule == 'fallen'").iloc[0]
    assert (row["severity"], row["accepted"]) == ("error", False)
    assert "已认可" not in row["message"]


def test_every_rule_says_what_it_checks():
    assert all(rule.about.endswith(".") for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_simulated_quarters_have_no_errors(wuxi):
    for quarter in (1, 2, 3, 4):
        assert "error" not in set(check(wuxi, f"2024Q{quarter}")["severity"])


@pytest.mark.parametrize(("first", "speaks"), [("乙局,", False), ("乙局,2024-07-20", True)])
def test_a_row_without_a_time_is_not_the_newest(write, first, speaks):
    """乙局 gave 300 before 甲 corrected it, or after: only then they disagree."""
    rows = f"no,area,value,reporter,submitted_at\n1,甲,300,{first}\n1,甲,290,甲,2024-07-01\n1,甲,300,甲,2024-07-02\n1,甲,310,甲,2024-07-09\n"
    later = rows if not speaks else rows.replace("1,甲,300,乙局", "1,甲,290,乙局")
    files = {
        "indicators.csv": INDICATORS, "targets/2024.csv": TARGETS, "areas.csv": "area\n全市\n甲\n乙\n丙\n",
        "actuals/2024Q2.csv": later,
    }  # fmt: skip
    found_ = said_in_both(check(open_dataset(write(files)), "2024Q2")).query("rule == 'conflicting'")
    assert len(found_) == speaks


def test_a_quarter_that_nothing_came_in_for_is_checked_too(write):
    files = {"dataset.toml": TOML, "areas.csv": "area\n全市\n甲\n", "indicators.csv": INDICATORS}
    files["targets/2024.csv"] = "no,area,state,bound,value\n5,甲,assigned,,90\n"
    assert said_in_both(check(open_dataset(write(files)), "2024Q2"))["rule"].tolist() == ["missing"]

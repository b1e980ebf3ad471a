"""What changes during a year: targets adjusted, indicators paused, departments renamed."""

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.briefings import closing
from hrss_analysis.checks.senders import due_cells
from hrss_analysis.errors import InputError
from hrss_analysis.intake.receiving import receive
from hrss_analysis.intake.workbook.template import make_template

PLAN = "no,area,state,bound,value,issued_on\n1,甲,assigned,,100,2024-04-18\n1,乙,assigned,,100,2024-04-18\n"
ADJUSTED = PLAN + "1,甲,assigned,,200,2024-07-01\n1,全市,assigned,,300,2024-07-01\n"
ACTUALS = {
    f"actuals/2024Q{quarter}.csv": f"no,area,value\n1,甲,{30 * quarter}\n1,乙,{25 * quarter}\n" for quarter in (1, 2, 3)
}


def targets(ds, period, **options):
    return hrss.progress(ds, period, **options).set_index("area")["target"].to_dict()


def test_a_quarter_is_judged_by_the_targets_in_force_at_its_end(small):
    ds = small({"targets/2024.csv": ADJUSTED, **ACTUALS})
    assert targets(ds, "2024Q1") == {"甲": 100, "乙": 100}, "the plan's own count, though issued after the quarter"
    assert targets(ds, "2024Q2") == {"甲": 100, "乙": 100}, "30 June is before 1 July"
    assert targets(ds, "2024Q3") == {"全市": 300, "甲": 200, "乙": 100}
    assert targets(ds, "2024Q3", as_of="2024-06-30") == {"甲": 100, "乙": 100}
    assert hrss.target_shares(ds, "2024Q2").set_index("area").at["甲", "share"] == 0.5
    assert hrss.target_shares(ds, "2024Q3").set_index("area").at["甲", "share"] == pytest.approx(2 / 3)


def test_an_adjustment_of_the_quarters_last_day_counts(small):
    ds = small({"targets/2024.csv": ADJUSTED.replace("2024-07-01", "2024-06-30"), **ACTUALS})
    assert targets(ds, "2024Q2")["甲"] == 200


def test_a_page_says_that_targets_were_adjusted(small):
    ds = small({"targets/2024.csv": ADJUSTED, **ACTUALS})
    assert "2024年7月1日调整2个目标；以本期末有效的目标评判" in closing(hrss.quarter(ds, "2024Q3"))
    assert "目标调整" not in closing(hrss.quarter(ds, "2024Q2"))


WAIVERS = "period,no,area,status,reason,by\n2024Q2..2024Q3,1,*,paused,系统升级,王\n"
PAUSED = {"targets/2024.csv": PLAN, "waivers.csv": WAIVERS, **ACTUALS}


def test_a_pause_holds_for_all_areas_from_one_quarter_to_another(small):
    ds = small({**PAUSED, "actuals/2024Q4.csv": "no,area,value\n1,甲,120\n"})
    for period, paused in (("2024Q1", False), ("2024Q2", True), ("2024Q3", True), ("2024Q4", False)):
        assert set(hrss.progress(ds, period)["status"] == "paused") == {paused}, period


def test_what_is_paused_is_asked_for_by_nobody(small):
    ds = small(PAUSED)
    assert len(due_cells(ds, "2024Q1")) == 2
    assert due_cells(ds, "2024Q2").empty
    with pytest.raises(InputError, match="nothing is due from 甲"):
        make_template(ds, "2024Q2", "甲")
    silent = small({**PAUSED, "actuals/2024Q2.csv": "no,area,value\n"}, name="silent")
    assert hrss.check(silent, "2024Q2").empty


def test_what_is_paused_is_not_projected(small):
    then = {f"actuals/2023Q{quarter}.csv": f"no,area,value\n1,甲,{20 * quarter}\n" for quarter in (1, 2, 3, 4)}
    ds = small({**PAUSED, **then})
    assert hrss.project(ds, "2024Q1").query("area == '甲'")["method"].item() == "remainder"
    row = hrss.project(ds, "2024Q2").query("area == '甲'").iloc[0]
    assert (row["method"], row["reason"], pd.isna(row["year_end"])) == ("", "projected_paused", True)


def test_a_later_decision_ends_a_pause(small):
    ended = WAIVERS + "2024Q3,1,乙,on_pace,恢复,王\n"
    cells = hrss.progress(small({**PAUSED, "waivers.csv": ended}), "2024Q3").set_index("area")["status"]
    assert cells.to_dict() == {"甲": "paused", "乙": "on_pace"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "2024Q3..2024Q2,1,*,paused,因,",
            "line 2, column period: 2024Q3..2024Q2: the first period must not come after",
        ),
        ("2024Q3..24Q4,1,*,paused,因,", "line 2, column period: unknown period '24Q4'"),
        ("2024Q3,1,**,paused,因,", "line 2, column area: unknown area '\\*\\*'"),
        ("2024Q3,2,*,paused,因,", "line 2, column no: unknown indicator '2'"),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused(small, row, message):
    with pytest.raises(InputError, match=message):
        hrss.progress(small({**PAUSED, "waivers.csv": f"period,no,area,status,reason,by\n{row}\n"}), "2024Q3")


LED = "no,name,unit,kind,bound,pace,frequency,lead_department\n1,培训人数,人,flow,at_least,accumulates,monthly,人力资源市场处\n"
ALIASES = 'title = "例"\ncity = "全市"\n[departments.aliases]\n"市场处" = "人力资源市场处"\n'
FORM = "填报单位,{}\n期次,2024Q2\n序号,指标,单位,地区,累计完成\n1,培训人数,人,甲,60\n1,培训人数,人,乙,50\n"


@pytest.mark.parametrize("toml", [ALIASES, ALIASES.replace("[", "[from.2025.")])
@pytest.mark.parametrize(
    ("sender", "status"), [("市场处", "added"), ("人力资源市场处", "added"), ("市场局", "refused")]
)
def test_a_form_under_a_departments_old_name_is_taken(write, sender, status, toml):
    folder = write({"dataset.toml": toml, "indicators.csv": LED, "targets/2024.csv": PLAN})
    form = folder.parent / "form.csv"
    form.write_text(FORM.format(sender), encoding="utf-8")
    assert receive(folder, form).status == status
    if status == "added":
        assert set(hrss.open_dataset(folder).record()["reporter"]) == {"人力资源市场处"}


def test_an_alias_of_an_alias_is_refused(write):
    chain = ALIASES + '"市场科" = "市场处"\n'
    with pytest.raises(InputError, match="市场科 is called 市场处, which is itself an old name"):
        hrss.open_dataset(write({"dataset.toml": chain}))


NEXT = "填报单位,甲\n期次,{}\n序号,指标,单位,累计完成\n1,培训人数,人,60\n"


def test_figures_may_come_before_the_years_plan_and_keep_its_numbers(write):
    folder = write({"targets/2024.csv": PLAN, **ACTUALS})
    form = folder.parent / "form.csv"
    form.write_text(NEXT.format("2025Q1"), encoding="utf-8")
    receipt = receive(folder, form)
    assert receipt.status == "added"
    assert "2025年计划尚未导入，按2024年计划的序号、单位读取" in " ".join(receipt.findings["message"])
    assert hrss.open_dataset(folder).record(["2025Q1"])["plan"].tolist() == [2024]
    form.write_text(NEXT.format("2026Q1"), encoding="utf-8")
    assert receive(folder, form).status == "refused", "two years ahead is rather a slip"
    form.write_text(NEXT.format("2024Q3").replace("60", "95"), encoding="utf-8")
    assert receive(folder, form).status == "added"
    assert hrss.open_dataset(folder).record(["2024Q3"])["plan"].tolist()[-1] == 2024


def test_figures_in_terms_that_the_new_plan_left_are_said_not_to_be_used(small):
    head = "no,name,unit,kind,bound,pace,frequency"
    flow = "人,flow,at_least,accumulates,monthly"
    files = {
        "indicators.csv": f"{head}\n1,培训人数,{flow}\n2,创业人数,{flow}\n",
        "indicators/2025.csv": f"{head},id,follows,relation\n7,培训人数,{flow},1,,redefined\n8,创业人数,{flow},2,,same\n",
        "targets/2025.csv": "no,area,state,bound,value\n7,甲,assigned,,100\n8,甲,assigned,,100\n",
        "actuals/2025Q1.csv": "no,area,value,plan\n1,甲,30,2024\n2,甲,20,2024\n",
    }
    found = hrss.check(small(files), "2025Q1").set_index("rule")
    assert found.loc["other_terms", ["no", "area"]].tolist() == [7, "甲"]
    assert "按2024年计划的口径报送了30，与本年口径不可比，未采用" in found.at["other_terms", "message"]
    files["actuals/2025Q1.csv"] += "7,甲,33,2025\n"
    assert "other_terms" not in set(hrss.check(small(files, name="sent"), "2025Q1")["rule"])


def test_settings_may_begin_with_a_year(write):
    dated = 'title = "例"\ncity = "全市"\n[thresholds]\nlevel_points = 3\n[from.2025.thresholds]\nslightly_behind = 5\n'
    ds = hrss.open_dataset(write({"dataset.toml": dated, "targets/2024.csv": PLAN, "targets/2025.csv": PLAN}))
    for year, points in ((2024, 10), (2025, 5), (2026, 5)):
        limits = ds.in_terms_of(year).settings.thresholds
        assert (limits.slightly_behind, limits.level_points) == (points, 3)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[from.2025.thresholds]\nslighty_behind = 5\n", "unknown threshold 'slighty_behind'"),
        ("[from.25.thresholds]\nslightly_behind = 5\n", "from.25: the key must be a year"),
        ("[from.2025.units]\n'千人' = ['人', 1000]\n", "unknown key of from.2025 'units'"),
        ("[from.2025]\nthresholds = 5\n", "from.2025.thresholds must be a table"),
    ],
)
def test_settings_of_a_year_are_read_as_strictly(write, toml, message):
    with pytest.raises(InputError, match=message):
        hrss.open_dataset(write({"dataset.toml": 'title = "例"\ncity = "全市"\n' + toml}))

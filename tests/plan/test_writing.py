"""A document imported over tables that are there: what it may change, what it may not, what it is refused for."""

import os
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.dataset.transaction import locked
from hrss_analysis.errors import InputError
from hrss_analysis.plan import import_plan, write_imported
from hrss_analysis.plan.inferring import INFERRED, inferred_values

from ..conftest import ROOT
from ..killing import outcomes
from .printing import Item, RandomPlan, as_text

AREAS = ("甲区", "乙区")
ITEMS = (
    Item(1, "城镇新增就业人数", "", "（）", "就业", "岗位", "人", "人", "1200", "1200", ("700", "500"), 0, ("就业科",)),
    Item(2, "失业保险参保人数", "", "（）", "社保", "失业", "人", "人", "90", "90", ("50", "40"), 0, ("社保中心",)),
    Item(3, "案件结案率", "quarterly", "（）", "劳动", "仲裁", "%", "%", "95", "95", ("95", "/"), 0, ("仲裁院",)),
)
TOML = 'title = "例"\ncity = "全市"\n'
DEFINITION = "按规定统计的数量。"


@pytest.fixture
def office(tmp_path):
    """A dataset whose plan has been imported, with areas and one quarter's figures."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "dataset.toml").write_text(TOML, encoding="utf-8")
    (folder / "areas.csv").write_text("area\n全市\n甲区\n乙区\n", encoding="utf-8")
    assert write_imported(plan(tmp_path), folder).changes == []
    put(folder, "actuals/2025Q1.csv", "no,area,value\n1,甲区,100\n2,甲区,45\n")
    return folder


def plan(tmp_path, items=ITEMS, edit=lambda text: text):
    path = tmp_path / "plan.txt"
    path.write_text(edit(as_text(RandomPlan(AREAS, tuple(items), 2))), encoding="utf-8")
    imported = import_plan(path)
    assert not imported.failed, imported.findings.to_string()
    return imported


def item(no, **changes):
    return tuple(replace(one, **changes) if one.no == no else one for one in ITEMS)


def put(folder, name, text):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def table(folder, name="indicators.csv"):
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def correct(folder, no, name="indicators.csv", **cells):
    """What a person does in a spreadsheet."""
    frame = table(folder, name)
    for column, value in cells.items():
        if column not in frame:
            frame[column] = ""
        frame.loc[frame["no"] == str(no), column] = value
    frame.to_csv(folder / name, index=False)


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".lock", "findings.csv")
    }


def refused(written):
    return written.findings[written.findings["severity"] == "error"]


def test_the_same_document_again_changes_nothing(office, tmp_path):
    before = content(office)
    written = write_imported(plan(tmp_path), office)
    assert (written.changes, written.kept, written.failed) == ([], [], False)
    assert content(office) == before


# --- numbers that mean other indicators


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_a_number_that_means_another_indicator_is_refused_whatever_the_year(office, tmp_path, year):
    before = content(office)
    other = plan(tmp_path, item(1, name="城镇失业人员就业人数"), lambda text: text.replace("2025", year))
    written = write_imported(other, office, replace=True)
    (found,) = refused(written).itertuples()
    assert (found.rule, found.where) == ("identity", "第1项")
    for words in ("“城镇新增就业人数”", "“城镇失业人员就业人数”", "2025Q1数据", "2025年目标", "新的文件夹"):
        assert words in found.message
    assert content(office) == before


def test_two_numbers_that_change_places_are_both_named(office, tmp_path):
    first, second, third = ITEMS
    swapped = (replace(second, no=1), replace(first, no=2), third)
    assert refused(write_imported(plan(tmp_path, swapped), office, replace=True))["where"].tolist() == [
        "第1项",
        "第2项",
    ]


def test_wording_is_no_other_indicator(office, tmp_path):
    reworded = plan(tmp_path, item(1, name="城镇“新增”就业人数"))
    written = write_imported(reworded, office, replace=True)
    assert not written.failed
    assert any("1 name: '城镇新增就业人数' becomes '城镇“新增”就业人数'" in change for change in written.changes)
    assert open_dataset(office).indicator(1).name == "城镇“新增”就业人数"


def test_a_number_that_goes_while_it_has_figures_is_refused(office, tmp_path):
    put(office, "actuals/2025Q1.csv", "no,area,value\n3,甲区,95\n")
    (found,) = refused(write_imported(plan(tmp_path, ITEMS[:2]), office, replace=True)).itertuples()
    assert "文件中没有第3项“案件结案率”，而数据集有其2025Q1数据、2025年目标" in found.message


def test_a_number_that_has_no_figures_goes_with_its_targets(office, tmp_path):
    written = write_imported(plan(tmp_path, ITEMS[:2]), office, replace=True)
    assert not written.failed
    assert any(change.endswith("indicators.csv: 3 goes") for change in written.changes)
    assert set(open_dataset(office).targets(2025)["no"]) == {1, 2}


def test_a_whole_that_goes_is_not_left_as_anybodys(office, tmp_path):
    correct(office, 1, part_of="3")
    (found,) = refused(write_imported(plan(tmp_path, ITEMS[:2]), office, replace=True)).itertuples()
    assert (found.rule, found.where) == ("part-of", "第1项")
    assert open_dataset(office).indicator(1).part_of == 3


def test_a_number_that_a_decision_or_a_setting_names_does_not_go(office, tmp_path):
    put(office, "dataset.toml", TOML + "[ranking]\nexclude = [3]\n")
    assert "dataset.toml" in refused(write_imported(plan(tmp_path, ITEMS[:2]), office)).iloc[0]["message"]
    put(office, "dataset.toml", TOML)
    put(office, "waivers.csv", "period,no,area,status,reason\n2025Q1,3,甲区,accepted,已核实\n")
    assert "waivers.csv" in refused(write_imported(plan(tmp_path, ITEMS[:2]), office)).iloc[0]["message"]


def test_a_number_with_figures_that_the_register_does_not_know_is_refused(office, tmp_path):
    put(office, "actuals/2025Q1.csv", "no,area,value\n1,甲区,1\n3,甲区,95\n")
    frame = table(office)
    frame[frame["no"] != "3"].to_csv(office / "indicators.csv", index=False)
    written = write_imported(plan(tmp_path), office, replace=True)
    assert "没有第3项" in refused(written).iloc[0]["message"]


@pytest.mark.parametrize(
    ("unit", "cells", "city", "said"),
    [("万人", ("7", "5"), "12", "按原单位记录"), ("家", ("700", "500"), "1200", "按原单位记录")],
)
def test_a_unit_does_not_change_under_figures(office, tmp_path, unit, cells, city, said):
    changed = item(1, unit=unit, city_unit=unit, cells=cells, city=city, register=city)
    (found,) = refused(write_imported(plan(tmp_path, changed), office, replace=True)).itertuples()
    assert said in found.message
    (office / "actuals/2025Q1.csv").unlink()
    assert not write_imported(plan(tmp_path, changed), office, replace=True).failed
    assert open_dataset(office).indicator(1).unit == unit


def test_targets_of_another_year_must_convert_to_a_new_unit(office, tmp_path):
    (office / "actuals/2025Q1.csv").unlink()
    put(office, "targets/2024.csv", "no,area,state,bound,value,unit\n1,甲区,assigned,,600,人\n")
    wan = item(1, unit="万人", city_unit="万人", cells=("7", "5"), city="12", register="12")
    others = item(1, unit="家", city_unit="家")
    assert "2024年目标不能换算" in refused(write_imported(plan(tmp_path, others), office)).iloc[0]["message"]
    assert not write_imported(plan(tmp_path, wan), office, replace=True).failed
    put(office, "targets/2024.csv", "no,area,state,bound,value\n1,甲区,assigned,,600\n")
    assert "2024年目标不能换算" in refused(write_imported(plan(tmp_path), office)).iloc[0]["message"]


def test_nothing_that_was_written_for_another_name_is_kept(office, tmp_path):
    own = {"definition": "自己的话", "numerator": "分子", "name_en": "Jobs", "kind": "stock", "pace": "growth"}
    correct(office, 1, **own)
    (office / "actuals/2025Q1.csv").unlink()
    (office / "targets/2025.csv").unlink()
    written = write_imported(plan(tmp_path, item(1, name="城镇失业人员就业人数")), office, replace=True)
    assert not written.failed
    row = table(office).set_index("no").loc["1"]
    assert row[["definition", "numerator", "name_en", "kind", "pace"]].tolist() == ["", "", "", "flow", "accumulates"]
    for name, value in own.items():
        assert any(f"1 {name}: {value!r} becomes" in change for change in written.changes)


def test_an_area_that_the_dataset_does_not_know_is_refused(office, tmp_path):
    put(office, "areas.csv", "area\n全市\n甲区\n")
    before = content(office)
    written = write_imported(plan(tmp_path), office, replace=True)
    assert "areas.csv中没有乙区" in refused(written).iloc[0]["message"]
    assert content(office) == before


# --- corrected by hand


def test_what_was_inferred_stands_with_its_cue(office):
    cells = table(office).set_index("no")["inferred_from"]
    assert cells["2"] == (
        "kind=stock（名称：参保人数）；bound=at_least（无限定词）；pace=growth（时点数）；frequency=monthly（无标注）；"
        "additive=true（数量可加总）；reported_by=社保中心（牵头处室）"
    )
    assert inferred_values(cells["3"]) == {
        "kind": "rate", "bound": "at_least", "pace": "level", "frequency": "quarterly", "additive": "false",
        "part_of": "", "net": "", "tier": "", "reported_by": "仲裁院",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "stock"), ("bound", "at_most"), ("pace", "growth"), ("frequency", "annual"), ("additive", "false"),
        ("part_of", "2"), ("net", "true"), ("tier", "省级"), ("reported_by", "统计科"),
        ("definition", "自己的话"), ("numerator", "甲"), ("denominator", "乙"), ("name_en", "Jobs"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("year", ["2025", "2026"])
def test_what_a_person_put_right_stays(office, tmp_path, column, value, year):
    correct(office, 1, **{column: value})
    written = write_imported(plan(tmp_path, edit=lambda text: text.replace("2025", year)), office, replace=True)
    assert not written.failed
    assert table(office).set_index("no").loc["1", column] == value
    assert written.changes == []
    if column in INFERRED:
        (kept,) = written.kept
        assert f"1 {column}: {value!r} stays" in kept


def test_what_only_the_document_changed_is_listed_and_taken(office, tmp_path):
    before = content(office)
    changed = plan(tmp_path, item(1, tag="quarterly", cells=("600", "600"), offices=("人才科",)))
    written = write_imported(changed, office)
    assert [change.partition(": ")[2] for change in written.changes] == [
        "1 lead_department: '就业科' becomes '人才科'",
        "1 departments: '就业科' becomes '人才科'",
        "1 frequency: 'monthly' becomes 'quarterly'",
        "1 reported_by: '就业科' becomes '人才科'",
        "1 甲区 value: '700' becomes '600'",
        "1 乙区 value: '500' becomes '600'",
    ]
    assert content(office) == before
    write_imported(changed, office, replace=True)
    assert open_dataset(office).indicator(1).frequency == "quarterly"
    assert write_imported(changed, office).changes == []


def test_what_both_changed_is_for_a_person_to_decide(office, tmp_path):
    correct(office, 1, frequency="annual")
    before = content(office)
    changed = plan(tmp_path, item(1, tag="quarterly"))
    (found,) = refused(write_imported(changed, office, replace=True)).itertuples()
    assert (found.rule, found.where) == ("conflict", "第1项 frequency")
    assert "原推断为“monthly”，现由人改为“annual”，本次文件推断为“quarterly”" in found.message
    assert content(office) == before


def test_a_conflict_is_decided_as_it_says(office, tmp_path):
    correct(office, 1, frequency="annual")
    changed = plan(tmp_path, item(1, tag="quarterly"))
    mine = shutil.copytree(office, tmp_path / "mine")
    cell = table(mine).set_index("no").loc["1", "inferred_from"]
    correct(mine, 1, inferred_from=cell.replace("frequency=monthly", "frequency=quarterly"))
    assert not write_imported(changed, mine, replace=True).failed
    assert table(mine).set_index("no").loc["1", "frequency"] == "annual"
    correct(office, 1, frequency="quarterly")
    assert not write_imported(changed, office, replace=True).failed
    assert table(office).set_index("no").loc["1", "frequency"] == "quarterly"


def test_both_changed_to_the_same_is_no_conflict(office, tmp_path):
    correct(office, 1, frequency="quarterly")
    written = write_imported(plan(tmp_path, item(1, tag="quarterly")), office)
    assert (written.failed, written.changes, written.kept) == (False, [], [])


def test_a_kind_does_not_change_under_figures(office, tmp_path):
    stock = plan(tmp_path, edit=lambda text: text.replace("1．城镇新增就业人数：", "1．城镇新增就业人数：期末"))
    (found,) = refused(write_imported(stock, office, replace=True)).itertuples()
    assert (found.rule, "已有数据" in found.message) == ("conflict", True)
    (office / "actuals/2025Q1.csv").unlink()
    written = write_imported(stock, office, replace=True)
    assert not written.failed
    assert open_dataset(office).indicator(1).kind == "stock"


def test_without_a_record_of_what_was_inferred_everything_there_stays(office, tmp_path):
    frame = table(office).drop(columns="inferred_from")
    frame.loc[frame["no"] == "1", ["kind", "pace", "part_of"]] = ["stock", "growth", "2"]
    frame.to_csv(office / "indicators.csv", index=False)
    written = write_imported(plan(tmp_path), office)
    assert written.changes == []
    assert [kept.partition(": ")[2] for kept in written.kept] == [
        "1 kind: 'stock' stays, the document gives 'flow'",
        "1 pace: 'growth' stays, the document gives 'accumulates'",
        "1 part_of: '2' stays, the document gives ''",
    ]
    assert "kind=flow（无时点字样）" in table(office).set_index("no").loc["1", "inferred_from"]
    # and now that the record is there, it stays for good
    assert table(office).set_index("no").loc["1", "kind"] == "stock"
    assert len(write_imported(plan(tmp_path), office).kept) == 3


def test_a_record_that_a_person_wrote_over_is_none(office, tmp_path):
    correct(office, 1, inferred_from="人工核对", kind="stock")
    written = write_imported(plan(tmp_path), office)
    assert [kept.partition(": ")[2] for kept in written.kept] == ["1 kind: 'stock' stays, the document gives 'flow'"]


def test_a_balance_is_told_by_the_documents_own_words(office, tmp_path):
    net = plan(tmp_path, edit=lambda text: text.replace(f"人数：{DEFINITION}", "人数：新就业与减员人数之差。", 1))
    assert net.indicators["net"].tolist() == ["true", "", ""]
    assert "net=true（口径：之差）" in net.indicators["inferred_from"][0]
    written = write_imported(net, office, replace=True)
    assert any("1 net: '' becomes 'true'" in change for change in written.changes)
    assert open_dataset(office).indicator(1).net


@pytest.mark.parametrize(
    ("name", "definition", "found"),
    [
        ("城镇新增就业人数", "净增的人数", "true"), ("城镇净增就业人数", "人数", "true"), ("城镇新增就业人数", "减去自然减员", "true"),
        ("城镇新增就业人数", "净化站的人数", ""), ("净水工培训人数", "人数", ""), ("失业保险参保人数", "净增的人数", ""),
    ],
)  # fmt: skip
def test_only_counts_through_the_year_are_balances(tmp_path, name, definition, found):
    imported = plan(
        tmp_path, item(1, name=name), lambda text: text.replace(f"{name}：{DEFINITION}", f"{name}：{definition}。")
    )
    assert imported.indicators["net"][0] == found


# --- in one step


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("how", "every"), [("kill", 3), ("fail", 2)])  # each one: tests/dataset/test_transaction.py
def test_a_dataset_opens_as_the_old_plan_or_as_the_new_whatever_step_fails(office, tmp_path, how, every):
    changed = plan(tmp_path, item(1, name="城镇“新增”就业人数", cells=("600", "600")))
    new = shutil.copytree(office, tmp_path / "new")
    old = content(office)
    write_imported(changed, new, replace=True)
    new = content(new)
    assert {name for name in new if new[name] != old[name]} == {"indicators.csv", "targets/2025.csv", "definitions.csv"}

    def look(folder):
        open_dataset(folder)
        with locked(folder):
            found = content(folder)
        assert found in (old, new)
        return found == new

    found = outcomes(
        lambda folder: write_imported(changed, folder, replace=True),
        lambda at: shutil.copytree(office, tmp_path / f"office{at}"),
        look,
        how,
        every,
    )
    assert len(found) > 40 / every
    assert {True, False} == set(found)


# --- targets by number, area and date


def test_a_later_row_stays_and_only_the_plans_own_is_corrected(office, tmp_path):
    frame = table(office, "targets/2025.csv").assign(issued_on="")
    adjusted = {"no": "1", "area": "甲区", "state": "assigned", "bound": "at_least", "value": "900", "unit": "人"}
    frame = pd.concat([frame, pd.DataFrame([{**adjusted, "issued_on": "2025-07-01"}])])
    frame.to_csv(office / "targets/2025.csv", index=False)
    changed = plan(tmp_path, item(1, cells=("600", "600")))
    written = write_imported(changed, office, replace=True)
    assert [change.partition(": ")[2] for change in written.changes] == [
        "1 甲区 value: '700' becomes '600'",
        "1 乙区 value: '500' becomes '600'",
    ]
    assert [kept.partition(": ")[2] for kept in written.kept] == [
        "1 甲区 2025-07-01 stays, the document does not say it"
    ]
    ds = open_dataset(office)
    issued = ds.targets_issued(2025).query("no == 1 and area == '甲区'")
    assert issued["value"].tolist() == [600, 900]
    assert ds.targets(2025, as_of="2025-06-30").set_index(["no", "area"]).at[(1, "甲区"), "value"] == 600
    assert ds.targets(2025).set_index(["no", "area"]).at[(1, "甲区"), "value"] == 900


DATED = "关于印发2025年计划的通知"


def dated(day):
    return lambda text: text.replace(DATED, f"{DATED}\n\n{day}\n")


def test_the_date_of_the_document_is_that_of_its_rows(tmp_path):
    imported = plan(tmp_path, edit=dated("2025年4月8日"))
    assert imported.issued_on == "2025-04-08"
    folder = tmp_path / "dated"
    put(folder.parent, "dated/dataset.toml", TOML)
    put(folder, "areas.csv", "area\n全市\n甲区\n乙区\n")
    write_imported(imported, folder)
    assert set(table(folder, "targets/2025.csv")["issued_on"]) == {"2025-04-08"}
    assert write_imported(imported, folder).changes == []


@pytest.mark.parametrize("day", ["自2025年4月8日起", "2025年4月", "2025年4月8日\n\n2025年4月9日", "2025年13月8日"])
def test_what_is_no_date_of_its_own_is_none(tmp_path, day):
    assert plan(tmp_path, edit=dated(day)).issued_on == ""


def test_a_document_of_a_later_date_is_no_correction(office, tmp_path):
    frame = table(office, "targets/2025.csv").assign(issued_on="2025-04-08")
    frame.to_csv(office / "targets/2025.csv", index=False)
    before = content(office)
    with pytest.raises(InputError, match="dated 2025-07-01, later than the targets of 2025-04-08"):
        write_imported(plan(tmp_path, edit=dated("2025年7月1日")), office, replace=True)
    assert content(office) == before
    assert write_imported(plan(tmp_path, edit=dated("2025年4月8日")), office).changes == []
    assert write_imported(plan(tmp_path, edit=dated("2025年4月7日")), office).changes == []
    assert write_imported(plan(tmp_path), office).changes == []


@pytest.mark.parametrize(
    "row",
    [
        {"value": "700.0"}, {"value": "0.07", "unit": "万人"}, {"bound": ""}, {"unit": ""},
    ],
)  # fmt: skip
def test_a_target_written_otherwise_is_the_same(office, tmp_path, row):
    frame = table(office, "targets/2025.csv")
    frame.loc[(frame["no"] == "1") & (frame["area"] == "甲区"), list(row)] = list(row.values())
    frame.to_csv(office / "targets/2025.csv", index=False)
    before = content(office)
    assert write_imported(plan(tmp_path), office, replace=True).changes == []
    assert content(office) == before


def test_rows_of_areas_that_the_document_does_not_have_stay(office, tmp_path):
    put(office, "areas.csv", "area,level\n全市,市\n甲区,区\n乙区,区\n丙区,区\n")
    frame = table(office, "targets/2025.csv")
    own = pd.DataFrame([{"no": "1", "area": "丙区", "state": "not_assigned", "bound": "", "value": "", "unit": ""}])
    pd.concat([frame, own]).to_csv(office / "targets/2025.csv", index=False)
    written = write_imported(plan(tmp_path, item(1, cells=("600", "600"))), office, replace=True)
    assert any("1 丙区 stays" in kept for kept in written.kept)
    assert "丙区" in set(table(office, "targets/2025.csv")["area"])
    assert (office / "areas.csv").read_text(encoding="utf-8").count("区,区") == 3


def test_a_number_with_a_nought_before_it_is_the_same(office, tmp_path):
    frame = table(office).assign(definition="自己的话")
    frame.assign(no="0" + frame["no"]).to_csv(office / "indicators.csv", index=False)
    assert not write_imported(plan(tmp_path), office).changes
    assert open_dataset(office).indicator(1).definition == "自己的话"


def test_a_table_that_cannot_be_read_is_not_written_over(office, tmp_path):
    put(office, "indicators.csv", "no,name,unit,kind,bound,pace,frequency\n1,甲,人,flow,at_least,accumulates,weekly\n")
    before = content(office)
    with pytest.raises(InputError, match="unknown frequency 'weekly'"):
        write_imported(plan(tmp_path), office, replace=True)
    assert content(office) == before


def test_a_parquet_table_is_not_doubled(office, tmp_path):
    pytest.importorskip("pyarrow")
    from hrss_analysis.dataset import read_table
    from hrss_analysis.dataset.schema import TARGETS
    from hrss_analysis.writing import write_table

    path = office / "targets/2025.csv"
    write_table(read_table(path, TARGETS), path.with_suffix(".parquet"))
    path.unlink()
    with pytest.raises(InputError, match=r"save this one as 2025\.csv"):
        write_imported(plan(tmp_path), office, replace=True)
    assert len(open_dataset(office).targets(2025)) == 9


def test_the_shipped_register_is_not_relabelled(tmp_path):
    """Every number of the sample's plan moved on by one: all of them are refused, none is written."""
    folder = shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")
    frame = table(folder, "indicators/2024.csv")
    new = frame.assign(name=[*frame["name"][1:], frame["name"][0]])
    from hrss_analysis.dataset.settings import read_settings
    from hrss_analysis.plan.identity import check_identity, uses_of

    found = list(
        check_identity(
            frame, new, uses_of(folder, folder / "indicators/2024.csv"), 2025, read_settings(folder / "dataset.toml")
        )
    )
    assert [finding.where for finding in found] == [f"第{no}项" for no in range(1, 61)]
    assert (
        list(
            check_identity(
                frame,
                frame,
                uses_of(folder, folder / "indicators/2024.csv"),
                2025,
                read_settings(folder / "dataset.toml"),
            )
        )
        == []
    )


# --- the command


def hrss_import(office, *options):
    from click.testing import CliRunner

    from hrss_analysis.cli import hrss

    done = CliRunner().invoke(hrss, ["plan", "import", str(office.parent / "plan.txt"), "--out", str(office), *options])
    return done.exit_code, done.output


def test_the_command_names_the_numbers_and_the_way_out(office, tmp_path):
    plan(tmp_path, item(1, name="城镇失业人员就业人数"))
    code, said = hrss_import(office, "--replace")
    assert code == 1
    assert "error\tidentity\tNo. 1\tNo. 1 of the dataset is “城镇新增就业人数” (in the figures of 2025Q1 and " in said
    assert "No. 1 of the document is “城镇失业人员就业人数”, which is another indicator" in said
    assert "import it into a folder of its own (--out)" in said
    assert "nothing was written but" in said


def test_the_command_lists_asks_and_then_does(office, tmp_path):
    correct(office, 3, reported_by="统计科")
    plan(tmp_path, item(1, cells=("600", "600")))
    code, said = hrss_import(office)
    assert code == 1
    assert "3 reported_by: '统计科' stays, the document gives '仲裁院'" in said
    assert "1 甲区 value: '700' becomes '600'" in said
    assert "2 cells would change; add --replace to change them" in said
    code, said = hrss_import(office, "--replace")
    assert (code, "3 indicators and 9 targets" in said) == (0, True)
    code, said = hrss_import(office)
    assert (code, "becomes" in said) == (0, False)

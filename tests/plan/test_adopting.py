"""Adopting a handover: what is written, what it is refused for, and that it is all or nothing."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.intake.workbook.sheets import read_sheets
from hrss_analysis.plan import check_plan, import_plan, write_imported
from hrss_analysis.plan.differing import diff_plans
from hrss_analysis.plan.handover import adopt, find_files

from .office import CLOSED, INJURED, ITEMS, JOBLESS, JOBS, TOML, document, fill, hand_over, make_office, put
from .test_handover import MERGED, PARKS

LATER = (CLOSED, MERGED, JOBS, PARKS)


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def files(office):
    """A handover that waits, with its one open row decided."""
    _, files = hand_over(office, LATER, edit=lambda text: text.replace("\n附件1", "\n2026年4月15日\n\n附件1", 1))
    fill(files, {(2, "决定"): "合并"})
    return files


def taken(files, *paths):
    paths = paths or (files.book,)
    return adopt(files, paths[0].name, [sheet for path in paths for sheet in read_sheets(path.name, path.read_bytes())])


def table(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def content(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}


def refused(files, words, *paths):
    before = content(files.folder)
    with pytest.raises(InputError, match=words):
        taken(files, *paths)
    assert content(files.folder) == before


def test_the_register_and_the_targets_of_the_year_are_written_and_nothing_else(office, files):
    before = content(office)
    adopted = taken(files)
    after = content(office)
    assert {path.relative_to(office).as_posix() for path in after.keys() - before.keys()} == {
        "indicators/2026.csv",
        "targets/2026.csv",
    }
    assert {path: after[path] for path in before} == before
    register = table(office / "indicators/2026.csv")
    assert register[["no", "id", "follows", "relation"]].values.tolist() == [
        ["1", "4", "", "same"], ["2", "i2026-2", "2+3", "merged"], ["3", "1", "", "same"], ["4", "i2026-4", "", "new"],
    ]  # fmt: skip
    assert register["wording"].str.fullmatch("[0-9a-f]{16}").all()
    targets = table(office / "targets/2026.csv")
    assert targets.columns.tolist() == ["no", "area", "state", "bound", "value", "unit", "issued_on"]
    assert (len(targets), set(targets["issued_on"])) == (12, {"2026-04-15"})
    assert adopted.summary == (
        "2 indicators go on (0 redefined), 1 merged, 1 new, 0 dropped; 3 of 4 are comparable across the year"
    )


def test_the_table_is_adopted_as_the_workbook_is(office, files, tmp_path):
    other = shutil.copytree(office, tmp_path / "other")
    taken(files)
    twin = replace(files, folder=other)
    rows = table(twin.table)
    rows.loc[1, "decision"] = "合并"
    rows.to_csv(twin.table, index=False)
    taken(twin, twin.table, twin.areas)
    for name in ("indicators/2026.csv", "targets/2026.csv"):
        assert (other / name).read_bytes() == (office / name).read_bytes()


def test_the_next_handover_follows_the_register_of_the_year_and_its_ids(office, files):
    taken(files)
    handover, _ = hand_over(office, (JOBS, PARKS, MERGED), year=2027)
    # the wording is in the register now; definitions.csv is of the first plan
    assert handover.indicators[["no", "id", "follows_no", "relation", "certainty"]].values.tolist() == [
        ["1", "1", "3", "same", "certain"], ["2", "i2026-4", "4", "same", "certain"], ["3", "i2026-2", "2", "same", "certain"],
        ["", "4", "1", "dropped", "certain"],
    ]  # fmt: skip
    assert set(handover.kept.registers) == {"indicators/2026.csv", "indicators.csv", "areas.csv", "definitions.csv"}


def test_what_is_not_decided_is_not_adopted(office):
    _, files = hand_over(office, LATER)
    refused(files, "is still to be decided")


def test_a_plan_is_adopted_once(files):
    taken(files)
    refused(files, "the plan of 2026 has been adopted already")


def test_what_changed_since_the_import_keeps_it_from_being_adopted(office, files):
    put(office, "areas.csv", "area,name_en\n全市,City\n甲区,A\n乙区,C\n")
    refused(files, "areas.csv has changed since")


@pytest.mark.parametrize("period", ["2026Q1", "2027Q4"])
def test_figures_in_the_terms_of_the_earlier_plan_keep_it_from_being_adopted(office, files, period):
    put(office, f"actuals/{period}.csv", "no,area,value,plan\n1,甲区,100,2025\n2,甲区,90,\n")
    refused(files, f"{period}.csv: 1 rows were recorded by the numbers of the earlier plan and do not say so")
    put(office, f"actuals/{period}.csv", "no,area,value,plan\n1,甲区,100,2025\n2,甲区,90,2025\n")
    taken(files)


def test_a_document_that_is_gone_is_told(office, files):
    (office.parent / "plan-2026.txt").unlink()
    (told,) = taken(files).to_read
    assert "plan-2026.txt: the document is not there any more" in told


def test_ids_of_ones_own_are_kept_and_never_given_again(office):
    register = table(office / "indicators.csv")
    register.assign(id=["jobs", "", "i2026-4", ""]).to_csv(office / "indicators.csv", index=False)
    _, files = hand_over(office, LATER)
    fill(files, {(2, "决定"): "合并"})
    taken(files)
    assert table(office / "indicators/2026.csv")[["id", "follows"]].values.tolist() == [
        ["4", ""], ["i2026-2", "2+i2026-4"], ["jobs", ""], ["i2026-4a", ""],
    ]  # fmt: skip


def test_figures_of_the_years_before_are_no_hindrance(office, files):
    put(office, "actuals/2025Q4.csv", "no,area,value\n1,甲区,100\n")
    taken(files)


def test_decisions_about_cells_of_the_year_keep_it_from_being_adopted(office, files):
    put(office, "waivers.csv", "period,no,area,status,reason\n2026Q1,1,甲区,accepted,已核实\n")
    refused(files, "name indicators by the numbers of the earlier plan")
    put(office, "waivers.csv", "period,no,area,status,reason\n2025Q4,1,甲区,accepted,已核实\n")
    taken(files)


def test_a_failure_in_writing_leaves_nothing(files, monkeypatch):
    def fails(*_):
        raise InputError("no")

    monkeypatch.setattr("hrss_analysis.plan.handover.adopting.open_dataset", fails)
    refused(files, "no")


def test_a_merger_whose_parts_a_person_counts_otherwise_is_refused(office):
    """By the inferred kinds the two add up; by the register, in which one was put right, they do not."""
    register = table(office / "indicators.csv")
    register.loc[register["no"] == "3", ["kind", "pace"]] = ["flow", "accumulates"]
    register.to_csv(office / "indicators.csv", index=False)
    _, files = hand_over(office, LATER)
    fill(files, {(2, "决定"): "合并"})
    refused(files, "was decided to be 合并 .merged., but by kind and unit of the two registers it is 口径调整")


# --- a correction of what was adopted


def corrected(office, items, year=2026):
    return write_imported(import_plan(document(office.parent, year, items)), office)


def test_the_document_of_an_adopted_plan_corrects_its_own_register(office, files):
    taken(files)
    before = content(office)
    more = replace(
        JOBS,
        cells=("800", "500"),
        city="1300",
        register="1300",
        tag="quarterly",
        definition="年内城镇新就业人员总数，另有规定。",
    )
    written = corrected(office, (CLOSED, MERGED, more, PARKS))
    assert not written.failed, written.findings.to_string()
    told = [change.partition("/indicators/")[2] for change in written.changes if "/indicators/" in change]
    assert [one.partition(": ")[2].partition(" ")[2].partition(":")[0] for one in told] == ["wording", "frequency"]
    assert {path: text for path, text in content(office).items() if path.name != "findings.csv"} == {
        path: text for path, text in before.items() if path.name != "findings.csv"
    }


def test_the_definitions_of_another_plan_are_no_change_of_the_document(office, files):
    taken(files)
    for items, year in ((LATER, 2026), (ITEMS, 2025), (LATER, 2026)):  # definitions.csv is of the last
        assert corrected(office, items, year).changes == []
        assert table(office / "definitions.csv")["name"].tolist() == [item.name for item in items]
    closed = replace(CLOSED, definition="当期审结案件数占全部案件数的比例。")
    told = corrected(office, (closed, *LATER[1:])).changes
    assert [one.partition("/definitions.csv: ")[2] for one in told if "definitions.csv" in one] == [
        f"1 definition: {CLOSED.definition!r} becomes {closed.definition!r}"
    ]


def test_another_indicator_does_not_come_into_a_confirmed_plan_by_a_correction(office, files):
    taken(files)
    written = corrected(office, (CLOSED, JOBS, MERGED, PARKS, INJURED))
    found = written.findings[written.findings["rule"] == "identity"]["message"].tolist()
    assert any("第2项是“城镇新增就业人数”，而已确认的计划中第2项是" in message for message in found)
    assert any("而已确认的计划中没有这一项" in message for message in found)


def test_the_first_plan_is_corrected_beside_a_later_one(office, files):
    taken(files)
    put(office, "actuals/2026Q1.csv", "no,area,value\n2,甲区,100\n4,甲区,90\n")
    written = corrected(office, ITEMS, 2025)
    assert (written.failed, written.changes) == (False, [])


def test_a_later_plan_does_not_go_into_another_years_register(office, files):
    taken(files)
    with pytest.raises(InputError, match="hand the plan of 2027 over with --data"):
        corrected(office, LATER, 2027)


# --- areas


@pytest.fixture
def moving(office):
    put(office, "areas.csv", "area,name_en,code,level\n全市,City,,\n甲区,A,01,district\n乙区,B,02,district\n")
    _, files = hand_over(office, ITEMS, ("甲区", "丙区"))
    return files


def test_areas_that_did_not_change_leave_their_table_as_it_is(office, moving):
    fill(moving, {(2, "决定"): "同一地区", (3, "决定"): "新增", (4, "决定"): "取消", (3, "由来"): ""}, "areas")
    taken(moving)
    assert table(office / "areas.csv").values.tolist() == [
        ["全市", "City", "", "", "", "", ""], ["甲区", "A", "01", "district", "", "", ""],
        ["乙区", "B", "02", "district", "", "2025", ""], ["丙区", "", "", "", "2026", "", ""],
    ]  # fmt: skip


def test_an_area_that_takes_another_in_begins_anew_under_its_name(office, moving):
    changes = {(2, "决定"): "合并", (2, "由来"): "甲区+乙区", (3, "决定"): "新增", (3, "由来"): "", (4, "决定"): "合并"}
    fill(moving, changes, "areas")
    taken(moving)
    assert table(office / "areas.csv").values.tolist()[1:] == [
        ["甲区", "A", "01", "district", "", "2025", ""], ["乙区", "B", "02", "district", "", "2025", ""],
        ["甲区", "A", "01", "district", "2026", "", "甲区+乙区"], ["丙区", "", "", "", "2026", "", ""],
    ]  # fmt: skip
    assert diff_plans(open_dataset(office), 2025, 2026)[["name", "was", "now"]].values.tolist() == [
        ["甲区", "until 2025", ""], ["乙区", "until 2025", ""], ["甲区", "甲区+乙区", "since 2026"], ["丙区", "", "since 2026"],
    ]  # fmt: skip


def test_a_targets_area_is_called_as_the_dataset_calls_it(office):
    put(office, "areas.csv", "area\n全市\n甲区\n江阴\n")
    put(office, "targets/2025.csv", table(office / "targets/2025.csv").replace("乙区", "江阴").to_csv(index=False))
    _, files = hand_over(office, ITEMS, ("甲区", "江阴市"))
    taken(files)
    assert set(table(office / "targets/2026.csv")["area"]) == {"全市", "甲区", "江阴"}
    written = write_imported(import_plan(document(office.parent, 2026, ITEMS, ("甲区", "江阴市"))), office)
    assert (written.failed, [change for change in written.changes if "targets" in change]) == (False, [])


# --- the differences


def test_what_the_later_plan_changed_is_told(office, files):
    taken(files)
    changes = diff_plans(open_dataset(office), 2025, 2026)
    assert changes[["no", "from_no", "name", "change"]].values.tolist() == [
        ["2", "2+3", MERGED.name, "merged"], ["4", "", PARKS.name, "new"],
    ]  # fmt: skip


def test_each_years_tables_are_proved_in_their_own_terms(office, files):
    taken(files)
    ds = open_dataset(office)
    assert [set(check_plan(ds, year)["severity"]) & {"error"} for year in (2025, 2026)] == [set(), set()]
    put(
        office,
        "targets/2025.csv",
        (office / "targets/2025.csv")
        .read_text(encoding="utf-8")
        .replace("1,甲区,assigned,at_least,700", "1,甲区,assigned,at_least,701"),
    )
    found = check_plan(open_dataset(office), 2025)
    assert "城镇新增就业人数" in found[found["severity"] == "error"]["message"].iloc[0]


def test_differences_cross_the_years_between(office, files):
    taken(files)
    reworded = replace(MERGED, name="失业和工伤保险参保人数")
    more = replace(JOBS, cells=("800", "500"), city="1300", register="1300")
    _, later = hand_over(office, (more, reworded), year=2027)
    taken(later)
    changes = diff_plans(open_dataset(office), 2025, 2027)
    assert changes[["no", "from_no", "change", "was", "now"]].values.tolist() == [
        ["1", "1", "target", "1200人", "1300人"],
        ["2", "2+3", "merged", f"{JOBLESS.name}（人）；{INJURED.name}（人）", f"{reworded.name}（人）"],
        ["", "4", "dropped", f"{CLOSED.name}（%）", ""],
    ]  # fmt: skip
    assert diff_plans(open_dataset(office), 2026, 2027)["change"].tolist() == [
        "target",
        "renamed",
        "dropped",
        "dropped",
    ]


def test_a_target_that_is_no_number_is_told_by_its_state(office, files):
    taken(files)
    put(
        office,
        "targets/2026.csv",
        (office / "targets/2026.csv")
        .read_text(encoding="utf-8")
        .replace("3,全市,assigned,at_least,1200", "3,全市,not_assigned,,"),
    )
    changes = diff_plans(open_dataset(office), 2025, 2026)
    assert changes.loc[changes["change"] == "target", ["was", "now"]].values.tolist() == [["1200人", "not_assigned"]]


def test_departments_that_are_one_by_another_name_have_not_changed(office):
    _, files = hand_over(
        office, tuple(replace(item, offices=("就业促进科",)) if item.no == 1 else item for item in ITEMS)
    )
    taken(files)
    assert diff_plans(open_dataset(office), 2025, 2026)[["change", "was", "now"]].values.tolist()[0] == [
        "department",
        "就业科",
        "就业促进科",
    ]
    put(office, "dataset.toml", TOML + '[departments.aliases]\n"就业科" = "就业促进科"\n')
    assert not (diff_plans(open_dataset(office), 2025, 2026)["was"] == "就业科").any()


def test_the_plan_that_is_meant_is_told_by_the_files_name_or_is_the_one_that_waits(office, files, tmp_path):
    taken(files)
    hand_over(office, LATER, year=2027)
    assert find_files(tmp_path / "确认稿.xlsx", office).year == 2027
    assert find_files(tmp_path / "handover-2026-终.xlsx", office).year == 2026


def test_years_without_a_plan_and_years_out_of_order_are_refused(office):
    with pytest.raises(UsageError, match="unknown plan year '2024'"):
        diff_plans(open_dataset(office), 2024, 2025)
    with pytest.raises(UsageError, match="give the earlier year first"):
        diff_plans(open_dataset(office), 2025, 2025)

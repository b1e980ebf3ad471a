"""The files of a handover: what they propose, and how strictly they are read back."""

import csv
import json
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from hrss_analysis.errors import InputError
from hrss_analysis.plan import import_plan, write_imported
from hrss_analysis.plan.handover.words import AREA_COLUMNS, COLUMNS, SHEETS

from .office import (
    CLOSED,
    INJURED,
    ITEMS,
    JOBLESS,
    JOBS,
    TOML,
    decided,
    document,
    fill,
    hand_over,
    make_office,
    put,
    refused,
)

MERGED = replace(
    JOBLESS, name="失业保险和工伤保险参保人数", definition="期末参加失业保险和工伤保险的人数之和，分别计算。"
)
PARKS = replace(CLOSED, name="零工市场服务满意率", definition="对零工市场服务表示满意的用工者占全部受访者的比例。")


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def merging(office):
    """A plan that merges two, drops one, brings one, and puts the rest in another order."""
    return hand_over(office, (CLOSED, MERGED, JOBS, PARKS))


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(path, table):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)


def told(table):
    return [tuple(row) for row in table[["no", "id", "follows", "follows_no", "relation"]].itertuples(index=False)]


# --- what is written


def test_an_import_after_another_year_changes_nothing_but_adds_its_files(office):
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file() and path.name != ".lock"}
    handover, files = hand_over(office, ITEMS)
    assert all(path.read_bytes() == content for path, content in before.items())
    assert all(path.is_file() for path in files.all)
    assert (handover.count("certain"), handover.count("open")) == (7, 0)
    assert list(rows(files.table)[0]) == COLUMNS
    assert list(rows(files.areas)[0]) == AREA_COLUMNS
    assert json.loads(files.plan.read_text(encoding="utf-8"))["year"] == 2026


def test_without_definitions_all_is_open_and_last_years_document_brings_them(office):
    register = pd.read_csv(office / "indicators.csv", dtype=str, keep_default_na=False)
    register.drop(columns="wording").to_csv(office / "indicators.csv", index=False)
    again, _ = hand_over(office, ITEMS)
    assert again.count("open") == 0  # definitions.csv is still of that plan
    (office / "definitions.csv").unlink()
    without, _ = hand_over(office, ITEMS, replace=True)
    assert (without.count("open"), set(without.indicators["relation"])) == (4, {"same"})
    written = write_imported(import_plan(document(office.parent, 2025)), office)
    assert (written.failed, written.changes) == (False, [])
    (office / "definitions.csv").unlink()
    assert hand_over(office, ITEMS, replace=True)[0].count("open") == 0


def test_the_tables_propose_what_was_matched(merging):
    _, files = merging
    table = [
        (row["no"], row["id"], row["follows"], row["follows_no"], row["relation"], row["decision"])
        for row in rows(files.table)
    ]
    assert table == [
        ("1", "4", "", "4", "same", "same"),
        ("2", "i2026-2", "2+3", "2+3", "merged", ""),
        ("3", "1", "", "1", "same", "same"),
        ("4", "i2026-4", "", "", "new", "new"),
    ]


def test_the_workbook_shows_last_year_beside_this_year(merging):
    _, files = merging
    page = load_workbook(files.book)[SHEETS["indicators"]]
    heads = [cell.value for cell in page[5]]
    row = dict(zip(heads, (cell.value for cell in page[7]), strict=True))
    assert (row["序号"], row["指标名称"], row["单位"], row["全市目标"]) == ("2", MERGED.name, "人", "1200")
    assert (row["上年序号"], row["上年单位"], row["上年全市目标"]) == ("2+3", "人；人", "1200；1200")
    assert row["上年名称"] == f"{JOBLESS.name}；{INJURED.name}"
    assert (row["建议"], row["把握"], row["决定"]) == ("合并", "待定", None)
    assert (
        page.cell(7, heads.index("决定") + 1).fill.fgColor.rgb != page.cell(6, heads.index("决定") + 1).fill.fgColor.rgb
    )
    (choice,) = page.data_validations.dataValidation
    assert "口径调整" in choice.formula1
    assert "L7" in choice.sqref


def test_the_same_document_again_writes_nothing_over_what_was_filled_in(merging, office):
    _, files = merging
    put(office, files.table.name, "filled in")
    hand_over(office, (CLOSED, MERGED, JOBS, PARKS))
    assert files.table.read_text(encoding="utf-8") == "filled in"
    with pytest.raises(InputError, match="from another import, and perhaps filled in"):
        hand_over(office, ITEMS)
    hand_over(office, ITEMS, replace=True)
    assert len(rows(files.table)) == 4


def test_a_plan_before_the_one_that_is_there_is_refused(office, tmp_path):
    from hrss_analysis.plan.handover import propose

    path = document(tmp_path, 2024)
    with pytest.raises(InputError, match="the plan of 2025 is there already"):
        propose(import_plan(path), path, office)


def test_a_whole_of_another_name_is_refused(office):
    put(office, "dataset.toml", 'title = "例"\ncity = "全省"\n')
    with pytest.raises(InputError, match="called the same in both"):
        hand_over(office, ITEMS)


def test_departments_that_are_new_are_told_with_the_lines_to_write(office):
    renamed = tuple(replace(item, offices=("就业促进科",)) if item.offices == ("就业科",) else item for item in ITEMS)
    handover, _ = hand_over(office, renamed)
    assert handover.aliases[1:] == ['"就业科" = "就业促进科"']
    assert handover.departments == {"就业促进科": "就业科"}
    # as they stand, from the plan's year on: no page of an earlier year changes
    assert handover.aliases[0].startswith("[from.2026.departments.aliases]  #")
    put(office, "dataset.toml", TOML + "\n".join(handover.aliases) + "\n")
    assert hand_over(office, renamed, replace=True)[0].aliases == []


# --- what comes back


def test_the_workbook_and_its_twin_read_alike(merging):
    handover, files = merging
    fill(files, {(2, "决定"): "合并"})
    table = rows(files.table)
    table[1]["decision"] = "merged"
    written(files.table, table)
    from_book, areas = decided(handover, files)
    from_csv, _ = decided(handover, files, files.table, files.areas)
    assert from_book.equals(from_csv)
    assert told(from_book) == [
        ("1", "4", "", "4", "same"),
        ("2", "i2026-2", "2+3", "2+3", "merged"),
        ("3", "1", "", "1", "same"),
        ("4", "i2026-4", "", "", "new"),
    ]
    assert from_book["note"].tolist() == ["", f"由上年“{JOBLESS.name}”、“{INJURED.name}”合并", "", "本年新增"]
    assert areas.names == {"全市": "全市", "甲区": "甲区", "乙区": "乙区"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ["指标衔接!L7", "still to be decided", "可能由上年"]),
        ({(2, "决定"): "合井"}, ["指标衔接!L7", "unknown decision '合井': did you mean '合并'?"]),
        ({(2, "决定"): "merge"}, ["unknown decision 'merge': did you mean 'merged'?"]),
        ({(2, "决定"): "合并", (2, "上年序号"): "2"}, ["指标衔接!E7", "two or more indicators"]),
        ({(2, "决定"): "合并", (2, "上年序号"): "2+9"}, ["指标衔接!E7", "last year's plan has no number '9'"]),
        ({(2, "决定"): "合并", (2, "上年序号"): "2+2"}, ["指标衔接!E7", "a number is there twice"]),
        ({(2, "决定"): "口径调整", (2, "上年序号"): "1"}, ["第3项“城镇新增就业人数” 同一指标", "several follow one only if"]),
        ({(2, "决定"): "合并", (2, "上年序号"): "2+4"}, ["units or kinds differ"]),
        ({(2, "决定"): "取消"}, ["is in this year's plan and cannot be 取消 (dropped)"]),
        ({(2, "决定"): "更名"}, ["follows one indicator of last year's plan, not 2"]),
        ({(2, "决定"): "合并", (2, "指标代号"): "1"}, ["指标衔接!M7", "'1' is no id"]),
        ({(2, "决定"): "合并", (2, "指标代号"): "a+b"}, ["'a+b' is no id"]),
        ({(2, "决定"): "合并", (2, "指标代号"): "i2026-4"}, ["the id 'i2026-4' is or was another indicator's"]),
        ({(2, "决定"): "合并", (1, "指标代号"): "x"}, ["指标衔接!M6", "keeps its id, '4'"]),
        ({(2, "决定"): "合并", (1, "决定"): "单位变更"}, ["nothing was rescaled"]),
        ({(2, "决定"): "合并", (1, "决定"): "更名"}, ["the name is the same as last year's"]),
        ({(2, "决定"): "合并", (1, "上年序号"): "1"}, ["人 does not convert to %", "not 同一指标 (same)"]),
        ({(2, "决定"): "合并", (4, "上年序号"): "3"}, ["新增 (new) follows no indicator"]),
        ({(2, "决定"): "合并", (1, "指标名称"): "别的"}, ["指标衔接!B6", "is not for changing"]),
        ({(2, "决定"): "合并", (1, "建议"): "更名"}, ["指标衔接!I6", "write it into decision"]),
        ({(2, "决定"): "合并", (1, "序号"): "9"}, ["no such row in this plan's handover (第9项)", "the row of 第1项 is missing"]),
        ({(2, "决定"): "合并", (1, "序号"): "3"}, ["the row of 第3项 is there twice", "the row of 第1项 is missing"]),
        ({(2, "决定"): "=A1"}, ["指标衔接!L7", "公式"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_cell(merging, changes, words):
    handover, files = merging
    fill(files, changes)
    message = refused(handover, files)
    assert message.startswith(files.book.name) or "missing" in message
    for word in words:
        assert word in message


def test_merged_cells_a_lost_head_and_a_lost_sheet_are_told(merging):
    handover, files = merging
    book, page = fill(files, {(2, "决定"): "合并"}, save=False)
    page.merge_cells("L7:L8")
    book.save(files.book)
    assert "the cell is merged with others" in refused(handover, files)
    page.unmerge_cells("L7:L8")
    page["L5"] = "决"
    book.save(files.book)
    assert "the column 决定 is missing" in refused(handover, files)
    page["L5"], page["K5"] = "决定", "决定"
    book.save(files.book)
    assert "the column 理由 is missing" in refused(handover, files)
    page["K5"], page["O5"] = "理由", "决定"
    book.save(files.book)
    assert "the column 决定 is there twice" in refused(handover, files)
    page["O5"] = "别的"
    page["B2"] = "0123456789ab"
    book.save(files.book)
    assert "the handover of another plan or of an earlier import" in refused(handover, files)
    page["A2"] = None
    book.save(files.book)
    assert "the line 计划标识 above the table is gone" in refused(handover, files)
    page["A2"], page["B2"] = "计划标识", handover.kept.mark
    del book[SHEETS["areas"]]
    book.save(files.book)
    assert "there is no sheet '地区衔接'" in refused(handover, files)


def test_a_remark_beside_the_table_is_no_row_of_it(merging):
    handover, files = merging
    book, page = fill(files, {(2, "决定"): "合并"}, save=False)
    page["R40"] = "已核对"
    book.save(files.book)
    assert len(decided(handover, files)[0]) == 4


def test_a_table_is_held_to_what_was_proposed(merging):
    handover, files = merging
    table = rows(files.table)
    table[1]["decision"] = "merged"
    written(files.table, [{**row, "follows": row["follows"].replace("2+3", "2+4")} for row in table])
    assert "change follows_no, from which it is told" in refused(handover, files, files.table, files.areas)
    written(files.table, table[:-1])
    assert "the row of 第4项 is missing" in refused(handover, files, files.table, files.areas)


def test_another_decision_than_was_proposed_is_taken(merging):
    """The person may know better, in the rows that were certain, too."""
    handover, files = merging
    fill(
        files,
        {
            (2, "决定"): "口径调整",
            (2, "上年序号"): 2,
            (2, "理由"): "并入工伤保险",
            (4, "决定"): "拆分",
            (4, "上年序号"): "3",
        },
    )
    table, _ = decided(handover, files)
    assert told(table)[1:] == [
        ("2", "2", "", "2", "redefined"),
        ("3", "1", "", "1", "same"),
        ("4", "i2026-4", "3", "3", "split"),
    ]
    assert table["note"][1] == "并入工伤保险"


def test_what_nothing_follows_is_dropped_and_told(merging):
    handover, files = merging
    fill(files, {(2, "决定"): "新增"})
    table, _ = decided(handover, files)
    assert told(table)[1] == ("2", "i2026-2", "", "", "new")
    assert told(table)[4:] == [("", "2", "", "2", "dropped"), ("", "3", "", "3", "dropped")]


def test_a_row_of_last_year_and_the_one_that_follows_it_are_decided_alike(office):
    reworked = replace(JOBLESS, name="失业保险缴费人数", definition="期末足额缴纳失业保险费的人数。")
    handover, files = hand_over(office, (JOBS, CLOSED, reworked))
    assert told(handover.indicators)[2:] == [("3", "2", "", "2", "redefined"), ("", "3", "", "3", "dropped")]
    assert handover.indicators["certainty"].tolist() == ["certain", "certain", "open", "open"]
    fill(files, {(3, "决定"): "口径调整", (4, "决定"): "新增"})
    assert "指标衔接!L9: no indicator of this year's plan follows it: write 3 into" in refused(handover, files)
    fill(files, {(3, "决定"): "合并", (3, "上年序号"): "2+3", (4, "决定"): "取消"})
    assert "follows it, so it was not 取消 (dropped)" in refused(handover, files)
    fill(files, {(4, "决定"): "拆分"})
    assert "which follows it, is 合并; decide both alike" in refused(handover, files)
    fill(files, {(4, "决定"): "合并"})
    table, _ = decided(handover, files)
    assert told(table)[2:] == [("3", "i2026-3", "2+3", "2+3", "merged")]


def test_a_split_may_stand_beside_a_redefinition_and_beside_nothing_else(merging):
    handover, files = merging
    fill(files, {(2, "决定"): "口径调整", (2, "上年序号"): "2", (4, "决定"): "拆分", (4, "上年序号"): "2"})
    assert [row[4] for row in told(decided(handover, files)[0])][:4] == ["same", "redefined", "same", "split"]
    fill(files, {(4, "决定"): "口径调整"})
    assert "last year's number 2 is followed by" in refused(handover, files)
    fill(files, {(4, "决定"): "拆分", (1, "决定"): "同一指标", (4, "上年序号"): "4"})
    assert "several follow one only if they are 拆分 (split)" in refused(handover, files)


def test_a_part_and_its_whole_are_not_merged(tmp_path):
    part = replace(INJURED, definition=INJURED.definition + "第2项指标其中项。")
    office = make_office(tmp_path, (JOBS, JOBLESS, part, CLOSED))
    handover, files = hand_over(office, (CLOSED, MERGED, JOBS))
    fill(files, {(2, "决定"): "合并", (2, "上年序号"): "3+2"})
    assert "was part of 第2项“失业保险参保人数”, so the two do not add up" in refused(handover, files)
    fill(files, {(2, "决定"): "口径调整"})
    assert told(decided(handover, files)[0])[1] == ("2", "2", "2+3", "2+3", "redefined")

"""Areas that come and go between two plans: what is proposed, and what may be decided."""

import pytest

from hrss_analysis.plan.handover.areas import match_areas

from .office import ITEMS, decided, fill, hand_over, make_office, put, refused


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


def area_rows(old, new):
    table = match_areas(old, new, ["全市"])
    return [tuple(row) for row in table[["area", "follows", "relation", "certainty"]].itertuples(index=False)]


def test_areas_of_the_same_names_are_the_same():
    assert area_rows(["全市", "江阴", "新吴区"], ["全市", "江阴市", "新吴区"]) == [
        ("全市", "", "same", "certain"), ("江阴市", "江阴", "same", "certain"), ("新吴区", "", "same", "certain"),
    ]  # fmt: skip


def test_where_areas_come_or_go_all_but_the_whole_are_for_a_person():
    assert area_rows(["全市", "甲区", "乙区", "丙区"], ["全市", "丙区", "甲乙区"]) == [
        ("全市", "", "same", "certain"), ("丙区", "", "same", "open"), ("甲乙区", "甲区+乙区", "merged", "open"),
        ("甲区", "", "dropped", "open"), ("乙区", "", "dropped", "open"),
    ]  # fmt: skip
    assert area_rows(["全市", "甲区"], ["全市", "甲区", "市本级"])[1:] == [
        ("甲区", "", "same", "certain"), ("市本级", "", "new", "open"),
    ]  # fmt: skip
    assert area_rows(["全市", "南长区"], ["全市", "南塘区"])[1] == ("南塘区", "南长区", "renamed", "open")


def test_an_exact_name_goes_before_a_near_one():
    assert area_rows(["全市", "江阴"], ["全市", "江阴", "江阴市"])[1:] == [
        ("江阴", "", "same", "open"), ("江阴市", "", "new", "open"),
    ]  # fmt: skip


@pytest.fixture
def moving(office):
    return hand_over(office, ITEMS, ("甲区", "丙区"))


@pytest.mark.parametrize(
    ("decisions", "follows", "ended", "begun"),
    [
        (["同一地区", "新增", "取消"], {}, ["乙区"], {"丙区": []}),
        (["同一地区", "更名", "更名"], {2: "乙区"}, ["乙区"], {"丙区": ["乙区"]}),
        (["合并", "新增", "合并"], {1: "甲区+乙区"}, ["甲区", "乙区"], {"甲区": ["甲区", "乙区"], "丙区": []}),
        (["拆分", "拆分", "取消"], {}, ["甲区", "乙区"], {"甲区": [], "丙区": []}),
    ],
)
def test_areas_begin_and_end_as_was_decided(moving, decisions, follows, ended, begun):
    handover, files = moving
    fill(files, {(row, "决定"): word for row, word in enumerate(decisions, 2)}, "areas")
    fill(files, {(row + 1, "由来"): word for row, word in {2: "", **follows}.items()}, "areas")
    _, areas = decided(handover, files)
    assert (sorted(areas.ended), areas.begun) == (sorted(ended), begun)


@pytest.mark.parametrize(
    ("decisions", "follows", "words"),
    [
        (["", "新增", "取消"], {}, "地区衔接!F7: “甲区” is still to be decided"),
        (["同一地区", "新增", "合并"], {}, "no area that is 合并 (merged) follows 乙区"),
        (["同一地区", "合并", "合并"], {2: "甲区+乙区"}, "甲区 stays as it is and goes on in another area"),
        (["同一地区", "更名", "取消"], {2: "乙区"}, "丙区 follows it, so 乙区 cannot be 取消"),
        (["同一地区", "更名", "更名"], {2: "丁区"}, "there was no area '丁区'"),
        (["同一地区", "合并", "合并"], {2: "乙区"}, "follows two or more areas"),
        (["同一地区", "同一地区", "取消"], {}, "there was no area '丙区': write what it was called"),
        (["同一地区", "同一地区", "取消"], {2: "甲区+乙区"}, "同一地区 (same) follows at most one"),
        (["取消", "新增", "取消"], {}, "甲区 is in this year's plan"),
        (["同一指标", "新增", "取消"], {}, "unknown decision '同一指标': did you mean '同一地区'"),
    ],
)
def test_what_is_wrong_about_areas_is_told(moving, decisions, follows, words):
    handover, files = moving
    fill(files, {(row, "决定"): word for row, word in enumerate(decisions, 2)}, "areas")
    fill(files, {(row + 1, "由来"): word for row, word in {2: "", **follows}.items()}, "areas")
    assert words in refused(handover, files)


def test_areas_that_ended_before_last_year_are_not_asked_about(office):
    put(office, "areas.csv", "area,since,until\n全市,,\n甲区,,\n乙区,,\n丁区,,2024\n")
    handover, _ = hand_over(office, ITEMS)
    assert handover.areas[["area", "certainty"]].values.tolist() == [
        ["全市", "certain"], ["甲区", "certain"], ["乙区", "certain"],
    ]  # fmt: skip
    put(office, "areas.csv", "area,since,until\n全市,,\n甲区,,\n乙区,,\n丁区,,2025\n")
    handover, _ = hand_over(office, ITEMS, replace=True)
    assert handover.areas["area"].tolist() == ["全市", "甲区", "乙区", "丁区"]

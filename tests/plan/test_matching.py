"""What became of each indicator: never certain and wrong, and open only where somebody has to look."""

import os
import random

import pandas as pd
import pytest

from hrss_analysis.plan.handover.matching import match_indicators
from hrss_analysis.plan.handover.words import COLUMNS
from hrss_analysis.plan.wording import wording_of

from ..conftest import ROOT
from .handing import random_pair, wrong

PAIRS = int(os.environ.get("PLAN_PAIRS", "60"))
LONG = "劳动保障监察机构按规定期限查办结案的举报投诉案件数量占全部案件数量的比例。"
MIGRANTS = "按规定期限查办结案的拖欠农民工工资举报投诉案件数量占全部此类案件的比例。"


def register(*rows):
    """Rows of no, name and, where they are not the common ones, other cells."""
    common = {"unit": "%", "kind": "rate", "bound": "at_least", "part_of": "", "text": LONG}
    table = [{**common, "no": no, "name": name, **cells} for no, name, cells in rows]
    return pd.DataFrame([{"wording": wording_of(row["text"]), **row} for row in table])


def matched(old, new, year=2025, used=()):
    return match_indicators(register(*old), register(*new), year, used)


def said(handover):
    return [
        (row.no, row.follows_no, row.relation, row.certainty, row.decision)
        for row in handover.itertuples()
    ]  # fmt: skip


ONE = ("44", "劳动保障监察举报投诉案件结案率", {})
TWO = ("45", "拖欠农民工工资举报投诉案件结案率", {"text": MIGRANTS})


@pytest.fixture(scope="module")
def real():
    frame = pd.read_csv(ROOT / "data/wuxi/indicators/2024.csv", dtype=str, keep_default_na=False)
    return frame.drop(columns=["id", "wording"]).assign(text=frame["definition"])


# --- nothing certain is wrong


@pytest.mark.parametrize("kept", [True, False], ids=["texts kept", "hashes alone"])
def test_what_is_certain_is_true_and_little_is_open(real, kept):
    shares = []
    for seed in range(PAIRS):
        old, new, truth = random_pair(real, random.Random(seed))
        handover = match_indicators(old if kept else old.assign(text=""), new, 2025)
        assert wrong(handover, truth) == [], seed
        shares.append((handover["certainty"] == "open").mean())
    share = sum(shares) / len(shares)
    print(f"{PAIRS} pairs: {share:.1%} open, at most {max(shares):.1%}")  # noqa: T201
    assert share < 0.15


def test_the_oracle_sees_what_is_wrong(real):
    old, new, truth = random_pair(real, random.Random(1))
    handover = match_indicators(old, new, 2025)
    at = handover.index[(handover["certainty"] == "certain") & (handover["relation"] == "same")][0]
    assert wrong(handover.assign(follows_no=handover["follows_no"].where(handover.index != at, "999")), truth)
    assert wrong(handover.assign(relation=handover["relation"].where(handover.index != at, "renamed")), truth)
    assert wrong(handover.drop(index=at), truth)


def test_a_plan_that_only_renumbers_is_certain_throughout(real):
    old = real.assign(wording=real["text"].map(wording_of))
    numbers = dict(zip(old["no"], reversed(old["no"].tolist()), strict=True))
    new = old.assign(no=old["no"].map(numbers), part_of=old["part_of"].map(lambda no: numbers.get(no, "")))
    handover = match_indicators(old, new, 2025)
    assert handover.columns.tolist() == COLUMNS
    assert (handover[["relation", "certainty", "decision"]] == ["same", "certain", "same"]).all(axis=None)
    assert dict(zip(handover["no"], handover["id"], strict=True)) == {new: old for old, new in numbers.items()}
    assert (handover["follows"] == "").all()


# --- each thing that must not fool it


def test_twins_that_change_numbers_are_told_apart():
    handover = matched([ONE, TWO], [("44", *TWO[1:]), ("45", *ONE[1:])])
    assert said(handover) == [("44", "45", "same", "certain", "same"), ("45", "44", "same", "certain", "same")]


def test_twins_that_change_names_are_for_a_person():
    handover = matched([ONE, TWO], [("44", TWO[1], ONE[2]), ("45", ONE[1], TWO[2])])
    assert [row[3:] for row in said(handover)] == [("open", ""), ("open", "")]
    assert "解释与上年第44项“劳动保障监察举报投诉案件结案率”相同" in handover["reason"][0]


def test_a_name_as_it_was_is_the_same_whatever_its_spaces_and_its_tag():
    (row,) = said(matched([ONE], [("9", "劳动保障监察 举报投诉案件结案率（季报）", {})]))
    assert row == ("9", "44", "same", "certain", "same")


@pytest.mark.parametrize("name", ["劳动保障监察“举报投诉”案件结案率", "劳动保障监察举报投诉案件（结案率）"])
def test_a_name_of_other_signs_is_renamed(name):
    assert said(matched([ONE], [("9", name, {})])) == [("9", "44", "renamed", "certain", "renamed")]


def test_a_count_said_otherwise_is_renamed():
    jobs = {"unit": "人", "kind": "flow"}
    (row,) = said(matched([("1", "城镇新增就业人数", jobs)], [("1", "城镇新增就业", jobs)]))
    assert row[2:4] == ("renamed", "certain")


def test_a_name_changed_by_a_few_letters_over_the_same_definition_is_renamed():
    (row,) = said(matched([ONE], [("9", "劳动监察举报投诉类案件结案率", {})]))
    assert row == ("9", "44", "renamed", "certain", "renamed")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("市级劳动保障监察举报投诉案件结案率", "多了“市级”"),
        ("劳动保障监察举报投诉案件结案数", "少了“率”"),
        ("监察机构办案进度表", "少了“率”"),
    ],
)
def test_a_name_that_may_be_anothers_is_for_a_person(name, reason):
    handover = matched([ONE], [("9", name, {})])
    assert said(handover) == [("9", "44", "renamed", "open", "")]
    assert reason in handover["reason"][0]


def test_a_name_far_from_the_old_one_is_for_a_person():
    handover = matched([("1", "工伤康复人数", {})], [("1", "协议机构康复治疗职工数", {})])
    assert said(handover)[0][2:4] == ("renamed", "open")
    assert "差别较大" in handover["reason"][0]


def test_a_definition_too_short_to_say_anything_makes_no_new_name_certain():
    short = {"text": "按规定统计的数量。"}
    handover = matched([(*ONE[:2], short)], [("9", "劳动监察举报投诉类案件结案率", short)])
    assert said(handover)[0][3] == "open"
    assert "解释过短" in handover["reason"][0]


def test_a_definition_that_two_have_makes_no_new_name_certain():
    other = ("46", "执法检查用人单位数", {})
    handover = matched([ONE, other], [("9", "劳动监察举报投诉类案件结案率", {}), other])
    assert said(handover)[0][3] == "open"


def test_another_definition_under_the_same_name_is_for_a_person():
    handover = matched([ONE], [(*ONE[:2], {"text": MIGRANTS})])
    assert said(handover) == [("44", "44", "redefined", "open", "")]
    assert (handover["id"][0], handover["follows"][0]) == ("44", "")


def test_white_space_and_numbers_of_other_items_are_no_other_definition():
    texts = [f"以单位名义参保的人数。第{no}项指标其中项。" for no in ("38", " 7 ")]
    (row,) = said(matched([(*ONE[:2], {"text": texts[0]})], [(*ONE[:2], {"text": texts[1]})]))
    assert row[2:4] == ("same", "certain")


@pytest.mark.parametrize(("was", "now", "words"), [("", LONG, "没有留存"), (LONG, "", "文件中没有")])
def test_a_definition_that_is_not_known_is_for_a_person(was, now, words):
    handover = matched([(*ONE[:2], {"text": was})], [(*ONE[:2], {"text": now})])
    assert said(handover) == [("44", "44", "same", "open", "")]
    assert words in handover["reason"][0]


def test_another_size_of_unit_is_rescaled():
    old, new = ({"unit": unit, "kind": "flow"} for unit in ("万人", "人"))
    assert said(matched([(*ONE[:2], old)], [(*ONE[:2], new)]))[0][2:] == ("rescaled", "certain", "rescaled")


@pytest.mark.parametrize(
    ("now", "certainty"), [("30000", "certain"), ("150000", "certain"), ("150001", "open"), ("3", "open")]
)
def test_a_unit_that_changed_without_its_target_is_for_a_person(now, certainty):
    old = {"unit": "万人", "kind": "flow", "target": "3"}
    new = {"unit": "人", "kind": "flow", "target": now}
    assert said(matched([(*ONE[:2], old)], [(*ONE[:2], new)]))[0][2:4] == ("rescaled", certainty)


@pytest.mark.parametrize(
    ("cells", "words"),
    [({"unit": "人"}, "单位由“%”变为“人”"), ({"kind": "stock"}, "种类由比率变为时点数")],
)
def test_another_unit_or_kind_is_redefined_and_for_a_person(cells, words):
    handover = matched([ONE], [(*ONE[:2], cells)])
    assert said(handover) == [("44", "44", "redefined", "open", "")]
    assert words in handover["reason"][0]


def test_units_convert_as_the_dataset_says():
    old, new = register((*ONE[:2], {"unit": "千人"})), register((*ONE[:2], {"unit": "人"}))
    assert match_indicators(old, new, 2025)["relation"].tolist() == ["redefined"]
    assert match_indicators(old, new, 2025, units={"千人": ("人", 1000.0)})["decision"].tolist() == ["rescaled"]


def test_another_direction_of_the_target_is_for_a_person():
    handover = matched([ONE], [(*ONE[:2], {"bound": "below"})])
    assert said(handover)[0][2:4] == ("same", "open")
    assert "由不低于变为低于" in handover["reason"][0]


def test_a_kind_that_a_person_put_right_is_no_change():
    old = {"kind": "stock", "inferred_from": "kind=rate（单位：%）；bound=at_least（无限定词）"}
    assert said(matched([(*ONE[:2], old)], [ONE]))[0][2:4] == ("same", "certain")


def test_a_part_of_another_whole_is_for_a_person():
    whole, other = (
        ("1", "举报投诉案件总数", {"text": "全部举报投诉案件的数量合计数。"}),
        ("2", "仲裁案件总数", {"text": "全部仲裁案件的数量合计数值。"}),
    )
    parts = [(*ONE[:2], {"part_of": no}) for no in ("1", "2")]
    assert said(matched([whole, other, parts[0]], [whole, other, parts[0]]))[2][3] == "certain"
    assert said(matched([whole, other, parts[0]], [whole, other, parts[1]]))[2][3] == "open"
    moved = [("2", *whole[1:]), ("1", *other[1:]), parts[1]]
    assert said(matched([whole, other, parts[0]], moved))[2][3] == "certain"


# --- what is left over


def test_what_resembles_nothing_is_new_and_what_nothing_resembles_is_dropped():
    other = ("3", "工伤康复人数", {"text": "在协议机构接受专业康复治疗的职工数。", "unit": "人", "kind": "flow"})
    handover = matched([ONE], [other])
    assert said(handover) == [("3", "", "new", "certain", "new"), ("", "44", "dropped", "certain", "dropped")]
    assert (handover["id"].tolist(), handover["name"][1]) == (["i2025-3", "44"], ONE[1])


def test_of_two_that_resemble_one_a_little_neither_is_for_certain():
    alike = [
        ("1", "劳动保障书面审查户数", {"text": "主动巡查的用人单位户数合计。"}),
        ("2", "劳动保障诚信约谈次数", {"text": "约谈用人单位负责人的次数。"}),
    ]
    handover = matched([ONE], alike)
    assert sorted(row[1:4] for row in said(handover)) == [("", "new", "open"), ("44", "redefined", "open")]
    assert "可能是新增；上年相近的还有第44项" in "".join(handover["reason"])


def test_a_new_name_is_told_among_others_that_are_left_over():
    gone = ("46", "执法检查用人单位数", {"text": "检查用人单位的户数合计，按次计算。"})
    handover = matched([ONE, gone], [("9", "劳动监察举报投诉类案件结案率", {})])
    assert said(handover)[0] == ("9", "44", "renamed", "certain", "renamed")


def test_definitions_that_are_not_known_make_nothing_alike():
    silent = {"text": ""}
    handover = matched([(*ONE[:2], silent)], [("3", "工伤康复人数", {**silent, "unit": "人"})])
    assert [row[2:4] for row in said(handover)] == [("new", "certain"), ("dropped", "certain")]


def test_a_similar_one_in_place_of_a_dropped_one_is_neither_for_certain():
    handover = matched([ONE], [("44", "劳动保障监察投诉受理率", {"text": "受理的投诉数占投诉总数的比例。"})])
    assert said(handover) == [("44", "44", "redefined", "open", "")]


def test_a_similar_one_beside_one_that_stays_is_new():
    handover = matched([ONE], [ONE, ("45", "劳动保障监察投诉受理率", {"text": "受理的投诉数占投诉总数的比例。"})])
    assert said(handover)[1] == ("45", "", "new", "certain", "new")


JOINED = (
    "7",
    "失业保险和工伤保险参保人数",
    {"text": "参加失业保险和工伤保险的人数之和。", "unit": "万人", "kind": "stock"},
)
APART = [
    ("37", "失业保险参保人数", {"text": "按照法律法规参加失业保险的人数。", "unit": "万人", "kind": "stock"}),
    ("38", "工伤保险参保人数", {"text": "按照法律法规参加工伤保险的人数。", "unit": "万人", "kind": "stock"}),
]


def test_a_merger_names_both_and_is_for_a_person():
    handover = matched(APART, [JOINED])
    assert said(handover) == [("7", "37+38", "merged", "open", "")]
    assert (handover["id"][0], handover["follows"][0]) == ("i2025-7", "37+38")


def test_a_part_is_not_merged_with_its_whole():
    part = (APART[1][0], APART[1][1], {**APART[1][2], "part_of": "37"})
    handover = matched([APART[0], part], [JOINED])
    assert said(handover) == [("7", "37+38", "redefined", "open", "")]
    assert (handover["id"][0], handover["follows"][0]) == ("37", "37+38")


def test_a_split_names_the_one_it_came_from_twice():
    handover = matched([JOINED], APART)
    assert [row[1:4] for row in said(handover)] == [("7", "split", "open")] * 2
    assert handover["id"].tolist() == ["i2025-37", "i2025-38"]


def test_an_id_is_never_used_again():
    assert matched([], [ONE], used=["i2025-44"])["id"].tolist() == ["i2025-44a"]
    assert matched([(*ONE[:2], {"id": "wages"})], [("9", *ONE[1:])])["id"].tolist() == ["wages"]

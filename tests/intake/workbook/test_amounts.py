"""A cell is read as a number if there is one way to read it, and refused otherwise."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.dataset import Settings
from hrss_analysis.intake.workbook.amounts import COUNTED, UnsureError, read_amount, read_count
from hrss_analysis.intake.workbook.cells import Cell

from ...conftest import ROOT

factor = Settings("", "", units={"千人": ("人", 1000.0)}).unit_factor


def read(value, unit="人", wanted="人", **more):
    return read_amount(Cell("E7", value, **more), unit, wanted, factor)


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        (300, "人", "人", 300),
        ("300", "人", "人", 300),
        ("３００", "人", "人", 300),
        ("12,345", "人", "人", 12345),
        ("１２，３４５", "人", "人", 12345),
        (" 1 234 ", "人", "人", 1234),
        ("1.35万", "人", "人", 13500),
        ("1.35万", "万人", "万人", "1.35"),
        ("13500人", "人", "万人", "1.35"),
        ("1.35万人", "人", "人", 13500),
        (1.35, "万人", "人", 13500),
        (2, "千人", "人", 2000),
        ("98%", "%", "%", 98),
        ("98.5％", "%", "%", "98.5"),
        (0.1 + 0.2, "%", "%", "0.3"),
        (0, "人", "人", 0),
        ("-5", "人", "人", -5),
        ("'300", "人", "人", 300),
    ],
)
def test_one_way_to_read_it(value, unit, wanted, expected):
    assert read(value, unit, wanted) == Decimal(str(expected))


def test_a_number_shown_as_a_percentage_is_one():
    assert read(0.98, "%", "%", percent=True) == 98
    assert read(0.98, "%", "%") == Decimal("0.98")


@pytest.mark.parametrize("value", [None, "", "  ", "　"])
def test_blank_is_nothing_and_not_zero(value):
    assert read(value) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("约300", "不是一个确定的数"),
        ("300左右人", "不能换算"),
        (">300", "不是一个确定的数"),
        ("300-400", "不是一个确定的数"),
        ("1,23", "不是一个确定的数"),
        ("1.2.3", "不是一个确定的数"),
        ("三百", "不是一个确定的数"),
        ("/", "没有发生请填0"),
        ("—", "没有发生请填0"),
        ("无", "没有发生请填0"),
        ("98%", "不能换算"),
        ("300家", "不能换算"),
        (float("inf"), "过大"),
        (1e15, "过大"),
        ("9" * 40, "过大"),
        ("=cmd|'/C calc'!A0", "不是一个确定的数"),
    ],
)
def test_what_is_unsure_is_refused(value, said):
    with pytest.raises(UnsureError, match=said):
        read(value)


def test_a_cell_with_a_problem_says_it():
    with pytest.raises(UnsureError, match="公式没有"):
        read_amount(Cell("E7", problem="公式没有保存计算结果"), "人", "人", factor)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "{:,}", "{} 人", "　{}"]))
def test_whole_numbers_read_back(number, form):
    assert read(form.format(number)) == number


@given(st.decimals(0, 10**6, places=4, allow_nan=False))
def test_ten_thousands_are_exact(number):
    assert read(f"{number}万") == number * 10_000


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(UnsureError):
        assert read(text) is None or any(letter.isdigit() for letter in text)


@pytest.mark.parametrize("word", ["", *COUNTED, "万", "万人", "亿件"])
def test_behind_a_count_stands_a_word_for_what_is_counted_or_nothing(word):
    times = {"万": 10_000, "亿": 100_000_000}.get(word[:1], 1)
    assert read_count(Cell("F7", f"13{word}"), "%", factor) == 13 * times


@pytest.mark.parametrize(
    "word", ["百万", "左右", "余", "多", "-", "?", "？", "倍", "%", "元", "台", "万左右", "个多", "+", "①", "千万", "."]
)
def test_behind_a_count_stands_nothing_else(word):
    with pytest.raises(UnsureError):
        read_count(Cell("F7", f"1308{word}"), "%", factor)


def test_a_count_is_read_in_the_units_of_the_dataset_and_of_its_indicator():
    assert read_count(Cell("F7", "13千人"), "%", factor) == 13_000
    assert read_count(Cell("F7", "13台"), "台", factor) == 13
    with pytest.raises(UnsureError, match="不是计数的单位"):
        read_count(Cell("F7", "13千"), "%", factor)


@pytest.mark.parametrize(("value", "said"), [(-1, "不能为负"), (98.5, "应为整数"), ("0.00005万", "应为整数")])
def test_a_count_is_whole_and_not_below_zero(value, said):
    with pytest.raises(UnsureError, match=said):
        read_count(Cell("F7", value), "%", factor)
    assert read_count(Cell("F7", 0), "%", factor) == 0


def test_the_words_for_what_is_counted_are_documented():
    assert " ".join(COUNTED) in " ".join((ROOT / "docs/submissions.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("value", ["5倍", "300家", "13左右"])
def test_an_indicator_counted_in_pieces_is_as_strict_as_any_other(value):
    with pytest.raises(UnsureError, match="不能换算"):
        read(value, "个", "个")

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hrss_analysis.paper.labels import NOTHING, Number, number_for, period_label, round_half_up, share, target_text

AMOUNTS = st.decimals(-(10**9), 10**9, places=4).map(float)


@pytest.mark.parametrize(
    ("unit", "kind", "value", "text"),
    [
        ("人", "flow", 13000, "13,000"),
        ("人", "flow", 12.5, "13"),
        ("万人", "flow", 13, "13"),
        ("万人", "stock", 299.285, "299.29"),
        ("亿元", "flow", 30.5, "30.5"),
        ("%", "rate", 98.25, "98.3"),
        ("%", "rate", 98, "98.0"),
        ("户", "rate", 39.787, "39.8"),
        ("人", "flow", float("nan"), NOTHING),
    ],
)
def test_each_unit_has_its_decimals(unit, kind, value, text):
    assert number_for(unit, kind)(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(0.5, 0, 1), (1.5, 0, 2), (2.5, 0, 3), (0.125, 2, "0.13"), (-0.5, 0, -1), (1.005, 2, "1.01")],
)
def test_halves_are_rounded_up_as_at_school(value, decimals, rounded):
    assert round_half_up(value, decimals) == Decimal(rounded)


@given(AMOUNTS, AMOUNTS, st.integers(0, 3))
def test_rounding_never_crosses_a_target(value, target, decimals):
    assume(value != target)
    rounded = round_half_up(value, decimals, target)
    assert (rounded < Decimal(repr(target))) == (value < target)
    assert (rounded > Decimal(repr(target))) == (value > target)


@given(AMOUNTS, st.integers(0, 3))
def test_rounding_moves_by_half_a_step_at_the_most(value, decimals):
    assert abs(round_half_up(value, decimals) - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)


def test_a_share_just_short_is_not_shown_as_whole():
    assert [share(value) for value in (0.9996, 1.0, 1.00001)] == ["99.96%", "100.0%", "100.001%"]


def test_signs_and_zero():
    points = Number(1, signed=True)
    assert [points(value) for value in (7.25, -7.25, 0.0, -0.04)] == ["+7.3", "-7.3", "0.0", "0.0"]
    assert points(-0.04, target=0) == "-0.04"


def test_a_ceiling_is_named_as_one():
    assert target_text(0.6, "below", Number(1)) == "低于0.6"
    assert target_text(float("nan"), "below", Number(1)) == NOTHING


def test_quarters_are_said_in_chinese():
    assert [period_label(f"2024Q{quarter}")[5:7] for quarter in (1, 2, 3, 4)] == ["一季", "二季", "三季", "四季"]

"""Half-up in decimal, once, and on its own side of a target: a column as a figure."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.paper.labels import Number
from hrss_analysis.paper.rounding import round_column, round_half_up

FIGURE = st.one_of(
    st.integers(-10_000, 10_000).map(float),
    st.decimals(-1000, 1000, places=4).map(float),
    st.floats(-1e7, 1e7, allow_subnormal=False),
)


@given(FIGURE, st.integers(0, 3), st.one_of(st.none(), FIGURE))
def test_a_column_is_rounded_as_a_figure_is(value, decimals, target):
    (rounded,) = round_column([value], decimals, target)
    assert rounded == pytest.approx(float(round_half_up(value, decimals, target)), rel=1e-15)
    # and once more, as a page formats it: the same to the last decimal
    assert round_half_up(rounded, decimals, target) == round_half_up(value, decimals, target)


@given(st.decimals(0, 3, places=5).map(float), st.integers(0, 2))
def test_a_share_is_rounded_in_per_cent(value, decimals):
    (rounded,) = round_column([value], decimals, 1, per_cent=True)
    assert rounded == pytest.approx(float(round_half_up(100 * Decimal(repr(value)), decimals, Decimal(100)) / 100))


def test_rounding_twice_is_rounding_once():
    """98.046 is shown as 98.05, to tell it from the target, and must not become 98.1 on the page."""
    (rounded,) = round_column([98.046], 1, 98)
    assert Number(1)(rounded, 98) == Number(1)(98.046, 98) == "98.05"
    assert round(rounded, 8) == 98.05


def test_what_is_not_there_stays_so():
    assert [math.isnan(value) for value in round_column([float("nan"), 1.0], 0)] == [True, False]
    assert round_column([], 0).tolist() == []


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(1.005, 2, 1.01), (0.285, 2, 0.29), (2.5, 0, 3), (-2.5, 0, -3), (0.049999, 1, 0.0), (1e15 + 0.5, 0, 1e15 + 1)],
)
def test_a_half_is_that_of_the_decimal_figure(value, decimals, rounded):
    """100 * 1.005 is 100.49999999999999."""
    assert round_column([value], decimals).tolist() == [rounded]

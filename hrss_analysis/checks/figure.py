"""Rules on a figure by itself: its unit, its range, and the counts it is made of."""

import pandas as pd

from ..dataset.rates import ratio
from ..language import say
from ..vocabulary import CEILINGS
from .facts import Facts
from .rule import ROUNDED, Hit, both, is_count, quantity, rule, shown

TEN_THOUSAND = (5_000, 20_000)  # how near to 10⁴ a ratio is taken for a mistaken unit
HUNDRED = (60, 160)  # and to 100, for a percentage
PERCENT_SURE = 20  # from here on, a hundredth of a percentage is no percentage
SMALL_CEILING = 5  # a ceiling below this is on something rare


def _reference(cells: pd.DataFrame) -> pd.Series:
    return cells["a_year_ago"].fillna(cells["before"]).fillna(cells["target"])


@rule("error", "与参照数相差约一万倍")
def magnitude(facts: Facts) -> Hit:
    """Ten thousand times what to expect: 人 for 万人, or the reverse."""
    cells = facts.cells
    expected = _reference(cells)
    ratio = (cells["value"] / expected.where(expected > 0)).where(cells["kind"] != "rate")
    low, high = TEN_THOUSAND
    where = ratio.between(low, high) | ratio.between(1 / high, 1 / low)
    return (
        where,
        expected,
        lambda row: say(
            "为{value}，约为参照数{expected}的{times}倍，疑为“万”与个位单位填错",
            value=quantity(row),
            expected=shown(row["expected"]),
            times=f"{row['value'] / row['expected']:,.4g}",
        ),
    )


@rule("error", "百分数误填为小数")
def percentage(facts: Facts) -> Hit:
    """A hundredth of what to expect of a percentage, or a hundred times: a share was not multiplied, or twice."""
    cells = facts.cells
    expected = _reference(cells)
    ratio = (cells["value"] / expected.where(expected > 0)).where(cells["unit"] == "%")
    low, high = HUNDRED
    small = (cells["value"] <= 1) & (expected >= PERCENT_SURE) & ratio.between(1 / high, 1 / low)
    where = small | (ratio.between(low, high) & (expected <= SMALL_CEILING))
    return (
        where,
        expected,
        lambda row: say("为{value}%，参照数为{expected}%，疑为小数与百分数填错", **both(row)),
    )


@rule("error", "负数")
def negative(facts: Facts) -> Hit:
    """Counts and rates cannot be negative; a net count may be."""
    cells = facts.cells
    return (cells["value"] < 0) & ~cells["net"], 0.0, lambda row: say("为{value}，不应为负", value=shown(row["value"]))


@rule("error", "计数应为整数")
def fractional(facts: Facts) -> Hit:
    """People and places are counted whole."""
    cells = facts.cells
    where = is_count(cells) & (cells["value"] % 1 != 0) & cells["value"].notna()
    return where, cells["value"].round(), lambda row: say("为{value}，应为整数，疑为单位填错", value=quantity(row))


@rule("error", "百分数超过100")
def out_of_range(facts: Facts) -> Hit:
    """A percentage lies between 0 and 100, unless its counts say otherwise."""
    cells = facts.cells
    where = (cells["unit"] == "%") & (cells["value"] > 100) & ~(cells["numerator"] > cells["denominator"])
    return where, 100.0, lambda row: say("为{value}%，超过100%", value=shown(row["value"]))


@rule("warning", "百分数超过100且分子大于分母")
def over_hundred(facts: Facts) -> Hit:
    """A percentage above 100 that its counts explain, as where people live elsewhere, still wants a word."""
    cells = facts.cells
    rate = cells["value"].fillna(100 * cells["numerator"] / cells["denominator"].where(cells["denominator"] > 0))
    where = (cells["unit"] == "%") & (rate > 100) & (cells["numerator"] > cells["denominator"])
    return where, 100.0, lambda row: say("为{value}%，分子大于分母，请说明原因", value=shown(rate[row["at"]]))


@rule("warning", "远超限值")
def rare_and_large(facts: Facts) -> Hit:
    """What a plan wants rare is rarely ten times its ceiling."""
    cells = facts.cells
    ceiling = cells["target"].where(cells["bound"].isin(CEILINGS) & (cells["kind"] == "rate"))
    where = (ceiling <= SMALL_CEILING) & (cells["value"] > 10 * ceiling)
    return (
        where,
        ceiling,
        lambda row: say(
            "为{value}，超过限值{expected}的10倍，请核对", value=quantity(row), expected=shown(row["expected"])
        ),
    )


@rule("error", "比率与分子分母不符")
def rate_off(facts: Facts) -> Hit:
    """A rate is its numerator over its denominator."""
    cells = facts.cells
    rate = ratio(cells)
    where = (cells["value"] - rate).abs() > ROUNDED
    return where, rate.round(2), lambda row: say("为{value}，由分子分母计算为{expected}", **both(row))


RULES = [magnitude, percentage, negative, fractional, out_of_range, rate_off, over_hundred, rare_and_large]

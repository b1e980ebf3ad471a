"""Rules on a figure beside its own past."""

from ..language import say
from .facts import Facts
from .rule import MANY, Hit, both, rule, shown

FAR = 5  # times last year's same quarter, or a fifth of it
JUMP = 0.1  # of a level within a quarter, where its own past is too short to say
SPREADS = 6  # median absolute deviations from its usual change
ENOUGH = 6  # quarterly changes that make a usual one
SMALLEST_SPREAD = 0.005  # of the level: a stock that never moved may move this much


@rule("error", "年内累计数下降")
def fallen(facts: Facts) -> Hit:
    """What is counted from 1 January cannot fall within the year."""
    cells = facts.cells
    where = (cells["kind"] == "flow") & ~cells["net"] & (cells["value"] < cells["earlier"])
    return (
        where,
        cells["earlier"],
        lambda row: say("累计{value}，低于上期累计{expected}，疑填成当期数", **both(row)),
    )


@rule("warning", "净增数下降")
def net_fallen(facts: Facts) -> Hit:
    """A net count may fall, but should say why."""
    cells = facts.cells
    where = (cells["kind"] == "flow") & cells["net"] & (cells["value"] < cells["earlier"])
    return (
        where,
        cells["earlier"],
        lambda row: say("累计{value}，低于上期{expected}，请说明减员原因", **both(row)),
    )


@rule("warning", "与上期完全相同")
def copied(facts: Facts) -> Hit:
    """The same cumulative figure as last quarter: copied, or nothing happened."""
    cells = facts.cells
    where = (cells["kind"] == "flow") & (cells["value"] >= MANY) & (cells["value"] == cells["before"])
    return where, cells["before"], lambda row: say("累计{value}与上期完全相同，疑为照抄", value=shown(row["value"]))


@rule("warning", "当期与去年同期相差过大")
def outlier(facts: Facts) -> Hit:
    """The current quarter is far from the same quarter last year."""
    cells = facts.cells
    # only what begins the year is counted from nothing: without the report before it is not the period's alone
    now = cells["value"] - cells["before"].mask(cells["fresh"], 0)
    then = cells["a_year_ago"] - cells["before_a_year_ago"].mask(cells["fresh"], 0)
    ratio = now / then.where(then >= MANY)
    where = (cells["kind"] == "flow") & ((ratio > FAR) | (ratio < 1 / FAR))
    return where, then, lambda row: say("当期与去年同期（{expected}）相差过大，请核对", expected=shown(row["expected"]))


@rule("warning", "时点数变动异常")
def stock_jump(facts: Facts) -> Hit:
    """A level that moved far more within a quarter than it usually does, or by more than a tenth."""
    cells = facts.cells
    level = cells["before"].where((cells["before"] > 0) & (cells["kind"] == "stock"))
    change = cells["value"] / level - 1
    spread = cells["spread"].clip(lower=SMALLEST_SPREAD).where(cells["changes"] >= ENOUGH)
    unusual = (change - cells["usual"]).abs() > SPREADS * spread
    where = unusual.where(spread.notna(), change.abs() > JUMP) & change.notna()
    return (
        where,
        cells["before"],
        lambda row: say("为{value}，上期{expected}，变动远大于往常，请核对", **both(row)),
    )


@rule("warning", "疑有口径变化")
def break_unsaid(facts: Facts) -> Hit:
    """A level half or double that of a year ago is rather a new definition."""
    cells = facts.cells
    ratio = cells["value"] / cells["a_year_ago"].where(cells["a_year_ago"] > 0)
    where = (cells["kind"] == "stock") & ((ratio > 2) | (ratio < 0.5)) & (cells["flag"] != "B")
    return (
        where,
        cells["a_year_ago"],
        lambda row: say("为{value}，去年同期{expected}；口径若有变，状态请选B", **both(row)),
    )


RULES = [fallen, net_fallen, copied, outlier, stock_jump, break_unsaid]

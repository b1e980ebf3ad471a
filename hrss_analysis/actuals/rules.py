"""Rules of data quality: each a small function from facts to findings.

An ``error`` is a figure that cannot be right; a ``warning`` wants an explanation;
``info`` is worth knowing. Every finding says the value, what was expected, and the
likely cause, in Chinese, for the one who has to mend it. A finding a person has
accepted in ``waivers.csv`` (status ``accepted``) is kept as info, with the name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..dataset import Dataset
from ..vocabulary import LARGE_UNITS, RATE_SCALE
from .facts import KEYS, Facts, gather

COLUMNS = ["rule", "severity", "no", "area", "period", "value", "expected", "reporter", "message"]
DEADLINE = pd.Timedelta(days=15)  # after a quarter's end; later is late
TEN_THOUSAND = (5_000, 20_000)  # how near to 10⁴ a ratio is taken for a mistaken unit
FAR = 5  # times last year's same quarter, or a fifth of it
MANY = 20  # fewer may well stay the same, or jump, by chance
ROUNDED = 0.05  # a rate is reported with one decimal

Hit = tuple[pd.Series, pd.Series | float, Callable[[pd.Series], str]]  # where, what was expected, what to say


@dataclass(frozen=True)
class Rule:
    """A rule: its name, severity, what it checks, and the function that finds."""

    name: str
    severity: str
    about: str
    find: Callable[[Facts], Hit]


def check(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Check every figure of a quarter against all it can be held against.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter; its year needs targets.
    as_of
        Check the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        Columns ``rule severity no area period value expected reporter message``,
        errors first.

    Raises
    ------
    UsageError
        If the period is not a quarter, or its year has no targets.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = check(open_dataset("data/wuxi"), "2024Q1")
    >>> found["severity"].eq("error").sum().item(), (found["rule"] == "revised").sum().item()
    (0, 1)
    """
    facts = gather(ds, period, as_of)
    found = [finding for rule in RULES for finding in _apply(rule, facts)]
    frame = pd.DataFrame(found, columns=COLUMNS).astype({"value": float, "expected": float})
    frame = _accepted(ds, frame)
    rank = frame["severity"].map({"error": 0, "warning": 1, "info": 2})
    return frame.assign(rank=rank).sort_values("rank", kind="stable").drop(columns="rank").reset_index(drop=True)


def _apply(rule: Rule, facts: Facts) -> Iterator[tuple[object, ...]]:
    where, expected, say = rule.find(facts)
    cells = facts.cells.assign(expected=expected)[where.fillna(False).astype(bool)]
    for _, row in cells.iterrows():
        reporter = row["reporter"] if isinstance(row["reporter"], str) else ""
        message = f"{row['name']}（{row['area']}）{say(row)}"
        yield (
            rule.name,
            rule.severity,
            row["no"],
            row["area"],
            facts.period,
            row["value"],
            row["expected"],
            reporter,
            message,
        )


def _accepted(ds: Dataset, found: pd.DataFrame) -> pd.DataFrame:
    accepted = ds.waivers[ds.waivers["status"] == "accepted"].set_index(["period", "no", "area"])
    if accepted.empty or found.empty:
        return found
    keys = pd.MultiIndex.from_frame(found[["period", "no", "area"]])
    known = keys.isin(accepted.index)
    notes = [
        f"（已认可：{accepted.loc[key, 'reason']}，{accepted.loc[key, 'by']}）" if yes else ""
        for key, yes in zip(keys, known, strict=True)
    ]
    return found.assign(severity=found["severity"].where(~known, "info"), message=found["message"] + notes)


def _is_count(cells: pd.DataFrame) -> pd.Series:
    return (cells["kind"] != "rate") & ~cells["unit"].str.startswith(LARGE_UNITS)


def _g(value: float) -> str:
    return "空" if pd.isna(value) else f"{value:,.10g}"


def magnitude(facts: Facts) -> Hit:
    """Ten thousand times what to expect: 人 for 万人, or the reverse."""
    cells = facts.cells
    expected = cells["a_year_ago"].fillna(cells["before"]).fillna(cells["target"])
    ratio = (cells["value"] / expected.where(expected > 0)).where(cells["kind"] != "rate")
    low, high = TEN_THOUSAND
    where = ratio.between(low, high) | ratio.between(1 / high, 1 / low)
    return (
        where,
        expected,
        lambda row: (
            f"为{_g(row['value'])}{row['unit']}，约为参照数{_g(row['expected'])}的{row['value'] / row['expected']:,.4g}倍，疑为“万”与个位单位填错"
        ),
    )


def negative(facts: Facts) -> Hit:
    """Counts and rates cannot be negative; a net count may be."""
    cells = facts.cells
    net = cells["definition"].str.contains("净") & (cells["kind"] == "flow")
    return (cells["value"] < 0) & ~net, 0.0, lambda row: f"为{_g(row['value'])}，不应为负"


def fractional(facts: Facts) -> Hit:
    """People and places are counted whole."""
    cells = facts.cells
    where = _is_count(cells) & (cells["value"] % 1 != 0) & cells["value"].notna()
    return where, cells["value"].round(), lambda row: f"为{_g(row['value'])}{row['unit']}，应为整数，疑为单位填错"


def fallen(facts: Facts) -> Hit:
    """What is counted from 1 January cannot fall within the year."""
    cells = facts.cells
    net = cells["definition"].str.contains("净")
    where = (cells["kind"] == "flow") & ~net & (cells["value"] < cells["before"])
    return (
        where,
        cells["before"],
        lambda row: f"累计{_g(row['value'])}，低于上期累计{_g(row['expected'])}，疑填成当期数",
    )


def net_fallen(facts: Facts) -> Hit:
    """A net count may fall, but should say why."""
    cells = facts.cells
    where = (cells["kind"] == "flow") & cells["definition"].str.contains("净") & (cells["value"] < cells["before"])
    return where, cells["before"], lambda row: f"累计{_g(row['value'])}，低于上期{_g(row['expected'])}，请说明减员原因"


def out_of_range(facts: Facts) -> Hit:
    """A percentage lies between 0 and 100, unless its counts say otherwise."""
    cells = facts.cells
    explained = cells["numerator"] > cells["denominator"]
    where = (cells["unit"] == "%") & (cells["value"] > 100) & ~explained
    return where, 100.0, lambda row: f"为{_g(row['value'])}%，超过100%"


def part_over_whole(facts: Facts) -> Hit:
    """A part is no more than its whole."""
    cells = facts.cells
    whole, unit = facts.beside("value"), facts.beside("unit")
    where = cells["additive"] & (unit == cells["unit"]) & (cells["value"] > whole)
    return where, whole, lambda row: f"为{_g(row['value'])}，大于所属第{row['part_of']}项的{_g(row['expected'])}"


def cases_over_whole(facts: Facts) -> Hit:
    """Of rates only the cases nest, never the rates."""
    cells = facts.cells
    more = (cells["numerator"] > facts.beside("numerator")) | (cells["denominator"] > facts.beside("denominator"))
    return (
        (cells["kind"] == "rate") & more,
        facts.beside("denominator"),
        lambda row: f"的分子或分母大于所属第{row['part_of']}项的",
    )


def rate_off(facts: Facts) -> Hit:
    """A rate is its numerator over its denominator."""
    cells = facts.cells
    scale = cells["unit"].map(RATE_SCALE).fillna(1.0)
    rate = (scale * cells["numerator"] / cells["denominator"].where(cells["denominator"] > 0)).where(
        cells["kind"] == "rate"
    )
    where = (cells["value"] - rate).abs() > ROUNDED
    return where, rate.round(2), lambda row: f"为{_g(row['value'])}，由分子分母计算为{_g(row['expected'])}"


def sum_off(facts: Facts) -> Hit:
    """The city's own figure is the sum of its areas, up to their rounding."""
    cells = facts.cells
    parts = cells[cells["area"].isin(facts.ds.parts) & (cells["state"] != "not_assigned") & cells["additive"]]
    complete = parts.groupby("no")["value"].agg(["sum", "count", "size"])
    total = cells["no"].map(complete["sum"].where(complete["count"] == complete["size"]))
    slack = np.where(_is_count(cells), 1e-6, 0.005 * cells["no"].map(complete["size"]).fillna(0) + 1e-6)
    where = (cells["area"] == facts.ds.city) & ((cells["value"] - total).abs() > slack)
    return where, total, lambda row: f"上报{_g(row['value'])}，各地区合计{_g(row['expected'])}"


def city_rate_outside(facts: Facts) -> Hit:
    """Without counts, the city's rate at least lies among its areas'."""
    cells = facts.cells
    rates = (
        cells[cells["area"].isin(facts.ds.parts) & (cells["kind"] == "rate")].groupby("no")["value"].agg(["min", "max"])
    )
    low, high = cells["no"].map(rates["min"]), cells["no"].map(rates["max"])
    where = (
        (cells["area"] == facts.ds.city)
        & cells["denominator"].isna()
        & ((cells["value"] < low) | (cells["value"] > high))
    )
    return where, high, lambda row: f"为{_g(row['value'])}，不在各地区的最低与最高之间"


def unassigned(facts: Facts) -> Hit:
    """A cell the plan leaves out was filled: a figure may count twice."""
    cells = facts.cells
    where = (cells["state"] == "not_assigned") & cells["value"].notna() & cells["area"].isin(facts.ds.parts)
    return where, np.nan, lambda row: f"计划未向该地区分解而报了{_g(row['value'])}，请确认是否与合并统计重复"


def missing(facts: Facts) -> Hit:
    """Due, with a target, and not there."""
    cells = facts.cells
    divided = cells["no"].isin(cells.loc[cells["area"].isin(facts.ds.parts) & (cells["state"] != "not_assigned"), "no"])
    own = cells["area"].isin(facts.ds.parts) | ~divided
    where = (
        own & cells["due"] & cells["state"].isin(["assigned", "shared", "issued_separately"]) & cells["value"].isna()
    )
    return where & cells["numerator"].isna(), np.nan, lambda _row: "本期应报未报"


def late(facts: Facts) -> Hit:
    """Submitted for the first time after the deadline."""
    end = pd.Period(facts.period, freq="Q").end_time.normalize()
    first = facts.record[facts.record["origin"] != "published"].groupby(KEYS)["submitted_at"].min()
    moment = pd.Series(first.reindex(pd.MultiIndex.from_frame(facts.cells[KEYS])).to_numpy(), index=facts.cells.index)
    where = moment > end + DEADLINE
    return where, np.nan, lambda _row: f"首次报送晚于季末后{DEADLINE.days}日"


def copied(facts: Facts) -> Hit:
    """The same cumulative figure as last quarter: copied, or nothing happened."""
    cells = facts.cells
    where = (cells["kind"] == "flow") & (cells["value"] >= MANY) & (cells["value"] == cells["before"])
    return where, cells["before"], lambda row: f"累计{_g(row['value'])}与上期完全相同，疑为照抄"


def outlier(facts: Facts) -> Hit:
    """The current quarter is far from the same quarter last year."""
    cells = facts.cells
    now = cells["value"] - cells["before"].fillna(0)
    then = cells["a_year_ago"] - cells["before_a_year_ago"].fillna(0)
    ratio = now / then.where(then >= MANY)
    where = (cells["kind"] == "flow") & ((ratio > FAR) | (ratio < 1 / FAR))
    return where, then, lambda row: f"当期与去年同期（{_g(row['expected'])}）相差过大，请核对"


def stock_jump(facts: Facts) -> Hit:
    """A level that moved by more than a tenth within a quarter."""
    cells = facts.cells
    where = (cells["kind"] == "stock") & ((cells["value"] / cells["before"].where(cells["before"] > 0) - 1).abs() > 0.1)
    return where, cells["before"], lambda row: f"为{_g(row['value'])}，上期{_g(row['expected'])}，一季变动超过10%"


def conflicting(facts: Facts) -> Hit:
    """Two figures for one cell at one moment."""
    record = facts.record
    twice = record.groupby([*KEYS, "submitted_at"], dropna=False)["value"].nunique()
    keys = {(no, area) for no, area, _ in twice[twice > 1].index}
    where = pd.Series([key in keys for key in zip(facts.cells["no"], facts.cells["area"], strict=True)])
    return where, np.nan, lambda _row: "同一时间报了两个不同的数，请撤回一个"


def revised(facts: Facts) -> Hit:
    """The figure was changed after it was first submitted."""
    ordered = facts.record.sort_values("submitted_at", kind="stable")
    values = ordered.groupby(KEYS)["value"].agg(["first", "nunique"])
    keys = pd.MultiIndex.from_frame(facts.cells[KEYS])
    changed = pd.Series(values["nunique"].reindex(keys).gt(1).to_numpy(), index=facts.cells.index)
    first = pd.Series(values["first"].reindex(keys).to_numpy(), index=facts.cells.index)
    return changed, first, lambda row: f"由首报的{_g(row['expected'])}修订为{_g(row['value'])}"


def _rules(severity: str, *functions: Callable[[Facts], Hit]) -> list[Rule]:
    return [Rule(find.__name__, severity, (find.__doc__ or "").splitlines()[0], find) for find in functions]


RULES = [
    *_rules(
        "error",
        magnitude, negative, fractional, fallen, out_of_range, part_over_whole, cases_over_whole, rate_off, sum_off, conflicting,
    ),
    *_rules("warning", net_fallen, city_rate_outside, unassigned, missing, copied, outlier, stock_jump),
    *_rules("info", late, revised),
]  # fmt: skip

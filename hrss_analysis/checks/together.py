"""Rules on figures beside each other: parts and wholes, areas and the city."""

import numpy as np
import pandas as pd

from ..dataset.rates import ratio
from ..language import say
from .facts import Facts
from .rule import MANY, ROUNDED, Hit, both, is_count, rule, shown

ALIKE = 3  # areas that give one and the same figure


@rule("error", "其中项大于总项")
def part_over_whole(facts: Facts) -> Hit:
    """A part is no more than its whole."""
    cells = facts.cells
    firm = cells["part_of"].astype(float) != _soft_wholes(facts)
    whole, unit = facts.beside("value", cells["part_of"]), facts.beside("unit", cells["part_of"])
    where = cells["additive"] & firm & (unit == cells["unit"]) & (cells["value"] > whole)
    return (
        where,
        whole,
        lambda row: say("为{value}，大于所属第{whole}项的{expected}", whole=row["part_of"], **both(row)),
    )


@rule("warning", "按定义的其中项大于总项")
def soft_part_over_whole(facts: Facts) -> Hit:
    """What should be part of another by its definition, though the plan does not say so, is no more than it."""
    cells = facts.cells
    wholes = _soft_wholes(facts)
    whole, unit = facts.beside("value", wholes), facts.beside("unit", wholes)
    where = (unit == cells["unit"]) & (cells["value"] > whole)
    return (
        where,
        whole,
        lambda row: say(
            "为{value}，大于按定义应包含它的第{whole}项的{expected}，请说明",
            whole=int(wholes[row["at"]]),
            **both(row),
        ),
    )


def _soft_wholes(facts: Facts) -> pd.Series:
    """By row, the number of what it should be part of; blank for most."""
    no = facts.ds.terms.numbers
    pairs = {no[part]: no[whole] for part, whole in facts.ds.settings.soft_parts if part in no and whole in no}
    return facts.cells["no"].map(pairs).astype(float)


@rule("error", "其中项的分子或分母大于总项")
def cases_over_whole(facts: Facts) -> Hit:
    """Of rates only the cases nest, never the rates."""
    cells = facts.cells
    whole = {name: facts.beside(name, cells["part_of"]) for name in ("numerator", "denominator")}
    more = (cells["numerator"] > whole["numerator"]) | (cells["denominator"] > whole["denominator"])
    return (
        (cells["kind"] == "rate") & more,
        whole["denominator"],
        lambda row: say("的分子或分母大于所属第{whole}项的", whole=row["part_of"]),
    )


def _parts(facts: Facts) -> pd.DataFrame:
    return facts.cells[facts.cells["area"].isin(facts.ds.parts)]


def _off_its_sum(facts: Facts) -> tuple[pd.Series, pd.Series]:
    """Where the city's own figure is not the sum of its areas, up to their rounding; and the sums."""
    cells = facts.cells
    parts = _parts(facts)
    parts = parts[(parts["state"] != "not_assigned") & parts["additive"]]
    complete = parts.groupby("no")["value"].agg(["sum", "count", "size"])
    total = cells["no"].map(complete["sum"].where(complete["count"] == complete["size"]))
    slack = np.where(is_count(cells), 1e-6, 0.005 * cells["no"].map(complete["size"]).fillna(0) + 1e-6)
    return (cells["area"] == facts.ds.city) & ((cells["value"] - total).abs() > slack), total


@rule("error", "全市数与各地区合计不符")
def sum_off(facts: Facts) -> Hit:
    """The city's own figure is the sum of its areas, up to their rounding."""
    off, total = _off_its_sum(facts)
    where = off & ~facts.cells["no"].isin(facts.ds.numbers(facts.ds.settings.overlapping))
    return where, total, lambda row: say("上报{value}，各地区合计{expected}", **both(row))


@rule("warning", "全市数与各地区合计不符（可能重复统计）")
def overlap(facts: Facts) -> Hit:
    """Where one person may be counted in two areas, the city's figure is below the sum; it should say so."""
    off, total = _off_its_sum(facts)
    where = off & facts.cells["no"].isin(facts.ds.numbers(facts.ds.settings.overlapping))
    return (
        where,
        total,
        lambda row: say("上报{value}，各地区合计{expected}，请说明重复统计的部分", **both(row)),
    )


@rule("warning", "全市比率与各地区分子分母不符")
def city_rate_off(facts: Facts) -> Hit:
    """The city's rate is what the counts of all areas together give."""
    cells = facts.cells
    parts = _parts(facts)
    parts = parts[(parts["kind"] == "rate") & (parts["state"] != "not_assigned")]
    counts = parts.groupby("no")[["numerator", "denominator"]].sum(min_count=1)
    whole = parts["denominator"].notna().groupby(parts["no"]).all()
    counts = counts.where(whole).reindex(cells["no"]).set_axis(cells.index)
    expected = ratio(cells[["kind", "unit"]].join(counts))
    where = (cells["area"] == facts.ds.city) & ((cells["value"] - expected).abs() > ROUNDED)
    return (
        where,
        expected.round(2),
        lambda row: say("上报{value}，由各地区分子分母合计计算为{expected}", **both(row)),
    )


@rule("warning", "全市比率超出各地区范围")
def city_rate_outside(facts: Facts) -> Hit:
    """Without counts, the city's rate at least lies among its areas'."""
    cells = facts.cells
    parts = _parts(facts)
    rates = parts[parts["kind"] == "rate"].groupby("no")["value"].agg(["min", "max"])
    low, high = cells["no"].map(rates["min"]), cells["no"].map(rates["max"])
    outside = (cells["value"] < low) | (cells["value"] > high)
    where = (cells["area"] == facts.ds.city) & cells["denominator"].isna() & outside
    return where, high, lambda row: say("为{value}，不在各地区的最低与最高之间", value=shown(row["value"]))


@rule("warning", "多个地区数字相同")
def same_elsewhere(facts: Facts) -> Hit:
    """The same figure, and no small one, in several areas: one was copied from another."""
    cells = facts.cells
    parts = _parts(facts)
    told = parts[(parts["kind"] == "flow") & (parts["value"] >= MANY)]
    alike = told.groupby(["no", "value"]).size()
    keys = pd.MultiIndex.from_frame(cells[["no", "value"]])
    count = pd.Series(alike.reindex(keys).to_numpy(), index=cells.index)
    where = (count >= ALIKE) & cells.index.isin(told.index)
    return (
        where,
        np.nan,
        lambda row: say(
            "为{value}，与另外{n}个地区完全相同，请核对", value=shown(row["value"]), n=int(count[row["at"]]) - 1
        ),
    )


RULES = [
    part_over_whole,
    cases_over_whole,
    sum_off,
    soft_part_over_whole,
    overlap,
    city_rate_off,
    city_rate_outside,
    same_elsewhere,
]

"""Rules on what came in at all, from whom, and when."""

from typing import Any

import numpy as np
import pandas as pd

from ..dataset.rates import ratio
from ..dataset.record import in_order
from ..language import listed, say
from ..language.units import day_within_year
from .facts import KEYS, Facts
from .revisions import revisions
from .rule import ROUNDED, Hit, Told, rule, shown
from .senders import deadline, due_cells

FIGURES = ["value", "numerator", "denominator"]

ROUND = 100  # figures that all end in two zeros
ENOUGH = 5  # of them


def _of_cells(facts: Facts, values: pd.Series) -> pd.Series:
    """Values by number and area, beside the cells."""
    return pd.Series(values.reindex(facts.keys).to_numpy(), index=facts.cells.index)


@rule("warning", "未分解而报数")
def unassigned(facts: Facts) -> Hit:
    """A cell the plan leaves out was filled: a figure may count twice."""
    cells = facts.cells
    where = (cells["state"] == "not_assigned") & cells["value"].notna() & cells["area"].isin(facts.ds.parts)
    return (
        where,
        np.nan,
        lambda row: say("计划未向该地区分解而报了{value}，请确认是否与合并统计重复", value=shown(row["value"])),
    )


@rule("warning", "应报未报")
def missing(facts: Facts) -> Hit:
    """Due and not there."""
    due = due_cells(facts.ds, facts.period, facts.as_of)
    where = pd.Series(facts.keys.isin(pd.MultiIndex.from_frame(due[KEYS])), index=facts.cells.index)
    where &= facts.cells["value"].isna() & facts.cells["numerator"].isna()
    return where, np.nan, lambda row: _absent(row["flag"])


def _absent(flag: object) -> str:
    if flag in ("L", "M", "Q"):
        return say("本期应报而无数（状态{flag}）", flag=flag)
    return say("本期应报未报")


@rule("warning", "按以前计划的口径报送")
def other_terms(facts: Facts) -> Hit:
    """Sent in the terms of an older plan with which this one does not compare: the figure is not used."""
    ds, cells = facts.ds, facts.cells
    sent = ds.record(ds.recorded(facts.period), as_of=facts.as_of).dropna(subset="plan")
    told: dict[tuple[int, str], tuple[int, float]] = {}
    for plan in sent["plan"].unique():
        bridge = ds.bridge_from(plan)
        if bridge is not None and ds.folder.turn(plan) < ds.terms.turn:
            apart = bridge.reasons
            now = sent[sent["plan"] == plan]["no"].map(ds.folder.terms(plan).ids).map(ds.terms.numbers)
            lost = sent.loc[now.index[now.isin(apart.index[apart != ""])]]
            told |= {(int(now[row]), lost.at[row, "area"]): (plan, lost.at[row, "value"]) for row in lost.index}
    where = pd.Series([key in told for key in facts.keys], index=cells.index, dtype=bool) & cells["value"].isna()

    def told_of(row: Told) -> str:
        plan, value = told[row["no"], row["area"]]
        return say(
            "按{plan}年计划的口径报送了{value}，与本年口径不可比，未采用，请按本年口径重报",
            plan=plan,
            value=shown(value),
        )

    return where, np.nan, told_of


@rule("info", "逾期报送")
def late(facts: Facts) -> Hit:
    """Submitted for the first time after the deadline."""
    last = deadline(facts.period)
    first = facts.record[facts.record["origin"] != "published"].groupby(KEYS)["submitted_at"].min()
    moment = _of_cells(facts, first)
    return moment > last, np.nan, lambda _row: say("首次报送晚于截止日{day}", day=day_within_year(last))


@rule("warning", "各数均为整百")
def rounded(facts: Facts) -> Hit:
    """All figures of a sender end in two zeros: estimated, not counted."""
    cells = facts.cells
    told = cells[(cells["kind"] == "flow") & (cells["value"] >= ROUND) & (cells["value"] % 1 == 0)]
    even = (told["value"] % ROUND == 0).groupby(told["reporter"]).agg(["all", "size"])
    senders = set(even.index[even["all"] & (even["size"] >= ENOUGH)]) - {""}
    where = cells.index.isin(told.index) & cells["reporter"].isin(senders)
    return (
        pd.Series(where, index=cells.index),
        np.nan,
        lambda row: say("为{value}，该单位所报各数均为整百，疑为估计", value=shown(row["value"])),
    )


@rule("error", "同一格有不同的数")
def conflicting(facts: Facts) -> Hit:
    """Two senders, or one sender at one moment, give different figures for one cell."""
    told = in_order(_with_rates(facts, facts.record))
    at_once = told.groupby([*KEYS, "submitted_at"], dropna=False)[FIGURES].nunique().gt(1).any(axis=1)
    record = told[told["origin"] != "simulated"]
    signed = record[record["reporter"] != ""]
    several = signed.groupby(KEYS).filter(lambda rows: rows["reporter"].nunique() > 1)
    disagreed = {key for key, rows in several.groupby(KEYS) if _disagree(rows)}
    keys = {(no, area) for no, area, _ in at_once[at_once].index} | disagreed
    senders = record.groupby(KEYS)["reporter"].agg(lambda names: [*dict.fromkeys(name for name in names if name)])
    who = _of_cells(facts, senders.rename("who"))

    def told_of(row: Told) -> str:
        if not (names := who[row["at"]]):
            return say("报了不同的数（未注明报送人），请核对后统一")
        return say("报了不同的数（{names}），请核对后统一", names=listed(names))

    where = pd.Series([key in keys for key in zip(facts.cells["no"], facts.cells["area"], strict=True)])
    return where, np.nan, told_of


def _with_rates(facts: Facts, record: pd.DataFrame) -> pd.DataFrame:
    """Rows as submitted, with ``rate``: what is said of a cell, by its value or else by its counts."""
    about = record.join(facts.ds.indicators.set_index("no")[["kind", "unit"]], on="no")
    return record.assign(rate=record["value"].fillna(ratio(about)))


def _disagree(rows: pd.DataFrame) -> bool:
    """Whether another sender's figure is neither the newest nor what the newest sender had said before."""
    newest = rows.iloc[-1]
    own = [said for _, said in rows[rows["reporter"] == newest["reporter"]].iterrows()][-2:]
    others = rows[rows["reporter"] != newest["reporter"]].drop_duplicates("reporter", keep="last")
    return any(not any(_agree(said, other) for said in own) for _, other in others.iterrows())


def _agree(said: pd.Series, other: pd.Series) -> bool:
    """Whether two rows say the same, as far as both say anything; nothing does not take the place of a figure."""
    if pd.isna(said["rate"]) and not pd.isna(other["rate"]):
        return False
    slack = ROUNDED if pd.isna(said["value"]) != pd.isna(other["value"]) else 0.0
    off = abs(said["rate"] - other["rate"])
    return not off > slack and not any(
        said[name] != other[name] for name in FIGURES[1:] if pd.notna(said[name]) and pd.notna(other[name])
    )


@rule("info", "修订")
def revised(facts: Facts) -> Hit:
    """The figure was changed after it was first submitted."""
    changed = revisions(facts.ds, facts.period, facts.as_of).set_index(KEYS)
    first, last, times = (_of_cells(facts, changed[name]) for name in ("first", "last", "times"))
    told = pd.DataFrame({"last": last, "times": times})

    def told_of(row: Told) -> str:
        now, often = told.loc[[row["at"]]].iloc[0]
        places = {"first": shown(row["expected"]), "last": shown(now), "times": int(often)}
        moment: Any = row["submitted_at"]
        sentence = (
            say("由首报的{first}修订为{last}，其间改动{times}次", **places)
            if now == row["expected"]
            else say("由首报的{first}修订为{last}", **places)
        )
        return say("{sentence}（{day}）", sentence=sentence, day=f"{moment:%Y-%m-%d}") if pd.notna(moment) else sentence

    return times.notna(), first, told_of


RULES = [conflicting, unassigned, missing, other_terms, rounded, late, revised]

"""Whether the year will be made: projections beside the lights, never inside them."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..dataset import Dataset
from ..language import say, word
from ..measures.projection import satisfies
from ..paper import labels
from ..paper.content import note
from ..paper.html import EMPTY, Html, join
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..rows import Row
from ..vocabulary import CEILINGS, OUTLOOK, shown_as
from .cells import beside, by_status, effort, lead_field, lowest_first, named_with_unit, with_past
from .lights import light
from .projections import chance_text, figure_of, interval, rhythm_of


def outlook_sentence(cells: pd.DataFrame, projected: pd.DataFrame) -> str:
    """Say how many targets are projected to be kept, and which are not; blank at the year's end.

    Parameters
    ----------
    cells
        Rows of ``progress`` of one area.
    projected
        Rows of ``project`` of the same period.
    """
    told = _judged(cells, projected)
    if told.empty:
        return ""
    rhythm, counts = rhythm_of(told), told["outlook"].value_counts().to_dict()
    likely = counts.get("likely", 0)
    if likely == len(told) == 1:
        return say("{rhythm}，有目标且可推算的1项年末可望达到目标。", rhythm=rhythm)
    if likely == len(told):
        return say("{rhythm}，有目标且可推算的{n}项中，年末均可望达到目标。", rhythm=rhythm, n=len(told))
    opening = (
        say("{rhythm}，有目标且可推算的{all}项中，{n}项年末可望达到目标", rhythm=rhythm, all=len(told), n=likely)
        if likely
        else say("{rhythm}，有目标且可推算的{n}项中，没有年末可望达到目标的", rhythm=rhythm, n=len(told))
    )
    return say("{told}。", told=run_on([opening, *_less_likely(told)]))


def _less_likely(told: pd.DataFrame) -> list[str]:
    """How many are open, how many of an outlook that nobody knows, and how many unlikely, though they may look right."""
    counts, parts = told["outlook"].value_counts().to_dict(), []
    if counts.get("open", 0):
        clause = say("{n}项{outlook}", n=counts["open"], outlook=word(OUTLOOK["open"]))
        held = int((_keeps(told, "actual") & (told["outlook"] == "open")).sum())
        parts.append(say("{clause}（其中{n}项现已达到、须保持）", clause=clause, n=held) if held else clause)
    if counts.get("unknown", 0):
        parts.append(say("{n}项以往误差不足，{outlook}", n=counts["unknown"], outlook=word(OUTLOOK["unknown"])))
    hard = told[told["outlook"] == "unlikely"]
    if len(hard):
        clause = say("{n}项{outlook}", n=len(hard), outlook=word(OUTLOOK["unlikely"]))
        well = int(hard["status"].isin(shown_as("green")).sum())
        parts.append(say("{clause}（其中{n}项现属正常）", clause=clause, n=well) if well else clause)
    return parts


def run_on(parts: Iterable[str]) -> str:
    """Clauses of one sentence that commas part in Chinese; in English they need more.

    Examples
    --------
    >>> run_on(["甲3项", "乙2项"])
    '甲3项，乙2项'
    """
    return reduce(lambda told, more: say("{told}，{more}", told=told, more=more), parts)


def _judged(cells: pd.DataFrame, projected: pd.DataFrame) -> pd.DataFrame:
    """The cells that have a target and a projection, with what is to be expected of them; none at the year's end."""
    own = cells[cells["target"].notna() & (cells["target_state"] == "assigned")]
    told = beside(own, projected, ["method", "year_end", "low80", "high80", "p_reach", "outlook"])
    return told[told["year_end"].notna() & (told["method"] != "final")]


def _keeps(told: pd.DataFrame, figure: str) -> npt.NDArray[np.bool_]:
    """Which targets a figure keeps; where the actual one does they have to be held, and nothing more."""
    return satisfies(*(told[name].to_numpy() for name in (figure, "target", "bound")))


def _first(told: pd.DataFrame) -> pd.DataFrame:
    """The least likely first, those of which it cannot be told last."""
    return lowest_first(told, "p_reach")


def outlook_table(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame, paced: pd.DataFrame) -> Html:
    """What is projected to miss its target, and what it would take; the word that nothing is."""
    told = _judged(cells, projected)
    if told.empty:
        return EMPTY
    # without a chance only the figure itself can be held against the target
    missed = (told["outlook"] == "unknown") & ~_keeps(told, "year_end")
    short = _first(told[told["outlook"].isin(["open", "unlikely"]) | missed])
    if short.empty:
        return note(say("推算年末未必达到目标的指标：无。"))
    short = with_past(short, paced).assign(held=_keeps(short, "actual"))
    hidden = (short["outlook"] == "unlikely") & ~short["status"].isin(shown_as("red"))
    rhythm = rhythm_of(short)
    shown = [
        (
            short[hidden],
            say("现未列为滞后、年末难以达到目标的指标（{n}项，{rhythm}）", n=int(hidden.sum()), rhythm=rhythm),
        ),
        (
            short[~hidden],
            say("其余难以达到或尚不确定的指标（{n}项，{rhythm}）", n=int((~hidden).sum()), rhythm=rhythm)
            if hidden.any()
            else say("推算年末未必达到目标的指标（{n}项，{rhythm}）", n=len(short), rhythm=rhythm),
        ),
    ]
    fields = _fields(ds)
    return join(table(rows, fields, marked(caption, rows)) for rows, caption in shown if len(rows))


def _fields(ds: Dataset) -> list[Field]:
    times = labels.Number(1, say("倍"))
    return [
        Field(say("指标"), lambda row: named_with_unit(ds, row.no), row_header=True),
        Field(say("状态"), lambda row: light(row.status), class_="short", attributes=by_status),
        lead_field(ds),
        Field(say("本期末"), lambda row: figure_of(ds, row, row.actual, row.target), number=True),
        Field(
            say("全年目标"),
            lambda row: labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no))),
            number=True,
        ),
        Field(say("推算年末"), lambda row: figure_of(ds, row, row.year_end, row.target), number=True),
        Field(say("80%区间"), lambda row: interval(ds, row), number=True),
        Field(say("达标概率"), lambda row: chance_text(row.p_reach), number=True),
        Field(say("需完成（余下每月）"), lambda row: _run_rate(ds, row), number=True),
        Field(
            say("为去年余下月均的倍数"),
            lambda row: times(row.times_last_rest) if row.times_last_rest else NOTHING,
            number=True,
        ),
    ]


def _run_rate(ds: Dataset, row: Row) -> str:
    if row.held:
        return say("须保持")
    return effort(ds, row) if pd.notna(row.required_per_month) and row.bound not in CEILINGS else NOTHING

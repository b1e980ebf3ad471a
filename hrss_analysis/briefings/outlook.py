"""Whether the year will be made: projections beside the lights, never inside them."""

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..measures.projection import satisfies
from ..paper import labels
from ..paper.content import note
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..rows import Row, rows_of
from ..vocabulary import CEILINGS, OUTLOOK
from .cells import beside, lowest_first, named, run_rate
from .projections import chance_text, figure_of, interval, rhythm_of

NAMED = 3  # indicators a sentence names
TIMES = labels.Number(1, "倍")


def outlook_sentence(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame) -> str:
    """Say how many targets are projected to be kept, and which are not; blank at the year's end.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    projected
        Rows of ``project`` of the same period.
    """
    told = _judged(cells, projected)
    if told.empty:
        return ""
    opening = f"{rhythm_of(told)}，有目标且可推算的{len(told)}项中"
    counts = told["outlook"].value_counts()
    if counts.get("likely", 0) == len(told):
        return f"{opening}，年末均可望达到目标。"
    parts = [f"{counts.get('likely', 0)}项年末可望达到目标"]
    if counts.get("open", 0):
        parts.append(f"{counts['open']}项{OUTLOOK['open'].zh}")
    if counts.get("unknown", 0):
        parts.append(f"{counts['unknown']}项以往误差不足，{OUTLOOK['unknown'].zh}")
    hard = _first(told[told["outlook"] == "unlikely"])
    if len(hard):
        named = "、".join(ds.indicator(row.no).name for row in rows_of(hard.head(NAMED)))
        parts.append(f"{len(hard)}项{OUTLOOK['unlikely'].zh}：{named}{'等' if len(hard) > NAMED else ''}")
    return "，".join([opening, *parts]) + "。"


def _judged(cells: pd.DataFrame, projected: pd.DataFrame) -> pd.DataFrame:
    """The cells that have a target and a projection, with what is to be expected of them; none at the year's end."""
    own = cells[cells["target"].notna() & (cells["target_state"] == "assigned")]
    told = beside(own, projected, ["method", "year_end", "low80", "high80", "p_reach", "outlook"])
    return told[told["year_end"].notna() & (told["method"] != "final")]


def _first(told: pd.DataFrame) -> pd.DataFrame:
    """The least likely first, those of which it cannot be told last."""
    return lowest_first(told, "p_reach")


def outlook_table(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame, paced: pd.DataFrame) -> Html:
    """What is projected to miss its target, and what it would take; the word that nothing is."""
    told = _judged(cells, projected)
    if told.empty:
        return EMPTY
    kept = satisfies(*(told[name].to_numpy() for name in ("year_end", "target", "bound")))
    # without a chance only the figure itself can be held against the target
    short = _first(told[told["outlook"].isin(["open", "unlikely"]) | ((told["outlook"] == "unknown") & ~kept)])
    caption = "推算年末未必达到目标的指标"
    if short.empty:
        return note(f"{caption}：无。")
    short = short.merge(paced[["no", "area", "times_recent", "times_last_rest"]], on=["no", "area"], how="left")
    lately = labels.in_words(parse_period(cells["period"].iloc[0]), quarter="本季", month="近三个月")
    fields = [
        Field("指标", lambda row: named(ds, row.no), row_header=True),
        Field("单位", lambda row: ds.indicator(row.no).unit, class_="short"),
        Field("本期末", lambda row: figure_of(ds, row, row.actual, row.target), number=True),
        Field(
            "全年目标",
            lambda row: labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no))),
            number=True,
        ),
        Field("推算年末", lambda row: figure_of(ds, row, row.year_end, row.target), number=True),
        Field("80%区间", lambda row: interval(ds, row), number=True),
        Field("可能（达到目标）", lambda row: chance_text(row.p_reach), number=True),
        Field("需完成（余下每月）", lambda row: _run_rate(ds, row), number=True),
        Field(f"倍数（比{lately}月均）", lambda row: TIMES(row.times_recent), number=True),
        Field("倍数（比去年余下月均）", lambda row: TIMES(row.times_last_rest), number=True),
    ]
    return table(short, fields, marked(f"{caption}（{len(short)}项，{rhythm_of(short)}）", short))


def _run_rate(ds: Dataset, row: Row) -> str:
    return run_rate(ds, row) if pd.notna(row.required_per_month) and row.bound not in CEILINGS else NOTHING

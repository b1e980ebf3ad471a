"""Whether the year will be made: projections beside the lights, never inside them."""

import numpy as np
import pandas as pd

from ..calendar import QUARTER, YEAR, Period, parse_period
from ..dataset import Dataset
from ..measures.projection import satisfies
from ..paper import labels
from ..paper.content import note
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..rows import Row, rows_of
from ..vocabulary import CEILINGS
from .cells import named, run_rate
from .projections import chance_text, figure_of, interval, rhythm_of

NAMED = 3  # indicators a sentence names
LIKELY, UNLIKELY = 0.8, 0.2  # chances from which a target is called likely to be kept, or hard to keep


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
    likely, hard = told[told["outlook"] == "likely"], _first(told[told["outlook"] == "hard"])
    if len(likely) == len(told):
        return f"{opening}，年末均可望达到目标。"
    open_ = len(told) - len(likely) - len(hard)
    parts = [f"{len(likely)}项年末可望达到目标", f"{open_}项尚不确定" if open_ else ""]
    if len(hard):
        named = "、".join(ds.indicator(row.no).name for row in rows_of(hard.head(NAMED)))
        parts.append(f"{len(hard)}项难以达到：{named}{'等' if len(hard) > NAMED else ''}")
    return "，".join([opening, *filter(None, parts)]) + "。"


def _judged(cells: pd.DataFrame, projected: pd.DataFrame) -> pd.DataFrame:
    """The cells that have a target and a projection, and whether they are projected to keep to it; none at the year's end."""
    columns = ["no", "area", "method", "year_end", "low80", "high80", "p_reach"]
    own = cells[cells["target"].notna() & (cells["target_state"] == "assigned")]
    told = own.merge(projected[columns], on=["no", "area"])
    told = told[told["year_end"].notna() & (told["method"] != "final")]
    kept = satisfies(*(told[name].to_numpy() for name in ("year_end", "target", "bound")))
    chance = told["p_reach"].fillna(pd.Series(kept, index=told.index).astype(float))
    return told.assign(outlook=np.select([chance >= LIKELY, chance <= UNLIKELY], ["likely", "hard"], "open"))


def _first(told: pd.DataFrame) -> pd.DataFrame:
    """The least likely first."""
    return told.sort_values("p_reach", kind="stable", na_position="first")


def outlook_table(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame, history: pd.DataFrame) -> Html:
    """What is projected to miss its target, and what it would take; the word that nothing is."""
    told = _judged(cells, projected)
    if told.empty:
        return EMPTY
    short = _first(told[told["outlook"] != "likely"])
    caption = "推算年末未必达到目标的指标"
    if short.empty:
        return note(f"{caption}：无。")
    pace, rest = recent_pace(short, history), last_years_rest(short, history)
    lately = labels.in_words(parse_period(cells["period"].iloc[0]), quarter="本季", month="近三个月")
    fields = [
        Field("指标", lambda row: named(ds, row.no), row_header=True),
        Field("单位", lambda row: ds.indicator(row.no).unit, class_="short"),
        Field("本期末", lambda row: figure_of(ds, row, row.actual), number=True),
        Field(
            "全年目标",
            lambda row: labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no))),
            number=True,
        ),
        Field("推算年末", lambda row: figure_of(ds, row, row.year_end, row.target), number=True),
        Field("80%区间", lambda row: interval(ds, row), number=True),
        Field("可能（达到目标）", lambda row: chance_text(row.p_reach), number=True),
        Field("需完成（余下每月）", lambda row: _run_rate(ds, row), number=True),
        Field(f"倍数（比{lately}月均）", lambda row: _times(row, pace), number=True),
        Field("倍数（比去年余下月均）", lambda row: _times(row, rest), number=True),
    ]
    return table(short, fields, marked(f"{caption}（{len(short)}项，{rhythm_of(short)}）", short))


def recent_pace(cells: pd.DataFrame, history: pd.DataFrame) -> dict[int, float]:
    """By indicator, what was added per month in the last three months, or since January: counts and stocks only."""
    now, own = _by_month(cells, history)
    figures = own.set_index(["no", "place"])["value"]
    pace = {}
    for row in rows_of(cells[cells["kind"] != "rate"]):
        months = min(QUARTER, now.end_month) if row.kind == "flow" else QUARTER
        fresh = row.kind == "flow" and months == now.end_month
        since = now.ordinal - (now.end_month if fresh else months)
        before = 0.0 if fresh else figures.get((row.no, since))
        if before is not None and (fresh or _is_one_series(own[own["no"] == row.no], since)):
            pace[row.no] = (row.actual - before) / months
    return pace


def _is_one_series(own: pd.DataFrame, since: int) -> bool:
    """Whether nothing breaks an indicator's figures after a month, and the last is no sum of other parts than that month's."""
    parts = set(own.loc[own["place"].isin([since, own["place"].max()]), "made_of"].dropna()) - {""}
    return not (own["place"].gt(since) & own["flag"].eq("B")).any() and len(parts) < 2


def last_years_rest(cells: pd.DataFrame, history: pd.DataFrame) -> dict[int, float]:
    """By indicator, what was added per month in the rest of last year: counts and stocks only."""
    now, own = _by_month(cells, history)
    figures = own.set_index(["no", "place"])["value"]
    rest = {}
    for no in cells.loc[cells["kind"] != "rate", "no"]:
        then, end = (figures.get((no, when)) for when in (now.ordinal - YEAR, now.ordinal - now.end_month))
        if then is not None and end is not None:
            rest[no] = (end - then) / now.months_left
    return rest


def _by_month(cells: pd.DataFrame, history: pd.DataFrame) -> tuple[Period, pd.DataFrame]:
    """When the cells stand, and their area's figures with their ``place``, the month counted through all years."""
    own = history[history["area"] == cells["area"].iloc[0]]
    return parse_period(cells["period"].iloc[0]), own.assign(place=YEAR * own["year"] + own["month"])


def _run_rate(ds: Dataset, row: Row) -> str:
    return run_rate(ds, row) if pd.notna(row.required_per_month) and row.bound not in CEILINGS else NOTHING


def _times(row: Row, pace: dict[int, float]) -> str:
    now = pace.get(row.no)
    if now is None or now <= 0 or pd.isna(row.required_per_month) or row.bound in CEILINGS:
        return NOTHING
    return labels.Number(1, "倍")(row.required_per_month / now)

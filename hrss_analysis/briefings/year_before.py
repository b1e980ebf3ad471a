"""A plan beside the year before: what became of its indicators, and what it asks for after what was done."""

import pandas as pd

from ..dataset import Dataset
from ..paper import labels
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..plan.succession import succession
from ..quarters import Quarter
from ..reasons import REASON, sentence
from ..rows import Row, rows_of
from ..vocabulary import CEILINGS, RELATION, UNCHANGED

NAMED = 3


def succession_sentence(ds: Dataset, year: int) -> str:
    """How many indicators go on, in what relation, and how many compare; blank where there is no plan before.

    Parameters
    ----------
    ds
        The dataset.
    year
        The year of the plan.
    """
    return _how_many(year, succession(ds, year))


def _how_many(year: int, told: pd.DataFrame) -> str:
    if told.empty:
        return ""
    own = told[told["no"].notna()]
    on = own[own["relation"].isin(UNCHANGED)]
    moved = sum(row.before.split(" ")[0] != str(row.no) for row in rows_of(on))
    counts = told["relation"].value_counts()
    shown = [f"{RELATION[name].zh}{counts[name]}项" for name in RELATION if name in counts.index and name != "same"]
    return (
        f"与{year - 1}年计划相比，{len(own)}项指标中延续{len(on)}项"
        + (f"（序号变动{moved}项）" if moved else "")
        + "".join(f"，{text}" for text in shown)
        + f"；与上年可比{int(own['comparable'].sum())}项。"
    )


def succession_table(ds: Dataset, year: int) -> Html:
    """What is not simply the same as in the plan before: its old number and name, what it is now, and why."""
    return _what_changed(year, succession(ds, year))


def _what_changed(year: int, told: pd.DataFrame) -> Html:
    told = told[told["relation"] != "same"]
    if told.empty:
        return EMPTY
    fields = [
        Field("指标", lambda row: NOTHING if pd.isna(row.no) else f"{row.no} {row.name}", row_header=True),
        Field("上年计划中的序号和名称", lambda row: row.before or NOTHING),
        Field("与上年关系", lambda row: RELATION[row.relation].zh, class_="short"),
        Field(
            "同比", lambda row: NOTHING if pd.isna(row.no) else "可比" if row.comparable else "不作同比", class_="short"
        ),
        Field("说明", _why),
    ]
    return table(told, fields, f"与{year - 1}年计划的衔接：有变化的{len(told)}项")


def _why(row: Row) -> str:
    return row.note or (REASON[row.reason].zh if row.reason else NOTHING)


def new_year(told: Quarter) -> list[object]:
    """What the first bulletin of a year says of its plan and the one before; nothing in a later one."""
    period = told.ds.calendar.period(told.period)
    if not period.is_first:
        return []
    return [_how_many(period.year, told.succession), _what_changed(period.year, told.succession)]


def target_sentence(ds: Dataset, changes: pd.DataFrame) -> str:
    """How the whole's targets stand to last year's result and to last year's targets; blank without either.

    Parameters
    ----------
    ds
        The dataset.
    changes
        Rows of ``target_changes``.
    """
    city = changes[(changes["area"] == ds.city) & ~changes["bound"].isin(CEILINGS)]
    said = []
    done = city[city["result_change"].notna() & (city["unit"] == "%")]
    if len(done):
        below = done[done["result_change"] < 0].sort_values("result_change", kind="stable")
        furthest = "、".join(
            f"{ds.indicator(row.no).name}（{_amount(ds, row, row.target)}，上年{_amount(ds, row, row.last_result)}，"
            f"低{labels.PERCENT(-row.result_change)}）"
            for row in rows_of(below.head(NAMED))
        )
        said.append(
            f"{ds.city}可与上年实绩比较的{len(done)}项计数指标中，{len(below)}项的目标低于上年实绩"
            + (f"，低得最多的是{furthest}" if furthest else "")
        )
    before = city[city["target_change"].notna()]
    if len(before):
        up, down = int((before["target_change"] > 0).sum()), int((before["target_change"] < 0).sum())
        said.append(f"与上年目标比，{up}项提高，{down}项降低，{len(before) - up - down}项持平")
    return "；".join(said) + "。" if said else ""


def target_changes_table(ds: Dataset, changes: pd.DataFrame) -> Html:
    """The whole's targets beside last year's targets and results; nothing without either."""
    city = changes[changes["area"] == ds.city]
    if city[["last_target", "last_result"]].isna().all(axis=None):
        return EMPTY
    fields = [
        Field("指标", lambda row: f"{row.no} {ds.indicator(row.no).name}", row_header=True),
        Field("本年目标", lambda row: _amount(ds, row, row.target), number=True),
        *(
            [
                Field("上年目标", lambda row: _amount(ds, row, row.last_target), number=True),
                Field("比上年目标", lambda row: labels.change_text(row.target_change, row.unit), number=True),
            ]
            if city["last_target"].notna().any()
            else []
        ),
        Field("上年实绩", lambda row: _amount(ds, row, row.last_result), number=True),
        Field("比上年实绩", lambda row: labels.change_text(row.result_change, row.unit), number=True),
        *([Field("说明", sentence)] if (city["reason"] != "").any() else []),
    ]
    return table(city, fields, marked(f"{ds.city}目标与上年目标、上年实绩", city))


def _amount(ds: Dataset, row: Row, value: float) -> str:
    return labels.indicator_number(ds.indicator(row.no), with_unit=True)(value)

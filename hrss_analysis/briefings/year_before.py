"""A plan beside the year before: what became of its indicators, and what it asks for after what was done."""

import pandas as pd

from ..dataset import Dataset
from ..language import listed, say, word
from ..paper import labels
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..plan.succession import succession
from ..quarters import Quarter
from ..reasons import REASON, sentence
from ..rows import Row, rows_of
from ..vocabulary import CEILINGS, RELATION, UNCHANGED
from .names import area, indicator

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
    kept = say("与{before}年计划相比，{all}项指标中延续{n}项", before=year - 1, all=len(own), n=len(on))
    kept = say("{kept}（序号变动{moved}项）", kept=kept, moved=moved) if moved else kept
    others = [
        say("{relation}{n}项", relation=word(label), n=int(counts[name]))
        for name, label in RELATION.items()
        if name in counts.index and name != "same"
    ]
    comparable = int(own["comparable"].sum())
    if not others:
        return say("{kept}；与上年可比{n}项。", kept=kept, n=comparable)
    return say("{kept}，{others}；与上年可比{n}项。", kept=kept, others=say("，").join(others), n=comparable)


def succession_table(ds: Dataset, year: int) -> Html:
    """What is not simply the same as in the plan before: its old number and name, what it is now, and why."""
    return _what_changed(ds, year, succession(ds, year))


def _what_changed(ds: Dataset, year: int, told: pd.DataFrame) -> Html:
    ds, told = ds.in_terms_of(str(year)), told[told["relation"] != "same"]
    if told.empty:
        return EMPTY
    fields = [
        Field(
            say("指标"),
            lambda row: NOTHING if pd.isna(row.no) else f"{row.no} {indicator(ds, row.no)}",
            row_header=True,
        ),
        Field(say("上年计划中的序号和名称"), lambda row: row.before or NOTHING),
        Field(say("与上年关系"), lambda row: word(RELATION[row.relation]), class_="short"),
        Field(
            say("同比"),
            lambda row: NOTHING if pd.isna(row.no) else say("可比") if row.comparable else say("不作同比"),
            class_="short",
        ),
        Field(say("说明"), _why),
    ]
    return table(told, fields, say("与{before}年计划的衔接：有变化的{n}项", before=year - 1, n=len(told)))


def _why(row: Row) -> str:
    return row.note or (word(REASON[row.reason]) if row.reason else NOTHING)


def new_year(told: Quarter) -> list[object]:
    """What the first bulletin of a year says of its plan and the one before; nothing in a later one."""
    period = told.ds.calendar.period(told.period)
    if not period.is_first:
        return []
    return [_how_many(period.year, told.succession), _what_changed(told.ds, period.year, told.succession)]


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
    done = city[city["result_change"].notna() & (city["unit"] == "%")]
    before = city[city["target_change"].notna()]
    results = _beside_results(ds, done) if len(done) else ""
    targets = _beside_targets(before["target_change"]) if len(before) else ""
    if results and targets:
        return say("{results}；{targets}。", results=results, targets=targets)
    return say("{told}。", told=results or targets) if results or targets else ""


def _beside_results(ds: Dataset, done: pd.DataFrame) -> str:
    below = done[done["result_change"] < 0].sort_values("result_change", kind="stable")
    told = say(
        "{area}可与上年实绩比较的{all}项计数指标中，{n}项的目标低于上年实绩",
        area=area(ds, ds.city), all=len(done), n=len(below),
    )  # fmt: skip
    if below.empty:
        return told
    furthest = [
        say(
            "{name}（{target}，上年{result}，低{by}）",
            name=indicator(ds, row.no), target=_amount(ds, row, row.target),
            result=_amount(ds, row, row.last_result), by=labels.PERCENT(-row.result_change),
        )
        for row in rows_of(below.head(NAMED))
    ]  # fmt: skip
    return say("{told}，低得最多的是{furthest}", told=told, furthest=listed(furthest))


def _beside_targets(change: pd.Series) -> str:
    up, down = int((change > 0).sum()), int((change < 0).sum())
    return say("与上年目标比，{up}项提高，{down}项降低，{same}项持平", up=up, down=down, same=len(change) - up - down)


def target_changes_table(ds: Dataset, changes: pd.DataFrame) -> Html:
    """The whole's targets beside last year's targets and results; nothing without either."""
    city = changes[changes["area"] == ds.city]
    if city[["last_target", "last_result"]].isna().all(axis=None):
        return EMPTY
    fields = [
        Field(say("指标"), lambda row: f"{row.no} {indicator(ds, row.no)}", row_header=True),
        Field(say("本年目标"), lambda row: _amount(ds, row, row.target), number=True),
        *(
            [
                Field(say("上年目标"), lambda row: _amount(ds, row, row.last_target), number=True),
                Field(say("比上年目标"), lambda row: labels.change_text(row.target_change, row.unit), number=True),
            ]
            if city["last_target"].notna().any()
            else []
        ),
        Field(say("上年实绩"), lambda row: _amount(ds, row, row.last_result), number=True),
        Field(say("比上年实绩"), lambda row: labels.change_text(row.result_change, row.unit), number=True),
        *([Field(say("说明"), sentence)] if (city["reason"] != "").any() else []),
    ]
    return table(city, fields, marked(say("{area}目标与上年目标、上年实绩", area=area(ds, ds.city)), city))


def _amount(ds: Dataset, row: Row, value: float) -> str:
    return labels.indicator_number(ds.indicator(row.no), with_unit=True)(value)

"""What has changed since the last issue: what turned, what was revised, what changed in method."""

from collections.abc import Mapping

import pandas as pd

from ..dataset import Dataset
from ..language import clauses, listed, say
from ..paper import labels
from ..paper.content import note
from ..paper.html import Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..quarters.since import last_issue
from ..rows import Row, rows_of
from ..vocabulary import Label, shown_as
from . import cells as cell
from .lights import light
from .names import area, indicator, indicators
from .projections import figure_of
from .report import PERIOD, Report

RED = shown_as("red")
NAMED = 3  # revisions a sentence tells
SHOWN = ("issue", "turned_since", "revised_since", "origins", "revisions", "adjustments", "tables")


def _shows(told: Quarter, _given: Mapping[str, str]) -> Content:
    return [(name, told) for name in SHOWN]


def _issued_before(ds: Dataset, period: str) -> bool:
    return not last_issue(ds, period).empty


REPORT = Report(
    "since_issue",
    "what turned, was revised or changed in method since the last issue",
    (PERIOD,),
    lambda _ds, _given: "since.html",
    lambda _ds, _given: say("与上次发布相比"),
    Label("总体", "Overall"),
    _shows,
    place=5,
    to_areas=True,
    needed=_issued_before,
)


def since_sentences(told: Quarter) -> list[str]:
    """What was issued last, and what has turned, was revised, or is made otherwise since then.

    Parameters
    ----------
    told
        The period.
    """
    if told.issue.empty:
        return [say("还没有更早的发布记录：发布时用hrss bundle的--issue记下，以后各期便与它相比。")]
    issue = next(rows_of(told.issue))
    return [
        say(
            "上次发布的是{period}的报告，发布于{date}。",
            period=labels.time_label(issue.period),
            date=labels.short_date(issue.date),
        ),
        _turned(told, issue),
        _revised(told.ds, told.revised_since),
        _method(issue),
    ]


def _turned(told: Quarter, issue: Row) -> str:
    ds = told.ds
    if ds.calendar.period(issue.period).year != ds.calendar.period(told.period).year:
        return say("上次发布的是上一年的计划，状态不作比较。")
    own = told.turned_since
    own = own[own["area"] == ds.city]
    red, was = own["status"].isin(RED), own["before"].isin(RED)
    worse, better = own.loc[red & ~was & ~own["was_unlikely"], "no"], own.loc[~red & was, "no"]
    hidden = own.loc[own["unlikely"] & ~own["was_unlikely"] & ~red, "no"]
    parts = []
    whole = area(ds, ds.city)
    if len(worse):
        parts.append(say("转为滞后{n}项（{names}）", n=len(worse), names=indicators(ds, worse)))
    if len(better):
        parts.append(say("不再滞后{n}项（{names}）", n=len(better), names=indicators(ds, better)))
    fulfilled = own.loc[own["was_unlikely"] & red & ~was, "no"]
    if len(fulfilled):
        parts.append(
            say("上次列为年末难以达到的{n}项现已滞后（{names}）", n=len(fulfilled), names=indicators(ds, fulfilled))
        )
    if len(hidden):
        parts.append(say("新列为年末难以达到{n}项（{names}）", n=len(hidden), names=indicators(ds, hidden)))
    if not parts:
        return say("{area}没有转为滞后、不再滞后或新列为年末难以达到的指标。", area=whole)
    return say("{area}{told}。", area=whole, told=listed(parts))


def _revised(ds: Dataset, revised: pd.DataFrame) -> str:
    changed = revised[revised["first"].notna() & revised["last"].notna()]
    late, gone = revised[revised["first"].isna()], revised[revised["last"].isna()]
    parts = [
        *([say("修订{n}个", n=len(changed))] if len(changed) else []),
        *([say("补报{n}个", n=len(late))] if len(late) else []),
        *([say("撤回{n}个", n=len(gone))] if len(gone) else []),
    ]
    if not parts:
        return say("已发布的数没有修订，也没有补报或撤回的。")
    if len(changed) == len(revised) <= NAMED:
        each = [
            say(
                "{period}{area}的{name}由{first}改为{last}",
                period=labels.time_label(row.period), area=area(ds, row.area), name=indicator(ds, row.no),
                first=figure_of(ds, row, row.first), last=figure_of(ds, row, row.last),
            )
            for row in rows_of(changed)
        ]  # fmt: skip
        return say("已发布的数中，{told}。", told=clauses(each))
    return say("已发布各期的数中，{told}。", told=listed(parts))


def _method(issue: Row) -> str:
    versions = {"then": issue.version, "now": issue.now}
    if not issue.same:
        return say(
            "用发布时已有的数按现在的方法和设置重算，结果与当时发布的不同（程序由{then}变为{now}）：方法、设置或计划表有变动。",
            **versions,
        )
    if issue.version != issue.now:
        return say("程序由{then}变为{now}，用发布时已有的数重算，结果与当时发布的相同。", **versions)
    return say("方法和设置没有变：用发布时已有的数重算，结果与当时发布的相同。")


def since_table(told: Quarter) -> Html:
    """What turned, the whole first and then the areas in the plan's order; the word that nothing did."""
    ds, rows = told.ds, told.turned_since
    if rows.empty:
        return note(say("滞后、年末难以达到的进出：无。"))
    rows = rows.assign(period=told.period).sort_values(["area", "no"], key=ds.rank, kind="stable")
    fields = [
        Field(say("地区"), lambda row: cell.linked(ds, row.area), class_="short"),
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        cell.lead_field(ds),
        Field(say("发布时"), lambda row: light(row.before, row.issued), class_="short"),
        Field(say("现在"), lambda row: light(row.status, row.period), class_="short"),
        Field(say("年末难以达到（现未列为滞后）"), _hidden, class_="short"),
    ]
    return table(rows, fields, say("滞后、年末难以达到的进出（{n}处）", n=len(rows)), fold=10)


def _hidden(row: Row) -> str:
    if row.status in RED:
        return NOTHING
    if row.unlikely == row.was_unlikely:
        return say("是") if row.unlikely else NOTHING
    return say("新列入") if row.unlikely else say("已移出")


def revised_table(told: Quarter) -> Html:
    """Figures of what was issued that are told otherwise today; the word that none is."""
    ds, rows = told.ds, told.revised_since
    if rows.empty:
        return note(say("修订：无。"))
    fields = [
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        Field(say("地区"), lambda row: area(ds, row.area)),
        Field(say("期间"), lambda row: labels.time_label(row.period), class_="short"),
        Field(say("发布时"), lambda row: figure_of(ds, row, row.first), number=True),
        Field(say("现在"), lambda row: figure_of(ds, row, row.last), number=True),
        Field(say("差"), lambda row: figure_of(ds, row, row.difference), number=True),
    ]
    return table(rows, fields, marked(say("已发布的数的修订（{n}处）", n=len(rows)), rows), fold=10)

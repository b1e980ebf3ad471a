"""Sentences between the tables: on areas and fields of work, on what turned, on what cannot be judged."""

import pandas as pd

from ..calendar import QUARTER
from ..dataset import Dataset
from ..language import clauses, listed, say
from ..measures.turning import report_before
from ..paper import labels
from ..paper.content import lead, listing, note, paragraph
from ..paper.html import EMPTY, Html
from ..reasons import sentence
from ..rows import Row, rows_of
from ..vocabulary import JUDGED
from .areas import by_field, count_lights, few_fields
from .cells import is_over, lowest_first, year_on_year
from .headline import AMBER, FEWEST, GREEN, NAMED, RED, words_of
from .names import area, areas, indicator, indicators
from .outlook import run_on
from .phrases import against_last_year


def areas_sentence(ds: Dataset, cells: pd.DataFrame) -> str:
    """Say which areas have the largest share of what they are judged on behind; blank for a single area."""
    parts = cells[cells["area"].isin(ds.parts)]
    if parts.empty:
        return ""
    counts = count_lights(parts, "area").sort_index()
    if not counts["judged"].any():
        return say("分地区看，各地区本期都没有可以评判的指标。")
    red, over = counts[counts["red"] > 0], is_over(cells)
    if red.empty:
        return (
            say("分地区看，各地区均没有未达目标或突破上限的指标。")
            if over
            else say("分地区看，各地区均没有滞后或突破上限的指标。")
        )
    shares = (red["red"] / red["judged"]).sort_values(ascending=False, kind="stable")
    most = shares[shares >= shares.iloc[min(NAMED, len(shares)) - 1]]
    told = [
        say(
            "{area}（{share}，评判{judged}项中{count}项）",
            area=area(ds, str(name)),
            share=labels.PERCENT(100 * share),
            judged=red.at[name, "judged"],
            count=red.at[name, "red"],
        )
        for name, share in most.items()
    ]
    said = [
        say("分地区看，未达目标的指标占比较高的是{areas}", areas=listed(told))
        if over
        else say("分地区看，滞后指标占比较高的是{areas}", areas=listed(told))
    ]
    without = [name for name in ds.parts if name not in red.index and counts["judged"].get(name, 0)]
    if without:
        said.append(
            say("{areas}没有未达目标的", areas=areas(ds, without), n=len(without))
            if over
            else say("{areas}没有滞后的", areas=areas(ds, without), n=len(without))
        )
    return say("{told}。", told=clauses(said))


def since_last_quarter(ds: Dataset, cells: pd.DataFrame, turned: pd.DataFrame) -> Html:
    """Say what turned red since the period before, and what no longer is; nothing at a year's first.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    turned
        What ``turned`` gives.
    """
    if cells.empty:
        return EMPTY
    period = ds.calendar.period(cells["period"].iloc[0])
    before = report_before(ds, period, period.months)
    quarter = report_before(ds, period, QUARTER) if period.end_month % QUARTER == 0 else ""
    if not (before or quarter) or cells["status"].isin(GREEN + AMBER + RED).sum() < FEWEST:
        return EMPTY
    than = [labels.period_label(before)] if before else []
    if quarter and quarter != before and cells["no"].map(lambda no: ds.indicator(no).frequency != "monthly").any():
        than.append(say("季报指标与{quarter}", quarter=labels.period_label(quarter)))
    told = _turned(ds, turned.merge(cells[["no", "area"]], on=["no", "area"]), over=period.is_last)
    return paragraph(say("与{than}相比，{told}。", than=listed(than), told=told))


def _turned(ds: Dataset, own: pd.DataFrame, *, over: bool) -> str:
    red, judged = own["status"].isin(RED), own["before"].isin(JUDGED)
    now = own["status"].isin(JUDGED)
    kinds = (own[red & ~judged], own[red & judged], own[~red & now], own[~now])
    first, worse, better, gone = ({"n": len(rows), "names": indicators(ds, rows["no"])} for rows in kinds)
    parts = []
    if first["n"]:
        parts.append(
            say("首次评判即未达目标{n}项（{names}）", **first)
            if over
            else say("首次评判即滞后{n}项（{names}）", **first)
        )
    if worse["n"]:
        parts.append(
            say("转为未达目标{n}项（{names}）", **worse) if over else say("新转为滞后{n}项（{names}）", **worse)
        )
    if better["n"]:
        parts.append(say("由滞后转好{n}项（{names}）", **better))
    if gone["n"]:
        parts.append(say("原滞后而本期不评判{n}项（{names}）", **gone))
    if parts:
        return run_on(parts)
    return say("没有转为未达目标的，也没有由滞后转好的") if over else say("没有新转为滞后的指标，也没有由滞后转好的")


def field_sentences(ds: Dataset, cells: pd.DataFrame) -> Html:
    """Name what is red and what amber in each field of work, and the fields that have neither; nothing for a single field."""
    if few_fields(ds, cells):
        return EMPTY
    slow: list[str] = []
    well: list[str] = []
    unjudged: list[str] = []
    for name, own in by_field(ds, cells).groupby("category", sort=False):
        if told := [_lights_named(ds, own, light) for light in (RED, AMBER) if own["status"].isin(light).any()]:
            slow.append(say("{field}：{told}。", field=str(name), told=clauses(told)))
        else:
            (well if own["status"].isin(JUDGED).any() else unjudged).append(str(name))
    if well:
        names = listed(well)
        without = (
            say("{names}没有未达全年目标的指标。", names=names)
            if is_over(cells)
            else say("{names}没有滞后或略有滞后的指标。", names=names)
        )
        slow.append(without)
    if unjudged:
        slow.append(say("{names}的指标本期均不评判。", names=listed(unjudged)))
    return listing(slow)


def _lights_named(ds: Dataset, cells: pd.DataFrame, light: tuple[str, ...]) -> str:
    own = lowest_first(cells[cells["status"].isin(light)])
    names = indicators(ds, own["no"].head(NAMED), more=len(own) > NAMED)
    return say("{status}{n}项（{names}）", status=words_of(own, light), n=len(own), names=names)


def untargeted(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> str:
    """Say what came of the indicators that have a figure and no target, each against last year; blank if none has."""
    rows = cells[(cells["status"] == "no_target") & (cells["target_state"] == "not_assigned") & cells["actual"].notna()]
    year = year_on_year(cells, changed)
    said = []
    for row in rows_of(rows):
        number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
        compared = against_last_year(year.get((row.no, row.area)))
        name = indicator(ds, row.no)
        said.append(say("{name}{figure}{compared}", name=name, figure=number(row.actual), compared=compared))
    return say("未设目标的指标中，{told}。", told=clauses(said)) if said else ""


def contribution_sentence(ds: Dataset, contributed: pd.DataFrame, no: int) -> str:
    """Say which areas make up most of an indicator and of its growth; blank if it cannot be decomposed."""
    own = contributed[(contributed["no"] == no) & contributed["share"].notna()]
    if own.empty:
        return ""
    largest = own.nlargest(NAMED, "share")
    shares = listed(
        say("{area}（{share}）", area=area(ds, row.area), share=labels.PERCENT(100 * row.share))
        for row in rows_of(largest)
    )
    opening = say("{name}中，份额最大的是{shares}", name=indicator(ds, no), shares=shares, n=len(largest))
    return say("{told}。", told=run_on([opening, *_pulls(ds, own)]))


def _pulls(ds: Dataset, own: pd.DataFrame) -> list[str]:
    """Which area adds most to the whole's growth, and which takes most from it, as far as any does."""
    most = rows_of(own[own["points"] > 0].nlargest(1, "points"))
    least = rows_of(own[own["points"] < 0].nsmallest(1, "points"))
    return [
        *(say("拉动全市增长最多的是{area}（{points}个百分点）", **_pull(ds, row)) for row in most),
        *(say("下拉最多的是{area}（{points}个百分点）", **_pull(ds, row)) for row in least),
    ]


def _pull(ds: Dataset, row: Row) -> dict[str, str]:
    return {"area": area(ds, row.area), "points": labels.Number(1)(abs(row.points))}


def paragraphs(sentences: list[str]) -> Html:
    """Sentences as the opening of a report."""
    return lead(sentences)


def unjudged(ds: Dataset, cells: pd.DataFrame) -> Html:
    """Say what was due and not reported, and what cannot be judged, or that nothing was."""
    missing, unclear = (cells[cells["status"] == status] for status in ("not_reported", "cannot_judge"))
    if missing.empty and unclear.empty:
        return note(say("应报未报和无法评判的指标：无。"))
    return listing(
        [
            say("应报未报（{n}项）：{names}。", n=len(missing), names=_with_reasons(ds, missing))
            if len(missing)
            else say("应报未报：无。"),
            say("无法评判（{n}项）：{names}。", n=len(unclear), names=_with_reasons(ds, unclear))
            if len(unclear)
            else say("无法评判：无。"),
        ]
    )


def _with_reasons(ds: Dataset, rows: pd.DataFrame) -> str:
    return listed(
        say("{name}（{reason}）", name=indicator(ds, row.no), reason=sentence(row))
        if row.reason
        else indicator(ds, row.no)
        for row in rows_of(rows)
    )

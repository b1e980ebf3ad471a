"""Sentences in the neutral tone of a statistical bulletin.

A report opens with a few plain sentences that can be read out. Every number in
them stands in a table of the same report; what did not happen is said too
(没有滞后的指标), and never left to an empty space.
"""

from collections.abc import Sequence

import pandas as pd

from ..calendar import MONTH, QUARTER, parse_period
from ..dataset import Dataset
from ..language import clauses, listed, say, word
from ..language.units import after_figure
from ..measures.turning import report_before
from ..paper import labels
from ..paper.content import lead, listing, note, paragraph
from ..paper.html import EMPTY, Html
from ..reasons import sentence
from ..rows import Row, rows_of
from ..vocabulary import JUDGED, POINTS, STATUS, shown_as
from .areas import few_fields
from .cells import lowest_first, with_past, year_on_year
from .names import area, areas, indicator, indicators
from .outlook import outlook_sentence, run_on

GREEN, AMBER, RED = shown_as("green"), shown_as("amber"), shown_as("red")
SMALLEST = 0.05  # a change that rounds to nothing, in % or points
FEWEST = 2  # judged indicators of which it is worth saying that none has turned
NAMED = 3  # how many indicators or areas a sentence names


def headline(
    ds: Dataset,
    cells: pd.DataFrame,
    changed: pd.DataFrame,
    projected: pd.DataFrame | None = None,
    *,
    subject: str = "",
    first: Sequence[str] = (),
    paced: pd.DataFrame | None = None,
) -> list[str]:
    """Some sentences on where an area stands.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area and period.
    changed
        Rows of ``changes`` of the same period.
    projected
        Rows of ``project`` of the same period.
    subject
        Whose indicators they are; the area's if it is not said.
    first
        What has to be done first: see :func:`priority_sentences`.
    paced
        Rows of ``pace`` of the same period, for what the targets ask beside last year's results.

    Returns
    -------
    list of str
        How many indicators show which light; what has to be done first, or else what is
        furthest behind; whether the year will be made; the first of the plan that can be
        said in full. None where no target is in force yet.
    """
    if cells.empty:
        return []
    outlook = "" if projected is None else outlook_sentence(cells, projected)
    told = (
        _lights(ds, cells, subject),
        *(first or [_furthest(ds, cells)]),
        outlook,
        _leading(ds, cells, changed),
        _modest(cells, paced),
    )
    return [sentence for sentence in told if sentence]


def areas_sentence(ds: Dataset, cells: pd.DataFrame) -> str:
    """Say which areas have the largest share of what they are judged on behind; blank for a single area."""
    parts = cells[cells["area"].isin(ds.parts)]
    if parts.empty:
        return ""
    judged = parts[parts["status"].isin(GREEN + AMBER + RED)]["area"].value_counts().to_dict()
    if not judged:
        return say("分地区看，各地区本期都没有可以评判的指标。")
    red = parts[parts["status"].isin(RED)].groupby("area").size()
    over = parse_period(cells["period"].iloc[0]).is_last
    if red.empty:
        return (
            say("分地区看，各地区均没有未达目标或突破上限的指标。")
            if over
            else say("分地区看，各地区均没有滞后或突破上限的指标。")
        )
    shares = (red / red.index.map(judged)).sort_values(ascending=False, kind="stable")
    most = shares[shares >= shares.iloc[min(NAMED, len(shares)) - 1]]
    told = [
        say(
            "{area}（{share}，评判{judged}项中{count}项）",
            area=area(ds, str(name)),
            share=labels.PERCENT(100 * share),
            judged=judged[str(name)],
            count=red[name],
        )
        for name, share in most.items()
    ]
    said = [
        say("分地区看，未达目标的指标占比较高的是{areas}", areas=listed(told))
        if over
        else say("分地区看，滞后指标占比较高的是{areas}", areas=listed(told))
    ]
    without = [name for name in ds.parts if name not in red.index and name in judged]
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
    """Say of each field of work how its indicators stand, and which are behind; nothing for a single field."""
    fields = cells.merge(ds.indicators[["no", "category"]], on="no")
    if few_fields(ds, cells):
        return EMPTY
    return listing(_field(ds, str(name), own) for name, own in fields.groupby("category", sort=False))


def _field(ds: Dataset, name: str, cells: pd.DataFrame) -> str:
    counts = [(count, status) for count, status in _counts(cells) if count]
    if not counts:
        return say("{name}：{n}项指标本期均不评判。", name=name, n=len(cells))
    judged = sum(count for count, _ in counts)
    each = _each(counts)
    of = {"name": name, "n": len(cells), "judged": judged}
    parts = [
        say("{name}：{n}项指标，本期评判{judged}项，均{status}", status=counts[0][1], **of)
        if len(counts) == 1
        else say("{name}：{n}项指标，本期评判{judged}项，其中{each}", each=each, **of)
    ]
    red = lowest_first(cells[cells["status"].isin(RED)])
    if len(red):
        names = indicators(ds, red["no"].head(NAMED), more=len(red) > NAMED)
        over = parse_period(cells["period"].iloc[0]).is_last
        told = {"names": names, "n": len(red)}
        parts.append(say("未达目标的是{names}", **told) if over else say("滞后的是{names}", **told))
    return say("{told}。", told=clauses(parts))


def _each(counts: list[tuple[int, str]]) -> str:
    return listed(say("{status}{n}项", status=status, n=count) for count, status in counts)


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


def _lights(ds: Dataset, cells: pd.DataFrame, subject: str = "") -> str:
    missing = int((cells["status"] == "not_reported").sum())
    of = {
        "period": labels.period_label(cells["period"].iloc[0]),
        "subject": subject or area(ds, cells["area"].iloc[0]),
        "indicators": say("{n}项指标", n=len(cells)),
    }
    shown = [(count, status) for count, status in _counts(cells) if count]
    if not shown and missing:
        return say("截至{period}，{subject}{indicators}中，本期应报的{n}项均未报送。", n=missing, **of)
    if not shown:
        return say("截至{period}，{subject}{indicators}中，本期没有应予评判的指标。", **of)
    parts = [_judged(shown, of)]
    if missing:
        parts.append(say("应报未报{n}项", n=missing))
    return say("{told}。", told=clauses(parts))


def _judged(shown: list[tuple[int, str]], of: dict[str, str]) -> str:
    judged, status = sum(count for count, _ in shown), shown[0][1]
    if judged == 1:
        return say("截至{period}，{subject}{indicators}中，本期评判1项，{status}", status=status, **of)
    if len(shown) == 1:
        return say(
            "截至{period}，{subject}{indicators}中，本期评判{judged}项，均{status}", judged=judged, status=status, **of
        )
    each = _each(shown)
    return say("截至{period}，{subject}{indicators}中，本期评判{judged}项，其中{each}", judged=judged, each=each, **of)


def _counts(cells: pd.DataFrame) -> list[tuple[int, str]]:
    """How many cells show which light, and the word for it."""
    return [
        *((int((cells["status"] == status).sum()), word(STATUS[status])) for status in GREEN),
        (int(cells["status"].isin(AMBER).sum()), _words(cells, AMBER)),
        (int(cells["status"].isin(RED).sum()), _words(cells, RED)),
    ]


def _words(cells: pd.DataFrame, statuses: tuple[str, ...]) -> str:
    over = parse_period(cells["period"].iloc[0]).is_last
    found = [
        say("未达全年目标") if over and status == "behind" else word(STATUS[status])
        for status in statuses
        if (cells["status"] == status).any()
    ]
    return say("{status}或{other}", status=found[0], other=found[1]) if len(found) > 1 else "".join(found)


def _leading(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> str:
    """The first count of the plan that has a figure, in full: everybody asks for it, whoever set its target."""
    told = cells[cells["actual"].notna() & (cells["kind"] == "flow")].head(1)
    year = year_on_year(cells, changed)
    for row in rows_of(told):
        compared = against_last_year(year.get((row.no, row.area)))
        progressed = _untold(ds, row, compared) if pd.isna(row.gap_points) else progress_of(ds, row, compared)
        return say("{told}。", told=clauses(filter(None, [progressed, _of_the_month(ds, row, changed)])))
    return ""


def _modest(cells: pd.DataFrame, paced: pd.DataFrame | None) -> str:
    """How many of the targets that are met ask for less than last year brought; nothing where none does."""
    done = with_past(cells[cells["status"] == "done"], paced)
    below = int((done["ambition"] < 0).sum())
    if not below:
        return ""
    return say("已完成的{all}项中，{n}项的目标低于上年实绩。", all=len(done), n=below)


def _untold(ds: Dataset, row: Row, compared: str) -> str:
    """A figure without a share of a target, and why."""
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {"name": indicator(ds, row.no), "figure": number(row.actual), "compared": compared}
    if row.target_state == "issued_separately":
        return say("{name}{figure}（目标另行下达）{compared}", **told)
    return say("{name}{figure}{compared}", **told)


def _of_the_month(ds: Dataset, row: Row, changed: pd.DataFrame) -> str:
    """What of a count the month itself brought, and at a quarter's end the quarter; nothing where quarters are told."""
    period = parse_period(row.period)
    own = changed[(changed["no"] == row.no) & (changed["area"] == row.area)].set_index("measure")
    if period.months != MONTH or period.is_first or ds.indicator(row.no).frequency != "monthly":
        return ""
    if "current" not in own.index or pd.isna(own.at["current", "value"]):
        return ""
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    year = next(rows_of(own.loc[["year_on_year_current"]]), None) if "year_on_year_current" in own.index else None
    told = {
        "month": labels.within_year(period),
        "figure": number(own.at["current", "value"]),
        "compared": against_last_year(year),
    }
    whole = own["value"].get("current_quarter")
    if pd.isna(whole):
        return say("{month}{figure}{compared}", **told)
    quarter = labels.within_year(period.quarter)
    return say("{quarter}{sum}，其中{month}{figure}{compared}", quarter=quarter, sum=number(whole), **told)


def _not_compared(reason: str) -> str:
    """What stands in a sentence in place of a change on last year, where the plans differ."""
    told = {
        "redefined": say("（口径调整，不作同比）"),
        "new": say("（本年新增，无同比）"),
        "split": say("（由原指标拆分，不作同比）"),
        "area_new": say("（新设地区，无同比）"),
    }
    return told.get(reason, "")


def against_last_year(row: Row | None) -> str:
    """The change on the same period last year, where there is one, as it follows a figure."""
    if row is None:
        return ""
    if pd.isna(row.value):
        return _not_compared(row.reason)
    if not row.difference:
        return say("，与去年同期持平")
    if abs(row.value) < SMALLEST and row.unit in ("%", POINTS):
        return say("，与去年同期基本持平")
    if row.unit == "%":
        by = labels.PERCENT(abs(row.value))
        return say("，同比增长{by}", by=by) if row.value > 0 else say("，同比下降{by}", by=by)
    if row.unit == POINTS:
        by = labels.Number(1)(abs(row.value), target=0)
        return say("，同比提高{by}个百分点", by=by) if row.value > 0 else say("，同比降低{by}个百分点", by=by)
    by = labels.Number(1, after_figure(row.unit))(abs(row.value), target=0)
    return say("，同比提高{by}", by=by) if row.value > 0 else say("，同比降低{by}", by=by)


def _furthest(ds: Dataset, cells: pd.DataFrame) -> str:
    red = cells[cells["status"].isin(RED)]
    if red.empty and not cells["status"].isin(GREEN + AMBER).any():
        return ""
    if red.empty and parse_period(cells["period"].iloc[0]).is_last:
        return say("没有未达目标或突破上限的指标。")
    if red.empty:
        return say("没有滞后或突破上限的指标。")
    worst = lowest_first(red).head(NAMED)
    each = clauses(lag_of(ds, row) for row in rows_of(worst))
    if len(red) > len(worst):
        return say("进度最慢的是：{each}。", each=each)
    return say("{status}的是：{each}。", status=_words(cells, RED), each=each, n=len(red))


def progress_of(ds: Dataset, row: Row, compared: str = "") -> str:
    """Say of what is on its way how much of the year's target is done, and how that compares with the pace.

    Parameters
    ----------
    ds
        The dataset.
    row
        A row of ``progress`` of a count.
    compared
        What :func:`against_last_year` says of its figure.
    """
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {
        "name": indicator(ds, row.no),
        "figure": number(row.actual, row.target),
        "target": number(row.target),
        "share": labels.share(row.completion),
        "compared": compared,
    }
    if parse_period(row.period).is_last:
        return say("{name}{figure}，完成全年目标（{target}）的{share}{compared}", **told)
    if not row.gap_points:
        return say("{name}{figure}，完成全年目标（{target}）的{share}，与序时进度持平{compared}", **told)
    told["gap"] = labels.Number(1)(abs(row.gap_points), target=0)
    if row.gap_points > 0:
        return say("{name}{figure}，完成全年目标（{target}）的{share}，快于序时进度{gap}个百分点{compared}", **told)
    return say("{name}{figure}，完成全年目标（{target}）的{share}，慢于序时进度{gap}个百分点{compared}", **told)


def lag_of(ds: Dataset, row: Row) -> str:
    """Say of what is behind by how much, and what is missing."""
    own = ds.indicator(row.no)
    number = labels.indicator_number(own, with_unit=True)
    name, figure = indicator(ds, row.no), number(row.actual, row.target)
    if row.status == "over_cap":
        return say("{name}{figure}，突破上限", name=name, figure=figure)
    if pd.isna(row.gap_points) and own.unit == "%":
        gap = labels.Number(1)(row.shortfall, 0)
        return say("{name}{figure}，低于目标{gap}个百分点", name=name, figure=figure, gap=gap)
    told = {"name": name, "missing": number(row.shortfall, 0)}
    if own.pace == "growth":
        return _growth_of(row, number, told)
    if pd.isna(row.gap_points):
        return say("{name}还差{missing}", **told)
    told["share"] = labels.share(row.completion)
    if parse_period(row.period).is_last:
        return say("{name}完成{share}，还差{missing}", **told)
    return say("{name}完成{share}，慢于序时进度{gap}个百分点，还差{missing}", gap=_behind(row), **told)


def progress_so_far(ds: Dataset, row: Row) -> str:
    """Say of a stock how it moved since last year's end, and how it had moved by now last year.

    Parameters
    ----------
    ds
        The dataset.
    row
        A row of ``progress`` of a stock with a base, with ``last_growth``.
    """
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {"name": indicator(ds, row.no), "grown": net(row.grown, number), "share": labels.share(row.completion)}
    if pd.notna(row.last_growth):
        told["then"] = net(row.last_growth, number)
    if row.grown <= 0:
        if pd.isna(row.last_growth):
            return say("{name}比上年末{grown}", **told)
        return say("{name}比上年末{grown}（去年同期{then}）", **told)
    if pd.isna(row.last_growth):
        return say("{name}比上年末{grown}，完成应净增的{share}", **told)
    return say("{name}比上年末{grown}（去年同期{then}），完成应净增的{share}", **told)


def net(change: float, number: labels.Number) -> str:
    """A change of a level in words."""
    if not change:
        return say("持平")
    return say("净增{by}", by=number(change, 0)) if change > 0 else say("净减{by}", by=number(-change, 0))


def _growth_of(row: Row, number: labels.Number, told: dict[str, str]) -> str:
    """Say of a stock that is behind how it moved since last year's end, as far as that is known."""
    if pd.isna(row.gap_points):
        return say("{name}还需净增{missing}", **told)
    change = row.actual - row.base
    if not change:
        return say("{name}与上年末持平，还需净增{missing}", **told)
    told["by"] = number(abs(change), 0)
    if change < 0:
        return say("{name}比上年末减少{by}，还需净增{missing}", **told)
    told["share"] = labels.share(row.completion)
    if parse_period(row.period).is_last:
        return say("{name}比上年末增加{by}，完成应净增的{share}，还需净增{missing}", **told)
    return say(
        "{name}比上年末增加{by}，完成应净增的{share}，慢于序时进度{gap}个百分点，还需净增{missing}",
        gap=_behind(row),
        **told,
    )


def _behind(row: Row) -> str:
    return labels.Number(1)(abs(row.gap_points), target=0)

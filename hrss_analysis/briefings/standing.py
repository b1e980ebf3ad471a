"""A fair comparison: with oneself, and with what was asked for.

Areas differ in size and in what they were given to do. Within one area's page its pace is
held against its own pace of last year, and its targets against its usual share of the
whole's; areas are set beside each other only by points against their own pace, and rates
against the limits of chance.
"""

import numpy as np
import pandas as pd

from ..dataset import Dataset
from ..language import clauses, listed, say, word
from ..paper import labels
from ..paper.blocks import Figure
from ..paper.content import note
from ..paper.html import EMPTY, Html
from ..paper.tables import Field, marked, table
from ..reasons import REASON
from ..rows import Row, rows_of
from ..vocabulary import JUDGED
from . import cells as cell
from .names import area, areas, indicator

PERCENT = labels.Number(1)


def own_pace(cells: pd.DataFrame, paced: pd.DataFrame) -> pd.DataFrame:
    """An area's counts beside its own pace of last year.

    Parameters
    ----------
    cells
        Rows of ``progress`` of one area.
    paced
        Rows of ``pace`` of the same period.

    Returns
    -------
    pandas.DataFrame
        The rows of `cells` that accumulate, have a completion and a last year (none at
        the fourth quarter, when every year is done), with ``last_year_share`` and ``ahead``,
        the furthest behind first.
    """
    told = cell.beside(cells, paced, ["last_year_share", "ahead"])
    return cell.lowest_first(told[told["ahead"].notna()], "ahead")


def pace_sentence(ds: Dataset, cells: pd.DataFrame, paced: pd.DataFrame) -> str:
    """Say how many indicators are ahead of last year's own pace, and which is furthest behind it; blank at the year's end."""
    if cell.is_over(cells):
        return ""
    told = own_pace(cells, paced)
    if told.empty:
        return say("没有可以与上年进度比较的指标。")
    behind = told[told["ahead"] < 0]
    if behind.empty:
        return say("按完成全年任务的进度看（上年以全年实绩为100%），{n}项累计指标中{n}项不低于上年同期。", n=len(told))
    worst = next(rows_of(behind.head(1)))
    return say(
        "按完成全年任务的进度看（上年以全年实绩为100%），{counts}中{kept}项不低于上年同期，{behind}项低于上年同期，"
        "相差最多的是{name}（今年完成目标的{share}，上年同期已完成全年的{then}%）。",
        counts=say("{n}项累计指标", n=len(told)),
        kept=len(told) - len(behind),
        behind=len(behind),
        name=indicator(ds, worst.no),
        share=labels.share(worst.completion),
        then=PERCENT(100 * worst.last_year_share),
    )


def pace_table(ds: Dataset, cells: pd.DataFrame, paced: pd.DataFrame, shares: pd.DataFrame) -> Html:
    """The rows of :func:`own_pace`, with the share of the whole's target that was asked of the area.

    Parameters
    ----------
    ds
        The dataset.
    cells, paced
        What :func:`own_pace` takes.
    shares
        What ``target_shares`` gives: of all areas.
    """
    told = own_pace(cells, paced)
    if told.empty:
        return EMPTY
    asked = {row.no: row for row in rows_of(shares[shares["area"] == told["area"].iloc[0]])}
    fields = [
        Field(say("指标"), lambda row: cell.named(ds, row.no), row_header=True),
        Field(say("完成率"), lambda row: labels.share(row.completion), number=True),
        Field(say("上年同期占上年全年（%）"), lambda row: PERCENT(100 * row.last_year_share), number=True),
        Field(say("比上年进度（百分点）"), lambda row: labels.POINTS(row.ahead), number=True),
    ]
    if asked:
        usual = PERCENT(100 * next(iter(asked.values())).usual)
        fields += [Field(say("目标占全市（%，通常{usual}）", usual=usual), lambda row: _share(asked, row), number=True)]
    return table(told, fields, marked(say("今年与上年的进度，目标占全市的份额"), told))


def _share(asked: dict[int, Row], row: Row) -> str:
    found = asked.get(row.no)
    return PERCENT(100 * found.share if found is not None else np.nan)


def standing(ds: Dataset, cells: pd.DataFrame, ranked: pd.DataFrame, changed: pd.DataFrame, caption: str) -> Html:
    """One indicator in every area: target, figure, completion, place among those that compare.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one indicator.
    ranked
        What ``ranking`` gives.
    changed
        Rows of ``changes`` of the same period.
    caption
        What the table shows.
    """
    year = cell.year_on_year(cells, changed)
    place = {row.area: row for row in rows_of(ranked[ranked["no"] == cells["no"].iloc[0]])}
    compared = any(pd.notna(row.rank) for row in place.values())
    fields = [
        Field(say("地区"), lambda row: area(ds, row.area), row_header=True),
        cell.status_field(),
        Field(say("全年目标"), lambda row: cell.target(ds, row), number=True),
        Field(say("本期末"), lambda row: cell.figure(ds, row.no, row.actual, row.target), number=True),
        *cell.since_year_end(ds, cells),
        *(
            [Field(say("还差"), lambda row: cell.missing(ds, row), number=True)]
            if cells["shortfall"].notna().any()
            else []
        ),
        Field(say("同比（去年同期）"), lambda row: cell.year_ago(ds, row, year.get((row.no, row.area))), number=True),
        *(
            [Field(say("完成率"), cell.completion, number=True), cell.gap_field()]
            if cells["completion"].notna().any()
            else []
        ),
        *(
            [Field(say("位次（按与序时相差）"), lambda row: _place(place.get(row.area)), number=True)]
            if compared
            else []
        ),
    ]
    return table(cells, fields, marked(caption, cells))


def _place(row: Row | None) -> str:
    return Figure(f"{row.rank}/{row.of}", row.rank) if row is not None and pd.notna(row.rank) else labels.NOTHING


def not_ranked(ranked: pd.DataFrame, cells: pd.DataFrame, ds: Dataset | None = None) -> Html:
    """Say which areas are left out of the order, and why; nothing if none is.

    Parameters
    ----------
    ranked
        What ``ranking`` gives.
    cells
        Rows of ``progress`` of one indicator.
    ds
        The dataset, which knows the areas' names in other languages.
    """
    own = ranked[(ranked["no"] == cells["no"].iloc[0]) & (ranked["reason"] != "")]
    judged = cells.loc[cells["status"].isin(JUDGED), "area"]
    own = own[own["area"].isin(judged)]
    if own.empty:
        return EMPTY
    # the sentence says itself that it is about ranks: what the codes say needs no opening
    told = [(word(REASON[str(code)]), rows["area"]) for code, rows in own.groupby("reason", sort=False)]
    if len(told) == 1 and set(own["area"]) == set(judged) & set(ranked["area"]):
        return note(say("{reason}；各地区不排位次。", reason=told[0][0]))
    items = [
        say("{areas}（{reason}）", areas=listed(names) if ds is None else areas(ds, names), reason=reason)
        for reason, names in told
    ]
    return note(say("不排位次：{items}。", items=clauses(items)))

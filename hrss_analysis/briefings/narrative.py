"""Sentences in the neutral tone of a statistical bulletin.

A report opens with a few plain sentences that can be read out. Every number in
them stands in a table of the same report; what did not happen is said too
(没有滞后的指标), and never left to an empty space.
"""

import pandas as pd

from ..calendar import MONTH, QUARTER, parse_period
from ..dataset import Dataset
from ..measures.turning import report_before
from ..paper import labels
from ..paper.content import lead, listing, paragraph
from ..paper.html import EMPTY, Html
from ..reasons import sentence
from ..rows import Row, rows_of
from ..vocabulary import STATUS, shown_as
from .cells import lowest_first, year_on_year
from .outlook import outlook_sentence

GREEN, AMBER, RED = shown_as("green"), shown_as("amber"), shown_as("red")
NAMED = 3  # how many indicators or areas a sentence names


def headline(
    ds: Dataset,
    cells: pd.DataFrame,
    changed: pd.DataFrame,
    projected: pd.DataFrame | None = None,
    *,
    subject: str = "",
) -> list[str]:
    """One to four sentences on where an area stands.

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

    Returns
    -------
    list of str
        How many indicators show which light; the first of the plan that can be
        said in full; what is furthest behind; whether the year will be made. None
        where no target is in force yet.
    """
    if cells.empty:
        return []
    outlook = "" if projected is None else outlook_sentence(ds, cells, projected)
    told = (_lights(cells, subject), _leading(ds, cells, changed), _furthest(ds, cells), outlook)
    return [sentence for sentence in told if sentence]


def areas_sentence(ds: Dataset, cells: pd.DataFrame) -> str:
    """Say which areas have most indicators behind; blank for a single area."""
    parts = cells[cells["area"].isin(ds.parts)]
    if parts.empty:
        return ""
    judged = parts[parts["status"].isin(GREEN + AMBER + RED)]["area"].value_counts().to_dict()
    if not judged:
        return "分地区看，各地区本期都没有可以评判的指标。"
    red = parts[parts["status"].isin(RED)].groupby("area").size().sort_values(ascending=False, kind="stable")
    if red.empty:
        return "分地区看，各地区均没有滞后或突破上限的指标。"
    named = red[red >= red.iloc[min(NAMED, len(red)) - 1]]
    listed = "、".join(f"{area}（评判{judged[str(area)]}项中{count}项）" for area, count in named.items())
    without = [area for area in ds.parts if area not in red.index and area in judged]
    tail = f"；{'、'.join(without)}没有。" if without else "。"
    return f"分地区看，滞后指标较多的是{listed}{tail}"


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
    if not (before or quarter) or not cells["status"].isin(GREEN + AMBER + RED).any():
        return EMPTY
    than = [labels.period_label(before)] if before else []
    if quarter and quarter != before and cells["no"].map(lambda no: ds.indicator(no).frequency != "monthly").any():
        than.append(f"季报指标与{labels.period_label(quarter)}")
    own = turned.merge(cells[["no", "area"]], on=["no", "area"])
    parts = [
        f"{words}{len(rows)}项（{'、'.join(ds.indicator(no).name for no in rows['no'])}）"
        for words, rows in (
            ("新转为滞后", own[own["status"].isin(RED)]),
            ("由滞后转好", own[~own["status"].isin(RED)]),
        )
        if len(rows)
    ]
    said = "，".join(parts) or "没有新转为滞后的指标，也没有由滞后转好的"
    return paragraph(f"与{'、'.join(than)}相比，{said}。")


def field_sentences(ds: Dataset, cells: pd.DataFrame) -> Html:
    """Say of each field of work how its indicators stand, and which are behind; nothing for a single field."""
    fields = cells.merge(ds.indicators[["no", "category"]], on="no")
    if fields["category"].nunique() < 2:
        return EMPTY
    return listing(_field(ds, str(name), own) for name, own in fields.groupby("category", sort=False))


def _field(ds: Dataset, name: str, cells: pd.DataFrame) -> str:
    counts = [(count, word) for count, word in _counts(cells) if count]
    judged = sum(count for count, _ in counts)
    if not counts:
        return f"{name}：{len(cells)}项指标本期均不评判。"
    listed = "、".join(f"{word}{count}项" for count, word in counts)
    red = lowest_first(cells[cells["status"].isin(RED)])
    names = "、".join(ds.indicator(no).name for no in red["no"].head(NAMED))
    return f"{name}：{len(cells)}项指标，本期评判{judged}项，其中{listed}" + (
        f"；滞后的是{names}{'等' if len(red) > NAMED else ''}。" if names else "。"
    )


def untargeted(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> str:
    """Say what came of the indicators that have a figure and no target, each against last year; blank if none has."""
    rows = cells[(cells["status"] == "no_target") & (cells["target_state"] == "not_assigned") & cells["actual"].notna()]
    year = year_on_year(cells, changed)
    said = []
    for row in rows_of(rows):
        number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
        said.append(f"{ds.indicator(row.no).name}{number(row.actual)}{against_last_year(year.get((row.no, row.area)))}")
    return f"未设目标的指标中，{'；'.join(said)}。" if said else ""


def contribution_sentence(ds: Dataset, contributed: pd.DataFrame, no: int) -> str:
    """Say which areas make up most of an indicator and of its growth; blank if it cannot be decomposed."""
    own = contributed[(contributed["no"] == no) & contributed["share"].notna()]
    if own.empty:
        return ""
    largest = own.nlargest(NAMED, "share")
    shares = "、".join(f"{row.area}（{labels.PERCENT(100 * row.share)}）" for row in rows_of(largest))
    text = f"{ds.indicator(no).name}中，份额最大的是{shares}"
    growth = own[own["points"].notna() & (own["points"] != 0)]
    if len(growth):
        pull = growth.loc[[growth["points"].idxmax()]] if growth["points"].max() > 0 else growth.head(0)
        drag = growth.loc[[growth["points"].idxmin()]] if growth["points"].min() < 0 else growth.head(0)
        for found, word in ((pull, "拉动全市增长最多"), (drag, "下拉全市增长最多")):
            for row in rows_of(found):
                text += f"，{word}的是{row.area}（{labels.Number(1)(abs(row.points))}个百分点）"
    return text + "。"


def paragraphs(sentences: list[str]) -> Html:
    """Sentences as the opening of a report."""
    return lead(sentences)


def unjudged(ds: Dataset, cells: pd.DataFrame) -> Html:
    """Say what was due and not reported, and what cannot be judged, or that nothing was."""
    items = []
    for status in ("not_reported", "cannot_judge"):
        rows = cells[cells["status"] == status]
        if rows.empty:
            items.append(f"{STATUS[status].zh}：无。")
        else:
            names = "、".join(_with_reason(ds, row) for row in rows_of(rows))
            items.append(f"{STATUS[status].zh}（{len(rows)}项）：{names}。")
    return listing(items)


def _with_reason(ds: Dataset, row: Row) -> str:
    return ds.indicator(row.no).name + (f"（{sentence(row)}）" if row.reason else "")


def _lights(cells: pd.DataFrame, subject: str = "") -> str:
    area, period = cells["area"].iloc[0], cells["period"].iloc[0]
    opening = f"截至{labels.period_label(period)}，{subject or area}{len(cells)}项指标中"
    counts = _counts(cells)
    judged = sum(count for count, _ in counts)
    missing = int((cells["status"] == "not_reported").sum())
    if not judged:
        if missing:
            return f"{opening}，本期应报的{missing}项均未报送。"
        return f"{opening}，本期没有应予评判的指标。"
    shown = [(count, word) for count, word in counts if count]
    tail = f"；应报未报{missing}项" if missing else ""
    if judged == 1:
        return f"{opening}，本期评判1项，{shown[0][1]}{tail}。"
    if len(shown) == 1:
        return f"{opening}，本期评判{judged}项，均{shown[0][1]}{tail}。"
    listed = "、".join(f"{word}{count}项" for count, word in shown)
    return f"{opening}，本期评判{judged}项，其中{listed}{tail}。"


def _counts(cells: pd.DataFrame) -> list[tuple[int, str]]:
    """How many cells show which light, and the word for it."""
    return [
        *((int((cells["status"] == status).sum()), STATUS[status].zh) for status in GREEN),
        (int(cells["status"].isin(AMBER).sum()), _words(cells, AMBER)),
        (int(cells["status"].isin(RED).sum()), _words(cells, RED)),
    ]


def _words(cells: pd.DataFrame, statuses: tuple[str, ...]) -> str:
    found = [STATUS[status].zh for status in statuses if (cells["status"] == status).any()]
    if _year_over(cells):
        found = ["未达全年目标" if word == STATUS["behind"].zh else word for word in found]
    return "或".join(found)


def _year_over(cells: pd.DataFrame) -> bool:
    return parse_period(cells["period"].iloc[0]).is_last


def _leading(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> str:
    """The first indicator of the plan that has a completion and a pace, in full."""
    told = cells[cells["gap_points"].notna() & (cells["kind"] == "flow")].head(1)
    year = year_on_year(cells, changed)
    return "".join(
        f"{progress_of(ds, row)}{against_last_year(year.get((row.no, row.area)))}{_of_the_month(ds, row, changed)}。"
        for row in rows_of(told)
    )


def _of_the_month(ds: Dataset, row: Row, changed: pd.DataFrame) -> str:
    """What of a count the month itself brought, and at a quarter's end the quarter; nothing where quarters are told."""
    period = parse_period(row.period)
    own = changed[(changed["no"] == row.no) & (changed["area"] == row.area)].set_index("measure")
    if period.months != MONTH or period.is_first or ds.indicator(row.no).frequency != "monthly":
        return ""
    if "current" not in own.index or pd.isna(own.at["current", "value"]):
        return ""
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    quarter = own["value"].get("current_quarter")
    opening = "" if pd.isna(quarter) else f"{period.quarter.label}{number(quarter)}，其中"
    year = next(rows_of(own.loc[["year_on_year_current"]]), None) if "year_on_year_current" in own.index else None
    return f"；{opening}{period.label}{number(own.at['current', 'value'])}{against_last_year(year)}"


# what stands in a sentence in place of a change on last year, where the plans differ
APART = {
    "redefined": "（口径调整，不作同比）",
    "new": "（本年新增，无同比）",
    "split": "（由原指标拆分，不作同比）",
    "area_new": "（新设地区，无同比）",
}


def against_last_year(row: Row | None) -> str:
    """The change on the same period last year, where there is one."""
    if row is None or pd.isna(row.value):
        return APART.get(row.reason, "") if row is not None else ""
    if not row.value:
        return "，与去年同期持平"
    if row.unit == "%":
        return f"，同比{'增长' if row.value > 0 else '下降'}{labels.PERCENT(abs(row.value))}"
    return f"，同比{'提高' if row.value > 0 else '降低'}{labels.Number(1)(abs(row.value), target=0)}{'个' * (row.unit == '百分点')}{row.unit}"


def _furthest(ds: Dataset, cells: pd.DataFrame) -> str:
    red = cells[cells["status"].isin(RED)]
    if red.empty:
        return "没有滞后或突破上限的指标。" if cells["status"].isin(GREEN + AMBER).any() else ""
    worst = lowest_first(red).head(NAMED)
    listed = "；".join(lag_of(ds, row) for row in rows_of(worst))
    opening = "进度最慢的是" if len(red) > len(worst) else f"{_words(cells, RED)}的是"
    return f"{opening}：{listed}。"


def progress_of(ds: Dataset, row: Row) -> str:
    """Say of what is on its way how much of the year's target is done, and how that compares with the pace."""
    indicator = ds.indicator(row.no)
    number = labels.indicator_number(indicator, with_unit=True)
    gap = labels.Number(1)(abs(row.gap_points), target=0)
    pace = f"，{'快' if row.gap_points > 0 else '慢'}于序时进度{gap}个百分点" if row.gap_points else "，与序时进度持平"
    return (
        f"{indicator.name}{number(row.actual, row.target)}，完成全年目标（{number(row.target)}）的"
        f"{labels.share(row.completion)}{'' if parse_period(row.period).is_last else pace}"
    )


def lag_of(ds: Dataset, row: Row) -> str:
    """Say of what is behind by how much, and what is missing."""
    indicator = ds.indicator(row.no)
    number = labels.indicator_number(indicator, with_unit=True)
    status, gap = row.status, row.gap_points
    if status == "over_cap":
        return f"{indicator.name}{number(row.actual, row.target)}，突破上限"
    missing = f"还{'需净增' if indicator.pace == 'growth' else '差'}{number(row.shortfall, 0)}"
    if pd.isna(gap) and indicator.unit == "%":
        return f"{indicator.name}{number(row.actual, row.target)}，低于目标{labels.Number(1)(row.shortfall, 0)}个百分点"
    if pd.isna(gap):
        return f"{indicator.name}{missing}"
    done = f"完成{labels.share(row.completion)}"
    if indicator.pace == "growth":
        change = row.actual - row.base
        moved = "与上年末持平" if not change else f"比上年末{'增加' if change > 0 else '减少'}{number(abs(change), 0)}"
        if change <= 0:
            return f"{indicator.name}{moved}，{missing}"
        done = f"{moved}，完成应净增的{labels.share(row.completion)}"
    if parse_period(row.period).is_last:
        return f"{indicator.name}{done}，{missing}"
    return f"{indicator.name}{done}，慢于序时进度{labels.Number(1)(abs(gap), target=0)}个百分点，{missing}"

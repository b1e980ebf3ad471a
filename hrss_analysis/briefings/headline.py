"""The sentences that open a report: where an area stands, in the neutral tone of a statistical bulletin.

Every number in them stands in a table of the same report; what did not happen is said too
(没有滞后的指标), and never left to an empty space.
"""

from collections.abc import Sequence

import pandas as pd

from ..calendar import MONTH, parse_period
from ..dataset import Dataset
from ..language import clauses, listed, say, word
from ..paper import labels
from ..rows import Row, rows_of
from ..vocabulary import STATUS, shown_as
from .cells import is_over, lowest_first, with_past, year_on_year
from .names import area, indicator
from .outlook import outlook_sentence
from .phrases import against_last_year, lag_of, progress_of

GREEN, AMBER, RED = shown_as("green"), shown_as("amber"), shown_as("red")
FEWEST = 2  # judged indicators of which it is worth saying that none is behind, or has turned
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


def _lights(ds: Dataset, cells: pd.DataFrame, subject: str = "") -> str:
    missing = int((cells["status"] == "not_reported").sum())
    of = {
        "period": labels.period_label(cells["period"].iloc[0]),
        "subject": subject or area(ds, cells["area"].iloc[0]),
        "indicators": say("{n}项指标", n=len(cells)),
    }
    shown = [(count, status) for count, status in _counts_of(cells) if count]
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
    each = _each_of(shown)
    return say("截至{period}，{subject}{indicators}中，本期评判{judged}项，其中{each}", judged=judged, each=each, **of)


def _each_of(counts: list[tuple[int, str]]) -> str:
    """Counts of lights in words."""
    return listed(say("{status}{n}项", status=status, n=count) for count, status in counts)


def _counts_of(cells: pd.DataFrame) -> list[tuple[int, str]]:
    """How many cells show which light, and the word for it."""
    return [
        *((int((cells["status"] == status).sum()), word(STATUS[status])) for status in GREEN),
        (int(cells["status"].isin(AMBER).sum()), words_of(cells, AMBER)),
        (int(cells["status"].isin(RED).sum()), words_of(cells, RED)),
    ]


def words_of(cells: pd.DataFrame, statuses: tuple[str, ...]) -> str:
    """The words for those of some statuses that cells have."""
    over = is_over(cells)
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


def _furthest(ds: Dataset, cells: pd.DataFrame) -> str:
    red = cells[cells["status"].isin(RED)]
    if red.empty and cells["status"].isin(GREEN + AMBER).sum() < FEWEST:
        return ""
    if red.empty and is_over(cells):
        return say("没有未达目标或突破上限的指标。")
    if red.empty:
        return say("没有滞后或突破上限的指标。")
    worst = lowest_first(red).head(NAMED)
    each = clauses(lag_of(ds, row) for row in rows_of(worst))
    if len(red) > len(worst):
        return say("进度最慢的是：{each}。", each=each)
    return say("{status}的是：{each}。", status=words_of(cells, RED), each=each, n=len(red))


def _modest(cells: pd.DataFrame, paced: pd.DataFrame | None) -> str:
    """How many of the targets that are met ask for less than last year brought; nothing where none does."""
    done = with_past(cells[cells["status"] == "done"], paced)
    below = int((done["ambition"] < 0).sum())
    if not below:
        return ""
    return say("已完成的{all}项中，{n}项的目标低于上年实绩。", all=len(done), n=below)

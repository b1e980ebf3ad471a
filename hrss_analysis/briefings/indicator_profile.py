"""One indicator's year: where the whole and the areas stand, and what had been projected on the way."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..language import listed, say, word
from ..paper import labels
from ..paper.html import EMPTY, Html
from ..paper.labels import NOTHING
from ..paper.tables import Field, marked, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..reasons import sentence
from ..rows import Row, rows_of
from ..vocabulary import JUDGED, STATUS, Label
from .cells import year_on_year
from .names import area, areas, indicator
from .phrases import against_last_year, lag_of, progress_of
from .projections import chance_text, figure_of, interval, rhythm_of
from .report import NO, YEAR, Report, indicator_page

OF_ALL = (
    "progress", "changes", "history", "long_history", "project", "ranking", "contributions", "funnels", "origins", "revisions",
    "adjustments",
)  # fmt: skip


def _shows(told: Quarter, given: Mapping[str, str]) -> Content:
    own = told.of(no=int(given["no"]))
    return [*((name, own) for name in OF_ALL), ("on_the_way", own.of(area=own.ds.city))]


REPORT = Report(
    "indicator_profile",
    "one indicator's year: definition, targets, trends, areas beside each other, projection",
    (NO, YEAR),
    lambda ds, given: indicator_page(ds, int(given["no"])),
    lambda ds, given: indicator(ds, int(given["no"])),
    Label("指标专页", "Indicators"),
    _shows,
    place=40,
)

BEHIND = ("behind", "over_cap", "slightly_behind")  # of which it is said what is missing
FEW = 3  # areas that a sentence names


def profile_headline(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame, projected: pd.DataFrame) -> list[str]:
    """Where the whole stands on one indicator, how many areas show which light, and the year's end.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one indicator.
    changed, projected
        Rows of ``changes`` and ``project`` of the same period.
    """
    told = [_whole(ds, cells, changed), _areas(ds, cells), _year_end(ds, cells, projected)]
    return [sentence for sentence in told if sentence]


def _whole(ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame) -> str:
    own = cells[cells["area"] == ds.city]
    if own.empty:
        return ""
    row = next(rows_of(own))
    of = {"period": labels.period_label(row.period), "area": area(ds, ds.city)}
    status = word(STATUS[row.status])
    if pd.isna(row.actual):
        of["name"] = indicator(ds, row.no)
        if row.reason:
            return say("截至{period}，{area}{name}{status}（{reason}）。", status=status, reason=sentence(row), **of)
        return say("截至{period}，{area}{name}{status}。", status=status, **of)
    compared = against_last_year(year_on_year(own, changed).get((row.no, row.area)))
    if row.status in BEHIND:
        lag = lag_of(ds, row)
        told = {**of, "lag": say("{lag}{compared}", lag=lag, compared=compared) if compared else lag}
        if row.status == "behind" and parse_period(row.period).is_last:
            return say("截至{period}，{area}{lag}，未完成全年目标。", **told)
        return say("截至{period}，{area}{lag}，{status}。", status=status, **told)
    if pd.notna(row.gap_points) and row.kind == "flow":
        return say("截至{period}，{area}{progress}。", progress=progress_of(ds, row, compared), **of)
    return _level(ds, row, status, {**of, "compared": compared})


def _level(ds: Dataset, row: Row, status: str, of: Mapping[str, str]) -> str:
    """What is not said by its share of a target: the figure, and the target beside it."""
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {**of, "name": indicator(ds, row.no), "value": number(row.actual, row.target), "status": status}
    if pd.isna(row.target):
        return say("截至{period}，{area}{name}{value}{compared}，{status}。", **told)
    return say(
        "截至{period}，{area}{name}{value}，全年目标{target}{compared}，{status}。",
        target=labels.target_text(row.target, row.bound, number),
        **told,
    )


def _areas(ds: Dataset, cells: pd.DataFrame) -> str:
    parts = cells[cells["area"].isin(ds.parts) & cells["status"].isin(JUDGED)]
    if parts.empty:
        return ""
    counts = [(word(STATUS[status]), list(parts.loc[parts["status"] == status, "area"])) for status in JUDGED]
    told = [(status, names) for status, names in counts if names]
    if len(told) == 1:
        return say("本期评判的{n}个地区均{status}。", n=len(parts), status=told[0][0])
    each = listed(_of_status(ds, status, names) for status, names in told)
    return say("本期评判的{n}个地区中：{counts}。", n=len(parts), counts=each)


def _of_status(ds: Dataset, status: str, names: Sequence[str]) -> str:
    if len(names) > FEW:
        return say("{status}{n}个", status=status, n=len(names))
    return say("{status}{n}个（{areas}）", status=status, n=len(names), areas=areas(ds, names))


def _year_end(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame) -> str:
    own = projected[(projected["area"] == ds.city) & projected["year_end"].notna() & (projected["method"] != "final")]
    goal = cells.loc[cells["area"] == ds.city, "target"]
    if own.empty or goal.isna().all():
        return ""
    row = next(rows_of(own))
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {"rhythm": rhythm_of(own), "value": number(row.year_end, goal.iloc[0])}
    if pd.isna(row.p_reach):
        return say("{rhythm}，年末约{value}。", **told)
    return say("{rhythm}，年末约{value}，达到目标的可能{chance}。", chance=chance_text(row.p_reach), **told)


def year_end_table(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame) -> Html:
    """Where each area is projected to end the year; nothing once the year is over, or where nothing is projected."""
    goals = cells[["no", "area", "target", "bound", "origin"]]
    own = projected[projected["year_end"].notna() & (projected["method"] != "final")].merge(goals, on=["no", "area"])
    if own.empty:
        return EMPTY
    fields = [
        Field(say("地区"), lambda row: area(ds, row.area), row_header=True),
        Field(
            say("全年目标"),
            lambda row: labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no))),
            number=True,
        ),
        Field(say("推算年末"), lambda row: figure_of(ds, row, row.year_end, row.target), number=True),
        *_chances(ds, own),
        Field(say("说明"), lambda row: sentence(row) or NOTHING),
    ]
    return table(own, fields, marked(say("各地区年末推算（{rhythm}）", rhythm=rhythm_of(own)), own))


def _chances(ds: Dataset, found: pd.DataFrame) -> list[Field]:
    """The interval and the chance, where enough past errors are known for any."""
    intervals = [Field(say("80%区间"), lambda row: interval(ds, row), number=True)]
    chances = [Field(say("达到目标的可能"), lambda row: chance_text(row.p_reach), number=True)]
    return [*(intervals if found["low80"].notna().any() else []), *(chances if found["p_reach"].notna().any() else [])]


def path_table(ds: Dataset, no: int, on_the_way: pd.DataFrame) -> Html:
    """What had been projected for the whole at each period's end, and what came; nothing if nothing was.

    Parameters
    ----------
    ds
        The dataset.
    no
        The indicator.
    on_the_way
        What a quarter's ``on_the_way`` gives.
    """
    found = on_the_way[(on_the_way["no"] == no) & (on_the_way["area"] == ds.city)]
    found = found[found["year_end"].notna() & (found["method"] != "final")]
    if found.empty:
        return EMPTY
    now = ds.calendar.period(found["period"].iloc[0])
    fields = [
        Field(say("推算于"), lambda row: labels.period_label(row.period), row_header=True),
        Field(say("推算年末"), lambda row: figure_of(ds, row, row.year_end), number=True),
        *_chances(ds, found),
    ]
    if found["came"].notna().any():
        fields += [
            Field(say("年末实际"), lambda row: figure_of(ds, row, row.came), number=True),
            Field(say("推算比实际"), lambda row: labels.change_text(row.off, "%"), number=True),
        ]
    whole = area(ds, ds.city)
    caption = labels.in_words(
        now,
        quarter=say("{area}：各季度末的推算", area=whole),
        month=say("{area}：各月末的推算", area=whole),
    )
    return table(found, fields, caption)

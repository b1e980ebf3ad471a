"""What stands in the cells that many tables have: an indicator's name, a figure, a target, a status."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..language import in_language, say
from ..language.units import unit_name
from ..paper import labels
from ..paper.blocks import number_of
from ..paper.html import EMPTY, Html, carrying, element, join
from ..paper.labels import NOTHING
from ..paper.tables import Field
from ..reasons import PLANS_APART, sentence
from ..rows import Row, rows_of
from ..vocabulary import CEILINGS, STATUS
from .lights import light
from .names import area, in_chinese, indicator
from .report import area_page, indicator_page

KEYS = ["no", "area"]
PAST = ["ambition", "last_growth", "times_recent", "times_last_rest"]
ORDER = {status: rank for rank, status in enumerate(reversed(STATUS))}  # the worst judged ones together


def lowest_first(frame: pd.DataFrame, by: str = "gap_points") -> pd.DataFrame:
    """Rows from the lowest figure up, what has none last; those that rounding made one in the order in which they were."""
    order = [by, "tie"] if "tie" in frame else [by]
    return frame.sort_values(order, kind="stable", na_position="last")


def beside(cells: pd.DataFrame, frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Cells with some columns of another frame of the same cells, by whose figures they can then be ordered."""
    told = [*KEYS, *columns, *(["tie"] if "tie" in frame else [])]
    return cells.drop(columns="tie", errors="ignore").merge(frame[told], on=KEYS)


def named(ds: Dataset, no: int) -> Html:
    """An indicator's name, one click away from its definition on the same page."""
    return element("a", indicator(ds, no), href=f"#d{no}", class_="term")


def linked(ds: Dataset, name: str) -> Html:
    """An area's name, which leads to its own page beside this one, if that is there."""
    return element("a", area(ds, name), data_to=in_language(area_page(ds, name)), class_="page")


def profile(ds: Dataset, no: int, year: int) -> str:
    """Where an indicator's page of a year stands, from the pages of a period."""
    return in_language(f"../{year}/{indicator_page(ds, no)}")


def named_with_unit(ds: Dataset, no: int) -> Html:
    """The name with its unit below."""
    return join([named(ds, no), " ", element("span", unit_name(ds.indicator(no).unit), class_="unit")])


def aligned(ds: Dataset, no: int) -> labels.Number:
    """An indicator's format in a column of figures: as many decimals in every row."""
    return replace(labels.indicator_number(ds.indicator(no)), trim=False)


def figure(ds: Dataset, no: int, value: float | None, target: float | None = None) -> str:
    """A figure in the indicator's own format, on its own side of the target."""
    return aligned(ds, no)(value, target)


def target(ds: Dataset, row: Row) -> str:
    """A target with its bound where it is a ceiling."""
    return labels.target_text(row.target, row.bound, aligned(ds, row.no))


def with_past(cells: pd.DataFrame, paced: pd.DataFrame | None) -> pd.DataFrame:
    """Cells with what is known of their last year: :data:`PAST` of :func:`hrss_analysis.pace`."""
    if paced is None:
        return cells.assign(**dict.fromkeys(PAST, np.nan))
    return cells.merge(paced[[*KEYS, *PAST]], on=KEYS, how="left")


def asked(ds: Dataset, row: Row) -> str:
    """A target, and below it how far it is above last year's result; of a stock, what it has to grow by."""
    told = target(ds, row)
    if to_grow(row) > 0:
        return _over(told, say("须净增{by}", by=aligned(ds, row.no)(to_grow(row), 0)))
    if pd.isna(row.ambition):
        return told
    return _over(told, say("比上年实绩{change}", change=labels.change_text(row.ambition, "%")))


def to_grow(row: Row) -> float:
    """What a stock has to grow by within the year; NaN of all else."""
    return float(row.target - row.base) if row.kind == "stock" and pd.notna(row.base) else np.nan


def _over(figure: str, below: str) -> Html:
    """A figure with a smaller line below it."""
    return carrying(join([figure, element("div", below, class_="reason")]), value=number_of(figure))


def completion(row: Row) -> str:
    """The share reached; of a stock that fell, that it fell, since no share of a growth is below none."""
    return say("净减") if row.completion < 0 else labels.share(row.completion)


def status(row: Row) -> Html:
    """A light with its reason below; that there is no target the light already says."""
    says_more = row.reason and row.target_state != "not_assigned"
    note = element("div", sentence(row), class_="reason") if says_more else EMPTY
    return join([light(row.status, row.period), note])


def lead_field(ds: Dataset) -> Field:
    """The column of the departments that lead, which are called so in Chinese alone."""
    return Field(
        say("牵头处室"),
        lambda row: ds.indicator(row.no).lead_department or NOTHING,
        class_="short",
        attributes=lambda _row: in_chinese(),
    )


def is_over(cells: pd.DataFrame) -> bool:
    """Whether the cells are those of a year's end."""
    return parse_period(cells["period"].iloc[0]).is_last


def status_field(*, reasons: bool = True) -> Field:
    """The column of lights, sorted by what they say."""
    show = status if reasons else lambda row: light(row.status, row.period)
    return Field(say("状态"), show, class_="" if reasons else "short", attributes=by_status)


def by_status(row: Row) -> Mapping[str, object]:
    """What a cell with a light is sorted by."""
    return {"data_sort": ORDER[row.status]}


def gap_field() -> Field:
    """The column of points ahead of or behind the share due."""
    return Field(say("与序时相差（百分点）"), lambda row: labels.points_off(row.gap_points), number=True)


def run_rate(ds: Dataset, row: Row) -> str:
    """Small counts per month with a decimal: 25 in three months are not 8 a month."""
    number = labels.indicator_number(ds.indicator(row.no))
    if number.decimals == 0 and row.required_per_month < labels.WHOLE_A_MONTH:
        number = labels.Number(1, trim=True)
    return number(row.required_per_month)


def effort(ds: Dataset, row: Row) -> str:
    """What is required per month, and below it how many times of what the last months brought that is."""
    if pd.isna(row.times_recent):
        return run_rate(ds, row)
    times = labels.Number(1)(row.times_recent)
    quarter, month = say("本季月均的{times}倍", times=times), say("近三个月月均的{times}倍", times=times)
    return _over(run_rate(ds, row), labels.in_words(parse_period(row.period), quarter=quarter, month=month))


def missing(ds: Dataset, row: Row) -> str:
    """What is missing to the target, or how far a ceiling is broken."""
    if row.bound in CEILINGS:
        return (
            labels.figured("超出 {by}", by=figure(ds, row.no, -row.headroom)) if row.status == "over_cap" else NOTHING
        )
    return figure(ds, row.no, row.shortfall, 0)


def since_year_end(ds: Dataset, cells: pd.DataFrame) -> list[Field]:
    """What a stock has grown by, which its completion is a share of; only where there is one."""
    if cells["base"].isna().all():
        return []
    return [Field(say("比上年末"), lambda row: _grown(ds, row), number=True)]


def _grown(ds: Dataset, row: Row) -> str:
    """What a stock has grown by, and below it what it had grown by at this time last year."""
    number = replace(aligned(ds, row.no), signed=True)
    told, then = number(row.grown, 0), getattr(row, "last_growth", np.nan)
    if pd.isna(row.grown) or pd.isna(then):
        return told
    return _over(told, say("去年同期{change}", change=number(then, 0)))


def measured(cells: pd.DataFrame, changed: pd.DataFrame, measure: str) -> dict[tuple[int, str], Row]:
    """By indicator and area, the row of ``changes`` of a measure."""
    own = changed[changed["area"].isin(cells["area"].unique()) & (changed["measure"] == measure)]
    return {(row.no, row.area): row for row in rows_of(own)}


def year_on_year(cells: pd.DataFrame, changed: pd.DataFrame) -> dict[tuple[int, str], Row]:
    """By indicator and area, the row of ``changes`` that compares a figure with a year ago."""
    return measured(cells, changed, "year_on_year")


def year_ago(ds: Dataset, row: Row, change: Row | None) -> Html:
    """The change on the year with the figure of a year ago below it."""
    if change is None:
        return element("span", NOTHING)
    text = labels.change_text(change.value, change.unit)
    shown = element("span", text, title=sentence(change)) if change.reason else element("span", text)
    apart = change.reason in PLANS_APART
    below = element("div", sentence(change) if apart else figure(ds, row.no, change.base), class_="reason")
    return carrying(join([shown, below]), value=number_of(text))


def a_year_ago(cells: pd.DataFrame, history: pd.DataFrame) -> dict[tuple[int, str], float]:
    """By indicator and area, the figure of the same period last year."""
    now = parse_period(cells["period"].iloc[0])
    then = history[(history["year"] == now.year - 1) & (history["month"] == now.end_month)]
    return {(row.no, row.area): row.value for row in rows_of(then[["no", "area", "value"]])}

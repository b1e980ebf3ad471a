"""Tables people read: a caption, one header row, row headers, numbers to the right.

A table is a frame and, for each of its columns, a :class:`Field` that says how
the column is headed and shown. The named tables of the reports are built below
from the same writer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from ..dataset import Dataset
from ..dataset.rows import Row, rows_of
from ..measures.figures import DECIMALS
from ..vocabulary import CEILINGS, JUDGED, STATUS, TERMS, shown_as
from . import labels
from .html import EMPTY, Html, element, join
from .labels import NOTHING
from .lights import bullet, legend, light
from .projections import projection_cell


@dataclass(frozen=True)
class Field:
    """A column of a table: its heading and how a row's cell is shown."""

    heading: str
    show: Callable[[Row], object]
    number: bool = False
    row_header: bool = False
    class_: str | None = None


def table(frame: pd.DataFrame, fields: Sequence[Field], caption: str, class_: str | None = None) -> Html:
    r"""Write a frame as an accessible table.

    Examples
    --------
    >>> frame = pd.DataFrame({"area": ["江阴"], "value": [3]})
    >>> fields = [Field("地区", lambda row: row.area, row_header=True), Field("数", lambda row: row.value, number=True)]
    >>> "<th scope=\"row\">江阴</th>" in table(frame, fields, "例")
    True
    """
    heads = [element("th", _breakable(field.heading), scope="col", class_=_class_of(field)) for field in fields]
    body = [element("tr", *(_cell(field, row) for field in fields)) for row in rows_of(frame)]
    inner = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *heads)),
        element("tbody", join(body, "\n")),
        class_=class_,
    )
    # the wrapper scrolls sideways on a narrow screen and can be reached by keyboard
    return element("div", inner, class_="table", tabindex="0", role="region", aria_label=caption)


def _breakable(heading: str) -> Html:
    """A heading breaks before its unit and nowhere else."""
    return join(heading.split("（"), "<wbr>（")


def _class_of(field: Field) -> str | None:
    return " ".join(filter(None, ["number" if field.number else "", field.class_])) or None


def _cell(field: Field, row: Row) -> Html:
    if field.row_header:
        return element("th", field.show(row), scope="row", class_=field.class_)
    return element("td", field.show(row), class_=_class_of(field))


def overview(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """Count the lights of one area by field of work, with the total."""
    by_field = cells.merge(ds.indicators[["no", "category"]], on="no")
    return _count_lights(by_field.replace({"category": {"": "全部指标"}}), "category", "领域", caption, total=True)


def _count_lights(cells: pd.DataFrame, by: str, heading: str, caption: str, *, total: bool = False) -> Html:
    groups = {status: status if status in ("done", "on_pace") else label.light for status, label in STATUS.items()}
    counts = cells.assign(light=cells["status"].map(groups)).pivot_table("no", by, "light", "count", fill_value=0)
    shown = ["done", "on_pace", "amber", "red", "grey"]
    counts = counts.reindex(columns=shown, fill_value=0).reindex(cells[by].unique()).astype(int)
    if total and len(counts) > 1:
        counts.loc["合计"] = counts.sum()
    counts["all"] = counts.sum(axis=1)
    counts["judged"] = counts["all"] - counts["grey"]
    fields = [
        Field(heading, lambda row: row.name, row_header=True),
        Field("指标数", lambda row: row.all, number=True),
        Field("本期评判", lambda row: row.judged, number=True),
        Field("✓ 已完成", lambda row: row.done, number=True),
        Field("● 进度正常", lambda row: row.on_pace, number=True),
        Field("▲ 略有滞后或接近上限", lambda row: row.amber, number=True),
        Field("■ 滞后或突破上限", lambda row: row.red, number=True),
        Field("不评判", lambda row: row.grey, number=True),
    ]
    return table(counts.reset_index(names="name"), fields, marked(caption, cells))


def area_overview(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """Count the lights of each part; nothing for a single area."""
    parts = cells[cells["area"].isin(ds.parts) & (cells["target_state"] != "not_assigned")]
    if parts.empty:
        return EMPTY
    parts = parts.sort_values("area", key=lambda areas: areas.map(ds.parts.index), kind="stable")
    return _count_lights(parts, "area", "地区", caption)


def scorecard(
    ds: Dataset, cells: pd.DataFrame, changed: pd.DataFrame, caption: str, projected: pd.DataFrame | None = None
) -> Html:
    """Every indicator of one area: target, actual, completion against pace, light, reason.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    changed
        Rows of ``changes`` of the same period, for the comparison with a year ago.
    caption
        What the table shows.
    projected
        Rows of ``project`` of the same period, to stand beside the lights.
    """
    year = year_on_year(cells, changed)
    fields = [
        Field("序号", lambda row: row.no, number=True),
        Field("指标", lambda row: _named(ds, row.no), row_header=True),
        Field("状态", _status),
        Field("单位", lambda row: ds.indicator(row.no).unit, class_="short"),
        Field("全年目标", lambda row: _target(ds, row), number=True),
        Field("本期末", lambda row: _figure(ds, row.no, row.actual, row.target), number=True),
        *_since_year_end(ds, cells),
        Field("同比（去年同期）", lambda row: _year_ago(ds, row, year.get(row.no)), number=True),
        Field(TERMS["completion"].zh, lambda row: labels.share(row.completion), number=True),
        Field("与序时相差（百分点）", lambda row: labels.POINTS(row.gap_points, target=0), number=True),
        Field("进度", lambda row: bullet(row.completion, row.expected), class_="bullet"),
        *_year_ends(ds, cells, projected),
    ]
    return table(cells, fields, marked(caption, cells), class_="scorecard")


def _year_ends(ds: Dataset, cells: pd.DataFrame, projected: pd.DataFrame | None) -> list[Field]:
    """Where each is projected to end the year; not once the year is over."""
    if projected is None or projected["method"].isin(["", "final"]).all():
        return []
    own = projected[projected["area"] == cells["area"].iloc[0]]
    by_no = {row.no: row for row in rows_of(own)}
    return [Field("推算年末（80%区间，达标可能）", lambda row: projection_cell(ds, by_no.get(row.no)), number=True)]


def _since_year_end(ds: Dataset, cells: pd.DataFrame) -> list[Field]:
    """What a stock has grown by, which its completion is a share of; only where there is one."""
    if cells["base"].isna().all():
        return []
    return [Field("比上年末", lambda row: _change(ds, row), number=True)]


def _change(ds: Dataset, row: Row) -> str:
    number = replace(labels.indicator_number(ds.indicator(row.no)), signed=True)
    return number(round(row.actual - row.base, DECIMALS), 0)


def year_on_year(cells: pd.DataFrame, changed: pd.DataFrame) -> dict[int, Row]:
    """By indicator, the row of ``changes`` that compares an area's figure with a year ago."""
    own = changed[(changed["area"] == cells["area"].iloc[0]) & (changed["measure"] == "year_on_year")]
    return {row.no: row for row in rows_of(own)}


def _year_ago(ds: Dataset, row: Row, change: Row | None) -> Html:
    """The change on the year with the figure of a year ago below it."""
    if change is None:
        return element("span", NOTHING)
    text = labels.change_text(change.value, change.unit)
    shown = element("span", text, title=change.reason) if change.reason else element("span", text)
    return join([shown, element("div", _figure(ds, row.no, change.base), class_="reason")])


def a_year_ago(cells: pd.DataFrame, history: pd.DataFrame) -> dict[int, float]:
    """By indicator, an area's figure of the same period last year."""
    year, quarter = int(cells["period"].iloc[0][:4]), int(cells["period"].iloc[0][5])
    then = history["area"].eq(cells["area"].iloc[0]) & history["year"].eq(year - 1) & history["quarter"].eq(quarter)
    return dict(zip(history.loc[then, "no"], history.loc[then, "value"], strict=True))


def needs(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """What is behind or near a ceiling, the furthest first, and what it takes."""
    if not cells["status"].isin(JUDGED).any():
        return element("p", "本期没有可以评判的指标，无从判断是否滞后。", class_="none")
    wanting = cells[cells["status"].isin(shown_as("red") + shown_as("amber"))]
    if wanting.empty:
        return element("p", f"{caption}：无。", class_="none")
    wanting = wanting.sort_values("gap_points", kind="stable", na_position="last")
    year_over = wanting["required_per_month"].isna().all()
    fields = [
        Field("指标", lambda row: _named(ds, row.no), row_header=True),
        Field("状态", lambda row: light(row.status), class_="short"),
        Field(TERMS["lead_department"].zh, lambda row: ds.indicator(row.no).lead_department or NOTHING, class_="short"),
        Field("单位", lambda row: ds.indicator(row.no).unit, class_="short"),
        Field("本期末", lambda row: _figure(ds, row.no, row.actual, row.target), number=True),
        *_since_year_end(ds, wanting),
        Field("全年目标", lambda row: _target(ds, row), number=True),
        Field("还差", lambda row: _missing(ds, row), number=True),
        *([] if year_over else [Field("余下每月需完成", lambda row: run_rate(ds, row), number=True)]),
        Field("与序时相差（百分点）", lambda row: labels.POINTS(row.gap_points, target=0), number=True),
    ]
    return table(wanting, fields, marked(caption, wanting))


def matrix(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """Indicators down, areas across: the light of every cell; nothing for a single area."""
    if not ds.parts:
        return EMPTY
    by_area = {area: dict(zip(rows["no"], rows["status"], strict=True)) for area, rows in cells.groupby("area")}
    areas = [area for area in ds.areas["area"] if area in by_area]
    indicators = ds.indicators[ds.indicators["no"].isin(cells["no"])]
    fields = [
        Field("序号", lambda row: row.no, number=True),
        Field("指标", lambda row: row.name, row_header=True),
        *(Field(area, partial(_mark, by_area[area]), class_="mark") for area in areas),
    ]
    return join([table(indicators, fields, marked(caption, cells), class_="matrix"), legend()])


def _mark(statuses: dict[int, str], row: Row) -> Html:
    return light(statuses[row.no], word=False) if row.no in statuses else EMPTY


def _named(ds: Dataset, no: int) -> Html:
    indicator = ds.indicator(no)
    return element(
        "span",
        indicator.name,
        title=f"{TERMS['definition'].zh}：{indicator.definition}" if indicator.definition else None,
    )


def _figure(ds: Dataset, no: int, value: float | None, target: float | None = None) -> str:
    return labels.indicator_number(ds.indicator(no))(value, target)


def _target(ds: Dataset, row: Row) -> str:
    return labels.target_text(row.target, row.bound, labels.indicator_number(ds.indicator(row.no)))


def _status(row: Row) -> Html:
    # that there is no target the light already says
    note = element("div", row.reason, class_="reason") if row.reason and row.target_state != "not_assigned" else EMPTY
    return join([light(row.status), note])


def run_rate(ds: Dataset, row: Row) -> str:
    """Small counts per month with a decimal: 25 in three months are not 8 a month."""
    number = labels.indicator_number(ds.indicator(row.no))
    if number.decimals == 0 and row.required_per_month < 100:
        number = labels.Number(1, trim=True)
    return number(row.required_per_month)


def marked(caption: str, cells: pd.DataFrame) -> str:
    """A table may be cut out of its page: its caption says what it rests on."""
    return caption + ("（含模拟数据）" if (cells["origin"] == "simulated").any() else "")


def _missing(ds: Dataset, row: Row) -> str:
    if row.bound in CEILINGS:
        return f"超出 {_figure(ds, row.no, -row.headroom)}" if row.status == "over_cap" else NOTHING
    return _figure(ds, row.no, row.shortfall, 0)


def contribution_table(ds: Dataset, contributed: pd.DataFrame, no: int) -> Html:
    """What each area adds to the whole's figure of one indicator, and to its growth; nothing if it cannot be said."""
    own = contributed[contributed["no"] == no]
    if own.empty or own["share"].isna().all():
        return EMPTY
    number, percent = labels.indicator_number(ds.indicator(no)), labels.Number(1)
    fields = [
        Field("地区", lambda row: row.area, row_header=True),
        Field(f"本期末（{ds.indicator(no).unit}）", lambda row: number(row.value), number=True),
        Field("占全市（%）", lambda row: percent(100 * row.share), number=True),
        *(
            [Field("占全市目标（%）", lambda row: percent(100 * row.target_share), number=True)]
            if own["target_share"].notna().any()
            else []
        ),
        Field("去年同期", lambda row: number(row.base), number=True),
        Field("拉动全市增长（百分点）", lambda row: labels.POINTS(row.points), number=True),
    ]
    return table(own, fields, marked(f"{ds.indicator(no).name}：各地区的份额与拉动", own))

"""Areas beside each other: how many lights, which light where, who adds what."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from ..calendar import year_of
from ..dataset import Dataset
from ..language import say
from ..language.units import unit_name
from ..paper import labels
from ..paper.blocks import Figure, number_of
from ..paper.content import note
from ..paper.html import EMPTY, Html, carrying, element, join
from ..paper.tables import Field, marked, noted, table
from ..rows import Row, rows_of
from ..vocabulary import JUDGED, STATUS
from .cells import aligned, is_over, linked, profile
from .lights import legend, said
from .names import area, indicator

SMALL = 24  # rows of a matrix that fit beside other things on a printed page


def few_fields(ds: Dataset, cells: pd.DataFrame) -> bool:
    """Whether fewer than two fields of work have an indicator that is judged: there is nothing to set beside each other."""
    judged = cells[cells["status"].isin(JUDGED)].merge(ds.indicators[["no", "category"]], on="no")
    return judged["category"].nunique() < 2


def overview(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """Count the lights of one area by field of work, with the total; nothing where only one has any."""
    if few_fields(ds, cells):
        return EMPTY
    return _count_lights(by_field(ds, cells), "category", say("领域"), caption, total=True)


def by_field(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """Cells with their field of work as `category`; those of none are the others."""
    fields = ds.indicators[["no", "category"]].replace({"category": {"": say("其他指标")}})
    return cells.merge(fields, on="no")


def area_overview(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """Count the lights of each part; nothing for a single area."""
    parts = cells[cells["area"].isin(ds.parts) & (cells["target_state"] != "not_assigned")]
    if parts.empty:
        return EMPTY
    parts = parts.sort_values("area", key=lambda areas: areas.map(ds.parts.index), kind="stable")
    return _count_lights(parts, "area", say("地区"), caption, shown=partial(linked, ds), shares=True)


def _count_lights(
    cells: pd.DataFrame,
    by: str,
    heading: str,
    caption: str,
    *,
    total: bool = False,
    shares: bool = False,
    shown: Callable[[str], str] = str,
) -> Html:
    counts, over = count_lights(cells, by), is_over(cells)
    red = counts["red"] / counts["judged"].where(counts["judged"] > 0)
    if shares:  # areas are given different numbers of targets: what counts is the share
        counts = counts.loc[red.sort_values(ascending=False, kind="stable").index]
    if total and len(counts) > 1:
        counts.loc[say("合计")] = counts.sum()
    fields = [
        Field(heading, lambda row: shown(row.name), row_header=True),
        Field(say("指标数"), lambda row: row.all, number=True),
        Field(say("本期评判"), lambda row: row.judged, number=True),
        Field(say("✓ 已完成"), lambda row: row.done, number=True),
        Field(say("● 进度正常"), lambda row: row.on_pace, number=True),
        Field(say("▲ 略有滞后或接近上限"), lambda row: row.amber, number=True),
        Field(say("■ 未达目标或突破上限") if over else say("■ 滞后或突破上限"), lambda row: row.red, number=True),
        Field(say("不评判"), lambda row: row.grey, number=True),
        *(
            [
                Field(
                    say("未达占评判（%）") if over else say("滞后占评判（%）"),
                    lambda row: labels.Number(1)(100 * red[row.name]),
                    number=True,
                )
            ]
            if shares
            else []
        ),
    ]
    return table(counts.reset_index(names="name"), fields, marked(caption, cells))


def count_lights(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    """How many cells of each group show which light.

    Returns
    -------
    pandas.DataFrame
        By group, in order of appearance, the columns ``done on_pace amber red grey all judged``,
        and ``unlikely`` where the cells say what is not red and yet unlikely to reach its target.
    """
    groups = {status: status if status in ("done", "on_pace") else label.light for status, label in STATUS.items()}
    counts = cells.assign(light=cells["status"].map(groups)).pivot_table("no", by, "light", "count", fill_value=0)
    shown = ["done", "on_pace", "amber", "red", "grey"]
    counts = counts.reindex(columns=shown, fill_value=0).reindex(cells[by].unique()).astype(int)
    counts["all"] = counts.sum(axis=1)
    counts = counts.assign(judged=counts["all"] - counts["grey"])
    return counts.join(cells.groupby(by)["unlikely"].sum().astype(int)) if "unlikely" in cells else counts


def matrix(ds: Dataset, cells: pd.DataFrame, caption: str) -> Html:
    """Indicators down, by field, areas across: the light and the completion of every cell; nothing for a single area."""
    if not ds.parts:
        return EMPTY
    by_area = {name: {row.no: row for row in rows_of(rows)} for name, rows in cells.groupby("area")}
    areas = [name for name in ds.areas["area"] if name in by_area]
    indicators, year = ds.indicators[ds.indicators["no"].isin(cells["no"])], year_of(cells["period"].iloc[0])
    fields = [
        Field(say("序号"), lambda row: row.no, number=True),
        Field(
            say("指标"),
            partial(_leading_to_page, ds, year),
            row_header=True,
        ),
        *(
            Field(
                area(ds, name),
                partial(_mark, by_area[name]),
                attributes=partial(_light, by_area[name]),
                class_="mark",
                head=linked(ds, name),
            )
            for name in areas
        ),
    ]
    marks = note(say("符号为状态，数字为完成率（%）；比率、上限和上年末已达目标的指标只有状态。"))
    shown = table(indicators, fields, marked(caption, cells), class_="matrix", group=lambda row: row.category)
    # a small one needs no sheet of its own on paper
    return noted(shown, marks, legend(), class_="wide" if len(indicators) > SMALL else None)


def _leading_to_page(ds: Dataset, year: int, row: Row) -> Html:
    """An indicator's name, which leads to its own page, or to its row on this one where that is not there."""
    here = f"#i{row.no}"
    return element(
        "a", indicator(ds, row.no), data_to=profile(ds, row.no, year), data_or=here, href=here, class_="page"
    )


def _mark(known: dict[int, Row], row: Row) -> Html:
    found = known.get(row.no)
    if found is None:
        return EMPTY
    label = STATUS[found.status]
    symbol = element("i", label.symbol, role="img", aria_label=said(found.status, found.period))
    completion = _completion(found)
    shown = join([symbol, " " if completion else "", completion])
    return carrying(shown, light=label.light, value=number_of(completion))


def _completion(row: Row) -> str:
    """In whole per cent, but never on the other side of what was due, or of the target, than it is."""
    if pd.isna(row.gap_points):
        return ""
    if row.completion < 0:
        return say("净减")
    if row.completion > labels.MOST:
        return Figure(f">{labels.MOST:.0%}".rstrip("%"), 100 * row.completion)
    if hasattr(row, "per_cent"):  # rounded already
        return Figure(f"{row.per_cent:,.10g}", row.per_cent)
    nearest = min((row.expected, 1.0), key=lambda limit: abs(row.completion - limit))
    return labels.Number()(100 * row.completion, target=100 * nearest)


def _light(known: dict[int, Row], row: Row) -> dict[str, object]:
    return {"class_": STATUS[known[row.no].status].light} if row.no in known else {}


def contribution_table(ds: Dataset, contributed: pd.DataFrame, no: int) -> Html:
    """What each area adds to the whole's figure of one indicator, and to its growth; nothing if it cannot be said."""
    own = contributed[contributed["no"] == no].sort_values("share", ascending=False, kind="stable")
    if own.empty or own["share"].isna().all():
        return EMPTY
    number, percent = aligned(ds, no), labels.Number(1)
    fields = [
        Field(say("地区"), lambda row: area(ds, row.area), row_header=True),
        Field(
            say("本期末（{unit}）", unit=unit_name(ds.indicator(no).unit)),
            lambda row: number(row.value),
            number=True,
        ),
        Field(say("占全市（%）"), lambda row: percent(100 * row.share), number=True),
        *(
            [Field(say("占全市目标（%）"), lambda row: percent(100 * row.target_share), number=True)]
            if own["target_share"].notna().any()
            else []
        ),
        Field(say("去年同期"), lambda row: number(row.base), number=True),
        Field(say("拉动全市增长（百分点）"), lambda row: labels.POINTS(row.points), number=True),
    ]
    return table(own, fields, marked(say("{name}：各地区的份额与拉动", name=indicator(ds, no)), own))

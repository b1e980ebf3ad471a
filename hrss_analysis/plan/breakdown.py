"""The breakdown of a plan: a column per indicator, a row per area, in several sections."""

import re
from collections.abc import Iterator

from ..language import say
from .amounts import read_amount, read_unit, squash
from .cells import Table
from .findings import Finding
from .merges import judge_merge, merged_over
from .model import CITY_LEVEL, Column, Plan, Target, number_of, shown, split_tag
from .names import without_notes

_CITY_LEVEL = re.compile(r"市本[级局](/[级局])?")


class Absent(Finding):
    """What a plan has to have and does not; a notice that changes one may leave it out."""


def is_breakdown(table: Table) -> bool:
    """Whether a table has its indicators side by side and areas in its rows."""
    labels = [squash(row[0].text) for row in table.rows if row]
    return "序号" in labels and "单位" in labels and any("指标" in label for label in labels)


def read_breakdown(table: Table, plan: Plan) -> None:
    """Add a table's columns to the plan; what cannot be read becomes a finding."""
    for rows in _sections(table):
        _read_section(table, rows, plan)


def _sections(table: Table) -> Iterator[range]:
    """The rows of each section: a table may hold several, each headed by the names."""
    starts = [row for row, cells in enumerate(table.rows) if cells and "指标" in squash(cells[0].text)]
    ends = [*starts[1:], len(table.rows)]
    yield from (range(start, end) for start, end in zip(starts, ends, strict=True))


def _read_section(table: Table, rows: range, plan: Plan) -> None:
    section = squash(table.heading)
    where = say("附件{number} {section}", number=2, section=section) if section else say("附件{number}", number=2)
    labels = {squash(table.rows[row][0].text): row for row in rows}
    if not {"序号", "单位"} <= set(labels):
        message = say("本节应依次有{heads}各一行", heads="指标名称、序号、单位")
        plan.findings.append(Finding("layout", "error", where, message))
        return
    first = labels["单位"] + 1
    areas = [row for row in range(first, rows.stop) if "责任" not in squash(table.rows[row][0].text)]
    last = next((row for row in range(first, rows.stop) if "责任" in squash(table.rows[row][0].text)), rows.stop)
    areas = [row for row in areas if row < last]
    width = len(table.rows[rows.start])
    for row in [labels["序号"], labels["单位"], *areas]:
        if len(table.rows[row]) != width:
            cells = table.rows[row]
            text = shown(cells[0].text)
            message = say("“{text}”一行有{n}格，表头有{width}格", text=text, n=len(cells), width=width)
            plan.findings.append(Finding("layout", "error", where, message))
            return
    owners = frozenset(word for row in range(last, rows.stop) for cell in table.rows[row] for word in cell.text.split())
    for column in range(1, width):
        _read_column(table, rows.start, labels, areas, column, owners, where, plan)


def _read_column(
    table: Table,
    header: int,
    labels: dict[str, int],
    areas: list[int],
    column: int,
    owners: frozenset[str],
    where: str,
    plan: Plan,
) -> None:
    number = number_of(table.rows[labels["序号"]][column].text)
    if number is None:
        place = say("{where} 第{column}列", where=where, column=column + 1)
        message = say("序号“{text}”不是数字", text=shown(table.rows[labels["序号"]][column].text))
        plan.findings.append(Finding("numbering", "error", place, message))
        return
    name, tag = split_tag(table.rows[header][column].text)
    unit = read_unit(table.rows[labels["单位"]][column].text)
    place = say("{where} 第{no}项", where=where, no=number)
    if not name or not unit:
        message = say("单位缺失") if name else say("指标名称缺失")
        plan.findings.append(Finding("unreadable", "error", place, message))
        return
    targets = tuple(_targets(table, areas, column, unit, place, plan))
    plan.breakdown.append(Column(number, name, tag, unit, targets, squash(table.heading), owners, place))


def _targets(table: Table, areas: list[int], column: int, unit: str, where: str, plan: Plan) -> Iterator[Target]:
    for index, row in enumerate(areas):
        area = _area(table.rows[row][0].text, plan)
        anchor = merged_over(table, row, column)
        raw = squash(table.rows[anchor][column].text)
        amount = read_amount(table.rows[anchor][column].text)
        spans = [other for other in areas if merged_over(table, other, column) == anchor]
        place = say("{where} 行“{area}”", where=where, area=area)
        complaint = judge_merge(table, areas, spans, amount, unit) if len(spans) > 1 or anchor not in areas else None
        if anchor not in areas or not raw:
            message = say("单元格空白：无任务请填0，不分解请填/，合并的请保留合并")
            plan.findings.append(Absent("unreadable", "error", place, message))
        elif amount is None:
            message = say("“{text}”无法识别为目标", text=shown(raw))
            plan.findings.append(Finding("unreadable", "error", place, message))
        elif complaint and index == areas.index(spans[0]):
            plan.findings.append(Finding("merged", complaint[0], place, complaint[1]))
        yield Target(area, amount if anchor in areas else None, raw, place, len(spans))


def _area(label: str, plan: Plan) -> str:
    name = without_notes(squash(label))
    if _CITY_LEVEL.fullmatch(name) and name != CITY_LEVEL:
        message = say("地区“{name}”按“{taken}”处理", name=name, taken=CITY_LEVEL)
        plan.findings.append(Finding("area-name", "warning", say("附件{number}", number=2), message))
        return CITY_LEVEL
    return name

"""What a sheet says of itself beside its table: report period, sender, dataset, template, unit.

A label has its value beside it, or after a colon; a unit may also stand in a title's
brackets or below the table.
"""

import re
from collections.abc import Iterator

from ...calendar import QUARTER, Calendar, parse_period
from ...language import say
from .cells import Cell, Sheet, plain
from .periods import periods_in

LABELS = {  # English in small letters, without spaces
    "dataset": ("数据集", "dataset"),
    "period": ("报告期", "报送期", "数据期", "填报期", "reportingperiod", "period"),
    "sender": ("填报单位", "报送单位", "填表单位", "报送处室", "填报地区", "sentby", "sender"),
    "version": ("模板版本", "templateversion"),
}
UNCLEAR = "（不是文字，或看不清）"  # stands for a value that cannot be read
UNIT_LABELS = ("单位", "计量单位", "数据单位", "金额单位", "unit", "units")
WRITTEN = re.compile(r"(?:填报|填表|填写|报送|上报|制表|打印|提交)(?:日期|时间)")  # when, not of what period
_AND = r"[、/和及]|,(?!\d)"  # not that of 10,000 persons
_UNIT = re.compile(
    r"(?:^|[^一-龥])(?:以上|本表|表中|各项|数据|计量|金额|统计)*单位(?:均?为|:|\((?!盖?公?签?章))([^():;。]*)"
)
_SAYS_UNIT = re.compile(r"单位|\bunits?\b", re.IGNORECASE)
_ENGLISH_UNIT = re.compile(r"\bunits?(?:\s*[:：=]|\s+(?:is|are)\b)([^();；。]*)", re.IGNORECASE)


def stated(sheet: Sheet, above: int, calendar: Calendar) -> Iterator[tuple[str, str, Cell]]:
    """What the rows above the table say of it: which label, its value, and the cell."""
    values: set[str] = set()
    for row in (row for row in sheet.rows if row < above):
        written = False
        for column in sheet.columns:
            cell = sheet.at(row, column)
            written |= bool(WRITTEN.search(cell.plain))
            key, value = _label(cell)
            beside = _beside(sheet, row, column)
            if key and value:
                yield key, UNCLEAR if cell.problem else value, cell
            elif key:
                if not beside.blank:
                    yield key, UNCLEAR if cell.problem or beside.problem else beside.plain, beside
                values.add(beside.place)
            elif cell.place not in values and not cell.problem:
                for period in periods_in(cell.text, calendar):
                    # a month may as well say when something was written
                    if not written or parse_period(period).months == QUARTER:
                        yield "period", period, cell


def shown(value: str) -> str:
    """A label's value as messages show it.

    Examples
    --------
    >>> shown("江阴"), shown(UNCLEAR)
    ('江阴', '（不是文字，或看不清）')
    """
    return say("（不是文字，或看不清）") if value == UNCLEAR else value


def written_as(key: str, value: str) -> str:
    """A label with its value, as messages advise to write it.

    Examples
    --------
    >>> written_as("sender", "江阴")
    '填报单位：江阴'
    """
    return say("{word}：{name}", word=LABELS[key][0], name=value)


def _label(cell: Cell) -> tuple[str, str]:
    word, _, value = re.sub(r"\([^()]*\)", "", cell.plain).partition(":")
    return next((key for key, words in LABELS.items() if word.lower() in words), ""), value


def _beside(sheet: Sheet, row: int, column: int) -> Cell:
    """The cell to the right, beyond what a label is merged over."""
    own = sheet.at(row, column)
    following = column + 1
    while own.merged and sheet.at(row, following).merged == own.merged:
        following += 1
    return sheet.at(row, following)


def is_label(sheet: Sheet, row: int, cell: Cell) -> bool:
    """Whether a cell above the table is a label, or the value beside one."""
    known = [sheet.at(row, column) for column in sheet.columns]
    labels = [column for column, other in zip(sheet.columns, known, strict=True) if _says(other)]
    return _says(cell) or any(_beside(sheet, row, column).place == cell.place for column in labels)


def _says(cell: Cell) -> bool:
    even = cell.plain
    return bool(_label(cell)[0] or even.partition(":")[0].lower() in UNIT_LABELS or WRITTEN.search(even))


def units_said(text: str) -> list[str]:
    """The units that a text says its figures are in.

    Examples
    --------
    >>> units_said("2024年三季度完成情况（单位：千人）"), units_said("单位：人、%"), units_said("填报单位：江阴")
    (['千人'], ['人', '%'], [])
    >>> units_said("Unit: 10,000 persons"), units_said("Community units inspected")
    (['10,000persons'], [])
    """
    told = [*_UNIT.findall(plain(text)), *map(plain, _ENGLISH_UNIT.findall(text))]
    found = [part for said in told for part in re.split(_AND, said)]
    return [part for part in found if part]


def units_stated(sheet: Sheet, heading: int) -> Iterator[tuple[list[str], Cell]]:
    """Where a sheet says a unit outside its table's heading, above, beside or below: the units, and the cell."""
    told: set[str] = set()
    for (row, column), cell in sheet.cells.items():
        if row == heading or not _SAYS_UNIT.search(cell.text) or (cell.merged and cell.merged in told):
            continue
        told.add(cell.merged)
        units = units_said(cell.text)
        if not units and row < heading and cell.plain.strip(":").lower() in UNIT_LABELS:
            units = [part for part in re.split(_AND, _beside(sheet, row, column).plain) if part]
        if units:
            yield units, cell

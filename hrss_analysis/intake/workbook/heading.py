"""Where the table of a sheet begins and which column is which.

Columns may come in any order and under their usual names, Chinese or English; titles and blank rows may
stand above. What a heading says beside its name, in brackets or in the cells above it,
is kept with it: it may be a unit, a period, or something that makes another figure of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...language import listed, say, word
from ...vocabulary import Label
from .cells import Cell, Sheet, UnreadableError, plain
from .labels import is_label

COLUMNS = {  # English in small letters, without spaces
    "no": ("序号", "编号", "指标序号", "指标编号", "no.", "no", "number"),
    "name": ("指标", "指标名称", "计划指标", "项目", "指标项目", "indicator"),
    "area": ("地区", "区域", "板块", "市县区", "县市区", "地区名称", "行政区划", "所属地区", "县区", "区县", "area"),
    "unit": ("单位", "计量单位", "指标单位", "unit"),
    "value": ("累计完成", "累计完成数", "累计完成值", "累计", "累计数", "本期累计", "本年累计", "年初至今累计", "1月至本期累计", "cumulative"),
    "numerator": ("分子", "分子数", "numerator"),
    "denominator": ("分母", "分母数", "denominator"),
    "flag": ("状态", "数据状态", "标记", "status"),
    "note": ("备注", "说明", "情况说明", "备注说明", "note"),
}  # fmt: skip
_ENGLISH = {
    "no": "number", "name": "indicator", "area": "area", "unit": "unit", "value": "cumulative",
    "numerator": "numerator", "denominator": "denominator", "flag": "status", "note": "note",
}  # fmt: skip
# how messages call a column: as it is headed
HEADS = {key: Label(words[0], f"“{words[0]}” ({_ENGLISH[key]})") for key, words in COLUMNS.items()}
NEEDED = ("no", "name", "value")
FIGURES = ("value", "numerator", "denominator")
NUMBERS = 2  # numbers in a row that make it one of a table
_OTHER = r"[上去]年|[上前]期|同期|同比|环比|目标|计划|任务|预[计测估]|估[计算]|增[幅长减]|比重|占比|当[季月期]|单[季月]"
_OTHER += (
    "|(?i:lastyear|ayear(?:ago|before|earlier)|previous|prior|yearonyear|year-on-year|yoy|target|plan|task|forecast|estimate"
    "|project(?:ed|ion)|expected|growth|increase|decrease|change|share|proportion|this(?:quarter|month)|(?:quarter|month)ly"
    "|(?:quarter|month)s?(?:alone|only|own)|(?<!end)(?:in|of|for|per)(?:the)?(?:quarter|month)(?!s?end))"
)
OTHER = re.compile(_OTHER + r"|本[季月](?![末底])")
OTHER_BY_MONTH = re.compile(_OTHER + r"|(?<![至到])本个?[季月](?![末底])|[上前下次当单]个?月|逐月|分月|月均|[上中下]旬")


@dataclass(frozen=True)
class Remark:
    """What a heading says beside its column's name, and where it says so."""

    key: str
    text: str
    cell: Cell


@dataclass(frozen=True)
class Heading:
    """The row a table is headed by and the column of each thing it holds.

    ``remarks`` are what its headings say beside the names, as in 累计完成（万人）;
    ``unread`` are the headings of columns that are not read.
    """

    row: int
    columns: Mapping[str, int]
    remarks: tuple[Remark, ...]
    unread: tuple[str, ...]


def find_heading(sheet: Sheet, other_figure: re.Pattern[str] = OTHER) -> Heading | None:
    """The first row that names the number, the indicator and the cumulative figure; None if there is none.

    Parameters
    ----------
    sheet
        The sheet.
    other_figure
        What is said above a figure that is not the cumulative one.

    Raises
    ------
    UnreadableError
        If two columns claim to be the same thing, or there is another table on the sheet.
    """
    for row in sheet.rows:
        named = _named(sheet, row)
        if not all(key in named for key in NEEDED):
            continue
        for key, found in named.items():
            if len(found) > 1:
                both = listed(sheet.place(row, column) for column in found)
                message = say("{both}都像是“{column}”一栏，请只留一栏", both=both, column=word(HEADS[key]))
                raise UnreadableError(message)
        columns = {key: found[0] for key, found in named.items()}
        _refuse_second(sheet, row, columns)
        unread = tuple(
            text
            for column in sheet.columns
            if column not in columns.values() and plain(text := sheet.at(row, column).text)
        )
        return Heading(row, columns, tuple(_remarks(sheet, row, columns, other_figure)), unread)
    return None


def _named(sheet: Sheet, row: int) -> dict[str, list[int]]:
    """The columns that a row gives a known name."""
    named: dict[str, list[int]] = {}
    for column in sheet.columns:
        head, _ = _head_and_remarks(sheet.at(row, column).text)
        key = next((key for key, words in COLUMNS.items() if head.lower() in words), "")
        if key:
            named.setdefault(key, []).append(column)
    return named


def _head_and_remarks(text: str) -> tuple[str, list[str]]:
    """A heading without its brackets, and what stands in them, part by part."""
    even = plain(text)
    head = re.sub(r"\([^()]*\)", "", even).strip("*:")
    parts = [part for inside in re.findall(r"\(([^()]*)\)", even) for part in re.split("[,、;/]", inside)]
    return head, [part for part in parts if part]


def _remarks(sheet: Sheet, row: int, columns: Mapping[str, int], other_figure: re.Pattern[str]) -> Iterator[Remark]:
    for key, column in columns.items():
        cell = sheet.at(row, column)
        if cell.problem:
            raise UnreadableError(say("{place}：{problem}", place=cell.place, problem=cell.problem))
        for part in _head_and_remarks(cell.text)[1]:
            yield Remark(key, part, cell)
    for key in FIGURES:
        if key in columns:
            yield from _above(sheet, row, columns, key, other_figure)


def _above(
    sheet: Sheet, row: int, columns: Mapping[str, int], key: str, other_figure: re.Pattern[str]
) -> Iterator[Remark]:
    """What a heading of several rows says above a column; a title over the whole table says nothing of it."""
    above = [other for other in sheet.rows if other < row]
    for other in above:
        cell = sheet.at(other, columns[key])
        own = not cell.blank
        if not own and len({one.text for one in _row(sheet, other)}) > 1:  # a group's name that is not merged over it
            cell = _to_the_left(sheet, other, columns[key], max(columns["no"], columns["name"]))
        title = cell.merged and cell.merged == sheet.at(other, columns["name"]).merged
        if cell.blank or title or is_label(sheet, other, cell):
            continue
        if cell.problem or other_figure.search(cell.plain):
            raise UnreadableError(_not_cumulative(sheet.place(row, columns[key]), word(HEADS[key]), cell))
        if own and other == above[-1] and cell.plain.lower() not in COLUMNS[key]:
            yield from (Remark(key, part, cell) for part in re.split("[(),、;/]", cell.plain) if part)


def _not_cumulative(place: str, column: str, above: Cell) -> str:
    """What to say of a figure's column with something else above it."""
    if above.problem:
        return say(
            "{place}“{column}”上方是{problem}，不是本期累计，请用单行表头",
            place=place,
            column=column,
            problem=above.problem,
        )
    return say(
        "{place}“{column}”上方是“{said}”（{above}），不是本期累计，请用单行表头",
        place=place,
        column=column,
        said=above.plain[:20],
        above=above.place,
    )


def _row(sheet: Sheet, row: int) -> list[Cell]:
    return [cell for column in sheet.columns if not (cell := sheet.at(row, column)).blank]


def _to_the_left(sheet: Sheet, row: int, column: int, beyond: int) -> Cell:
    places = [other for other in sheet.columns if beyond < other < column and not sheet.at(row, other).blank]
    return sheet.at(row, places[-1]) if places else Cell("")


def _refuse_second(sheet: Sheet, row: int, columns: Mapping[str, int]) -> None:
    """A table above this one, below it or beside it would be passed over."""
    for other in sheet.rows:
        numbers = sum(isinstance(sheet.at(other, column).value, int | float) for column in sheet.columns)
        if other < row and numbers >= NUMBERS:
            raise UnreadableError(
                say(
                    "{place}一行在表头上方而有多个数，请把表头放在数的上方，一张工作表只放一张表",
                    place=sheet.place(other, 1),
                )
            )
        named = _named(sheet, other) if other != row else {}
        if len(set(NEEDED) & set(named)) > 1 and not repeats(sheet, row, other, columns):
            place = sheet.place(other, min(named[key][0] for key in NEEDED if key in named))
            raise UnreadableError(say("{place}一行像是第二个表头，请用单行表头，一张工作表只放一张表", place=place))


def repeats(sheet: Sheet, row: int, other: int, columns: Mapping[str, int]) -> bool:
    """Whether a row is the heading once more, as on every page of a printed table."""
    places = {*columns.values(), *(column for at, column in sheet.cells if at in (row, other))}
    return all(sheet.at(row, column).plain == sheet.at(other, column).plain for column in places)

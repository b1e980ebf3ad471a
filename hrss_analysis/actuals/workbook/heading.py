"""Where the table of a sheet begins, which column is which, and what stands above it.

Columns may come in any order and under their usual names; titles and blank rows may
stand above. What a sheet says of itself (report period, sender, dataset, template)
stands above the table as a label with its value beside it, or after a colon.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .sheets import Cell, Sheet, UnreadableError

COLUMNS = {
    "no": ("序号", "编号", "指标序号", "指标编号"),
    "name": ("指标", "指标名称", "计划指标", "项目", "指标项目"),
    "area": ("地区", "区域", "板块", "市县区", "县市区", "地区名称", "行政区划", "所属地区", "县区", "区县"),
    "unit": ("单位", "计量单位", "指标单位"),
    "value": ("累计完成", "累计完成数", "累计完成值", "累计", "累计数", "本期累计", "本年累计", "年初至今累计", "1月至本期累计"),
    "numerator": ("分子", "分子数"),
    "denominator": ("分母", "分母数"),
    "flag": ("状态", "数据状态", "标记"),
    "note": ("备注", "说明", "情况说明", "备注说明"),
}  # fmt: skip
NEEDED = ("no", "name", "value")
LABELS = {
    "dataset": ("数据集",),
    "period": ("报告期", "报送期", "数据期", "填报期"),
    "sender": ("填报单位", "报送单位", "填表单位", "报送处室", "填报地区"),
    "version": ("模板版本",),
}
NUMBERS = 2  # numbers in a row that make it one of a table
_OTHER = re.compile(r"[上去]年|同期|上期|目标|计划|增幅|比重")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIODS: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"(20\d\d)\s*[Qq]([1-4])(?!\d)"), int),
    (re.compile(r"(20\d\d)年?度?第?([一二三四1-4])季度?"), lambda found: _QUARTERS[found]),
    (re.compile(r"(20\d\d)年度?前([二三四])个?季度"), lambda found: _QUARTERS[found]),
    (re.compile(r"(20\d\d)年1月?[-—–~～至到](3|6|9|12)月"), lambda found: int(found) // 3),
    (re.compile(r"(20\d\d)年度?(上半年)"), lambda _found: 2),
)


@dataclass(frozen=True)
class Heading:
    """The row a table is headed by and the column of each thing it holds.

    ``unit`` is what the heading itself says, as in 累计完成（万人）; ``unread`` are the
    headings of columns that are not read.
    """

    row: int
    columns: Mapping[str, int]
    unit: str
    unread: tuple[str, ...]


def plain(text: str) -> str:
    """Text as it is compared: full width made half, without spaces or quotes.

    Examples
    --------
    >>> plain("“就在江苏” 平台（年报）")
    '就在江苏平台(年报)'
    """
    return re.sub(r"[\s\"'“”‘’「」]+", "", unicodedata.normalize("NFKC", text))


def find_heading(sheet: Sheet) -> Heading | None:
    """The first row that names the number, the indicator and the cumulative figure; None if there is none.

    Raises
    ------
    UnreadableError
        If two columns claim to be the same thing.
    """
    for row in sheet.rows:
        named: dict[str, list[int]] = {}
        units, unread = set(), []
        for column in sheet.columns:
            cell = sheet.at(row, column)
            word, unit = _word_and_unit(cell.text)
            key = next((key for key, words in COLUMNS.items() if word in words), "")
            if key:
                named.setdefault(key, []).append(column)
                units |= {unit} if key == "value" and unit else set()
            elif word:
                unread.append(cell.text)
        if all(key in named for key in NEEDED):
            for key, columns in named.items():
                if len(columns) > 1:
                    both = "、".join(sheet.place(row, column) for column in columns)
                    raise UnreadableError(f"{both}都像是“{COLUMNS[key][0]}”一栏，请只留一栏")
            _refuse_groups(sheet, row, named)
            return Heading(
                row, {key: columns[0] for key, columns in named.items()}, next(iter(units), ""), tuple(unread)
            )
    return None


def _refuse_groups(sheet: Sheet, row: int, named: Mapping[str, list[int]]) -> None:
    """A heading of two rows may turn a column into last year's; a table above would be passed over."""
    for above in (other for other in sheet.rows if other < row):
        if sum(isinstance(sheet.at(above, column).value, int | float) for column in sheet.columns) >= NUMBERS:
            raise UnreadableError(
                f"{sheet.place(above, 1)}一行在表头上方而有多个数，请把表头放在数的上方，一张工作表只放一张表"
            )
    for key in ("value", "numerator", "denominator"):
        for column in named.get(key, []):
            text = plain(sheet.at(row - 1, column).text) if row > 1 else ""
            if _OTHER.search(text):
                raise UnreadableError(
                    f"{sheet.place(row, column)}“{COLUMNS[key][0]}”上方是“{text[:20]}”，不是本期累计，请用单行表头"
                )


def _word_and_unit(text: str) -> tuple[str, str]:
    """A heading without its brackets, and the unit in them."""
    word = plain(text).strip("*:")
    match = re.fullmatch(r"([^()]*)\(([^()]*)\)", word)
    if not match:
        return word, ""
    inside = match[2].removeprefix("单位:")
    return match[1], "" if re.search(r"\d", inside) else inside


def stated(sheet: Sheet, above: int) -> Iterator[tuple[str, str, Cell]]:
    """What the rows above the table say of it: which label, its value, and the cell."""
    values: set[str] = set()
    for row in (row for row in sheet.rows if row < above):
        for column in sheet.columns:
            cell = sheet.at(row, column)
            word, _, value = re.sub(r"\([^()]*\)", "", plain(cell.text)).partition(":")
            key = next((key for key, words in LABELS.items() if word in words), "")
            if key and value:
                yield key, value, cell
            elif key:
                beside = _beside(sheet, row, column)
                if beside.text or beside.problem:
                    yield key, plain(beside.text) or "（不是文字）", beside
                values.add(beside.place)
            if not key and cell.place not in values:
                for period in periods_in(cell.text):
                    yield "period", period, cell


def _beside(sheet: Sheet, row: int, column: int) -> Cell:
    """The cell to the right, beyond what a label is merged over."""
    own = sheet.at(row, column)
    following = column + 1
    while own.merged and sheet.at(row, following).merged == own.merged:
        following += 1
    return sheet.at(row, following)


def quarters_in(text: str) -> list[int]:
    """The quarters a text names, with a year or without; 0 for a month that ends none.

    Examples
    --------
    >>> quarters_in("第二季度"), quarters_in("2024年1—8月"), quarters_in("截至6月底"), quarters_in("计划完成情况")
    ([2], [0], [2], [])
    """
    even = plain(text)
    found = [_QUARTERS[word] for word in re.findall(r"([一二三四])个?季度", even)]
    found += [2 for _ in re.findall("上半年", even)]
    months = re.findall(r"1月?[-—–~～至到](\d{1,2})月", even) + re.findall(r"(\d{1,2})月[底末]", even)
    return found + [int(month) // 3 if int(month) % 3 == 0 and int(month) <= 12 else 0 for month in months]


def periods_in(text: str) -> list[str]:
    """The quarters a text names, each once.

    Examples
    --------
    >>> periods_in("无锡市2024年1—9月计划完成情况"), periods_in("2024年第三季度"), periods_in("2024年度计划")
    (['2024Q3'], ['2024Q3'], [])
    """
    even = plain(text)
    found: dict[str, None] = {}
    for pattern, quarter in _PERIODS:
        for match in pattern.finditer(even):
            found[f"{match[1]}Q{quarter(match[2])}"] = None
    return list(found)

"""A sheet as it was sent: cells that know where they stand and what is wrong with them.

A cell that cannot be relied on, such as a formula without a stored result or a number
whose format shows another, carries its ``problem`` and is refused when it is needed,
not before: a broken formula in a margin harms nobody.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter

from ...language import say

MOST_CELLS = 200_000
MOST_TEXT = 1_000  # characters in a cell that is read

_BRACKETS = str.maketrans("【〔[{〈《】〕]}〉》", "(((((())))))")
_BLANK = re.compile(r"[\s\"'“”‘’「」\u200b-\u200f\u2060\ufeff]+")

Value = str | int | float | bool | None


class UnreadableError(ValueError):
    """A file that cannot be read at all; the message says why and how to mend it."""


def plain(text: str) -> str:
    """Text as it is compared: full width made half, one kind of brackets, without spaces or quotes.

    Examples
    --------
    >>> plain("“就在江苏” 平台（年报）"), plain("累计完成【万人】")
    ('就在江苏平台(年报)', '累计完成(万人)')
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", text).translate(_BRACKETS))


@dataclass(frozen=True)
class Cell:
    """One cell: its value, where it stands, and what is wrong with it.

    ``merged`` is the range it shares its value with; ``percent`` tells that a
    number is shown as a percentage (0.98 shown as 98 %), ``behind`` is what its
    format writes behind it (3 shown as 3万), ``day`` the date that a spreadsheet
    made of it.
    """

    place: str
    value: Value = None
    problem: str = ""
    merged: str = ""
    percent: bool = False
    behind: str = ""
    day: date | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The value as text without white space around it, with what its format adds."""
        if self.value is None:
            return ""
        return f"{self.value}".strip() + self.behind if not self.percent else f"{float(self.value) * 100:.10g}%"

    @cached_property
    def plain(self) -> str:
        """The text as it is compared."""
        return plain(self.text)

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return not self.text and not self.problem


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, whether it is hidden, and its cells by row and column from 1.

    ``hidden_rows`` and ``hidden_columns`` are those nobody sees; ``widths`` says of a
    table of text how many cells each row has, blank ones too.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(repr=False)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(default_factory=dict, repr=False)

    @cached_property
    def rows(self) -> list[int]:
        """The rows that hold anything, in order."""
        return sorted({row for row, _ in self.cells})

    @cached_property
    def columns(self) -> list[int]:
        """The columns that hold anything, in order."""
        return sorted({column for _, column in self.cells})

    def at(self, row: int, column: int | None) -> Cell:
        """The cell there; a blank one where nothing stands."""
        if column is None:
            return Cell("")
        return self.cells.get((row, column)) or Cell(self.place(row, column))

    def place(self, row: int, column: int) -> str:
        """A cell's address, with the sheet's name where it has one.

        Examples
        --------
        >>> Sheet("填报", {}).place(7, 5)
        '填报!E7'
        """
        address = f"{get_column_letter(column)}{row}"
        return f"{self.name}!{address}" if self.name else address


def refuse_many(cells: int) -> None:
    """Refuse a file of more cells than any sender fills in.

    Raises
    ------
    UnreadableError
        If there are more than ``MOST_CELLS``.
    """
    if cells > MOST_CELLS:
        raise UnreadableError(
            say("表中有{cells}个单元格，超过{most}个，请只留填报的内容", cells=cells, most=MOST_CELLS)
        )


def cell_of(place: str, value: object) -> Cell:
    """A cell of any value a file may hold; what is no number and no text is its problem.

    Examples
    --------
    >>> cell_of("E7", 300), cell_of("E7", True).problem
    (Cell(place='E7', value=300, problem='', merged='', percent=False, behind=''), '单元格内容是逻辑值TRUE，不是数')
    """
    match value:
        case bool():
            return Cell(place, problem=say("单元格内容是逻辑值{value}，不是数", value=str(value).upper()))
        case int() | float():
            return Cell(place, value)
        case date() | time() | timedelta():
            day = date(value.year, value.month, value.day) if isinstance(value, date) else None
            problem = say("单元格内容被Excel当作日期或时间（{value}），请把格式改为常规后重填", value=value)
            return Cell(place, problem=problem, day=day)
        case str() if len(value) > MOST_TEXT:
            return Cell(place, problem=say("单元格内容长达{length}个字符", length=len(value)))
        case str() if value.strip() in ERROR_CODES:
            return Cell(place, problem=say("公式结果是错误值{error}", error=value.strip()))
        case None:
            return Cell(place)
    return Cell(place, str(value))

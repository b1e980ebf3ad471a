"""What a cell of a submission says: a number in the indicator's unit, or nothing.

A number is only taken if there is one way to read it. Full-width digits, thousands
separators, a 万 or a unit behind the number and a percent sign are read; 约, ranges,
signs of comparison and a dash are not, since nobody can tell what they stand for. What
stands behind a numerator or a denominator is a 万 or 亿, a word for what is counted, or
both; nothing else.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from ...language import say, word
from .cells import Cell
from .heading import HEADS

DECIMALS = Decimal("1E-8")  # what a spreadsheet's own arithmetic leaves behind is cut off
LARGEST = Decimal(10) ** 13
PERCENT = "%"
DIGITS = 20  # more can only be a mistake
COUNT = "个"  # the unit of numerators and denominators, whatever they count
# and the words for what they count that may stand behind them
COUNTED = (
    "个", "人", "件", "户", "家", "次", "人次", "名", "位", "起", "宗", "例", "张", "本", "项", "份", "条", "笔", "所",
    "户次", "家次", "件次",
)  # fmt: skip

_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\D*)")
_DASHES = ("-", "--", "—", "——", "–", "―", "无", "N/A", "NA", "无数据", "暂无")


class UnsureError(ValueError):
    """A cell that cannot be read for certain; the message says how to mend it."""


def read_amount(cell: Cell, unit: str, wanted: str, factor: Callable[[str, str], float | None]) -> Decimal | None:
    """Read a cell as a number of the indicator's unit.

    Parameters
    ----------
    cell
        The cell.
    unit
        The unit stated for it, by its row or column.
    wanted
        The indicator's unit.
    factor
        How many of the second unit one of the first is; None if they do not convert
        (:meth:`hrss_analysis.dataset.Settings.unit_factor`).

    Returns
    -------
    Decimal or None
        None for a blank cell.

    Raises
    ------
    UnsureError
        If there is more than one way to read it, or none.

    Examples
    --------
    >>> from hrss_analysis.dataset import Settings
    >>> factor = Settings("", "").unit_factor
    >>> read_amount(Cell("E7", "１.35万"), "人", "人", factor), read_amount(Cell("E7", 1.35), "万人", "人", factor)
    (Decimal('13500'), Decimal('13500'))
    >>> read_amount(Cell("E7", "98%"), "%", "%", factor), read_amount(Cell("E7", 0.98, percent=True), "%", "%", factor)
    (Decimal('98'), Decimal('98'))
    """
    if cell.blank:
        return None
    number, own = _number_and_unit(cell)
    stated = _stated(own, unit)
    times = factor(stated, wanted)
    if times is None:
        raise UnsureError(
            say(
                "“{amount}”的单位是“{unit}”，与指标的单位“{wanted}”不能换算",
                amount=_shown(cell),
                unit=stated[:20],
                wanted=wanted,
            )
        )
    return _scaled(number, times, cell)


def read_count(cell: Cell, unit: str, factor: Callable[[str, str], float | None]) -> Decimal | None:
    """Read a cell as a numerator or a denominator: a whole number, not below zero, of what is counted.

    Parameters
    ----------
    cell, factor
        As for :func:`read_amount`.
    unit
        The indicator's unit, which may stand behind the number too where it is counted in it.

    Returns
    -------
    Decimal or None
        None for a blank cell.

    Raises
    ------
    UnsureError
        If it is no such number, or something else stands behind it.

    Examples
    --------
    >>> from hrss_analysis.dataset import Settings
    >>> factor = Settings("", "").unit_factor
    >>> read_count(Cell("F7", "1,308件"), "%", factor), read_count(Cell("F7", "1.3万人"), "%", factor)
    (Decimal('1308'), Decimal('13000'))
    """
    if cell.blank:
        return None
    number, own = _number_and_unit(cell)
    stated = _stated(own, COUNT)
    allowed = [*COUNTED, *([unit] if unit != PERCENT else [])]
    times = next((times for one in allowed if (times := factor(stated, one)) is not None), None)
    if times is None:
        message = say("“{amount}”中的“{unit}”不是计数的单位，请只填个数", amount=_shown(cell), unit=own[:20])
        raise UnsureError(message)
    count = _scaled(number, times, cell)
    if count < 0:
        raise UnsureError(say("为{count}，计数不能为负", count=count))
    if count != count.to_integral_value():
        raise UnsureError(say("为{count}，计数应为整数，请按个数填", count=count))
    return count


def _number_and_unit(cell: Cell) -> tuple[Decimal, str]:
    """The number of a cell, and what stands behind it as a person sees it."""
    if cell.problem:
        raise UnsureError(cell.problem)
    if isinstance(cell.value, str):
        return _split(cell.value)
    number = Decimal(repr(cell.value))
    return (
        (number * 100, PERCENT)
        if cell.percent
        else (number, re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell.behind)))
    )


def _scaled(number: Decimal, times: float, cell: Cell) -> Decimal:
    if (
        not number.is_finite()
        or abs(number) * Decimal(repr(times)) >= LARGEST
        or len(number.as_tuple().digits) > DIGITS
    ):
        raise UnsureError(say("数字“{amount}”过大或位数过多", amount=_shown(cell)))
    value = number * Decimal(repr(times))
    return value.to_integral_value() if value == value.to_integral_value() else value.quantize(DECIMALS).normalize()


def _split(text: str) -> tuple[Decimal, str]:
    """A text as its number and what stands behind it."""
    # ① and ² would become digits, and what a space or a line break stands between is two numbers
    if any(letter.isnumeric() and not letter.isdecimal() and not "一" <= letter <= "龥" for letter in text):
        raise UnsureError(say("“{text}”带有注码或上标，请只填数字", text=_short(text)))
    even = re.sub(r"(?<=\d)[ \u00a0\u3000](?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text.strip()))
    if re.search(r"\d\s+\d", even):
        raise UnsureError(say("“{text}”像是两个数，请只填一个", text=_short(text)))
    plain = re.sub(r"\s+", "", even).lstrip("'").replace("−", "-")
    if plain == "/" or plain.upper() in _DASHES:
        raise UnsureError(
            say(
                "填的是“{text}”：没有发生请填0，没有数请留空并在{column}栏说明",
                text=text.strip(),
                column=word(HEADS["flag"]),
            )
        )
    match = _NUMBER.fullmatch(plain)
    if not match:
        raise UnsureError(say("“{text}”不是一个确定的数，请只填数字", text=_short(text)))
    return Decimal(match[1].replace(",", "")), match[2]


def _stated(own: str, unit: str) -> str:
    """The unit a number carries: its own, one that only says 万, or that of its row."""
    if own in ("万", "亿"):
        base = unit[1:] if unit[:1] in ("万", "亿") and len(unit) > 1 else unit
        return own + base
    return own or unit


def _shown(cell: Cell) -> str:
    return _short(cell.text)


def _short(text: str) -> str:
    plain = "".join(letter for letter in text.strip() if letter.isprintable())
    return plain if len(plain) <= 30 else plain[:30] + "…"

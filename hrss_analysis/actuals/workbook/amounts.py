"""What a cell of a submission says: a number in the indicator's unit, or nothing.

A number is only taken if there is one way to read it. Full-width digits, thousands
separators, a 万 or a unit behind the number and a percent sign are read; 约, ranges,
signs of comparison and a dash are not, since nobody can tell what they stand for.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from .sheets import Cell

DECIMALS = Decimal("1E-8")  # what a spreadsheet's own arithmetic leaves behind is cut off
LARGEST = Decimal(10) ** 13
PERCENT = "%"
DIGITS = 20  # more can only be a mistake
COUNT = "个"  # the unit of numerators and denominators, whatever they count

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
    if cell.problem:
        raise UnsureError(cell.problem)
    if cell.blank:
        return None
    if isinstance(cell.value, str):
        number, own = _split(cell.value)
    else:
        number, own = Decimal(repr(cell.value)), PERCENT if cell.percent else ""
        if cell.percent:
            number *= 100
    stated = _stated(own, unit)
    if wanted == COUNT and not own.startswith(tuple("万亿%")):
        stated = COUNT  # 1335人 is a count like any other
    times = factor(stated, wanted)
    if times is None:
        raise UnsureError(f"“{_shown(cell)}”的单位是“{stated}”，与指标的单位“{wanted}”不能换算")
    if (
        not number.is_finite()
        or abs(number) * Decimal(repr(times)) >= LARGEST
        or len(number.as_tuple().digits) > DIGITS
    ):
        raise UnsureError(f"数字“{_shown(cell)}”过大或位数过多")
    value = number * Decimal(repr(times))
    return value.to_integral_value() if value == value.to_integral_value() else value.quantize(DECIMALS).normalize()


def _split(text: str) -> tuple[Decimal, str]:
    """A text as its number and what stands behind it."""
    # ① and ² would become digits, and what a space or a line break stands between is two numbers
    if any(letter.isnumeric() and not letter.isdecimal() and not "一" <= letter <= "龥" for letter in text):
        raise UnsureError(f"“{_short(text)}”带有注码或上标，请只填数字")
    even = re.sub(r"(?<=\d)[ \u00a0\u3000](?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text.strip()))
    if re.search(r"\d\s+\d", even):
        raise UnsureError(f"“{_short(text)}”像是两个数，请只填一个")
    plain = re.sub(r"\s+", "", even).lstrip("'").replace("−", "-")
    if plain == "/" or plain.upper() in _DASHES:
        raise UnsureError(f"填的是“{text.strip()}”：没有发生请填0，没有数请留空并在状态栏说明")
    match = _NUMBER.fullmatch(plain)
    if not match:
        raise UnsureError(f"“{_short(text)}”不是一个确定的数，请只填数字")
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

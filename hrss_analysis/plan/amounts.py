"""What a cell of a plan says: a number with its bound, no target, or one set elsewhere."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ..vocabulary import UNIT_SIZES

_BEFORE = {"低于": "below", "小于": "below", "<": "below", "不高于": "at_most", "不超过": "at_most", "不大于": "at_most",
           "≤": "at_most", "≦": "at_most", "⩽": "at_most", "不低于": "at_least", "不少于": "at_least", "不小于": "at_least",
           "≥": "at_least", "≧": "at_least", "⩾": "at_least"}  # fmt: skip
_AFTER = {"以内": "at_most", "以下": "at_most", "以上": "at_least"}
_TOWARDS = {"控制在": "at_most"}  # in a name or in running text, never in a cell
# ASCII digits alone: what Unicode calls a digit may be a note, as in 30①
_NUMBER = re.compile(
    rf"({'|'.join(map(re.escape, _BEFORE))})?([0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(%)?"
    rf"({'|'.join(_AFTER)})?"
)
_APART = re.compile(r"[0-9.,]\s+[0-9.,]")  # 90 95, or a page's number below a figure: no one number
_ELSEWHERE = ("另行下达", "另行确定", "另行分解", "单独下达", "另定")
_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFE6A: "%"}
_SAME_UNIT = {"名": "人"}


@dataclass(frozen=True)
class Amount:
    """A cell's meaning: the state of the target, its bound and its value, and the words that say the bound."""

    state: str
    bound: str = ""
    value: Decimal | None = None
    words: str = field(default="", repr=False, compare=False)

    def bounded(self, bound: str) -> "Amount":
        """With the bound that holds where the cell itself names none.

        Examples
        --------
        >>> read_amount("4").bounded("below"), read_amount("不低于4").bounded("below").bound
        (Amount(state='assigned', bound='below', value=Decimal('4')), 'at_least')
        """
        if not bound or self.words or self.value is None:
            return self
        return Amount(_state(self.value, bound), bound, self.value)


def read_amount(text: str) -> Amount | None:
    """Read a target cell; None if it cannot be read for certain.

    Examples
    --------
    >>> read_amount("低于0.6")
    Amount(state='assigned', bound='below', value=Decimal('0.6'))
    >>> read_amount("5％以内").bound, read_amount("/").state, read_amount("0").state
    ('at_most', 'not_assigned', 'zero')
    >>> read_amount("分市（县）、区目标另行下达").state
    'issued_separately'
    >>> read_amount("约30"), read_amount("30①"), read_amount("90 95")
    (None, None, None)
    """
    wide = halfwidth(text)
    plain = squash(wide)
    if plain == "/":
        return Amount("not_assigned")
    if any(word in plain for word in _ELSEWHERE) and not re.search(r"\d", plain):
        return Amount("issued_separately")
    match = _NUMBER.fullmatch(plain)
    if not match or (match[1] and match[4]) or _APART.search(wide):
        return None
    value = Decimal(match[2].replace(",", ""))
    words = match[1] or match[4] or ""
    bound = bound_meant(words) or "at_least"
    return Amount(_state(value, bound), bound, value, words)


def bound_meant(words: str) -> str:
    """The bound that words such as 低于 and 以内 mean, blank if they mean none."""
    return {**_BEFORE, **_AFTER, **_TOWARDS}.get(words, "")


def _state(value: Decimal, bound: str) -> str:
    return "zero" if not value and bound == "at_least" else "assigned"


def squash(text: str) -> str:
    r"""Text without any white space: broken lines and vertical text come together.

    Examples
    --------
    >>> squash("市\n级\n计\n划")
    '市级计划'
    """
    return re.sub(r"\s+", "", text)


def halfwidth(text: str) -> str:
    """Full-width letters, digits and signs as their plain forms, and nothing else.

    Unicode's own normalisation goes further and makes the note in 30① a digit.

    Examples
    --------
    >>> halfwidth("３０％（年报）"), halfwidth("30①")
    ('30%(年报)', '30①')
    """
    return text.translate(_HALFWIDTH)


def unit_size(unit: str) -> tuple[str, Decimal]:
    """A unit as its base and how many of it.

    Examples
    --------
    >>> unit_size("万人次"), unit_size("名")
    (('人次', Decimal('10000')), ('人', Decimal('1')))
    """
    size = UNIT_SIZES.get(unit[:1]) if len(unit) > 1 else None
    base = unit[1:] if size else unit
    return _SAME_UNIT.get(base, base), Decimal(size or 1)


def read_unit(text: str) -> str:
    r"""A unit as it is compared and written: no white space, no notes, a plain percent sign.

    Examples
    --------
    >>> read_unit("万\n人次"), read_unit("％"), read_unit("人①")
    ('万人次', '%', '人')
    """
    plain = squash(text).translate({ord("％"): "%", ord("﹪"): "%"})
    return re.sub(r"[\u2460-\u249b\u24ea-\u24ff*※＊]+$", "", plain)


def is_share(unit: str) -> bool:
    """Whether a unit is one of shares, which never add up over areas."""
    return unit in ("%", "‰")

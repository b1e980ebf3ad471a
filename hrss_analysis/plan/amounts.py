"""What a cell of a plan says: a number with its bound, no target, or one set elsewhere."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_BEFORE = {"低于": "below", "小于": "below", "<": "below", "不高于": "at_most", "不超过": "at_most", "≤": "at_most",
           "不低于": "at_least", "不少于": "at_least", "≥": "at_least"}  # fmt: skip
_AFTER = {"以内": "at_most", "以下": "at_most", "以上": "at_least"}
_NUMBER = re.compile(
    rf"({'|'.join(map(re.escape, _BEFORE))})?(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(%)?({'|'.join(_AFTER)})?"
)
_ELSEWHERE = ("另行下达", "另行确定", "另行分解", "单独下达", "另定")
_SIZES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SAME_UNIT = {"名": "人"}


@dataclass(frozen=True)
class Amount:
    """A cell's meaning: the state of the target, its bound and its value."""

    state: str
    bound: str = ""
    value: Decimal | None = None


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
    >>> read_amount("约30") is None
    True
    """
    plain = squash(unicodedata.normalize("NFKC", text))
    if plain == "/":
        return Amount("not_assigned")
    if any(word in plain for word in _ELSEWHERE) and not re.search(r"\d", plain):
        return Amount("issued_separately")
    match = _NUMBER.fullmatch(plain)
    if not match or (match[1] and match[4]):
        return None
    value = Decimal(match[2].replace(",", ""))
    bound = _BEFORE.get(match[1] or "") or _AFTER.get(match[4] or "") or "at_least"
    return Amount("zero" if not value and bound == "at_least" else "assigned", bound, value)


def squash(text: str) -> str:
    r"""Text without any white space: broken lines and vertical text come together.

    Examples
    --------
    >>> squash("市\n级\n计\n划")
    '市级计划'
    """
    return re.sub(r"\s+", "", text)


def unit_size(unit: str) -> tuple[str, Decimal]:
    """A unit as its base and how many of it.

    Examples
    --------
    >>> unit_size("万人次"), unit_size("名")
    (('人次', Decimal('10000')), ('人', Decimal('1')))
    """
    size = _SIZES.get(unit[:1]) if len(unit) > 1 else None
    base = unit[1:] if size else unit
    return _SAME_UNIT.get(base, base), size or Decimal(1)


def is_share(unit: str) -> bool:
    """Whether a unit is one of shares, which never add up over areas."""
    return unit in ("%", "‰", "％")

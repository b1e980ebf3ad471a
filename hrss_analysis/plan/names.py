"""Whether two names are one indicator's, written differently.

Only what no reader would take for another indicator is *wording*: full width, white
space, quotes and punctuation, brackets, notes (①, *), a tag such as （季报）, a unit in
brackets, a leading 其中, and, where the unit is the same, how the counting is said at
the end (数, 人数, 人次数). All else is another indicator, however alike it looks:
城镇失业人员就业人数 is not 城镇新增就业人数.
"""

import re
import unicodedata
from functools import lru_cache

from .amounts import halfwidth, squash, unit_size

NOTES = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079\u2080-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793*※＊#]+$")
_BRACKETS = str.maketrans("［］【】〔〕〖〗｛｝", "()()()()()")
_TAG = re.compile(
    r"\((?:(?:月|季|半年|年)度?报?|(?:单位:?)?(?:万|亿|千)?(?:人次|人|个|家|户|元|件|张|项|次|名|所|%|‰))\)"
)
_COUNTED = re.compile(r"(?:人次数|人次|人数|个数|家数|户数|件数|数)$")
# A bound that the name ends with; 以下 and the like behind an age or a grade is none.
_BOUND_NAME = re.compile(
    r"(低于|小于|不高于|不超过|不低于|不少于|控制在|(?<=[率比例重数量额])(?:以内|以下|以上))[()≤<]*$|"
    r"[(](低于|小于|不高于|不超过|不低于|不少于|控制在|以内|以下|以上)[)]$"
)
_JOINS_DIGITS = ".,-~至/:"


def same_name(one: str, other: str, *, unit: str = "", other_unit: str = "") -> bool:
    """Whether two names differ in wording alone.

    Parameters
    ----------
    one, other
        The names.
    unit, other_unit
        Their units: only with one base may 人数 stand for 数.

    Examples
    --------
    >>> same_name("新建“家门口”就业服务站数（年报）", "新建家门口就业服务站 数")
    True
    >>> same_name("城镇新增就业人数", "城镇失业人员就业人数")
    False
    >>> same_name("取得证书人数", "取得证书人次数", unit="人次", other_unit="万人次")
    True
    >>> same_name("培训人数", "培训人次数", unit="人", other_unit="人次")
    False
    """
    left, right = bare_name(one), bare_name(other)
    if left == right:
        return True
    alike = unit_size(unit)[0] == unit_size(other_unit)[0]
    return alike and uncounted(left) == uncounted(right) != ""


def without_notes(name: str) -> str:
    """A name without the marks of notes behind it.

    Examples
    --------
    >>> without_notes("新增岗位数①"), without_notes("离校5年内毕业生数")
    ('新增岗位数', '离校5年内毕业生数')
    """
    return NOTES.sub("", name)


def bound_words(name: str) -> str:
    """The words of a bound at the end of a name, blank if there are none.

    Examples
    --------
    >>> bound_words("城镇登记失业率低于"), bound_words("失业率（控制在）"), bound_words("35岁以下参保人数")
    ('低于', '控制在', '')
    """
    match = _BOUND_NAME.search(halfwidth(squash(name)))
    return (match[1] or match[2]) if match else ""


def printed_name(name: str) -> str:
    """A name as it is printed, apart from white space, full width and a tag.

    Examples
    --------
    >>> printed_name("“家门口” 服务站数（年报）")
    '“家门口”服务站数'
    """
    return _TAG.sub("", halfwidth(without_notes(squash(name))).translate(_BRACKETS))


@lru_cache(maxsize=5_000)
def bare_name(name: str) -> str:
    """A name without anything that is only how it is written.

    Examples
    --------
    >>> bare_name("其中：“家门口” 服务站数（年报）")
    '家门口服务站数'
    """
    plain = printed_name(name).casefold().removeprefix("其中")
    return "".join(mark for at, mark in enumerate(plain) if _counts(plain, at))


def uncounted(bare: str) -> str:
    """A bare name without how the counting is said at its end.

    Examples
    --------
    >>> uncounted("工伤康复人数"), uncounted("结案率")
    ('工伤康复', '结案率')
    """
    return _COUNTED.sub("", bare)


def bare_area(area: str) -> str:
    """An area's name without 市, 区 or 县 behind it.

    Examples
    --------
    >>> bare_area("江阴市"), bare_area("新吴")
    ('江阴', '新吴')
    """
    return area[:-1] if len(area) > 2 and area[-1] in "市区县" else area


def known_area(area: str, areas: list[str]) -> str | None:
    """The area of that name, with or without 市, 区 or 县 behind it; None if there is none, or more than one.

    Examples
    --------
    >>> known_area("江阴市", ["全市", "江阴"]), known_area("江阴市", ["江阴区"])
    ('江阴', None)
    """
    near = [one for one in areas if bare_area(one) == bare_area(area) and abs(len(one) - len(area)) == 1]
    return area if area in areas else near[0] if len(near) == 1 else None


def _counts(text: str, at: int) -> bool:
    """Whether a character says anything: letters, digits, signs, and what stands between two digits."""
    mark = text[at]
    if unicodedata.category(mark)[0] in "PZC" and mark not in "%‰":
        between = text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        return between and mark in _JOINS_DIGITS
    return True

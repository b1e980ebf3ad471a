"""How alike two indicators are, by their names and by what explains them.

Likeness only proposes and never decides: near-twins (线索发生率, 查实线索发生率) are more alike
than many an indicator and its new name. What decides is that a definition is word for
word the same, which its hash tells.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from ..names import bare_name, uncounted
from ..wording import said

WEAK = 0.25  # less alike than this, two names or texts have nothing in common but the trade's words
STRONG = 0.5
NAMED = 0.7  # what it counts that a definition speaks of another's name: part and whole do
FEWEST = 12  # letters of a definition that say something: 按规定统计的数量 does not

_FRONT = re.compile(r"^(?:新增|新建|新创设|组织|支持|建设)")
# Words that make another indicator of a name: what is counted, of whom, from when, up to which grade.
_QUALIFIER = re.compile(
    r"[0-9.]+|[零一二两三四五六七八九十百千]+(?=[年岁级次类项以])|新增|净增|新建|累计|期末|年末|城镇|农村|城乡|企业|机关|事业|个体|灵活|民营|国有|"
    r"高级|中级|初级|技师|高技能|高层次|专业技术|市级|省级|国家级|县级|国内|国外|国际|应届|往届|在职|离退休|退休|困难|失业|"
    r"以上|以下|以内|以外|电子|实体|线上|线下|非|未|不|无|率|额|项目|单位|查实|首次|再次|男|女|人次"
)


@lru_cache(maxsize=50_000)
def names_alike(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1, apart from how they are written.

    Examples
    --------
    >>> names_alike("工伤康复人数", "工伤康复人数（年报）"), round(names_alike("工伤康复人数", "技工院校招生人数"), 2)
    (1.0, 0.43)
    """
    return SequenceMatcher(None, bare_name(one), bare_name(other), autojunk=False).ratio()


def qualifiers_changed(one: str, other: str) -> tuple[str, str]:
    """The words of either name that make another indicator of it and that the other lacks.

    Examples
    --------
    >>> qualifiers_changed("支持离校5年内毕业生创业人数", "扶持离校3年内毕业生创业人数")
    ('5', '3')
    >>> qualifiers_changed("技师以上取证人数", "技师及以上取证人数")
    ('', '')
    """
    left, right = (Counter(_QUALIFIER.findall(bare_name(name))) for name in (one, other))
    return "、".join(left - right), "、".join(right - left)


@lru_cache(maxsize=50_000)
def resemblance(name: str, text: str, other_name: str, other_text: str) -> float:
    """How much two indicators have in common, generously: what is below ``WEAK`` is nobody's successor.

    Counts what the shorter of two names, or of two texts, shares with the other, and what a
    text names of another's name, so that a merger resembles each of its parts.

    Examples
    --------
    >>> resemblance("工伤康复人数", "", "工伤职工康复治疗人次", "") > WEAK
    True
    >>> resemblance("工伤康复人数", "", "技工院校招生人数", "") > WEAK
    False
    """
    cores = _core(name), _core(other_name)
    by_name = max(_shared(*cores), SequenceMatcher(None, *cores, autojunk=False).ratio())
    texts = _letters(text), _letters(other_text)
    by_text = _shared(*texts) if min(map(len, texts)) >= FEWEST else 0.0
    named = max(_found(cores[0], texts[1]), _found(cores[1], texts[0]))
    return max(by_name, by_text, NAMED * named)


def _core(name: str) -> str:
    return _FRONT.sub("", uncounted(bare_name(name)))


@lru_cache(maxsize=5_000)
def _letters(text: str) -> str:
    return re.sub(r"\W+", "", said(text))


def _shared(one: str, other: str) -> float:
    """The share of the shorter text's pairs of letters that the other has, too."""
    return max(_found(one, other), _found(other, one))


def _found(part: str, text: str) -> float:
    """The share of a text's pairs of letters that another has."""
    return len(_pairs(part) & _pairs(text)) / max(len(_pairs(part)), 1)


@lru_cache(maxsize=5_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))

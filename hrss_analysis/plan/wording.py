"""Whether a definition is the same as last year's: a hash of its wording, since only our own words are kept."""

import hashlib
import re

from .amounts import halfwidth, squash

_REFERENCE = re.compile(r"第\d+(?:[-~至到、,和及]+第?\d+)*项")


def wording_of(definition: str) -> str:
    """The hash of a definition's wording: white space, full width and numbers of other items do not count.

    Parameters
    ----------
    definition
        The official definition; blank if there is none.

    Returns
    -------
    str
        Sixteen hexadecimal digits; blank if the definition is.

    Examples
    --------
    >>> wording_of("以单位名义参保的人数。第38项指标其中项。") == wording_of("以单位名义 参保的人数。第４项指标其中项。")
    True
    >>> wording_of("以单位名义参保的人数。") == wording_of("以单位名义缴费的人数。"), wording_of(" ")
    (False, '')
    """
    plain = said(definition)
    return hashlib.sha256(plain.encode()).hexdigest()[:16] if plain else ""


def said(definition: str) -> str:
    """A definition as its wording is compared.

    Examples
    --------
    >>> said("第 22、23 项 的 人数"), said("第三项规定的人数")
    ('的人数', '第三项规定的人数')
    """
    return _REFERENCE.sub("", squash(halfwidth(definition)))

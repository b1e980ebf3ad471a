"""What the annexes of a plan say, as they say it."""

import re
from dataclasses import dataclass, field

from .amounts import Amount, halfwidth, squash
from .findings import Finding
from .names import without_notes

FREQUENCY_TAGS = {"月报": "monthly", "季报": "quarterly", "半年报": "semiannual", "年报": "annual"}
CITY_LEVEL = "市本级"  # the city's own offices, in a row among the areas
_TAG = re.compile(r"[（(](月报|季报|半年报|年报)[）)]")


@dataclass(frozen=True)
class Entry:
    """A row of the register."""

    no: int
    name: str
    tag: str
    category: str
    subcategory: str
    amount: Amount | None
    raw: str
    unit: str
    departments: tuple[str, ...]
    where: str


@dataclass(frozen=True)
class Target:
    """A cell of the breakdown; `shared_by` is how many areas stand in one merged cell."""

    area: str
    amount: Amount | None
    raw: str
    where: str
    shared_by: int = 1


@dataclass(frozen=True)
class Column:
    """An indicator's column of the breakdown: the whole first, then its areas."""

    no: int
    name: str
    tag: str
    unit: str
    targets: tuple[Target, ...]
    section: str
    departments: frozenset[str]
    where: str


@dataclass(frozen=True)
class Definition:
    """An item of the definitions."""

    no: int
    name: str
    text: str
    part_of: int | None


@dataclass
class Plan:
    """Everything a document says, as it says it, and what could not be read."""

    year: int | None = None
    issued_on: str = ""
    register: list[Entry] = field(default_factory=list)
    breakdown: list[Column] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    reporters: dict[int, str] = field(default_factory=dict)
    narrative: str = ""
    findings: list[Finding] = field(default_factory=list)


def split_tag(text: str) -> tuple[str, str]:
    """An indicator's name without its frequency tag, and the frequency (blank if none).

    Examples
    --------
    >>> split_tag("新型学徒制培训人数(半年报)"), split_tag("新增数字技能人才数   ")
    (('新型学徒制培训人数', 'semiannual'), ('新增数字技能人才数', ''))
    """
    name = without_notes(squash(text))
    tags = _TAG.findall(name)
    return without_notes(_TAG.sub("", name)), FREQUENCY_TAGS[tags[-1]] if tags else ""


def number_of(text: str) -> int | None:
    """An indicator's number, if the text is one.

    Examples
    --------
    >>> number_of(" １2 "), number_of("1 2"), number_of("①")
    (12, None, None)
    """
    plain = halfwidth(text).strip()
    return int(plain) if re.fullmatch(r"[0-9]{1,4}", plain) else None


def shown(text: str) -> str:
    """A text as it is quoted in a message: short and on one line."""
    return squash(text)[:20]

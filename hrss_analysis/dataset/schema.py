"""The columns of every file in a dataset.

A dataset is a folder of plain tables. What each may hold is written down here
once: a column's type, whether it must be there, the words it allows and the
plain meaning of its absence. ``files`` reads and writes against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..vocabulary import BOUND, FLAG, FREQUENCY, KIND, ORIGIN, PACE, RELATION, STATUS, TARGET_STATE

Type = Literal["text", "whole", "number", "truth", "time"]


@dataclass(frozen=True)
class Column:
    """One column: its name, type, and what it may hold.

    A `required` column must be there; a `filled` one must hold a value in every
    row. `choices` are the only words allowed. `default` fills blank cells.
    """

    name: str
    type: Type = "text"
    required: bool = False
    filled: bool = False
    choices: Iterable[str] = ()
    default: str = ""


def _must(name: str, type: Type = "text", choices: Iterable[str] = ()) -> Column:
    return Column(name, type, required=True, filled=True, choices=choices)


AREAS = (
    _must("area"),
    Column("name_en"),
    Column("code"),
    Column("level"),
    Column("since", "whole"),
    Column("until", "whole"),
    Column("follows"),
)

INDICATORS = (
    _must("no", "whole"),
    _must("name"),
    Column("name_en"),
    Column("category"),
    Column("subcategory"),
    Column("tier"),
    _must("unit"),
    Column("city_unit"),
    _must("kind", choices=KIND),
    _must("bound", choices=BOUND),
    _must("pace", choices=PACE),
    _must("frequency", choices=FREQUENCY),
    Column("additive", "truth"),
    Column("part_of", "whole"),
    Column("lead_department"),
    Column("departments"),
    Column("reported_by"),
    Column("numerator"),
    Column("denominator"),
    Column("definition"),
    Column("id"),
    Column("follows"),
    Column("relation", choices=RELATION),
    Column("note"),
    Column("wording"),
    Column("net", "truth"),
    Column("inferred_from"),
)

TARGETS = (
    _must("no", "whole"),
    _must("area"),
    _must("state", choices=TARGET_STATE),
    Column("bound", required=True, choices=BOUND),
    Column("value", "number", required=True),
    Column("unit"),
    Column("issued_on", "time"),
)

ACTUALS = (
    _must("no", "whole"),
    _must("area"),
    Column("value", "number", required=True),
    Column("numerator", "number"),
    Column("denominator", "number"),
    Column("flag", choices=FLAG, default="A"),
    Column("origin", choices=ORIGIN, default="reported"),
    Column("reporter"),
    Column("submission"),
    Column("submitted_at", "time"),
    Column("plan", "whole"),
)

RESTATED = (*ACTUALS[:2], _must("period"), *ACTUALS[2:-1])

SUBMISSIONS = (
    _must("submission"),
    _must("file"),
    _must("sha256"),
    _must("reporter"),
    _must("submitted_at", "time"),
    _must("no", "whole"),
    _must("area"),
    _must("place"),
    Column("note"),
)

WAIVERS = (
    _must("period"),
    _must("no", "whole"),
    _must("area"),
    _must("status", choices=(*STATUS, "accepted")),
    _must("reason"),
    Column("by"),
    Column("on", "time"),
)


ISSUES = (
    _must("period"),
    _must("date", "time"),
    _must("as_of", "time"),
    _must("fingerprint"),
    _must("version"),
)


@dataclass(frozen=True)
class Indicator:
    """One indicator of the register, by the names of its columns."""

    no: int
    name: str
    name_en: str
    category: str
    subcategory: str
    tier: str
    unit: str
    city_unit: str
    kind: str
    bound: str
    pace: str
    frequency: str
    additive: bool
    part_of: int | None
    lead_department: str
    departments: str
    reported_by: str
    numerator: str
    denominator: str
    definition: str
    id: str
    follows: str
    relation: str
    note: str
    wording: str
    net: bool
    inferred_from: str

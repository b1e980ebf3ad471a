"""The registers of indicators, plan by plan: who is who, whatever the number.

A plan numbers its indicators anew every year. What stays is the *id*. A register's rows
say which earlier ids an indicator follows and in what relation; here that is read and
proved, so that whatever crosses a year may rely on it.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ..calendar import is_year
from ..errors import InputError, unknown
from ..messages import tell
from ..rows import rows_of
from ..vocabulary import COMPARABLE, RELATION, UNCHANGED
from . import schema
from .checks import check_indicators
from .files import place, read_table, refuse
from .layout import find_table, has_table, table_names
from .settings import Settings

ALWAYS = 0  # the year of an ``indicators.csv``, which holds for every year before the first with a register of its own

Registers = dict[int, pd.DataFrame]


def read_registers(folder: Path, settings: Settings) -> Registers:
    """Read every register of a dataset, each proved against the one before.

    Parameters
    ----------
    folder
        The dataset's folder.
    settings
        Its settings, for units that convert.

    Returns
    -------
    dict
        By the year from which it holds, in order, the columns of a register; ``id`` is
        filled, and ``relation`` says what the earlier register bears out: ``redefined``
        where the kind changed or the unit does not convert. An ``indicators.csv`` holds
        from :data:`ALWAYS`.

    Raises
    ------
    InputError
        If there is none, an id stands twice or was another's, or a relation contradicts
        the register before; with file, line and column.
    """
    tables = register_tables(folder) or {ALWAYS: "indicators"}  # which is then said not to be there
    registers: Registers = {}
    used: dict[str, int] = {}
    for year, table in tables.items():
        path = find_table(folder, table)
        register = check_indicators(path, read_table(path, schema.INDICATORS))
        if registers:
            earlier = [*registers.values()][-1]
            register = _following(path, register, earlier, used, settings)
        else:
            register = _first(path, register)
        registers[year] = register
        used |= dict.fromkeys(register["id"], year)
    return registers


def register_tables(folder: Path) -> dict[int, str]:
    """The registers of a dataset's folder: the table by the year from which it holds, in order.

    Raises
    ------
    InputError
        If one is named for no year.

    Examples
    --------
    >>> register_tables(Path("data/wuxi")), register_tables(Path("data/national"))
    ({2024: 'indicators/2024'}, {2013: 'indicators/2013', 2022: 'indicators/2022'})
    """
    first = {ALWAYS: "indicators"} if has_table(folder, "indicators") else {}
    return first | {year: f"indicators/{year}" for year in _years(folder / "indicators")}


def holds_in(registers: Mapping[int, object], year: int) -> int:
    """The key of the register that holds in a year: its own, the nearest earlier one, or the first.

    Examples
    --------
    >>> [holds_in({2024: "a", 2026: "b"}, year) for year in (2020, 2025, 2026)]
    [2024, 2024, 2026]
    """
    return max((known for known in registers if known <= year), default=min(registers))


def _years(folder: Path) -> list[int]:
    names = table_names(folder)
    for name in names:
        if not is_year(name):
            raise InputError(
                tell(
                    "{file}: a register is named for the year of its plan, as in 2025.csv; rename it or take it out",
                    file=folder / name,
                )
            )
    return sorted(map(int, names))


def _first(path: Path, register: pd.DataFrame) -> pd.DataFrame:
    """The first register has nothing before it: its relations are not looked at, its ids are its numbers unless it has others."""
    register = register.assign(id=register["id"].where(register["id"] != "", register["no"].astype(str)))
    _check_ids(path, register)
    return register


def _check_ids(path: Path, register: pd.DataFrame) -> None:
    ids = register["id"]
    refuse(path, register, ids.str.contains(r"[+/\s]"), "id",
           lambda name: tell("an id is one short word, without + or /, not {id}", id=repr(name)))  # fmt: skip
    refuse(path, register, ids.duplicated(), "id", lambda name: tell("the id {id} stands twice", id=repr(name)))


def _following(
    path: Path, register: pd.DataFrame, earlier: pd.DataFrame, used: dict[str, int], settings: Settings
) -> pd.DataFrame:
    ids = register["id"]
    refuse(path, register, ids == "", "id",
           lambda name: tell("an indicator of a plan that follows another needs its id, not {id}", id=repr(name)))  # fmt: skip
    _check_ids(path, register)
    known = set(earlier["id"])
    named = register["follows"].where(register["follows"] != "", ids)
    relation = register["relation"].where(
        register["relation"] != "", named.map(lambda follows: "same" if set(follows.split("+")) <= known else "new")
    )
    register = register.assign(relation=relation)
    own = relation.isin(["new", "merged", "split"])
    refuse(path, register, own & ids.isin(used), "id",
           lambda name: tell("the id {id} was another indicator's: give it one of its own", id=repr(name)))  # fmt: skip
    refuse(path, register, own & ids.str.fullmatch("[0-9]+"), "id",
           lambda name: tell("a new id is a word, not digits alone ({id})", id=repr(name)))  # fmt: skip
    refuse(path, register, relation == "dropped", "relation",
           lambda word: tell("what was dropped has no row in a register ({relation})", relation=repr(word)))  # fmt: skip
    new = relation == "new"
    refuse(path, register, new & (register["follows"] != ""), "follows",
           lambda ids: tell("a new indicator follows none, not {ids}", ids=repr(ids)))  # fmt: skip
    follows = named.where(~new, "")
    strange = ~new & ~follows.map(lambda ids: set(ids.split("+")) <= known)
    if strange.any():
        lost = next(word for word in follows[strange].iloc[0].split("+") if word not in known)
        problem = unknown("id in the register before", lost, known)
        raise InputError(tell("{place}: {problem}", place=place(path, strange, "follows"), problem=problem))
    several = follows.str.contains("+", regex=False)
    refuse(path, register.assign(follows=follows), several & relation.isin(UNCHANGED), "follows",
           lambda ids: tell("an indicator that goes on follows one, not {ids}; write merged or redefined", ids=repr(ids)))  # fmt: skip
    refuse(path, register.assign(follows=follows), (relation == "merged") & ~several, "follows",
           lambda ids: tell("a merged indicator follows several ids, as in a+b, not {ids}", ids=repr(ids)))  # fmt: skip
    register = register.assign(follows=follows)
    nested = [merged and _nested(ids, earlier) for ids, merged in zip(follows, relation == "merged", strict=True)]
    refuse(path, register, pd.Series(nested, index=register.index, dtype=bool), "follows",
           lambda ids: tell("{ids}: one is part of another, so that their sum would count it twice", ids=repr(ids)))  # fmt: skip
    return register.assign(relation=_borne_out(register, earlier, settings))


def _nested(follows: str, earlier: pd.DataFrame) -> bool:
    """Whether one of several indicators is part, or a part's part, of another or stands twice."""
    ids = follows.split("+")
    number = dict(zip(earlier["id"], earlier["no"], strict=True))
    part_of = dict(zip(earlier["no"], earlier["part_of"], strict=True))
    numbers = {number[name] for name in ids}
    if len(numbers) < len(ids):
        return True
    for no in numbers:
        above = part_of.get(no)
        while above is not None and not pd.isna(above):
            if above in numbers:
                return True
            above = part_of.get(above)
    return False


def _borne_out(register: pd.DataFrame, earlier: pd.DataFrame, settings: Settings) -> list[str]:
    """The relation of each row, redefined where kind or unit do not go on, rescaled where the unit is another size."""
    before = {row.id: row for row in rows_of(earlier[["id", "kind", "unit"]])}
    found = []
    for row in rows_of(register[["follows", "relation", "kind", "unit"]]):
        sources = [before[name] for name in row.follows.split("+")] if row.follows else []
        factors = [settings.unit_factor(source.unit, row.unit) for source in sources]
        relation = str(row.relation)
        if relation in COMPARABLE and (None in factors or any(source.kind != row.kind for source in sources)):
            relation = "redefined"
        elif relation in ("same", "renamed") and factors != [1]:
            relation = "rescaled"
        found.append(relation)
    return found


def strongest(relations: list[str]) -> str:
    """Of the relations of several steps the one that says most.

    Examples
    --------
    >>> strongest(["same", "renamed"]), strongest(["redefined", "merged"])
    ('renamed', 'redefined')
    """
    order = list(RELATION)
    return max(relations, key=order.index)

"""What became of every indicator of a plan in the next one, proposed by name, definition and unit, never by number.

A proposal is *certain* only if nothing speaks against it: the name is the same or
nearly, the definition is word for word the same and no other's, unit, kind and bound
are the same. Two indicators that changed names, a name whose definition changed, a
definition that is not known: all that is *open*, and a person decides. What is left
over in either plan is certainly new, or certainly dropped, only if nothing left over
in the other resembles it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from ...vocabulary import KEEPS_ID
from .alike import STRONG, WEAK, names_alike
from .item import NO_UNITS, Item, Items, Units, alone, doubts, items_of, namesakes, relation_of
from .words import COLUMNS

Pairs = dict[str, str]  # a number of the new plan to one of the old


@dataclass
class _Row:
    """What is proposed for an indicator of the new plan: the numbers it follows, and why it is open."""

    follows: list[str] = field(default_factory=list)
    relation: str = "new"
    certain: bool = False
    reason: str = ""


def match_indicators(
    old: pd.DataFrame, new: pd.DataFrame, year: int, used: Iterable[str] = (), units: Units = NO_UNITS
) -> pd.DataFrame:
    """Propose the predecessors of every indicator of a plan.

    Parameters
    ----------
    old, new
        The registers of the earlier plan and of the new one, all cells as text:
        columns ``no name unit kind bound part_of``; ``old`` with ``id``, or its
        numbers are its ids; and, where they are known, ``wording``
        (see :func:`~hrss_analysis.plan.wording.wording_of`), ``inferred_from``,
        ``definition`` (our own words) and ``text`` (the official definition).
    year
        The new plan's, of which the ids of new indicators are made.
    used
        Ids that any earlier register has used, beside those of ``old``.
    units
        The dataset's own units, as in its settings.

    Returns
    -------
    pandas.DataFrame
        All cells text: columns ``no name id follows follows_no relation certainty
        reason decision``. A row for every indicator of the new plan and one, with
        a blank ``no``, for every dropped one.

    Examples
    --------
    >>> columns = ["no", "name", "unit", "kind", "bound", "part_of", "wording"]
    >>> same = ["人", "flow", "at_least", "", "a" * 16]
    >>> old = pd.DataFrame([["1", "工伤康复人数", *same]], columns=columns)
    >>> new = pd.DataFrame([["7", "工伤康复人数（年报）", *same]], columns=columns)
    >>> match_indicators(old, new, 2025)[["no", "id", "follows_no", "relation", "decision"]].iloc[0].tolist()
    ['7', '1', '1', 'same', 'same']
    """
    before, after = items_of(old, units), items_of(new, units)
    pairs, certain = _paired(before, after)
    free_old = {no: item for no, item in before.items() if no not in certain.values()}
    free_new = {no: item for no, item in after.items() if no not in certain}
    rows = {no: _certain(before[pairs[no]], after[no]) for no in certain}
    rows |= _proposed(free_old, free_new, {no: pairs[no] for no in pairs if no not in certain})
    ids = _Ids({*used, *(item.id for item in before.values())}, year)
    table = [_written(item, rows[no], before, ids) for no, item in after.items()]
    followed = {no for row in rows.values() for no in row.follows}
    table += [_dropped(item, free_new) for no, item in before.items() if no not in followed]
    return pd.DataFrame(table, columns=COLUMNS)


def _paired(before: Items, after: Items) -> tuple[Pairs, Pairs]:
    """Indicators of one name or one definition, and those of them that are the same for certain."""
    pairs = _namesakes(before, after)
    certain = {no: old for no, old in pairs.items() if not doubts(before[old], after[no])}
    same_words = _same_words(before, after, pairs)
    rest_old = [item for no, item in before.items() if no not in certain.values()]
    rest_new = [item for no, item in after.items() if no not in certain]
    for no, old in same_words.items():
        nearest = _nearest(after[no], rest_old) == before[old] and _nearest(before[old], rest_new) == after[no]
        if nearest and not doubts(before[old], after[no]):
            certain[no] = old
    pairs |= same_words
    moved = {no for no, old in certain.items() if _whole_changed(before[old], after[no], certain, after)}
    return pairs, {no: old for no, old in certain.items() if no not in moved}


def _namesakes(before: Items, after: Items) -> Pairs:
    """Pairs of one name, where each has but one namesake."""
    found = [(no, old) for no, new in after.items() for old, was in before.items() if namesakes(was, new)]
    return _only(found)


def _same_words(before: Items, after: Items, taken: Pairs) -> Pairs:
    """Pairs of one definition that no other indicator of either plan has, and of no other's name."""
    known = alone(before, "wording")
    found = [(no, known[words]) for words, no in alone(after, "wording").items() if words in known]
    return {no: old for no, old in found if no not in taken and old not in taken.values()}


def _only(found: list[tuple[str, str]]) -> Pairs:
    left, right = [no for no, _ in found], [old for _, old in found]
    return {no: old for no, old in found if left.count(no) == 1 and right.count(old) == 1}


def _nearest(item: Item, others: Iterable[Item]) -> Item | None:
    """The one whose name is most alike; None if two are as much."""
    ranked = sorted(others, key=lambda other: -names_alike(other.name, item.name))
    if len(ranked) > 1 and names_alike(ranked[0].name, item.name) == names_alike(ranked[1].name, item.name):
        return None
    return ranked[0] if ranked else None


def _whole_changed(old: Item, new: Item, certain: Pairs, after: Items) -> bool:
    """Whether it was part of one indicator and is now part of another, each in the numbers of its plan."""
    if not old.part_of or not new.part_of:
        return False
    continued = {was: no for no, was in certain.items()}
    now = continued.get(old.part_of)
    return (
        (now is not None and now != new.part_of) or (now is None and new.part_of in certain) or new.part_of not in after
    )


def _certain(old: Item, new: Item) -> _Row:
    relation = relation_of(old, new)
    reasons = {
        "same": "名称、单位、指标解释相同",
        "renamed": f"指标解释相同，名称由“{old.name}”改来",
        "rescaled": f"指标解释相同，单位由“{old.unit}”变为“{new.unit}”",
    }
    return _Row([old.no], relation, True, reasons[relation])


def _proposed(before: Items, after: Items, pairs: Pairs) -> dict[str, _Row]:
    """What is proposed for the indicators that are not certain; new for certain where nothing left over resembles it."""
    likeness = {(no, old): after[no].resembles(before[old]) for no in after for old in before}
    follows: dict[str, list[str]] = {no: [old] for no, old in pairs.items()}
    taken = set(pairs.values())
    open_new = [no for no in after if no not in follows]
    for no in open_new:
        parts = [old for old in before if old not in taken and likeness[no, old] >= STRONG]
        best = [old for old in parts if likeness[no, old] == max(likeness[other, old] for other in open_new)]
        if len(best) > 1:
            follows[no] = best
            taken |= set(best)
    ranked = sorted(((likely, *key) for key, likely in likeness.items()), key=lambda one: -one[0])
    loose = set(before) - set(pairs.values())  # what may be split: no pair's
    for least, olds in ((STRONG, None), (STRONG, loose), (WEAK, None)):
        for likely, no, old in ranked:
            if likely >= least and no not in follows and (old not in taken if olds is None else old in olds):
                follows[no] = [old]
                taken.add(old)
    return {no: _open(no, follows.get(no, []), before, after, follows) for no in after}


def _open(no: str, follows: list[str], before: Items, after: Items, all_follows: dict[str, list[str]]) -> _Row:
    new = after[no]
    near = [old for old in before.values() if new.resembles(old) >= WEAK]
    if not follows and not near:
        return _Row([], "new", True, "上年计划中没有余下与之相近的指标")
    others = [old.shown for old in near if old.no not in follows]
    also = f"；上年相近的还有{'、'.join(others[:3])}" if others else ""
    if not follows:
        return _Row([], "new", False, f"可能是新增{also}")
    siblings = [after[other].shown for other, own in all_follows.items() if other != no and set(own) & set(follows)]
    olds = [before[old] for old in follows]
    said = "、".join(old.shown for old in olds)
    if len(olds) > 1:
        return _merger(olds, also)
    if siblings:
        return _Row(follows, "split", False, f"可能由上年{said}拆分，同来的还有{'、'.join(siblings)}{also}")
    why = "；".join(doubts(olds[0], new)) or "名称最接近的不是上年同一解释的指标，或所属指标已变"
    words = [old.shown for old in before.values() if new.wording and old.wording == new.wording and old not in olds]
    also += f"；解释与上年{'、'.join(words)}相同" if words else ""
    return _Row(follows, relation_of(olds[0], new), False, f"接近上年{said}：{why}{also}")


def _merger(olds: list[Item], also: str) -> _Row:
    """A merger of indicators; where one is part of another the whole goes on, and nothing is merged."""
    wholes = [old for old in olds if old.part_of not in {other.no for other in olds}]
    said = "、".join(old.shown for old in olds)
    if len(wholes) == 1:
        why = f"可能由上年{said}合并，但其余是{wholes[0].shown}的其中项，不能相加：合并后口径按{wholes[0].shown}调整"
        parts = [old.no for old in olds if old is not wholes[0]]
        return _Row([wholes[0].no, *parts], "redefined", False, why + also)
    return _Row([old.no for old in wholes], "merged", False, f"可能由上年{said}合并{also}")


@dataclass
class _Ids:
    """Ids for indicators that have no earlier one: the year and the number they came with, as in i2025-17."""

    used: set[str]
    year: int

    def of(self, no: str) -> str:
        plain = f"i{self.year}-{no}"
        free = (plain + tail for tail in ("", *"abcdefghijklmnopqrstuvwxyz"))
        found = next(one for one in free if one not in self.used)
        self.used.add(found)
        return found


def _written(new: Item, row: _Row, before: Items, ids: _Ids) -> dict[str, str]:
    olds = [before[no] for no in row.follows]
    keeps = row.relation in KEEPS_ID
    return {
        "no": new.no,
        "name": new.name,
        "id": olds[0].id if keeps else ids.of(new.no),
        "follows": "" if keeps and len(olds) == 1 else "+".join(old.id for old in olds),
        "follows_no": "+".join(row.follows),
        "relation": row.relation,
        "certainty": "certain" if row.certain else "open",
        "reason": row.reason,
        "decision": row.relation if row.certain else "",
    }


def _dropped(old: Item, free_new: Items) -> dict[str, str]:
    near = [new.shown for new in free_new.values() if old.resembles(new) >= WEAK]
    certainty = "open" if near else "certain"
    reason = f"新计划中相近的有{'、'.join(near[:3])}" if near else "新计划中没有余下与之相近的指标"
    return {
        "no": "", "name": old.name, "id": old.id, "follows": "", "follows_no": old.no, "relation": "dropped",
        "certainty": certainty, "reason": reason, "decision": "" if near else "dropped",
    }  # fmt: skip

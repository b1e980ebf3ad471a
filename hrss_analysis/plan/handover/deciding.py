"""What a person decided for every indicator, held against what the two plans say.

The facts that a decision has to agree with: an indicator that goes on has one
predecessor and keeps its id; what has several is a merger of indicators that are no
part of each other; what several come from is split. The words same, renamed and
rescaled all say that the indicator goes on unchanged: which of them holds is told by
name and unit.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from ...messages import tell
from ...vocabulary import KEEPS_ID, RELATION, UNCHANGED
from ..names import printed_name
from .item import Item, Items, unchanged
from .keeping import Kept
from .reading import Given, Problems, number_list
from .words import decision_told

DECIDED = ["no", "id", "follows", "follows_no", "relation", "note"]
_ID = re.compile(r"(?!\d+$)[\w-]{1,30}")


@dataclass
class _Decision:
    """A row with what was decided: the indicators it follows and how."""

    given: Given
    new: Item
    olds: list[Item]
    relation: str


def decide(rows: list[Given], kept: Kept, before: Items, after: Items, used: frozenset[str]) -> pd.DataFrame:
    """The decisions as a register has them.

    Parameters
    ----------
    rows
        As they came back, one for each of the proposals.
    kept
        The plan.
    before, after
        The indicators of the earlier plan and of this one.
    used
        Every id that an earlier register has used.

    Returns
    -------
    pandas.DataFrame
        Columns ``no id follows follows_no relation note``: a row for every indicator of
        the plan and, with a blank ``no``, for every one that nothing follows.

    Raises
    ------
    InputError
        If a decision is blank or contradicts the plans or another, each with its cell.
    """
    problems = Problems()
    for row in rows:
        if not row["decision"]:
            message = tell(
                "“{name}” is still to be decided: {reason}", name=row.proposed["name"], reason=row.proposed["reason"]
            )
            problems.append(row.say("decision", message))
    problems.refuse()
    decisions = [_decision(row, before, after, problems) for row in rows if row.proposed["no"]]
    problems.refuse()
    _check_followers(decisions, [row for row in rows if not row.proposed["no"]], problems)
    problems.refuse()
    ids = _ids(decisions, kept.year, used, problems)
    problems.refuse()
    table = [_written(one, ids[one.new.no]) for one in decisions]
    followed = {old.no for one in decisions for old in one.olds}
    reasons = {
        row.proposed["follows_no"]: row["reason"] for row in rows if not row.proposed["no"] and row.changed("reason")
    }
    gone = [old for old in before.values() if old.no not in followed]
    table += [["", old.id, "", old.no, "dropped", reasons.get(old.no, "")] for old in gone]
    return pd.DataFrame(table, columns=DECIDED)


def _decision(row: Given, before: Items, after: Items, problems: Problems) -> _Decision:
    new, relation = after[row.proposed["no"]], row["decision"]
    numbers = number_list(row["follows_no"])
    unknown = [no for no in numbers if no not in before]
    if unknown or len(set(numbers)) < len(numbers):
        if unknown:
            message = tell(
                "last year's plan has no number {no}; write numbers of last year's plan, as in 44 or 44+45",
                no=repr(unknown[0]),
            )
        else:
            message = tell("a number is there twice; write numbers of last year's plan, as in 44 or 44+45")
        problems.append(row.say("follows_no", message))
        return _Decision(row, new, [], relation)
    if relation == "new" and numbers and not row.changed("follows_no"):
        numbers = []  # what was proposed is refused by the very decision
    olds = [before[no] for no in numbers]
    decision = _Decision(
        row, new, sorted(olds, key=lambda old: old.part_of in numbers), relation
    )  # a whole before its parts
    if wrong := _contradiction(decision):
        problems.append(row.say(*wrong))
    elif relation in UNCHANGED:
        decision.relation = unchanged(decision.olds[0], new)
    return decision


def _contradiction(one: _Decision) -> tuple[str, str] | None:
    """The cell and the sentence, if a decision does not agree with the two plans."""
    relation, olds, new = one.relation, one.olds, one.new
    word = decision_told(relation)
    if relation == "dropped":
        return "decision", tell("{what} is in this year's plan and cannot be {decision}", what=new.shown, decision=word)
    if relation == "new":
        if not olds:
            return None
        return "follows_no", tell("{decision} follows no indicator; empty the cell, or decide otherwise", decision=word)
    if relation == "merged":
        return _no_merger(olds, new, word)
    if relation == "redefined" and olds:
        return None  # the one indicator, or a whole with what was part of it
    if len(olds) != 1:
        return "follows_no", tell(
            "{decision} follows one indicator of last year's plan, not {count}", decision=word, count=len(olds)
        )
    if relation == "split":
        return None
    old = olds[0]
    (base, size), (own_base, own_size) = old.measure, new.measure
    if base != own_base:
        return "decision", tell(
            "{was} does not convert to {now}: this is 口径调整 (redefined), not {decision}",
            was=old.unit,
            now=new.unit,
            decision=word,
        )
    if relation == "rescaled" and size == own_size:
        return "decision", tell("the unit was {was} and is {now}: nothing was rescaled", was=old.unit, now=new.unit)
    if relation == "renamed" and size == own_size and printed_name(old.name) == printed_name(new.name):
        return "decision", tell(
            "the name is the same as last year's: {right}, not {decision}", right=decision_told("same"), decision=word
        )
    return None


def _no_merger(olds: list[Item], new: Item, word: str) -> tuple[str, str] | None:
    if len(olds) < 2:
        return "follows_no", tell(
            "{decision} follows two or more indicators of last year's plan; write them as in 44+45", decision=word
        )
    for one, other in combinations(olds, 2):
        part, whole = (one, other) if one.part_of == other.no else (other, one)
        if part.part_of == whole.no:
            return "decision", tell(
                "{part} was part of {whole}, so the two do not add up: this is 口径调整 (redefined), not {decision}",
                part=part.shown,
                whole=whole.shown,
                decision=word,
            )
    if len({item.measure[0] for item in (*olds, new)}) > 1 or len({item.kind for item in (*olds, new)}) > 1:
        return "decision", tell(
            "units or kinds differ, so they do not add up: this is 新增 (new) or 口径调整 (redefined), not {decision}",
            decision=word,
        )
    return None


def _check_followers(decisions: list[_Decision], dropped: list[Given], problems: Problems) -> None:
    """An earlier indicator goes on once, or is merged once, or is split; and a dropped one is followed by none."""
    followers: dict[str, list[_Decision]] = defaultdict(list)
    for one in decisions:
        for old in one.olds:
            followers[old.no].append(one)
    for no, ones in followers.items():
        others = [one for one in ones if one.relation != "split"]
        if len(ones) > 1 and (len(others) > 1 or any(one.relation != "redefined" for one in others)):
            told = "、".join(f"{one.new.shown} {RELATION[one.relation].zh}" for one in ones)
            last = (others or ones)[-1].given
            message = tell(
                "last year's number {no} is followed by {indicators}; several follow one only if they are 拆分 (split), one of them perhaps 口径调整 (redefined)",
                no=no,
                indicators=told,
            )
            problems.append(last.say("follows_no", message))
    for row in dropped:
        no, decision = row.proposed["follows_no"], row["decision"]
        relations = {one.relation for one in followers[no]}
        if decision == "dropped" and relations:
            message = tell(
                "{indicator} follows it, so it was not 取消 (dropped); decide both alike",
                indicator=followers[no][0].new.shown,
            )
            problems.append(row.say("decision", message))
        elif decision != "dropped" and not relations:
            message = tell(
                "no indicator of this year's plan follows it: write {no} into the cell 上年序号 (follows_no) of the one that does, or decide 取消 (dropped)",
                no=no,
            )
            problems.append(row.say("decision", message))
        elif decision != "dropped" and not ({decision} & relations or {decision} | relations <= set(UNCHANGED)):
            message = tell(
                "{indicator}, which follows it, is {relation}; decide both alike",
                indicator=followers[no][0].new.shown,
                relation=RELATION[followers[no][0].relation].zh,
            )
            problems.append(row.say("decision", message))


def _ids(decisions: list[_Decision], year: int, used: frozenset[str], problems: Problems) -> dict[str, str]:
    """The id of every indicator: its predecessor's if it goes on, and else a new one that nobody ever had."""
    ids: dict[str, str] = {}
    taken = set(used)
    for one in decisions:
        written = one.given["id"].strip()
        own = one.given.changed("id")
        if one.relation in KEEPS_ID:
            ids[one.new.no] = one.olds[0].id
            if own and written != one.olds[0].id:
                message = tell("an indicator that goes on keeps its id, {id}", id=repr(one.olds[0].id))
                problems.append(one.given.say("id", message))
            continue
        proposed = one.given.proposed["id"]
        plain = f"i{year}-{one.new.no}" if proposed in used else proposed
        chosen = written if own and written else plain
        if not _ID.fullmatch(chosen):
            message = tell(
                "{id} is no id: a short word of letters, digits, - and _, not of digits alone", id=repr(chosen)
            )
            problems.append(one.given.say("id", message))
        elif chosen in taken:
            message = tell("the id {id} is or was another indicator's; choose another", id=repr(chosen))
            problems.append(one.given.say("id", message))
        taken.add(chosen)
        ids[one.new.no] = chosen
    return ids


def _written(one: _Decision, id_: str) -> list[str]:
    follows = "" if one.relation in KEEPS_ID and len(one.olds) == 1 else "+".join(old.id for old in one.olds)
    note = one.given["reason"] if one.given.changed("reason") else _note(one)
    return [one.new.no, id_, follows, "+".join(old.no for old in one.olds), one.relation, note]


def _note(one: _Decision) -> str:
    """Why, in words that are printed, where a person gave none."""
    olds = "、".join(f"“{old.name}”" for old in one.olds)
    return {
        "renamed": f"上年名称{olds}",
        "rescaled": f"单位由{one.olds[0].unit}改为{one.new.unit}" if one.olds else "",
        "redefined": f"口径较上年{olds}有调整",
        "merged": f"由上年{olds}合并",
        "split": f"由上年{olds}拆分",
        "new": "本年新增",
    }.get(one.relation, "")

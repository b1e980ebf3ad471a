"""What a person decided for every area, and what that makes of the list of areas."""

import re
from dataclasses import dataclass, field

from ..amounts import halfwidth, squash
from .reading import Given, Problems
from .words import AREA_RELATION


@dataclass
class AreasDecided:
    """What becomes of the areas.

    ``names`` gives for each area of the new plan what the dataset calls it; ``ended``
    are those judged no more, ``begun`` those judged from this year on, each with the
    areas whose sum it continues.
    """

    names: dict[str, str] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    begun: dict[str, list[str]] = field(default_factory=dict)


def decide_areas(rows: list[Given], known: list[str], city: str) -> AreasDecided:
    """The decisions about the areas, proved against each other.

    Parameters
    ----------
    rows
        As they came back, one for each of the proposals.
    known
        The areas that the dataset judges so far.
    city
        The whole.

    Raises
    ------
    InputError
        If a decision is blank or contradicts another, each with its cell.
    """
    problems = Problems()
    decided = AreasDecided()
    followed: dict[str, Given] = {}
    for row in rows:
        if not row["decision"]:
            message = f"“{row.proposed['area']}” is still to be decided: {row.proposed['reason']}"
            problems.append(row.say("decision", message))
    problems.refuse()
    for row in (row for row in rows if row.proposed["relation"] != "dropped"):
        olds = _names(row["follows"])
        if wrong := _contradiction(row, olds, known, city):
            problems.append(row.say(*wrong))
            continue
        for old in olds:
            if old in followed:
                message = f"{old} is in {followed[old].places['follows']} already; an area goes on in one other"
                problems.append(row.say("follows", message))
            followed[old] = row
        _take(row, olds, known, decided)
    for row in (row for row in rows if row.proposed["relation"] == "dropped"):
        area, decision = row.proposed["area"], row["decision"]
        follower = followed.get(area)
        if decision in ("merged", "renamed") and (follower is None or follower["decision"] != decision):
            word = AREA_RELATION[decision].zh
            message = f"no area that is {word} ({decision}) follows {area}; write it into the cell 由来 (follows) of the one that does"
            problems.append(row.say("decision", message))
        elif decision not in ("merged", "renamed") and (follower is not None or decision not in ("dropped", "split")):
            told = f"{follower.proposed['area']} follows it" if follower else "it is not in this year's plan"
            problems.append(
                row.say("decision", f"{told}, so {area} cannot be {AREA_RELATION[decision].zh} ({decision})")
            )
        decided.ended.append(area)
    for area in decided.names.values():
        if area in decided.ended and area not in decided.begun:
            message = f"{area} stays as it is and goes on in another area, too; decide for one of them"
            problems.append((followed.get(area) or rows[0]).say("follows", message))
    problems.refuse()
    decided.ended = list(dict.fromkeys(decided.ended))
    return decided


def _contradiction(row: Given, olds: list[str], known: list[str], city: str) -> tuple[str, str] | None:
    area, decision = row.proposed["area"], row["decision"]
    word = f"{AREA_RELATION[decision].zh} ({decision})"
    least, most = {"same": (0, 1), "renamed": (1, 1), "merged": (2, len(known)), "split": (0, 1)}.get(decision, (0, 0))
    if decision == "dropped":
        return "decision", f"{area} is in this year's plan and cannot be {word}"
    if strange := [old for old in olds if old not in known]:
        return "follows", f"there was no area {strange[0]!r}; those there were: {'、'.join(known)}"
    if not least <= len(olds) <= most:
        wanted = (
            "two or more areas, as in 甲区+乙区"
            if decision == "merged"
            else "one area"
            if least
            else "no area"
            if not most
            else "at most one"
        )
        return "follows", f"{word} follows {wanted}"
    if decision == "same" and not olds and area not in known:
        return (
            "decision",
            f"there was no area {area!r}: write what it was called into the cell 由来 (follows), or decide otherwise",
        )
    if decision != "same" and city in (area, *olds):
        return "decision", f"{city} is the whole and stays the same"
    return None


def _take(row: Given, olds: list[str], known: list[str], decided: AreasDecided) -> None:
    area, decision = row.proposed["area"], row["decision"]
    if decision == "same":
        decided.names[area] = olds[0] if olds else area
        return
    decided.names[area] = area
    decided.begun[area] = olds if decision in ("renamed", "merged") else []
    decided.ended += [old for old in (*decided.begun[area], area) if old in known]


def _names(text: str) -> list[str]:
    return [part for part in re.split(r"[+、,;和及]", squash(halfwidth(text))) if part]

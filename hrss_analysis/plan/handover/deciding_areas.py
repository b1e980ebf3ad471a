"""What a person decided for every area, and what that makes of the list of areas."""

import re
from dataclasses import dataclass, field

from ...messages import tell
from ..amounts import halfwidth, squash
from .reading import Given, Problems
from .words import AREA_RELATION, decision_told


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
            message = tell(
                "“{name}” is still to be decided: {reason}", name=row.proposed["area"], reason=row.proposed["reason"]
            )
            problems.append(row.say("decision", message))
    problems.refuse()
    for row in (row for row in rows if row.proposed["relation"] != "dropped"):
        olds = _names(row["follows"])
        if wrong := _contradiction(row, olds, known, city):
            problems.append(row.say(*wrong))
            continue
        for old in olds:
            if old in followed:
                message = tell(
                    "{area} is in {place} already; an area goes on in one other",
                    area=old,
                    place=followed[old].places["follows"],
                )
                problems.append(row.say("follows", message))
            followed[old] = row
        _take(row, olds, known, decided)
    for row in (row for row in rows if row.proposed["relation"] == "dropped"):
        area, decision = row.proposed["area"], row["decision"]
        follower = followed.get(area)
        if decision in ("merged", "renamed") and (follower is None or follower["decision"] != decision):
            message = tell(
                "no area that is {decision} follows {area}; write it into the cell 由来 (follows) of the one that does",
                decision=decision_told(decision, AREA_RELATION),
                area=area,
            )
            problems.append(row.say("decision", message))
        elif decision not in ("merged", "renamed") and (follower is not None or decision not in ("dropped", "split")):
            problems.append(row.say("decision", _cannot_be(decision, area, follower)))
        decided.ended.append(area)
    for area in decided.names.values():
        if area in decided.ended and area not in decided.begun:
            message = tell("{area} stays as it is and goes on in another area, too; decide for one of them", area=area)
            problems.append((followed.get(area) or rows[0]).say("follows", message))
    problems.refuse()
    decided.ended = list(dict.fromkeys(decided.ended))
    return decided


def _cannot_be(decision: str, area: str, follower: Given | None) -> str:
    """What to say where an area that is not in this year's plan is decided to go on, or not to and does."""
    word = decision_told(decision, AREA_RELATION)
    if follower is None:
        return tell("it is not in this year's plan, so {area} cannot be {decision}", area=area, decision=word)
    return tell(
        "{follower} follows it, so {area} cannot be {decision}",
        follower=follower.proposed["area"],
        area=area,
        decision=word,
    )


def _contradiction(row: Given, olds: list[str], known: list[str], city: str) -> tuple[str, str] | None:
    area, decision = row.proposed["area"], row["decision"]
    word = decision_told(decision, AREA_RELATION)
    least, most = {"same": (0, 1), "renamed": (1, 1), "merged": (2, len(known)), "split": (0, 1)}.get(decision, (0, 0))
    if decision == "dropped":
        return "decision", tell("{what} is in this year's plan and cannot be {decision}", what=area, decision=word)
    if strange := [old for old in olds if old not in known]:
        return "follows", tell(
            "there was no area {area}; those there were: {areas}", area=repr(strange[0]), areas="、".join(known)
        )
    if not least <= len(olds) <= most:
        if decision == "merged":
            return "follows", tell("{decision} follows two or more areas, as in 甲区+乙区", decision=word)
        if least:
            return "follows", tell("{decision} follows one area", decision=word)
        if not most:
            return "follows", tell("{decision} follows no area", decision=word)
        return "follows", tell("{decision} follows at most one", decision=word)
    if decision == "same" and not olds and area not in known:
        return "decision", tell(
            "there was no area {area}: write what it was called into the cell 由来 (follows), or decide otherwise",
            area=repr(area),
        )
    if decision != "same" and city in (area, *olds):
        return "decision", tell("{city} is the whole and stays the same", city=city)
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

"""The register of a new year: what the document says, and what a person put right last year, carried over by the indicator.

What goes on keeps what was written for it, whatever its number. Kind, pace, additive
and net are not inferred again; frequency, bound, tier and department are the
document's, unless a person had put right what the document still says. What is split
or new is as inferred; so is what is merged, unless all its parts were put right alike.
"""

from collections.abc import Iterable

import pandas as pd

from ...dataset.schema import INDICATORS
from ...vocabulary import KEEPS_ID
from ..amounts import unit_size
from ..inferring import INFERRED, inferred_cues, inferred_values
from ..merging import Row, rows_as_text
from .keeping import Kept

IDENTITY = ["id", "follows", "relation", "note", "wording"]
TODAY = [column.name for column in INDICATORS if column.name not in IDENTITY]
WRITTEN = ("name_en", "numerator", "denominator", "definition")  # by a person alone, like columns of one's own

_MEANING = ("kind", "pace", "additive", "net")


def new_register(kept: Kept, decided: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """The register as it is to be written.

    Parameters
    ----------
    kept
        The plan.
    decided
        Columns ``no id follows follows_no relation note``.
    old
        The register before, all text, whatever columns it has.

    Returns
    -------
    pandas.DataFrame
        All text: today's columns, those of the user's own, then ``id follows relation
        note wording``; in the plan's order.
    """
    before: dict[str, Row] = {row["no"]: row for row in rows_as_text(old)}
    decisions: dict[str, Row] = {row["no"]: row for row in rows_as_text(decided) if row["no"]}
    first = {no: row["follows_no"].partition("+")[0] for no, row in decisions.items()}  # the one whose id is kept
    goes_on = {first[no]: no for no, row in decisions.items() if row["relation"] in KEEPS_ID}
    own = [str(name) for name in old.columns if name not in (*TODAY, *IDENTITY)]
    rows = []
    for now in rows_as_text(kept.indicators):
        decision = decisions[now["no"]]
        row = now
        if decision["relation"] in KEEPS_ID:
            row = _carried(before[first[now["no"]]], now, decision["relation"], goes_on, own)
        elif decision["relation"] == "merged":
            row = _as_its_parts([before[no] for no in decision["follows_no"].split("+")], now)
        rows.append({**row, **{name: decision.get(name, "") for name in IDENTITY}, "wording": kept.wordings[now["no"]]})
    names = [*TODAY, *own, *IDENTITY]
    return pd.DataFrame([{name: row.get(name, "") for name in names} for row in rows], columns=names)


def _carried(was: Row, now: Row, relation: str, goes_on: dict[str, str], own: Iterable[str]) -> Row:
    """An indicator that goes on: the document's row with what was written for it."""
    base = inferred_values(was.get("inferred_from", ""))
    row = {**now, **{name: was.get(name, "") for name in (*WRITTEN, *own)}}
    same_meaning = relation != "redefined" or _means_alike(was, now, base)
    for name in INFERRED:
        mine = was.get(name, "")
        corrected = base is not None and mine != base[name]
        if name == "part_of":
            row[name] = _part_of(was, now, base, goes_on)
        elif name in _MEANING:
            keeps = same_meaning and (relation != "redefined" or corrected or base is None)
            row[name] = mine if keeps else now[name]
        elif base is not None:
            row[name] = mine if corrected and now[name] == base[name] else now[name]
        else:
            row[name] = _unrecorded(name, was, now)
    return row


def _as_its_parts(parts: list[Row], now: Row) -> Row:
    """A merger of indicators that are all counted in one way, and are read in one: put right alike, it is, too."""
    inferred = [(inferred_values(part.get("inferred_from", "")) or part)["kind"] for part in parts]
    meanings = [{name: part.get(name, "") for name in _MEANING} for part in parts]
    alike = set(inferred) == {now["kind"]} and all(meaning == meanings[0] for meaning in meanings)
    return {**now, **meanings[0]} if alike else now


def _means_alike(was: Row, now: Row, base: Row | None) -> bool:
    """Whether a redefined indicator is still counted in the same way, so that what was said of its kind holds."""
    kind = was["kind"] if base is None else base["kind"]
    return unit_size(was["unit"])[0] == unit_size(now["unit"])[0] and kind == now["kind"]


def _part_of(was: Row, now: Row, base: Row | None, goes_on: dict[str, str]) -> str:
    """The whole in the numbers of the new plan: the document's, unless a person said another."""
    mine = was.get("part_of", "")
    corrected = mine != base["part_of"] if base is not None else not now["part_of"]
    if not corrected:
        return now["part_of"]
    return goes_on.get(mine, now["part_of"]) if mine else ""


def _unrecorded(name: str, was: Row, now: Row) -> str:
    """What to take where it is not recorded what had been inferred: the document's word if it says one."""
    mine = was.get(name, "")
    said = inferred_cues(now["inferred_from"]).get(name)
    if name == "frequency":
        return now[name] if said and said.why.startswith("标注") else mine
    if name == "reported_by":
        by_rule = mine in ("", was.get("lead_department", "")) or (said is not None and said.why == "附件1注")
        return now[name] if by_rule else mine
    return now[name] or mine

"""The figures of a plan's running text, matched to its indicators.

The text says every target once more, in its own order and with shortened names:
实现就业困难人员就业1.35万人，其中新创设城乡公益性岗位安置困难人员500人. A figure belongs to the
indicator of the same amount whose name shares most with the words before it. What
follows 其中 within a clause is part of the figure before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from .amounts import unit_size
from .model import Plan

_FRONT = "不低于|不少于|不小于|低于|小于|不高于|不超过|不大于|控制在|≤|≥|<"
_BEHIND = "以内|以下|以上"
_DIGITS = str.maketrans("０１２３４５６７８９．％＜", "0123456789.%<")
_CLAUSE = re.compile(r"[；。\n]")
_MANY = 12  # more figures of one amount than this are not all compared, so that long texts stay quick
_ALIKE = 0.5  # how alike words and name must be to tell that a figure is meant for an indicator


Wanted = dict[int, tuple[str, Decimal, str]]


@dataclass(frozen=True)
class Figure:
    """A figure of the text: its value and unit, the words before it, the clause it stands in, its bound's words."""

    value: Decimal
    unit: str
    words: str
    clause: int
    after_of_which: bool
    bound: str = ""


@dataclass(frozen=True)
class Told:
    """What the text says: its figures, and which indicator each is about."""

    figures: list[Figure]
    matched: dict[int, Figure]
    wanted: Wanted


def read_narrative(plan: Plan) -> Told:
    """Match the figures of a plan's text with its register."""
    figures = figures_of(plan.narrative, [entry.unit for entry in plan.register])
    wanted = {e.no: (e.name, e.amount.value, e.unit) for e in plan.register if e.amount and e.amount.value is not None}
    return Told(figures, match_figures(figures, wanted), wanted)


def figures_of(text: str, units: Iterable[str]) -> list[Figure]:
    """Find every figure with one of these units, in the order of the text.

    Examples
    --------
    >>> [(str(f.value), f.unit, f.words) for f in figures_of("城镇新增就业13万人，其中青年500人。", ["人"])]
    [('13', '万人', '城镇新增就业'), ('500', '人', '青年')]
    """
    bases = sorted({unit_size(unit)[0] for unit in units} | {"个", "名"}, key=len, reverse=True)
    number_of = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    pattern = re.compile(
        rf"(?<![0-9.])(?<![0-9],)({number_of})((?:万|亿)?(?:{'|'.join(map(re.escape, bases))}))({_BEHIND})?"
    )
    figures: list[Figure] = []
    for number, clause in enumerate(_CLAUSE.split(text.translate(_DIGITS))):
        words, bound, end = "", "", 0
        for match in pattern.finditer(clause):
            before = clause[end : match.start()]
            of_which = "其中" in before
            own = re.sub(rf"[，、,\s]|其中|{_FRONT}|达到|分别", "", before)
            # 结案率分别达到98%、99%: the second figure is told by the same words, and its bound, too
            front = re.search(rf"({_FRONT})[到至在\s]*$", before)
            bound = match[3] or (front[1] if front else "" if own else bound)
            words = own or words
            value = Decimal(match[1].replace(",", ""))
            figures.append(Figure(value, match[2], words, number, of_which or _goes_on(figures, number), bound))
            end = match.end()
    return figures


def _goes_on(figures: list[Figure], clause: int) -> bool:
    return bool(figures) and figures[-1].clause == clause and figures[-1].after_of_which


def match_figures(figures: list[Figure], wanted: Wanted) -> dict[int, Figure]:
    """Match indicators (number to name, value, unit) with figures of the same amount, the most alike first."""
    by_amount: dict[Decimal, list[int]] = defaultdict(list)
    by_words: dict[tuple[Decimal, str], list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        amount = figure.value * unit_size(figure.unit)[1]
        by_amount[amount].append(index)
        for pair in _pairs(figure.words):
            by_words[amount, pair].append(index)
    pairs = []
    for no, (name, value, unit) in wanted.items():
        amount = value * unit_size(unit)[1]
        likely = by_amount[amount]
        if len(likely) > _MANY:
            # of many figures of one amount, those that share the rarest pairs of characters
            rare = sorted((by_words[amount, pair] for pair in _pairs(name) if (amount, pair) in by_words), key=len)
            likely = [index for group in rare[:3] for index in group[:_MANY]] or likely[:_MANY]
        pairs += [(_alike(figures[index].words, name), no, index) for index in likely]
    return _best(pairs, figures)


def match_words(figures: list[Figure], wanted: dict[int, str]) -> dict[int, Figure]:
    """Match indicators (number to name) with figures of other amounts by their words alone."""
    by_pair: dict[str, set[int]] = defaultdict(set)
    for index, figure in enumerate(figures):
        for pair in _pairs(figure.words):
            by_pair[pair].add(index)
    scored = []
    for no, name in wanted.items():
        for index in {index for pair in _pairs(name) for index in by_pair[pair]}:
            score = _alike(figures[index].words, name)
            if score >= _ALIKE:
                scored.append((score, no, index))
    return _best(scored, figures)


def _best(pairs: list[tuple[float, int, int]], figures: list[Figure]) -> dict[int, Figure]:
    matched: dict[int, Figure] = {}
    used: set[int] = set()
    for _, no, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if no not in matched and index not in used:
            matched[no] = figures[index]
            used.add(index)
    return matched


def _alike(words: str, name: str) -> float:
    """The share of the name's characters that stand, in order, in the words' end."""
    end = words[-len(name) - 8 :]
    blocks = SequenceMatcher(None, end, name, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(name), 1)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def parts_of(told: Told) -> dict[int, int]:
    """Which indicators the text says are 其中 of which."""
    number = {figure: no for no, figure in told.matched.items()}
    parts: dict[int, int] = {}
    whole: Figure | None = None
    for figure in told.figures:
        if not figure.after_of_which:
            whole = figure
        elif whole and whole.clause == figure.clause and figure in number and whole in number:
            parts[number[figure]] = number[whole]
    return parts

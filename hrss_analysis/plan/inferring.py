"""What a plan does not say in so many words, told from its wording, with the cue it was told by.

A document never says what kind an indicator is, how it is paced or whether it may
fall. It is inferred here, and ``inferred_from`` keeps the value and the cue, so that a
reader sees what it rests on and a later import knows what was inferred and what a
person put right:

    kind=stock（名称：参保人数）；pace=growth（时点数）；frequency=monthly（无标注）
"""

import re
from dataclasses import dataclass

from .amounts import bound_meant, is_share
from .model import Column, Entry, Plan
from .names import bound_words
from .narrative import Told, parts_of

INFERRED = ("kind", "bound", "pace", "frequency", "additive", "part_of", "net", "tier", "reported_by")

_STOCK_NAME = re.compile(r"参保人数|参保数|在保人数")
_STOCK_TEXT = re.compile(r"期末|年末|累计注册|存量")
_NET_NAME = re.compile(r"净(?:增|减|流入|流出)")
_NET_TEXT = re.compile(r"净(?![化水菜空])|之差|减去")  # a balance, which may fall
_TAGS = {"monthly": "月报", "quarterly": "季报", "semiannual": "半年报", "annual": "年报"}
_ITEM = re.compile(rf"(?:^|；)({'|'.join(INFERRED)})=(.*?)（([^（）]*)）(?=；(?:{'|'.join(INFERRED)})=|$)", re.DOTALL)


@dataclass(frozen=True)
class Cue:
    """An inferred value, as ``indicators.csv`` writes it, and what it was told by."""

    value: str
    why: str


Cues = dict[str, Cue]  # by column


def infer(plan: Plan, told: Told) -> dict[int, Cues]:
    """What is inferred of every indicator of the register: its number to its cues."""
    columns = {column.no: column for column in plan.breakdown}
    parts = _parts(plan, told)
    kinds = _kinds(plan, told, parts)
    texts = {definition.no: definition.text for definition in plan.definitions}
    return {
        entry.no: {
            "kind": kinds[entry.no],
            "bound": bound_of(entry),
            "pace": _pace(entry, kinds[entry.no].value),
            "frequency": _frequency(entry, columns.get(entry.no)),
            "additive": Cue("false", "比率不加总") if kinds[entry.no].value == "rate" else Cue("true", "数量可加总"),
            "part_of": parts.get(entry.no, Cue("", "")),
            "net": _net(entry, kinds[entry.no].value, texts.get(entry.no, "")),
            "tier": Cue("市级", f"类别：{entry.category}") if entry.category.startswith("市级") else Cue("", ""),
            "reported_by": _reporter(entry, plan),
        }
        for entry in plan.register
    }


def written(cues: Cues) -> str:
    """Cues as a cell of ``inferred_from``; blank values are left out.

    Examples
    --------
    >>> written({"kind": Cue("flow", "无时点字样"), "net": Cue("", ""), "part_of": Cue("3", "正文：其中")})
    'kind=flow（无时点字样）；part_of=3（正文：其中）'
    """
    return "；".join(f"{name}={cue.value}（{_plain(cue.why)}）" for name, cue in cues.items() if cue.value)


def inferred_values(text: str) -> dict[str, str] | None:
    """What a cell of ``inferred_from`` says was inferred: every column to its value, blank where it is silent.

    None if the cell is blank or not as an import writes it: then nothing is known.

    Examples
    --------
    >>> inferred_values("kind=flow（无时点字样）；reported_by=社保中心（养保处）（牵头处室）")["reported_by"]
    '社保中心（养保处）'
    >>> inferred_values("看名称") is None, inferred_values("") is None
    (True, True)
    """
    cues = inferred_cues(text)
    return {name: cues[name].value if name in cues else "" for name in INFERRED} if cues else None


def inferred_cues(text: str) -> Cues:
    """What a cell of ``inferred_from`` says was inferred and from what; nothing if it is not as an import writes it.

    Examples
    --------
    >>> inferred_cues("net=true（口径：之差）")
    {'net': Cue(value='true', why='口径：之差')}
    """
    items = list(_ITEM.finditer(text))
    whole = "".join(item[0] for item in items) == text
    return {item[1]: Cue(item[2], item[3]) for item in items} if whole else {}


def _plain(why: str) -> str:
    return re.sub(r"[（）()\s]", "", why).replace("；", "，")


def bound_of(entry: Entry) -> Cue:
    """The bound that holds for an indicator: the cell's words, or else the name's, or else at least."""
    amount = entry.amount
    if amount and amount.words:
        return Cue(amount.bound, f"单元格：{amount.words}")
    words = bound_words(entry.name)
    if words:
        return Cue(bound_meant(words), f"名称：{words}")
    return Cue("at_least", "无限定词")


def _pace(entry: Entry, kind: str) -> Cue:
    if kind == "rate" and not is_share(entry.unit):
        return Cue("accumulates", "人均数随年内累计")
    return {"flow": Cue("accumulates", "累计数"), "stock": Cue("growth", "时点数")}.get(kind, Cue("level", "比率"))


def _frequency(entry: Entry, column: Column | None) -> Cue:
    tag = entry.tag or (column.tag if column else "")
    return Cue(tag, f"标注：{_TAGS[tag]}") if tag else Cue("monthly", "无标注")


def _net(entry: Entry, kind: str, text: str) -> Cue:
    if kind != "flow":
        return Cue("", "")
    for where, pattern, words in (("名称", _NET_NAME, entry.name), ("口径", _NET_TEXT, text)):
        if match := pattern.search(words):
            return Cue("true", f"{where}：{match[0]}")
    return Cue("", "")


def _reporter(entry: Entry, plan: Plan) -> Cue:
    if entry.no in plan.reporters:
        return Cue(plan.reporters[entry.no], "附件1注")
    return Cue(entry.departments[0] if entry.departments else "", "牵头处室")


def _parts(plan: Plan, told: Told) -> dict[int, Cue]:
    """Parts of wholes: as the definitions say, and where they are silent as the text says."""
    parts = {no: Cue(str(whole), "正文：其中") for no, whole in parts_of(told).items()}
    for item in plan.definitions:
        if item.part_of:
            parts[item.no] = Cue(str(item.part_of), f"附件3：第{item.part_of}项指标其中项")
    return parts


def _kinds(plan: Plan, told: Told, parts: dict[int, Cue]) -> dict[int, Cue]:
    """The kind of every indicator.

    A percentage or a figure per head (人均) is a rate. A level is told by its name
    (参保人数), its definition (期末, 累计注册), the text (2024年末…) or by being part of
    one. All else is counted through the year.
    """
    texts = {definition.no: definition.text for definition in plan.definitions}
    levels = _told_at_year_end(told)
    kinds = {entry.no: _kind(entry, texts.get(entry.no, ""), entry.no in levels) for entry in plan.register}
    for no, part in parts.items():
        whole = int(part.value)
        if no in kinds and whole in kinds and (kinds[no].value, kinds[whole].value) == ("flow", "stock"):
            kinds[no] = Cue("stock", f"第{whole}项的其中项")
    return kinds


def _kind(entry: Entry, text: str, at_year_end: bool) -> Cue:
    if is_share(entry.unit):
        return Cue("rate", f"单位：{entry.unit}")
    if entry.name.startswith("人均"):
        return Cue("rate", "名称：人均")
    if match := _STOCK_NAME.search(entry.name):
        return Cue("stock", f"名称：{match[0]}")
    if match := _STOCK_TEXT.search(text):
        return Cue("stock", f"口径：{match[0]}")
    return Cue("stock", "正文：年末") if at_year_end else Cue("flow", "无时点字样")


def _told_at_year_end(told: Told) -> set[int]:
    """Indicators whose figure stands in a clause that opens with 年末."""
    clauses = {figure.clause for figure in told.figures if "年末" in figure.words}
    return {no for no, figure in told.matched.items() if figure.clause in clauses}

"""Random pairs of plans, made from a real one, with what truly became of each indicator.

`Truth` is the oracle: it knows every change because it made it, and looks at no name.
"""

import random
import re
from dataclasses import dataclass, field, replace

import pandas as pd

from hrss_analysis.plan.wording import wording_of

TWINS = [("44", "45"), ("37", "38"), ("42", "43"), ("23", "24"), ("57", "58"), ("34", "35"), ("29", "30")]
MERGERS = [("37", "38"), ("29", "30"), ("47", "48"), ("21", "22"), ("11", "26"), ("4", "6"), ("54", "55")]
INVENTED = [
    ("新就业形态劳动者职业伤害保障参保人数", "万人", "stock", "期末参加职业伤害保障试点的新就业形态劳动者人数。"),
    ("公共就业服务进校园活动场次", "场", "flow", "在高校和职业院校内举办的公共就业服务活动场次数。"),
    ("欠薪治理电子保函覆盖率", "%", "rate", "使用电子保函缴纳农民工工资保证金的在建项目占全部在建项目的比例。"),
    ("灵活就业人员社保补贴发放金额", "万元", "flow", "年内实际发放的灵活就业人员社会保险补贴金额合计。"),
    ("高技能领军人才工作室数", "个", "flow", "经评审认定并挂牌的高技能领军人才工作室数量。"),
    ("社保卡居民服务一卡通应用场景数", "个", "stock", "期末已经开通的社会保障卡居民服务应用场景数量。"),
    ("仲裁办案标准化庭室数", "个", "flow", "按照国家标准新建或改建完成的劳动人事争议仲裁庭室数量。"),
    ("乡村振兴人才培育人数", "人", "flow", "参加乡村振兴主题研修并取得结业证明的农村实用人才数。"),
]
SYNONYMS = [("人数", "人员数"), ("新增", "新增的"), ("培训", "培训提升"), ("案件", "类案件"), ("服务", "综合服务"),
            ("参保", "参加保险"), ("平台", "大平台"), ("就业", "就业创业"), ("以上", "及以上"), ("数", "数量")]  # fmt: skip
FILLERS = "类型全新总体情况有关各级重点"
TWIN_WORDS = [("高级工", "中级工"), ("企业", "事业单位"), ("城镇", "农村"), ("线索", "重大线索"), ("举报投诉", "信访"),
              ("技师", "高级技师"), ("大学生", "留学生"), ("培训", "线上培训"), ("参保", "续保")]  # fmt: skip


@dataclass(frozen=True)
class One:
    """An indicator on its way to the next plan; `whole` is the key of what it is part of."""

    key: str
    name: str
    unit: str
    kind: str
    bound: str
    text: str
    whole: str = ""


@dataclass
class Truth:
    """What became of it all: by key of the new plan's indicators, relation and the old numbers; and who was dropped."""

    relation: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)


def ones_of(register: pd.DataFrame) -> dict[str, One]:
    rows = register.to_dict("records")
    return {
        row["no"]: One(row["no"], row["name"], row["unit"], row["kind"], row["bound"], row["text"], row["part_of"])
        for row in rows
    }


def numbered(ones: list[One], numbers: dict[str, str]) -> pd.DataFrame:
    """A register of these, the references in their definitions by these numbers."""
    rows = []
    for one in ones:
        whole = numbers.get(one.whole, "")
        text = one.text + (f"第{whole}项指标其中项。" if whole else "")
        rows.append(
            {"no": numbers[one.key], "name": one.name, "unit": one.unit, "kind": one.kind, "bound": one.bound,
             "part_of": whole, "wording": wording_of(text), "text": text}
        )  # fmt: skip
    columns = ["no", "name", "unit", "kind", "bound", "part_of", "wording", "text"]
    return pd.DataFrame(rows, columns=columns).sort_values("no", key=lambda cells: cells.astype(int), ignore_index=True)


class Changes:
    """A plan being changed at random; every change is noted in the truth."""

    def __init__(self, ones: dict[str, One], rng: random.Random) -> None:
        self.rng, self.old, self.now = rng, ones, dict(ones)
        self.truth = Truth({key: ("same", frozenset({key})) for key in ones})
        self.untouched = set(ones)

    def take(self, wanted=lambda one: True):  # noqa: ARG005
        """An indicator that nothing has happened to yet, or None."""
        known = sorted(key for key in self.untouched if key in self.now and wanted(self.now[key]))
        if not known:
            return None
        key = self.rng.choice(known)
        self.untouched.discard(key)
        return key

    def put(self, one: One, relation: str, *olds: str) -> None:
        self.now[one.key] = one
        self.truth.relation[one.key] = relation, frozenset(olds)

    def go(self, key: str) -> None:
        self.now.pop(key)
        self.truth.relation.pop(key)
        self.untouched.discard(key)

    def drop(self) -> None:
        if key := self.take():
            self.go(key)
            self.truth.dropped.add(key)

    def add(self) -> None:
        name, unit, kind, text = self.rng.choice(INVENTED)
        if name not in {one.name for one in self.now.values()}:
            self.put(One(f"new {name}", name, unit, kind, "at_least", text), "new")

    def add_twin(self, *, of_dropped: bool) -> None:
        """Another indicator that looks like one that is there, or like one that has gone."""
        pool = [self.old[key] for key in sorted(self.truth.dropped)] if of_dropped else list(self.now.values())
        found = [(one, pair) for one in pool for pair in TWIN_WORDS if pair[0] in one.name]
        if not found:
            return
        one, (was, now) = self.rng.choice(found)
        text = one.text.replace(was, now)
        text = text if text != one.text else f"{now}口径统计。{one.text}"
        key = f"twin {one.key} {now}"
        if key not in self.now:
            self.put(replace(one, key=key, name=one.name.replace(was, now), text=text), "new")

    def rename(self) -> None:
        if key := self.take():
            self.put(replace(self.now[key], name=self.edited(self.now[key].name)), "renamed", key)

    def edited(self, name: str) -> str:
        """A name with a few characters changed, none of which makes another indicator of it."""
        fitting = [pair for pair in SYNONYMS if pair[0] in name]
        if fitting and self.rng.random() < 0.6:
            return name.replace(*self.rng.choice(fitting), 1)
        letters, letter = list(name), self.rng.choice(FILLERS + name)
        at = self.rng.randrange(1, len(name))
        letters[at : at + self.rng.randint(0, 1)] = self.rng.choice([[letter], [letter], []])
        edited = "".join(letters)
        return edited if edited != name else self.edited(name)

    def redefine(self) -> None:
        """The name stays, or nearly, and the definition is another."""
        if key := self.take():
            one = self.now[key]
            text = self.rng.choice(
                [
                    f"不含离退休人员。{one.text}",
                    one.text[:-1] + "，含灵活就业人员。",
                    one.text.replace("的", "之", 1) + "另计补贴。",
                ]
            )
            name = self.edited(one.name) if self.rng.random() < 0.4 else one.name
            self.put(replace(one, name=name, text=text), "redefined", key)

    def rework(self) -> None:
        """The name loses a third of its letters to others, and the definition half of its text."""
        if key := self.take():
            one = self.now[key]
            at = self.rng.sample(range(len(one.name)), len(one.name) // 3)
            name = "".join(self.rng.choice(FILLERS) if rank in at else letter for rank, letter in enumerate(one.name))
            text = one.text[: len(one.text) // 2] + self.rng.choice(INVENTED)[3]
            self.put(replace(one, name=name, text=text), "redefined", key)

    def rescale(self) -> None:
        if key := self.take(lambda one: one.unit in ("人", "万人", "人次", "个", "家")):
            one = self.now[key]
            unit = one.unit[1:] if one.unit.startswith("万") else "万" + one.unit
            name = self.edited(one.name) if self.rng.random() < 0.3 else one.name
            self.put(replace(one, unit=unit, name=name), "rescaled", key)

    def another_unit(self) -> None:
        if key := self.take(lambda one: one.unit != "%"):
            self.put(replace(self.now[key], unit="%", kind="rate"), "redefined", key)

    def another_kind(self) -> None:
        if key := self.take(lambda one: one.kind == "flow"):
            self.put(replace(self.now[key], kind="stock"), "redefined", key)

    def swap_names(self) -> None:
        """Two indicators have changed names and kept their definitions: nobody can tell without asking."""
        one, other = self.rng.choice(TWINS)
        if {one, other} <= self.untouched:
            names = self.now[one].name, self.now[other].name
            for key, name in ((one, names[1]), (other, names[0])):
                self.untouched.discard(key)
                self.put(replace(self.now[key], name=name), "ask", key)

    def merge(self) -> None:
        one, other = self.rng.choice(MERGERS)
        if not {one, other} <= self.untouched:
            return
        left, right = self.now[one], self.now[other]
        name = self.rng.choice(
            [
                f"{re.sub('(人数|率|人次)$', '', left.name)}和{right.name}",
                left.name,
                f"{left.name}（含{right.name[:4]}）",
            ]
        )
        self.go(one)
        self.go(other)
        self.put(
            replace(left, key=f"merged {one}", name=name, text=left.text + right.text, whole=""), "merged", one, other
        )

    def split(self) -> None:
        key = self.take(lambda one: one.unit in ("人", "人次", "万人"))
        if not key:
            return
        one = self.now[key]
        self.go(key)
        for tail, part in (("市区", "市区的部分。"), ("其他地区", "市区以外的部分。")):
            name = self.rng.choice([f"{tail}{one.name}", f"{one.name}（{tail}）"])
            self.put(replace(one, key=f"split {key} {tail}", name=name, text=one.text + part), "split", key)


def random_pair(register: pd.DataFrame, rng: random.Random) -> tuple[pd.DataFrame, pd.DataFrame, Truth]:
    """Two plans and the truth, by the numbers of the second."""
    ones = ones_of(register)
    changes = Changes(ones, rng)
    most = {"drop": 4, "add": 4, "rename": 6, "rescale": 2, "redefine": 2, "rework": 1, "merge": 1, "split": 1, "swap_names": 1,
            "another_unit": 1, "another_kind": 1}  # fmt: skip
    for name, count in most.items():
        for _ in range(rng.randint(0, count)):
            getattr(changes, name)()
    for of_dropped in (True, False):
        if rng.random() < 0.5:
            changes.add_twin(of_dropped=of_dropped)
    # a whole that went leaves its part without one, in words, too: the part is another then
    for key, one in list(changes.now.items()):
        if one.whole and one.whole not in changes.now:
            changes.now[key] = replace(one, whole="")
            relation, olds = changes.truth.relation[key]
            if relation in ("same", "renamed", "rescaled") and olds:
                changes.truth.relation[key] = "same or redefined", olds
    before = {key: str(rank) for rank, key in enumerate(ones, 1)}
    shuffled = list(changes.now)
    rng.shuffle(shuffled)
    after = {key: str(rank) for rank, key in enumerate(shuffled, 1)}
    old = numbered(list(ones.values()), before)
    new = numbered(list(changes.now.values()), after)
    relation = {
        after[key]: (said, frozenset(before[no] for no in olds)) for key, (said, olds) in changes.truth.relation.items()
    }
    return old, new, Truth(relation, {before[key] for key in changes.truth.dropped})


def wrong(handover: pd.DataFrame, truth: Truth) -> list[str]:
    """The rows that are certain and not true, and whatever is missing."""
    found = []
    for row in handover.itertuples():
        olds = frozenset(filter(None, row.follows_no.split("+")))
        if not row.no:
            true = row.follows_no in truth.dropped
        else:
            relation, whence = truth.relation[row.no]
            true = (row.relation, olds) == (relation, whence)
        if row.certainty == "certain" and not true:
            found.append(f"{row.no or '–'} {row.name} {row.relation} {row.follows_no}: {truth.relation.get(row.no)}")
    missing = set(truth.relation) ^ set(handover["no"]) - {""}
    return found + [f"{no} missing" for no in sorted(missing)]

"""What the proofs of a plan find is told in Chinese, and in English where that is spoken."""

import re
from pathlib import Path

import pandas as pd
import pytest

from hrss_analysis.language import speaking
from hrss_analysis.plan import arithmetic, check_plan, check_tables, reconcile
from hrss_analysis.plan.amounts import read_amount
from hrss_analysis.plan.model import Column, Definition, Entry, Plan, Target
from hrss_analysis.plan.narrative import read_narrative
from hrss_analysis.plan.reconcile import check_annexes

from ..language.test_catalogue import HAN, said_in

NAMED = re.compile(r"“[^”]*”|[东西]区|全市|就业科|人才科")  # what a document calls by its name


def tables(goals, *register):
    """A plan's tables: an indicator is (name, unit, additive, part_of), a goal (state, bound, value) by (no, area)."""
    rows = [(no, area, *goal) for (no, area), goal in goals.items()]
    indicators = pd.DataFrame(register, columns=["name", "unit", "additive", "part_of"])
    indicators = indicators.assign(no=range(1, len(register) + 1), net="true", inferred_from="")
    targets = pd.DataFrame(rows, columns=["no", "area", "state", "bound", "value"])
    return indicators.assign(part_of=indicators["part_of"].astype("Int64")), targets, "全市"


def goals(whole, east, west, no=1, **others):
    areas = {"全市": whole, "东区": east, "西区": west, **others}
    return {(no, area): goal for area, goal in areas.items()}


def at_least(value):
    return ("assigned", "at_least", value)


COUNT, RATE = ("岗位数", "人", True, None), ("结案率", "%", False, None)
ELSEWHERE, NONE, ZERO = ("issued_separately", "", None), ("not_assigned", "", None), ("zero", "at_least", 0)
NINETY = at_least(90)
BALANCE, targets, city = tables(goals(at_least(3), at_least(1), at_least(2)), COUNT)
TABLES = {
    "sum": tables(goals(at_least(3), at_least(1), at_least(3)), COUNT),
    "elsewhere": tables(goals(at_least(3), ELSEWHERE, at_least(2)), COUNT),
    "too much elsewhere": tables(goals(at_least(3), ELSEWHERE, at_least(4)), COUNT),
    "other rates": tables(goals(NINETY, at_least(80), at_least(None)), RATE),
    "no task": tables(goals(NINETY, NINETY, ZERO, 北区=NINETY), RATE),
    "no target": tables(goals(NINETY, NINETY, NONE, 北区=NINETY), RATE),
    "bound": tables(goals(NINETY, ("assigned", "below", 90), ("assigned", "", 90)), RATE),
    "bound of the name": tables(goals(NINETY, NINETY, NINETY), ("失业率低于", "%", False, None)),
    "lower is better": tables(goals(NINETY, NINETY, NINETY), ("失业率", "%", False, None)),
    "share": tables(goals(at_least(101), NINETY, NINETY), RATE),
    "shares": tables(goals(at_least(101), at_least(101), NINETY), RATE),
    "part": tables({**goals(at_least(1), NONE, NONE), **goals(at_least(2), NONE, NONE, no=2)}, COUNT, ("其中岗位数", "人", True, 1)),
    "multiple": tables(
        {(no, area): at_least(no * value) for no in (1, 2) for value, area in enumerate(("东区", "西区", "北区"), 1)},
        COUNT, COUNT,
    ),
    "net": (BALANCE.assign(inferred_from="net=true（口径：之差）"), targets, city),
}  # fmt: skip


def entry(no=1, name="岗位数", raw="100", unit="人", tag="", departments=("就业科",)):
    return Entry(no, name, tag, "", "", read_amount(raw), raw, unit, departments, "w")


def column(no=1, name="岗位数", raw="100", unit="人", areas=("全市", "东区"), owners=("就业科",)):
    cells = tuple(Target(area, read_amount(raw), raw, "w") for area in areas)
    return Column(no, name, "monthly" if name == "标注" else "", unit, cells, "一、分项", frozenset(owners), "w")


def plan(register=(1,), breakdown=(1,), definitions=(1,), narrative="", whole=None, **one):
    """A plan whose only contradiction is what is named: numbers, or items as they are."""
    return Plan(
        register=[entry(item, **one) if isinstance(item, int) else item for item in register],
        breakdown=[column(item) if isinstance(item, int) else item for item in breakdown],
        definitions=[Definition(item, "岗位数", "", whole) if isinstance(item, int) else item for item in definitions],
        narrative=narrative,
    )


MANY = range(1, 14)
PLANS = {
    "twice": plan((1, 1), (1, 1), (1, 1)),
    "gap": plan((1, 3), (1, 3), (1, 3)),
    "gaps": plan((14,), (14,), (14,)),
    "not in annex 2": plan((1, 2), (1,), (1, 2)),
    "not in annex 1": plan((1,), (1, 2, 3), (1, 2, 3)),
    "none in annex 3": plan(MANY, MANY, ()),
    "areas": plan(breakdown=(column(areas=("全市", "东区", "东区", "")), column(2))),
    "names": plan(name="岗位总数"),
    "no tag": plan(breakdown=(column(name="标注"),), name="标注"),
    "tags": plan(tag="annual", breakdown=(column(name="标注"),)),
    "departments": plan(departments=("就业科", "人才科"), breakdown=(column(owners=("别科",)),)),
    "units": plan(unit="家"),
    "words of a target": plan(raw="低于100"),
    "targets": plan(raw="1", unit="万人"),
    "no whole": plan(whole=9),
    "bound of the text": plan(narrative="岗位数低于100人。"),
    "unit of the text": plan(narrative="岗位数100个。"),
    "figure of the text": plan(narrative="岗位数200人。"),
    "silent": plan(narrative="培训300人。"),
}


def found(case):
    if case in TABLES:
        return list(check_tables(*TABLES[case]))
    return list(check_annexes(PLANS[case], read_narrative(PLANS[case])))


@pytest.mark.parametrize("case", [*TABLES, *PLANS])
def test_findings_are_told_in_the_language_that_is_spoken(case):
    chinese = found(case)
    with speaking("en"):
        english = found(case)
    assert [(one.rule, one.severity) for one in chinese] == [(one.rule, one.severity) for one in english] != []
    for one, other in zip(chinese, english, strict=True):
        assert HAN.search(one.message)
        assert not HAN.search(NAMED.sub("", other.message)), other
        assert not HAN.search(NAMED.sub("", other.where)) or other.where == "一、分项"


REGISTER = "no,name,unit,kind,bound,pace,frequency\n1,参保人数,人,stock,at_least,accumulates,monthly\n3,乙项,人,flow,at_least,accumulates,monthly\n"
CELLS = "no,area,state,bound,value\n1,全市,assigned,,3\n1,甲,assigned,,3\n1,乙,zero,,\n3,全市,assigned,,3\n"


def test_a_datasets_tables_are_told_of_in_it_too(small):
    ds = small({"indicators.csv": REGISTER, "targets/2024.csv": CELLS})
    with speaking("en"):
        told = check_plan(ds, 2024)
    assert told[["where", "message"]].to_numpy().tolist() == [
        ["indicators", "the numbers do not run on without a gap: No. 2 is missing"],
        ["No. 1", "“参保人数” is of the kind “stock, level at period end”, yet judged by the pace “accumulates through the year”: check its kind and pace"],
        ["No. 3", "“乙项” has no target cell for 甲 and 乙; where there is no target, write not_assigned"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "chinese", "english"),
    [
        ("sum", "“岗位数”各地区合计4，全市3，相差1人", "“岗位数”: the areas add up to 4, the whole city has 3; the difference is 1 (unit: persons)"),
        ("bound", "“结案率”东区目标为低于90，全市为不低于90：方向应一致", "“结案率”: the target of 东区 is strictly below 90, that of the whole city is at least 90: both should have the same direction"),
        ("none in annex 3", "没有解释：第1、2、3、4、5、6、7、8、9、10等13个项", "there are no definitions of Nos. 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and others (13 in all)"),
    ],
)  # fmt: skip
def test_a_finding_word_for_word(case, chinese, english):
    assert chinese in [one.message for one in found(case)]
    with speaking("en"):
        assert english in [one.message for one in found(case)]


def test_places_of_a_document_are_told():
    places = [finding.where for case in ("twice", "no whole", "silent") for finding in found(case)]
    assert {"附件1 第1项", "附件2 第1项", "附件3 第1项", "正文 第1项"} <= set(places)
    with speaking("en"):
        places = [finding.where for case in ("twice", "no whole", "silent") for finding in found(case)]
    assert {"annex 1, No. 1", "annex 2, No. 1", "annex 3, No. 1", "body text, No. 1"} <= set(places)


def test_every_sentence_of_the_proofs_is_looked_at(small, monkeypatch):
    heard = set()
    for module in (arithmetic, reconcile):
        monkeypatch.setattr(module, "say", lambda sentence, **places: heard.add(sentence) or sentence.format(**places))
    check_plan(small({"indicators.csv": REGISTER, "targets/2024.csv": CELLS}), 2024)
    for case in (*TABLES, *PLANS):
        found(case)
    told = {
        one
        for module in (arithmetic, reconcile)
        for one in said_in(Path(module.__file__).read_text("utf-8"), "a proof")
    }
    assert sorted(told - heard) == []

"""What a person put right goes with the indicator to its new number; what the document says is the document's."""

import pandas as pd
import pytest

from hrss_analysis.plan.handover.carrying import IDENTITY, TODAY, new_register
from hrss_analysis.plan.handover.deciding import DECIDED
from hrss_analysis.plan.handover.keeping import Kept

CUES = {
    "kind": "flow（无时点字样）", "bound": "at_least（无限定词）", "pace": "accumulates（累计数）",
    "frequency": "monthly（无标注）", "additive": "true（数量可加总）", "reported_by": "就业科（牵头处室）",
}  # fmt: skip
PLAIN = {
    "name": "甲", "unit": "人", "city_unit": "人", "kind": "flow", "bound": "at_least", "pace": "accumulates",
    "frequency": "monthly", "additive": "true", "part_of": "", "net": "", "tier": "", "reported_by": "就业科",
    "lead_department": "就业科", "departments": "就业科", "category": "就业", "subcategory": "岗位",
}  # fmt: skip


def cued(**changes):
    cues = {**CUES, **changes}
    return "；".join(f"{name}={cue}" for name, cue in cues.items() if cue)


def row(no, inferred=None, **cells):
    return {**PLAIN, "no": no, "inferred_from": cued() if inferred is None else inferred, **cells}


def carried(was, now, relation="same", more_old=(), more_new=(), more=()):
    """The register's row of the indicator that was number 1 and is number 7."""
    indicators = pd.DataFrame([row("7"), *more_new]).fillna("")
    indicators.loc[0, list(now)] = list(now.values())
    decided = pd.DataFrame([["7", "1", "", "1", relation, "说明"], *more], columns=DECIDED)
    wordings = dict.fromkeys(indicators["no"], "f" * 16)
    blank = pd.DataFrame()
    kept = Kept(2026, 2025, "", "全市", "", "", {}, indicators, blank, wordings, blank, blank)
    old = pd.DataFrame([{**row("1"), **was}, *more_old]).fillna("")
    return new_register(kept, decided, old).set_index("no").loc["7"]


def test_the_columns_are_todays_and_ones_own_and_then_who_it_is():
    found = carried({"remark": "自己的列"}, {})
    assert ["no", *found.index] == [*TODAY, "remark", *IDENTITY]
    assert found[["remark", "id", "follows", "relation", "note", "wording"]].tolist() == [
        "自己的列",
        "1",
        "",
        "same",
        "说明",
        "f" * 16,
    ]


@pytest.mark.parametrize("name", ["definition", "numerator", "denominator", "name_en"])
@pytest.mark.parametrize("relation", ["same", "renamed", "rescaled", "redefined"])
def test_what_a_person_wrote_goes_with_the_indicator(name, relation):
    assert carried({name: "自己的话"}, {}, relation)[name] == "自己的话"


def test_what_the_document_says_is_the_documents():
    now = {"name": "乙", "unit": "万人", "category": "社保", "lead_department": "社保科", "departments": "社保科"}
    assert carried({}, now, "rescaled")[list(now)].to_dict() == now


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "stock"), ("pace", "growth"), ("additive", "false"), ("net", "true")]
)
@pytest.mark.parametrize("record", ["kept", "none"])
def test_the_meaning_is_not_inferred_again(name, value, record):
    was = {name: value} if record == "kept" else {name: value, "inferred_from": ""}
    assert carried(was, {})[name] == value
    # nor where the document would now be read otherwise, and a person said that it is the same
    other = {"kind": "rate", "inferred_from": cued(kind="rate（名称：人均）")}
    assert carried(was, other)["kind"] == was.get("kind", "flow")


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ({}, "stock"),  # the definition is another, the way of counting as before: the correction holds
        ({"kind": "rate", "inferred_from": cued(kind="rate（名称：人均）")}, "rate"),
        ({"kind": "rate", "unit": "%", "inferred_from": cued(kind="rate（单位：%）")}, "rate"),
    ],
)
def test_a_redefined_indicator_keeps_its_kind_only_if_it_is_counted_as_before(now, kind):
    assert carried({"kind": "stock"}, now, "redefined")["kind"] == kind


def test_what_nobody_corrected_is_the_documents_once_it_is_redefined():
    assert carried({}, {"net": "true", "inferred_from": cued(net="true（口径：之差）")}, "redefined")["net"] == "true"
    assert carried({}, {"net": "true", "inferred_from": cued(net="true（口径：之差）")}, "renamed")["net"] == ""


@pytest.mark.parametrize(
    ("was", "now", "frequency"),
    [
        ({"frequency": "annual"}, {}, "annual"),  # corrected, and the document says what it said
        ({"frequency": "annual"}, {"frequency": "quarterly", "inferred_from": cued(frequency="quarterly（标注：季报）")}, "quarterly"),
        ({}, {"frequency": "quarterly", "inferred_from": cued(frequency="quarterly（标注：季报）")}, "quarterly"),
        ({"frequency": "annual", "inferred_from": ""}, {}, "annual"),
        ({"frequency": "annual", "inferred_from": ""}, {"frequency": "quarterly", "inferred_from": cued(frequency="quarterly（标注：季报）")}, "quarterly"),
    ],
)  # fmt: skip
def test_the_frequency_is_the_persons_unless_the_document_says_another(was, now, frequency):
    assert carried(was, now)["frequency"] == frequency


@pytest.mark.parametrize(
    ("was", "now", "reporter"),
    [
        ({"reported_by": "统计科"}, {}, "统计科"),
        ({}, {"reported_by": "社保科", "inferred_from": cued(reported_by="社保科（牵头处室）")}, "社保科"),
        ({"inferred_from": ""}, {"reported_by": "社保科", "inferred_from": cued(reported_by="社保科（牵头处室）")}, "社保科"),
        ({"reported_by": "统计科", "inferred_from": ""}, {}, "统计科"),
        ({"reported_by": "统计科", "inferred_from": ""}, {"reported_by": "职建处", "inferred_from": cued(reported_by="职建处（附件1注）")}, "职建处"),
    ],
)  # fmt: skip
def test_who_reports_is_the_persons_unless_the_document_names_another(was, now, reporter):
    assert carried(was, now)["reported_by"] == reporter


WHOLE_OLD, WHOLE_NEW = row("2", name="总数"), row("9", name="总数")
WHOLE = [["9", "2", "", "2", "same", ""]]


@pytest.mark.parametrize(
    ("was", "now", "part_of"),
    [
        ({"part_of": "2"}, {}, "9"),  # a person said it, and the number is the new plan's
        ({"part_of": "2", "inferred_from": ""}, {}, "9"),
        ({"part_of": "2", "inferred_from": cued(part_of="2（附件3：第2项指标其中项）")}, {}, ""),  # the document no longer says it
        ({}, {"part_of": "9", "inferred_from": cued(part_of="9（附件3：第9项指标其中项）")}, "9"),
        ({"part_of": "", "inferred_from": cued(part_of="2（正文：其中）")}, {"part_of": "9"}, ""),  # a person took it out
    ],
)  # fmt: skip
def test_a_part_is_part_of_the_whole_in_the_new_numbers(was, now, part_of):
    assert carried(was, now, more_old=[WHOLE_OLD], more_new=[WHOLE_NEW], more=WHOLE)["part_of"] == part_of


def test_a_whole_that_is_gone_is_nobodys_whole():
    assert carried({"part_of": "2"}, {}, more_old=[WHOLE_OLD])["part_of"] == ""


@pytest.mark.parametrize("relation", ["split", "new"])
def test_what_is_another_indicator_is_as_inferred(relation):
    was = {"kind": "stock", "definition": "自己的话", "frequency": "annual"}
    indicators = pd.DataFrame([row("7")])
    blank = pd.DataFrame()
    kept = Kept(2026, 2025, "", "全市", "", "", {}, indicators, blank, {"7": "f" * 16}, blank, blank)
    decided = pd.DataFrame([["7", "i2026-7", "1", "1", relation, ""]], columns=DECIDED)
    (found,) = new_register(kept, decided, pd.DataFrame([{**row("1"), **was}])).to_dict("records")
    assert (found["kind"], found["definition"], found["frequency"]) == ("flow", "", "monthly")
    assert (found["id"], found["follows"], found["inferred_from"]) == ("i2026-7", "1", cued())


def merged(*parts, now=None):
    indicators = pd.DataFrame([{**row("7"), **(now or {})}])
    blank = pd.DataFrame()
    kept = Kept(2026, 2025, "", "全市", "", "", {}, indicators, blank, {"7": "f" * 16}, blank, blank)
    numbers = "+".join(str(at) for at in range(1, len(parts) + 1))
    decided = pd.DataFrame([["7", "i2026-7", numbers, numbers, "merged", ""]], columns=DECIDED)
    old = pd.DataFrame([{**row(str(at)), **part} for at, part in enumerate(parts, 1)])
    (found,) = new_register(kept, decided, old).to_dict("records")
    return found


def test_a_merger_is_as_inferred_unless_its_parts_were_put_right_alike():
    stock = {"kind": "stock", "pace": "growth", "frequency": "annual", "definition": "自己的话"}
    found = merged(stock, stock)
    assert (found["kind"], found["pace"], found["frequency"], found["definition"]) == ("stock", "growth", "monthly", "")
    assert merged(stock, {})["kind"] == "flow"
    assert merged(stock, stock, now={"kind": "rate"})["kind"] == "rate"


def test_a_whole_that_takes_its_part_in_keeps_what_was_written_for_the_whole():
    indicators, blank = pd.DataFrame([row("7")]), pd.DataFrame()
    kept = Kept(2026, 2025, "", "全市", "", "", {}, indicators, blank, {"7": "f" * 16}, blank, blank)
    decided = pd.DataFrame([["7", "2", "2+1", "2+1", "redefined", ""]], columns=DECIDED)
    old = pd.DataFrame([row("1", definition="部分"), row("2", definition="总体")])
    (found,) = new_register(kept, decided, old).to_dict("records")
    assert (found["id"], found["follows"], found["definition"]) == ("2", "2+1", "总体")

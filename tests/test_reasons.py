"""Codes in frames, words at the edge: every code has its words, every word its columns, and nothing says them twice."""

import ast
import re

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis import briefings, views
from hrss_analysis.briefings.downloads import cells_frame
from hrss_analysis.errors import UsageError
from hrss_analysis.measures.changes import COLUMNS as CHANGES
from hrss_analysis.measures.compared import COLUMNS as COMPARED
from hrss_analysis.measures.progress import COLUMNS as PROGRESS
from hrss_analysis.measures.projection.errors import FEWEST
from hrss_analysis.measures.projection.projecting import COLUMNS as PROJECT
from hrss_analysis.reasons import FACTS, REASON, fields_of, sentence, sentences

from .conftest import ROOT

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SOURCES = sorted((ROOT / "hrss_analysis" / "measures").rglob("*.py"))


def literals(source):
    """The text of every string of a source that is no docstring."""
    tree = ast.parse(source)
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, owners) and ast.get_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def chosen(source):
    """The codes that a source hands to ``first_of``: what stands in a frame's reason."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "first_of":
            (cases,) = node.args
            yield from (key.value for key in cases.keys if isinstance(key, ast.Constant))


def test_literals_are_seen_and_docstrings_are_not():
    source = '"""字"""\ndef f():\n    """字"""\n    # 字\n    return f"甲{1}" + "乙"\n'
    assert set(literals(source)) == {"甲", "乙"}


def test_codes_handed_over_are_seen():
    assert list(chosen('x = first_of({"held": a, missing: b, "fell": c})')) == ["held", "fell"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_measures_say_nothing_in_chinese(path):
    assert [text for text in literals(path.read_text(encoding="utf-8")) if CHINESE.search(text)] == []


def test_every_code_is_used_and_every_code_used_has_its_words():
    sources = [path.read_text(encoding="utf-8") for path in SOURCES]
    assert {code for source in sources for code in chosen(source)} <= set(REASON)
    assert set(REASON) <= {text for source in sources for text in literals(source)}


def test_codes_are_single_words():
    assert [code for code in REASON if not re.fullmatch(r"[a-z]+(_[a-z]+)*", code)] == []


@pytest.mark.parametrize("code", REASON)
def test_both_languages_are_filled_from_the_same_columns(code):
    label = REASON[code]
    assert set(fields_of(label.zh)) == set(fields_of(label.en))
    assert CHINESE.search(label.zh)
    assert not CHINESE.search(label.en)
    # a piece is joined to others: it ends without a stop
    assert not re.search(r"[。；.;]", label.zh.replace(".0f", "").replace(".10g", "").replace(".1%", ""))
    assert not label.en.endswith((".", ";"))


def test_what_fills_a_label_is_a_column():
    used = {field for label in REASON.values() for field in fields_of(label.zh)}
    assert used <= {*PROGRESS, *PROJECT}
    assert set(FACTS) == used - {"n_errors"}  # which is told on its own account, too
    assert {"reason"} <= set(CHANGES) & set(COMPARED) & set(PROGRESS) & set(PROJECT)


def test_no_two_codes_say_the_same():
    told = [(label.opening + label.zh) for label in REASON.values()]
    assert len(set(told)) == len(told)


def test_the_number_in_the_words_is_the_codes():
    assert f"不足{FEWEST}个" in REASON["few_errors"].zh
    assert f"fewer than {FEWEST}" in REASON["few_errors"].en


FILLED = {
    "partial": {"parts_told": 1, "parts_expected": 2},
    "sum_differs": {"parts_total": 12500.5, "parts_off": -1.25},
    "waived": {"waiver": "已核{}", "waived_by": ""},
    "waived_by": {"waiver": "已核", "waived_by": "张三"},
    "few_errors": {"n_errors": 3},
    "parts_above_scaled": {"parts_apart": 0.0555},
    "parts_below": {"parts_apart": 0.25},
    "held sum_differs": {"parts_total": 8.0, "parts_off": 1.0},
    "unranked_alone": {},
    "": {},
}


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        ("partial", "2个地区中仅1个报送（1/2），合计不能作为全市数", "only 1 of 2 areas reported: their sum is not the whole's figure"),
        ("sum_differs", "上报数与各地合计12,500.5相差-1.25", "-1.25 off the sum of areas, 12,500.5"),
        ("waived", "经认定：已核{}", "decided: 已核{}"),
        ("waived_by", "经认定：已核（张三）", "decided: 已核 (张三)"),
        ("few_errors", "以往误差仅3个，不足12个，不给区间", "no interval from 3 past errors, fewer than 12"),
        ("parts_above_scaled", "各地区分别推算的合计比全市高5.5%，已按比例调整", "areas by themselves add up to 5.5% above the whole: scaled to it"),
        ("parts_below", "各地区分别推算的合计比全市低25.0%，增减方向不一，未作调整", "areas by themselves add up to 25.0% below the whole: not scaled, as they do not all go one way"),
        ("held sum_differs", "上年末已达目标，按保持评判；上报数与各地合计8相差+1", "the target was reached last year: judged by whether it is held; +1 off the sum of areas, 8"),
        ("unranked_alone", "不参与排名：只有一个地区可比", "only one area to compare"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_sentence_has_its_facts(reason, zh, en):
    frame = pd.DataFrame([{"reason": reason, **FILLED[reason]}])
    assert (sentences(frame, "zh"), sentences(frame, "en")) == ([zh], [en])
    assert sentence(frame.iloc[0]) == zh


def test_a_language_that_nothing_is_written_in_is_refused():
    with pytest.raises(UsageError, match=r"unknown language 'fr'.*zh, en"):
        sentences(pd.DataFrame({"reason": ["held"]}), "fr")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wuxi", "national"])
def test_every_reason_of_the_shipped_data_is_said_in_both_languages(request, name):
    ds = request.getfixturevalue(name)
    period = f"{max(ds.target_years)}Q3"
    cells = hrss.progress(ds, period)
    frames = [cells, hrss.changes(ds, period), hrss.project(ds, period), hrss.contributions(ds, period)]
    frames += [hrss.ranking(cells, ds)]
    for basis in ("cumulative", "current"):
        for comparison in (None, "target", "expected", "year_on_year", "quarter_on_quarter", "whole"):
            frames.append(hrss.compared(ds, basis, comparison))
    for frame in frames:
        codes = {code for reason in frame["reason"] for code in reason.split()}
        assert codes <= set(REASON)
        english = sentences(frame, "en")
        assert [text != "" for text in english] == list(frame["reason"] != "")
        assert not CHINESE.search("".join(english))


def test_pages_and_files_have_the_words(small):
    waivers = "period,no,area,status,reason,by,on\n2024Q3,1,乙,done,已核,张三,2024-10-09\n"
    targets = "no,area,state,bound,value\n1,全市,assigned,,30\n1,甲,assigned,,10\n1,乙,assigned,,10\n"
    ds = small({"waivers.csv": waivers, "targets/2024.csv": targets, "actuals/2024Q3.csv": "no,area,value\n1,甲,5\n"})
    cells = hrss.progress(ds, "2024Q3")
    assert cells["reason"].tolist() == ["partial", "", "waived_by"]
    told = ["2个地区中仅1个报送（1/2），合计不能作为全市数", "", "经认定：已核（张三）"]
    assert cells_frame(ds, cells)["说明"].tolist() == told
    assert f"（{told[0]}）" in briefings.unjudged(ds, cells[cells["area"] == "全市"])


def test_a_view_tells_its_reasons_in_its_language(small):
    targets = "no,area,state,bound,value\n1,甲,assigned,,10\n"
    ds = small({"targets/2024.csv": targets, "actuals/2024Q3.csv": "no,area,value\n1,甲,5\n1,乙,5\n"})
    told = [views.projection(ds, 1, "甲", "2024Q3", lang=lang) for lang in ("zh", "en")]
    assert [view.frame["reason"].item() for view in told] == ["projected_linear"] * 2
    assert "没有上年同期和年末数，只按时间进度外推" in told[0].title
    assert "no last year: by the linear pace" in told[1].title

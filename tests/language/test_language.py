"""A process speaks one language at a time, and what it says in it is put together by that language's rules."""

import pytest

from hrss_analysis.errors import UsageError
from hrss_analysis.language import (
    catalogue,
    clauses,
    in_language,
    language_of_file,
    listed,
    page_language,
    say,
    sentences,
    speak,
    speaking,
    word,
)
from hrss_analysis.paper import labels
from hrss_analysis.paper.blocks import MIME, Figure
from hrss_analysis.paper.content import note
from hrss_analysis.paper.html import element
from hrss_analysis.vocabulary import STATUS


def test_a_language_is_spoken_for_a_while_also_when_something_fails():
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError(page_language())
    assert page_language() == "zh"


def test_another_language_is_refused():
    with pytest.raises(UsageError, match="unknown language 'eng': did you mean 'en'"):
        speak("eng")
    assert page_language() == "zh"


def test_a_count_chooses_between_one_and_several():
    states = {"states": "made"}
    with speaking("en"):
        assert say("应有报告{n}份，{states}。", n=1, **states) == "1 report expected: made."
        assert say("应有报告{n}份，{states}。", n=0, **states) == "0 reports expected: made."
        assert say("应有报告{n}份，{states}。", n=2, **states) == "2 reports expected: made."
    assert say("应有报告{n}份，{states}。", n=1, **states) == "应有报告1份，made。"


def test_what_a_name_has_in_braces_stays_as_it_is():
    assert say("{word}：{name}", word="{x}", name="{0}") == "{x}：{0}"


@pytest.mark.parametrize(
    ("items", "more", "zh", "en"),
    [
        ([], False, "", ""),
        (["A"], False, "A", "A"),
        (["A"], True, "A等", "A and others"),
        (["A", "B", "C"], False, "A、B、C", "A, B and C"),
        (["A", "B"], True, "A、B等", "A, B and others"),
    ],
)
def test_lists(items, more, zh, en):
    assert listed(items, more=more) == zh
    with speaking("en"):
        assert listed(items, more=more) == en


def test_clauses_and_sentences():
    assert (clauses(["甲", "乙"]), sentences(["甲。", "", "乙。"])) == ("甲；乙", "甲。乙。")
    with speaking("en"):
        assert (clauses(["a", "b"]), sentences(["A.", "", "B."])) == ("a; b", "A. B.")


@pytest.mark.parametrize(("page", "lang"), [("city.html", "zh"), ("city.en.html", "en"), ("own-en.html", "zh")])
def test_a_file_tells_its_language(page, lang):
    assert language_of_file(page) == lang


def test_an_address_is_the_same_page_in_the_pages_language():
    assert in_language("index.html") == "index.html"
    with speaking("en"):
        assert in_language("../2024/indicator-07.html") == "../2024/indicator-07.en.html"
        assert word(STATUS["behind"]) == "behind"


def test_a_sentence_in_two_files_is_an_error(monkeypatch):
    from hrss_analysis.language.en import common, press

    catalogue.cache_clear()
    monkeypatch.setitem(press.SENTENCES, next(iter(common.SENTENCES)), "twice")
    with pytest.raises(ValueError, match="stands in another file, too"):
        catalogue("en")
    catalogue.cache_clear()


@pytest.mark.parametrize(
    ("unit", "kind", "value", "zh", "en"),
    [
        ("万人", "flow", 13.83, "13.83万人", "13.83 × 10,000 persons"),
        ("人", "flow", 12466, "12,466人", "12,466 persons"),
        ("人", "flow", 1, "1人", "1 person"),
        ("%", "rate", 98.04, "98.0%", "98.0%"),
        ("亿元", "flow", 16.5, "16.5亿元", "16.5 × 100 million yuan"),
        ("盒", "flow", 3, "3盒", "3 盒"),
    ],
)
def test_a_unit_behind_a_figure(unit, kind, value, zh, en):
    assert labels.number_for(unit, kind, with_unit=True)(value) == zh
    with speaking("en"):
        assert labels.number_for(unit, kind, with_unit=True)(value) == en


def test_a_sentence_keeps_the_numbers_of_its_figures_in_its_own_order():
    figure = labels.figured("超出 {by}", by=Figure("0.3", 0.3))
    assert (figure, figure.values) == ("超出 0.3", (0.3,))
    with speaking("en"):
        told = labels.target_text(0.6, "below", labels.PERCENT)
    assert (told, told.values) == ("strictly below 0.6%", (0.6,))


def test_chinese_on_an_english_page_says_that_it_is():
    with speaking("en"):
        html = element("p", "led by 就管中心（二处）, 2024", title="就管中心")
        assert html == '<p title="就管中心">led by <span lang="zh">就管中心（二处）</span>, 2024</p>'
        assert html._repr_mimebundle_()[MIME]["blocks"][0]["texts"] == ["led by 就管中心（二处）, 2024"]
        assert note("x")._repr_mimebundle_()[MIME]["lang"] == "en"
    assert "span" not in element("p", "就管中心")
    assert note("x")._repr_mimebundle_()[MIME]["lang"] == "zh"

"""Every message has its Chinese, with the same places; which language is meant is found out from the environment."""

import ast
import re
from string import Formatter

import pytest

from hrss_analysis import messages
from hrss_analysis.errors import of_system, unknown
from hrss_analysis.messages import catalogue, message_language, tell

from ..conftest import ROOT

PACKAGE = ROOT / "hrss_analysis"
HAN = re.compile(r"[\u4e00-\u9fff]")


def name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def told_in(source):
    """The messages that a source tells, and the nouns that it says are unknown."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and name_of(node.func) in ("tell", "unknown"):
            yield name_of(node.func), node.lineno, node.args[0]


def literals(node):
    """What may be told: a literal, or one of two."""
    if isinstance(node, ast.IfExp):
        return [*literals(node.body), *literals(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def every_message():
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not re.search(r"^from \.+(messages|errors)? ?import .*\b(tell|messages|unknown)\b", source, re.MULTILINE):
            continue
        for _, _, node in told_in(source):
            found.update(literals(node))
    return found


def test_every_message_is_there_in_chinese():
    assert sorted(every_message() - set(catalogue())) == []


def test_places_are_the_same_and_every_one_is_chinese():
    for message, told in catalogue().items():
        here, there = (sorted({name for _, name, _, _ in Formatter().parse(one) if name}) for one in (message, told))
        assert here == there, message
        assert HAN.search(told) or not re.search("[a-z]", re.sub(r"\{\w+\}|hrss", "", told)), message
        assert "\t" not in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_is_told_whole_in_both_languages(monkeypatch, lang):
    """With a sample in each place: every sample is told, no brace is left, no stop stands twice."""
    monkeypatch.setenv("HRSS_LANG", lang)
    for message in catalogue():
        places = {name: f"‹{rank}›" for rank, name in enumerate(sorted(_places(message)))}
        said = tell(message, **places)
        assert all(sample in said for sample in places.values()), message
        assert not re.search(r"[{}]|，，|。。|\s，", said), said


def _places(message):
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({"HRSS_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"HRSS_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"HRSS_LANG": "fr", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
    ],
)
def test_the_language_of_messages(monkeypatch, said, language):
    for name in ("HRSS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, said.get(name, ""))
    assert message_language() == language


@pytest.mark.parametrize(
    ("own", "language"), [("Chinese (Simplified)_China", "zh"), ("English_United States", "en"), (None, "zh")]
)
def test_where_nothing_is_said_the_system_is_asked(monkeypatch, own, language):
    messages._language.cache_clear()
    for name in ("HRSS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(messages.locale, "getlocale", lambda: (own, "cp936"))
    assert message_language() == language
    messages._language.cache_clear()


def test_errors_speak_chinese(monkeypatch):
    monkeypatch.setenv("HRSS_LANG", "zh")
    assert unknown("area", "江隂", ["江阴", "宜兴"]) == "地区'江隂'无法识别，是不是'江阴'？可用的有：江阴, 宜兴"
    assert of_system(FileNotFoundError(2, "", "数.xlsx")) == "数.xlsx：没有这个文件或文件夹，请检查路径"
    assert tell("a message that nobody translated: {x}", x=1) == "a message that nobody translated: 1"

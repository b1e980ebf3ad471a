"""Every sentence has its English, and no English has lost its sentence; places are the same in both."""

import ast
import json
import re
from string import Formatter

import pytest

from hrss_analysis.checks.checking import RULES
from hrss_analysis.language import LANGUAGES, catalogue

from ..conftest import ROOT

PACKAGE = ROOT / "hrss_analysis"
SAYING = {"say", "pattern", "figured"}  # functions whose first argument is a sentence
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")


def said_in(source, where):
    """The sentences that a source says; each is written out where it is said."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in SAYING and node.args:
            sentence = node.args[0]
            if isinstance(sentence, ast.Constant):
                yield sentence.value
            else:
                assert where in TAKING, f"{where}:{node.lineno}: a sentence is written out where it is said"


TAKING = {  # where sentences come from elsewhere: the catalogue itself, headings of notebooks, sections' names
    "hrss_analysis/language/__init__.py", "hrss_analysis/paper/labels.py", "hrss_analysis/paper/executed.py",
    "hrss_analysis/briefings/page.py", "hrss_analysis/briefings/data_quality.py",
}  # fmt: skip


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def sentences():
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if (
            re.search(r"^from \S*\blanguage import|^from \S+ import .*\blanguage\b", source, re.MULTILINE)
            or path.parent.name == "language"
        ):
            found.update(said_in(source, path.relative_to(ROOT).as_posix()))
    found.update(one.label for one in RULES)
    for path in sorted(PACKAGE.rglob("*.j2")):
        found.update(re.findall(r'\bsay\("([^"]+)"', path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        found.update(_of_notebook(json.loads(path.read_text(encoding="utf-8"))))
    return found


def _of_notebook(content):
    if not any("briefings.speak(lang)" in "".join(cell["source"]) for cell in content["cells"]):
        return
    for cell in content["cells"]:
        source = "".join(cell["source"])
        if "notebook-only" in cell["metadata"].get("tags", []):
            continue
        if cell["cell_type"] == "markdown":
            yield from re.findall(r"(?m)^#+ +(.+?)\s*$", source)
            continue
        yield from said_in(source, "a notebook")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and _name(node.func) == "section":
                yield node.args[0].value


def places(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_sentence_is_translated_and_no_translation_is_left_over(lang):
    said, known = sentences(), set(catalogue(lang))
    assert sorted(said - known) == []
    assert sorted(known - said) == []


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_places_are_the_same_in_both_and_nothing_is_left_in_chinese(lang):
    for sentence, told in catalogue(lang).items():
        for one in (told,) if isinstance(told, str) else told:
            assert places(one) == places(sentence), sentence
            assert not HAN.search(one), sentence


def test_sentences_are_found_however_they_are_said():
    source = 'say("甲")\nlanguage.say("乙", n=1)\nlabels.figured("丙{x}", x=1)\nsay_not("丁")'
    assert list(said_in(source, "a.py")) == ["甲", "乙", "丙{x}"]
    with pytest.raises(AssertionError, match=r"a\.py:1"):
        list(said_in('say("甲" + b)', "a.py"))

"""The help has its Chinese throughout, shown for as long as the command runs; click's own words, too."""

import inspect
import re
from pathlib import Path

import click
import pytest

from hrss_analysis.cli import hrss
from hrss_analysis.messages.zh.cli import CLICK, HELP

from ..conftest import ROOT
from ..docs.running import hrss as run

AS_TYPED = {"html,docx,pdf", "zh,en", "[quarter|month]", "BOOLEAN", "reports"}


def commands(command=hrss, parent=None, words=()):
    context = click.Context(command, parent=parent, **command.context_settings)
    yield words, command, context
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, context, (*words, name))


def said_by(command, context):
    yield from inspect.cleandoc(command.help).split("\n\n")
    yield from (getattr(command, name, None) for name in ("options_metavar", "subcommand_metavar"))
    for parameter in command.get_params(context):
        yield parameter.make_metavar(context)
        if isinstance(parameter, click.Option):
            yield parameter.help
            yield parameter.show_default if isinstance(parameter.show_default, str) else None


def test_all_help_is_there_in_chinese_and_nothing_else():
    said = {" ".join(text.split()) for _, command, context in commands() for text in said_by(command, context) if text}
    assert said - AS_TYPED == set(HELP)


def test_click_says_these_words():
    source = "".join(path.read_text(encoding="utf-8") for path in Path(inspect.getfile(click)).parent.glob("*.py"))
    here = [word for word in CLICK if word != "required" and repr(word)[1:-1] not in source.replace('\\"', '"')]
    assert set(here) <= {"No such option: {name}", "(Possible options: {possibilities})"}  # of other versions


@pytest.mark.parametrize("words", [words for words, *_ in commands()])
def test_a_page_of_help_is_chinese_and_fits(monkeypatch, words):
    monkeypatch.setenv("HRSS_LANG", "zh")
    page = run((*words, "--help"), ROOT).out
    monkeypatch.setenv("HRSS_LANG", "en")
    assert page.startswith("用法：")
    assert not re.search(r"\b(Usage|Options|Commands|default|TEXT|PATH|INTEGER)\b", page)
    assert run((*words, "--help"), ROOT).out.startswith("Usage: ")

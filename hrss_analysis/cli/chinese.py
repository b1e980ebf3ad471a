"""The help in Chinese, and click's own words: both are looked up in the catalogue when the command runs.

The decorators of the commands, and click itself, say everything in English. Where messages are
Chinese, what they say is replaced for as long as the command runs; in English nothing is touched.
"""

import gettext
import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unicodedata import east_asian_width

import click
from click import formatting

from ..messages import message_language
from ..messages.zh.cli import CLICK, HELP

Replaced = tuple[Any, str, Any]  # of what, which attribute, by what

# What may not be torn apart: a word of ASCII, and a character with the marks that open before it or close behind it.
PIECE = re.compile(r"\s+|[（“《\[(]*(?:[!-~]+|.)[，。；：、？！）”》…\])]*")


@contextmanager
def in_chinese(command: click.Command) -> Iterator[None]:
    """Let the help of a command and of all below it, and click itself, speak Chinese if messages do."""
    with ExitStack() as afterwards:
        replaced = [*_help_of(command), *_of_click()] if message_language() == "zh" else []
        for owner, name, value in replaced:
            afterwards.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, value)
        yield


def _help_of(command: click.Command, parent: click.Context | None = None) -> Iterator[Replaced]:
    """The help of a command, of its parameters and of the commands below it."""
    context = click.Context(command, parent=parent, **command.context_settings)
    told = translated(command.help or "")
    yield command, "help", told
    yield command, "short_help", told.partition("\n")[0].partition("。")[0]
    for name in ("options_metavar", "subcommand_metavar"):
        if shown := getattr(command, name, None):
            yield command, name, translated(shown)
    for parameter in command.get_params(context):
        shown = parameter.make_metavar(context)
        if shown in HELP:
            yield parameter, "metavar", HELP[shown]
        if isinstance(parameter, click.Option):
            yield parameter, "help", translated(parameter.help or "")
            if isinstance(parameter.show_default, str):
                yield parameter, "show_default", translated(parameter.show_default)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _help_of(below, context)


def translated(text: str) -> str:
    """A help text in Chinese, paragraph by paragraph; what the catalogue does not have stays as it is.

    Examples
    --------
    >>> translated("Dataset folder.")
    '数据集文件夹。'
    """
    paragraphs = (" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))
    return "\n\n".join(HELP.get(part, part) for part in paragraphs)


def _of_click() -> Iterator[Replaced]:
    """The words that click asks gettext for, and how it lays out its help: by columns of a terminal."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            if getattr(module, "_", None) is gettext.gettext:
                yield module, "_", _word
            if getattr(module, "ngettext", None) is gettext.ngettext:
                yield module, "ngettext", _words
    yield click.Context, "formatter_class", _Layout
    yield click.MissingParameter, "format_message", _missing
    yield formatting, "term_len", columns
    yield formatting, "wrap_text", wrapped


def _word(message: str) -> str:
    return CLICK.get(message, message)


def _words(one: str, several: str, count: int) -> str:
    return _word(one if count == 1 else several)


class _Layout(click.HelpFormatter):
    """A help page: what click puts behind headings itself is no Chinese mark."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _word("Usage:"))


_said_by_click = click.MissingParameter.format_message


def _missing(error: click.MissingParameter) -> str:
    """What is missing, without the full stop that click puts behind it itself."""
    return _said_by_click(error).removesuffix(".")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    Examples
    --------
    >>> columns("--area 地区")
    11
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in click.unstyle(text))


def wrapped(
    text: str,
    width: int = 78,
    initial_indent: str = "",
    subsequent_indent: str = "",
    preserve_paragraphs: bool = False,
) -> str:
    """A text in lines no wider than a number of columns, as ``click.wrap_text`` breaks English: it only knows spaces.

    Examples
    --------
    >>> print(wrapped("做一期的报告（不是最新的才做）。", 20))
    做一期的报告（不是最
    新的才做）。
    """
    filled = [
        _filled(paragraph, width, initial_indent, subsequent_indent)
        for paragraph in (text.split("\n\n") if preserve_paragraphs else [text])
    ]
    return "\n\n".join(filled)


def _filled(text: str, width: int, first: str, others: str) -> str:
    lines, indent = [first], first
    for piece in PIECE.findall(text):
        if lines[-1] != indent and columns(lines[-1] + piece.rstrip()) > width:
            lines.append(others)
            indent = others
        lines[-1] += piece if lines[-1] != others or not lines[1:] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)

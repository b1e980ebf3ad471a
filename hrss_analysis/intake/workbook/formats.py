"""What a spreadsheet's formatting makes of a cell for the person who looks at it.

A person sees 3万 where the number 3 has the format ``0"万"``, 448 where 448 stands
struck out before a new 448, and nothing at all in white letters. A unit behind a number
is read as if it had been typed; rounding, separators, colours and signs change nothing;
whatever else makes a cell look like another value is a problem, said in words.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from openpyxl.cell.rich_text import CellRichText, TextBlock

from ...language import say

LOCAL_DATES = {*range(27, 37), *range(50, 59)}  # built-in formats that are dates in a Chinese Excel alone
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|(?P<pad>[_*].)'
    r"|(?P<number>General|G/通用格式|[#0?.,]+(?:E[+-]?[#0?]+)?)|(?P<code>[%@])|(?P<other>.)",
    re.DOTALL,
)
_PLAIN = re.compile(r"General|G/通用格式|[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?(?:E[+-]?[#0?]+)?|\.[#0?]+")
_HARMLESS = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|yellow|黑色|蓝色|蓝绿色|青色|绿色|洋红|红色|黄色|(?:color|颜色)\s*\d+|\$-[0-9a-f]+(?:,\d+)?|dbnum\d)",
    re.IGNORECASE,
)
_WHITE = {"FFFFFFFF", "00FFFFFF"}


class Shown(NamedTuple):
    """How a number is shown: a percentage or not, what stands behind it, or what is wrong with that."""

    percent: bool = False
    behind: str = ""
    problem: str = ""


class _Section(NamedTuple):
    front: str
    numbers: tuple[str, ...]
    behind: str
    percent: int
    text: int  # how often the text itself is put in
    odd: bool  # holds what is not understood


def number_shown(value: float, code: str) -> Shown:
    """How a format shows a number.

    Examples
    --------
    >>> number_shown(3, '0"万"').behind, number_shown(0.98, "0.0%").percent, bool(number_shown(3, '"约"0').problem)
    ('万', True, True)
    """
    shown = _number_shown(value, code)
    return Shown(problem=_differs(code)) if shown is None else shown


@lru_cache(maxsize=1000)
def _number_shown(value: float, code: str) -> Shown | None:
    """How a format shows a number; None where it shows another."""
    sections = _sections(code)
    if len(sections) > 1 and (len(sections) == 4 or sections[-1].text):
        sections = sections[:-1]
    if len(sections) == 1 and sections[0] == _Section("", (), "", 0, 1, odd=False):
        return Shown()  # @: a number kept as it was typed
    rank = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = sections[rank]
    front, behind = section.front.strip(), section.behind.strip()
    if rank == 1 and (front, behind) in (("(", ")"), ("（", "）")):
        front = behind = ""
        signed = True
    else:
        signed = front == "-"
        front = "" if front == "-" and rank else front
    dash = value == 0 and section.front.strip() == "-" and set("".join(section.numbers)) <= set("?#")
    if dash:
        return Shown()  # an accountant's zero
    wrong = (
        any(one.odd for one in sections)
        or len(section.numbers) != 1
        or not _PLAIN.fullmatch(section.numbers[0])
        or front not in ("", "+")
        or section.text
        or section.percent > 1
        or any(letter.isnumeric() and not "一" <= letter <= "龥" for letter in behind)
        or (rank == 1 and not signed)
        or (value == 0 and not re.search("0|G", section.numbers[0]))
    )
    return None if wrong else Shown(bool(section.percent), behind)


def text_problem(code: str) -> str:
    """What a format adds to a text, or that it hides it; blank if a person sees the text as it is.

    Examples
    --------
    >>> text_problem("@"), text_problem("#,##0"), bool(text_problem(";;;")), bool(text_problem('@"万"'))
    ('', '', True, True)
    """
    sections = _sections(code)
    if not (len(sections) == 4 or sections[-1].text):
        return ""
    last = sections[-1]
    plain = not (last.front + last.behind).strip() and last.text == 1 and not last.numbers and not last.odd
    return "" if plain else _differs(code)


def _differs(code: str) -> str:
    return say("单元格的数字格式“{code}”使看到的与所存的不同，请把格式改为常规后核对重填", code=code[:30])


def _sections(code: str) -> list[_Section]:
    """The parts of a format that the sign of a number, or a text, chooses between."""
    found: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code or "General"):
        if token["other"] == ";":
            found.append([])
        else:
            found[-1].append(token)
    return [_section(tokens) for tokens in found]


def _section(tokens: list[re.Match[str]]) -> _Section:
    front, behind, numbers, percent, text, odd = "", "", [], 0, 0, False
    for token in tokens:
        literal = token["quoted"] or token["escaped"] or token["other"] or ""
        if token["number"]:
            numbers.append(token["number"])
        elif token["code"] == "@":
            text += 1
        elif token["code"] == "%":
            percent += 1
            odd |= not numbers
        elif token["bracket"] is not None:
            odd |= not _HARMLESS.fullmatch(token["bracket"])
        elif numbers or text:
            behind += literal
            odd |= bool(percent and literal.strip())
        else:
            front += literal
    return _Section(front, tuple(numbers), behind, percent, text, odd)


def looks_problem(found: Any) -> str:
    """What is wrong with how a cell of a workbook looks: raised, struck out, or not to be seen."""
    value = found.value
    runs = [block for block in value if isinstance(block, TextBlock)] if isinstance(value, CellRichText) else []
    for font, text in [*((run.font, run.text) for run in runs), (found.font, str(value))]:
        shown = "".join(letter for letter in text.strip() if letter.isprintable())[:20]
        if not shown:
            continue
        if font.vertAlign == "superscript":
            return say("“{shown}”是上标，像是注码，请删去后只填数", shown=shown)
        if font.vertAlign == "subscript":
            return say("“{shown}”是下标，像是注码，请删去后只填数", shown=shown)
        if font.strike:
            return say("“{shown}”带有删除线，看不出是否作废，请删去作废的内容、取消删除线", shown=shown)
        if _is_white(font.color) and _is_white_ground(found.fill):
            return say("“{shown}”是白底白字，看不见，请改为黑色或删去", shown=shown)
    return ""


def _is_white(color: Any) -> bool:
    if color is None:
        return False
    return bool(
        (color.type == "rgb" and color.rgb in _WHITE)
        or (color.type == "theme" and color.theme == 0 and not color.tint)
        or (color.type == "indexed" and color.indexed in (1, 9))
    )


def _is_white_ground(fill: Any) -> bool:
    kind = getattr(fill, "fill_type", None)
    return kind is None or (kind == "solid" and _is_white(fill.fgColor))

"""Submissions as people fill them in and machines spoil them, each with what it means.

A damage changes a form in one way and knows what a person would still read in it: the
same figures, others, or none for certain (``unsure``), and then it has to be refused.
"""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

FIGURES = ("value", "numerator", "denominator")
PLACES = {"no": 0, "name": 1, "area": 2, "unit": 3, "value": 4, "numerator": 5, "denominator": 6, "flag": 7, "note": 8}
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@dataclass
class Form:
    """A submission before it is written: its parts, how it is written, and what it means."""

    above: list[list[Any]]
    head: list[Any]
    rows: list[list[Any]]
    meant: dict[tuple[int, str], dict[str, float | None]]
    name: str = "报表.xlsx"
    unsure: bool = False  # whoever takes a figure from it guesses
    looks: list[Callable[[Any], None]] = field(default_factory=list)
    text: Callable[[str], str] | None = None
    content: Callable[[bytes], bytes] | None = None
    encoding: str = "utf-8"
    delimiter: str = ","

    @property
    def top(self) -> int:
        """The row of the first figures."""
        return len(self.above) + 2

    def write(self) -> bytes:
        """The file's content."""
        content = self._csv() if self.name.endswith(".csv") else self._xlsx()
        return self.content(content) if self.content else content

    def _csv(self) -> bytes:
        out = io.StringIO()
        width = max(len(self.head), *(len(row) for row in self.rows)) if self.rows else len(self.head)
        lines = [*self.above, self.head, *self.rows]
        even = [[*row, *[""] * (width - len(row))] for row in lines]
        csv.writer(out, delimiter=self.delimiter, lineterminator="\n").writerows(even)
        text = self.text(out.getvalue()) if self.text else out.getvalue()
        return text.encode(self.encoding, "replace")

    def _xlsx(self) -> bytes:
        book = Workbook()
        for number, row in enumerate([*self.above, self.head, *self.rows], 1):
            for column, value in enumerate(row, 1):
                if value not in (None, ""):
                    book.active.cell(number, column).value = value
        for look in self.looks:
            look(book.active)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def figure(self, chance: random.Random) -> tuple[int, str]:
        """A filled figure: its row, and which it is."""
        filled = [
            (at, key) for at, row in enumerate(self.rows) for key in FIGURES if row[PLACES[key]] not in (None, "")
        ]
        return chance.choice(filled)

    def key(self, at: int) -> tuple[int, str]:
        """The cell of the plan that a row is about."""
        return self.rows[at][0], self.rows[at][2]

    def number(self, at: int, key: str) -> Decimal:
        """A figure as it was filled in."""
        return Decimal(str(self.rows[at][PLACES[key]]))

    def put(self, at: int, key: str, shown: Any, factor: float | None) -> None:
        """Write a figure otherwise; it then means `factor` times as much, or nothing for certain."""
        if factor is None:
            self.unsure = True
        elif factor != 1:
            before = self.meant[self.key(at)]
            before[key] = float(Decimal(str(before[key])) * Decimal(str(factor)))
        self.rows[at][PLACES[key]] = shown


Damage = Callable[[Form, random.Random], None]
DAMAGES: dict[str, Damage] = {}


def damage(function: Damage) -> Damage:
    """Make a damage known by its name."""
    DAMAGES[function.__name__] = function
    return function


def units(form: Form, at: int, key: str) -> str:
    return form.rows[at][3] if key == "value" else "个"


@damage
def written_otherwise(form, chance):
    """A number as text, in one of the ways people write it."""
    at, key = form.figure(chance)
    number, unit = form.number(at, key), units(form, at, key)
    base = unit[1:] if unit[0] in "万亿" and len(unit) > 1 else unit
    forms = [
        (f"{number:,}", 1), (f"{number}".translate(FULL_WIDTH), 1), (f" {number} ", 1), (f"'{number}", 1), (f"{number}{unit}", 1),
        (f"{number} {unit}", 1), (f"约{number}", None), (f"{number}左右", None), (f"{number}余", None), (f"{number}多", None),
        (f"{number}+", None), (f"{number}?", None), (f"{number}？", None), (f"{number}-", None), (f"{number}—", None), (f"≥{number}", None),
        (f">{number}", None), (f"{number}①", None), (f"{number}¹", None), (f"{number}*", None), (f"{number}千", None), (f"{number}百万", None),
        (f"{number}十", None), (f"{number}倍", None), (f"{number}{base}左右", None), (f"{number}\n{number + 1}", None), (f"{number} {number}", None),
        (f"({number})", None), (f"（{number}）", None), (f"{number}、{number}", None), (f"{number}/{number}", None), (f"{number}-{number + 1}", None),
        (f"{number}~{number + 9}", None), (f"{number}㎡", None), (f"{number}分", None), (f"{number}上年", None), (f"{number}（上年{number}）", None),
        (f"{number}。", None), (f"{number},", None), (f"~{number}", None), (f"近{number}", None), (f"{number}e3", None), (f"其中{number}", None),
        ("/", None), ("—", None), ("无", None), ("待定", None), (f"{number}\u202e", None), (f"{number}\u200b1", None), (f"O{number}", None),
        (f"{number}l", None), (f"{number:,}".replace(",", "，") if number >= 1000 else f"{number}", 1), (f"{number}．", None),
    ]  # fmt: skip
    if unit != "%":
        forms += [
            (f"{number}万", 1 if unit[0] == "万" else 10_000),
            (f"{number}%", None),
            (f"{number}亿", None if unit[0] == "亿" else 1e8 / (1e4 if unit[0] == "万" else 1)),
        ]
    else:
        forms += [(f"{number}％", 1), (f"{number}万", None), (f"{number}人", None)]
    form.put(at, key, *chance.choice(forms))


@damage
def number_format(form, chance):
    """A number whose format shows something else, or the same otherwise."""
    at, key = form.figure(chance)
    unit = units(form, at, key)
    same = [
        "0.00",
        "#,##0.0",
        "General",
        "0_ ",
        "0.0_);[Red]\\(0.0\\)",
        "0.00E+00",
        "@",
        '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        f'0.0"{unit}"',
        "[$-804]0.0",
        "[Blue]0.0",
    ]
    other = ['"约"0', '0"左右"', '0"千"', '0"千人"', "0,", "#,##0.0,,", "0!.0,", '0\\.0,"万"', '[=1]"有"', "[>0]0.0", ";;;", '"有"', '0"0"', '"1"0', "-0", "¥0", "# ?/?", "0-0", '0"①"', '0"倍"', '0"上年"', '0"?"', "yyyy-m-d", "h:mm", "[h]:mm:ss", '0"余"', "0.0%%"]  # fmt: skip
    code, factor = chance.choice([*((code, 1) for code in same), *((code, None) for code in other), *([('0.0###"万"', 1 if unit[0] == "万" else 10_000)] if unit != "%" else [("0.0%", 100)])])  # fmt: skip
    place, factor = (form.top + at, PLACES[key] + 1), None if unit == "个" and code == "0.0%" else factor

    def look(sheet):
        sheet.cell(*place).number_format = code

    form.looks.append(look)
    form.put(at, key, form.rows[at][PLACES[key]], factor)
    form.name = "报表.xlsx"


@damage
def rich_text(form, chance):
    """Runs of one cell that are raised, lowered, struck out or only bold; or the whole cell is."""
    at, key = chance.choice(
        [form.figure(chance), (chance.randrange(len(form.rows)), chance.choice(["no", "unit", "area", "flag"]))]
    )
    text, other = str(form.rows[at][PLACES[key]] or "A"), str(chance.randrange(1, 999))
    up, down, out = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript"), InlineFont(strike=True)
    value, whole = chance.choice([
        (CellRichText(text, TextBlock(up, other[0])), None), (CellRichText(text, TextBlock(down, "1")), None),
        (CellRichText(TextBlock(out, other), text), None), (CellRichText(text, TextBlock(out, other)), None), (CellRichText(TextBlock(out, text)), None),
        (text, Font(strike=True)), (text, Font(vertAlign="superscript")), (text, Font(color="FFFFFFFF")),
        (CellRichText(text[:1], TextBlock(InlineFont(b=True), text[1:])) if text[1:] else text, "bold"),
    ])  # fmt: skip
    place = (form.top + at, PLACES[key] + 1)

    def look(sheet):
        sheet.cell(*place).value = value
        if isinstance(whole, Font):
            sheet.cell(*place).font = whole

    form.looks.append(look)
    form.unsure, form.name = whole != "bold", "报表.xlsx"


@damage
def heading(form, chance):
    """What a heading says beside its column's name."""
    key = chance.choice(["value", "value", "value", "numerator", "denominator", "unit"])
    if key in ("numerator", "denominator") and not any(row[5] not in (None, "") for row in form.rows):
        key = "value"
    word = form.head[PLACES[key]]
    fine = ["本期", "累计", "1月至本期"] if key == "value" else ["个", "人"] if key != "unit" else []
    wrong = [
        "千人",
        "百人",
        "上年",
        "同期",
        "当季",
        "预计",
        "目标",
        "千",
        "百",
        "上期",
        "去年",
        "计划",
        "同比",
        "增幅",
        "全年",
        "含外地",
        "2023年",
        "1-8月",
        "8月",
        "7月",
        "单位：千人",
        "本月",
        "估计",
        "2023年同期",
    ]
    remarks = [*((one, False) for one in fine), *((one, True) for one in wrong)]
    (one, bad), (left, right) = chance.choice(remarks), chance.choice(["()", "（）", "【】", "[]"])
    shape = chance.choice(["{w}{l}{r}{e}", "{w}\n{l}{r}{e}", "{w}{l}本期{e}{l}{r}{e}"]) if bad else "{w}{l}{r}{e}"
    form.head[PLACES[key]] = shape.format(w=word, l=left, r=one, e=right)
    form.unsure = bad


@damage
def heading_renamed(form, chance):
    """Another word for a column, its usual one or one that is something else."""
    for key, words in {
        "value": [
            "累计完成数",
            "累计",
            "当期完成",
            "去年同期",
            "完成",
            "全年目标",
            "累计完成¹",
            "上年累计完成",
            "累计增长",
            "预计累计",
            "累计完成率",
            "累计完成 上年",
            "累计完成/千人",
        ],
    }.items():
        word = chance.choice(words)
        form.head[PLACES[key]] = word
        form.unsure = word not in ("累计完成数", "累计")


@damage
def said_above(form, chance):
    """A line above the table, or right above its figures."""
    lines = [
        (["单位：千人"], True), (["计量单位：百人"], True), (["（单位：千人）"], True), (["单位", "千人"], True), (["2024年8月快报"], True), (["1-8月"], True),
        (["截至8月底"], True), (["2023年完成情况"], True), (["截至2024年8月31日"], True), (["", "", "", "", "去年同期"], True), (["", "", "", "", "预计"], True),
        (["", "", "", "上年", "", "", "", "", "本期"], True), (["", "", "", "", "千人"], True), (["", "", "", "", "目标"], True), (["八月份"], True), (["二○二三年"], False),
        (["情况表"], False), (["填报日期：2024年12月8日"], False), (["", "", "", "", "本期"], False), (["制表人", "张三"], False), (["Q1"], True), (["单位：万斤"], True),
    ]  # fmt: skip
    line, form.unsure = chance.choice(lines)
    form.above.append(list(line))


@damage
def said_below(form, chance):
    """A line below the table."""
    line, bad = chance.choice(
        [
            (["注：以上单位均为千人"], True),
            (["单位：百人"], True),
            (["填报人：张三"], False),
            (["注：请查收"], False),
            (["合计", "", "", "", 5], True),
        ]
    )
    form.rows.append([*line, *[""] * (9 - len(line))])
    form.unsure = bad


@damage
def file_name(form, chance):
    """A file's name that names a month, a year or another quarter."""
    ending = form.name[-4:].lstrip(".").rjust(1)
    stem, bad = chance.choice([("2024年8月快报", True), ("1-8月", True), ("8月", True), ("202408", True), ("2024-08", True), ("报表2023年", True), ("一季度", True), ("Q1", True), ("四季报", True), ("7月份", True), ("报表20240715", False), ("报表（1）", False), ("报表v2", False)])  # fmt: skip
    form.name, form.unsure = f"{stem}.{'csv' if ending == 'csv' else 'xlsx'}", bad


@damage
def unit(form, chance):
    """Another unit for a row, or none, or one with a note."""
    at, now = chance.randrange(len(form.rows)), ""
    now = form.rows[at][3]
    base = now[1:] if now[0] in "万亿" and len(now) > 1 else now
    options = [
        ("", None),
        (f"千{base}", None),
        (f"百{base}", None),
        (f"{now}①", None),
        (f"{now}¹", None),
        (f"{now}（上年）", None),
        ("台", None),
        (f"{now}左右", None),
        (f" {now} ", 1),
        (f"{now}/{base}", None),
    ]
    if now != "%":
        options.append((f"万{base}", 10_000 if now == base else 1 if now[0] == "万" else None))
    new, factor = chance.choice(options)
    if now[0] == "亿" and new[:1] == "万":
        factor = 1e-4
    if form.rows[at][4] in (None, ""):
        factor = 1 if factor else None
    form.rows[at][3] = new
    if factor is None:
        form.unsure = True
    elif factor != 1:
        form.put(at, "value", form.rows[at][4], factor)


@damage
def columns_moved(form, chance):
    """The columns in another order, heads and all."""
    order = list(range(9))
    chance.shuffle(order)
    for row in (form.head, *form.rows):
        row[:9] = [row[column] for column in order]


@damage
def cells_swapped(form, chance):
    """Two cells of a row in each other's place."""
    at = chance.randrange(len(form.rows))
    one, two = chance.sample(range(9), 2)
    row = form.rows[at]
    if {one, two} == {4, 6} or row[one] == row[two] or {one, two} <= {7, 8}:
        return  # a rate and its denominator fit each other in either place
    row[one], row[two] = row[two], row[one]


@damage
def cells_shifted(form, chance):
    """A row's cells one to the right, or one to the left, from some column on."""
    at, column = chance.randrange(len(form.rows)), chance.randrange(7)
    row = form.rows[at]
    if chance.random() < 0.5:
        row.insert(column, "")
    else:
        if column == PLACES["value"] and row[5] in (None, ""):
            form.meant[form.key(at)]["value"] = None  # the figure itself is gone
        row[column:9] = [*row[column + 1 : 9], ""]


@damage
def column_shifted(form, chance):
    """The figures one row further down."""
    del chance
    form.rows.append(["", "", "", "", "", "", "", "", ""])
    for column in (4, 5, 6):
        moved = [row[column] for row in form.rows]
        for row, value in zip(form.rows, ["", *moved[:-1]], strict=True):
            row[column] = value
    form.unsure = True


@damage
def row_doubled(form, chance):
    """A row that stands twice, with the same figures or others."""
    at, key = form.figure(chance)
    twin = list(form.rows[at])
    if chance.random() < 0.7:
        twin[PLACES[key]] = float(form.number(at, key)) + 1
        form.unsure = True
    form.rows.insert(chance.randrange(len(form.rows) + 1), twin)


@damage
def identity(form, chance):
    """A number, a name, an area or a flag that is not quite the register's."""
    at, key = chance.randrange(len(form.rows)), chance.choice(["no", "no", "name", "area", "flag"])
    row = form.rows[at]
    options = {
        "no": [(f"{row[0]}①", True), ("①", True), (f"{row[0]}²", True), (row[0] + 0.5, True), (f"{row[0]}1", True), ("", True), (f"{row[0]}.0", False), (f"第{row[0]}项", False), (f"{row[0]}、", False), (str(row[0]).translate(FULL_WIDTH), False), (-row[0], True), (row[0] + 1, True), (f"{row[0]} {row[0]}", True)],
        "name": [(f"{row[1]}（上年）", True), (f"{row[1]}预计", True), (f"{row[1]}(千人)", None), (f"{row[0]}.{row[1]}", False), (f"上年{row[1]}", True), ("", True), (f" {row[1]} ", False)],
        "area": [(f"{row[2]}①", True), (f"{row[2]}¹", True), (f"{row[2]}市区", True), ("合计", True), (f"{row[2]} ", False), (f"{row[2]}等", True)],
        "flag": [("①", True), ("P①", True), ("X", True), ("a", False), ("A 正常", False), ("0", True), ("L", True)],
    }[key]  # fmt: skip
    new, bad = chance.choice(options)
    form.unsure = bool(bad)
    row[PLACES[key]] = new


@damage
def second_table(form, chance):
    """Another table below or beside, with figures of its own."""
    at, key = form.figure(chance)
    other = list(form.rows[at][:9])
    other[PLACES[key]] = float(form.number(at, key)) + 7
    if chance.random() < 0.5:
        form.rows += [
            [""] * 9,
            list(form.head[:9]) if chance.random() < 0.5 else ["编号", "项目", "地区", "单位", "累计", "", "", "", ""],
            other,
        ]
    else:
        wide = [""] * (12 - len(form.head[:9]))
        form.rows[:] = [[*row[:9], *[""] * (9 - len(row[:9]))] for row in form.rows]
        form.head[9:], lines = [], [list(form.head[:9]), other]
        for row, line in zip(form.rows, lines, strict=False):
            row += [*wide, *line]
    form.unsure = True


@damage
def hidden(form, chance):
    """Rows, columns or zeros that nobody sees."""
    at, key = form.figure(chance)
    kind, row, column = (
        chance.choice(["row", "column", "zeros", "sheet", "narrow"]),
        form.top + at,
        "ABCDEFGHI"[PLACES[key]],
    )

    def look(sheet):
        if kind == "row":
            sheet.row_dimensions[row].hidden = True
        elif kind == "column":
            sheet.column_dimensions[column].hidden = True
        elif kind == "narrow":
            sheet.column_dimensions[column].width = 0
            sheet.column_dimensions[column].hidden = True
        elif kind == "zeros":
            sheet.cell(row, PLACES[key] + 1).value = 0
            sheet.sheet_view.showZeros = False
        else:
            sheet.sheet_format.zeroHeight = True

    form.looks.append(look)
    form.unsure, form.name = True, "报表.xlsx"


@damage
def not_a_number(form, chance):
    """A formula without a result, a truth, a date, an error, a merged figure."""
    import datetime

    at, key = form.figure(chance)
    place = (form.top + at, PLACES[key] + 1)
    what = chance.choice(
        ["=1+2", "=[1]Sheet1!A1", True, datetime.date(2024, 3, 1), datetime.time(3, 0), "#REF!", "merged"]
    )

    def look(sheet):
        if what == "merged":
            sheet.merge_cells(start_row=place[0], end_row=place[0] + 1, start_column=place[1], end_column=place[1])
        else:
            sheet.cell(*place).value = what

    form.looks.append(look)
    form.unsure, form.name = True, "报表.xlsx"


@damage
def byte_of_a_workbook(form, chance):
    """A byte of the file changed, dropped or put in, or the rest cut off."""
    form.name = "报表.xlsx"
    where, kind, byte = chance.random(), chance.choice(["change", "drop", "insert", "cut"]), chance.randrange(256)

    def spoil(content):
        at = int(where * len(content))
        tail = {"change": content[at + 1 :], "drop": content[at + 1 :], "insert": content[at:], "cut": b""}[kind]
        return content[:at] + (bytes([byte]) if kind in ("change", "insert") else b"") + tail

    form.content = spoil


@damage
def byte_of_a_table_of_text(form, chance):
    """A byte changed, dropped or put in that is no part of a number."""
    form.name = "报表.csv"
    where, drop, byte = chance.random(), chance.random() < 0.5, chance.choice(b"\x00\x1b\x80\xff\xe4,;\t\"' x")

    def spoil(content):
        free = [at for at, one in enumerate(content) if one not in b"0123456789.-%Q" and content[at : at + 1] != b""]
        at = free[int(where * len(free))]
        return content[:at] + (b"" if drop else bytes([byte])) + content[at + 1 :]

    form.content = spoil


@damage
def separators(form, chance):
    """A table of text with thousands unquoted, commas lost or added, lines broken, or another form of it all."""
    form.name = "报表.csv"
    kind = chance.choice(
        ["thousands", "lost", "added", "broken", "joined", "gb18030", "utf-16", "tab", "semicolon", "quotes", "short"]
    )
    lines = len(form.above) + 1
    at, key = form.figure(chance)
    if kind == "thousands":
        number = form.number(at, key)
        form.rows[at][PLACES[key]] = "１2345" if number != number.to_integral_value() else int(number) + 1000
        shown = f"{form.rows[at][PLACES[key]]}"
    form.unsure = kind == "thousands"  # elsewhere the figures are what they were, or lost
    form.encoding = kind if kind in ("gb18030", "utf-16") else "utf-8"
    form.delimiter = {"tab": "\t", "semicolon": ";"}.get(kind, ",")

    def spoil(text):
        rows = text.split("\n")
        row = rows[lines + at].split(",")
        if kind == "thousands":
            row[PLACES[key]] = f"{int(shown):,}" if shown.isascii() else "12,345"
            row = row[:-1] if chance.random() < 0.5 else row
        elif kind == "lost":
            del row[chance.randrange(len(row))]
        elif kind == "added":
            row.insert(chance.randrange(len(row)), chance.choice(["", "0", "1"]))
        elif kind == "short":
            row = row[: PLACES[key] + 1]
        elif kind == "quotes":
            row = [f'"{cell}"' for cell in row]
        rows[lines + at] = ",".join(row)
        if kind == "broken":
            cut = rows[lines + at].index(",", chance.randrange(5)) + 1
            rows[lines + at] = rows[lines + at][:cut] + "\n" + rows[lines + at][cut:]
        if kind == "joined":
            rows[lines + at : lines + at + 2] = ["".join(rows[lines + at : lines + at + 2])]
        return "\n".join(rows)

    form.text = spoil


@damage
def counts(form, chance):
    """A numerator or denominator that is none, alone, or beside a figure that is no rate."""
    at, key = chance.randrange(len(form.rows)), chance.choice(["numerator", "denominator"])
    row = form.rows[at]
    rate = row[5] not in (None, "")
    row[PLACES[key]] = (
        chance.choice(["", -1, 0.5, "13百万", "1308千", "44左右", "5倍"]) if rate else chance.choice([1, 0, "3人", "/"])
    )
    form.unsure = True


@damage
def nothing(form, chance):
    """No damage at all, as a workbook or as a table of text."""
    form.name = chance.choice(["报表.xlsx", "报表.csv"])

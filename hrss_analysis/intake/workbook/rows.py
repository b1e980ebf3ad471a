"""The rows of a table: each matched with the register, its figures in the register's units."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from ...calendar import MONTH
from ...dataset import Dataset
from ...dataset.names import area_name, indicator_name
from ...dataset.schema import Indicator
from ...inert import inert
from ...language import listed, page_language, say, word
from ...vocabulary import FLAG
from .amounts import UnsureError, read_amount, read_count
from .cells import Cell, Sheet
from .heading import COLUMNS, FIGURES, HEADS, Heading, repeats
from .matching import Claim, Matcher, MismatchError
from .submission import Problem

MOST = 200  # problems of a file that are listed
EMPTY_FLAGS = ("L", "M")  # there is no figure, and that is known


@dataclass
class Reader:
    """Reads the tables of one file; rows and problems gather as it goes."""

    ds: Dataset
    sender: str
    year: int | None
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, sheet: Sheet, heading: Heading) -> None:
        """Read every row below the heading that says anything."""
        try:
            claims = self._matcher.claims(sheet, heading)
        except MismatchError as error:
            self._refuse(error.rule, error.cell, str(error))
            return
        if self._unseen(sheet, heading):
            return
        for row in (row for row in sheet.rows if row > heading.row):
            cells = {key: sheet.at(row, heading.columns.get(key)) for key in COLUMNS}
            filled = any(not cells[key].blank for key in (*FIGURES, "flag"))
            numbered = cells["no"].plain.isdecimal()
            known = numbered or any(self._matcher.is_name(cell.text) for cell in cells.values())
            # a number in another column of a row without figures is a figure in the wrong place
            filled |= known and any(_is_number(cells[key]) for key in ("name", "area", "unit", "note"))
            # and so is one that lost the comma before it: no unit or area ends with a digit
            filled |= known and any(cells[key].plain[-1:].isdecimal() for key in ("area", "unit"))
            if self._category(cells) or repeats(sheet, heading.row, row, heading.columns):
                continue
            if self._apart(sheet, heading, row, said=filled or numbered):
                continue
            if not (filled or (numbered and cells["note"].text)):
                continue
            if row in sheet.hidden_rows:
                self._refuse("hidden", cells["no"], say("这一行被隐藏而填有内容，请取消隐藏或删除"))
                continue
            if len(self.problems) >= MOST:
                self._refuse("many", cells["no"], say("问题超过{most}处，以下不再读取", most=MOST))
                return
            counts = max(heading.columns.get(key, 0) for key in ("numerator", "denominator"))
            self._row(cells, claims, cut_off=0 < sheet.widths.get(row, 0) < counts)

    def _unseen(self, sheet: Sheet, heading: Heading) -> bool:
        """A hidden column or heading is not what its sender looked at."""
        if heading.row in sheet.hidden_rows:
            self._refuse("hidden", sheet.at(heading.row, heading.columns["no"]), say("表头一行被隐藏，请取消隐藏"))
            return True
        for column in heading.columns.values():
            below = (cell for (row, at), cell in sheet.cells.items() if at == column and row > heading.row)
            if column in sheet.hidden_columns and any(not cell.blank for cell in below):
                self._refuse("hidden", sheet.at(heading.row, column), say("这一栏被隐藏而填有内容，请取消隐藏或删除"))
                return True
        return False

    def _apart(self, sheet: Sheet, heading: Heading, row: int, *, said: bool) -> bool:
        """A row of a table of text that has more cells than its head, or ends before its figure, has fallen apart.

        Excel leaves off the commas behind the last figures where sixteen rows have nothing there.
        """
        width, wanted = sheet.widths.get(row, 0), sheet.widths.get(heading.row, 0)
        if min(wanted, heading.columns["value"]) <= width <= wanted or not (
            said or any(not sheet.at(row, beyond).blank for beyond in range(wanted + 1, width + 1))
        ):
            return False
        message = say(
            "这一行有{width}格，表头有{wanted}格，数中的千分位逗号请去掉或给数加引号，空格也要留出逗号",
            width=width,
            wanted=wanted,
        )
        self._refuse("apart", sheet.at(row, min(width, wanted)), message)
        return True

    def _category(self, cells: dict[str, Cell]) -> bool:
        """A heading of a group, or a note, merged over the whole row."""
        return bool(cells["value"].merged) and cells["value"].merged == cells["no"].merged

    def _row(self, cells: dict[str, Cell], claims: list[Claim], *, cut_off: bool) -> None:
        try:
            indicator, told = self._matcher.indicator(cells["no"], cells["name"])
        except MismatchError as error:
            self._refuse(error.rule, error.cell, str(error))
            return
        if told:
            self.problems.append(Problem("name", "warning", cells["name"].place, told, indicator.no))
        try:
            area = self._matcher.area(cells["area"], self.sender, cells["no"])
            unit = self._matcher.unit(cells["unit"], cells["name"], claims, indicator, cells["value"])
        except MismatchError as error:
            self._refuse(error.rule, error.cell, str(error), indicator if error.rule == "unit" else None)
            return
        if all(cells[key].blank for key in (*FIGURES, "flag", "note")):
            return  # what looked like a figure in the wrong place belongs there
        if cut_off and indicator.kind == "rate":
            self._refuse("apart", cells["value"], say("这一行没有分子、分母的格，没有数也要留出逗号"), indicator, area)
            return
        before = len(self.problems)
        amounts = {key: self._amount(cells[key], key, unit, indicator, area) for key in FIGURES}
        flag = self._flag(cells["flag"], indicator, area)
        for key in ("flag", "note"):
            if cells[key].problem:
                message = say("{word}：{name}", word=word(HEADS[key]), name=cells[key].problem)
                self._refuse(key, cells[key], message, indicator, area)
        if _is_number(cells["note"]) and not cells["note"].problem:
            message = say(
                "{column}只有一个数“{text}”，像是填错了栏，请写明它是什么",
                column=word(HEADS["note"]),
                text=cells["note"].text[:20],
            )
            self._refuse("note", cells["note"], message, indicator, area)
        if flag in EMPTY_FLAGS and any(amount is not None for amount in amounts.values()):
            message = say("状态为“{status}”，却填了数", status=_status(flag))
            self._refuse("flag", cells["flag"], message, indicator, area)
        if len(self.problems) == before:
            self._counts_together(cells, amounts, indicator, area)
        if len(self.problems) > before:
            return
        place = next(cells[key].place for key in (*FIGURES, "flag", "note") if not cells[key].blank)
        figures = {key: None if amount is None else float(amount) for key, amount in amounts.items()}
        told_of = {"no": indicator.no, "area": area, "flag": flag, "note": inert(cells["note"].text), "place": place}
        self._take({**told_of, **figures})

    def _counts_together(
        self, cells: dict[str, Cell], amounts: dict[str, Decimal | None], indicator: Indicator, area: str
    ) -> None:
        """A numerator says nothing without its denominator, nor some of none."""
        numerator, denominator = amounts["numerator"], amounts["denominator"]
        if (numerator is None) != (denominator is None):
            there, missing = ("numerator", "denominator") if denominator is None else ("denominator", "numerator")
            message = say(
                "填了{there}而没有填{missing}，两个都填，或都留空",
                there=word(HEADS[there]),
                missing=word(HEADS[missing]),
            )
            self._refuse("counts", cells[missing], message, indicator, area)
        elif denominator == 0 and numerator:
            message = say("分母为0而分子为{numerator}，请核对", numerator=numerator)
            self._refuse("counts", cells["denominator"], message, indicator, area)

    def _take(self, row: dict[str, Any]) -> None:
        """Keep a row, unless its cell stood there before with other figures."""
        twin = next((old for old in self.rows if (old["no"], old["area"]) == (row["no"], row["area"])), None)
        if twin is None:
            self.rows.append(row)
        elif any(twin[key] != row[key] for key in (*FIGURES, "flag")):
            message = say(
                "{name}（{area}）报了两次，与{place}的数不同，请只留一个",
                name=indicator_name(self.ds, row["no"], page_language()),
                area=area_name(self.ds, row["area"], page_language()),
                place=twin["place"],
            )
            self.problems.append(Problem("twice", "error", row["place"], message, row["no"], row["area"]))

    def _refuse(self, rule: str, cell: Cell, message: str, indicator: Indicator | None = None, area: str = "") -> None:
        if indicator:
            name = indicator_name(self.ds, indicator.no, page_language())
            message = (
                say(
                    "{name}（{area}）：{message}",
                    name=name,
                    area=area_name(self.ds, area, page_language()),
                    message=message,
                )
                if area
                else say("{word}：{name}", word=name, name=message)
            )
        self.problems.append(Problem(rule, "error", cell.place, message, indicator.no if indicator else None, area))

    def _amount(self, cell: Cell, key: str, unit: str, indicator: Indicator, area: str) -> Decimal | None:
        if cell.merged:
            message = say("合并单元格{cells}中的一个数对着几个格，请取消合并后分别填写", cells=cell.merged)
            self._refuse("merged", cell, message, indicator, area)
            return None
        factor = self._matcher.factor
        try:
            if key == "value":
                return read_amount(cell, unit, indicator.unit, factor)
            if indicator.kind != "rate" and not cell.blank:
                raise UnsureError(
                    say(
                        "填了“{text}”，而这项不是比率，没有{column}，请留空",
                        text=cell.text[:20],
                        column=word(HEADS[key]),
                    )
                )
            return read_count(cell, indicator.unit, factor)
        except UnsureError as error:
            if self._nothing_planned(cell, indicator, area):
                return None
            column = word(HEADS[key])
            message = (
                say("{word}：{name}", word=column, name=error)
                if cell.problem
                else say("{column}{what}", column=column, what=error)
            )
            self._refuse("amount", cell, message, indicator, area)
            return None

    def _nothing_planned(self, cell: Cell, indicator: Indicator, area: str) -> bool:
        """A / where the plan itself has a / says nothing new."""
        return cell.plain == "/" and (indicator.no, area) not in self._planned

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.ds, self.year is not None and self.ds.calendar.months_in(self.year) == MONTH)

    @cached_property
    def _planned(self) -> set[tuple[int, str]]:
        if self.year not in self.ds.target_years:
            return set()
        targets = self.ds.targets(self.year)
        assigned = targets[targets["state"] != "not_assigned"]
        return set(zip(assigned["no"], assigned["area"], strict=True))

    def _flag(self, cell: Cell, indicator: Indicator, area: str) -> str:
        """The letter of a status, written as a letter, a word, or both."""
        written = cell.plain
        if not written:
            return "A"
        for letter, label in FLAG.items():
            if written.upper() == letter or written in (label.zh, letter + label.zh, letter.lower() + label.zh):
                return letter
            if _letters(written) in (_letters(label.en), _letters(letter + label.en)):
                return letter
        message = say(
            "状态“{written}”不认识，应为：{allowed}", written=written[:20], allowed=listed(map(_status, FLAG))
        )
        self._refuse("flag", cell, message, indicator, area)
        return "A"


def _status(letter: str) -> str:
    """A status as a message shows it: its letter and what that means."""
    return say("{letter} {meaning}", letter=letter, meaning=word(FLAG[letter]))


def _letters(text: str) -> str:
    """The letters of an English status, however its words are parted; what holds anything else is none."""
    return re.sub(r"[\s,:;.-]", "", text).lower()


def _is_number(cell: Cell) -> bool:
    text = cell.plain.replace(",", "").replace(".", "", 1)
    return isinstance(cell.value, int | float) or text.isdecimal()

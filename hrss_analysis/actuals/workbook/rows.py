"""The rows of a table: each matched with the register, its figures in the register's units."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from ...dataset import Dataset
from ...dataset.inert import inert
from ...dataset.schema import Indicator
from ...vocabulary import FLAG
from .amounts import COUNT, UnsureError, read_amount
from .heading import COLUMNS, Heading, plain
from .sheets import Cell, Sheet
from .submission import Problem

ALIKE = 0.75  # a name this similar, and nearest to this indicator's of all, is taken for a slip of the pen
FIGURES = {"value": "累计完成", "numerator": "分子", "denominator": "分母"}
MOST = 200  # problems of a file that are listed
EMPTY_FLAGS = ("L", "M")  # there is no figure, and that is known
_TAG = re.compile(r"\((?:月报|季报|半年报|年报|万?[人个户家]次?|%)\)$")


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
        last = max(column for at, column in sheet.cells if at == heading.row)
        for row in (row for row in sheet.rows if row > heading.row):
            cells = {key: sheet.at(row, heading.columns.get(key)) for key in (*FIGURES, "flag", "note")}
            filled = any(not cells[key].blank for key in (*FIGURES, "flag"))
            explained = bool(cells["note"].text) and plain(sheet.at(row, heading.columns["no"]).text).isdecimal()
            if not (filled or explained) or self._category(sheet, heading, row) or self._repeated(sheet, heading, row):
                continue
            if sheet.name == "" and max(column for at, column in sheet.cells if at == row) > last:
                where = sheet.at(row, last)
                self._refuse("longer", where, "这一行比表头多出格子，数中的千分位逗号请去掉或给数加引号")
                continue
            if len(self.problems) >= MOST:
                self._refuse("many", sheet.at(row, heading.columns["no"]), f"问题超过{MOST}处，以下不再读取")
                return
            self._row(sheet, heading, row, cells)

    def _repeated(self, sheet: Sheet, heading: Heading, row: int) -> bool:
        """A printed table repeats its head on every page; a head of two rows, or another head, is refused."""
        words = {key: plain(sheet.at(row, column).text) for key, column in heading.columns.items()}
        same = [words[key] == plain(sheet.at(heading.row, column).text) for key, column in heading.columns.items()]
        if all(same):
            return True
        if words["no"] in COLUMNS["no"] or words["value"] in COLUMNS["value"]:
            message = "这一行像是第二个表头或表头的第二行，请用单行表头，一张工作表只放一张表"
            self._refuse("heading", sheet.at(row, heading.columns["no"]), message)
            return True
        return False

    def _category(self, sheet: Sheet, heading: Heading, row: int) -> bool:
        """A heading of a group, or a note, merged over the whole row."""
        value = sheet.at(row, heading.columns["value"])
        first = sheet.at(row, heading.columns["no"])
        return bool(value.merged) and value.merged == first.merged

    def _row(self, sheet: Sheet, heading: Heading, row: int, cells: dict[str, Cell]) -> None:
        indicator = self._indicator(sheet, heading, row)
        area = self._area(sheet, heading, row) if indicator else None
        unit = self._unit(sheet, heading, row, indicator, cells["value"]) if indicator else None
        if indicator is None or area is None or unit is None:
            return
        before = len(self.problems)
        amounts = {key: self._amount(cells[key], key, unit, indicator, area) for key in FIGURES}
        flag = self._flag(cells["flag"], indicator, area)
        for key in ("flag", "note"):
            if cells[key].problem:
                self._refuse(
                    key, cells[key], f"{'状态' if key == 'flag' else '备注'}：{cells[key].problem}", indicator, area
                )
        if flag in EMPTY_FLAGS and any(amount is not None for amount in amounts.values()):
            said = FLAG[flag].zh
            self._refuse("flag", cells["flag"], f"状态为“{flag} {said}”，却填了数", indicator, area)
        if len(self.problems) > before:
            return
        place = next(cells[key].place for key in (*FIGURES, "flag", "note") if not cells[key].blank)
        figures = {key: None if amount is None else float(amount) for key, amount in amounts.items()}
        self._take(
            {
                "no": indicator.no,
                "area": area,
                **figures,
                "flag": flag,
                "note": inert(cells["note"].text),
                "place": place,
            }
        )

    def _take(self, row: dict[str, Any]) -> None:
        """Keep a row, unless its cell stood there before with other figures."""
        twin = next((old for old in self.rows if (old["no"], old["area"]) == (row["no"], row["area"])), None)
        if twin is None:
            self.rows.append(row)
        elif any(twin[key] != row[key] for key in (*FIGURES, "flag")):
            name = self.ds.indicator(row["no"]).name
            message = f"{name}（{row['area']}）报了两次，与{twin['place']}的数不同，请只留一个"
            self.problems.append(Problem("twice", "error", row["place"], message, row["no"], row["area"]))

    def _refuse(self, rule: str, cell: Cell, message: str, indicator: Indicator | None = None, area: str = "") -> None:
        about = f"{indicator.name}{f'（{area}）' if area else ''}：" if indicator else ""
        self.problems.append(
            Problem(rule, "error", cell.place, about + message, indicator.no if indicator else None, area)
        )

    def _indicator(self, sheet: Sheet, heading: Heading, row: int) -> Indicator | None:
        """The indicator of that number, if the name beside it is its own."""
        cell, named = sheet.at(row, heading.columns["no"]), sheet.at(row, heading.columns["name"])
        if cell.problem or named.problem:
            self._refuse("number", cell if cell.problem else named, cell.problem or named.problem)
            return None
        match = re.fullmatch(r"第?(\d{1,4})(?:\.0*)?[项、.]?", plain(cell.text))
        if not match:
            what = f"序号“{cell.text[:20]}”不是数字" if cell.text else "这一行有数而没有序号"
            self._refuse("number", cell, f"{what}，请填写指标的序号，合计行请删去")
            return None
        register, no = self._register, int(match[1])
        if no not in register:
            self._refuse("number", cell, f"计划中没有第{no}项指标")
            return None
        written = _name(named.text)
        if written == register[no]:
            return self.ds.indicator(no)
        if not written:
            self._refuse("name", named, f"没有填指标名称，第{no}项应为“{self.ds.indicator(no).name}”")
            return None
        nearest = max(register, key=lambda other: SequenceMatcher(None, written, register[other]).ratio())
        if nearest == no and SequenceMatcher(None, written, register[no]).ratio() >= ALIKE:
            message = f"第{no}项写作“{named.text[:40]}”，按“{self.ds.indicator(no).name}”读取"
            self.problems.append(Problem("name", "warning", named.place, message, no))
            return self.ds.indicator(no)
        other = f"，那是第{nearest}项" if register[nearest] == written else ""
        message = f"序号{no}的指标应为“{self.ds.indicator(no).name}”，表中是“{named.text[:40]}”{other}"
        self._refuse("name", named, message)
        return None

    def _area(self, sheet: Sheet, heading: Heading, row: int) -> str | None:
        areas = list(self.ds.areas["area"])
        cell = sheet.at(row, heading.columns.get("area"))
        if cell.problem:
            self._refuse("area", cell, cell.problem)
            return None
        if cell.blank:
            if self.sender in areas:
                return self.sender
            if len(areas) == 1:
                return areas[0]
            self._refuse("area", cell if cell.place else sheet.at(row, heading.columns["no"]), "没有填地区")
            return None
        written = plain(cell.text)
        named = {plain(area): area for area in areas}
        if written in named:
            return named[written]
        if written == "全市":
            return self.ds.city
        if written in ("合计", "总计", "小计"):
            self._refuse("area", cell, f"“{written}”看不出是哪些地区的合计，请删去；全市数请写“{self.ds.city}”")
            return None
        short = written.removesuffix("市").removesuffix("区").removesuffix("县")
        near = [area for area in areas if area in (short, short + "区", short + "市", short + "县")]
        if len(near) == 1:
            return near[0]
        self._refuse("area", cell, f"没有“{written[:30]}”这个地区，应为：{'、'.join(areas[:20])}")
        return None

    def _unit(self, sheet: Sheet, heading: Heading, row: int, indicator: Indicator, value: Cell) -> str | None:
        """The unit stated for a row: by its own cell, or by the heading; it has to convert to the indicator's."""
        cell = sheet.at(row, heading.columns.get("unit"))
        if plain(cell.text) == plain(indicator.unit):
            return indicator.unit
        unit = plain(cell.text) or heading.unit
        if cell.text and heading.unit and plain(cell.text) != heading.unit:
            message = f"单位栏为“{cell.text[:20]}”，表头为“{heading.unit}”，请统一"
            self._refuse("unit", cell, message, indicator)
            return None
        if not unit:
            if not isinstance(value.value, str) or plain(value.text)[-1:].isdigit():
                where = cell if cell.place else value
                self._refuse("unit", where, f"没有写单位，第{indicator.no}项的单位是“{indicator.unit}”", indicator)
                return None
            return indicator.unit  # the number states its own, which is checked where it is read
        if self.ds.settings.unit_factor(unit, indicator.unit) is None:
            message = f"单位“{unit[:20]}”与指标的单位“{indicator.unit}”不能换算"
            self._refuse("unit", cell if cell.place else value, message, indicator)
            return None
        return unit

    def _amount(self, cell: Cell, key: str, unit: str, indicator: Indicator, area: str) -> Decimal | None:
        if cell.merged:
            message = f"合并单元格{cell.merged}中的一个数对着几个格，请取消合并后分别填写"
            self._refuse("merged", cell, message, indicator, area)
            return None
        if key == "value":
            stated, wanted = unit, indicator.unit
        else:
            stated = wanted = COUNT
        try:
            amount = read_amount(cell, stated, wanted, self.ds.settings.unit_factor)
            if key != "value" and amount is not None and amount < 0:
                raise UnsureError(f"为{amount}，计数不能为负")
            return amount
        except UnsureError as error:
            if self._nothing_planned(cell, indicator, area):
                return None
            self._refuse("amount", cell, f"{FIGURES[key]}{error}", indicator, area)
            return None

    def _nothing_planned(self, cell: Cell, indicator: Indicator, area: str) -> bool:
        """A / where the plan itself has a / says nothing new."""
        return plain(cell.text) == "/" and (indicator.no, area) not in self._planned

    @cached_property
    def _register(self) -> dict[int, str]:
        return {no: _name(name) for no, name in zip(self.ds.indicators["no"], self.ds.indicators["name"], strict=True)}

    @cached_property
    def _planned(self) -> set[tuple[int, str]]:
        if self.year not in self.ds.target_years:
            return set()
        targets = self.ds.targets(self.year)
        assigned = targets[targets["state"] != "not_assigned"]
        return set(zip(assigned["no"], assigned["area"], strict=True))

    def _flag(self, cell: Cell, indicator: Indicator, area: str) -> str:
        """The letter of a status, written as a letter, a word, or both."""
        written = plain(cell.text)
        if not written:
            return "A"
        for letter, label in FLAG.items():
            if written.upper() == letter or written in (label.zh, letter + label.zh, letter.lower() + label.zh):
                return letter
        allowed = "、".join(f"{letter} {label.zh}" for letter, label in FLAG.items())
        self._refuse("flag", cell, f"状态“{written[:20]}”不认识，应为：{allowed}", indicator, area)
        return "A"


def _name(text: str) -> str:
    """An indicator's name as it is compared: without spaces, quotes, numbers in front or a tag behind.

    Examples
    --------
    >>> _name("27．新增高技能人才取得职称人数（年报）")
    '新增高技能人才取得职称人数'
    """
    return _TAG.sub("", re.sub(r"^#?(?:其中:?)?(?:\d{1,3}[.、])?", "", plain(text)))

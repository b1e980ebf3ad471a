"""Which indicator, area and unit a row means: matched with the register, or refused with its cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from ...checks.senders import departments
from ...dataset import Dataset
from ...dataset.names import area_name
from ...dataset.schema import Indicator
from ...dataset.settings import Settings
from ...language import listed, say, word
from .amounts import COUNTED
from .cells import Cell, Sheet, plain
from .english import units_called
from .heading import HEADS, OTHER, OTHER_BY_MONTH, Heading
from .labels import UNIT_LABELS, units_stated, written_as
from .periods import only_a_period

ALIKE = 0.75  # a name this similar, and nearest to this indicator's of all, is taken for a slip of the pen
HARMLESS = re.compile(
    "本期|本年|累计|累计数|本期累计|本年累计|年初至今|1月至本期|1月至今|本期末|期末|期末数|季末|本季末|时点数|完成数|实际|实际数|数|必填"
)
HARMLESS_BY_MONTH = re.compile(
    f"{HARMLESS.pattern}|(?:截至|1月至|年初至)?本?月[末底]|(?:截至|1月至|年初至)本月|(?:1月至|年初至)今|当?月末数"
)
_TAG = re.compile(r"\((?:月报|季报|半年报|年报|万?[人个户家]次?|%)\)$")


class MismatchError(ValueError):
    """A cell that does not fit the register: the rule, the cell, and what is wrong."""

    def __init__(self, rule: str, cell: Cell, message: str) -> None:
        super().__init__(message)
        self.rule, self.cell = rule, cell


@dataclass(frozen=True)
class Claim:
    """Units that are said outside the column of units, and the cell that says so."""

    units: tuple[str, ...]
    cell: Cell


@dataclass(frozen=True)
class Matcher:
    """Matches the rows of a table with a dataset's register; ``by_month`` where its year is told by months."""

    ds: Dataset
    by_month: bool = False

    def claims(self, sheet: Sheet, heading: Heading) -> list[Claim]:
        """What a table says of its units in its heading and around it.

        Raises
        ------
        MismatchError
            If it says anything of its figures that is not understood.
        """
        found = []
        for remark in heading.remarks:
            text = remark.text.removeprefix("单位:")
            harmless = HARMLESS_BY_MONTH if self.by_month else HARMLESS
            if (
                remark.key in ("flag", "note")
                or harmless.fullmatch(text)
                or only_a_period(text, by_month=self.by_month)
            ):
                continue
            if remark.key not in ("unit", "numerator", "denominator") and self._is_unit(text):
                found.append(Claim((text,), remark.cell))
            elif remark.key in ("no", "name", "area") and not self._other.search(text):
                continue
            elif remark.key not in ("numerator", "denominator") or text not in COUNTED:
                message = say(
                    "“{text}”看不出与本期累计数的关系，表头请只写栏名，单位写在“{column}”栏",
                    text=text[:20],
                    column=word(HEADS["unit"]),
                )
                raise MismatchError("heading", remark.cell, message)
        for units, cell in units_stated(sheet, heading.row):
            if any(self._is_unit(unit) for unit in units):
                found.append(Claim(tuple(units), cell))
            elif not any(named_area(self.ds, unit) for unit in units) and not self._is_sender(units):
                message = say(
                    "“{said}”看不懂：计量单位写在“{column}”栏，报送人写“{example}”这样",
                    said=say("{word}：{name}", word=UNIT_LABELS[0], name=units[0][:20]),
                    column=word(HEADS["unit"]),
                    example=written_as("sender", "江阴"),
                )
                raise MismatchError("heading", cell, message)
        return found

    @property
    def _other(self) -> re.Pattern[str]:
        return OTHER_BY_MONTH if self.by_month else OTHER

    def _is_unit(self, text: str) -> bool:
        return any(self.factor(text, unit) is not None for unit in self._units)

    def factor(self, unit: str, wanted: str) -> float | None:
        """:func:`unit_factor` in the dataset's settings."""
        return unit_factor(self.ds.settings, unit, wanted)

    def _is_sender(self, names: Sequence[str]) -> bool:
        return any(plain(name) in names for name in departments(self.ds))

    @cached_property
    def _units(self) -> frozenset[str]:
        return frozenset(self.ds.indicators["unit"])

    def indicator(self, cell: Cell, named: Cell) -> tuple[Indicator, str]:
        """The indicator of that number, if the name beside it is its own; and what to say of the name.

        Raises
        ------
        MismatchError
            If the number is none, or the name another's.
        """
        if problem := cell.problem or named.problem:
            raise MismatchError("number", cell if cell.problem else named, problem)
        no = _number(cell)
        if no not in self._register:
            raise MismatchError("number", cell, say("计划中没有第{no}项指标", no=no))
        indicator, written, own = self.ds.indicator(no), _name(named.text), self._register[no]
        named_so = self._in_english.get(_english(named.text), [])
        if written == own or no in named_so:
            return indicator, ""
        if not written:
            message = say("没有填指标名称，第{no}项应为“{name}”", no=no, name=indicator.name)
            raise MismatchError("name", named, message)
        nearest = max(self._register, key=lambda other: SequenceMatcher(None, written, self._register[other]).ratio())
        nearest = named_so[0] if named_so else nearest
        places = {"no": no, "name": indicator.name, "written": named.text[:40]}
        alike = SequenceMatcher(None, written, own).ratio() >= ALIKE
        if nearest == no and alike and not set(self._other.findall(written)) - set(self._other.findall(own)):
            return indicator, say("第{no}项写作“{written}”，按“{name}”读取", **places)
        message = (
            say("序号{no}的指标应为“{name}”，表中是“{written}”，那是第{other}项", **places, other=nearest)
            if named_so or self._register[nearest] == written
            else say("序号{no}的指标应为“{name}”，表中是“{written}”", **places)
        )
        raise MismatchError("name", named, message)

    def is_name(self, text: str) -> bool:
        """Whether a text is an indicator's name."""
        return bool(text) and (_name(text) in self._names or _english(text) in self._in_english)

    def area(self, cell: Cell, sender: str, row: Cell) -> str:
        """The area a row is for: its own cell's, or else the sender's; `row` is where to say that there is none.

        Raises
        ------
        MismatchError
            If it is none of the dataset's.
        """
        areas = list(self.ds.areas["area"])
        if cell.problem:
            raise MismatchError("area", cell, cell.problem)
        if cell.blank:
            if sender in areas or len(areas) == 1:
                return sender if sender in areas else areas[0]
            raise MismatchError("area", cell if cell.place else row, say("没有填地区"))
        written = cell.plain
        if written in ("合计", "总计", "小计"):
            message = say(
                "“{written}”看不出是哪些地区的合计，请删去；全市数请写“{city}”", written=written, city=self.ds.city
            )
            raise MismatchError("area", cell, message)
        found = self.ds.city if written == "全市" else named_area(self.ds, written)
        if found is None:
            message = say("没有“{area}”这个地区，应为：{areas}", area=written[:30], areas=listed(areas[:20]))
            raise MismatchError("area", cell, message)
        return found

    def unit(self, cell: Cell, named: Cell, claims: Sequence[Claim], indicator: Indicator, value: Cell) -> str:
        """The unit stated for a row, by its own cell or by what stands around; it has to convert to the indicator's.

        Raises
        ------
        MismatchError
            If it does not, if there is none, or if two are said.
        """
        where = cell if cell.place else value
        if cell.problem:
            raise MismatchError("unit", cell, cell.problem)
        said = [*claims, *self._in_name(named, indicator)]
        unit = cell.plain
        if not unit and said and len(said[0].units) == 1:
            unit = said[0].units[0]
        for claim in said:
            if unit and not any(self._same(unit, other) for other in claim.units):
                message = say(
                    "单位是“{unit}”，{place}却写着“{said}”，请统一",
                    unit=unit[:20],
                    place=claim.cell.place,
                    said=listed(claim.units)[:20],
                )
                raise MismatchError("unit", where, message)
        if not unit:
            if value.behind or (isinstance(value.value, str) and not value.plain[-1:].isdigit()):
                return indicator.unit  # the number states its own, which is checked where it is read
            message = say("没有写单位，第{no}项的单位是“{unit}”", no=indicator.no, unit=indicator.unit)
            raise MismatchError("unit", where, message)
        if self.factor(unit, indicator.unit) is None:
            message = say("单位“{unit}”与指标的单位“{wanted}”不能换算", unit=unit[:20], wanted=indicator.unit)
            raise MismatchError("unit", where, message)
        return next(one for one in units_called(unit) if self.factor(one, indicator.unit) is not None)

    def _in_name(self, named: Cell, indicator: Indicator) -> list[Claim]:
        """Units in the brackets of a name that are not part of it."""
        own = plain(indicator.name)
        parts = [part for part in re.findall(r"\(([^()]*)\)", named.plain) if f"({part})" not in own]
        return [Claim((part,), named) for part in parts if self._is_unit(part)]

    def _same(self, unit: str, other: str) -> bool:
        return unit == other or self.factor(unit, other) == 1

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._register.values())

    @cached_property
    def _in_english(self) -> dict[str, list[int]]:
        """By English name the numbers of the indicators that are called so."""
        found: dict[str, list[int]] = {}
        for no, name in zip(self.ds.indicators["no"], self.ds.indicators["name_en"], strict=True):
            if english := _english(name):
                found.setdefault(english, []).append(no)
        return found

    @cached_property
    def _register(self) -> dict[int, str]:
        return {no: _name(name) for no, name in zip(self.ds.indicators["no"], self.ds.indicators["name"], strict=True)}


def named_area(ds: Dataset, text: str) -> str | None:
    """The area that is called so, with or without 市, 区 or 县 behind it, or in English; None if there is none, or more than one."""
    written = plain(text)
    named = {plain(area): area for area in ds.areas["area"]}
    near = [area for name, area in named.items() if written[:-1] == name and written[-1:] in "市区县"]
    near += [area for name, area in named.items() if name[:-1] == written and name[-1:] in "市区县"]
    if written and not near:
        near = [area for area in ds.areas["area"] if _english(area_name(ds, area, "en")) == _english(text)]
    return named.get(written) or (near[0] if len(near) == 1 else None)


def unit_factor(settings: Settings, unit: str, wanted: str) -> float | None:
    """How many of `wanted` one `unit` is, in Chinese or in English; None if they do not convert, or not in one way."""
    factor = settings.unit_factor
    if (times := factor(unit, wanted)) is not None:
        return times
    found = {factor(one, other) for one in units_called(unit) for other in units_called(wanted)} - {None}
    return found.pop() if len(found) == 1 else None


def _english(text: str) -> str:
    """An English name as it is compared: without spaces and quotes, in small letters; it has to be the whole name."""
    return plain(text).lower()


def _number(cell: Cell) -> int:
    """The number of an indicator, however it is written; a note's mark on it is none of its digits."""
    noted = any(letter.isnumeric() and not letter.isdecimal() for letter in cell.text)
    match = re.fullmatch(r"第?(\d{1,4})(?:\.0*)?[项、.]?", "" if re.search(r"\d\s+\d", cell.text) else cell.plain)
    if noted or not match:
        message = (
            say("序号“{text}”不是数字，请填写指标的序号，合计行请删去", text=cell.text[:20])
            if cell.text
            else say("这一行有数而没有序号，请填写指标的序号，合计行请删去")
        )
        raise MismatchError("number", cell, message)
    return int(match[1])


def _name(text: str) -> str:
    """An indicator's name as it is compared: without spaces, quotes, numbers in front or a tag behind.

    Examples
    --------
    >>> _name("27．新增高技能人才取得职称人数（年报）")
    '新增高技能人才取得职称人数'
    """
    return _TAG.sub("", re.sub(r"^#?(?:其中:?)?(?:\d{1,3}[.、])?", "", plain(text)))

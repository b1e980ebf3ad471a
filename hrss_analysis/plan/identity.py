"""Whether a document's numbers mean what a dataset's numbers mean.

Every figure, target and decision of a plan names its indicator by its number there. A
document whose number 5 is another indicator would give all of them another meaning, so it
is refused as that plan: another year's is handed over (``handover``), and another city's
belongs into a folder of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..calendar import parse_period, parse_span
from ..dataset import Settings, read_table
from ..dataset.layout import find_table, has_table, period_names, year_names
from ..dataset.schema import ACTUALS, TARGETS, WAIVERS
from ..dataset.settings import read_settings
from ..language import clauses, listed, say
from ..rows import Row, rows_of
from .amounts import unit_size
from .findings import Finding
from .names import same_name
from .registers import register_path, registers

RULE = "identity"


@dataclass
class Uses:
    """What a dataset holds under one number: periods with figures, units of target rows by year, other places."""

    periods: list[str] = field(default_factory=list)
    targets: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    others: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        count = len(self.periods)
        figures = [
            say("{period}等{n}期数据", period=first, n=count) if count > 1 else say("{period}数据", period=first)
            for first in self.periods[:1]
        ]
        return listed([*figures, *(say("{year}年目标", year=year) for year in sorted(self.targets)), *self.others])


def uses_of(folder: Path, register: Path) -> dict[int, Uses]:
    """Everything a dataset says under a number of one of its registers, by number.

    Figures and targets of the years of another register are of other numbers. Settings
    name indicators for good, by what are the numbers of the first register.
    """
    uses: dict[int, Uses] = defaultdict(Uses)
    for period in period_names(folder / "actuals"):
        rows = read_table(find_table(folder, f"actuals/{period}"), ACTUALS)
        own = parse_period(period).year
        years = rows["plan"].fillna(own) if "plan" in rows else pd.Series(own, index=rows.index)
        there = years.map({int(year): register_path(folder, int(year)) == register for year in years.unique()})
        for no in rows.loc[there.astype(bool), "no"].unique():
            uses[int(no)].periods.append(period)
    for year in year_names(folder / "targets"):
        if register_path(folder, year) == register:
            for row in rows_of(read_table(find_table(folder, f"targets/{year}"), TARGETS)):
                uses[int(row.no)].targets[year].add(str(row.unit))
    if has_table(folder, "waivers"):
        waivers = read_table(find_table(folder, "waivers"), WAIVERS)
        for row in rows_of(waivers):
            if (
                register_path(folder, parse_span(row.period)[1].year) == register
                and "waivers.csv" not in uses[row.no].others
            ):
                uses[int(row.no)].others.append("waivers.csv")
    if register == registers(folder)[0]:
        for no in _named(read_settings(folder / "dataset.toml")):
            uses[no].others.append("dataset.toml")
    return dict(uses)


def _named(settings: Settings) -> set[int]:
    """The numbers that settings name: in a dataset of one register they are its ids."""
    return {int(name) for ids in settings.named.values() for name in ids if name.isdecimal()}


def check_identity(
    old: pd.DataFrame, new: pd.DataFrame, uses: dict[int, Uses], own_year: int, settings: Settings
) -> Iterator[Finding]:
    """Numbers that would come to mean something else.

    Parameters
    ----------
    old, new
        The dataset's register and the document's: columns ``no name unit`` as text.
    uses
        What the dataset holds under each number.
    own_year
        The document's year, whose targets it brings itself.
    settings
        The dataset's.
    """
    before = {int(row.no): row for row in rows_of(old)}
    after = {int(row.no): row for row in rows_of(new)}
    for no, used in sorted(uses.items()):
        was, now = before.get(no), after.get(no)
        message = ""
        if was is None and now is not None:
            message = _unknown(no, now, used)
        elif was is not None and now is None:
            message = _gone(no, was, used, own_year)
        elif was is not None and now is not None:
            if not same_name(was.name, now.name, unit=was.unit, other_unit=now.unit):
                message = _other_name(no, was, now, used)
            elif was.unit != now.unit:
                message = _other_unit(was, now, used, own_year, settings)
        if message:
            yield Finding(RULE, "error", say("第{no}项", no=no), message)


def check_confirmed(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Finding]:
    """What a correction of a document cannot change: which indicators a confirmed handover gave their ids.

    Parameters
    ----------
    old, new
        The plan's register and the document's: columns ``no name unit`` as text.
    """
    before = {row.no: row for row in rows_of(old)}
    for now in rows_of(new):
        was = before.get(now.no)
        if was is None or not same_name(was.name, now.name, unit=was.unit, other_unit=now.unit):
            message = say(
                "{problem}：指标有变时请把这一年的indicators和targets两个文件移走，用--data重新导入并确认；只是改名的，请先由人改好名称",
                problem=_unconfirmed(now, was),
            )
            yield Finding(RULE, "error", say("第{no}项", no=now.no), message)


def _unconfirmed(now: Row, was: Row | None) -> str:
    if was is None:
        return say("文件中第{no}项是“{name}”，而已确认的计划中没有这一项", no=now.no, name=now.name)
    return say("文件中第{no}项是“{name}”，而已确认的计划中第{no}项是“{was}”", no=now.no, name=now.name, was=was.name)


def _into_a_new_folder(problem: str) -> str:
    return clauses([problem, say("编号含义不同的计划请导入新的文件夹（--out）")])


def _unknown(no: int, now: Row, used: Uses) -> str:
    return _into_a_new_folder(
        say(
            "数据集的indicators.csv没有第{no}项，却有其{used}；文件中是“{name}”，无法确定是同一指标",
            no=no,
            used=used,
            name=now.name,
        )
    )


def _gone(no: int, was: Row, used: Uses, own_year: int) -> str:
    """Why a number may not go: it is used in more than the document's own year's targets."""
    if not (used.periods or used.others or set(used.targets) - {own_year}):
        return ""
    return _into_a_new_folder(say("文件中没有第{no}项“{name}”，而数据集有其{used}", no=no, name=was.name, used=used))


def _other_name(no: int, was: Row, now: Row, used: Uses) -> str:
    return say(
        "数据集中第{no}项是“{was}”（有{used}），文件中第{no}项是“{now}”，不是同一指标；编号含义不同的计划请导入新的文件夹（--out）。"
        "确是同一指标、只是改名的，请先由人把indicators.csv中的名称改好再导入",
        no=no,
        was=was.name,
        used=used,
        now=now.name,
    )


def _other_unit(was: Row, now: Row, used: Uses, own_year: int, settings: Settings) -> str:
    """Why a unit may not change: figures have none of their own, and targets must convert."""
    changed = {"name": now.name, "was": was.unit, "now": now.unit}
    if used.periods and unit_size(was.unit) != unit_size(now.unit):
        problem = say("“{name}”的单位由“{was}”变为“{now}”，而{used}按原单位记录", used=used, **changed)
        return _into_a_new_folder(problem)
    for year, units in used.targets.items():
        if year != own_year and any(not unit or settings.unit_factor(unit, now.unit) is None for unit in units):
            problem = say("“{name}”的单位由“{was}”变为“{now}”，{year}年目标不能换算", year=year, **changed)
            return _into_a_new_folder(problem)
    return ""

"""The spreadsheet a sender fills in: what is due from it this period, and nothing else.

Only the cells to fill are unlocked; what they may hold is checked while typing. Rows 2
to 5 say in two columns what the file is, for the reader of it and for the program. It is
written in the language of pages, and read back in either.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ...calendar import MONTH, QUARTER, YEAR, Period, in_time
from ...checks.senders import concerns, deadline, due_cells, find_sender
from ...dataset import Dataset
from ...dataset.names import area_name, indicator_name
from ...dataset.schema import Indicator
from ...errors import InputError
from ...forms import HEAD, MUTED, THIN, TO_FILL, WARNING, on_paper, protect, write_cell, write_head
from ...language import clauses, listed, page_language, say, sentences, word
from ...language.units import day_within_year, unit_name
from ...measures.figures import figures
from ...messages import tell
from ...rows import rows_of
from ...vocabulary import BOUND, CEILINGS, FLAG, LARGE_UNITS, MONTHS, RELATION, TARGET_STATE, Lang
from .matching import named_area, unit_factor
from .submission import VERSION

KEYS = ["no", "area"]
HEADER = 7  # the row of the table's head
INPUTS = ("value", "numerator", "denominator", "flag", "note")
WIDTHS: dict[Lang, dict[str, float]] = {
    "zh": {
        "no": 10, "name": 44, "area": 9, "unit": 7, "value": 13, "numerator": 12, "denominator": 12, "flag": 14,
        "note": 26, "target": 14, "before": 12, "a_year_ago": 12, "was": 14,
    },
    "en": {
        "no": 17, "name": 54, "area": 18, "unit": 16, "value": 13, "numerator": 13, "denominator": 14, "flag": 21,
        "note": 26, "target": 19, "before": 15, "a_year_ago": 13, "was": 15,
    },
}  # fmt: skip
WRAPPED: dict[Lang, tuple[str, ...]] = {"zh": ("name", "note"), "en": ("name", "note", "area", "flag", "target", "was")}
ALIGNED = {"no": "center", "target": "right"}


@dataclass(frozen=True)
class _Row:
    """One row to fill in."""

    indicator: Indicator
    area: str
    target: str
    before: float
    a_year_ago: float
    was: str


def _heads() -> dict[str, str]:
    """The words that the table is headed by, in the order of its columns."""
    return {
        "no": say("序号"), "name": say("指标"), "area": say("地区"), "unit": say("单位"), "value": say("累计完成"),
        "numerator": say("分子"), "denominator": say("分母"), "flag": say("状态"), "note": say("备注"),
        "target": say("全年目标"), "before": say("上期末"), "a_year_ago": say("去年同期"), "was": say("上年序号"),
    }  # fmt: skip


def make_template(ds: Dataset, period: str, sender: str) -> Workbook:
    """The workbook a sender fills in for a period.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter, or the month.
    sender
        An area, which gets its own cells; or a department, which gets those of its
        indicators in all areas.

    Raises
    ------
    UsageError
        If the period or the sender is unknown.
    InputError
        If nothing is due from it.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> book = make_template(open_dataset("data/wuxi"), "2024Q3", "江阴")
    >>> [cell.value for cell in book["填报"][7]][:5]
    ['序号', '指标', '地区', '单位', '累计完成']
    """
    now = ds.calendar.period(period)
    period = str(now)
    ds = ds.in_terms_of(period)
    sender = find_sender(ds, sender)
    own = ds.only([sender]) if sender in ds.parts else ds
    rows, simulated = _due_rows(own, now, sender)
    if not rows:
        if ds.folder.awaits_plan(now.year):
            raise InputError(
                tell(
                    "{folder}: nothing is due from {sender} in {period}: no template to make; {year} has no plan yet",
                    folder=ds.path,
                    sender=sender,
                    period=period,
                    year=now.year,
                )
            )
        raise InputError(
            tell(
                "{folder}: nothing is due from {sender} in {period}: no template to make",
                folder=ds.path,
                sender=sender,
                period=period,
            )
        )
    book = Workbook()
    sheet = book.active
    sheet.title = say("填报")
    called = _called(ds, sender)
    _head(sheet, ds.name, now, called, simulated, renumbered=any(row.was for row in rows))
    for number, row in enumerate(rows, HEADER + 1):
        _write_row(sheet, number, row, ds)
    _validate(sheet, rows)
    _finish(sheet, HEADER + len(rows))
    _notes(book, ds, now, called, [row.indicator for row in rows])
    book.properties.creator = "hrss_analysis"
    return book


def _due_rows(ds: Dataset, now: Period, sender: str) -> tuple[list[_Row], bool]:
    """What is due from a sender with what orients it, and whether any of that is simulated."""
    due = due_cells(ds, str(now))
    due = due[concerns(ds, due, sender)]
    due = due.assign(step=_steps(ds, due["no"], now), a_year=YEAR)
    earlier = [other for other in ds.calendar.back(now, QUARTER) if other != now]
    if ds.calendar.has(now.year_ago):  # else nobody told that month
        earlier.append(now.year_ago)
    found = figures(ds, [str(other) for other in earlier])
    found = found[found["made_of"] == ""].merge(due[[*KEYS, "step", "a_year"]], on=KEYS)
    back = now.ordinal - in_time(found["period"])
    for name, months in {"before": "step", "a_year_ago": "a_year"}.items():
        then = found.loc[back == found[months], [*KEYS, "value"]].rename(columns={"value": name})
        due = due.merge(then, on=KEYS, how="left")
    shown = (back == found["step"]) | (back == found["a_year"])
    was = _numbers_before(ds, now.year)
    rows = [
        _Row(
            ds.indicator(cell.no), cell.area, _target(ds.indicator(cell.no), cell.state, cell.target),
            cell.before, cell.a_year_ago, was.get(cell.no, ""),
        )
        for cell in rows_of(due)
    ]  # fmt: skip
    return rows, bool((found.loc[shown, "origin"] == "simulated").any())


def _steps(ds: Dataset, numbers: pd.Series, now: Period) -> pd.Series:
    """By row, how many months ago the indicator was reported before; 0 where that counts anew since.

    It is at most a quarter, as the rules of data quality have it. A year told by quarters
    shows last year's end beside the first of them.
    """
    about = ds.indicators.set_index("no")
    step = numbers.map(about["frequency"]).map(now.report_step)
    anew = (numbers.map(about["kind"]) == "flow") & (step >= now.end_month) & (now.months == MONTH)
    return step.mask(anew, 0).astype(int)


def _numbers_before(ds: Dataset, year: int) -> dict[int, str]:
    """By number, what it was in last year's plan, in words; nothing where both plans number alike."""
    links = ds.bridge(year - 1, year)
    known = links[links["from_no"].notna()]
    if (known["no"] == known["from_no"]).all() and len(known) == len(links):
        return {}
    told = known.groupby("no")["from_no"].agg(lambda numbers: listed(say("第{no}项", no=no) for no in numbers))
    new = word(RELATION["new"])
    return {no: say("原{numbers}", numbers=told[no]) if no in told.index else new for no in links["no"]}


def _target(indicator: Indicator, state: str, value: float) -> str:
    if pd.isna(value):
        return word(TARGET_STATE[state])
    target = f"{value:,.10g}"
    if indicator.bound in CEILINGS:
        between = "" if page_language() == "zh" else " "
        target = f"{word(BOUND[indicator.bound])}{between}{target}"
    return say("{target}（共担）", target=target) if state == "shared" else target


def _called(ds: Dataset, name: str) -> str:
    """What an area is called, if no other can be meant; a department has one name in all languages."""
    called = area_name(ds, name, page_language())
    return called if named_area(ds, called) == name else name


def _unit(ds: Dataset, unit: str) -> str:
    """A unit's name, if nothing else can be meant."""
    name = unit_name(unit)
    return name if unit_factor(ds.settings, name, unit) == 1 else unit


def _head(sheet: Worksheet, dataset: str, now: Period, sender: str, simulated: bool, *, renumbered: bool) -> None:
    title = say("{sender} {year}年{label}计划执行情况填报表", sender=sender, year=now.year, label=_label(now))
    write_cell(sheet, 1, 1, title, size=14, bold=True)
    facts = {
        say("数据集"): dataset,
        say("报告期"): str(now),
        say("填报单位"): sender,
        say("模板版本"): VERSION,
    }
    for row, (label, value) in enumerate(facts.items(), 2):
        write_cell(sheet, row, 1, label, color=MUTED)
        write_cell(sheet, row, 2, value)
    last = deadline(str(now))
    hint = say(
        "只填底色为浅黄的格；没有发生填0，没有数留空并选状态。请于{year}年{day}前报送。",
        year=last.year,
        day=day_within_year(last),
    )
    hints = sentences([hint, say("上期末和去年同期为模拟数据。") if simulated else ""])
    write_cell(sheet, 6, 1, hints, color=WARNING)
    words = list(_heads().values())
    write_head(sheet, HEADER, words if renumbered else words[:-1])


def _label(now: Period) -> str:
    """A quarter or a month as it is said within its year."""
    if page_language() == "zh":
        return now.label
    return MONTHS[now.end_month - 1] if now.months == MONTH else now.short


def _write_row(sheet: Worksheet, number: int, row: _Row, ds: Dataset) -> None:
    lang = page_language()
    name = indicator_name(ds, row.indicator.no, lang)
    shown: Iterable[tuple[str, object]] = (
        ("no", row.indicator.no), ("name", name), ("area", _called(ds, row.area)), ("unit", _unit(ds, row.indicator.unit)),
        *((key, None) for key in INPUTS),
        ("target", row.target), ("before", _number(row.before)), ("a_year_ago", _number(row.a_year_ago)),
        *([("was", row.was)] if row.was else []),
    )  # fmt: skip
    for column, (key, value) in enumerate(shown, 1):
        write_cell(sheet, number, column, value, wrap=key in WRAPPED[lang], horizontal=ALIGNED.get(key))
        cell = sheet.cell(number, column)
        cell.border = THIN
        if key in ("value", "before", "a_year_ago"):
            cell.number_format = _format(row.indicator)
        if key in ("numerator", "denominator"):
            cell.number_format = "#,##0"
        if key in INPUTS and (row.indicator.kind == "rate" or key not in ("numerator", "denominator")):
            cell.protection = Protection(locked=False)
            cell.fill = TO_FILL


def _number(value: float) -> float | None:
    return None if pd.isna(value) else value


def _format(indicator: Indicator) -> str:
    if indicator.kind == "rate":
        return "0.0##"
    return "#,##0.00##" if indicator.unit.startswith(LARGE_UNITS) else "#,##0"


def _validate(sheet: Worksheet, rows: list[_Row]) -> None:
    """What the cells to fill may hold, checked by the spreadsheet itself."""
    column = {key: get_column_letter(rank) for rank, key in enumerate(_heads(), 1)}
    # a comma would part a status from itself
    flags = ",".join(f"{letter} {word(label).replace(',', ':')}" for letter, label in FLAG.items())
    choice = DataValidation(type="list", formula1=f'"{flags}"', allow_blank=True)
    choice.error, choice.errorTitle = say("请从下拉列表中选择"), say("状态")
    whole = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    whole.error, whole.errorTitle = say("应为不小于0的整数"), say("整数")
    number = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    number.error, number.errorTitle = say("应为不小于0的数"), say("数")
    percent = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    percent.error, percent.errorTitle = say("百分数一般在0和100之间，98%请填98"), say("百分数")
    percent.errorStyle = "warning"
    net = DataValidation(type="decimal", operator="between", formula1="-1E+12", formula2="1E+12", allow_blank=True)
    net.error, net.errorTitle = say("应为一个数"), say("数")
    for rank, row in enumerate(rows, HEADER + 1):
        choice.add(f"{column['flag']}{rank}")
        _rule_for(row.indicator, whole, number, percent, net).add(f"{column['value']}{rank}")
        if row.indicator.kind == "rate":
            for key in ("numerator", "denominator"):
                whole.add(f"{column[key]}{rank}")
    for rule in (choice, whole, number, percent, net):
        if rule.sqref:
            sheet.add_data_validation(rule)


def _rule_for(
    indicator: Indicator, whole: DataValidation, number: DataValidation, percent: DataValidation, net: DataValidation
) -> DataValidation:
    if indicator.unit == "%":
        return percent
    if indicator.net:
        return net
    return number if indicator.kind == "rate" or indicator.unit.startswith(LARGE_UNITS) else whole


def _finish(sheet: Worksheet, last: int) -> None:
    """Widths, the frozen head, protection without a password, and A4 across."""
    widths = list(WIDTHS[page_language()].values())[: sheet.max_column]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(HEADER + 1, 3)
    protect(sheet)
    on_paper(sheet, HEADER)
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{last}"


def _notes(book: Workbook, ds: Dataset, now: Period, sender: str, indicators: list[Indicator]) -> None:
    """How to fill in, and what each indicator counts."""
    sheet = book.create_sheet(say("填报说明"))
    flags = clauses(say("{letter}为{status}", letter=letter, status=word(label)) for letter, label in FLAG.items())
    lines = [
        say("本表供{sender}报送{period}的数，数据集为{title}。", sender=sender, period=now, title=ds.settings.title),
        _counted(now),
        say("分子、分母：比率类指标请填，全市的比率由各地区分子、分母合计得出。"),
        say("单位以“单位”栏为准；也可以写明单位，如1.35万、13500人。"),
        say("没有发生填0；没有数的留空，在“状态”选择原因，在“备注”说明。不要填“/”“无”“—”。"),
        say("状态：{flags}；不选即为正常。", flags=flags),
        say("更正：改好后另存并重新报送，以最后一次为准，以前的数保留在案。"),
        say("本表没有密码；请不要改动序号、指标、地区、单位和表上方的四行。"),
        *([_before()] if now.months == MONTH else []),
    ]
    write_cell(sheet, 1, 1, say("怎样填写"), bold=True, size=12)
    for row, line in enumerate(lines, 2):
        write_cell(sheet, row, 1, line)
    start = len(lines) + 4
    heads = (say("序号"), say("指标"), say("口径"), say("分子"), say("分母"))
    for column, head in enumerate(heads, 1):
        write_cell(sheet, start, column, head, bold=True)
        sheet.cell(start, column).fill = HEAD
    for row, indicator in enumerate({indicator.no: indicator for indicator in indicators}.values(), start + 1):
        name = indicator_name(ds, indicator.no, page_language())
        told = (indicator.no, name, indicator.definition, indicator.numerator, indicator.denominator)
        for column, value in enumerate(told, 1):
            write_cell(sheet, row, column, value, wrap=True, horizontal="center" if column == 1 else None)
    for letter, width in zip("ABCDE", (7, 40 if page_language() == "zh" else 50, 80, 26, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _counted(now: Period) -> str:
    """What is counted in the cumulative figure of a quarter, or of a month."""
    if now.months == MONTH:
        return say("累计完成：累计数填1月1日至本月末的累计，不是当月数；时点数填月末的数；比率填百分数，98%填98或98%。")
    return say("累计完成：累计数填1月1日至本季度末的累计，不是当季数；时点数填季度末的数；比率填百分数，98%填98或98%。")


def _before() -> str:
    """What the period before is, where a year is told by months."""
    return say(
        "“上期末”是上一次报的数：每月报的为上月末，其他的为上季度末；累计数每年从1月重新算起，当年第一次报的没有上期末。"
    )

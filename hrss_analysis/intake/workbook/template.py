"""The spreadsheet a sender fills in: what is due from it this period, and nothing else.

Only the cells to fill are unlocked; what they may hold is checked while typing. Rows 2
to 5 say in two columns what the file is, for the reader of it and for the program.
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
from ...dataset.schema import Indicator
from ...errors import InputError
from ...forms import HEAD, MUTED, THIN, TO_FILL, WARNING, on_paper, protect, write_cell, write_head
from ...measures.figures import figures
from ...messages import tell
from ...rows import rows_of
from ...vocabulary import BOUND, CEILINGS, FLAG, LARGE_UNITS, TARGET_STATE
from .heading import COLUMNS
from .labels import LABELS
from .submission import HINT, NOTES, ORIENTATION, VERSION

KEYS = ["no", "area"]
HEADER = 7  # the row of the table's head
INPUTS = ("value", "numerator", "denominator", "flag", "note")
WIDTHS = {
    "no": 10,
    "name": 44,
    "area": 9,
    "unit": 7,
    "value": 13,
    "numerator": 12,
    "denominator": 12,
    "flag": 14,
    "note": 26,
}
COUNTED = {
    QUARTER: "累计数填1月1日至本季度末的累计，不是当季数；时点数填季度末的数",
    MONTH: "累计数填1月1日至本月末的累计，不是当月数；时点数填月末的数",
}
BEFORE = (
    "“上期末”是上一次报的数：每月报的为上月末，其他的为上季度末；累计数每年从1月重新算起，当年第一次报的没有上期末。"
)
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
    sheet.title = "填报"
    _head(sheet, ds, now, sender, simulated, renumbered=any(row.was for row in rows))
    for number, row in enumerate(rows, HEADER + 1):
        _write_row(sheet, number, row)
    _validate(sheet, rows)
    _finish(sheet, HEADER + len(rows))
    _notes(book, ds, now, sender, [row.indicator for row in rows])
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
    told = known.groupby("no")["from_no"].agg(lambda numbers: "、".join(f"第{no}项" for no in numbers))
    return {no: f"原{told[no]}" if no in told.index else "新增" for no in links["no"]}


def _target(indicator: Indicator, state: str, value: float) -> str:
    if pd.isna(value):
        return TARGET_STATE[state].zh
    bound = BOUND[indicator.bound].zh if indicator.bound in CEILINGS else ""
    return f"{bound}{value:,.10g}" + ("（共担）" if state == "shared" else "")


def _head(sheet: Worksheet, ds: Dataset, now: Period, sender: str, simulated: bool, *, renumbered: bool) -> None:
    write_cell(sheet, 1, 1, f"{sender} {now.year}年{now.label}计划执行情况填报表", size=14, bold=True)
    facts = {"dataset": ds.name, "period": str(now), "sender": sender, "version": VERSION}
    for row, (key, value) in enumerate(facts.items(), 2):
        write_cell(sheet, row, 1, LABELS[key][0], color=MUTED)
        write_cell(sheet, row, 2, value)
    last = deadline(str(now))
    hint = f"{HINT}为浅黄的格；没有发生填0，没有数留空并选状态。请于{last.year}年{last.month}月{last.day}日前报送。"
    write_cell(sheet, 6, 1, hint + ("上期末和去年同期为模拟数据。" if simulated else ""), color=WARNING)
    words = [*(words[0] for words in COLUMNS.values()), *ORIENTATION[: 4 if renumbered else 3]]
    write_head(sheet, HEADER, words)


def _write_row(sheet: Worksheet, number: int, row: _Row) -> None:
    shown: Iterable[tuple[str, object]] = (
        ("no", row.indicator.no), ("name", row.indicator.name), ("area", row.area), ("unit", row.indicator.unit),
        *((key, None) for key in INPUTS),
        ("target", row.target), ("before", _number(row.before)), ("a_year_ago", _number(row.a_year_ago)),
        *([("was", row.was)] if row.was else []),
    )  # fmt: skip
    for column, (key, value) in enumerate(shown, 1):
        write_cell(sheet, number, column, value, wrap=key in ("name", "note"), horizontal=ALIGNED.get(key))
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
    column = {key: get_column_letter(rank) for rank, key in enumerate(COLUMNS, 1)}
    flags = ",".join(f"{letter} {label.zh}" for letter, label in FLAG.items())
    choice = DataValidation(type="list", formula1=f'"{flags}"', allow_blank=True)
    choice.error, choice.errorTitle = "请从下拉列表中选择", "状态"
    whole = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    whole.error, whole.errorTitle = "应为不小于0的整数", "整数"
    number = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    number.error, number.errorTitle = "应为不小于0的数", "数"
    percent = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    percent.error, percent.errorTitle, percent.errorStyle = "百分数一般在0和100之间，98%请填98", "百分数", "warning"
    net = DataValidation(type="decimal", operator="between", formula1="-1E+12", formula2="1E+12", allow_blank=True)
    net.error, net.errorTitle = "应为一个数", "数"
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
    widths = [*WIDTHS.values(), 14, 12, 12, 14][: sheet.max_column]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(HEADER + 1, 3)
    protect(sheet)
    on_paper(sheet, HEADER)
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{last}"


def _notes(book: Workbook, ds: Dataset, now: Period, sender: str, indicators: list[Indicator]) -> None:
    """How to fill in, and what each indicator counts."""
    sheet = book.create_sheet(NOTES)
    flags = "；".join(f"{letter}为{label.zh}" for letter, label in FLAG.items())
    lines = [
        f"本表供{sender}报送{now}的数，数据集为{ds.settings.title}。",
        f"累计完成：{COUNTED[now.months]}；比率填百分数，98%填98或98%。",
        "分子、分母：比率类指标请填，全市的比率由各地区分子、分母合计得出。",
        "单位以“单位”栏为准；也可以写明单位，如1.35万、13500人。",
        "没有发生填0；没有数的留空，在“状态”选择原因，在“备注”说明。不要填“/”“无”“—”。",
        f"状态：{flags}；不选即为正常。",
        "更正：改好后另存并重新报送，以最后一次为准，以前的数保留在案。",
        "本表没有密码；请不要改动序号、指标、地区、单位和表上方的四行。",
        *([BEFORE] if now.months == MONTH else []),
    ]
    write_cell(sheet, 1, 1, "怎样填写", bold=True, size=12)
    for row, line in enumerate(lines, 2):
        write_cell(sheet, row, 1, line)
    start = len(lines) + 4
    for column, word in enumerate(("序号", "指标", "口径", "分子", "分母"), 1):
        write_cell(sheet, start, column, word, bold=True)
        sheet.cell(start, column).fill = HEAD
    for row, indicator in enumerate({indicator.no: indicator for indicator in indicators}.values(), start + 1):
        told = (indicator.no, indicator.name, indicator.definition, indicator.numerator, indicator.denominator)
        for column, value in enumerate(told, 1):
            write_cell(sheet, row, column, value, wrap=True, horizontal="center" if column == 1 else None)
    for letter, width in zip("ABCDE", (7, 40, 80, 26, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

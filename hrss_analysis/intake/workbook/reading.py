"""Reads what a sender filled in: the template, or a table that means the same.

Everything that cannot be told for certain becomes a problem with sheet and cell, and
the file is then refused as a whole: all problems at once, so that one round is enough
to mend them.
"""

import hashlib
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from ...calendar import MONTH, Calendar, Period, year_of
from ...checks.senders import departments, may_send
from ...dataset import Dataset
from ...errors import InputError, UsageError
from ...inert import inert
from ...messages import tell
from ...rows import rows_of
from .cells import Cell, Sheet, UnreadableError, plain
from .heading import OTHER, OTHER_BY_MONTH, Heading, find_heading
from .labels import UNCLEAR, WRITTEN, stated, units_stated
from .matching import named_area
from .months import one_month_alone, said_in
from .periods import fits, no_period, periods_in
from .rows import Reader
from .sheets import MOST_BYTES, read_sheets
from .submission import COLUMNS, HINT, NOTES, ORIENTATION, VERSION, Problem, Submission


def read_submission(ds: Dataset, path: Path, *, period: str = "", sender: str = "") -> Submission:
    """Read one file against a dataset's register.

    Parameters
    ----------
    ds
        The dataset the figures are for.
    path
        An .xlsx or .csv file.
    period, sender
        Said by the one who adds the file, where the file itself does not say; they
        must not contradict it.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise InputError(tell("{file} is not a file; give .xlsx or .csv files", file=path))
    if found.st_size > MOST_BYTES:
        raise InputError(
            tell(
                "{file} has {size} MB, more than {most}; keep only the sheet that was filled in",
                file=path,
                size=f"{found.st_size / 1e6:.0f}",
                most=f"{MOST_BYTES / 1e6:.0f}",
            )
        )
    content = path.read_bytes()
    problems: list[Problem] = []
    tables: list[tuple[Sheet, Heading]] = []
    if period:
        period = str(ds.calendar.period(period))
    try:
        tables = _tables(read_sheets(path.name, content), ds.calendar, problems)
    except UnreadableError as error:
        problems.append(Problem("unreadable", "error", "", str(error)))
    period = _agreed_period(ds, path.name, tables, period, problems)
    ds = ds.in_terms_of(period) if period else ds
    sender = _agreed_sender(ds, tables, sender, problems)
    problems += _header_problems(ds, tables)
    problems += _no_plan(ds, period)
    reader = Reader(ds, sender, year_of(period) if period else None)
    for sheet, heading in tables:
        reader.read(sheet, heading)
    problems += reader.problems
    rows = pd.DataFrame(reader.rows, columns=COLUMNS)
    if not sender:
        sender = _only_area(ds, rows)
    problems += _not_theirs(ds, sender, rows)
    if tables and not sender:
        problems.append(_no_sender(tables))
    if tables and rows.empty and not any(problem.severity == "error" for problem in problems):
        problems.append(Problem("empty", "error", tables[0][0].name, "表中没有填任何数"))
    return Submission(inert(path.name), hashlib.sha256(content).hexdigest(), period, sender, rows, tuple(problems))


def _tables(sheets: list[Sheet], calendar: Calendar, problems: list[Problem]) -> list[tuple[Sheet, Heading]]:
    """The sheets that hold a table; those that do not are named, so that none is passed over in silence."""
    tables = []
    other_figure = OTHER if calendar.monthly_since is None else OTHER_BY_MONTH
    for sheet in sheets:
        heading = find_heading(sheet, other_figure)
        if heading is None:
            if sheet.cells and not sheet.hidden and sheet.name != NOTES:
                message = f"工作表“{sheet.name}”没有序号、指标、累计完成三栏的表头，未读取"
                problems.append(Problem("not_read", "info", sheet.name, message))
        elif sheet.hidden:
            message = f"隐藏的工作表“{sheet.name}”中有填报表，请取消隐藏或删除"
            problems.append(Problem("hidden", "error", sheet.name, message))
        else:
            tables.append((sheet, heading))
            problems += [
                Problem("not_read", "info", sheet.name, f"“{plain(word)[:30]}”一栏未读取")
                for word in heading.unread
                if plain(word) not in ORIENTATION
            ]
            problems += [
                Problem("not_read", "info", place, f"{place}起的数没有表头，未读取")
                for place in _headless(sheet, heading)
            ]
    if not tables and not any(problem.rule == "hidden" for problem in problems):
        message = "没有找到填报表：表头须有“序号”“指标”“累计完成”三栏"
        problems.append(Problem("no_table", "error", "", message))
    return tables


def _headless(sheet: Sheet, heading: Heading) -> Iterator[str]:
    """Where numbers begin that stand below no heading."""
    for column in sheet.columns:
        below = [
            row for row in sheet.rows if row > heading.row and isinstance(sheet.at(row, column).value, int | float)
        ]
        if below and sheet.at(heading.row, column).blank:
            yield sheet.place(below[0], column)


def _agreed_period(
    ds: Dataset, name: str, tables: list[tuple[Sheet, Heading]], given: str, problems: list[Problem]
) -> str:
    """The one period that the file's name, its sheets and their titles speak of."""
    calendar = ds.calendar
    claims = [(found, "文件名") for found in periods_in(name, calendar)]
    for sheet, heading in tables:
        claims += [(found, f"工作表名“{sheet.name}”") for found in periods_in(sheet.name, calendar)]
        for key, value, cell in stated(sheet, heading.row, calendar):
            if key == "period":
                claims += [(found, cell.place) for found in periods_in(value, calendar) or [value]]
    claims += [(given, "命令中的--period")] if given else []
    found = dict(reversed(claims))
    if len(found) == 1:
        (period,) = found
        try:
            told = calendar.period(period)
        except UsageError:
            problems.append(Problem("period", "error", found[period], _miswritten(ds, period)))
            return ""
        off = next(_contradictions(name, tables, told), None)
        if off:
            problems.append(off)
            return ""
        return period
    if found:
        said = "，".join(f"{where}为{period}" for period, where in reversed(found.items()))
        problems.append(Problem("period", "error", "", f"报告期不一致：{said}"))
    elif tables:
        problems.append(Problem("period", "error", tables[0][0].name, _unsaid(ds, name, tables)))
    return ""


def _contradictions(name: str, tables: list[tuple[Sheet, Heading]], period: Period) -> Iterator[Problem]:
    """Whatever in a file speaks of another period than this."""
    for where, text in _titles(name, tables):
        if not fits(text, period):
            yield Problem("period", "error", where, f"“{text[:40]}”与报告期{period}不一致")
    if period.months != MONTH:
        return
    for where, text in _over_all(name, tables):
        if one_month_alone(text):
            message = f"“{text[:40]}”说的是当月数或上月数，应为1月1日至{period.label}末的累计数"
            yield Problem("period", "error", where, message)
    for cell in _dated(tables):  # 2024年7月 as a spreadsheet keeps it
        yield Problem("period", "error", cell.place, f"{cell.problem}，现在看不出是不是报告期{period}")


def _unsaid(ds: Dataset, name: str, tables: list[tuple[Sheet, Heading]]) -> str:
    """What to say where no period is said."""
    titles = [text for _, text in _titles(name, tables)]
    by_month = _by_month(ds, *titles)
    none = next((text for text in titles if no_period(text, by_month=by_month)), "")
    if by_month:
        message = f"“{none[:40]}”不是1月至某月末的累计；" if none else "看不出是哪个月："
        return message + "请在表上方写“报告期：2024-07”，或由录入人用--period说明"
    message = f"“{none[:40]}”不是一个季度；" if none else "看不出是哪个季度："
    return message + "请在表上方写“报告期：2024Q3”，或由录入人用--period说明"


def _miswritten(ds: Dataset, period: str) -> str:
    if not _by_month(ds, period):
        return f"报告期“{period}”应写成2024Q3这样的季度"
    message = f"报告期“{period}”应写成2024-07这样的月份"
    return message + ("，与标签写在一格，如“报告期：2024-07”，否则Excel会把它当作日期" if period == UNCLEAR else "")


def _by_month(ds: Dataset, *texts: str) -> bool:
    """Whether the year that texts speak of is told by months; where they speak of none, the last with targets."""
    if ds.calendar.monthly_since is None:
        return False
    years = [said.year for text in texts for said in said_in(text) if said.year]
    return ds.calendar.months_in((years or ds.target_years or [0])[-1]) == MONTH


def _titles(name: str, tables: list[tuple[Sheet, Heading]]) -> Iterator[tuple[str, str]]:
    """The texts that may name a period: the file's name, the sheets', what stands above, and the headings."""
    yield "文件名", Path(name).stem
    for sheet, heading in tables:
        yield sheet.name, sheet.name
        for row in (row for row in sheet.rows if row < heading.row):
            written = False
            for column in sheet.columns:
                cell = sheet.at(row, column)
                written |= bool(WRITTEN.search(cell.plain))
                if cell.text and not written and not cell.text.startswith(HINT):
                    yield cell.place, cell.text
        for remark in heading.remarks:
            yield remark.cell.place, remark.text


def _over_all(name: str, tables: list[tuple[Sheet, Heading]]) -> Iterator[tuple[str, str]]:
    """The texts that are said of all the figures: names, and titles that nothing else stands beside."""
    yield "文件名", Path(name).stem
    for sheet, heading in tables:
        yield sheet.name, sheet.name
        for row in (row for row in sheet.rows if row < heading.row):
            texts = {cell.text: cell for column in sheet.columns if (cell := sheet.at(row, column)).text}
            if len(texts) == 1:
                ((text, cell),) = texts.items()
                yield cell.place, text


def _dated(tables: list[tuple[Sheet, Heading]]) -> Iterator[Cell]:
    """Cells above a table that a spreadsheet made the first of a month of, unless they say when something was written."""
    for sheet, heading in tables:
        for row in (row for row in sheet.rows if row < heading.row):
            cells = [sheet.at(row, column) for column in sheet.columns]
            if not any(WRITTEN.search(cell.plain) for cell in cells):
                yield from (cell for cell in cells if cell.day and cell.day.day == 1)


def _agreed_sender(ds: Dataset, tables: list[tuple[Sheet, Heading]], given: str, problems: list[Problem]) -> str:
    known = {plain(name): name for name in [*ds.areas["area"], *departments(ds)]}
    claims: dict[str, str] = {}
    for sheet, heading in tables:
        for key, value, cell in stated(sheet, heading.row, ds.calendar):
            if key == "sender":
                claims.setdefault(known.get(value) or named_area(ds, value) or ds.department(value), cell.place)
        for names, cell in units_stated(sheet, heading.row):
            for name in (known.get(name) or named_area(ds, name) for name in names):
                if name:
                    claims.setdefault(name, cell.place)
    if given:
        claims.setdefault(given if given in known.values() else ds.department(given), "命令中的--sender")
    for name in [name for name in claims if name not in known.values()]:
        message = f"填报单位“{name[:30]}”不在计划的地区和处室之中，应为：{'、'.join(known.values())}"
        problems.append(Problem("sender", "error", claims[name], message))
        return ""
    if len(claims) > 1:
        said = "，".join(f"{where}为{name}" for name, where in claims.items())
        problems.append(Problem("sender", "error", "", f"填报单位不一致：{said}"))
        return ""
    return next(iter(claims), "")


def _no_sender(tables: list[tuple[Sheet, Heading]]) -> Problem:
    message = "看不出是谁报的：请在表上方写“填报单位：江阴”，或由录入人用--sender说明"
    return Problem("sender", "error", tables[0][0].name, message)


def _only_area(ds: Dataset, rows: pd.DataFrame) -> str:
    """A file all of whose rows are one area's was sent by it."""
    areas = set(rows["area"])
    return areas.pop() if len(areas) == 1 and areas <= set(ds.areas["area"]) else ""


def _header_problems(ds: Dataset, tables: list[tuple[Sheet, Heading]]) -> Iterator[Problem]:
    """A template of another dataset or an older template is not read as this one's."""
    for key, value, cell in _all_stated(tables, ds.calendar):
        if key == "dataset" and value != plain(ds.name):
            yield Problem("dataset", "error", cell.place, f"这张表属于数据集“{value[:30]}”，不是“{ds.name}”")
        if key == "version" and value != VERSION:
            yield Problem("version", "error", cell.place, f"模板版本是{value[:30]}，现用的是{VERSION}，请用新模板重填")


def _all_stated(tables: Iterable[tuple[Sheet, Heading]], calendar: Calendar) -> Iterator[tuple[str, str, Cell]]:
    for sheet, heading in tables:
        yield from stated(sheet, heading.row, calendar)


def _no_plan(ds: Dataset, period: str) -> Iterator[Problem]:
    if not period or year_of(period) in ds.target_years:
        return
    year = year_of(period)
    if ds.folder.awaits_plan(year):
        yield Problem("period", "info", "", f"{year}年计划尚未导入，按{year - 1}年计划的序号、单位读取")
    else:
        years = "、".join(map(str, ds.target_years)) or "无"
        yield Problem("period", "error", "", f"没有{year}年的计划目标，有目标的年份：{years}")


def _not_theirs(ds: Dataset, sender: str, rows: pd.DataFrame) -> Iterator[Problem]:
    for row in rows_of(rows) if sender else ():
        if not may_send(ds, sender, row.no, row.area):
            message = f"{ds.indicator(row.no).name}（{row.area}）不由{sender}报送"
            yield Problem("not_theirs", "error", row.place, message, row.no, row.area)

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
from ...dataset.names import area_name, indicator_name
from ...errors import InputError, UsageError
from ...inert import inert
from ...language import listed, page_language, say, word
from ...messages import tell
from ...rows import rows_of
from .cells import Cell, Sheet, UnreadableError, plain
from .english import a_month_alone
from .heading import HEADS, NEEDED, OTHER, OTHER_BY_MONTH, Heading, find_heading
from .labels import UNCLEAR, WRITTEN, shown, stated, units_stated, written_as
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
        problems.append(Problem("empty", "error", tables[0][0].name, say("表中没有填任何数")))
    return Submission(inert(path.name), hashlib.sha256(content).hexdigest(), period, sender, rows, tuple(problems))


def _tables(sheets: list[Sheet], calendar: Calendar, problems: list[Problem]) -> list[tuple[Sheet, Heading]]:
    """The sheets that hold a table; those that do not are named, so that none is passed over in silence."""
    tables = []
    other_figure = OTHER if calendar.monthly_since is None else OTHER_BY_MONTH
    for sheet in sheets:
        heading = find_heading(sheet, other_figure)
        if heading is None:
            if sheet.cells and not sheet.hidden and sheet.name not in NOTES:
                message = say(
                    "工作表“{sheet}”没有{columns}三栏的表头，未读取",
                    sheet=sheet.name,
                    columns=listed(word(HEADS[key]) for key in NEEDED),
                )
                problems.append(Problem("not_read", "info", sheet.name, message))
        elif sheet.hidden:
            message = say("隐藏的工作表“{sheet}”中有填报表，请取消隐藏或删除", sheet=sheet.name)
            problems.append(Problem("hidden", "error", sheet.name, message))
        else:
            tables.append((sheet, heading))
            problems += [
                Problem("not_read", "info", sheet.name, say("“{head}”一栏未读取", head=plain(head)[:30]))
                for head in heading.unread
                if plain(head) not in ORIENTATION
            ]
            problems += [
                Problem("not_read", "info", place, say("{place}起的数没有表头，未读取", place=place))
                for place in _headless(sheet, heading)
            ]
    if not tables and not any(problem.rule == "hidden" for problem in problems):
        heads = {key: word(HEADS[key]) for key in NEEDED}
        message = say("没有找到填报表：表头须有“{no}”“{name}”“{value}”三栏", **heads)
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
    claims = [(found, say("文件名")) for found in periods_in(name, calendar)]
    for sheet, heading in tables:
        sheet_name = say("工作表名“{sheet}”", sheet=sheet.name)
        claims += [(found, sheet_name) for found in periods_in(sheet.name, calendar)]
        for key, value, cell in stated(sheet, heading.row, calendar):
            if key == "period":
                claims += [(found, cell.place) for found in periods_in(value, calendar) or [value]]
    claims += [(given, say("命令中的{option}", option="--period"))] if given else []
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
        said = _said_at((shown(period), where) for period, where in reversed(found.items()))
        problems.append(Problem("period", "error", "", say("报告期不一致：{said}", said=said)))
    elif tables:
        problems.append(Problem("period", "error", tables[0][0].name, _unsaid(ds, name, tables)))
    return ""


def _said_at(claims: Iterable[tuple[str, str]]) -> str:
    """What is said, each with where it is said."""
    return say("，").join(say("{where}为{what}", where=where, what=what) for what, where in claims)


def _contradictions(name: str, tables: list[tuple[Sheet, Heading]], period: Period) -> Iterator[Problem]:
    """Whatever in a file speaks of another period than this."""
    for where, text in _titles(name, tables):
        if not fits(text, period):
            message = say("“{text}”与报告期{period}不一致", text=text[:40], period=period)
            yield Problem("period", "error", where, message)
    if period.months != MONTH:
        return
    for where, text in _over_all(name, tables):
        if one_month_alone(text) or a_month_alone(text):
            message = say(
                "“{text}”说的是当月数或上月数，应为1月1日至{month}月末的累计数",
                text=text[:40],
                month=period.end_month,
            )
            yield Problem("period", "error", where, message)
    for cell in _dated(tables):  # 2024年7月 as a spreadsheet keeps it
        message = say("{problem}，现在看不出是不是报告期{period}", problem=cell.problem, period=period)
        yield Problem("period", "error", cell.place, message)


def _unsaid(ds: Dataset, name: str, tables: list[tuple[Sheet, Heading]]) -> str:
    """What to say where no period is said."""
    titles = [text for _, text in _titles(name, tables)]
    by_month = _by_month(ds, *titles)
    none = next((text for text in titles if no_period(text, by_month=by_month)), "")[:40]
    example = written_as("period", "2024-07" if by_month else "2024Q3")
    if by_month and none:
        return say(
            "“{text}”不是1月至某月末的累计；请在表上方写“{example}”，或由录入人用--period说明",
            text=none,
            example=example,
        )
    if by_month:
        return say("看不出是哪个月：请在表上方写“{example}”，或由录入人用--period说明", example=example)
    if none:
        return say(
            "“{text}”不是一个季度；请在表上方写“{example}”，或由录入人用--period说明", text=none, example=example
        )
    return say("看不出是哪个季度：请在表上方写“{example}”，或由录入人用--period说明", example=example)


def _miswritten(ds: Dataset, period: str) -> str:
    if not _by_month(ds, period):
        return say("报告期“{period}”应写成2024Q3这样的季度", period=shown(period))
    if period == UNCLEAR:
        return say(
            "报告期“{period}”应写成2024-07这样的月份，与标签写在一格，如“{example}”，否则Excel会把它当作日期",
            period=shown(period),
            example=written_as("period", "2024-07"),
        )
    return say("报告期“{period}”应写成2024-07这样的月份", period=period)


def _by_month(ds: Dataset, *texts: str) -> bool:
    """Whether the year that texts speak of is told by months; where they speak of none, the last with targets."""
    if ds.calendar.monthly_since is None:
        return False
    years = [said.year for text in texts for said in said_in(text) if said.year]
    return ds.calendar.months_in((years or ds.target_years or [0])[-1]) == MONTH


def _titles(name: str, tables: list[tuple[Sheet, Heading]]) -> Iterator[tuple[str, str]]:
    """The texts that may name a period: the file's name, the sheets', what stands above, and the headings."""
    yield say("文件名"), Path(name).stem
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
    yield say("文件名"), Path(name).stem
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
        where = say("命令中的{option}", option="--sender")
        claims.setdefault(given if given in known.values() else ds.department(given), where)
    for name in [name for name in claims if name not in known.values()]:
        message = say(
            "填报单位“{name}”不在计划的地区和处室之中，应为：{known}",
            name=shown(name)[:30],
            known=listed(known.values()),
        )
        problems.append(Problem("sender", "error", claims[name], message))
        return ""
    if len(claims) > 1:
        message = say("填报单位不一致：{said}", said=_said_at(claims.items()))
        problems.append(Problem("sender", "error", "", message))
        return ""
    return next(iter(claims), "")


def _no_sender(tables: list[tuple[Sheet, Heading]]) -> Problem:
    message = say(
        "看不出是谁报的：请在表上方写“{example}”，或由录入人用--sender说明", example=written_as("sender", "江阴")
    )
    return Problem("sender", "error", tables[0][0].name, message)


def _only_area(ds: Dataset, rows: pd.DataFrame) -> str:
    """A file all of whose rows are one area's was sent by it."""
    areas = set(rows["area"])
    return areas.pop() if len(areas) == 1 and areas <= set(ds.areas["area"]) else ""


def _header_problems(ds: Dataset, tables: list[tuple[Sheet, Heading]]) -> Iterator[Problem]:
    """A template of another dataset or an older template is not read as this one's."""
    for key, value, cell in _all_stated(tables, ds.calendar):
        if key == "dataset" and value != plain(ds.name):
            message = say("这张表属于数据集“{other}”，不是“{name}”", other=shown(value)[:30], name=ds.name)
            yield Problem("dataset", "error", cell.place, message)
        if key == "version" and value != VERSION:
            message = say(
                "模板版本是{version}，现用的是{current}，请用新模板重填", version=shown(value)[:30], current=VERSION
            )
            yield Problem("version", "error", cell.place, message)


def _all_stated(tables: Iterable[tuple[Sheet, Heading]], calendar: Calendar) -> Iterator[tuple[str, str, Cell]]:
    for sheet, heading in tables:
        yield from stated(sheet, heading.row, calendar)


def _no_plan(ds: Dataset, period: str) -> Iterator[Problem]:
    if not period or year_of(period) in ds.target_years:
        return
    year = year_of(period)
    if ds.folder.awaits_plan(year):
        message = say("{year}年计划尚未导入，按{before}年计划的序号、单位读取", year=year, before=year - 1)
        yield Problem("period", "info", "", message)
    else:
        years = listed(map(str, ds.target_years)) or say("无")
        message = say("没有{year}年的计划目标，有目标的年份：{years}", year=year, years=years)
        yield Problem("period", "error", "", message)


def _not_theirs(ds: Dataset, sender: str, rows: pd.DataFrame) -> Iterator[Problem]:
    for row in rows_of(rows) if sender else ():
        if not may_send(ds, sender, row.no, row.area):
            message = say(
                "{name}（{area}）不由{sender}报送",
                name=indicator_name(ds, row.no, page_language()),
                area=area_name(ds, row.area, page_language()),
                sender=area_name(ds, sender, page_language()),
            )
            yield Problem("not_theirs", "error", row.place, message, row.no, row.area)

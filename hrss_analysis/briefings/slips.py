"""Return slips: what a sender must mend, as a workbook and as a page, ready to be sent back."""

from functools import partial
from pathlib import Path

import pandas as pd

from ..checks import spoken
from ..checks.senders import department_of
from ..dataset import Dataset
from ..dataset.rates import DECIMALS
from ..inert import file_part
from ..language import say, word
from ..language.units import unit_name
from ..paper.labels import time_label
from ..paper.pages import css, template
from ..paper.spreadsheet import spreadsheet
from ..paper.tables import Field, table
from ..rows import Row, rows_of
from ..writing import replacing, write_text
from .names import area, indicator
from .plan_review import LEVEL

NUMBERS = {"no": "Int64", "value": "float", "expected": "float"}  # the columns of numbers, and their types
SHORT = ("level", "place", "area")


def _columns() -> dict[str, str]:
    """The columns of a slip and how they are headed."""
    return {
        "level": say("级别"), "place": say("单元格"), "no": say("序号"), "name": say("指标"), "area": say("地区"),
        "unit": say("单位"), "value": say("报送数"), "expected": say("参照数"), "message": say("问题"),
    }  # fmt: skip


def _notes() -> list[str]:
    """What a sender has to know."""
    return [
        say("“错误”是不可能正确的数，须更正；文件中有一处错误，整份不录入。"),
        say("“需核对”的数如属实，请在备注中说明原因后重报；如有误，请更正。"),
        say("请在原填报表上改好，另存后重新报送全表；以最后一次为准。"),
        say("没有发生填0；没有数的留空，在“状态”栏选择原因。"),
    ]


def addressees(ds: Dataset, findings: pd.DataFrame) -> pd.Series:
    """Who has to mend each finding: whoever sent the figure, or else whoever owed it."""
    owing = findings["area"].where(findings["area"] != ds.city, findings["no"].map(department_of(ds)))
    return findings["reporter"].where(findings["reporter"].fillna("") != "", owing).fillna(ds.city)


def write_slips(ds: Dataset, period: str, findings: pd.DataFrame, folder: Path) -> list[Path]:
    """Write one slip for each sender that has something to mend.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter.
    findings
        What :func:`hrss_analysis.check` gives.
    folder
        Where the slips go.

    Returns
    -------
    list of Path
        The pages written; a workbook of the same name stands beside each.
    """
    told = findings[findings["severity"].isin(["error", "warning"])]
    grouped = told.groupby(addressees(ds, told), sort=False)
    return [write_slip(ds, period, str(sender), own, folder) for sender, own in grouped]


def write_slip(ds: Dataset, period: str, sender: str, findings: pd.DataFrame, folder: Path, number: int = 1) -> Path:
    """Write one sender's slip, .xlsx and .html; only errors and warnings are on it.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter; blank if even that could not be told.
    sender
        Who gets it; a file's name if the sender could not be told.
    findings
        What :func:`hrss_analysis.check` gives, and ``place`` if they concern a file.
    folder
        Where it goes.
    number
        The second and later slips of one sender have it in their name.
    """
    told = findings[findings["severity"].isin(["error", "warning"])].sort_values(["no", "severity"], kind="stable")
    frame = _frame(ds, told)
    counts = told["severity"].value_counts()
    places = {"errors": counts.get("error", 0), "warnings": counts.get("warning", 0)}
    opening = say("错误{errors}处，需核对{warnings}处。", **places)
    when, called = time_label(period) if period else "", area(ds, sender)
    heading = _heading(called, when)
    name = _file_name(sender, period, number)
    first = say("{heading}：{opening}", heading=heading, opening=opening)
    book = spreadsheet({say("退回单"): frame.rename(columns=_columns())}, [first, *_notes()])
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / f"{name}.xlsx") as file:
        book.save(file)
    page = folder / f"{name}.html"
    html = template("slip.html.j2").render(
        css=css(), js="", title=ds.settings.title, sender=called, when=when, heading=heading, opening=opening,
        notes=_notes(), table=table(frame, _fields(), say("须更正或说明的数")),
    )  # fmt: skip
    write_text(html, page)
    return page


def _file_name(sender: str, period: str, number: int) -> str:
    """What a slip's files are called, without their ending."""
    parts = (say("退回单-{sender}", sender=file_part(sender)), period, str(number) if number > 1 else "")
    return "-".join(filter(None, parts))


def _heading(sender: str, when: str) -> str:
    if when:
        return say("{sender}{when}报送数据退回单", sender=sender, when=when)
    return say("{sender}报送数据退回单", sender=sender)


def _frame(ds: Dataset, findings: pd.DataFrame) -> pd.DataFrame:
    known = set(ds.indicators["no"])
    rows = []
    for row in rows_of(spoken(findings)):
        own = ds.indicator(int(row.no)) if pd.notna(row.no) and row.no in known else None
        name, unit = (indicator(ds, own.no), unit_name(own.unit)) if own else ("", "")
        where = area(ds, row.area)
        cell = say("{name}（{area}）{told}", name=name, area=where, told="")
        rows.append(
            (word(LEVEL[row.severity]), getattr(row, "place", ""), None if own is None else own.no, name, where, unit,
             round(row.value, DECIMALS), round(row.expected, DECIMALS),
             row.message.removeprefix(cell).removeprefix("："))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(_columns())).astype(NUMBERS)


def _fields() -> list[Field]:
    return [
        Field(
            heading,
            partial(_cell, key),
            number=key in NUMBERS,
            row_header=key == "name",
            class_="short" if key in SHORT else None,
        )
        for key, heading in _columns().items()
    ]


def _cell(key: str, row: Row) -> str:
    return _shown(getattr(row, key))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:,.10g}"
    return "" if value is None or value is pd.NA else str(value)

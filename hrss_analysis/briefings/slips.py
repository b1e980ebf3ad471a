"""Return slips: what a sender must mend, as a workbook and as a page, ready to be sent back."""

from functools import partial
from pathlib import Path

import pandas as pd

from ..checks.senders import department_of
from ..dataset import Dataset
from ..dataset.rates import DECIMALS
from ..inert import file_part
from ..paper.labels import time_label
from ..paper.pages import css, template
from ..paper.spreadsheet import spreadsheet
from ..paper.tables import Field, table
from ..rows import Row, rows_of
from ..writing import replacing, write_text
from .plan_review import SEVERITY

NOTES = (
    "“错误”是不可能正确的数，须更正；文件中有一处错误，整份不录入。",
    "“需核对”的数如属实，请在备注中说明原因后重报；如有误，请更正。",
    "请在原填报表上改好，另存后重新报送全表；以最后一次为准。",
    "没有发生填0；没有数的留空，在“状态”栏选择原因。",
)
COLUMNS = ("级别", "单元格", "序号", "指标", "地区", "单位", "报送数", "参照数", "问题")


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
    opening = f"错误{counts.get('error', 0)}处，需核对{counts.get('warning', 0)}处。"
    when = time_label(period) if period else ""
    name = f"退回单-{file_part(sender)}{'-' + period if period else ''}{f'-{number}' if number > 1 else ''}"
    book = spreadsheet({"退回单": frame}, [f"{sender}{when}报送数据退回单：{opening}", *NOTES])
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / f"{name}.xlsx") as file:
        book.save(file)
    page = folder / f"{name}.html"
    html = template("slip.html.j2").render(
        css=css(), js="", title=ds.settings.title, sender=sender, when=when, opening=opening, notes=NOTES,
        table=table(frame, _fields(), "须更正或说明的数"),
    )  # fmt: skip
    write_text(html, page)
    return page


def _frame(ds: Dataset, findings: pd.DataFrame) -> pd.DataFrame:
    known = set(ds.indicators["no"])
    rows = []
    for row in rows_of(findings):
        indicator = ds.indicator(int(row.no)) if pd.notna(row.no) and row.no in known else None
        name, unit = (indicator.name, indicator.unit) if indicator else ("", "")
        rows.append(
            (SEVERITY[row.severity], getattr(row, "place", ""), None if indicator is None else indicator.no, name,
             row.area, unit, round(row.value, DECIMALS), round(row.expected, DECIMALS),
             row.message.removeprefix(f"{name}（{row.area}）").removeprefix("："))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"序号": "Int64", "报送数": float, "参照数": float})


def _fields() -> list[Field]:
    numbers = {"序号", "报送数", "参照数"}
    return [
        Field(
            name,
            partial(_cell, rank),
            number=name in numbers,
            row_header=name == "指标",
            class_="short" if name in ("级别", "单元格", "地区") else None,
        )
        for rank, name in enumerate(COLUMNS)
    ]


def _cell(rank: int, row: Row) -> str:
    return _shown(row[rank])


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:,.10g}"
    return "" if value is None or value is pd.NA else str(value)

"""A view taken away: its numbers as a table, as CSV and as a workbook, all inside the page.

The files are data addresses of the page's own: a click saves them, in JupyterLab and in
an exported page that has no server behind it.
"""

import base64
import codecs
import io
from collections.abc import Mapping
from functools import partial

import pandas as pd

from ..dataset import Dataset
from ..inert import inert
from ..language.units import unit_name
from ..paper import labels
from ..paper.html import Html, element
from ..paper.spreadsheet import spreadsheet
from ..paper.tables import Field, table
from ..reasons import FACTS, sentences
from ..rows import Row
from ..views import View, names
from ..views.words import Lang
from ..vocabulary import BOUND, ORIGIN, OUTLOOK, Label
from ..writing import as_csv

HEADINGS = {
    "no": Label("序号", "no."), "indicator": Label("指标", "indicator"), "area": Label("地区", "area"),
    "period": Label("季度", "quarter"), "value": Label("数值", "figure"), "base": Label("比较的数", "compared with"),
    "compared": Label("比较结果", "result"), "unit": Label("结果单位", "unit of result"), "reason": Label("说明", "remark"),
    "origin": Label("来源", "origin"), "last_year": Label("上年同期", "year before"), "line": Label("虚线", "dashed line"),
    "points": Label("与序时相差（百分点）", "points against pace"), "rank": Label("名次", "rank"), "of": Label("参与地区数", "areas ranked"),
    "share": Label("占实绩", "share"), "target_share": Label("占目标", "share of target"),
    "over": Label("相差（百分点）", "difference (points)"),
    "x": Label("横轴", "across"), "y": Label("纵轴", "up"), "ratio": Label("目标之比", "ratio of targets"),
    "method": Label("方法", "method"), "year_end": Label("推算年末", "projected year-end"),
    "low80": Label("80%下限", "low 80 %"), "high80": Label("80%上限", "high 80 %"), "low90": Label("90%下限", "low 90 %"),
    "high90": Label("90%上限", "high 90 %"), "p_reach": Label("达标可能", "chance"), "outlook": Label("年末判断", "outlook"),
    "required_per_month": Label("每月需", "needed a month"), "n_errors": Label("误差个数", "errors known"),
    "target": Label("目标", "target"), "bound": Label("方向", "bound"), "actual": Label("到期数", "so far"),
    "came": Label("年末实际", "came to"),
}  # fmt: skip
PERIODS = {
    "quarter": HEADINGS["period"], "month": Label("月份", "month"), "period": Label("时期", "period"),
}  # fmt: skip
METHODS = {
    "remainder": Label("去年余下", "last year's remainder"), "change": Label("去年变化", "last year's change"),
    "counts": Label("分子分母", "counts"), "linear": Label("时间进度", "linear pace"), "final": Label("年末", "final"),
}  # fmt: skip
WORDS = {"origin": ORIGIN, "bound": BOUND, "method": METHODS, "outlook": OUTLOOK}
SHARES = ("share", "target_share", "p_reach")
ONE_DECIMAL = ("compared", "points", "over")
HIDDEN = ("n_errors", "required_per_month")  # in the files, but not on the page
MOST = 60  # rows on the page
DOWNLOAD = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def headed(ds: Dataset, frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """A view's frame with its columns headed as people read them, and words for keys.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> frame = pd.DataFrame({"no": [1], "area": ["全国"], "origin": ["published"]})
    >>> headed(open_dataset("data/national"), frame, "zh").to_dict("records")
    [{'序号': 1, '指标': '城镇新增就业人数', '地区': '全国', '来源': '公开发布'}]
    """
    told = _with_words(ds, frame, lang)
    return told.rename(columns={name: _heading(ds, name, lang) for name in told.columns})


def _heading(ds: Dataset, name: str, lang: Lang) -> str:
    return getattr(PERIODS[names.told_by(ds.periods)] if name == "period" else HEADINGS[name], lang)


def _with_words(ds: Dataset, frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    told = frame.drop(columns=["id", "stretch"], errors="ignore")
    if "no" in told:
        told.insert(1, "indicator", [names.indicator_name(ds, no, lang) for no in told["no"]])
    told["area"] = [names.area_name(ds, area, lang) for area in told["area"]]
    for column, words in WORDS.items():
        if column in told:
            told[column] = [getattr(words[key], lang) if key in words else "" for key in told[column]]
    if "reason" in told:
        told["reason"] = sentences(told, lang)
        told = told.drop(columns=list(FACTS), errors="ignore")
    if "unit" in told:
        told["unit"] = [unit_name(unit, lang) for unit in told["unit"]]
    return told


def frame_table(ds: Dataset, view: View, lang: Lang) -> Html:
    """The numbers behind a view as a table; the first sixty rows of a long one."""
    frame = view.frame.dropna(axis=1, how="all").head(MOST)
    told = _with_words(ds, frame, lang)
    if "no" in frame:
        told = told.assign(key=frame["no"])
    fields = [
        Field(
            _heading(ds, name, lang), partial(_cell, ds, name),
            number=pd.api.types.is_numeric_dtype(told[name]), row_header=name == "area",
        )
        for name in told.columns
        if name != "key" and name not in HIDDEN
    ]  # fmt: skip
    more = len(view.frame) - len(frame)
    ending = (
        ""
        if more <= 0
        else f"（前{MOST}行，全部在文件中）"
        if lang == "zh"
        else f" (first {MOST} rows, all in the files)"
    )
    return table(told, fields, view.title + ending)


def _cell(ds: Dataset, name: str, row: Row) -> str:
    value = getattr(row, name)
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return labels.NOTHING
    if name in SHARES:
        return labels.PERCENT(100 * value)
    if name in ONE_DECIMAL:
        return labels.Number(1)(value)
    if name in ("no", "rank", "of"):
        return str(value)
    if hasattr(row, "key"):
        return names.figure(ds, row.key, value, lang="zh", unit=False)
    return labels.Number(2, trim=True)(value)


def csv_link(ds: Dataset, view: View, name: str, lang: Lang) -> Html:
    """A link that saves the frame as CSV, with the mark by which spreadsheets know UTF-8."""
    told = headed(ds, view.frame, lang)
    for column in told.select_dtypes(include=["object", "string"]):
        told[column] = [inert(value) if isinstance(value, str) else value for value in told[column]]
    return _link(codecs.BOM_UTF8 + as_csv(told).encode(), f"{name}.csv", "CSV")


def workbook_link(ds: Dataset, shown: Mapping[str, View], codes: Mapping[str, str], name: str, lang: Lang) -> Html:
    """A link that saves the frames of all views in one workbook, with their titles and code on its last sheet."""
    sheets = {sheet: headed(ds, view.frame, lang) for sheet, view in shown.items()}
    notes = [ds.settings.title]
    for sheet, view in shown.items():
        notes += [f"{sheet}：{view.title}", *codes[sheet].splitlines()[2:4]]
    file = io.BytesIO()
    spreadsheet(sheets, notes).save(file)
    return _link(file.getvalue(), f"{name}.xlsx", "XLSX")


def _link(content: bytes, name: str, text: str) -> Html:
    kind = DOWNLOAD[name.rpartition(".")[2]]
    address = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return element("a", text, href=address, download=name)

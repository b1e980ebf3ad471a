"""The figures behind a page, to take away: a CSV inside the page and a workbook beside it.

The figures are those of the tables: rounded once, by whoever hands them in. The CSV begins with a byte-order
mark, so that Excel reads it as UTF-8. The workbook travels as an output of the notebook;
whoever renders the page takes it out and writes it beside the page under the same name.
"""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import pandas as pd

from ..checks import spoken
from ..dataset import Dataset
from ..dataset.rates import DECIMALS
from ..inert import inert
from ..language import say, word
from ..language.units import unit_name
from ..measures.projection.backtest import scores
from ..paper import labels
from ..paper.content import paragraph
from ..paper.html import Html, Shown, element
from ..paper.spreadsheet import XLSX, spreadsheet, to_bytes
from ..reasons import sentences
from ..vocabulary import BOUND, KIND, ORIGIN, STATUS, TARGET_STATE, Label
from .names import area, indicator
from .plan_review import LEVEL
from .projection_review import METHOD, shorts_of


def _notes() -> list[str]:
    return [
        say("各表第一行为栏目名称，没有合并单元格；空格表示没有数。"),
        say("评判标准、口径和数据性质见同名的网页。"),
    ]


def _scores() -> dict[str, str]:
    return {
        "month": say("推算于"), "method": say("方法"), "n": say("次数"), "mape": say("平均误差"), "bias": say("偏差"),
        "coverage80": say("80%区间实际覆盖"), "coverage90": say("90%区间实际覆盖"),
    }  # fmt: skip


def _projections() -> dict[str, str]:
    return {
        "area": say("地区"), "origin": say("推算于"), "method": say("方法"), "forecast": say("推算年末"),
        "actual": say("年末实际"), "error": say("误差"), "low80": say("80%区间低"), "high80": say("80%区间高"),
        "n_errors": say("以往误差数"),
    }  # fmt: skip


@dataclass(frozen=True)
class Download(Shown):
    """Frames headed as people read them, shown as a line with links: the first as CSV, all in a workbook."""

    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    notes: Sequence[str] = field(default_factory=_notes, repr=False)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        book = to_bytes(spreadsheet(self.tables, self.notes))
        return {**super()._repr_mimebundle_(**options), XLSX: base64.b64encode(book).decode()}

    def html(self) -> Html:
        """The line of links."""
        name, frame = next(iter(self.tables.items()))
        inside = element("a", f"{name}.csv", href=f"data:text/csv;base64,{encoded(frame)}", download=f"{name}.csv")
        # the page's own name is not known here: whoever renders it puts it in
        beside = element("a", say("全部表格.xlsx"), data_to="self.xlsx")
        return paragraph(say("下载本页数字："), inside, say("　"), beside, role="downloads")


def encoded(frame: pd.DataFrame) -> str:
    """A frame as CSV with a byte-order mark, in base 64."""
    text = io.StringIO()
    safe = {name: _inert(column) for name, column in frame.items()}
    pd.DataFrame(safe).to_csv(text, index=False, lineterminator="\r\n")
    return base64.b64encode(text.getvalue().encode("utf-8-sig")).decode()


def _inert(column: pd.Series) -> pd.Series:
    return column.map(inert, na_action="ignore") if pd.api.types.is_string_dtype(column) else column


def _keys(ds: Dataset, frame: pd.DataFrame) -> dict[str, pd.Series]:
    """What a row is about, as people read it."""
    units = ds.indicators.set_index("no")["unit"].map(unit_name)
    return {
        say("序号"): frame["no"],
        say("指标"): frame["no"].map(_names(ds)),
        say("单位"): frame["no"].map(units),
        say("地区"): _areas(ds, frame["area"]),
        say("期次"): frame["period"],
    }


def _names(ds: Dataset) -> pd.Series:
    """The indicators' names, by their numbers."""
    return pd.Series({no: indicator(ds, no) for no in ds.indicators["no"]}, dtype=str)


def _levels() -> dict[str, str]:
    return {name: word(label) for name, label in LEVEL.items()}


def _areas(ds: Dataset, column: pd.Series) -> pd.Series:
    """Areas' names; what is none stays as it is."""
    return column.replace({name: area(ds, name) for name in ds.areas["area"]})


def cells_frame(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``progress`` under the headings people read, with the indicators' names and units.

    Examples
    --------
    >>> from hrss_analysis import open_dataset, progress
    >>> ds = open_dataset("data/national")
    >>> list(cells_frame(ds, progress(ds, "2024Q4")).columns[:6])
    ['序号', '指标', '单位', '地区', '期次', '类型']
    """
    words: dict[str, tuple[str, Mapping[str, Label]]] = {
        say("类型"): ("kind", KIND), say("目标方向"): ("bound", BOUND), say("目标状态"): ("target_state", TARGET_STATE),
    }  # fmt: skip
    frame = pd.DataFrame(
        {
            **_keys(ds, cells),
            **{
                head: cells[name].map(lambda key, known=known: word(known[key]))
                for head, (name, known) in words.items()
            },
            say("全年目标"): cells["target"],
            say("本期末"): cells["actual"].round(DECIMALS),
            say("上年末"): cells["base"],
            say("应达进度"): cells["expected"],
            say("完成率"): cells["completion"].round(6),
            say("与序时相差"): cells["gap_points"].round(4),
            say("还差"): cells["shortfall"],
            say("距上限"): cells["headroom"],
            say("余下每月需完成"): cells["required_per_month"].round(4),
            say("状态"): cells["status"].map(lambda key: word(STATUS[key])),
            say("说明"): pd.Series(sentences(cells), index=cells.index, dtype=str),
            say("数据性质"): cells["origin"].map(lambda key: word(ORIGIN[key]) if key else ""),
        }
    )
    return frame.reset_index(drop=True)


def history_frame(ds: Dataset, history: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``history`` under the headings people read, without those that do not compare with this plan."""
    history = history[history["stretch"] == history["stretch"].max()]
    return pd.DataFrame(
        {
            **_keys(ds, history),
            say("数"): history["value"],
            say("分子"): history["numerator"],
            say("分母"): history["denominator"],
            say("数据性质"): history["origin"].map(lambda key: word(ORIGIN[key]) if key in ORIGIN else ""),
        }
    ).reset_index(drop=True)


def downloads(ds: Dataset, cells: pd.DataFrame, history: pd.DataFrame | None = None) -> Download:
    """The cells a page rests on, and the figures of this year and the last, to take away.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress``; of several areas the CSV has those of the whole, the
        workbook all.
    history
        Figures of several periods; only in the workbook.
    """
    frame = cells_frame(ds, cells)
    whole = (cells["area"] == ds.city).to_numpy()
    several = cells["area"].nunique() > 1 and whole.any()
    tables = {say("记分表"): frame[whole], say("各地区"): frame} if several else {say("记分表"): frame}
    notes = [
        *_notes(),
        say("完成率、应达进度为份额（0.75即75%）；与序时相差为百分点；各数四舍五入，与网页所示一致。"),
        *(
            [say("含模拟数据：只用于演示，不是任何地区或部门的真实数字。")]
            if (cells["origin"] == "simulated").any()
            else []
        ),
    ]
    earlier = {} if history is None else {_each_period(ds, history): history_frame(ds, history)}
    return Download({**tables, **earlier}, notes)


def _each_period(ds: Dataset, history: pd.DataFrame) -> str:
    """What a table of the figures of several periods is called."""
    shortest = min(map(ds.calendar.period, history["period"].unique()), key=attrgetter("months"), default=None)
    by_quarter, by_month = say("各季度"), say("各月")
    return by_quarter if shortest is None else labels.in_words(shortest, quarter=by_quarter, month=by_month)


def findings_download(ds: Dataset, findings: pd.DataFrame) -> Download:
    """What the checks of a quarter found, to take away."""
    frame = pd.DataFrame(
        {
            say("级别"): findings["severity"].map(_levels()),
            say("规则"): findings["rule"],
            say("序号"): findings["no"],
            say("指标"): findings["no"].map(_names(ds)),
            say("地区"): _areas(ds, findings["area"]),
            say("报送数"): findings["value"],
            say("参照数"): findings["expected"],
            say("问题"): spoken(findings)["message"],
        }
    )
    return Download({say("发现的问题"): frame})


def targets_download(ds: Dataset, year: int, findings: pd.DataFrame) -> Download:
    """The target table of a year and what its proofs found, to take away."""
    targets = ds.targets(year)
    frame = pd.DataFrame(
        {
            say("序号"): targets["no"],
            say("指标"): targets["no"].map(_names(ds)),
            say("单位"): targets["unit"].map(unit_name),
            say("地区"): _areas(ds, targets["area"]),
            say("目标状态"): targets["state"].map(lambda key: word(TARGET_STATE[key])),
            say("目标方向"): targets["bound"].map(lambda key: word(BOUND[key]) if key else ""),
            say("目标"): targets["value"],
            say("下达日期"): targets["issued_on"].dt.strftime("%Y-%m-%d"),
        }
    )
    told = findings[["severity", "rule", "where", "message"]].replace({"severity": _levels()})
    heads = [say("级别"), say("规则"), say("位置"), say("问题")]
    return Download({say("目标"): frame, say("校核"): told.set_axis(heads, axis=1)})


def backtest_download(ds: Dataset, found: pd.DataFrame) -> Download:
    """The errors of every method, and every projection of the whole beside what came, to take away."""
    of_scores, methods = _scores(), {name: word(label) for name, label in METHOD.items()}
    told = scores(found, ["no", "month"]) if len(found) else pd.DataFrame(columns=["no", *of_scores])
    told = told.assign(month=told["month"].map(shorts_of(found)))
    whole = found[found["area"] == ds.city]
    whole = whole.assign(area=_areas(ds, whole["area"]))
    frames = {say("误差"): (told, of_scores), say("推算与实际"): (whole, _projections())}
    return Download(
        {
            sheet: frame.assign(name=frame["no"].map(_names(ds)), method=frame["method"].map(methods))[
                ["no", "name", *heads]
            ].rename(columns={"no": say("序号"), "name": say("指标"), **heads})
            for sheet, (frame, heads) in frames.items()
        }
    )

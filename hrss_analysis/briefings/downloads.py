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

from ..dataset import Dataset
from ..dataset.rates import DECIMALS
from ..inert import inert
from ..measures.projection.backtest import scores
from ..paper import labels
from ..paper.content import paragraph
from ..paper.html import Html, Shown, element
from ..paper.spreadsheet import XLSX, spreadsheet, to_bytes
from ..reasons import sentences
from ..vocabulary import BOUND, KIND, ORIGIN, STATUS, TARGET_STATE
from .plan_review import SEVERITY
from .projection_review import METHODS, shorts_of

NOTES = ("各表第一行为栏目名称，没有合并单元格；空格表示没有数。", "评判标准、口径和数据性质见同名的网页。")
OF_CELLS = "完成率、应达进度为份额（0.75即75%）；与序时相差为百分点；各数四舍五入，与网页所示一致。"
SIMULATED = "含模拟数据：只用于演示，不是任何地区或部门的真实数字。"


_SCORES = {
    "month": "推算于", "method": "方法", "n": "次数", "mape": "平均误差", "bias": "偏差", "coverage80": "80%区间实际覆盖",
    "coverage90": "90%区间实际覆盖",
}  # fmt: skip
_PROJECTIONS = {
    "area": "地区", "origin": "推算于", "method": "方法", "forecast": "推算年末", "actual": "年末实际", "error": "误差",
    "low80": "80%区间低", "high80": "80%区间高", "n_errors": "以往误差数",
}  # fmt: skip


@dataclass(frozen=True)
class Download(Shown):
    """Frames headed as people read them, shown as a line with links: the first as CSV, all in a workbook."""

    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    notes: Sequence[str] = field(default=NOTES, repr=False)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        book = to_bytes(spreadsheet(self.tables, self.notes))
        return {**super()._repr_mimebundle_(**options), XLSX: base64.b64encode(book).decode()}

    def html(self) -> Html:
        """The line of links."""
        name, frame = next(iter(self.tables.items()))
        inside = element("a", f"{name}.csv", href=f"data:text/csv;base64,{encoded(frame)}", download=f"{name}.csv")
        # the page's own name is not known here: whoever renders it puts it in
        beside = element("a", "全部表格.xlsx", data_to="self.xlsx")
        return paragraph("下载本页数字：", inside, "　", beside, role="downloads")


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
    about = ds.indicators.set_index("no")
    return {
        "序号": frame["no"],
        "指标": frame["no"].map(about["name"]),
        "单位": frame["no"].map(about["unit"]),
        "地区": frame["area"],
        "期次": frame["period"],
    }


def cells_frame(ds: Dataset, cells: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``progress`` under the headings people read, with the indicators' names and units.

    Examples
    --------
    >>> from hrss_analysis import open_dataset, progress
    >>> ds = open_dataset("data/national")
    >>> list(cells_frame(ds, progress(ds, "2024Q4")).columns[:6])
    ['序号', '指标', '单位', '地区', '期次', '类型']
    """
    words = {"类型": ("kind", KIND), "目标方向": ("bound", BOUND), "目标状态": ("target_state", TARGET_STATE)}
    frame = pd.DataFrame(
        {
            **_keys(ds, cells),
            **{head: cells[name].map(lambda key, known=known: known[key].zh) for head, (name, known) in words.items()},
            "全年目标": cells["target"],
            "本期末": cells["actual"].round(DECIMALS),
            "上年末": cells["base"],
            "应达进度": cells["expected"],
            "完成率": cells["completion"].round(6),
            "与序时相差": cells["gap_points"].round(4),
            "还差": cells["shortfall"],
            "距上限": cells["headroom"],
            "余下每月需完成": cells["required_per_month"].round(4),
            "状态": cells["status"].map(lambda key: STATUS[key].zh),
            "说明": pd.Series(sentences(cells), index=cells.index, dtype=str),
            "数据性质": cells["origin"].map(lambda key: ORIGIN[key].zh if key else ""),
        }
    )
    return frame.reset_index(drop=True)


def history_frame(ds: Dataset, history: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``history`` under the headings people read, without those that do not compare with this plan."""
    history = history[history["stretch"] == history["stretch"].max()]
    return pd.DataFrame(
        {
            **_keys(ds, history),
            "数": history["value"],
            "分子": history["numerator"],
            "分母": history["denominator"],
            "数据性质": history["origin"].map(lambda key: ORIGIN[key].zh if key in ORIGIN else ""),
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
    several = frame["地区"].nunique() > 1 and (frame["地区"] == ds.city).any()
    tables = {"记分表": frame[frame["地区"] == ds.city], "各地区": frame} if several else {"记分表": frame}
    notes = [*NOTES, OF_CELLS, *([SIMULATED] if (cells["origin"] == "simulated").any() else [])]
    earlier = {} if history is None else {_each_period(ds, history): history_frame(ds, history)}
    return Download({**tables, **earlier}, notes)


def _each_period(ds: Dataset, history: pd.DataFrame) -> str:
    """What a table of the figures of several periods is called."""
    shortest = min(map(ds.calendar.period, history["period"].unique()), key=attrgetter("months"), default=None)
    return "各季度" if shortest is None else labels.in_words(shortest, quarter="各季度", month="各月")


def findings_download(ds: Dataset, findings: pd.DataFrame) -> Download:
    """What the checks of a quarter found, to take away."""
    names = ds.indicators.set_index("no")["name"]
    frame = pd.DataFrame(
        {
            "级别": findings["severity"].map(SEVERITY),
            "规则": findings["rule"],
            "序号": findings["no"],
            "指标": findings["no"].map(names),
            "地区": findings["area"],
            "报送数": findings["value"],
            "参照数": findings["expected"],
            "问题": findings["message"],
        }
    )
    return Download({"发现的问题": frame})


def targets_download(ds: Dataset, year: int, findings: pd.DataFrame) -> Download:
    """The target table of a year and what its proofs found, to take away."""
    targets = ds.targets(year)
    about = ds.indicators.set_index("no")
    frame = pd.DataFrame(
        {
            "序号": targets["no"],
            "指标": targets["no"].map(about["name"]),
            "单位": targets["unit"],
            "地区": targets["area"],
            "目标状态": targets["state"].map(lambda key: TARGET_STATE[key].zh),
            "目标方向": targets["bound"].map(lambda key: BOUND[key].zh if key else ""),
            "目标": targets["value"],
            "下达日期": targets["issued_on"].dt.strftime("%Y-%m-%d"),
        }
    )
    told = findings[["severity", "rule", "where", "message"]].replace({"severity": SEVERITY})
    return Download({"目标": frame, "校核": told.set_axis(["级别", "规则", "位置", "问题"], axis=1)})


def backtest_download(ds: Dataset, found: pd.DataFrame) -> Download:
    """The errors of every method, and every projection of the whole beside what came, to take away."""
    names = ds.indicators.set_index("no")["name"]
    told = scores(found, ["no", "month"]) if len(found) else pd.DataFrame(columns=["no", *_SCORES])
    told = told.assign(month=told["month"].map(shorts_of(found)))
    whole = found[found["area"] == ds.city]
    frames = {"误差": (told, _SCORES), "推算与实际": (whole, _PROJECTIONS)}
    return Download(
        {
            sheet: frame.assign(name=frame["no"].map(names), method=frame["method"].map(METHODS))[
                ["no", "name", *heads]
            ].rename(columns={"no": "序号", "name": "指标", **heads})
            for sheet, (frame, heads) in frames.items()
        }
    )

"""What came in for a quarter and what of it can be relied on, as a report."""

from collections.abc import Mapping
from operator import attrgetter

import pandas as pd

from ..checks import RULES
from ..dataset import Dataset
from ..paper import labels
from ..paper.blocks import Figure
from ..paper.content import note
from ..paper.html import Html, element
from ..paper.tables import Field, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..rows import rows_of
from ..vocabulary import Label
from .plan_review import SEVERITY, findings_table
from .projections import figure_of
from .report import PERIOD, Report

SHOWN = ("check", "completeness", "revisions", "submissions", "origins", "tables")


def _shows(told: Quarter, _given: Mapping[str, str]) -> Content:
    return [(name, told) for name in SHOWN]


REPORT = Report(
    "data_quality",
    "who reported, what is missing or late, what was found and revised",
    (PERIOD,),
    lambda _ds, _given: "quality.html",
    lambda _ds, _given: "数据质量",
    Label("数据", "Data"),
    _shows,
    place=50,
)

NAMED = 3  # senders a sentence names
FEW = 8  # missing figures listed by name


def quality_headline(period: str, complete: pd.DataFrame, findings: pd.DataFrame) -> list[str]:
    """How much came in, from whom something is missing, and what was found.

    Parameters
    ----------
    period
        The quarter.
    complete
        What ``completeness`` gives.
    findings
        What ``check`` gives.
    """
    areas = complete[complete["kind"] == "area"]
    due, reported, late = (int(areas[column].sum()) for column in ("due", "reported", "late"))
    if not due:
        return [f"{labels.time_label(period)}没有应报的数。"]
    share = labels.share(reported / due)
    sentences = [
        f"{labels.time_label(period)}应报数据{due}个，已报{reported}个（{share}），其中逾期{late}个"
        + (f"；应报未报{due - reported}个。" if due > reported else "。")
    ]
    worst = areas[areas["missing"] > 0].nlargest(NAMED, "missing")
    if len(worst):
        sentences.append(f"缺报较多的是{'、'.join(f'{row.sender}（{row.missing}个）' for row in rows_of(worst))}。")
    counts = findings[findings["rule"] != "missing"]["severity"].value_counts()
    errors, warnings = int(counts.get("error", 0)), int(counts.get("warning", 0))
    if errors or warnings:
        sentences.append(f"已报的数中，错误{errors}处，需核对{warnings}处。")
    else:
        sentences.append("已报的数经校核无异常。")
    return sentences


def completeness_table(complete: pd.DataFrame, kind: str, caption: str) -> Html:
    """What was due, reported, late and missing, by area or by department."""
    own = complete[complete["kind"] == kind]
    if own.empty:
        return note(f"{caption}：指标没有注明处室。")
    heading = {"area": "地区", "department": "报送处室"}[kind]
    fields = [
        Field(heading, attrgetter("sender"), row_header=True),
        Field("应报", attrgetter("due"), number=True),
        Field("已报", attrgetter("reported"), number=True),
        Field("其中逾期", attrgetter("late"), number=True),
        Field("未报", lambda row: _marked(row.missing), number=True),
        Field("报送率", lambda row: labels.share(row.reported / row.due), number=True),
    ]
    return table(own, fields, caption)


def _marked(missing: int) -> str:
    return Figure(f"■ {missing}" if missing else "0", missing)


def missing_table(ds: Dataset, findings: pd.DataFrame) -> Html:
    """What is missing, by area: names where they are few, numbers where they are many."""
    missing = findings[findings["rule"] == "missing"]
    if missing.empty:
        return note("应报未报：无。")
    rows = [
        {"area": area, "missing": len(own), "what": _names(ds, own)}
        for area, own in missing.groupby("area", sort=False)
    ]
    fields = [
        Field("地区", attrgetter("area"), row_header=True),
        Field("个数", attrgetter("missing"), number=True),
        Field("指标", attrgetter("what")),
    ]
    return table(pd.DataFrame(rows), fields, f"应报未报的数（{len(missing)}个）")


def _names(ds: Dataset, own: pd.DataFrame) -> str:
    if len(own) > FEW:
        return "第" + "、".join(map(str, own["no"])) + "项"
    return "；".join(f"{no} {ds.indicator(no).name}" for no in own["no"])


def quality_findings(findings: pd.DataFrame) -> Html:
    """Errors and what wants an explanation, or the word that there is none."""
    told = findings[findings["rule"] != "missing"]
    return findings_table(_placed(told), "错误和需核对的数", ("error", "warning"))


def accepted_findings(findings: pd.DataFrame) -> Html:
    """What was found, looked into and accepted, with reason and name."""
    return findings_table(_placed(findings[findings["accepted"]]), "经核实认可的情况", ("error", "warning", "info"))


def _placed(findings: pd.DataFrame) -> pd.DataFrame:
    return findings.assign(where=[f"{no} {area}" for no, area in zip(findings["no"], findings["area"], strict=True)])


def rules_table(findings: pd.DataFrame) -> Html:
    """Every rule a quarter went through, and how often each spoke."""
    counts = findings["rule"].value_counts()
    frame = pd.DataFrame(
        [{"label": r.label, "severity": r.severity, "found": int(counts.get(r.name, 0))} for r in RULES]
    )
    fields = [
        Field("校核规则", attrgetter("label"), row_header=True),
        Field("级别", lambda row: SEVERITY[row.severity], class_="short"),
        Field("发现", attrgetter("found"), number=True),
    ]
    return table(frame, fields, f"{len(RULES)}条校核规则及其发现")


def revisions_table(ds: Dataset, changed: pd.DataFrame) -> Html:
    """Figures that were changed after they were first submitted: from, to, by whom and when.

    Parameters
    ----------
    ds
        The dataset.
    changed
        Rows of ``revisions``.
    """
    if changed.empty:
        return note("修订：无。")
    fields = [
        Field("指标", lambda row: ds.indicator(row.no).name, row_header=True),
        Field("地区", attrgetter("area")),
        Field("首次报送", lambda row: figure_of(ds, row, row.first), number=True),
        Field("现用", lambda row: figure_of(ds, row, row.last), number=True),
        Field("相差", lambda row: figure_of(ds, row, row.difference), number=True),
        Field("修订人", attrgetter("reporter")),
        Field("修订时间", lambda row: "—" if pd.isna(row.submitted_at) else labels.short_date(row.submitted_at)),
    ]
    return table(changed, fields, f"修订的数（{len(changed)}个）")


def submissions_table(files: pd.DataFrame) -> Html:
    """The files the figures came from: what a quarter's ``submissions`` gives."""
    if files.empty:
        return note("本期没有用报送表录入的数。")
    fields = [
        Field("文件", attrgetter("file"), row_header=True),
        Field("填报单位", attrgetter("reporter")),
        Field("录入时间", lambda row: f"{row.moment:%Y-%m-%d %H:%M}"),
        Field("数", attrgetter("rows"), number=True),
        Field("附备注", attrgetter("notes"), number=True),
        Field("SHA-256", lambda row: element("code", row.sha256[:12], class_="hash")),
    ]
    return table(files, fields, f"录入的文件（{len(files)}个）")

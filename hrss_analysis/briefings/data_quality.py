"""What came in for a quarter and what of it can be relied on, as a report."""

from collections.abc import Mapping
from operator import attrgetter

import pandas as pd

from ..checks import RULES, spoken
from ..dataset import Dataset
from ..language import clauses, listed, pattern, say, word
from ..paper import labels
from ..paper.blocks import Figure
from ..paper.content import note
from ..paper.html import Html, element
from ..paper.tables import Field, table
from ..quarters import Quarter
from ..quarters.cut import Content
from ..rows import rows_of
from ..vocabulary import TERMS, Label
from .names import area, indicator
from .plan_review import LEVEL, area_if, findings_table
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
    lambda _ds, _given: say("数据质量"),
    Label("数据", "Data"),
    _shows,
    place=50,
)

NAMED = 3  # senders a sentence names
FEW = 8  # missing figures listed by name


def quality_headline(
    period: str, complete: pd.DataFrame, findings: pd.DataFrame, ds: Dataset | None = None
) -> list[str]:
    """How much came in, from whom something is missing, and what was found.

    Parameters
    ----------
    period
        The quarter.
    complete
        What ``completeness`` gives.
    findings
        What ``check`` gives.
    ds
        The dataset, which knows what its areas are called in other languages.
    """
    areas = complete[complete["kind"] == "area"]
    if not areas["due"].sum():
        return [say("{period}没有应报的数。", period=labels.time_label(period))]
    told = [_came_in(period, areas)]
    worst = areas[areas["missing"] > 0].nlargest(NAMED, "missing")
    if len(worst):
        named = (say("{name}（{n}个）", name=area_if(ds, row.sender), n=row.missing) for row in rows_of(worst))
        told.append(say("缺报较多的是{senders}。", senders=listed(named)))
    counts = findings[findings["rule"] != "missing"]["severity"].value_counts()
    errors, warnings = int(counts.get("error", 0)), int(counts.get("warning", 0))
    if errors or warnings:
        told.append(say("已报的数中，错误{errors}处，需核对{warnings}处。", errors=errors, warnings=warnings))
    else:
        told.append(say("已报的数经校核无异常。"))
    return told


def _came_in(period: str, areas: pd.DataFrame) -> str:
    due, reported, late = (int(areas[column].sum()) for column in ("due", "reported", "late"))
    counts = {
        "period": labels.time_label(period),
        "due": due,
        "reported": reported,
        "share": labels.share(reported / due),
        "late": late,
    }
    if due == reported:
        return say("{period}应报数据{due}个，已报{reported}个（{share}），其中逾期{late}个。", **counts)
    return say(
        "{period}应报数据{due}个，已报{reported}个（{share}），其中逾期{late}个；应报未报{missing}个。",
        missing=due - reported,
        **counts,
    )


def completeness_table(complete: pd.DataFrame, kind: str, caption: str, ds: Dataset | None = None) -> Html:
    """What was due, reported, late and missing, by area or by department.

    With the dataset, areas are called as the page's language has them.
    """
    own = complete[complete["kind"] == kind]
    if own.empty:
        return note(say("{name}：指标没有注明处室。", name=caption))
    if kind == "area":
        sender = Field(say("地区"), lambda row: area_if(ds, row.sender), row_header=True)
    else:
        sender = Field(word(TERMS["reported_by"]).capitalize(), attrgetter("sender"), row_header=True)
    fields = [
        sender,
        Field(say("应报"), attrgetter("due"), number=True),
        Field(say("已报"), attrgetter("reported"), number=True),
        Field(say("其中逾期"), attrgetter("late"), number=True),
        Field(say("未报"), lambda row: _marked(row.missing), number=True),
        Field(say("报送率"), lambda row: labels.share(row.reported / row.due), number=True),
    ]
    return table(own, fields, caption)


def _marked(missing: int) -> str:
    return Figure(f"■ {missing}" if missing else "0", missing)


def missing_table(ds: Dataset, findings: pd.DataFrame) -> Html:
    """What is missing, by area: names where they are few, numbers where they are many."""
    missing = findings[findings["rule"] == "missing"]
    if missing.empty:
        return note(say("应报未报：无。"))
    rows = [
        {"area": area(ds, str(name)), "missing": len(own), "what": _names(ds, own)}
        for name, own in missing.groupby("area", sort=False)
    ]
    fields = [
        Field(say("地区"), attrgetter("area"), row_header=True),
        Field(say("个数"), attrgetter("missing"), number=True),
        Field(say("指标"), attrgetter("what")),
    ]
    return table(pd.DataFrame(rows), fields, say("应报未报的数（{n}个）", n=len(missing)))


def _names(ds: Dataset, own: pd.DataFrame) -> str:
    if len(own) > FEW:
        return say("第{numbers}项", numbers=listed(map(str, own["no"])))
    return clauses(f"{no} {indicator(ds, no)}" for no in own["no"])


def quality_findings(findings: pd.DataFrame, ds: Dataset | None = None) -> Html:
    """Errors and what wants an explanation, or the word that there is none.

    With the dataset, areas are called as the page's language has them.
    """
    told = findings[findings["rule"] != "missing"]
    return findings_table(_placed(told, ds), say("错误和需核对的数"), ("error", "warning"))


def accepted_findings(findings: pd.DataFrame, ds: Dataset | None = None) -> Html:
    """What was found, looked into and accepted, with reason and name.

    With the dataset, areas are called as the page's language has them.
    """
    told = _placed(findings[findings["accepted"]], ds)
    return findings_table(told, say("经核实认可的情况"), ("error", "warning", "info"))


def _placed(findings: pd.DataFrame, ds: Dataset | None) -> pd.DataFrame:
    cells = zip(findings["no"], findings["area"], strict=True)
    return spoken(findings).assign(where=[f"{no} {area_if(ds, name)}" for no, name in cells])


def rules_table(findings: pd.DataFrame) -> Html:
    """Every rule a quarter went through, and how often each spoke."""
    counts = findings["rule"].value_counts()
    frame = pd.DataFrame(
        [{"label": pattern(r.label), "severity": r.severity, "found": int(counts.get(r.name, 0))} for r in RULES]
    )
    fields = [
        Field(say("校核规则"), attrgetter("label"), row_header=True),
        Field(say("级别"), lambda row: word(LEVEL[row.severity]), class_="short"),
        Field(say("发现"), attrgetter("found"), number=True),
    ]
    return table(frame, fields, say("{n}条校核规则及其发现", n=len(RULES)))


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
        return note(say("修订：无。"))
    fields = [
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        Field(say("地区"), lambda row: area(ds, row.area)),
        Field(say("首次报送"), lambda row: figure_of(ds, row, row.first), number=True),
        Field(say("现用"), lambda row: figure_of(ds, row, row.last), number=True),
        Field(say("相差"), lambda row: figure_of(ds, row, row.difference), number=True),
        Field(say("修订人"), lambda row: area(ds, row.reporter)),
        Field(say("修订时间"), lambda row: "—" if pd.isna(row.submitted_at) else labels.short_date(row.submitted_at)),
    ]
    return table(changed, fields, say("修订的数（{n}个）", n=len(changed)))


def submissions_table(files: pd.DataFrame, ds: Dataset | None = None) -> Html:
    """The files the figures came from: what a quarter's ``submissions`` gives.

    With the dataset, areas that sent them are called as the page's language has them.
    """
    if files.empty:
        return note(say("本期没有用报送表录入的数。"))
    fields = [
        Field(say("文件"), attrgetter("file"), row_header=True),
        Field(say("填报单位"), lambda row: area_if(ds, row.reporter)),
        Field(say("录入时间"), lambda row: f"{row.moment:%Y-%m-%d %H:%M}"),
        Field(say("数"), attrgetter("rows"), number=True),
        Field(say("附备注"), attrgetter("notes"), number=True),
        Field("SHA-256", lambda row: element("code", row.sha256[:12], class_="hash")),
    ]
    return table(files, fields, say("录入的文件（{n}个）", n=len(files)))

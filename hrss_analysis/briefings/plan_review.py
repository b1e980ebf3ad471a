"""The plan itself as a report: what it asks for, of whom, and whether it agrees with itself."""

from collections.abc import Mapping
from operator import attrgetter

import pandas as pd

from ..dataset import Dataset
from ..paper import labels
from ..paper.content import note
from ..paper.html import EMPTY, Html
from ..paper.tables import Field, table
from ..vocabulary import FREQUENCY, KIND, LARGE_UNITS, TARGET_STATE, TERMS, Label
from .report import YEAR, Reads, Report


def _with_last_year(ds: Dataset, given: Mapping[str, str]) -> Reads:
    year = int(given["year"])
    end = ds.periods_of(year)[0].last_year_end
    return Reads(tuple(ds.recorded(str(end))), tuple(known for known in (year - 1, year) if known in ds.target_years))


REPORT = Report(
    "plan_review",
    "the plan itself: what it asks for, of whom, and whether it agrees with itself",
    (YEAR,),
    lambda _ds, _given: "plan.html",
    lambda _ds, _given: "计划解读",
    Label("计划", "Plan"),
    reads=_with_last_year,
    place=60,
)

NOTABLE = 1.5  # a share this many times the usual one, or this many times smaller, is named
MOST_NAMED = 15
HANDFUL = 50
SEVERITY = {"error": "■ 错误", "warning": "▲ 需核对", "info": "○ 说明"}


def plan_headline(ds: Dataset, year: int, findings: pd.DataFrame) -> list[str]:
    """What the plan asks for, how it is divided, and whether its tables agree.

    Parameters
    ----------
    ds
        The dataset.
    year
        The year of the plan.
    findings
        What the proofs of its tables found.
    """
    indicators, targets = ds.indicators, ds.targets(year)
    counts = indicators["kind"].value_counts()
    kinds = "、".join(f"{label.zh}{counts[kind]}项" for kind, label in KIND.items() if kind in counts.index)
    city = targets[(targets["area"] == ds.city) & (targets["state"] == "assigned")]
    sentences = [f"{year}年计划列{len(indicators)}项指标（{kinds}），{ds.city}有目标的{len(city)}项。"]
    divided = targets[targets["area"].isin(ds.parts) & targets["state"].isin(["assigned", "zero"])]
    if len(divided):
        elsewhere = targets.loc[targets["state"] == "issued_separately", "no"].nunique()
        shared = targets.loc[targets["state"] == "shared", "no"].nunique()
        more = "".join(
            f"，{text}{count}项" for text, count in (("另行下达", elsewhere), ("多地区共担", shared)) if count
        )
        sentences.append(f"分解到{len(ds.parts)}个地区的{divided['no'].nunique()}项{more}。")
    errors = int((findings["severity"] == "error").sum())
    warnings = int((findings["severity"] == "warning").sum())
    if errors or warnings:
        sentences.append(f"校核发现错误{errors}处、需核对{warnings}处，见下表。")
    else:
        sentences.append("各地区目标与全市目标、其中项与总项的校核没有发现问题。")
    return sentences


def by_field(ds: Dataset) -> Html:
    """How many indicators of which kind and frequency each field has."""
    counts = _crossed(ds.indicators.replace({"category": {"": "全部"}}), "category")
    return table(counts, [Field("领域", lambda row: row.group, row_header=True), *_count_fields()], "各领域的指标")


def by_department(ds: Dataset) -> Html:
    """How many indicators each department leads; nothing if the register names none."""
    led = ds.indicators[ds.indicators["lead_department"] != ""]
    if led.empty:
        return EMPTY
    counts = _crossed(led, "lead_department").sort_values("all", ascending=False, kind="stable")
    fields = [Field(TERMS["lead_department"].zh, lambda row: row.group, row_header=True), *_count_fields()]
    return table(counts, fields, "各处室牵头的指标")


def _crossed(indicators: pd.DataFrame, by: str) -> pd.DataFrame:
    wide = pd.concat(
        [pd.crosstab(indicators[by], indicators[column]) for column in ("kind", "frequency")], axis=1
    )  # fmt: skip
    wide = wide.reindex(columns=[*KIND, *FREQUENCY], fill_value=0).reindex(indicators[by].unique())
    return wide.assign(all=wide[list(KIND)].sum(axis=1)).reset_index(names="group")


def _count_fields() -> list[Field]:
    words = [("all", "指标数"), *((key, label.zh) for key, label in [*KIND.items(), *FREQUENCY.items()])]
    return [Field(heading, attrgetter(key), number=True) for key, heading in words]


def usual_shares(shares: pd.DataFrame) -> Html:
    """Each area's usual share of a target, and how many indicators it has a target for."""
    if shares.empty:
        return EMPTY
    areas = shares.groupby("area", sort=False).agg(
        count=("no", "size"), usual=("usual", "first"), low=("share", "min"), high=("share", "max")
    )
    fields = [
        Field("地区", lambda row: row.area, row_header=True),
        Field("分解到的指标数", lambda row: row.count_, number=True),
        Field("通常份额（%）", lambda row: labels.Number(1)(100 * row.usual), number=True),
        Field("最低份额（%）", lambda row: labels.Number(1)(100 * row.low), number=True),
        Field("最高份额（%）", lambda row: labels.Number(1)(100 * row.high), number=True),
    ]
    frame = areas.rename(columns={"count": "count_"}).reset_index()
    return table(frame, fields, "各地区在全市目标中的份额（通常份额为各项份额的中位数）")


def unusual_shares(ds: Dataset, shares: pd.DataFrame) -> Html:
    """Targets that ask an area for far more or less than its usual share."""
    if shares.empty:
        return EMPTY
    far = shares[(shares["ratio"] >= NOTABLE) | (shares["ratio"] <= 1 / NOTABLE)]
    # of a handful, one more or less is no decision about shares
    is_count = ~far["no"].map(lambda no: ds.indicator(no).unit.startswith(LARGE_UNITS)).astype(bool)
    far = far[~is_count | (far["total"] >= HANDFUL)]
    far = far.assign(points=(far["share"] - far["usual"]) * 100)
    named = far.reindex(far["points"].abs().sort_values(ascending=False, kind="stable").index).head(MOST_NAMED)
    if named.empty:
        return note(f"没有份额超过通常份额{NOTABLE:g}倍或不足其{1 / NOTABLE:.0%}的目标。")
    fields = [
        Field("指标", lambda row: ds.indicator(row.no).name, row_header=True),
        Field("地区", lambda row: row.area),
        Field(
            "目标", lambda row: labels.indicator_number(ds.indicator(row.no), with_unit=True)(row.value), number=True
        ),
        Field("份额（%）", lambda row: labels.Number(1)(100 * row.share), number=True),
        Field("通常份额（%）", lambda row: labels.Number(1)(100 * row.usual), number=True),
        Field("相差（百分点）", lambda row: labels.POINTS(row.points), number=True),
    ]
    return table(named, fields, f"与通常份额相差最大的{len(named)}个目标（共{len(far)}个）")


def states(ds: Dataset, year: int) -> Html:
    """How many cells of the target table are in which state, by area."""
    targets = ds.targets(year)
    counts = pd.crosstab(targets["area"], targets["state"]).reindex(columns=list(TARGET_STATE), fill_value=0)
    counts = counts.reindex([area for area in ds.areas["area"] if area in counts.index]).reset_index()
    fields = [
        Field("地区", lambda row: row.area, row_header=True),
        *(Field(label.zh, attrgetter(key), number=True) for key, label in TARGET_STATE.items()),
    ]
    return table(counts, fields, "目标表各格的状态")


def findings_table(findings: pd.DataFrame, caption: str, severities: tuple[str, ...]) -> Html:
    """Findings of some severities, or the word that there are none."""
    shown = findings[findings["severity"].isin(severities)]
    if shown.empty:
        return note(f"{caption}：无。")
    fields = [
        Field("级别", lambda row: SEVERITY[row.severity], class_="short"),
        Field("位置", lambda row: row.where, row_header=True),
        Field("内容", lambda row: row.message),
    ]
    return table(shown, fields, f"{caption}（{len(shown)}处）")

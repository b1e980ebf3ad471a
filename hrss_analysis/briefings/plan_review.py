"""The plan itself as a report: what it asks for, of whom, and whether it agrees with itself."""

from collections.abc import Mapping
from operator import attrgetter

import pandas as pd

from ..dataset import Dataset
from ..language import listed, say, word
from ..paper import labels
from ..paper.content import note
from ..paper.html import EMPTY, Html
from ..paper.tables import Field, table
from ..vocabulary import FREQUENCY, KIND, LARGE_UNITS, TARGET_STATE, TERMS, Label
from .names import area, indicator
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
    lambda _ds, _given: say("计划解读"),
    Label("计划", "Plan"),
    reads=_with_last_year,
    place=60,
)

NOTABLE = 1.5  # a share this many times the usual one, or this many times smaller, is named
MOST_NAMED = 15
HANDFUL = 50
LEVEL = {
    "error": Label("■ 错误", "■ error"),
    "warning": Label("▲ 需核对", "▲ to check"),
    "info": Label("○ 说明", "○ note"),
}


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
    city = targets[(targets["area"] == ds.city) & (targets["state"] == "assigned")]
    asked = say(
        "{year}年计划列{n}项指标（{kinds}），{area}有目标的{targets}项。",
        year=year,
        n=len(indicators),
        kinds=_kinds(indicators),
        area=area(ds, ds.city),
        targets=len(city),
    )
    return [told for told in (asked, _divided(ds, targets), _checked(findings)) if told]


def _kinds(indicators: pd.DataFrame) -> str:
    """How many indicators are of which kind, as far as there are any."""
    counts = {kind: int((indicators["kind"] == kind).sum()) for kind in KIND}
    told = {
        "flow": say("累计数{n}项", n=counts["flow"]),
        "stock": say("时点数{n}项", n=counts["stock"]),
        "rate": say("比率{n}项", n=counts["rate"]),
    }
    return listed(told[kind] for kind, count in counts.items() if count)


def _divided(ds: Dataset, targets: pd.DataFrame) -> str:
    """How many indicators are divided among the areas, and how many in another way; blank if none is."""
    divided = targets[targets["area"].isin(ds.parts) & targets["state"].isin(["assigned", "zero"])]
    if divided.empty:
        return ""
    of = {"areas": len(ds.parts), "divided": divided["no"].nunique()}
    apart = targets.loc[targets["state"] == "issued_separately", "no"].nunique()
    shared = targets.loc[targets["state"] == "shared", "no"].nunique()
    if apart and shared:
        return say(
            "分解到{areas}个地区的{divided}项，另行下达{apart}项，多地区共担{shared}项。",
            apart=apart,
            shared=shared,
            **of,
        )
    if apart:
        return say("分解到{areas}个地区的{divided}项，另行下达{apart}项。", apart=apart, **of)
    if shared:
        return say("分解到{areas}个地区的{divided}项，多地区共担{shared}项。", shared=shared, **of)
    return say("分解到{areas}个地区的{divided}项。", **of)


def _checked(findings: pd.DataFrame) -> str:
    errors, warnings = (int((findings["severity"] == severity).sum()) for severity in ("error", "warning"))
    if errors or warnings:
        return say("校核发现错误{errors}处、需核对{warnings}处，见下表。", errors=errors, warnings=warnings)
    return say("各地区目标与全市目标、其中项与总项的校核没有发现问题。")


def by_field(ds: Dataset) -> Html:
    """How many indicators of which kind and frequency each field has."""
    counts = _crossed(ds.indicators.replace({"category": {"": say("全部")}}), "category")
    return table(
        counts, [Field(say("领域"), lambda row: row.group, row_header=True), *_count_fields()], say("各领域的指标")
    )


def by_department(ds: Dataset) -> Html:
    """How many indicators each department leads; nothing if the register names none."""
    led = ds.indicators[ds.indicators["lead_department"] != ""]
    if led.empty:
        return EMPTY
    counts = _crossed(led, "lead_department").sort_values("all", ascending=False, kind="stable")
    heading = word(TERMS["lead_department"]).capitalize()
    fields = [Field(heading, lambda row: row.group, row_header=True), *_count_fields()]
    return table(counts, fields, say("各处室牵头的指标"))


def _crossed(indicators: pd.DataFrame, by: str) -> pd.DataFrame:
    wide = pd.concat(
        [pd.crosstab(indicators[by], indicators[column]) for column in ("kind", "frequency")], axis=1
    )  # fmt: skip
    wide = wide.reindex(columns=[*KIND, *FREQUENCY], fill_value=0).reindex(indicators[by].unique())
    return wide.assign(all=wide[list(KIND)].sum(axis=1)).reset_index(names="group")


def _count_fields() -> list[Field]:
    words = {
        "all": say("指标数"),
        "flow": say("累计数"),
        "stock": say("时点数"),
        "rate": say("比率"),
        **{key: word(label).capitalize() for key, label in FREQUENCY.items()},
    }
    return [Field(heading, attrgetter(key), number=True) for key, heading in words.items()]


def usual_shares(shares: pd.DataFrame, ds: Dataset | None = None) -> Html:
    """Each area's usual share of a target, and how many indicators it has a target for.

    With the dataset, areas are called as the page's language has them.
    """
    if shares.empty:
        return EMPTY
    areas = shares.groupby("area", sort=False).agg(
        count=("no", "size"), usual=("usual", "first"), low=("share", "min"), high=("share", "max")
    )
    fields = [
        Field(say("地区"), lambda row: area_if(ds, row.area), row_header=True),
        Field(say("分解到的指标数"), lambda row: row.count_, number=True),
        Field(say("通常份额（%）"), lambda row: labels.Number(1)(100 * row.usual), number=True),
        Field(say("最低份额（%）"), lambda row: labels.Number(1)(100 * row.low), number=True),
        Field(say("最高份额（%）"), lambda row: labels.Number(1)(100 * row.high), number=True),
    ]
    frame = areas.rename(columns={"count": "count_"}).reset_index()
    return table(frame, fields, say("各地区在全市目标中的份额（通常份额为各项份额的中位数）"))


def area_if(ds: Dataset | None, name: str) -> str:
    """An area's name in the page's language, where the dataset is there to say it."""
    return name if ds is None else area(ds, name)


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
        return note(
            say("没有份额超过通常份额{times}倍或不足其{part}的目标。", times=f"{NOTABLE:g}", part=f"{1 / NOTABLE:.0%}")
        )
    fields = [
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        Field(say("地区"), lambda row: area(ds, row.area)),
        Field(
            say("目标"),
            lambda row: labels.indicator_number(ds.indicator(row.no), with_unit=True)(row.value),
            number=True,
        ),
        Field(say("份额（%）"), lambda row: labels.Number(1)(100 * row.share), number=True),
        Field(say("通常份额（%）"), lambda row: labels.Number(1)(100 * row.usual), number=True),
        Field(say("相差（百分点）"), lambda row: labels.POINTS(row.points), number=True),
    ]
    return table(named, fields, say("与通常份额相差最大的{n}个目标（共{all}个）", n=len(named), all=len(far)))


def states(ds: Dataset, year: int) -> Html:
    """How many cells of the target table are in which state, by area."""
    targets = ds.targets(year)
    counts = pd.crosstab(targets["area"], targets["state"]).reindex(columns=list(TARGET_STATE), fill_value=0)
    counts = counts.reindex([name for name in ds.areas["area"] if name in counts.index]).reset_index()
    fields = [
        Field(say("地区"), lambda row: area(ds, row.area), row_header=True),
        *(Field(word(label).capitalize(), attrgetter(key), number=True) for key, label in TARGET_STATE.items()),
    ]
    return table(counts, fields, say("目标表各格的状态"))


def findings_table(findings: pd.DataFrame, caption: str, severities: tuple[str, ...]) -> Html:
    """Findings of some severities, or the word that there are none."""
    shown = findings[findings["severity"].isin(severities)]
    if shown.empty:
        return note(say("{name}：无。", name=caption))
    fields = [
        Field(say("级别"), lambda row: word(LEVEL[row.severity]), class_="short"),
        Field(say("位置"), lambda row: row.where, row_header=True),
        Field(say("内容"), lambda row: row.message),
    ]
    return table(shown, fields, say("{name}（{n}处）", name=caption, n=len(shown)))

"""What is said of one indicator: how far it is, how that compares with a year ago, and what is missing."""

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..language import say
from ..language.units import after_figure
from ..paper import labels
from ..rows import Row
from ..vocabulary import POINTS
from .cells import to_grow
from .names import indicator

SMALLEST = 0.05  # a change that rounds to nothing, in % or points


def _not_compared(reason: str) -> str:
    """What stands in a sentence in place of a change on last year, where the plans differ."""
    told = {
        "redefined": say("（口径调整，不作同比）"),
        "new": say("（本年新增，无同比）"),
        "split": say("（由原指标拆分，不作同比）"),
        "area_new": say("（新设地区，无同比）"),
    }
    return told.get(reason, "")


def against_last_year(row: Row | None) -> str:
    """The change on the same period last year, where there is one, as it follows a figure."""
    if row is None:
        return ""
    if pd.isna(row.value):
        return _not_compared(row.reason)
    if not row.difference:
        return say("，与去年同期持平")
    if abs(row.value) < SMALLEST and row.unit in ("%", POINTS):
        return say("，与去年同期基本持平")
    if row.unit == "%":
        by = labels.PERCENT(abs(row.value))
        return say("，同比增长{by}", by=by) if row.value > 0 else say("，同比下降{by}", by=by)
    if row.unit == POINTS:
        by = labels.Number(1)(abs(row.value), target=0)
        return say("，同比提高{by}个百分点", by=by) if row.value > 0 else say("，同比降低{by}个百分点", by=by)
    by = labels.Number(1, after_figure(row.unit))(abs(row.value), target=0)
    return say("，同比提高{by}", by=by) if row.value > 0 else say("，同比降低{by}", by=by)


def progress_of(ds: Dataset, row: Row, compared: str = "") -> str:
    """Say of what is on its way how much of the year's target is done, and how that compares with the pace.

    Parameters
    ----------
    ds
        The dataset.
    row
        A row of ``progress`` of a count.
    compared
        What :func:`against_last_year` says of its figure.
    """
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {
        "name": indicator(ds, row.no),
        "figure": number(row.actual, row.target),
        "target": number(row.target),
        "share": labels.share(row.completion),
        "compared": compared,
    }
    if parse_period(row.period).is_last:
        return say("{name}{figure}，完成全年目标（{target}）的{share}{compared}", **told)
    if not row.gap_points:
        return say("{name}{figure}，完成全年目标（{target}）的{share}，与序时进度持平{compared}", **told)
    told["gap"] = labels.Number(1)(abs(row.gap_points), target=0)
    if row.gap_points > 0:
        return say("{name}{figure}，完成全年目标（{target}）的{share}，快于序时进度{gap}个百分点{compared}", **told)
    return say("{name}{figure}，完成全年目标（{target}）的{share}，慢于序时进度{gap}个百分点{compared}", **told)


def lag_of(ds: Dataset, row: Row) -> str:
    """Say of what is behind by how much, and what is missing."""
    own = ds.indicator(row.no)
    number = labels.indicator_number(own, with_unit=True)
    name, figure = indicator(ds, row.no), number(row.actual, row.target)
    if row.status == "over_cap":
        return say("{name}{figure}，突破上限", name=name, figure=figure)
    if pd.isna(row.gap_points) and own.unit == "%":
        gap = labels.Number(1)(row.shortfall, 0)
        return say("{name}{figure}，低于目标{gap}个百分点", name=name, figure=figure, gap=gap)
    told = {"name": name, "missing": number(row.shortfall, 0)}
    if own.pace == "growth":
        return _growth_of(row, number, told)
    if pd.isna(row.gap_points):
        return say("{name}还差{missing}", **told)
    told["share"] = labels.share(row.completion)
    if parse_period(row.period).is_last:
        return say("{name}完成{share}，还差{missing}", **told)
    return say("{name}完成{share}，慢于序时进度{gap}个百分点，还差{missing}", gap=_behind(row), **told)


def progress_so_far(ds: Dataset, row: Row) -> str:
    """Say of a stock how it moved since last year's end, and how it had moved by now last year.

    Parameters
    ----------
    ds
        The dataset.
    row
        A row of ``progress`` of a stock with a base, with ``last_growth``.
    """
    number = labels.indicator_number(ds.indicator(row.no), with_unit=True)
    told = {
        "name": indicator(ds, row.no),
        "grown": net(row.grown, number),
        "share": labels.share(row.completion),
        "all": number(to_grow(row), 0),
    }
    if pd.notna(row.last_growth):
        told["then"] = net(row.last_growth, number)
    if row.grown <= 0:
        if pd.isna(row.last_growth):
            return say("{name}比上年末{grown}", **told)
        return say("{name}比上年末{grown}（去年同期{then}）", **told)
    if pd.isna(row.last_growth):
        return say("{name}比上年末{grown}，完成全年应净增（{all}）的{share}", **told)
    return say("{name}比上年末{grown}（去年同期{then}），完成全年应净增（{all}）的{share}", **told)


def net(change: float, number: labels.Number) -> str:
    """A change of a level in words."""
    if not change:
        return say("持平")
    return say("净增{by}", by=number(change, 0)) if change > 0 else say("净减{by}", by=number(-change, 0))


def _growth_of(row: Row, number: labels.Number, told: dict[str, str]) -> str:
    """Say of a stock that is behind how it moved since last year's end, as far as that is known."""
    if pd.isna(row.gap_points):
        return say("{name}还需净增{missing}", **told)
    change = row.actual - row.base
    if not change:
        return say("{name}与上年末持平，还需净增{missing}", **told)
    told["by"] = number(abs(change), 0)
    if change < 0:
        return say("{name}比上年末减少{by}，还需净增{missing}", **told)
    told["share"] = labels.share(row.completion)
    if parse_period(row.period).is_last:
        return say("{name}比上年末增加{by}，完成应净增的{share}，还需净增{missing}", **told)
    return say(
        "{name}比上年末增加{by}，完成应净增的{share}，慢于序时进度{gap}个百分点，还需净增{missing}",
        gap=_behind(row),
        **told,
    )


def _behind(row: Row) -> str:
    return labels.Number(1)(abs(row.gap_points), target=0)

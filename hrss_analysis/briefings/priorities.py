"""What a report opens with: at most three things to do, each with figure, cause and owner."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from ..calendar import parse_period
from ..dataset import Dataset
from ..language import clauses, listed, say, word
from ..measures import priorities
from ..paper import labels
from ..rows import Row, rows_of
from ..vocabulary import STATUS, shown_as
from .cells import KEYS, beside, is_over, with_past
from .names import areas, indicators
from .outlook import run_on
from .phrases import lag_of, progress_so_far
from .projections import rhythm_of

AMBITIOUS = 10  # per cent above last year's result: from here on a target is itself a cause
NAMED = 12  # indicators a task names
NEAR = 0.1  # of a whole number: figures no further from it are told as about that
APART = 5  # points: from here on a range is told without decimals
FEW = 4  # areas that are named; more are counted


def priority_sentences(
    ds: Dataset,
    cells: pd.DataFrame,
    found: pd.DataFrame,
    paced: pd.DataFrame,
    projected: pd.DataFrame,
    *,
    owners: bool = True,
) -> list[str]:
    """Say what has to be done first, who does it, and what it takes; one sentence each.

    Parameters
    ----------
    ds
        The dataset.
    cells
        Rows of ``progress`` of one area.
    found
        Rows of ``attention`` of the same period: of all areas, where the page has them.
    paced, projected
        Rows of ``pace`` and ``project`` of the same period.
    owners
        Whether to say which department leads; on its own page it is said already.

    Returns
    -------
    list of str
        What they are, and a sentence for each; none where nothing is judged.
    """
    own = found.merge(cells[KEYS], on=KEYS)
    if own.empty:
        return []
    told = priorities(own)
    told = told.merge(cells.drop(columns=["id", "period"]), on=KEYS)
    told = with_past(told, paced)
    over = is_over(cells)
    said = [_task(ds, rows, found, projected, owners) for _, rows in told.groupby("rank")]
    rest = _others_behind(ds, cells, told, projected)
    return [*_counted(said, over=over), *([rest] if rest else [])]


def _counted(said: list[str], *, over: bool) -> list[str]:
    """Tasks under the words that say how many they are."""
    if len(said) == 1:
        return [say("全年最主要的问题：{task}。", task=said[0]) if over else say("须抓一件事：{task}。", task=said[0])]
    if over:
        opening = say("全年最主要的问题有两个：") if len(said) == 2 else say("全年最主要的问题有三个：")
    else:
        opening = say("须抓两件事：") if len(said) == 2 else say("须抓三件事：")
    marks = say("①②③")
    return [opening, *(say("{mark}{task}。", mark=marks[rank], task=task) for rank, task in enumerate(said))]


def _others_behind(ds: Dataset, cells: pd.DataFrame, told: pd.DataFrame, projected: pd.DataFrame) -> str:
    """What else is red: what is likely to be made good, and what comes after the first three; nothing where all are told."""
    red = cells[cells["status"].isin(shown_as("red")) & ~cells["no"].isin(told["no"])]
    if red.empty:
        return ""
    known = beside(red[[*KEYS, "status"]], projected, ["outlook", "method"])
    likely = known[known["outlook"] == "likely"]
    later = red[~red["no"].isin(likely["no"])]
    parts = []
    over_cap, later = later[later["status"] == "over_cap"], later[later["status"] != "over_cap"]
    if len(likely):
        rhythm, names = rhythm_of(likely), indicators(ds, likely["no"])
        parts.append(say("{names}虽滞后，{rhythm}年末可望达到目标", names=names, rhythm=rhythm, n=len(likely)))
    if len(later):
        also = {"names": indicators(ds, later["no"]), "n": len(later)}
        over = is_over(cells)
        parts.append(say("未达目标的还有{names}", **also) if over else say("滞后的还有{names}", **also))
    if len(over_cap):
        parts.append(say("突破上限的还有{names}", names=indicators(ds, over_cap["no"]), n=len(over_cap)))
    return say("{told}。", told=clauses(parts))


def _task(ds: Dataset, rows: pd.DataFrame, found: pd.DataFrame, projected: pd.DataFrame, owners: bool) -> str:
    concern = rows["concern"].iloc[0]
    if concern == "not_reported":
        return say(
            "{n}项应报未报：{names}，请催报",
            n=len(rows),
            names=_by_owner(ds, rows, lambda one: one.reported_by or one.lead_department),
        )
    if concern == "unlikely":
        return _unlikely(ds, rows, projected, owners)
    told = [*_facts(ds, rows), *_causes(rows), *_effort(rows), *_reach(ds, rows, found)]
    owner = ds.indicator(int(rows["no"].iloc[0])).lead_department
    return run_on([*told, say("牵头{department}", department=owner)] if owner and owners else told)


def _unlikely(ds: Dataset, rows: pd.DataFrame, projected: pd.DataFrame, owners: bool) -> str:
    """What is not red and is unlikely to reach its target, by owner."""
    told = {
        "n": len(rows),
        "rhythm": rhythm_of(beside(rows[KEYS], projected, ["method"])),
        "names": _by_owner(ds, rows, lambda one: one.lead_department if owners else ""),
    }
    counts = rows["status"].value_counts()
    shown = [(status, int(counts[status])) for status in STATUS if status in counts.index]
    if len(shown) == 1:
        now = word(STATUS[shown[0][0]])
        opening = say("{n}项现为{now}，{rhythm}年末却难以达到目标（{names}）", now=now, **told)
    else:
        now = listed(say("{status}{n}项", status=word(STATUS[status]), n=count) for status, count in shown)
        opening = say("{n}项现未列为滞后（{now}），{rhythm}年末却难以达到目标（{names}）", now=now, **told)
    return run_on([opening, *_causes(rows), *_slowing(rows)])


def _by_owner(ds: Dataset, rows: pd.DataFrame, owner: Callable[..., str]) -> str:
    """Indicators by who answers for them, the most urgent first."""
    shown = rows.head(NAMED)
    owners = shown["no"].map(lambda no: owner(ds.indicator(no)))
    each = [
        say("{department}：{names}", department=name, names=indicators(ds, own["no"]))
        if name
        else indicators(ds, own["no"])
        for name, own in shown.groupby(owners, sort=False)
    ]
    more = len(rows) - len(shown)
    return clauses([*each, say("另有{n}项", n=more)] if more else each)


def _facts(ds: Dataset, rows: pd.DataFrame) -> list[str]:
    """How far the cells of one task are: those of one pace, led by one department."""
    shares = rows[(rows["kind"] == "flow") & rows["gap_points"].notna()]
    if len(rows) > 1 and len(shares) == len(rows):
        return _together(ds, rows)
    each = [_fact(ds, row) for row in rows_of(rows.head(NAMED))]
    more = len(rows) - len(each)
    return [clauses([*each, say("另有{n}项", n=more)] if more else each)]


def _together(ds: Dataset, rows: pd.DataFrame) -> list[str]:
    names = indicators(ds, rows["no"].head(NAMED), more=len(rows) > NAMED)
    done = _span(100 * rows["completion"], "%", limit=100)
    told = [say("{names}{n}项完成全年目标的{share}", names=names, n=len(rows), share=done)]
    if not is_over(rows):
        told.append(say("慢于序时进度{points}个百分点", points=_span(-rows["gap_points"])))
    return told


def _fact(ds: Dataset, row: Row) -> str:
    if row.kind == "stock" and pd.notna(row.gap_points):
        return progress_so_far(ds, row)
    return lag_of(ds, row)


def _causes(rows: pd.DataFrame) -> list[str]:
    """That the targets ask for much more than last year brought, where they all do."""
    told = rows["ambition"]
    if not (told >= AMBITIOUS).all():
        return []
    return [say("目标比上年实绩高{percent}", percent=_span(told, "%"))]


def _effort(rows: pd.DataFrame) -> list[str]:
    """How many times of what the last months brought every month has to bring from now on."""
    times = rows["times_recent"]
    if rows["required_per_month"].isna().any() or times.isna().any():
        return []
    told = {"times": _span(times, say("倍"))}
    period = parse_period(rows["period"].iloc[0])
    return [
        labels.in_words(
            period,
            quarter=say("余下每月须为本季月均的{times}", **told),
            month=say("余下每月须为近三个月月均的{times}", **told),
        )
    ]


def _slowing(rows: pd.DataFrame) -> list[str]:
    """Why it is unlikely: how many times of what the rest of last year brought is needed."""
    times = rows["times_last_rest"].dropna()
    if times.empty or not (times > 1).all():
        return []
    return [say("余下每月须为去年同期月均的{times}", times=_span(times, say("倍")))]


def _reach(ds: Dataset, rows: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """In which areas it is so, on a page about the whole."""
    if rows["area"].iloc[0] != ds.city:
        return []
    same = found[found["no"].isin(rows["no"]) & found["area"].isin(ds.parts) & (found["concern"] != "not_reported")]
    concerned = [name for name in ds.parts if name in set(same["area"])]
    if not concerned:
        return []
    if len(concerned) <= FEW:
        return [say("涉及{areas}", areas=areas(ds, concerned))]
    return [say("涉及{n}个地区", n=len(concerned))]


def _span(values: pd.Series, unit: str = "", *, limit: float | None = None) -> str:
    """From the lowest to the highest of several figures; about one, where they are as good as the same.

    What is short of the limit never reads as having reached it.
    """
    per, after = (unit, "") if unit == "%" else ("", unit)
    shown, whole = (partial(labels.Number(decimals, per), target=limit) for decimals in (1, 0))
    low, high = values.min(), values.max()
    if shown(low) == shown(high):
        return shown(low) + after
    if as_good_as_one(low, high):
        return say("约{number}", number=whole((low + high) / 2)) + after
    if high - low >= APART:
        shown = whole
    return say("{low}—{high}", low=shown(low), high=shown(high)) + after


def as_good_as_one(low: float, high: float) -> bool:
    """Whether two figures are less than one apart, and no further from a whole number than a tenth of it.

    Examples
    --------
    >>> as_good_as_one(1.9, 2.1), as_good_as_one(1.79, 2.1), as_good_as_one(61.8, 62.5), as_good_as_one(0.7, 0.8)
    (True, False, True, False)
    """
    near = round((low + high) / 2)
    return high - low < 1 and max(near - low, high - near) <= NEAR * near

"""The words of the field, fixed once, with the labels that people read.

An indicator has a *kind*: a flow is counted from 1 January and only means
something cumulatively; a stock is a level at a period's end; a rate is a share
or a per-head figure. A target has a *bound*: a floor to reach (``at_least``) or
a ceiling to stay under (``below``, strictly, or ``at_most``). Kind and bound
together give the *pace*, the way a year's progress is judged. The result of
judging is a *status*, shown as a *light*: a symbol, a colour and a word, never
a colour alone.

Every word that stands in a file, a frame, a command or a report is one of these
keys; what is printed is its ``zh`` or ``en`` label.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Label:
    """A word in the languages of the reports.

    Examples
    --------
    >>> KIND["flow"].zh
    '累计数'
    """

    zh: str
    en: str


@dataclass(frozen=True)
class StatusLabel(Label):
    """A status: its words, the light it shows and its symbol."""

    light: str
    symbol: str


KIND = {
    "flow": Label("累计数", "flow, cumulative from 1 January"),
    "stock": Label("时点数", "stock, level at period end"),
    "rate": Label("比率", "rate"),
}

BOUND = {
    "at_least": Label("不低于", "at least"),
    "below": Label("低于", "strictly below"),
    "at_most": Label("不高于", "at most"),
}
CEILINGS = ("below", "at_most")

PACE = {
    "accumulates": Label("按序时累计", "accumulates through the year"),
    "growth": Label("按年内净增", "growth from last year's end"),
    "level": Label("按水平", "level, judged as it stands"),
}

FREQUENCY = {
    "monthly": Label("月报", "monthly"),
    "quarterly": Label("季报", "quarterly"),
    "semiannual": Label("半年报", "semiannual"),
    "annual": Label("年报", "annual"),
}

TARGET_STATE = {
    "assigned": Label("已下达", "assigned"),
    "zero": Label("无任务（目标为0）", "zero: no task"),
    "not_assigned": Label("未分解", "not assigned"),
    "issued_separately": Label("另行下达", "issued separately"),
    "shared": Label("共担目标", "shared by several areas"),
}

ORIGIN = {
    "reported": Label("上报", "reported"),
    "published": Label("公开发布", "published"),
    "simulated": Label("模拟数据", "simulated"),
}
ORIGINS = ("published", "reported", "simulated")  # what rests on several has the last that any has

# What an indicator is to the plan before; the first that applies, from the last to `renamed`.
RELATION = {
    "same": Label("同一指标", "same"),
    "renamed": Label("更名", "renamed"),
    "rescaled": Label("单位变更", "unit changed"),
    "merged": Label("合并", "merged"),
    "split": Label("拆分", "split"),
    "redefined": Label("口径调整", "redefined"),
    "new": Label("新增", "new"),
    "dropped": Label("取消", "dropped"),
}
UNCHANGED = ("same", "renamed", "rescaled")  # one indicator that goes on, and compares
COMPARABLE = (*UNCHANGED, "merged")
KEEPS_ID = (*UNCHANGED, "redefined")

FLAG = {
    "A": Label("正常", "normal"),
    "B": Label("口径中断", "break in series"),
    "D": Label("口径不同", "definition differs"),
    "E": Label("估计", "estimated"),
    "F": Label("预测", "forecast"),
    "L": Label("存在但未采集", "missing, exists but not collected"),
    "M": Label("不存在", "missing, cannot exist"),
    "P": Label("初步数", "provisional"),
    "Q": Label("不予公布", "suppressed"),
    "V": Label("未经核实", "unvalidated"),
}

STATUS = {
    "done": StatusLabel("已完成", "done", "green", "✓"),
    "on_pace": StatusLabel("进度正常", "on pace", "green", "●"),
    "slightly_behind": StatusLabel("略有滞后", "slightly behind", "amber", "▲"),
    "near_cap": StatusLabel("接近上限", "near the ceiling", "amber", "▲"),
    "behind": StatusLabel("滞后", "behind", "red", "■"),
    "over_cap": StatusLabel("突破上限", "over the ceiling", "red", "■"),
    "not_due": StatusLabel("未到报送期", "not due", "grey", "○"),
    "not_reported": StatusLabel("应报未报", "not reported", "grey", "!"),
    "no_task": StatusLabel("无任务", "no task", "grey", "–"),
    "no_target": StatusLabel("无目标", "no target", "grey", "·"),
    "paused": StatusLabel("暂停", "paused", "grey", "‖"),
    "cannot_judge": StatusLabel("无法评判", "cannot be judged", "grey", "?"),
}


# The words of a frame's column, by its name.
WORDS: dict[str, Mapping[str, Label]] = {
    "kind": KIND, "bound": BOUND, "pace": PACE, "frequency": FREQUENCY, "target_state": TARGET_STATE, "state": TARGET_STATE,
    "status": STATUS, "origin": ORIGIN,
}  # fmt: skip

# What is to be expected of a target at the year's end.
OUTLOOK = {
    "likely": Label("可望达到", "likely to be met"),
    "open": Label("尚不确定", "open"),
    "unlikely": Label("难以达到", "unlikely to be met"),
    "unknown": Label("不能判断", "no chance can be given"),
}


def shown_as(light: str) -> tuple[str, ...]:
    """The statuses that show this light.

    Examples
    --------
    >>> shown_as("red")
    ('behind', 'over_cap')
    """
    return tuple(status for status, label in STATUS.items() if label.light == light)


JUDGED = shown_as("green") + shown_as("amber") + shown_as("red")

# What a rate's unit multiplies the ratio of its counts by; others are per head.
RATE_SCALE = {"%": 100.0, "‰": 1000.0}

# The unit of their differences, as a frame has it beside the register's own units.
POINTS = "百分点"

# What an indicator's definition says where a count is a balance, which may fall.
NET = "净"

# What a unit that begins so is made of; such counts are shown with decimals, all others are whole.
UNIT_SIZES = {"万": 10_000, "亿": 100_000_000}
LARGE_UNITS = tuple(UNIT_SIZES)

# A unit in English; figures keep the unit that they have, 万 and 亿 as the China Statistical Yearbook says them.
UNITS = {
    "人": "persons", "万人": "10,000 persons", "人次": "person-times", "万人次": "10,000 person-times", "个": "items",
    "万个": "10,000 items", "家": "bodies", "户": "employers", "亿元": "100 million yuan", "万元": "10,000 yuan",
    "万件": "10,000 items", "件": "items", "百分点": "points",
}  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

TERMS = {
    "completion": Label("完成率", "completion"),
    "expected": Label("序时进度", "expected share"),
    "cumulative": Label("累计", "cumulative"),
    "current": Label("当期", "current period"),
    "year_on_year": Label("同比", "year on year"),
    "quarter_on_quarter": Label("环比", "quarter on quarter"),
    "points": Label(POINTS, "percentage points"),
    "definition": Label("口径", "definition"),
    "lead_department": Label("牵头处室", "lead department"),
    "reported_by": Label("报送处室", "reporting department"),
}

# What a figure counts, and what it is compared with.
BASIS = {name: TERMS[name] for name in ("cumulative", "current")}

COMPARISON = {
    "target": Label("目标", "target"),
    "expected": Label("序时", "expected pace"),
    "year_on_year": TERMS["year_on_year"],
    "quarter_on_quarter": TERMS["quarter_on_quarter"],
    "whole": Label("全市", "the whole"),
}

"""What a report opens with: what to do first, and a period at a glance."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # what to do
    "须抓一件事：{task}。": "One thing to do: {task}.",
    "须抓两件事：": "Two things to do:",
    "须抓三件事：": "Three things to do:",
    "全年最主要的问题：{task}。": "The main problem of the year: {task}.",
    "全年最主要的问题有两个：": "The two main problems of the year:",
    "全年最主要的问题有三个：": "The three main problems of the year:",
    "①②③": "①②③",
    "{mark}{task}。": "{mark} {task}.",
    # a task: how far it is
    "{names}{n}项完成全年目标的{share}": "{names} ({n} indicators) reached {share} of their targets of the year",
    "慢于序时进度{points}个百分点": "{points} percentage points behind pace",
    "{low}—{high}": "{low} to {high}",
    "约{number}": "about {number}",
    "{name}比上年末{grown}": "{name}: {grown} since last year's end",
    "{name}比上年末{grown}（去年同期{then}）": "{name}: {grown} since last year's end ({then} at this time last year)",
    "{name}比上年末{grown}，完成全年应净增（{all}）的{share}": "{name}: {grown} since last year's end, {share} of the net growth planned for the year ({all})",
    "{name}比上年末{grown}（去年同期{then}），完成全年应净增（{all}）的{share}": "{name}: {grown} since last year's end ({then} at this time last year), {share} of the net growth planned for the year ({all})",
    "净增{by}": "a net growth of {by}",
    "净减{by}": "a net fall of {by}",
    "持平": "no change",
    "另有{n}项": ("and {n} other", "and {n} others"),
    # its cause, what it takes, where it is so, and whose it is
    "目标比上年实绩高{percent}": "the target is {percent} above last year's result",
    "余下每月须为本季月均的{times}": "each month left has to bring {times} what a month of this quarter did",
    "余下每月须为近三个月月均的{times}": "each month left has to bring {times} what a month of the last three did",
    "涉及{n}个地区": ("{n} area is concerned", "{n} areas are concerned"),
    "牵头{department}": "lead department: {department}",
    "{department}：{names}": "{department}: {names}",
    # what is not red, and will be missed
    "{n}项现为{now}，{rhythm}年末却难以达到目标（{names}）": (
        "{n} indicator is {now} now and yet unlikely to reach its target at the year's end, as {rhythm} ({names})",
        "{n} indicators are {now} now and yet unlikely to reach their targets at the year's end, as {rhythm} ({names})",
    ),
    "{n}项现未列为滞后（{now}），{rhythm}年末却难以达到目标（{names}）": (
        "{n} indicator is not behind now ({now}) and yet unlikely to reach its target at the year's end, as {rhythm} ({names})",
        "{n} indicators are not behind now ({now}) and yet unlikely to reach their targets at the year's end, as {rhythm} ({names})",
    ),
    "{n}项应报未报：{names}，请催报": (
        "{n} indicator was due and not reported ({names}); please ask for it",
        "{n} indicators were due and not reported ({names}); please ask for them",
    ),
    # key figures
    "主要指标": "Key figures",
    # once the year is over
    "未达目标": "short of the target",
    "■ 未达目标或突破上限": "■ Short of the target or over the ceiling",
    "未达占评判（%）": "Share of those judged that fell short (%)",
    "滞后占评判（%）": "Share of those judged that are behind (%)",
    "没有未达目标或突破上限的指标。": "No indicator fell short of its target or broke its ceiling.",
    "分地区看，各地区均没有未达目标或突破上限的指标。": "By area, none has an indicator that fell short of its target or broke its ceiling.",
    "分地区看，未达目标的指标占比较高的是{areas}": "By area, the share of indicators that fell short is highest in {areas}",
    "首次评判即未达目标{n}项（{names}）": (
        "{n} indicator was judged for the first time and fell short: {names}",
        "{n} indicators were judged for the first time and fell short: {names}",
    ),
    "首次评判即滞后{n}项（{names}）": (
        "{n} indicator was judged for the first time and is behind: {names}",
        "{n} indicators were judged for the first time and are behind: {names}",
    ),
    "原滞后而本期不评判{n}项（{names}）": (
        "{n} indicator that was behind is not judged this period: {names}",
        "{n} indicators that were behind are not judged this period: {names}",
    ),
    "转为未达目标{n}项（{names}）": (
        "{n} indicator that was not behind fell short: {names}",
        "{n} indicators that were not behind fell short: {names}",
    ),
    "没有转为未达目标的，也没有由滞后转好的": "no indicator that was not behind fell short, and none that was behind caught up",
    # elsewhere
    "{name}{figure}（目标另行下达）{compared}": "{name} came to {figure}{compared} (its target is issued separately)",
    "，与去年同期基本持平": ", much the same as a year before",
    "{clause}（其中{n}项现属正常）": ("{clause} ({n} of them on pace now)", "{clause} ({n} of them on pace now)"),
    "{clause}（其中{n}项现已达到、须保持）": (
        "{clause} ({n} of them met now and to be held)",
        "{clause} ({n} of them met now and to be held)",
    ),
    "现未列为滞后、年末难以达到目标的指标（{n}项，{rhythm}）": "Indicators that are not behind now and yet unlikely to reach their targets ({n}, {rhythm})",
    "其余难以达到或尚不确定的指标（{n}项，{rhythm}）": "Other indicators that are unlikely to reach their targets, or open ({n}, {rhythm})",
    "年末难以达到（现未列为滞后）": "Unlikely at the year's end (and not behind now)",
    "选择地区": "Choose areas",
    "本页目录": "Contents of this page",
    "显示全部{rows}行": "Show all {rows} rows",
    # below a figure in a table
    "须净增{by}": "to grow by {by}",
    "比上年实绩{change}": "{change} on last year",
    "去年同期{change}": "a year ago {change}",
    "本季月均的{times}倍": "{times} times a month of this quarter",
    "近三个月月均的{times}倍": "{times} times a month of the last three",
    "超过{share}": "over {share}",
    "须保持": "to be held",
    # what is told beside the first three
    "{names}虽滞后，{rhythm}年末可望达到目标": (
        "{names} is behind, and yet likely to reach its target, as {rhythm}",
        "{names} are behind, and yet likely to reach their targets, as {rhythm}",
    ),
    "未达目标的还有{names}": ("also short of the target: {names}", "also short of their targets: {names}"),
    "突破上限的还有{names}": ("also over the ceiling: {names}", "also over the ceiling: {names}"),
    "滞后的还有{names}": ("also behind: {names}", "also behind: {names}"),
    "涉及{areas}": "areas concerned: {areas}",
    "余下每月须为去年同期月均的{times}": "each month left has to bring {times} what a month of the rest of last year did",
    "已完成的{all}项中，{n}项的目标低于上年实绩。": (
        "Of the targets met ({all}), {n} asks for less than last year brought.",
        "Of the targets met ({all}), {n} ask for less than last year brought.",
    ),
    "{areas}没有未达目标的": ("{areas} has none", "{areas} have none"),
    "{rhythm}，有目标且可推算的1项年末可望达到目标。": "As {rhythm}, the one target that can be projected is likely to be met at the year's end.",
    "{which}，最慢的{name}完成{share}": "{which}; the slowest, {name}, reached {share}",
    "{share}以下": "below {share}",
}

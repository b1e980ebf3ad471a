"""What views say, in Chinese and in English.

A pattern has the same places in both languages; what fills them comes from ``names``.
"""

from ..vocabulary import Label, Lang

__all__ = ["PATTERNS", "Lang", "say"]

PATTERNS = {
    # what a figure is compared with, as a heading
    "completion": Label("完成率", "completion"),
    "from_target": Label("与目标相差", "away from target"),
    "from_pace": Label("与序时相差", "away from pace"),
    "year_on_year": Label("同比", "year on year"),
    "quarter_on_quarter": Label("环比", "quarter on quarter"),
    "month_on_month": Label("环比", "month on month"),
    "on_report_before": Label("环比", "change on the report before"),
    "report_before": Label("环比", "the report before"),
    "share_of_whole": Label("占整体", "share of the whole"),
    "from_whole": Label("与整体相差", "away from the whole"),
    # how pieces are put together
    "finding": Label("{what}：{finding}", "{what}: {finding}"),
    "and": Label("，", ", "),
    "simulated": Label("（模拟数据）", " (simulated data)"),
    "left_out": Label("（另有{n}幅未画）", " ({n} more not drawn)"),
    "extremes": Label("{measure}最高{top}（{high}），最低{bottom}（{low}）", "{measure} highest in {top} ({high}), lowest in {bottom} ({low})"),
    "single": Label("{place}{measure}{value}", "{place}: {measure} {value}"),
    "alike": Label("各处{measure}都是{value}", "{measure} is {value} everywhere"),
    "one": Label("{period}{value}，{measure}{result}", "{value} {period}, {measure} {result}"),
    "one_without": Label("{period}{value}（{reason}）", "{value} {period} ({reason})"),
    "no_comparison": Label("没有可比的数（{reason}）", "nothing to compare ({reason})"),
    "numbers_below": Label("数字见图下的表。", "The numbers are in the table below."),
    # trend
    "trend_alt": Label("折线图{n}幅，{first}至{last}：{finding}。实线为{basis}数，灰线为上年同期，虚线为{line}。", "Line charts ({n}), {first} to {last}: {finding}. The solid line is the {basis} figure, the grey line the year before, the dashed line {line}."),
    "target_line": Label("全年目标", "the year's target"),
    "pace_line": Label("应达到的序时进度", "the pace that was due"),
    "whole_line": Label("整体水平", "the level of the whole"),
    "target": Label("目标", "target"),
    "pace": Label("序时", "pace"),
    "whole": Label("整体", "whole"),
    "actual": Label("实际", "came to"),
    "projected_label": Label("推算", "projected"),
    "last_year": Label("上年", "last year"),
    # heat map
    "heat_alt": Label("热力图，{n}个地区、{first}至{last}{each}的{measure}：{finding}。颜色深浅只是重复格内的数。", "Heat map of {measure}, {n} areas, {first} to {last}{each}: {finding}. Colour only repeats the number in each cell."),
    "half_1": Label("{year}年上半年", "the first half of {year}"),
    "half_2": Label("{year}年下半年", "the second half of {year}"),
    "whole_year": Label("{year}年", "{year}"),
    "every_quarter": Label("各季", ""),
    "every_month": Label("各月", ", month by month"),
    "every_period": Label("各期", ", report by report"),
    "latest": Label("{period}{finding}", "{finding} {period}"),
    # ranking
    "ranking_title": Label("完成进度排名", "rank by points against pace"),
    "moved": Label("{up}从第{a}升到第{b}，{down}从第{c}降到第{d}", "{up} rose from {a} to {b}, {down} fell from {c} to {d}"),
    "rose": Label("{up}从第{a}升到第{b}", "{up} rose from {a} to {b}"),
    "fell": Label("{up}从第{a}降到第{b}", "{up} fell from {a} to {b}"),
    "unmoved": Label("名次没有变化", "no rank changed"),
    "ranked_first": Label("{area}列第1", "first is {area}"),
    "ranking_alt": Label("名次图，{n}个地区按与序时进度相差的百分点排名，第1在上：{finding}。", "Rank chart of {n} areas by points against their own pace, first on top: {finding}."),
    "rank": Label("第{n}", "{n}"),
    # shares
    "shares_title": Label("各地区占实绩与占目标的份额", "shares of what was done and of the target"),
    "most_over": Label("{area}占实绩{share}，比占目标多{points}个百分点，为最多", "{area} did {share} of the whole, {points} points more than its share of the target, the most"),
    "largest": Label("{area}份额最大，占{share}", "{area} has the largest share, {share}"),
    "shares_note": Label("● 占实绩　◇ 占目标　（%）", "● of what was done   ◇ of the target   (%)"),
    "shares_note_only": Label("● 占实绩（%）", "● of what was done (%)"),
    "shares_alt": Label("点图，{n}个地区：{finding}。", "Dot plot of {n} areas: {finding}."),
    # scatter
    "correlation": Label("{n}个地区的等级相关为{rho}", "rank correlation {rho} over {n} areas"),
    "by_plan": Label("计划使两者成比例（各地区目标都是{ratio}倍），相关不说明问题", "the plan itself makes them proportional (every target {ratio} times the other): moving together says nothing"),
    "by_size": Label("地区有大小，两项数多的往往是同一些地区", "areas differ in size, so those with more of one tend to have more of the other"),
    "scatter_alt": Label("散点图，横轴为{x}，纵轴为{y}，{period}：{finding}。{note}。", "Scatter plot of {y} against {x}, {period}: {finding}; {note}."),
    "plan_line": Label("目标之比 {ratio}", "ratio of targets {ratio}"),
    # distribution
    "spread": Label("{name}各地区相差最大，从{bottom}的{low}到{top}的{high}", "{name} is furthest apart, from {low} in {bottom} to {high} in {top}"),
    "distribution_title": Label("各地区的{measure}，{period}", "{measure} over areas, {period}"),
    "distribution_note": Label("每点一个地区，┃ 为中位数", "a dot is an area, ┃ the median"),
    "distribution_alt": Label("点图，{n}项指标各一行，每点一个地区：{finding}。", "Dot plot, a row for each of {n} indicators, a dot for each area: {finding}."),
    "other_unit": Label("{n}项因单位不同未画", "{n} not drawn, being in another unit"),
    # projection
    "projected": Label("年末推算{value}（80%区间{low}至{high}），目标{target}，达标可能{chance}", "year-end projected at {value} (80 % interval {low} to {high}), target {target}, chance {chance}"),
    "projected_free": Label("年末推算{value}（80%区间{low}至{high}），没有目标", "year-end projected at {value} (80 % interval {low} to {high}), no target"),
    "projected_bare": Label("年末推算{value}（{reason}）", "year-end projected at {value} ({reason})"),
    "hindsight": Label("{origin}推算{value}，年末实际{actual}，相差{error}", "projected at {value} from {origin}, came to {actual}, {error} off"),
    "inside": Label("在80%区间内", "inside the 80 % interval"),
    "outside": Label("在80%区间外", "outside the 80 % interval"),
    "keeping": Label("{n}幅中{k}幅的推算达到目标", "{k} of {n} projected to keep to the target"),
    "hit": Label("{n}幅中{k}幅的年末实际数在80%区间内", "{k} of {n} ended inside the 80 % interval"),
    "projection_alt": Label("扇形图{n}幅，{period}：{finding}。实线为到期数，带为80%与90%区间，虚线为目标，灰线为上年。", "Fan charts ({n}), {period}: {finding}. The solid line is the figure so far, the bands are 80 % and 90 % intervals, the dashed line the target, grey the year before."),
    "rhythm": Label("按去年同期节奏推算", "projected at last year's rhythm"),
    "under5": Label("不足5%", "under 5 %"),
    "over95": Label("95%以上", "over 95 %"),
    # nothing to show
    "no_record": Label("数据集还没有任何数。", "The dataset has no figures yet."),
    "single_area": Label("{view}要有两个以上地区可比：这个数据集只有{city}。", "{view} compares areas: this dataset has {city} only."),
    "one_area_chosen": Label("{view}要有两个以上地区可比：只选了{area}。", "{view} compares areas: only {area} is chosen."),
    "no_figures": Label("{what}：{first}至{last}没有数。", "{what}: no figures from {first} to {last}."),
    "no_figures_at": Label("{what}：{period}没有数。", "{what}: no figures {period}."),
    "nothing_compared": Label("{what}：没有{measure}可看（{reason}）。", "{what}: no {measure} to show ({reason})."),
    "not_ranked": Label("{what}：没有可排的名次（{reason}）。", "{what}: no ranks to show ({reason})."),
    "no_targets": Label("{what}：数据集没有{first}至{last}的目标。", "{what}: the dataset has no targets for {first} to {last}."),
    "not_projected": Label("{what}：不作推算（{reason}）。", "{what}: not projected ({reason})."),
    "not_additive": Label("{what}：各地区数不能相加，没有份额。", "{what} does not add up over areas: there are no shares."),
    "two_needed": Label("散点图要有两项指标：只选了一项。", "A scatter plot needs two indicators: only one is chosen."),
    # names of views
    "view_trend": Label("趋势图", "Trend"),
    "view_heat_map": Label("热力图", "Heat map"),
    "view_ranking": Label("名次图", "Ranking"),
    "view_shares": Label("份额图", "Shares"),
    "view_scatter": Label("散点图", "Scatter"),
    "view_distribution": Label("分布图", "Distribution"),
    "view_projection": Label("推算图", "Projection"),
}  # fmt: skip


def say(lang: Lang, key: str, **filled: object) -> str:
    """Fill a pattern in a language.

    Examples
    --------
    >>> say("zh", "rose", up="江阴", a=3, b=1), say("en", "rose", up="Jiangyin", a=3, b=1)
    ('江阴从第3升到第1', 'Jiangyin rose from 3 to 1')
    """
    label = PATTERNS[key]
    return (label.en if lang == "en" else label.zh).format(**filled)

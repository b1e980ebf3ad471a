"""Measures, and figures that are made up."""

MESSAGES = {
    # measures
    "basis": "口径",
    "comparison": "比较方式",
    "indicator {no} ({name}) is not a rate in %: a funnel needs counts of cases": "序号{no}的指标（{name}）不是百分比：漏斗图需要分子分母",
    # simulating
    "{file}: [calendar] tells {year} by quarters, and it was to be simulated by months; change the table, or simulate without --cadence": "{file}：[calendar]规定{year}年按季度报送，而命令要求按月模拟；请修改[calendar]，或去掉 --cadence 再模拟",
    "{file}: [calendar] tells {year} by months, and it was to be simulated by quarters; change the table, or simulate without --cadence": "{file}：[calendar]规定{year}年按月报送，而命令要求按季度模拟；请修改[calendar]，或去掉 --cadence 再模拟",
    "{dataset}: there are no figures of {area} to take a rhythm from": "{dataset}：没有{area}的数据，无法取得年内进度规律",
    "{dataset}: a rhythm needs a flow and a stock of the whole with all four quarters of a year": "{dataset}：要取得年内进度规律，全市（整体）至少要有一个累计数指标和一个时点数指标，且有某一年四个季度的完整数据",
    "from {first} to {last}: the first period must not come after the last": "从{first}到{last}：起始期次不能晚于结束期次",
    "{dataset}: there are no targets to take sizes from": "{dataset}：没有目标，无法确定模拟数据的规模",
    "{dataset}: from {first} to {last} the plans differ in numbers, areas or rules; simulate the years of one plan": "{dataset}：从{first}到{last}各年计划的序号、地区或规则不同；请只模拟同一计划的年度",
}

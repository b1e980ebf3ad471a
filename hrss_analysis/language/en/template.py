"""What the spreadsheet says that a sender fills in; the reader of it knows its headings and labels in both languages."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # its sheets, its title and the lines above the table
    "填报": "Return",
    "填报说明": "How to fill in",
    "{sender} {year}年{label}计划执行情况填报表": "{sender}: return on the implementation of the plan, {label} {year}",
    "数据集": "Dataset",
    "报告期": "Reporting period",
    "模板版本": "Template version",
    "只填底色为浅黄的格；没有发生填0，没有数留空并选状态。请于{year}年{day}前报送。": "Fill in only the pale yellow cells: 0 where nothing happened; where there is no figure, leave the cell blank and choose a status. Please send by {day} {year}.",
    "上期末和去年同期为模拟数据。": "The figures of the period before and of a year ago are simulated.",
    # the table
    "累计完成": "Cumulative",
    "备注": "Note",
    "上期末": "Period before",
    "上年序号": "No. last year",
    "原{numbers}": "formerly {numbers}",
    "{target}（共担）": "{target} (shared)",
    # what a cell may hold
    "请从下拉列表中选择": "Please choose from the list",
    "应为不小于0的整数": "Please enter a whole number of 0 or more",
    "整数": "Whole number",
    "应为不小于0的数": "Please enter a number of 0 or more",
    "百分数一般在0和100之间，98%请填98": "A percentage lies between 0 and 100 as a rule; enter 98 for 98%",
    "百分数": "Percentage",
    "应为一个数": "Please enter a number",
    # how to fill it in
    "怎样填写": "How to fill in",
    "本表供{sender}报送{period}的数，数据集为{title}。": "With this workbook {sender} reports the figures of {period}; the dataset is {title}.",
    "累计完成：累计数填1月1日至本季度末的累计，不是当季数；时点数填季度末的数；比率填百分数，98%填98或98%。": "Cumulative: of a flow, what was counted from 1 January to the end of the quarter, not in the quarter alone; of a stock, the level at the end of the quarter; of a rate, the percentage (98% is entered as 98 or 98%).",
    "累计完成：累计数填1月1日至本月末的累计，不是当月数；时点数填月末的数；比率填百分数，98%填98或98%。": "Cumulative: of a flow, what was counted from 1 January to the end of the month, not in the month alone; of a stock, the level at the end of the month; of a rate, the percentage (98% is entered as 98 or 98%).",
    "分子、分母：比率类指标请填，全市的比率由各地区分子、分母合计得出。": "Numerator and Denominator: please enter them for rates; the rate of the whole is made of the numerators and denominators of all areas.",
    "单位以“单位”栏为准；也可以写明单位，如1.35万、13500人。": "Figures are in the unit of the column “Unit”; a unit may also be written behind a figure, as in 13500 persons.",
    "没有发生填0；没有数的留空，在“状态”选择原因，在“备注”说明。不要填“/”“无”“—”。": "Enter 0 where nothing happened. Where there is no figure, leave the cell blank, choose the reason under “Status” and explain it under “Note”; do not enter “/”, “none” or “-”.",
    "{letter}为{status}": "{letter} is {status}",
    "状态：{flags}；不选即为正常。": "Status: {flags}; none means normal.",
    "更正：改好后另存并重新报送，以最后一次为准，以前的数保留在案。": "Corrections: correct the figure, save the file under another name and send it again; the last figure counts, those before stay on record.",
    "本表没有密码；请不要改动序号、指标、地区、单位和表上方的四行。": "There is no password; please do not change numbers, indicators, areas, units and the four lines above the table.",
    "“上期末”是上一次报的数：每月报的为上月末，其他的为上季度末；累计数每年从1月重新算起，当年第一次报的没有上期末。": "“Period before” is the figure reported last: of monthly indicators at the end of the month before, of others at the end of the quarter before. Flows begin anew in January; the first figure of a year has none before it.",
    "口径": "Definition",
}

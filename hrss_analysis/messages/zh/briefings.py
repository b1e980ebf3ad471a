"""Which reports to make, of what, and of which notebooks."""

MESSAGES = {
    "report {name}: {problem}": "报告 {name}：{problem}",
    "report {report} needs {name} ({help}): add -p {name}={shown}": "报告 {report} 需要参数 {name}（{help}），请加上：-p {name}={shown}",
    "the quarter reported on": "所报告的期次",
    "the year of the plan": "计划年度",
    "the area reported on": "所报告的地区",
    "the lead department reported on": "所报告的牵头处室",
    "the number of the indicator": "指标序号",
    "{path}: there are no targets; a plan's year stands in targets/YEAR.csv": "{path}：没有目标；各年度的目标在 targets/年份.csv",
    "{path}: the target table of {year} has no row for {area}: nothing to report": "{path}：{year}年目标表中没有{area}，无可报告",
    "{notebook} speaks no other language: it has no parameter lang; name reports with --report, or leave out --lang": "{notebook}：只有中文，没有参数 lang；请用 --report 指定其他报告，或去掉 --lang",
    "{path}: these frames are in the terms of different plans; open the dataset with .in_terms_of(year) and measure in one": "{path}：这些数据表出自不同年度的计划；请用 .in_terms_of(年份) 打开数据集，在同一计划下计算",
    # a notebook of one's own
    "{notebook}: there is no such notebook": "{notebook}：没有这个笔记本",
    "{notebook}: a report of every quarter has period among its parameters": "{notebook}：每期都生成的报告，参数中须有 period",
    "{notebook} is not a notebook that can be read ({reason})": "{notebook}：无法作为笔记本读取（{reason}）",
    "{notebook} is not a notebook that can be read; save it again in JupyterLab": "{notebook}：无法作为笔记本读取，请在 JupyterLab 中重新保存",
    "{notebook}: a report has one cell with the tag parameters, which begins with data = ''; here are {n}": "{notebook}：报告须有一个带 parameters 标签的单元，以 data = '' 开头；这里有{n}个",
    "{notebook}: the cell of parameters gives each a plain value, as in period = '2024Q3' ({reason})": "{notebook}：参数单元中每个参数须是一个简单的值，如 period = '2024Q3'（{reason}）",
    "{notebook}: the parameter {name} must be text, in quotes, not {value}": "{notebook}：参数 {name} 须是带引号的文本，不能是 {value}",
    "{notebook}: the parameter {name} must be text, a number, True or False, not {value}": "{notebook}：参数 {name} 须是文本、数字、True 或 False，不能是 {value}",
    "{name} is a {kind}, as {default} in its notebook, not {text}": "{name} 的类型是 {kind}（笔记本中为 {default}），不能是 {text}",
}

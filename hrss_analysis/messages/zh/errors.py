"""What can go wrong anywhere: unknown words, and what the operating system refuses."""

MESSAGES = {
    "unknown {what} {word}: did you mean {near}? Allowed: {allowed}": "{what}{word}无法识别，是不是{near}？可用的有：{allowed}",
    "unknown {what} {word}. Allowed: {allowed}": "{what}{word}无法识别。可用的有：{allowed}",
    "none": "无",
    # what may be unknown
    "area": "地区",
    "language": "语言",
    "format": "格式",
    "parameter": "参数",
    "report": "报告",
    "period": "期次",
    "year": "年份",
    "no": "指标序号",
    "department": "处室",
    "key": "项目",
    "column": "列",
    "indicator": "指标",
    "sender": "报送单位",
    "plan year": "计划年度",
    "argument": "参数",
    "view": "视图",
    # what the operating system refuses
    "{file}: {mend}": "{file}：{mend}",
    "a file": "文件",
    "it is not there; check the path": "没有这个文件或文件夹，请检查路径",
    "a file stands where a folder is meant; check the path": "这里应是文件夹，却是文件，请检查路径",
    "it is a folder, not a file; check the path": "这是文件夹，不是文件，请检查路径",
    "the disk is full; make room and give the same command again": "磁盘已满，请腾出空间后重新执行同一命令",
    "the name is too long; take a folder nearer to the top": "路径太长，请改用层级较浅的文件夹",
    "you have no right to it, or another program (Excel, WPS) has it open; close it there, ask for the right, or name a folder you may write to": "没有权限，或文件正被其他程序（Excel、WPS）打开；请在那里关闭它、申请权限，或换一个可以写入的文件夹",
    "{reason}; check the path and your rights to it": "{reason}；请检查路径和权限",
}

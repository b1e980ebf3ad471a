"""What tests send in: a small plan, and files as people fill them in."""

from pathlib import Path

import pytest
from openpyxl import Workbook

FILES = {
    "areas.csv": "area\n全市\n甲\n乙\n",
    "indicators.csv": (
        "no,name,unit,kind,bound,pace,frequency,reported_by\n"
        "1,培训人数,人,flow,at_least,accumulates,monthly,职建处\n"
        "2,新增就业人数,万人,flow,at_least,accumulates,monthly,就业处\n"
        "3,结案率,%,rate,at_least,level,monthly,就业处\n"
        "4,“就在江苏”平台数,家,flow,at_least,accumulates,annual,就业处\n"
    ),
    "targets/2024.csv": "no,area,state,bound,value\n"
    + "".join(
        f"{no},{area},assigned,,{value}\n"
        for no, value in ((1, 1000), (2, 2), (3, 90), (4, 6))
        for area in ("甲", "乙")
    ),
}
MONTHLY = {
    **FILES,
    "dataset.toml": 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n',
    "indicators.csv": FILES["indicators.csv"]
    + "5,参保人数,人,stock,at_least,level,quarterly,就业处\n6,在岗人数,人,stock,at_least,level,monthly,就业处\n"
    + "7,回访人数,人,flow,at_least,accumulates,quarterly,就业处\n",
    "targets/2024.csv": FILES["targets/2024.csv"] + "5,甲,assigned,,9000\n6,甲,assigned,,800\n7,甲,assigned,,90\n",
}
SINCE = {
    **MONTHLY,
    "dataset.toml": MONTHLY["dataset.toml"] + "since = 2025\n",
    "targets/2025.csv": MONTHLY["targets/2024.csv"],
}  # quarters in 2024, months in 2025
HEAD = ["序号", "指标", "地区", "单位", "累计完成", "分子", "分母", "状态", "备注"]
GOOD = [
    [1, "培训人数", "甲", "人", 300],
    [2, "新增就业人数", "甲", "万人", 1.35],
    [3, "结案率", "甲", "%", 98, 98, 100],
]


@pytest.fixture
def folder(write) -> Path:
    """The small plan's folder."""
    return write(FILES)


def workbook(path: Path, rows, head=HEAD, above=(("报告期", "2024Q2"), ("填报单位", "甲")), sheet="填报") -> Path:
    """An .xlsx with these rows under this head, and what stands above."""
    book = Workbook()
    book.active.title = sheet
    for row in [*above, head, *rows]:
        book.active.append(list(row))
    book.save(path)
    return path

"""A period at a glance: the lights of an area, and a few figures beside those of last year."""

import pytest

from hrss_analysis import briefings, of_area, quarter
from hrss_analysis.briefings.glance import chosen

REGISTER = "no,name,unit,kind,bound,pace,frequency,category\n" + "".join(
    f"{no},指标{no},人,flow,at_least,accumulates,quarterly,{field}\n"
    for no, field in ((1, "一"), (2, "一"), (3, "二"), (4, "三"), (5, "三"), (6, "三"), (7, "四"), (8, "四"))
)


def of(small, figures, period="2024Q3"):
    files = {
        "indicators.csv": REGISTER,
        "targets/2024.csv": "no,area,state,bound,value\n" + "".join(f"{no},甲,assigned,,100\n" for no in range(1, 9)),
        f"actuals/{period}.csv": "no,area,value\n" + "".join(f"{no},甲,{value}\n" for no, value in figures.items()),
        f"actuals/2023{period[4:]}.csv": "no,area,value\n1,甲,50\n",
    }
    ds = small(files)
    told = quarter(ds, period).shown
    return ds, of_area(told.progress, "甲"), told.changes


@pytest.mark.parametrize(
    ("figures", "numbers"),
    [
        (range(1, 9), [1, 2, 3, 4, 5, 7]),  # 1, 3, 4 and 7 begin their fields; then the plan's next
        ((2, 3, 6, 8), [2, 3, 6, 8]),
        ((5,), [5]),
    ],
)
def test_the_first_of_each_field_and_then_the_plans_next(small, figures, numbers):
    ds, cells, _ = of(small, dict.fromkeys(figures, 90))
    assert chosen(ds, cells)["no"].tolist() == numbers


def test_a_figure_stands_beside_last_years_and_its_target(small):
    ds, cells, changed = of(small, {1: 60, 3: 1000})
    (block,) = briefings.key_figures(ds, cells, changed).blocks
    assert block.caption == "主要指标"
    assert [column.heading for column in block.columns] == [
        "指标",
        "本期末",
        "去年同期",
        "同比",
        "目标",
        "完成率",
        "状态",
    ]
    assert list(zip(*(column.text for column in block.columns), strict=True)) == [
        ("指标1", "60人", "50人", "+20.0%", "100人", "60.0%", "■ 滞后"),
        ("指标3", "1,000人", "—", "—", "100人", "超过200%", "✓ 已完成"),
    ]


def test_on_a_screen_a_card_says_what_each_figure_is_and_nothing_of_what_is_not_there(small):
    ds, cells, changed = of(small, {3: 1000})
    html = briefings.key_figures(ds, cells, changed)
    assert '<td data-label="目标">100人</td>' in html
    assert "<td>—</td>" in html  # hidden by the page's style


def test_the_strip_counts_every_indicator_once(small):
    _, cells, _ = of(small, {1: 60, 2: 70, 3: 75, 4: 100, 5: 90})
    (block,) = briefings.light_strip(cells).blocks
    assert block.texts == ["✓ 已完成 1", "● 进度正常 2", "▲ 略有滞后 1", "■ 滞后 1", "! 应报未报 3"]


def test_once_the_year_is_over_nothing_is_behind(small):
    _, cells, _ = of(small, {1: 60}, "2024Q4")
    assert "■ 未达目标 1" in briefings.light_strip(cells).blocks[0].texts


def test_nothing_of_nothing(small):
    ds, cells, changed = of(small, {1: 60})
    assert briefings.light_strip(cells.head(0)) == ""
    assert briefings.key_figures(ds, cells.assign(actual=float("nan")), changed) == ""

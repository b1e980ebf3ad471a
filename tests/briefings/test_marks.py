"""What a picture tells where it is pointed at: the right figure, at the place where it is drawn."""

import re
from itertools import pairwise

import pytest

from hrss_analysis import funnel, history, pace, progress
from hrss_analysis.briefings import bullets, curves, funnel_plot, pick, strip, years
from hrss_analysis.paper.labels import share
from hrss_analysis.paper.marks import POINTS


@pytest.fixture(scope="module")
def cells(wuxi):
    return progress(wuxi, "2024Q3")


def drawn(chart):
    """Where marks are drawn, in points from the upper left corner."""
    return [tuple(map(float, place)) for place in re.findall(r'<use [^>]*?x="([\d.-]+)" y="([\d.-]+)"', chart.svg())]


def stands(chart, one):
    x, y = POINTS * one.x, POINTS * (chart.figure.get_figheight() - one.y)
    return any(abs(x - across) < 0.6 and abs(y - down) < 0.6 for across, down in drawn(chart))


def test_every_dot_of_a_strip_is_told_line_by_line(wuxi, cells):
    chart = strip(wuxi, cells, most=3)
    rows = {(wuxi.indicator(row.no).name, row.area): row for row in chart.frame.itertuples()}
    assert {(one.under, one.of) for one in chart.marks} == set(rows)
    for one in chart.marks:
        completion = rows[one.under, one.of].completion
        assert one.text == ("净减" if completion < 0 else share(completion))
        assert stands(chart, one), one
    lines = [one.under for one in chart.marks]
    assert sum(before != after for before, after in pairwise(lines)) == 2


def test_a_bar_tells_what_it_is_held_against_and_is_told_at_its_end(wuxi, cells):
    chart = bullets(wuxi, cells[cells["area"] == "全市"], pace(wuxi, "2024Q3"))
    assert [one.under for one in chart.marks] == [wuxi.indicator(no).name for no in chart.frame["no"]]
    by_name = {one.under: one for one in chart.marks}
    assert by_name["就业困难人员就业人数"].text == "完成62.5%，序时75.0%，去年同期数相当于今年目标的57.8%"
    assert by_name["工伤保险参保人数"].text == "完成46.3%，序时75.0%"
    x = {name: one.x for name, one in by_name.items()}
    told = chart.frame.set_index("no")["completion"]
    first, last = (by_name[wuxi.indicator(no).name].x for no in (told.index[0], told.index[-1]))
    assert (last - first) / (x["就业困难人员就业人数"] - first) == pytest.approx(
        (told.iloc[-1] - told.iloc[0]) / (told[3] - told.iloc[0])
    )


def test_curves_tell_both_years_and_no_blank(wuxi, cells):
    chart = curves(wuxi, pick(cells[cells["area"] == "全市"]), history(wuxi, "2024Q3"))
    known = chart.frame[chart.frame["value"].notna()]
    assert len(chart.marks) == len(known)
    texts = [one.text for one in chart.marks if one.under == "就业困难人员就业人数"]
    assert "2024年三季度 8,442人" in texts
    assert "2023年四季度 10,473人" in texts
    assert all(stands(chart, one) for one in chart.marks if one.text.startswith("2024"))


def test_years_and_funnels_tell_each_figure(national, wuxi):
    past = history(national, "2024Q3", years=3)
    chart = years(national, past[(past["no"] == 1) & (past["area"] == national.city)], 1200.0)
    assert len(chart.marks) == len(chart.frame)
    assert [one.under for one in chart.marks[-1:]] == ["2024年三季度"]
    assert chart.marks[-1].text == "1,049万人"
    assert all(stands(chart, one) for one in chart.marks if one.under.startswith("2024"))
    plot = funnel_plot(wuxi, funnel(wuxi, "2024Q3", 44))
    assert [one.under for one in plot.marks] == list(plot.frame["area"])
    assert all(stands(plot, one) for one in plot.marks)
    assert all(f"{row.rate:.1f}%" in one.text for one, row in zip(plot.marks, plot.frame.itertuples(), strict=True))

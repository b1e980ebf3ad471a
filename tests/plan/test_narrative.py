from decimal import Decimal

from hrss_analysis.plan.narrative import Told, figures_of, match_figures, match_words, parts_of

TEXT = "城镇新增就业13万人，实现就业困难人员就业1.35万人，其中公益性岗位安置500人。举报投诉、欠薪案件结案率分别达到98%、99%。"
WANTED = {
    1: ("城镇新增就业人数", Decimal(13), "万人"),
    3: ("就业困难人员就业人数", Decimal(13500), "人"),
    4: ("公益性岗位安置困难人员数", Decimal(500), "人"),
    44: ("举报投诉案件结案率", Decimal(98), "%"),
    45: ("欠薪案件结案率", Decimal(99), "%"),
}


def test_figures_are_matched_across_units_and_lists():
    figures = figures_of(TEXT, ["人", "%"])
    matched = match_figures(figures, WANTED)
    assert {no: (str(figure.value), figure.unit) for no, figure in matched.items()} == {
        1: ("13", "万人"), 3: ("1.35", "万人"), 4: ("500", "人"), 44: ("98", "%"), 45: ("99", "%"),
    }  # fmt: skip


def test_of_which_makes_a_part():
    figures = figures_of(TEXT, ["人", "%"])
    assert parts_of(Told(figures, match_figures(figures, WANTED), WANTED)) == {4: 3}


def test_another_amount_is_found_by_its_words():
    figures = figures_of("城镇新增就业12万人。", ["人"])
    assert match_words(figures, {1: "城镇新增就业人数"})[1].value == 12
    assert match_words(figures, {2: "技工院校招生人数"}) == {}


def bounds(text, units=("%", "人")):
    return [(str(figure.value), figure.bound) for figure in figures_of(text, units)]


def test_the_bound_of_a_figure_is_read_with_it():
    assert bounds("失业率低于4%，结案率达到98%以上，违规率控制在3%以内，参保率不低于９０％。") == [
        ("4", "低于"), ("98", "以上"), ("3", "以内"), ("90", "不低于"),
    ]  # fmt: skip
    # one word for two figures, and none for the next
    assert bounds("发生率分别低于0.6%、0.3%，结案率98%。") == [("0.6", "低于"), ("0.3", "低于"), ("98", "")]
    assert bounds("失业率控制在4%；就业5人") == [("4", "控制在"), ("5", "")]
    assert bounds("低于预期的结案率98%") == [("98", "")]


def test_thousands_are_one_figure():
    assert bounds("培训1,200人，招生8,100人") == [("1200", ""), ("8100", "")]
    assert bounds("岗位，500人") == [("500", "")]
    assert bounds("30①人") == []

import pytest

from hrss_analysis.errors import InputError, unknown


@pytest.mark.parametrize(
    ("word", "near"),
    [("江隂", "江阴"), ("2024Q5", "2024Q4"), ("perriod", "period"), ("area_quater", "area_quarter")],
)
def test_the_nearest_known_word_is_proposed(word, near):
    assert f"did you mean '{near}'?" in unknown("word", word, ["江阴", "宜兴", "2024Q4", "period", "area_quarter"])


def test_nothing_is_proposed_for_a_word_like_no_other():
    assert unknown("area", "上海", ["江阴"]) == "unknown area '上海'. Allowed: 江阴"


def test_a_long_list_is_cut():
    assert unknown("no", 99, range(60)).endswith("19, …")


def test_several_sentences_are_a_line_each():
    assert str(InputError("a.xlsx A1: blank", "a.xlsx A2: blank")) == "a.xlsx A1: blank\na.xlsx A2: blank"

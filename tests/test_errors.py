import pytest

from hrss_analysis.errors import unknown


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

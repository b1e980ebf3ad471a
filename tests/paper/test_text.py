from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.paper.text import wrap

CHINESE = st.text("城镇新增就业人数（）“”，、abc5", min_size=1, max_size=40)


@given(CHINESE, st.integers(2, 20))
def test_nothing_is_lost(text, width):
    assert wrap(text, width).replace("\n", "") == text


@given(CHINESE, st.integers(3, 20))
def test_no_line_begins_with_a_closing_mark(text, width):
    for line in wrap(text, width).split("\n")[1:]:
        assert not line.startswith(("，", "、", "）", "”"))


def test_lines_are_even():
    assert wrap("新增取得职业资格证书或职业技能等级证书人数", 20) == "新增取得职业资格证书或\n职业技能等级证书人数"


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert wrap("一二三四五六七八九十", 3, most=2) == "一二三\n四五…"

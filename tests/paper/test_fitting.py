"""A table is set in the largest type in which it fits, upright if it can be."""

import pytest

from hrss_analysis.paper.blocks import Column
from hrss_analysis.paper.fitting import MANY, PADDING, POINT, ROOM, Fit, fit, headings


def numbers(count, text="12345"):
    return [Column("数", [text], number=True) for _ in range(count)]


def room(count, points, text="12345"):
    """Millimetres that so many columns of figures need."""
    return count * (max(len(text) * 0.55, 2.0) * points * POINT * ROOM + PADDING)


@pytest.mark.parametrize(
    ("upright", "points", "across"),
    [(0.1, 10.5, False), (-0.1, 9.0, False)],
)
def test_the_largest_type_in_which_it_just_fits(upright, points, across):
    fitted = fit(numbers(4), room(4, 10.5) + upright, 225)
    assert (fitted.points, fitted.across) == (points, across)


def test_it_lies_where_even_small_type_does_not_fit_upright():
    assert fit(numbers(4), room(4, 7.5) + 0.1, 225).across is False
    lying = fit(numbers(4), room(4, 7.5) - 0.1, 225)
    assert (lying.across, lying.points) == (True, 9.0)


@pytest.mark.parametrize(("more", "points"), [(0.1, 9.0), (-0.1, 8.0)])
def test_across_the_sheet_too_the_largest_type_that_just_fits(more, points):
    fitted = fit(numbers(4), 10, room(4, 9.0) + more)
    assert (fitted.across, fitted.points) == (True, points)


@pytest.mark.parametrize(("columns", "across"), [(MANY, False), (MANY + 1, True)])
def test_a_matrix_lies_whether_it_fits_or_not(columns, across):
    assert fit(numbers(columns, "1"), 156, 225).across is across


def test_figures_are_never_given_less_than_they_need_while_text_gives_way():
    text = Column("说明", ["很长的一句说明" * 9])
    fitted = fit([text, *numbers(2)], 100, 200)
    needed = len("12345") * 0.55 * fitted.points * POINT * ROOM + PADDING
    assert fitted.widths[1] == pytest.approx(needed)
    assert sum(fitted.widths) == pytest.approx(200 if fitted.across else 100)


@pytest.mark.parametrize("columns", [1, 3, 30, 60])
def test_the_columns_are_together_as_wide_as_the_sheet(columns):
    fitted = fit(numbers(columns, "123456789"), 156, 225)
    assert sum(fitted.widths) == pytest.approx(225 if fitted.across else 156)
    assert min(fitted.widths) > 0


def test_a_table_without_rows_fits():
    assert fit([Column("甲", []), Column("乙", [])], 156, 225).points == 10.5


def test_a_heading_stands_on_one_line_where_there_is_room():
    column = Column("完成率（%）", [])
    wide = 5.55 * 10 * POINT * ROOM + PADDING  # 完成率（ ） and a percent sign
    assert headings([column], Fit(False, 10, (wide,))) == ["完成率（%）"]
    assert headings([column], Fit(False, 10, (wide - 1,))) == ["完成率\n（%）"]


def test_english_breaks_between_words_and_no_word_is_narrower_than_its_column():
    name = "Disadvantaged people placed through employment service stations"
    columns = [Column("▲ Slightly behind", ["1"], number=True), Column("Indicator", [name] * 2), *numbers(9)]
    fitted = fit(columns, 156, 225)
    em = fitted.points * POINT * ROOM
    assert headings(columns, fitted)[0] == "▲ Slightly behind"
    assert fitted.widths[0] >= len("Slightly") * 0.55 * em
    assert fitted.widths[1] >= len("Disadvantaged") * 0.55 * em

"""Months between two quarters' ends."""

import numpy as np

from hrss_analysis.demo import months


def test_a_quarters_end_keeps_its_figure_to_the_last_digit():
    start, ends = np.array([[0.3]]), np.array([[[0.9]]])
    assert 0.3 + (0.9 - 0.3) != 0.9
    assert months.between(start, ends, months.EVENLY)[0, 0, -1] == 0.9


def test_the_floor_of_a_part_is_within_that_of_its_whole():
    rng = np.random.default_rng(1)
    whole = rng.integers(0, 50, (200, 1, 4)).cumsum(axis=-1)
    part = np.floor(whole * 0.6)
    reached = months.shares(np.full((1, 4, 3), 1 / 3), 200, rng)
    of_part, of_whole = (np.floor(months.between(np.zeros((200, 1)), ends, reached) + 1e-9) for ends in (part, whole))
    assert (of_part <= of_whole).all()
    assert (np.diff(of_whole, axis=-1) >= 0).all()

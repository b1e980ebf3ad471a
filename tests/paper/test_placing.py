"""Names beside points never lie over each other, over a point, or beyond the edge: by their boxes."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.paper.placing import DOT, Box, beside

ROOM = Box(0, 0, 300, 200)
places = st.tuples(st.floats(5, 295), st.floats(5, 195))


@given(st.lists(places, min_size=1, max_size=30), st.sampled_from(["甲区", "Economic\nDevelopment Zone"]))
def test_nothing_is_covered_and_nothing_leaves_the_room(points, name):
    boxes = [box for box in beside(points, [name] * len(points), 8.5, ROOM) if box]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    dots = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    assert not any(box.meets(dot) for box in boxes for dot in dots)
    assert all(box.within(ROOM) for box in boxes)
    assert beside(points[:1], [name], 8.5, ROOM) != [None]  # one alone always has room


def test_a_name_stands_to_the_right_if_it_can_and_else_where_it_is_nearest():
    (right,) = beside([(100, 100)], ["甲"], 8, ROOM)
    assert right.left == 106
    (left,) = beside([(295, 100)], ["甲"], 8, ROOM)  # at the edge
    assert left.right == 289
    stacked = beside([(100, 100)] * 3, ["甲"] * 3, 8, ROOM)
    assert [round(box.left) for box in stacked] == [106, 85, 96]  # right, left, above


def test_boxes_that_touch_do_not_meet():
    one = Box(0, 0, 10, 10)
    assert not one.meets(Box(10, 0, 20, 10))
    assert not one.meets(Box(0, 10, 10, 20))
    assert one.meets(Box(9.9, 9.9, 20, 20))
    assert one.within(Box(0, 0, 10, 10))
    assert not one.within(Box(0, 0.1, 10, 10))
    assert not one.within(Box(0, 0, 9.9, 10))


def test_where_there_is_no_room_there_is_no_name():
    assert beside([(5, 5)], ["甲区"], 8, Box(0, 0, 20, 20)) == [None]

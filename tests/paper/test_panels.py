"""Panels stand where they are put, in inches, and lines of one look are one part."""

import pytest
from matplotlib.collections import LineCollection

from hrss_analysis.paper.chart import WIDTH, Room
from hrss_analysis.paper.labels import Number
from hrss_analysis.paper.panels import Drawing, Panel, span_of

ROOM = Room(left=1.0, right=0.2, top=0.5, bottom=0.3, between=(0.4, 0.6))


def drawn():
    drawing = Drawing(4.0)
    places = drawing.panels(2, 2, ROOM)
    return drawing, [Panel(drawing, *place, (0, 10), (100, 200)) for place in places]


def test_panels_are_a_table():
    _, panels = drawn()
    wide, high = (WIDTH - 1.2 - 0.6) / 2, (4.0 - 0.8 - 0.4) / 2
    assert [(panel.left, panel.bottom) for panel in panels] == [
        (1.0, pytest.approx(0.3 + high + 0.4)),
        (pytest.approx(1.0 + wide + 0.6), pytest.approx(0.3 + high + 0.4)),
        (1.0, 0.3),
        (pytest.approx(1.0 + wide + 0.6), 0.3),
    ]
    assert all((panel.width, panel.height) == (pytest.approx(wide), pytest.approx(high)) for panel in panels)


def test_a_point_stands_between_the_ends():
    _, (_, _, panel, _) = drawn()
    assert panel.at(0, 100) == (1.0, pytest.approx(0.3))
    assert panel.at(10, 200) == (pytest.approx(1.0 + panel.width), pytest.approx(0.3 + panel.height))
    assert panel.at(2.5, 150) == (pytest.approx(1.0 + panel.width / 4), pytest.approx(0.3 + panel.height / 2))


def test_lines_of_one_look_are_drawn_together():
    drawing, panels = drawn()
    for panel in panels:
        panel.line([0, 5, 10], [100, float("nan"), 200], color="#111111", linewidth=2)
        panel.line([0, 10], [150, 150], color="#222222")
        panel.line([0], [150], color="#333333")  # no line
        panel.dots([0, 10], [100, 200], marker="o")
    figure = drawing.figure()
    (axes,) = figure.axes
    lines = [part for part in axes.collections if isinstance(part, LineCollection)]
    assert [len(part.get_segments()) for part in lines] == [4, 4]
    assert [len(segment) for segment in lines[0].get_segments()] == [2] * 4
    assert [len(part.get_xdata()) for part in axes.lines] == [8]
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, WIDTH), (0, 4))


def test_a_frame_has_names_below_and_figures_up_its_side():
    drawing, (panel, *_) = drawn()
    panel.frame({0: "左", 10: "右"}, Number())
    panel.title("题")
    texts = {text.get_text(): text.get_position() for text in drawing.figure().axes[0].texts}
    assert set(texts) == {"左", "右", "100", "125", "150", "175", "200", "题"}
    assert texts["左"] == (1.0, pytest.approx(panel.bottom - 4 / 72))
    assert texts["150"] == (pytest.approx(1.0 - 4 / 72), pytest.approx(panel.bottom + panel.height / 2))
    assert texts["题"] == (1.0, pytest.approx(panel.bottom + panel.height + 5 / 72))


@pytest.mark.parametrize(
    ("values", "from_zero", "span"),
    [
        ([10, 20], True, (0, 20.5 * 1.14)),
        ([10, 20], False, (9.5 - 0.88, 20.5 + 1.54)),
        ([-10, 10], True, (-11 - 0.08 * 22, 11 + 0.14 * 22)),  # a net count that fell
        ([4, 4, float("nan")], False, (3.8 - 0.032, 4.2 + 0.056)),
        ([0], True, (0, 0.05 * 1.14)),
        ([], True, (0, 1.05 * 1.14)),
    ],
)
def test_a_panel_reaches_over_its_figures(values, from_zero, span):
    assert span_of(values, from_zero=from_zero) == pytest.approx(span)

import numpy as np

from hrss_analysis.briefings.lights import bullet, light


def test_a_light_is_a_symbol_a_colour_and_a_word():
    html = light("behind")
    assert "■" in html
    assert "red" in html
    assert "滞后" in html
    assert "滞后" in light("behind", word=False)  # spoken, though not seen


def test_a_bar_stops_at_130_percent_and_never_goes_below_0():
    assert 'width="100.0"' in bullet(2.5, 0.75)
    assert 'width="0.0"' in bullet(-0.2, 0.75)
    assert bullet(np.nan, 0.75) == ""

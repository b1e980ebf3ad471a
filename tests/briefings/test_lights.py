import numpy as np

from hrss_analysis.briefings.lights import bullet, light


def test_a_light_is_a_symbol_a_colour_and_a_word():
    html = light("behind")
    assert "■" in html
    assert "red" in html
    assert "滞后" in html
    assert "滞后" in light("behind", word=False)  # spoken, though not seen


def test_a_bar_stops_at_130_percent_and_never_goes_below_0():
    assert 'd="M0 3h100.0v6H0z"' in bullet(2.5, 0.75)
    assert 'd="M0 3h0.0v6H0z"' in bullet(-0.2, 0.75)
    assert 'class="due" d="M57.7 0v12"' in bullet(0.5, 0.75)
    assert 'class="target" d="M76.9 1v10"' in bullet(0.5, 0.75)
    assert bullet(np.nan, 0.75) == ""

import re
from xml.etree import ElementTree

import pytest

from hrss_analysis import history, progress
from hrss_analysis.display import bullets, curves, pick
from hrss_analysis.display.fonts import font_file


@pytest.fixture(scope="module")
def city(wuxi):
    cells = progress(wuxi, "2024Q3")
    return cells[cells["area"] == "全市"]


@pytest.fixture(scope="module")
def past(wuxi):
    return history(wuxi, "2024Q3")


def test_a_chart_is_svg_whose_text_stays_text(wuxi, city, past):
    svg = bullets(wuxi, city, past).svg()
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]
    assert "75" in texts
    assert any("就业" in (text or "") for text in texts)


def test_it_is_the_same_bytes_twice(wuxi, city, past):
    assert bullets(wuxi, city, past).svg() == bullets(wuxi, city, past).svg()


def test_it_has_no_fixed_colours_and_ids_of_its_own(wuxi, city, past):
    one, two = bullets(wuxi, city, past).svg(), curves(wuxi, pick(city), past).svg()
    assert not re.search(r": #[0-9a-f]{6}", one + two)  # only as what a custom property falls back to
    assert "<style" not in one + two  # it would hold for the whole page
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0] & ids[1] == set()


def test_the_alternative_text_states_the_finding(wuxi, city, past):
    chart = bullets(wuxi, city, past)
    worst = chart.frame.iloc[0]
    assert wuxi.indicator(worst["no"]).name in chart.alt
    assert f"{worst['completion']:.1%}" in chart.alt


def test_only_what_is_slow_is_drawn_and_the_slowest_first(wuxi, city, past):
    frame = bullets(wuxi, city, past, most=3).frame
    assert len(frame) == 3
    assert frame["gap_points"].is_monotonic_increasing
    assert (frame["gap_points"] < 0).all()


def test_simulated_figures_are_marked_in_the_picture(wuxi, city, past):
    assert "模拟数据" in bullets(wuxi, city, past).svg()
    assert "模拟数据" in curves(wuxi, pick(city), past).title


def test_published_figures_are_not(national):
    cells = progress(national, "2024Q4")
    past = history(national, "2024Q4")
    assert "模拟" not in bullets(national, cells, past).svg()
    assert "模拟" not in curves(national, pick(cells), past).title


def test_nothing_to_draw_gives_no_chart(wuxi, city, past):
    rates = city[city["kind"] == "rate"]
    assert bullets(wuxi, rates[rates["gap_points"].isna()], past) is None
    assert curves(wuxi, city[city["actual"].isna()], past) is None


def test_the_font_has_every_character_that_is_printed(wuxi, national):
    from fontTools.ttLib import TTFont

    known = set(TTFont(font_file()).getBestCmap())
    printed = {
        mark
        for ds in (wuxi, national)
        for column in ("name", "unit", "definition")
        for text in ds.indicators[column]
        for mark in text
    }
    assert {mark for mark in printed if ord(mark) not in known} == set()

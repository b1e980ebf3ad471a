import re
from xml.etree import ElementTree

import pytest

from hrss_analysis import funnel, history, pace, progress
from hrss_analysis.briefings import bullets, curves, funnel_plot, pick, strip, years
from hrss_analysis.language import speaking
from hrss_analysis.paper import fonts
from hrss_analysis.paper.html import blocks_of
from hrss_analysis.paper.svg import standalone


@pytest.fixture(scope="module")
def city(wuxi):
    cells = progress(wuxi, "2024Q3")
    return cells[cells["area"] == "全市"]


@pytest.fixture(scope="module")
def past(wuxi):
    return history(wuxi, "2024Q3")


@pytest.fixture(scope="module")
def paced(wuxi):
    return pace(wuxi, "2024Q3")


def test_a_chart_is_svg_whose_text_stays_text(wuxi, city, paced):
    svg = bullets(wuxi, city, paced).svg()
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]
    assert "75" in texts
    assert any("就业" in (text or "") for text in texts)


def test_it_is_the_same_bytes_twice(wuxi, city, paced):
    assert bullets(wuxi, city, paced).svg() == bullets(wuxi, city, paced).svg()


def test_it_has_no_fixed_colours_and_ids_of_its_own(wuxi, city, past, paced):
    one, two = bullets(wuxi, city, paced).svg(), curves(wuxi, pick(city), past).svg()
    assert not re.search(r": #[0-9a-f]{6}", one + two)  # only as what a custom property falls back to
    assert "<style" not in one + two  # it would hold for the whole page
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0] & ids[1] == set()


def test_the_alternative_text_states_the_finding(wuxi, city, paced):
    chart = bullets(wuxi, city, paced)
    worst = chart.frame.iloc[0]
    assert wuxi.indicator(worst["no"]).name in chart.alt
    assert f"{worst['completion']:.1%}" in chart.alt


def test_only_what_is_slow_is_drawn_and_the_slowest_first(wuxi, city, paced):
    frame = bullets(wuxi, city, paced, most=3).frame
    assert len(frame) == 3
    assert frame["gap_points"].is_monotonic_increasing
    assert (frame["gap_points"] < 0).all()


def test_simulated_figures_are_marked_in_the_picture(wuxi, city, past, paced):
    assert "模拟数据" in bullets(wuxi, city, paced).svg()
    assert "模拟数据" in curves(wuxi, pick(city), past).title


def test_published_figures_are_not(national):
    cells = progress(national, "2024Q4")
    past = history(national, "2024Q4")
    assert bullets(national, cells, pace(national, "2024Q4")) is None  # one alone, and well, is no picture
    assert "模拟" not in curves(national, pick(cells), past).title


def test_a_picture_can_stand_alone(wuxi, city, paced):
    (picture,) = blocks_of(bullets(wuxi, city, paced).html())
    alone = ElementTree.fromstring(standalone(picture.svg))
    assert (alone.get("width"), alone.get("font-family")) == ("446.4pt", "Noto Sans SC")
    assert alone.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in ElementTree.tostring(alone, "unicode")
    assert set(picture.frame["area"]) == {"全市"}


def test_nothing_to_draw_gives_no_chart(wuxi, city, past, paced):
    rates = city[city["kind"] == "rate"]
    assert bullets(wuxi, rates[rates["gap_points"].isna()], paced) is None
    assert curves(wuxi, city[city["actual"].isna()], past) is None


def test_the_font_has_every_character_that_is_printed(wuxi, national):
    from fontTools.ttLib import TTFont

    known = set(TTFont(fonts.FILE).getBestCmap())
    printed = {
        mark
        for ds in (wuxi, national)
        for column in ("name", "unit", "definition")
        for text in ds.indicators[column]
        for mark in text
    }
    assert {mark for mark in printed if ord(mark) not in known} == set()


def test_a_strip_has_every_area_and_names_the_furthest_behind(wuxi):
    cells = progress(wuxi, "2024Q3")
    chart = strip(wuxi, cells[cells["no"] == 2])
    assert chart.title.startswith("完成最少的是梁溪（69.3%）")
    assert set(chart.frame["area"]) == set(wuxi.parts) - {"市本级"}
    assert strip(wuxi, cells[cells["area"] == "江阴"]) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_that_is_wider_than_the_picture_is_written_all_the_same(small, lang):
    long = "长" * 90
    ds = small(
        {
            "areas.csv": f"area\n全市\n{long}甲\n{long}乙\n{long}丙\n",
            "targets/2024.csv": "no,area,state,bound,value\n"
            + "".join(f"1,{long}{one},assigned,,9\n" for one in "甲乙丙"),
            "actuals/2024Q3.csv": "no,area,value\n"
            + "".join(f"1,{long}{one},{n}\n" for n, one in enumerate("甲乙丙", 3)),
        }
    )
    with speaking(lang):
        svg = strip(ds, progress(ds, "2024Q3")).svg()
    assert all(one in svg for one in "甲乙丙")


def test_a_funnel_names_who_is_beyond_chance(wuxi):
    limits = funnel(wuxi, "2024Q3", 44)
    chart = funnel_plot(wuxi, limits)
    outside = limits[limits["outside"] != ""]
    assert all(area in chart.title for area in outside["area"])
    assert ("99.8%" in chart.title) == (outside["outside"] == "998").any()
    assert funnel_plot(wuxi, limits.head(2)) is None


def test_years_are_lines_and_the_last_is_compared_with_the_one_before(national):
    past = history(national, "2024Q4", years=6)
    chart = years(national, past[past["no"] == 1], 1200.0)
    assert chart.title == "全国：2024年四季度末1,256万人，高于上年同期的1,244万人"
    assert chart.frame["year"].nunique() == 6
    assert years(national, past.head(1), 1200.0) is None


def test_a_dollar_is_a_dollar(small):
    files = {
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,$x^2$数,人,flow,at_least,accumulates,monthly\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,10\n",
        "actuals/2024Q1.csv": "no,area,value\n1,全市,1\n",
    }
    ds = small(files)
    assert "$x^2$数" in curves(ds, progress(ds, "2024Q1"), history(ds, "2024Q1")).svg()

from hrss_analysis import history, progress, quarter
from hrss_analysis.briefings import closing, review_closing, section, title


def test_simulated_figures_are_announced_and_published_ones_are_not(wuxi, national):
    assert "模拟数据" in title(wuxi, "全市", progress(wuxi, "2024Q3"), history(wuxi, "2024Q3"))
    assert "模拟" not in title(national, "全国", progress(national, "2024Q4"), history(national, "2024Q4"))


def test_a_section_without_content_is_not_there():
    assert section("分地区", "", None) == ""
    assert section("分地区", "甲 < 乙") == "<section><h2>分地区</h2><p>甲 &lt; 乙</p></section>"


def test_the_closing_block_says_what_the_page_rests_on(wuxi):
    html = closing(quarter(wuxi, "2024Q3"))
    for fact in (
        "2024年10月10日",
        "模拟数据345条",
        "25%、50%、75%、100%",
        "本期的数没有修订",
        "actuals/2024Q3",
        "actuals/2023Q4",
        "hrss_analysis 0",
    ):
        assert fact in html, fact
    assert "actuals/2021Q1" in html, "projections look at all earlier years"
    assert "actuals/2024Q4" not in html


def test_the_review_of_no_figures_at_all_rests_on_none(small):
    html = review_closing(small())
    assert "<dd>无</dd>" in html
    assert "areas" in html
    assert "actuals" not in html


def test_revisions_are_listed(wuxi):
    assert "本期修订1处" in closing(quarter(wuxi, "2024Q1"))


def test_an_areas_page_speaks_of_its_own_data_only(wuxi):
    told = quarter(wuxi, "2024Q1")
    revised = wuxi.record(["2024Q1"])[lambda rows: rows.duplicated(["no", "area"])]["area"].item()
    other = next(area for area in wuxi.parts if area != revised)
    own = told.of(area=other).concerned
    html = closing(own)
    assert "本期的数没有修订" in html
    assert f"模拟数据{own.progress['actual'].notna().sum()}条" in html
    assert own.fingerprint in html
    assert "actuals/" not in html

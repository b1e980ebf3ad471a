from pathlib import Path

from hrss_analysis.briefings import find_report, make_job
from hrss_analysis.briefings.links import beside
from hrss_analysis.press.links import link_pages


def links(ds, report, **given):
    return dict(make_job(ds, find_report(report), given, Path("out")).links)


def test_an_area_leads_to_its_neighbours_in_the_plan_and_in_time(wuxi):
    assert links(wuxi, "area_quarter", area="江阴", period="2024Q1") == {
        "目录": "index.html",
        "全市": "city.html",
        "与上次发布相比": "since.html",
        "数据质量": "quality.html",
        "上一份：市本级": "area-municipal.html",
        "下一份：宜兴": "area-yixing.html",
        "上一季度：2023年四季度": "../2023Q4/area-jiangyin.html",
        "下一季度：2024年二季度": "../2024Q2/area-jiangyin.html",
        '<span lang="en">English</span>': "area-jiangyin.en.html",
    }


def test_the_last_has_no_next_and_a_year_has_years(wuxi):
    told = links(wuxi, "indicator_profile", no="60", year="2024")
    assert "上一份：引进高层次人才数" in told
    assert not any(name.startswith("下一份") for name in told)
    assert told["下一年：2025年"] == "../2025/indicator-60.html"


def test_a_years_pages_are_linked_from_its_quarters(tmp_path):
    quarter, year = (tmp_path / "wuxi" / name for name in ("2024Q3", "2024"))
    for folder in (quarter, year):
        folder.mkdir(parents=True)
    (quarter / "city.html").write_text('<a data-to="../2024/indicator-1.html">x</a>', encoding="utf-8")
    (year / "indicator-1.html").write_text("x", encoding="utf-8")
    link_pages([year.with_name(name) for name in beside("2024")])
    assert 'href="../2024/indicator-1.html"' in (quarter / "city.html").read_text(encoding="utf-8")


def test_pages_are_linked_to_what_is_there_and_unlinked_when_it_goes(tmp_path):
    folders = [tmp_path / "wuxi" / name for name in ("2024Q1", "2024Q2")]
    for folder, other in zip(folders, ("2024Q2", "2024Q1"), strict=True):
        folder.mkdir(parents=True)
        (folder / "a.html").write_text(f'<a data-to="../{other}/a.html">x</a>', encoding="utf-8")
    link_pages(folders)
    for folder in folders:
        assert 'href="../' in (folder / "a.html").read_text(encoding="utf-8")
    (folders[1] / "a.html").unlink()
    link_pages(folders)
    assert "href" not in (folders[0] / "a.html").read_text(encoding="utf-8")

"""What a monthly bulletin says, and that a quarter's other name gives the same pages."""

import pytest
from matplotlib.colors import to_hex

from hrss_analysis import briefings, changes, full_backtest, history, open_dataset, pace, progress, project, quarter
from hrss_analysis.briefings.cells import a_year_ago
from hrss_analysis.briefings.editions import run_batch
from hrss_analysis.briefings.jobs import plan
from hrss_analysis.briefings.links import around, beside, links_of
from hrss_analysis.briefings.months import month_table
from hrss_analysis.calendar import Calendar
from hrss_analysis.errors import UsageError
from hrss_analysis.paper.chart import ACCENT, MUTED, WIDTH

MONTHS = 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'


def headline(ds, period):
    cells = progress(ds, period)
    return briefings.headline(ds, cells, changes(ds, period), project(ds, period))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (
            "2026-05",
            "城镇新增就业人数556万人，完成全年目标（1,200万人）的46.3%，快于序时进度4.7个百分点，同比下降0.4%；5月123万人，同比增长0.8%。",
        ),
        (
            "2025-06",
            (
                "城镇新增就业人数695万人，完成全年目标（1,200万人）的57.9%，快于序时进度7.9个百分点，同比下降0.4%；"
                "二季度387万人，其中6月137万人，同比增长3.0%。"
            ),
        ),
        (
            "2026-01",  # all that the year has so far
            "城镇新增就业人数74万人，完成全年目标（1,200万人）的6.2%，慢于序时进度2.2个百分点，同比增长5.7%。",
        ),
    ],
)
def test_the_lead_says_what_the_month_brought(monthly, period, said):
    assert said in headline(monthly, period)


def test_a_quarter_says_nothing_of_months(national):
    assert headline(national, "2024Q3")[-1].endswith("同比增长2.6%。")


def rows(ds, period):
    """The cells of the table by number: blocks say what stands in them."""
    cells = progress(ds, period)
    (block,) = month_table(ds, cells, changes(ds, period)).blocks
    assert block.caption == f"{period[:4]}年{int(period[5:])}月当月"
    told = zip(*(column.text for column in block.columns), strict=True)
    return [column.heading for column in block.columns], {row[0]: row[1:] for row in told}


def test_a_table_shows_the_month_itself_and_of_a_quarterly_indicator_the_quarter(monthly):
    heads, told = rows(monthly, "2025-06")
    assert heads == ["指标", "期间", "新增，或比期初增减", "同比（去年同期新增）", "环比", "二季度"]
    assert told["城镇新增就业人数 万人"] == ("当月", "137.00", "+3.0%\n133.00", "+12.3%", "387.00")  # 122 in May
    assert told["技师、高级技师取得职业资格证书或职业技能等级证书人次 万人次"][:3] == ("当季", "4.80", "-26.2%\n6.50")
    assert told["城镇职工基本养老保险参保人数 万人"] == ("当月", "+273.00", "—", "+0.5%", "—")  # 53,901 after 53,628
    assert not any(name.startswith("城镇调查失业率") for name in told)  # a rate is what it is


def test_a_month_that_ends_no_quarter_has_no_quarter(monthly):
    heads, told = rows(monthly, "2025-05")
    assert heads[-1] == "环比"
    assert len(told) == 7


@pytest.mark.parametrize("period", ["2025-01", "2024-01"])
def test_january_is_all_that_the_year_has(monthly, period):
    assert month_table(monthly, progress(monthly, period), changes(monthly, period)) == ""


def test_quarters_have_no_months(national):
    assert month_table(national, progress(national, "2024Q3"), changes(national, "2024Q3")) == ""


def test_titles_and_closing_say_months(monthly):
    cells = progress(monthly, "2026-05")
    assert "全国2026年1—5月计划执行情况" in briefings.title(monthly, "全国", cells, history(monthly, "2026-05"))
    assert "其间各月按月递增" in (closing := briefings.closing(quarter(monthly, "2026-05")))
    assert "年末未达目标一律为滞后" in closing
    assert "2026年6月15日（月末后15日）" in briefings.quality_closing(quarter(monthly, "2026-05"))


def test_twelve_shares_are_told_as_they_are(small):
    shares = ", ".join(map(str, [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100]))
    ds = small(
        {
            "dataset.toml": MONTHS + f"[schedule]\ndefault = [{shares}]\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n",
            "actuals/2024-07.csv": "no,area,value\n1,甲,60\n",
        }
    )
    cells = progress(ds, "2024-07")
    assert cells["expected"].item() == pytest.approx(0.6)
    closing = briefings.closing(quarter(ds, "2024-07"))
    assert "各月末应完成全年的5%、10%、" in closing
    assert "递增" not in closing


def test_links_go_to_the_months_around_and_to_quarters_where_those_are_told():
    calendar = Calendar(monthly_since=2025)
    assert around(calendar.period("2025-02")) == [("上月", "2025-01"), ("下月", "2025-03")]
    assert around(calendar.period("2025-01")) == [("上一季度", "2024Q4"), ("下月", "2025-02")]
    assert around(calendar.period("2024Q4")) == [("上一季度", "2024Q3"), ("下月", "2025-01")]
    assert around(Calendar().period("2024Q4")) == [("上一季度", "2024Q3"), ("下一季度", "2025Q1")]


def test_pages_of_other_times_that_may_lead_here_are_found_whatever_their_year_is_told_by():
    assert {"2024Q4", "2024-12", "2025-02", "2025"} <= set(beside("2025-01"))
    assert {"2024Q3", "2025Q1", "2025-01", "2024"} <= set(beside("2024Q4"))


def test_a_quarter_s_other_name_plans_the_same_pages(monthly, tmp_path):
    one, other = (plan(monthly, [period], tmp_path) for period in ("2026Q2", "2026-06"))
    assert one == other
    assert {job.output.parent.name for job in one} == {"2026-06"}
    assert len(plan(monthly, ["2026Q2", "2026-06"], tmp_path)) == len(one)
    assert dict(links_of(monthly, briefings.find_report("city_quarter"), {"period": "2026-06"}))["上月：2026年5月"]


def test_a_month_of_a_year_told_by_quarters_is_refused_with_its_quarter(wuxi, tmp_path):
    with pytest.raises(UsageError, match="2024 is told by quarters here; did you mean '2024Q3'"):
        plan(wuxi, ["2024-07"], tmp_path)
    assert wuxi.calendar.named("2024Q9") == "2024Q9"  # which the report refuses with the nearest


@pytest.mark.starts
def test_years_told_by_quarters_and_by_months_have_pages_that_lead_to_each_other(small, tmp_path):
    ds = small(
        {
            "dataset.toml": MONTHS + "since = 2025\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n",
            "targets/2025.csv": "no,area,state,bound,value\n1,甲,assigned,,120\n",
            "actuals/2024Q4.csv": "no,area,value\n1,甲,105\n",
            "actuals/2025-01.csv": "no,area,value\n1,甲,9\n",
        }
    )
    for period in ("2024Q4", "2025-01"):
        assert not any(result.failure for result in run_batch(plan(ds, [period], tmp_path, ["area_quarter"]), ds=ds))
    (last,), (first,) = ([*(tmp_path / ds.name / period).glob("area-*.html")] for period in ("2024Q4", "2025-01"))
    assert 'href="../2025-01/' in last.read_text(encoding="utf-8")
    assert 'href="../2024Q4/' in first.read_text(encoding="utf-8")


def test_the_review_says_each_month_in_tables_and_the_quarters_ends_in_sentences(monthly, national):
    found = full_backtest(monthly)
    (first, _) = briefings.review_headline(found)
    assert [word in first for word in ("3月末", "6月末", "9月末", "7月末", "季度末")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    accuracy = briefings.accuracy_table(found)
    assert all(f">{month}月末<" in accuracy for month in range(1, 12))
    assert "回到过去每个月末" in briefings.explanation(found)
    assert "季报指标只在季末推算" in briefings.explanation(found)
    assert "逐月" in briefings.indicators_table(monthly, found)
    assert "3、6、9月末" in briefings.years_chart(monthly, found).alt
    by_quarter = full_backtest(national)
    assert briefings.explanation(by_quarter) == briefings.explanation()
    assert "逐月" not in briefings.indicators_table(national, by_quarter)
    assert "一、二、三季度末" in briefings.years_chart(national, by_quarter).alt


def texts_of(chart):
    """The texts of a picture, from left to right."""
    return [text.get_text() for text in sorted(chart.figure.axes[0].texts, key=lambda text: text.get_position()[0])]


def places_of(chart, colour):
    """The months of the points of a line of a picture with one panel of a year of months, by its colour."""
    (line,) = [
        path.vertices
        for lines in chart.figure.axes[0].collections
        if to_hex(lines.get_color()[0]) == colour and lines.get_linewidth()[0] > 1
        for path in lines.get_paths()
    ]
    left, right = 0.65, WIDTH - 0.1  # of the panel, in inches; it reaches from 0.6 to 12 and room for the year's name
    return [round(0.6 + (x - left) / (right - left) * (12 + 0.75 * 3 - 0.6)) for x in line[:, 0]]


def test_pictures_of_a_year_of_months_name_the_ends_of_quarters(monthly):
    cells = progress(monthly, "2025-05")
    chart = briefings.curves(monthly, cells.head(1), history(monthly, "2025-05"))
    assert chart.title.startswith("2025年各月末数")
    assert [text for text in texts_of(chart) if text.endswith("月")] == ["3月", "6月", "9月", "12月"]
    assert places_of(chart, ACCENT) == [1, 2, 3, 4, 5]


def test_last_year_by_quarters_stands_at_the_ends_of_quarters_in_a_picture_of_months(small):
    rows = "no,area,value\n1,甲,{}\n"
    ds = small(
        {
            "dataset.toml": MONTHS + "since = 2025\n",
            "targets/2025.csv": "no,area,state,bound,value\n1,甲,assigned,,120\n",
            **{f"actuals/2024Q{quarter}.csv": rows.format(25 * quarter) for quarter in (1, 2, 3, 4)},
            **{f"actuals/2025-0{month}.csv": rows.format(10 * month) for month in (1, 2)},
        }
    )
    chart = briefings.curves(ds, progress(ds, "2025-02"), history(ds, "2025-02"))
    assert (places_of(chart, MUTED), places_of(chart, ACCENT)) == ([3, 6, 9, 12], [1, 2])


def test_what_is_held_against_last_year_finds_it_by_its_month(small):
    """Told by quarters, March of last year is its first quarter's end."""
    rows = "no,area,value\n1,甲,{}\n"
    ds = small(
        {
            "dataset.toml": MONTHS + "since = 2025\n",
            "targets/2025.csv": "no,area,state,bound,value\n1,甲,assigned,,120\n",
            "actuals/2024Q1.csv": rows.format(20),
            "actuals/2024Q4.csv": rows.format(100),
            "actuals/2025-02.csv": rows.format(20),
            "actuals/2025-03.csv": rows.format(36),
        }
    )
    cells, past = progress(ds, "2025-03"), history(ds, "2025-03")
    assert a_year_ago(cells, past) == {(1, "甲"): 20}
    found = pace(ds, "2025-03")[["year_ago", "year_ago_share", "last_year_share", "ahead"]]
    assert found.to_numpy().tolist() == [[20, 20 / 120, 0.2, pytest.approx(10)]]
    assert a_year_ago(progress(ds, "2025-02"), past) == {}
    assert pace(ds, "2025-02")[["year_ago", "last_year_share", "ahead"]].isna().all(axis=None)


def test_an_open_dataset_of_months_says_so():
    assert "2013-01 to 2026-06" in repr(open_dataset("data/national"))

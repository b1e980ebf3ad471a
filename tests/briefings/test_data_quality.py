"""The page on data quality says what came in, and says so too when nothing is wrong."""

import pytest

from hrss_analysis import briefings, check, completeness, open_dataset, quarter

from ..intake.sending import FILES


@pytest.fixture
def ds(write):
    actuals = (
        "no,area,value,reporter,submitted_at\n1,甲,290,甲,2024-07-08\n1,甲,300,甲,2024-07-20\n"
        "2,甲,1.35,甲,2024-07-08\n3,甲,98,甲,2024-07-16\n"
    )
    return open_dataset(write({**FILES, "actuals/2024Q2.csv": actuals}))


def test_the_headline_counts_what_the_tables_show(ds):
    complete, findings = completeness(ds, "2024Q2"), check(ds, "2024Q2")
    assert briefings.quality_headline("2024Q2", complete, findings) == [
        "2024年二季度应报数据6个，已报3个（50.0%），其中逾期1个；应报未报3个。",
        "缺报较多的是乙（3个）。",
        "已报的数经校核无异常。",
    ]
    areas = briefings.completeness_table(complete, "area", "各地区")
    assert '<th scope="row">乙</th><td>3</td><td>0</td>' in areas
    assert "■ 3" in areas
    assert "1 培训人数；2 新增就业人数；3 结案率" in briefings.missing_table(ds, findings)


def test_revisions_with_first_and_last(ds):
    html = briefings.revisions_table(ds, quarter(ds, "2024Q2").revisions)
    assert "修订的数（1个）" in html
    assert "<td>290</td><td>300</td><td>10</td>" in html
    assert "2024年7月20日" in html


def test_what_did_not_happen_is_said(write):
    actuals = "no,area,value\n" + "".join(
        f"{no},{area},{v}\n" for no, v in ((1, 300), (2, 1), (3, 98)) for area in "甲乙"
    )
    ds = open_dataset(write({**FILES, "actuals/2024Q2.csv": actuals}))
    complete, findings = completeness(ds, "2024Q2"), check(ds, "2024Q2")
    assert briefings.quality_headline("2024Q2", complete, findings)[0].endswith("已报6个（100.0%），其中逾期0个。")
    assert "应报未报：无。" in briefings.missing_table(ds, findings)
    assert "错误和需核对的数：无。" in briefings.quality_findings(findings)
    assert "修订：无。" in briefings.revisions_table(ds, quarter(ds, "2024Q2").revisions)
    assert "没有用报送表录入" in briefings.submissions_table(quarter(ds, "2024Q2").submissions)
    assert "经核实认可的情况：无。" in briefings.accepted_findings(findings)


def test_what_is_accepted_is_told_by_its_cell_and_not_by_its_words(write):
    """A name may hold the very words with which a finding is said to be accepted."""
    indicators = FILES["indicators.csv"].replace("培训人数", "培训人数（已认可：否）")
    actuals = "no,area,value\n1,甲,-1\n1,乙,-2\n"
    waivers = "period,no,area,status,reason,by\n2024Q2,1,乙,accepted,净减少,张三\n"
    files = {**FILES, "indicators.csv": indicators, "actuals/2024Q2.csv": actuals, "waivers.csv": waivers}
    findings = check(open_dataset(write(files)), "2024Q2").query("rule == 'negative'")
    assert findings.set_index("area")["accepted"].to_dict() == {"甲": False, "乙": True}
    html = briefings.accepted_findings(findings)
    assert "（乙）为-2，不应为负（已认可：净减少，张三）" in html
    assert "（甲）" not in html

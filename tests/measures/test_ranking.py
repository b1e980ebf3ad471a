import pytest

from hrss_analysis import dispersion, overall, progress, ranking

FIGURES = {
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,1000\n1,甲,assigned,,600\n1,乙,assigned,,400\n",
    "actuals/2024Q3.csv": "no,area,value\n1,甲,500\n1,乙,300\n",
}


def test_ranks_go_by_points_and_ties_share_one(small):
    files = {
        "areas.csv": "area\n全市\n甲\n乙\n丙\n丁\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,1000\n1,甲,assigned,,100\n1,乙,assigned,,200\n1,丙,assigned,,700\n1,丁,zero,,\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,80\n1,乙,160\n1,丙,490\n1,丁,3\n",
    }
    ds = small(files)
    found = ranking(progress(ds, "2024Q3"), ds).set_index("area")
    assert found["rank"].dropna().to_dict() == {"甲": 1, "乙": 1, "丙": 3}
    assert found["of"].max() == 3
    assert found.loc["丁", "reason"] == "unranked_no_task"
    assert "全市" not in found.index


def test_rates_are_ranked_only_when_asked(wuxi):
    cells = progress(wuxi, "2024Q3")
    rates = ranking(cells, wuxi).query("no == 47 and area == '江阴'")
    assert rates["reason"].item() == "unranked_chance"
    assert ranking(cells, wuxi, rates=True).query("no == 47")["rank"].notna().sum() == 7


def test_indicators_with_two_definitions_are_never_ranked(wuxi):
    found = ranking(progress(wuxi, "2024Q3"), wuxi).query("no == 56")
    assert found["rank"].isna().all()
    assert set(found["reason"]) == {"unranked_definitions"}


def test_every_area_has_a_rank_or_a_reason(wuxi):
    found = ranking(progress(wuxi, "2024Q3"), wuxi)
    assert (found["rank"].notna() == (found["reason"] == "")).all()


def test_dispersion_over_time(small):
    row = dispersion(small(FIGURES), ["2024Q3"]).iloc[0]
    assert (row["areas"], row["low"], row["high"], row["excluded"]) == (2, 0.75, pytest.approx(500 / 600), 0)


def test_an_overall_score_is_capped_and_says_what_it_leaves_out(small):
    files = {**FIGURES, "actuals/2024Q3.csv": "no,area,value\n1,甲,1200\n1,乙,300\n"}
    ds = small(files)
    scores = overall(progress(ds, "2024Q3"), ds).set_index("area")
    assert scores.loc["甲", ["score", "indicators", "capped", "excluded"]].tolist() == [1.2, 1, 1, 0]
    assert scores.loc["乙", "score"] == 0.75


@pytest.mark.parametrize(("base", "reason"), [("900", "unranked_reached"), ("", "unranked_no_base"), ("700", "")])
def test_a_level_that_reached_its_target_is_ranked_by_what_it_grew_where_that_is_known(small, base, reason):
    files = {
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,参保人数,人,stock,at_least,growth,monthly\n",
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,800\n1,乙,assigned,,800\n",
        "actuals/2024Q3.csv": "no,area,value\n1,甲,810\n1,乙,790\n",
        "actuals/2023Q4.csv": f"no,area,value\n1,甲,{base}\n1,乙,700\n",
    }
    ds = small(files)
    found = ranking(progress(ds, "2024Q3"), ds).set_index("area")["reason"]
    assert found["甲"] == reason

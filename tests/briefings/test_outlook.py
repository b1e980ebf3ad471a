"""The projection stands beside the light, with its interval and chance, and never says more than it knows."""

import pandas as pd
import pytest

from hrss_analysis import briefings, of_area, pace, progress, project


@pytest.fixture(scope="module")
def jiangyin(wuxi):
    cells = of_area(progress(wuxi, "2024Q3"), "江阴")
    return cells, project(wuxi, "2024Q3"), pace(wuxi, "2024Q3")


def test_the_sentence_counts_what_the_table_lists(wuxi, jiangyin):
    cells, projected, past = jiangyin
    sentence = briefings.outlook_sentence(wuxi, cells, projected)
    told = cells.merge(projected[["no", "area", "year_end", "p_reach"]], on=["no", "area"])
    told = told[told["target"].notna() & (told["target_state"] == "assigned") & told["year_end"].notna()]
    ceiling = told["bound"] == "below"
    short = (~ceiling & (told["year_end"] < told["target"])) | (ceiling & (told["year_end"] >= told["target"]))
    chance = told["p_reach"].fillna((~short).astype(float))
    likely, hard = (chance >= 0.8).sum(), (chance <= 0.2).sum()
    assert sentence.startswith(
        f"按去年同期节奏推算，有目标且可推算的{len(told)}项中，{likely}项年末可望达到目标，"
        f"{len(told) - likely - hard}项尚不确定，{hard}项难以达到：就业困难人员就业人数、"
    )
    table = briefings.outlook_table(wuxi, cells, projected, past)
    assert f"推算年末未必达到目标的指标（{len(told) - likely}项，按去年同期节奏推算）（含模拟数据）" in table
    assert table.count("<tr>") == len(told) - likely + 1


def test_at_the_year_end_there_is_nothing_to_project(wuxi):
    cells, projected = of_area(progress(wuxi, "2024Q4"), "江阴"), project(wuxi, "2024Q4")
    assert briefings.outlook_sentence(wuxi, cells, projected) == ""
    assert briefings.outlook_table(wuxi, cells, projected, pace(wuxi, "2024Q4")) == ""


def test_the_light_is_the_same_with_and_without_a_projection(wuxi, jiangyin):
    cells, projected, _ = jiangyin
    without = briefings.scorecard(wuxi, cells, pd.DataFrame(columns=["no", "area", "measure"]), "表")
    beside = briefings.scorecard(wuxi, cells, pd.DataFrame(columns=["no", "area", "measure"]), "表", projected)
    assert without.count('class="light') == beside.count('class="light')
    assert "达标可能" in beside
    assert "达标可能" not in without

"""The projection stands beside the light, with its interval and chance, and never says more than it knows."""

import pandas as pd
import pytest

from hrss_analysis import briefings, of_area, pace, progress, project
from hrss_analysis.paper.html import blocks_of


@pytest.fixture(scope="module")
def jiangyin(wuxi):
    cells = of_area(progress(wuxi, "2024Q3"), "江阴")
    return cells, project(wuxi, "2024Q3"), pace(wuxi, "2024Q3")


def test_the_sentence_counts_what_the_table_lists(wuxi, jiangyin):
    cells, projected, past = jiangyin
    sentence = briefings.outlook_sentence(cells, projected)
    told = cells.merge(projected[["no", "area", "year_end", "p_reach"]], on=["no", "area"])
    told = told[told["target"].notna() & (told["target_state"] == "assigned") & told["year_end"].notna()]
    ceiling = told["bound"] == "below"
    short = (~ceiling & (told["year_end"] < told["target"])) | (ceiling & (told["year_end"] >= told["target"]))
    chance = told["p_reach"].fillna((~short).astype(float))
    likely, hard = (chance >= 0.8).sum(), (chance <= 0.2).sum()
    assert sentence.startswith(
        f"按去年同期节奏推算，有目标且可推算的{len(told)}项中，{likely}项年末可望达到目标，"
        f"{len(told) - likely - hard}项尚不确定，{hard}项难以达到（其中1项现属正常）。"
    )
    table = briefings.outlook_table(wuxi, cells, projected, past)
    hidden = int(((chance <= 0.2) & told["status"].isin(["on_pace", "slightly_behind"])).sum())
    rest = len(told) - likely - hidden
    first, second = blocks_of(table)
    assert first.caption == f"现未列为滞后、年末难以达到目标的指标（{hidden}项，按去年同期节奏推算）（含模拟数据）"
    assert second.caption == f"其余难以达到或尚不确定的指标（{rest}项，按去年同期节奏推算）（含模拟数据）"
    assert (len(first.columns[0].text), len(second.columns[0].text)) == (hidden, rest)
    assert set(first.columns[1].text) <= {"● 进度正常", "▲ 略有滞后"}


def test_what_is_reached_already_has_to_be_held(wuxi):
    """城乡居民基本养老保险 has its target in the third quarter, and a stock may fall again."""
    cells = progress(wuxi, "2024Q3").query("area == '全市'")
    said = briefings.outlook_sentence(cells, project(wuxi, "2024Q3"))
    assert "7项尚不确定（其中2项现已达到、须保持），10项难以达到（其中5项现属正常）。" in said
    table = blocks_of(briefings.outlook_table(wuxi, cells, project(wuxi, "2024Q3"), pace(wuxi, "2024Q3")))[-1]
    row = next(at for at, name in enumerate(table.columns[0].text) if name.startswith("城乡居民基本养老保险参保人数"))
    assert [column.text[row] for column in table.columns][-2:] == ["须保持", "—"]


def test_where_nothing_is_likely_no_zero_is_told(wuxi):
    cells, projected = progress(wuxi, "2024Q3").query("area == '全市' and no == 11"), project(wuxi, "2024Q3")
    said = briefings.outlook_sentence(cells, projected)
    assert said == "按去年同期节奏推算，有目标且可推算的1项中，没有年末可望达到目标的，1项尚不确定。"


def test_at_the_year_end_there_is_nothing_to_project(wuxi):
    cells, projected = of_area(progress(wuxi, "2024Q4"), "江阴"), project(wuxi, "2024Q4")
    assert briefings.outlook_sentence(cells, projected) == ""
    assert briefings.outlook_table(wuxi, cells, projected, pace(wuxi, "2024Q4")) == ""


def test_the_light_is_the_same_with_and_without_a_projection(wuxi, jiangyin):
    cells, projected, _ = jiangyin
    without = briefings.scorecard(wuxi, cells, pd.DataFrame(columns=["no", "area", "measure"]), "表")
    beside = briefings.scorecard(wuxi, cells, pd.DataFrame(columns=["no", "area", "measure"]), "表", projected)
    assert without.count('class="light') == beside.count('class="light')
    assert "达标概率" in beside
    assert "达标概率" not in without

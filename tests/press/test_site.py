import json
import re

import pytest

from hrss_analysis.briefings import edition, plan, run_batch
from hrss_analysis.press import site


def test_a_damaged_account_is_made_anew_and_foreign_ones_are_passed_over(tmp_path):
    (tmp_path / "a" / "2024Q1").mkdir(parents=True)
    (tmp_path / "a" / "2024Q1" / "run.json").write_text("{bad")
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "run.json").write_text('{"jobs": []}')
    assert site.read_account(tmp_path / "a" / "2024Q1") == {}
    site.write_root_index(tmp_path)
    assert "全部期次" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_simulated_bases_are_announced_in_the_index_too(tmp_path, small):
    stock = "no,name,unit,kind,bound,pace,frequency\n1,参保人数,万人,stock,at_least,growth,monthly\n"
    files = {
        "indicators.csv": stock,
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n",
        "actuals/2024Q1.csv": "no,area,value,origin\n1,全市,8,reported\n",
        "actuals/2023Q4.csv": "no,area,value,origin\n1,全市,7,simulated\n",
    }
    ds = small(files)
    folder = tmp_path / "reports" / "small" / "2024Q1"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"dataset": "small", "period": "2024Q1", "jobs": []}))
    site.write_period_index(folder, edition(ds, folder))
    assert "模拟数据" in (folder / "index.html").read_text(encoding="utf-8")
    assert site.read_account(folder)["simulated"] is True


@pytest.mark.starts
def test_the_index_lists_every_report_expected_with_its_lights_and_how_it_stands(tmp_path, small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,20\n1,甲,assigned,,10\n1,乙,assigned,,10\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,1\n1,乙,3\n",
    }
    ds = small(files)
    run_batch(plan(ds, ["2024Q1"], tmp_path, ["city_quarter"]), 1)
    html = (tmp_path / "small/2024Q1/index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</tr>', html, re.DOTALL)
    text = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]
    assert text == [
        "全市 总体 1 0 0 1 0 0 ✓ 已生成",
        "甲 分地区 1 0 0 0 1 0 ○ 未生成",
        "乙 分地区 1 0 1 0 0 0 ○ 未生成",
        "数据质量 数据 ○ 未生成",
    ]
    assert "应有报告4份，已生成1份，未生成3份。" in re.sub(r"\s", "", html)

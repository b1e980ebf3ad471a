"""docs/methods.md gives the numbers of the code, and its formulas give the code's results."""

import ast
import importlib
import re

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.calendar import Calendar
from hrss_analysis.checks import RULES
from hrss_analysis.measures.projection.errors import FEWEST, spread
from hrss_analysis.measures.projection.panel import Panel
from hrss_analysis.reasons import FACTS, REASON

from ..conftest import ROOT
from .reading import code_in, table_of

PAGE = ROOT / "docs" / "methods.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("row", table_of(PAGE, "## The numbers"), ids=lambda row: code_in(row["in the code"])[0])
def test_a_number_is_the_codes(row):
    module, _, name = code_in(row["in the code"])[0].rpartition(".")
    found = getattr(importlib.import_module(f"hrss_analysis.{module}"), name)
    assert ast.literal_eval(code_in(row["is"])[0]) == found


def test_the_rules_it_names_exist():
    assert len(RULES) == 29
    assert "Twenty-eight" in TEXT
    names = {rule.name for rule in RULES}
    for row in table_of(PAGE, "## The numbers"):
        assert set(code_in(row["number"])) <= names


def test_the_reasons_are_the_codes_with_their_words():
    rows = [(code_in(row["code"])[0], row["in Chinese"], row["in English"]) for row in table_of(PAGE, "## Reasons")]
    # how a number is written is not told
    told = [(code, label.opening + label.zh, label.en) for code, label in REASON.items()]
    assert rows == [(code, *(re.sub(r"{(\w+):[^}]*}", r"{\1}", text) for text in texts)) for code, *texts in told]


def test_the_facts_of_a_reason_are_told():
    section = TEXT.partition("## Reasons")[2].partition("| code |")[0]
    assert set(FACTS) <= set(code_in(section))


def test_the_files_it_names_exist():
    for row in table_of(PAGE, "## What the plan says and what is inferred"):
        for file in code_in(row["code"]):
            assert (ROOT / "hrss_analysis" / file).is_file(), file


def test_the_limits_of_a_funnel(small):
    # 90 of 100 and 160 of 200: p = 250/300, and z for 95 and 99.8 %
    ds = small(
        {
            "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,结案率,%,rate,at_least,level,monthly\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,80\n1,甲,assigned,,80\n1,乙,assigned,,80\n",
            "actuals/2024Q1.csv": "no,area,value,numerator,denominator\n1,甲,,90,100\n1,乙,,160,200\n",
        }
    )
    first = hrss.funnel(ds, "2024Q1", 1).iloc[0]
    p, n = 250 / 300, 100
    for level, z in (("95", 1.959964), ("998", 3.090232)):
        half = z * (p * (1 - p) / n) ** 0.5
        assert first[f"low{level}"] == pytest.approx(100 * (p - half))
        assert first[f"high{level}"] == pytest.approx(min(100 * (p + half), 100))


def test_a_score_is_the_mean_of_capped_completions(small):
    ds = small(
        {
            "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n"
            "1,甲数,人,flow,at_least,accumulates,monthly\n2,乙数,人,flow,at_least,accumulates,monthly\n",
            "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,100\n2,甲,assigned,,100\n",
            "actuals/2024Q4.csv": "no,area,value\n1,甲,300\n2,甲,50\n",
        }
    )
    score = hrss.overall(hrss.progress(ds, "2024Q4"), ds).set_index("area").loc["甲"]
    assert (score["score"], score["capped"]) == (pytest.approx((1.2 + 0.5) / 2), 1)


def test_an_interval_is_the_projection_over_one_and_its_half_width():
    import numpy as np

    errors = np.linspace(-0.11, 0.12, 24).reshape(1, 24)
    cells = pd.DataFrame({"kind": ["flow"], "whole": [True], "unit": ["万人"], "pace": ["accumulates"], "net": [False]})
    one = np.full((1, 25, 4), 50.0)
    panel = Panel(Calendar(), cells, tuple(range(25)), one, one, one, np.zeros(one.shape, bool))
    found = spread(panel, np.array([100.0]), errors, 24, 1)
    assert found.count[0] == 24 >= FEWEST
    # rank ⌈0.8 · 25⌉ = 20 of the absolute errors
    width = np.sort(np.abs(errors[0]))[19]
    assert found.bounds["low80"][0] == pytest.approx(100 / (1 + width))
    assert found.bounds["high80"][0] == pytest.approx(100 / (1 - width))

"""Who issues the bulletin is told by the dataset, for the period, on the page of the whole alone."""

import pytest

import hrss_analysis as hrss
from hrss_analysis.briefings import imprint
from hrss_analysis.errors import InputError
from hrss_analysis.paper.blocks import Imprint

TOML = 'title = "例"\ncity = "全市"\n'
ISSUER = """[issuer]
name = "某市人社局"
number = "人社统〔{year}〕{issue}号"
contact = "规划处"
next_release = "{next}通报于季后印发"
"""
FILES = {
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,20\n1,甲,assigned,,10\n",
    "actuals/2024Q4.csv": "no,area,value\n1,甲,2\n",
}


def issued(small, toml, period="2024Q4"):
    (block,) = imprint(hrss.quarter(small({**FILES, "dataset.toml": TOML + toml}), period)).blocks
    return block


def test_the_words_are_filled_in_for_the_period(small):
    assert issued(small, ISSUER) == Imprint(
        "bulletin", "某市人社局", "人社统〔2024〕4号", "规划处", "2025年一季度通报于季后印发", red=True
    )
    assert issued(small, ISSUER + "red_head = false\n").red is False


def test_by_months_an_issue_is_a_month(small):
    months = '[calendar]\ncadence = "month"\n' + ISSUER.replace("{next}", "{period}")
    assert issued(small, months, "2024-12").number == "人社统〔2024〕12号"
    assert issued(small, months, "2024-12").next_release == "2024年12月通报于季后印发"


def test_nobody_issues_what_nobody_is_named_for(small):
    assert issued(small, "") == Imprint("bulletin", red=True)
    assert str(imprint(hrss.quarter(small({**FILES, "dataset.toml": TOML}), "2024Q4"))) == ""


def test_a_page_shows_what_is_said(small):
    shown = imprint(hrss.quarter(small({**FILES, "dataset.toml": TOML + ISSUER}), "2024Q4"))
    for said in ("发布单位", "某市人社局", "文号", "人社统〔2024〕4号", "联系方式", "规划处", "下次发布"):
        assert said in shown


def test_it_may_begin_with_a_year(small):
    later = ISSUER + '[from.2024.issuer]\nname = "某市人社局新"\n'
    assert issued(small, later).issuer == "某市人社局新"
    assert issued(small, later).contact == "规划处"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('name = ""', "issuer.name must be text in quotes"),
        ("name = 3", "issuer.name must be text in quotes, not 3"),
        ('contact = "某处"', "issuer.name must say who issues"),
        ('name = "某局"\nred_head = "yes"', "issuer.red_head must be true or false"),
        ('name = "某局"\nnumer = "1号"', "did you mean 'number'"),
        (
            'name = "某局"\nnumber = "〔{yaer}〕"',
            "in braces may stand {year}, {issue}, {period}, {next}, and nothing else",
        ),
        ('name = "某局"\nnumber = "{year.real}"', "in braces may stand"),
        ('name = "某局"\nnumber = "{year!r:>999999999}"', "in braces may stand"),
        ('name = "某局"\nnumber = "{}"', "in braces may stand"),
        ('name = "某局"\nnumber = "{"', "in braces may stand"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(small, table, said):
    with pytest.raises(InputError) as refused:
        _ = small({"dataset.toml": f"{TOML}[issuer]\n{table}\n"}).settings
    assert said in str(refused.value)
    assert "dataset.toml" in str(refused.value)

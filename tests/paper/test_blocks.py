"""What a page says travels beside its HTML, strictly, and comes back as it was."""

import json
import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.errors import InputError
from hrss_analysis.paper.blocks import (
    MIME,
    Column,
    Facts,
    Figure,
    Heading,
    Notice,
    Paragraphs,
    Picture,
    Table,
    bundle,
    plain,
    read,
    within,
)
from hrss_analysis.paper.labels import NOTHING, Number, share, target_text

SVG = "<svg><path/></svg>"
BLOCKS = [
    Heading("走势", 3),
    Paragraphs(["甲", "乙"], "list"),
    Table("例", [Column("数", ["1", "—"], number=True, values={"value": [1, None]})], ["注"]),
    Picture("甲领先", "条形图", {"no": [1]}, SVG),
    Facts(["单位"], ["人"], ["d1"]),
    Notice("模拟数据", "只用于演示。"),
    Picture("同一幅", "又一次", {}, SVG),
]
PAGE = f"<h3>走势</h3>{SVG}<p>{SVG}</p>"


def travelled(output):
    return json.loads(json.dumps(output, allow_nan=False))


def test_blocks_come_back_as_they_were():
    output = bundle(PAGE, BLOCKS)
    assert travelled(output) == output
    assert read(travelled(output)) == BLOCKS


def test_a_picture_stands_once_and_its_block_says_where():
    told = bundle(PAGE, BLOCKS)[MIME]
    assert "<svg" not in json.dumps(told)
    places = [block["svg"] for block in told["blocks"] if block["block"] == "chart"]
    assert [PAGE[start:end] for start, end in places] == [SVG, SVG]
    assert places[0] != places[1]


@pytest.mark.parametrize(
    "damage",
    [
        lambda output: output.update({"text/html": "x" + output["text/html"]}),
        lambda output: output[MIME].update(version=4),
        lambda output: output[MIME]["blocks"][0].update(block="header"),
        lambda output: output[MIME]["blocks"][0].pop("text"),
        lambda output: output[MIME]["blocks"][2]["columns"][0].update(width=3),
    ],
)
def test_what_was_changed_is_refused(damage):
    output = travelled(bundle(PAGE, BLOCKS))
    damage(output)
    with pytest.raises(InputError, match="run the notebook again"):
        read(output)


@pytest.mark.parametrize(
    ("value", "strict"),
    [
        (math.nan, None), (math.inf, None), (np.float64("nan"), None), (pd.NA, None), (pd.NaT, None), (None, None),
        (np.int64(3), 3), (np.float64(0.5), 0.5), (np.bool_(True), True), (Figure("1", 1), "1"),
        ((1, math.nan), [1, None]), (pd.Timestamp("2024-10-08 16:30"), "2024-10-08T16:30:00"),
    ],
)  # fmt: skip
def test_json_has_no_numbers_that_are_none(value, strict):
    assert plain(value) == strict
    assert type(plain(value)) is type(strict)


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.floats(-1e9, 1e9) | st.none())
def test_the_number_of_a_figure_is_the_one_it_shows(value, decimals, target):
    figure = Number(decimals, "个", signed=True)(value, target)
    assert float(re.sub("[,个+]", "", figure)) == figure.values[0]


def test_text_around_a_figure_keeps_its_number():
    assert target_text(0.6, "below", Number(1, "%")).values == (0.6,)
    assert within("约", Number()(3.0), "不详", between="至").values == (3, None)
    assert share(0.9996).values == (99.96,)
    assert not isinstance(Number()(math.nan), Figure)
    assert Number()(math.nan) == NOTHING


def test_a_column_is_as_long_as_what_is_known_of_it():
    (table,) = [block for block in BLOCKS if isinstance(block, Table)]
    assert read(bundle("", [replace(table, notes=[])]))[0].columns[0].values == {"value": [1, None]}

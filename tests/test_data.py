"""The shipped data: the plan's own arithmetic, and what is known of every row."""

from decimal import Decimal

import pandas as pd
import pytest


def exact(value):
    return Decimal(repr(float(value)))


KINDS = {"flow": "accumulates", "stock": "growth", "rate": "level"}


def test_every_indicator_and_every_cell_of_the_plan_is_there(wuxi):
    assert wuxi.indicators["no"].tolist() == list(range(1, 61))
    cells = wuxi.targets(2024)
    assert len(cells) == 600
    assert cells["state"].value_counts().to_dict() == {
        "assigned": 431, "not_assigned": 146, "issued_separately": 8, "shared": 8, "zero": 7,
    }  # fmt: skip


def test_every_additive_indicator_sums_to_the_city_exactly(wuxi):
    cells = wuxi.targets(2024)
    summed = 0
    for no in wuxi.indicators.loc[wuxi.indicators["additive"], "no"]:
        own = cells[(cells["no"] == no)].set_index("area")
        parts = own.loc[own.index.isin(wuxi.parts) & own["state"].isin(["assigned", "zero"]), "value"]
        if len(parts):
            assert sum(map(exact, parts)) == exact(own.at["全市", "value"]), no
            summed += 1
    assert summed == 40


def test_parts_are_within_their_wholes(wuxi):
    cells = wuxi.targets(2024).set_index(["no", "area"])["value"]
    for row in wuxi.indicators[wuxi.indicators["part_of"].notna() & wuxi.indicators["additive"]].itertuples():
        pairs = pd.concat([cells[row.no], cells[row.part_of]], axis=1, keys=["part", "whole"]).dropna()
        assert len(pairs)
        assert (pairs["part"] <= pairs["whole"]).all(), row.no


def test_relations_frequencies_and_departments_are_the_documents(wuxi):
    indicators = wuxi.indicators.set_index("no")
    parts = indicators["part_of"].dropna().astype(int).to_dict()
    assert parts == {4: 3, 6: 3, 16: 15, 19: 59, 20: 59, 24: 23, 25: 24, 39: 38, 45: 44, 58: 57}
    of = indicators.reset_index().groupby("frequency")["no"].apply(list)
    assert of["annual"] == [5, 8, 12, 14, 27, 29, 30, 31, 32, 52]
    assert of["quarterly"] == [11, 19, 21, 26, 47, 48, 50]
    assert of["semiannual"] == [54]
    others = indicators[indicators["reported_by"] != indicators["lead_department"]]
    assert others["reported_by"].to_dict() == dict.fromkeys([22, 23, 26, 28, 54, 60], "职建处")
    assert indicators["departments"].str.split("、").str[0].eq(indicators["lead_department"]).all()


def test_kind_and_pace_agree_but_for_the_figure_per_head(wuxi):
    indicators = wuxi.indicators.set_index("no")
    odd = indicators[indicators["pace"] != indicators["kind"].map(KINDS)]
    assert odd.index.tolist() == [46]
    assert indicators.index[indicators["bound"] == "below"].tolist() == [42, 43]
    assert indicators.index[indicators["kind"] == "stock"].tolist() == [18, 34, 35, 36, 37, 38, 39, 53]
    rates = indicators[indicators["kind"] == "rate"]
    assert (rates["numerator"] != "").all()
    assert (rates["denominator"] != "").all()


def test_what_stands_in_one_merged_cell_belongs_to_no_single_area(wuxi):
    cells = wuxi.targets(2024)
    shared = cells[(cells["no"] == 14) & cells["area"].isin(wuxi.parts[1:])]
    assert set(shared["state"]) == {"shared"}
    assert set(shared["value"]) == {5}
    assert set(cells[(cells["no"] == 1) & cells["area"].isin(wuxi.parts[1:])]["state"]) == {"issued_separately"}


@pytest.mark.parametrize("name", ["wuxi", "national"])
def test_definitions_are_short_and_our_own(name, request):
    definitions = request.getfixturevalue(name).indicators["definition"]
    assert definitions.str.len().between(8, 60).all()


def test_every_published_figure_names_its_source(wuxi, national):
    for ds in (wuxi, national):
        published = ds.record()[lambda rows: rows["origin"] == "published"]
        assert len(published)
        assert published["submission"].str.match("https?://").all()


def test_the_national_series_is_whole(national):
    assert len(national.periods) == 29
    assert (national.periods[0], national.periods[-1]) == ("2017Q4", "2024Q4")
    assert set(national.record()["origin"]) == {"published"}
    assert national.target_years == list(range(2018, 2025))
    assert [national.targets(year)["value"].iloc[0] for year in national.target_years] == [
        1100,
        1100,
        900,
        1100,
        1100,
        1200,
        1200,
    ]

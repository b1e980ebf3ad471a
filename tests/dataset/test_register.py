"""Registers, plan by plan: what each indicator follows, read strictly."""

import pandas as pd
import pytest

from hrss_analysis.dataset.bridge import Bridge
from hrss_analysis.errors import InputError, UsageError

HEAD = "no,name,unit,kind,bound,pace,frequency"
FLOW = "flow,at_least,accumulates,monthly"
RATE = "rate,at_least,level,monthly"
FIRST = f"{HEAD},part_of,id\n1,培训人数,人,{FLOW},,training\n2,创业人数,人,{FLOW},,startups\n3,结案率,%,{RATE},,closed\n4,其中培训,人,{FLOW},1,part\n"
LATER = f"{HEAD},id,follows,relation,note\n"


def later(*rows: str) -> dict[str, str]:
    return {"indicators/2024.csv": FIRST, "indicators/2025.csv": LATER + "\n".join(rows) + "\n"}


@pytest.fixture
def years(write):
    """A dataset of two registers and no ``indicators.csv``."""
    from hrss_analysis import open_dataset

    def make(*rows: str):
        folder = write(later(*rows))
        (folder / "indicators.csv").unlink()
        return open_dataset(folder)

    return make


def links(ds):
    columns = ["no", "from_no", "relation", "comparable", "factor", "reason"]
    told = ds.bridge(2024, 2025)[columns].astype(object)
    return [tuple(row) for row in told.where(told.notna(), None).values.tolist()]


def test_a_number_that_moved_is_the_same_indicator(years):
    ds = years(f"2,培训人数,人,{FLOW},training,,same,", f"1,创业人数,人,{FLOW},startups,,,")
    assert links(ds) == [(2, 1, "same", True, 1.0, ""), (1, 2, "same", True, 1.0, "")]
    assert ds.indicator(2).name == "培训人数"
    assert ds.in_terms_of(2024).indicator(2).name == "创业人数"
    assert ds.in_terms_of("2024Q3").indicator(2).name == "创业人数"
    assert ds.register(2030)["id"].tolist() == ["training", "startups"]
    assert ds.register(1999)["id"].tolist() == ["training", "startups", "closed", "part"]


@pytest.mark.parametrize(
    ("row", "link"),
    [
        (f"1,城镇培训人数,人,{FLOW},training,,renamed,", (1, 1, "renamed", True, 1.0, "")),
        (f"1,培训人数,万人,{FLOW},training,,,", (1, 1, "rescaled", True, 0.0001, "")),
        (f"1,培训人数,万人,{FLOW},training,,renamed,", (1, 1, "rescaled", True, 0.0001, "")),
        (f"1,培训人数,人,{FLOW},training,,redefined,新口径", (1, 1, "redefined", False, None, "redefined")),
        (f"1,培训人数,家,{FLOW},training,,same,", (1, 1, "redefined", False, None, "redefined")),
        ("1,培训人数,人,stock,at_least,growth,monthly,training,,same,", (1, 1, "redefined", False, None, "redefined")),
        (f"1,新设人数,人,{FLOW},fresh,,new,", (1, None, "new", False, None, "new")),
        (f"1,新设人数,人,{FLOW},fresh,,,", (1, None, "new", False, None, "new")),
        (f"1,线上培训,人,{FLOW},online,training,split,", (1, 1, "split", False, None, "split")),
        (f"1,培训人数,人,{FLOW},skills,training,renamed,", (1, 1, "renamed", True, 1.0, "")),
    ],
)
def test_a_relation_says_whether_years_compare(years, row, link):
    assert links(years(row)) == [link]


def test_a_merged_indicator_has_several_before_it(years):
    ds = years(f"1,培训和创业,人,{FLOW},both,training+startups,merged,")
    assert links(ds) == [(1, 1, "merged", True, 1.0, ""), (1, 2, "merged", True, 1.0, "")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (f"1,培训人数,人,{FLOW},,,,", "line 2, column id: an indicator of a plan that follows another needs its id"),
        (f"1,培训人数,人,{FLOW},a+b,,new,", "line 2, column id: an id is one short word"),
        (f"1,新设人数,人,{FLOW},17,,new,", "a new id is a word, not digits alone"),
        (f"1,新设人数,人,{FLOW},training,,new,", "line 2, column id: the id 'training' was another indicator's"),
        (f"1,新设人数,人,{FLOW},startups,training,split,", "the id 'startups' was another indicator's"),
        (f"1,新设人数,人,{FLOW},fresh,training,new,", "a new indicator follows none"),
        (
            f"1,培训人数,人,{FLOW},trainig,,same,",
            "unknown id in the register before 'trainig': did you mean 'training'",
        ),
        (f"1,培训人数,人,{FLOW},both,training+strtups,merged,", "unknown id in the register before 'strtups'"),
        (f"1,培训人数,人,{FLOW},both,training,merged,", "a merged indicator follows several ids"),
        (f"1,培训人数,人,{FLOW},training,training+startups,same,", "an indicator that goes on follows one"),
        (f"1,培训人数,人,{FLOW},both,training+part,merged,", "one is part of another"),
        (f"1,培训人数,人,{FLOW},both,training+training,merged,", "one is part of another"),
        (f"1,培训人数,人,{FLOW},training,,dropped,", "what was dropped has no row"),
        (f"1,培训人数,人,{FLOW},training,,sama,", "unknown relation 'sama': did you mean 'same'"),
    ],
)
def test_what_contradicts_the_register_before_is_refused(years, row, message):
    with pytest.raises(InputError) as refused:
        years(row).bridge(2024, 2025)
    assert message in str(refused.value)
    assert "indicators/2025.csv" in str(refused.value)


def test_an_id_stands_once(years):
    with pytest.raises(InputError, match=r"line 3, column id: the id 'training' stands twice"):
        years(f"1,培训人数,人,{FLOW},training,,,", f"2,创业人数,人,{FLOW},training,,,").bridge(2024, 2025)


def test_the_first_register_may_stand_in_one_file_for_all_years_before(write):
    from hrss_analysis import open_dataset

    ds = open_dataset(write({"indicators/2025.csv": LATER + f"7,培训人数,人,{FLOW},1,,same,\n"}))
    assert ds.register(2024)["id"].tolist() == ["1"]
    assert ds.bridge(2020, 2025)[["no", "from_no"]].values.tolist() == [[7, 1]]
    assert ds.indicators["no"].tolist() == [7]


def test_a_bridge_of_several_years_compares_only_if_every_step_does(write):
    from hrss_analysis import open_dataset

    third = (
        LATER
        + f"5,培训人数,万人,{FLOW},training,,rescaled,\n6,新设人数,人,{FLOW},fresh,,,\n7,结案率,%,{RATE},closed,,,\n"
    )
    rows = (
        f"2,培训人数,人,{FLOW},training,,,",
        f"3,新设人数,人,{FLOW},fresh,,new,",
        f"9,结案率,%,{RATE},closed,,redefined,",
    )
    folder = write({**later(*rows), "indicators/2027.csv": third})
    (folder / "indicators.csv").unlink()
    ds = open_dataset(folder)
    told = ds.bridge(2024, 2027).set_index("no")
    assert told.loc[5, ["from_no", "relation", "comparable", "factor"]].tolist() == [1, "rescaled", True, 0.0001]
    assert told.loc[6, ["relation", "comparable", "reason"]].tolist() == ["new", False, "new"]
    assert told.loc[7, ["from_no", "relation", "comparable", "reason"]].tolist() == [3, "redefined", False, "redefined"]
    assert ds.bridge(2026, 2027).set_index("no").loc[7, "comparable"]
    assert ds.bridge(2026, 2027)["from_no"].tolist() == [2, 3, 9], "2026 has the terms of 2025"


def test_a_unit_may_grow_at_every_step(write):
    from hrss_analysis import open_dataset

    rows = f"1,培训人数,万人,{FLOW},training,,,"
    third = LATER + f"1,培训人数,亿人,{FLOW},training,,,\n"
    ds = open_dataset(write({**later(rows), "indicators/2026.csv": third}))
    assert ds.bridge(2024, 2026)["factor"].tolist() == [pytest.approx(1e-8, rel=1e-12)]
    assert ds.bridge(2025, 2026)["factor"].tolist() == [pytest.approx(1e-4, rel=1e-12)]


def test_a_bridge_tells_what_an_area_has_become():
    bridge = Bridge(pd.DataFrame(), {"甲": ("甲", "乙"), "丙": ("丙",)}, pd.DataFrame())
    assert bridge.areas_after(frozenset({"乙"})) == {"甲"}
    assert bridge.areas_after(frozenset({"乙", "丙"})) == {"甲", "丙"}
    assert bridge.areas_before(frozenset({"甲"})) == {"甲", "乙"}


def test_a_bridge_leads_forward(years):
    with pytest.raises(UsageError, match="from an earlier year to a later one"):
        years(f"1,培训人数,人,{FLOW},training,,,").bridge(2025, 2024)


def test_a_register_is_named_for_its_year(write):
    from hrss_analysis import open_dataset

    with pytest.raises(InputError, match=r"named for the year of its plan, as in 2025\.csv"):
        _ = open_dataset(write({"indicators/plan.csv": FIRST})).indicators

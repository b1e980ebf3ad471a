"""By hand: what wants attention, and how urgently; chances are given, so that nothing depends on how they are found."""

import sys

import pandas as pd
import pytest

from hrss_analysis import attention, priorities, project, quarter

HEAD = "no,name,unit,kind,bound,pace,frequency,part_of,lead_department\n"
REGISTER = (
    HEAD
    + "1,就业,人,flow,at_least,accumulates,quarterly,,一处\n"
    + "2,其中青年,人,flow,at_least,accumulates,quarterly,1,一处\n"
    + "3,参保,人,stock,at_least,growth,quarterly,,一处\n"
    + "4,培训,人,flow,at_least,accumulates,quarterly,,二处\n"
)
TARGETS = "no,area,state,bound,value\n" + "".join(
    f"{no},{area},assigned,,{200 if area == '全市' else 100}\n" for no in (1, 2, 3, 4) for area in ("全市", "甲", "乙")
)


def cells_of(small, monkeypatch, figures, chances, period="2024Q3"):
    """What wants attention of the figures by number and area, with the chances by the same keys."""
    files = {
        "indicators.csv": REGISTER,
        "targets/2024.csv": TARGETS,
        f"actuals/{period}.csv": "no,area,value\n"
        + "".join(f"{no},{area},{value}\n" for (no, area), value in figures.items()),
        "actuals/2023Q4.csv": "no,area,value\n3,甲,50\n3,乙,50\n",
    }
    ds = small(files)

    def projected(*given):
        found = project(*given)
        keys = list(zip(found["no"], found["area"], strict=True))
        found = found.assign(p_reach=[chances.get(key, float("nan")) for key in keys])
        outlook = [
            "unknown" if pd.isna(chance) else "likely" if chance >= 0.8 else "unlikely" if chance <= 0.2 else "open"
            for chance in found["p_reach"]
        ]
        return found.assign(outlook=outlook)

    monkeypatch.setattr(sys.modules[attention.__module__], "project", projected)
    found = attention(ds, period)
    return ds, found.set_index(["no", "area"])


ON_PACE = {(no, area): 90 for no in (1, 2, 3, 4) for area in ("甲", "乙")}


def test_what_is_on_pace_and_not_unlikely_wants_no_attention(small, monkeypatch):
    _, found = cells_of(small, monkeypatch, ON_PACE, {(1, "甲"): 0.21})
    assert found.empty
    assert list(found.reset_index().columns) == [
        "no", "area", "id", "period", "concern", "chance", "areas_concerned", "areas_judged", "urgency", "task", "rank",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "chance", "concern"),
    [
        (90, 0.2, "unlikely"),  # shows green
        (90, 0.21, None),
        (70, 0.2, "unlikely"),  # amber
        (60, 0.79, "behind"),
        (60, 0.8, None),  # behind, and yet made good by the rhythm of the years before
        (60, None, "behind"),
        (90, None, None),  # nobody can say that it is unlikely
        (100, 0.1, None),  # done
    ],
)
def test_a_concern_is_what_is_red_or_unlikely(small, monkeypatch, figure, chance, concern):
    chances = {} if chance is None else {(4, "甲"): chance}
    _, found = cells_of(small, monkeypatch, {**ON_PACE, (4, "甲"): figure}, chances)
    assert (found["concern"].get((4, "甲")) if len(found) else None) == concern


def test_urgency_is_weight_times_what_is_missed_times_reach(small, monkeypatch):
    figures = {**ON_PACE, (1, "甲"): 60, (2, "甲"): 60, (4, "甲"): 60, (4, "乙"): 60}
    chances = {(1, "甲"): 0.4, (2, "甲"): 0.1, (4, "甲"): 0.0, (4, "乙"): 0.5}
    _, found = cells_of(small, monkeypatch, figures, chances)
    parts = found[found.index.get_level_values("area") != "全市"]
    assert parts["urgency"].to_dict() == {
        (1, "甲"): pytest.approx(0.6 * 1.5),  # one of two areas
        (2, "甲"): pytest.approx(0.5 * 0.9 * 1.5),  # a part whose whole is a concern, too
        (4, "甲"): pytest.approx(1.0 * 2.0),
        (4, "乙"): pytest.approx(0.5 * 2.0),
    }
    assert parts.loc[(4, "甲"), ["areas_concerned", "areas_judged"]].tolist() == [2, 2]


def test_a_part_whose_whole_is_well_has_its_full_weight(small, monkeypatch):
    figures = {**ON_PACE, (1, "乙"): 60, (2, "甲"): 60}
    _, found = cells_of(small, monkeypatch, figures, {(2, "甲"): 0.0})
    assert found.loc[(2, "甲"), "urgency"] == pytest.approx(1.5)


@pytest.mark.parametrize(("period", "over"), [("2024Q1", 0.25), ("2024Q3", 0.75)])
def test_without_a_chance_it_counts_by_the_share_of_the_year_that_is_over(small, monkeypatch, period, over):
    figures = {(4, "甲"): 1, (4, "乙"): 99}
    _, found = cells_of(small, monkeypatch, figures, {}, period)
    assert found.loc[(4, "甲"), "urgency"] == pytest.approx(over * 1.5)


def test_what_was_not_reported_is_a_task_of_its_own(small, monkeypatch):
    figures = {key: value for key, value in ON_PACE.items() if key != (4, "甲")}
    _, found = cells_of(small, monkeypatch, figures, {})
    assert found.loc[(4, "甲"), ["concern", "task"]].tolist() == ["not_reported", "not_reported"]
    assert found.loc[(4, "甲"), "urgency"] == pytest.approx(0.75)


def test_tasks_are_what_one_department_mends_together(small, monkeypatch):
    figures = {**ON_PACE, (1, "甲"): 60, (2, "甲"): 60, (3, "甲"): 60, (4, "甲"): 60}
    _, found = cells_of(small, monkeypatch, figures, {(no, "甲"): 0.1 * no for no in (1, 2, 3, 4)})
    parts = found[found.index.get_level_values("area") == "甲"]
    assert parts["task"].tolist() == [
        "behind/一处/accumulates", "behind/一处/accumulates", "behind/一处/growth", "behind/二处/accumulates",
    ]  # fmt: skip


def rows(*told):
    return pd.DataFrame(told, columns=["no", "task", "urgency"]).assign(area="甲")


def test_the_most_urgent_tasks_come_first_and_three_at_most():
    found = rows((1, "a", 1.0), (2, "b", 0.8), (3, "b", 0.9), (4, "c", 0.5), (5, "d", 0.4))
    told = priorities(found)
    assert told[["rank", "no"]].values.tolist() == [[1, 3], [1, 2], [2, 1], [3, 4]]
    assert priorities(found, 1)["no"].tolist() == [3, 2]


def test_of_two_as_urgent_the_lower_number_comes_first():
    assert priorities(rows((2, "a", 1.0), (1, "b", 1.0)))["no"].tolist() == [1, 2]


def test_no_tasks_of_nothing():
    assert priorities(rows()).empty


def test_where_no_urgency_is_told_the_ranks_stand():
    found = rows((1, "a", float("nan")), (2, "b", float("nan")), (3, "c", float("nan"))).assign(rank=[3, 1, 4])
    assert priorities(found)["no"].tolist() == [2, 1]


def test_a_page_of_an_area_ranks_as_the_whole_does_and_knows_nothing_of_others(wuxi):
    told = quarter(wuxi, "2024Q3")
    exact, shown = (one.of(area="江阴").attention for one in (told, told.shown))
    assert shown["urgency"].isna().all()
    assert not {"areas_concerned", "chance"} & set(shown)
    columns = ["no", "rank"]
    assert priorities(shown)[columns].values.tolist() == priorities(exact)[columns].values.tolist()


def test_a_cut_is_ranked_as_the_whole_has_it(wuxi):
    whole = quarter(wuxi, "2024Q3")
    own = whole.of(area="江阴").attention
    expected = whole.attention.query("area == '江阴'").reset_index(drop=True)
    pd.testing.assert_frame_equal(own, expected)

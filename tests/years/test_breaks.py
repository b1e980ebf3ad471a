"""What compares over a year's end and what does not: small years, counted by hand."""

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.errors import InputError
from hrss_analysis.measures.compared import compared
from hrss_analysis.views import trend

FLOW = "flow,at_least,accumulates,monthly"
STOCK = "stock,at_least,growth,monthly"
RATE = "rate,at_least,level,monthly"
HEAD = "no,name,unit,kind,bound,pace,frequency"
FIRST = f"{HEAD},id\n1,培训,人,{FLOW},training\n2,创业,人,{FLOW},startups\n3,参保,人,{STOCK},insured\n4,结案率,%,{RATE},closed\n5,调解率,%,{RATE},settled\n"
LATER = f"{HEAD},id,follows,relation\n"


def cells(period, rows):
    """A file of actuals: ``no area value [numerator denominator]`` a row."""
    lines = [",".join([*row.split(), *[""] * (5 - len(row.split()))]) for row in rows]
    return {f"actuals/{period}.csv": "no,area,value,numerator,denominator\n" + "\n".join(lines) + "\n"}


@pytest.fixture
def office(small):
    """2024 and 2025 with the indicators, figures and other files given."""

    def make(later, now, then, **files):
        content = {"indicators.csv": FIRST, "indicators/2025.csv": LATER + "\n".join(later) + "\n"}
        content |= {name.replace("__", "/") + ".csv": text for name, text in files.items() if "/" not in name}
        for period, rows in {**then, **now}.items():
            content |= cells(period, rows)
        return small(content)

    return make


def change(ds, period="2025Q1", measure="year_on_year", area="全市", no=1):
    told = hrss.changes(ds, period).set_index(["measure", "area", "no"])
    return tuple(told.loc[(measure, area, no), ["value", "base", "reason"]])


def test_merged_counts_are_added(office):
    ds = office(
        [f"1,培训和创业,人,{FLOW},both,training+startups,merged"],
        {"2025Q1": ["1 全市 150"]},
        {"2024Q1": ["1 全市 60", "2 全市 40"]},
    )
    assert change(ds) == (50, 100, "")


def test_a_merged_count_with_a_part_missing_has_no_base(office):
    ds = office(
        [f"1,培训和创业,人,{FLOW},both,training+startups,merged"], {"2025Q1": ["1 全市 150"]}, {"2024Q1": ["1 全市 60"]}
    )
    value, base, reason = change(ds)
    assert pd.isna(value)
    assert pd.isna(base)
    assert reason == "merged_in_part"


def test_a_figure_that_nobody_reported_is_not_blamed_on_the_plan(office):
    later = [f"7,培训,人,{FLOW},training,,same"]
    ds = office(later, {"2025Q1": ["7 全市 150"]}, {"2024Q1": ["2 全市 40"]})
    assert change(ds, no=7)[2] == "no_year_ago"


def test_only_the_last_plan_is_a_reason_why_the_year_before_does_not_compare(office):
    then, third = {"2024Q1": ["1 全市 90"]}, LATER + f"3,培训,人,{FLOW},training,,same\n"
    files = {"indicators/2026.csv": third, **cells("2026Q1", ["3 全市 150"])}
    ds = office([f"7,培训,人,{FLOW},training,,redefined"], {}, then)
    for name, text in files.items():
        (ds.path / name).write_text(text, encoding="utf-8")
    assert change(hrss.open_dataset(ds.path), "2026Q1", no=3)[2] == "no_year_ago"


def test_merged_rates_come_from_pooled_counts_or_not_at_all(office):
    later = [f"1,办结率,%,{RATE},both,closed+settled,merged"]
    ds = office(later, {"2025Q1": ["1 全市 80"]}, {"2024Q1": ["4 全市 90 90 100", "5 全市 50 150 300"]})
    assert change(ds) == (20, 60, "")  # 240 of 400 is 60 %
    ds = office(later, {"2025Q1": ["1 全市 80"]}, {"2024Q1": ["4 全市 90 90 100", "5 全市 50"]})
    assert change(ds)[2] == "merged_in_part"


def test_another_unit_is_converted(office):
    ds = office([f"1,培训,万人,{FLOW},training,,rescaled"], {"2025Q1": ["1 全市 0.3"]}, {"2024Q1": ["1 全市 2000"]})
    assert change(ds) == (50, 0.2, "")
    told = compared(ds).query("period == '2024Q1'")
    assert told["value"].tolist() == [0.2]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"1,培训,人,{FLOW},training,,redefined", "redefined"),
        (f"1,培训,人,{FLOW},fresh,,new", "new"),
        (f"1,线上培训,人,{FLOW},online,training,split", "split"),
        (f"1,培训,家,{FLOW},training,,same", "redefined"),
        (f"1,培训,人,{STOCK},training,,same", "redefined"),
    ],
)
def test_what_was_redefined_split_or_is_new_starts_afresh(office, row, reason):
    ds = office(
        [row], {"2025Q1": ["1 全市 150"], "2025Q2": ["1 全市 300"]}, {"2024Q1": ["1 全市 60"], "2024Q2": ["1 全市 90"]}
    )
    for period in ("2025Q1", "2025Q2"):
        value, base, told = change(ds, period)
        assert pd.isna(value)
        assert pd.isna(base)
        assert told == reason
    assert set(hrss.history(ds, "2025Q2")["period"]) == {"2025Q1", "2025Q2"}
    if "flow" in row:
        assert change(ds, "2025Q2", "current")[0] == 150, "within the year nothing broke"


def test_a_redefined_indicator_goes_on_under_its_id_as_another_stretch(office):
    then = {"2023Q1": ["1 全市 50"], "2024Q1": ["1 全市 60"]}
    ds = office([f"9,培训,人,{FLOW},training,,redefined"], {"2025Q1": ["9 全市 150"]}, then)
    told = compared(ds).query("no == 9").set_index("period")
    assert told["value"].to_dict() == {"2023Q1": 50, "2024Q1": 60, "2025Q1": 150}
    assert told["stretch"].to_dict() == {"2023Q1": 0, "2024Q1": 0, "2025Q1": 2025}
    assert told["compared"].fillna(0).to_dict() == {"2023Q1": 0, "2024Q1": 20, "2025Q1": 0}
    assert told.loc["2025Q1", "reason"] == "redefined"


def test_what_was_dropped_is_no_part_of_later_years(office):
    ds = office([f"1,培训,人,{FLOW},training,,"], {"2025Q1": ["1 全市 150"]}, {"2024Q1": ["1 全市 60", "2 全市 10"]})
    assert set(compared(ds)["id"]) == {"training"}
    assert set(hrss.changes(ds, "2024Q1")["id"]) == {"training", "startups"}


def test_a_stocks_base_crosses_the_year_or_is_none(office):
    then = {"2024Q4": ["3 全市 1000"]}
    for relation, status, reason in (("same", "on_pace", ""), ("redefined", "cannot_judge", "redefined")):
        ds = office(
            [f"7,参保,人,{STOCK},insured,,{relation}"],
            {"2025Q2": ["7 全市 1060"]},
            then,
            targets__2025="no,area,state,bound,value\n7,全市,assigned,,1100\n",
        )
        row = hrss.progress(ds, "2025Q2").iloc[0]
        assert (row["status"], row["reason"]) == (status, reason)
        assert (row["base"] == 1000) == (relation == "same")
        assert (row["no"], row["id"]) == (7, "insured")


RESTATED = "no,area,period,value\n1,全市,2024Q1,80\n"


def test_restated_figures_bring_the_comparison_back(office):
    later, now = [f"1,培训,人,{FLOW},training,,redefined"], {"2025Q1": ["1 全市 100"]}
    ds = office(later, now, {"2024Q1": ["1 全市 60"]}, restated__2025=RESTATED)
    assert change(ds) == (25, 80, "")
    assert change(ds, "2024Q1", "cumulative")[0] == 60, "last year keeps its own"


def test_a_difference_is_all_restated_or_not_at_all(office):
    then = {"2024Q1": ["1 全市 60"], "2024Q2": ["1 全市 130"], "2023Q1": ["1 全市 40"]}
    now = {"2025Q1": ["1 全市 100"], "2025Q2": ["1 全市 220"]}
    ds = office([f"1,培训,人,{FLOW},training,,same"], now, then, restated__2025=RESTATED)
    assert change(ds, "2025Q1") == (25, 80, "")
    value, base, reason = change(ds, "2025Q2")
    assert pd.isna(value)
    assert pd.isna(base)
    assert reason == "restated_in_part"
    assert change(ds, "2025Q2", "year_on_year_current")[2] in ("restated_in_part", "no_current_year_ago")
    assert "2023Q1" not in set(hrss.history(ds, "2025Q2", years=3)["period"])


def test_a_sum_is_all_restated_or_not_at_all(office):
    later, now = [f"1,培训,人,{FLOW},training,,same"], {"2025Q1": ["1 甲 70", "1 乙 50"]}
    then = {"2024Q1": ["1 甲 30", "1 乙 30"]}
    plan = {"targets__2025": "no,area,state,bound,value\n1,甲,assigned,,300\n1,乙,assigned,,300\n"}
    one = "no,area,period,value\n1,甲,2024Q1,50\n"
    ds = office(later, now, then, restated__2025=one, **plan)
    assert change(ds, area="甲") == (40, 50, "")
    assert change(ds, area="乙") == (pytest.approx(66.66666667), 30, "")
    assert pd.isna(change(ds)[0]), "a sum of 50 and 30 mixes two definitions"
    assert set(hrss.contributions(ds, "2025Q1")["points"].isna()) == {True}
    ds = office(later, now, then, restated__2025=one + "1,乙,2024Q1,30\n", **plan)
    assert change(ds) == (50, 80, "")
    assert hrss.contributions(ds, "2025Q1")["points"].tolist() == [25, 25]


def test_what_the_whole_reported_stands_where_some_parts_are_restated(office):
    plan = {"targets__2025": "no,area,state,bound,value\n1,甲,assigned,,300\n1,乙,assigned,,300\n"}
    ds = office(
        [f"1,培训,人,{FLOW},training,,same"],
        {"2025Q1": ["1 全市 120"]},
        {"2024Q1": ["1 全市 90", "1 甲 30", "1 乙 30"]},
        restated__2025="no,area,period,value\n1,甲,2024Q1,50\n",
        **plan,
    )
    assert change(ds) == (pytest.approx(33.33333333), 90, "")


def test_restated_are_only_earlier_periods(office):
    with pytest.raises(InputError, match=r"restated/2025\.csv, line 2, column period: 2025Q1 is not before 2025"):
        hrss.changes(
            office(
                [f"1,培训,人,{FLOW},training,,"],
                {"2025Q1": ["1 全市 1"]},
                {},
                restated__2025="no,area,period,value\n1,全市,2025Q1,80\n",
            ),
            "2025Q1",
        )


def test_figures_that_came_before_their_plan_keep_their_terms(office):
    ds = office([f"9,培训,万人,{FLOW},training,,", f"1,创业,人,{FLOW},startups,,redefined"], {}, {})
    rows = "no,area,value,plan,submitted_at\n1,全市,3000,2024,2025-04-01\n2,全市,5,2024,2025-04-01\n9,全市,0.4,2025,2025-05-01\n"
    (ds.path / "actuals").mkdir()
    (ds.path / "actuals/2025Q1.csv").write_text(rows, encoding="utf-8")
    ds = hrss.open_dataset(ds.path)
    assert ds.record()["no"].tolist() == [1, 2, 9], "the record keeps what was sent"
    told = ds.actuals(as_of="2025-04-30")
    assert told[["no", "value"]].values.tolist() == [[9, 0.3]], "what was redefined is not taken for the new"
    assert ds.actuals()[["no", "value"]].values.tolist() == [[9, 0.4]], "the later submission of one indicator wins"


def test_no_line_leads_over_a_break(office):
    then = {f"2024Q{quarter}": [f"3 全市 {100 + quarter}"] for quarter in (1, 2, 3, 4)}
    now = {f"2025Q{quarter}": [f"7 全市 {200 + quarter}"] for quarter in (1, 2)}
    for relation, pieces in (("same", [[0, 1, 2, 3, 4, 5]]), ("redefined", [[0, 1, 2, 3], [4, 5]])):
        ds = office([f"7,参保,人,{STOCK},insured,,{relation}"], now, then)
        (ax,) = [ax for ax in trend(ds, 7, "全市").figure.axes if ax.get_visible()]
        drawn = [list(line.get_xdata()) for line in ax.lines if line.get_marker() == "o"]
        assert drawn == pieces, relation

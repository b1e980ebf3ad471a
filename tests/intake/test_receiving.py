"""A file is added whole or not at all, once, and every row knows where it came from."""

import pandas as pd
import pytest

from hrss_analysis import InputError, UsageError, check, open_dataset
from hrss_analysis.dataset.transaction import locked
from hrss_analysis.intake import receive

from .sending import GOOD, folder, workbook

__all__ = ["folder"]


@pytest.fixture
def send(folder, tmp_path):
    """Add a workbook of these rows."""
    return lambda rows=GOOD, name="甲.xlsx", **options: receive(folder, workbook(tmp_path / name, rows, **options))


def record(folder):
    return {path.name: path.read_bytes() for path in (folder / "actuals").glob("*.csv")}


def values(folder, as_of=None):
    actuals = open_dataset(folder).actuals(as_of)
    return dict(zip(zip(actuals["no"], actuals["area"], strict=True), actuals["value"], strict=True))


def test_every_row_knows_its_file_cell_sender_and_time(send, folder):
    receipt = send()
    assert (receipt.status, receipt.rows) == ("added", 3)
    ds = open_dataset(folder)
    row = ds.actuals().iloc[1]
    assert row["submission"] == f"{receipt.submission.sha256[:16]}:填报!E5"
    assert (row["origin"], row["reporter"], row["value"]) == ("reported", "甲", 1.35)
    assert abs(row["submitted_at"] - pd.Timestamp.now()) < pd.Timedelta(minutes=1)
    trace = ds.submissions("2024Q2").iloc[1]
    assert trace["file"] == "甲.xlsx"
    assert trace["sha256"] == receipt.submission.sha256
    assert trace["place"] == "填报!E5"


def test_the_same_file_twice_changes_nothing(folder, tmp_path):
    path = workbook(tmp_path / "甲.xlsx", GOOD)
    assert receive(folder, path).status == "added"
    before = record(folder)
    assert receive(folder, path.rename(tmp_path / "另一个名字.xlsx")).status == "known"
    assert record(folder) == before


def test_the_same_figures_in_another_file_change_nothing(send, folder):
    send()
    before = record(folder)
    assert send(name="甲2.xlsx", rows=[*GOOD, ["", "", "", ""]]).status in ("known", "unchanged")
    assert send(name="甲3.xlsx", rows=GOOD[:2]).status == "unchanged"
    assert record(folder) == before


def test_a_revision_is_a_new_row_and_the_past_stays(send, folder):
    send()
    first = open_dataset(folder).actuals()["submitted_at"].max()
    receipt = send(rows=[[1, "培训人数", "甲", "人", 310], *GOOD[1:]], name="甲更正.xlsx")
    assert (receipt.status, receipt.rows) == ("added", 1)
    assert values(folder)[1, "甲"] == 310
    assert values(folder, as_of=first)[1, "甲"] == 300
    assert len(open_dataset(folder).record()) == 4


def test_a_clock_set_back_does_not_make_the_old_figure_win(send, folder):
    (folder / "actuals").mkdir()
    old = "no,area,value,submitted_at\n1,甲,299,2099-01-01 08:00:00\n"
    (folder / "actuals/2024Q2.csv").write_text(old, encoding="utf-8")
    send()
    assert values(folder)[1, "甲"] == 300
    send(rows=[[1, "培训人数", "甲", "人", 310]], name="b.xlsx")
    assert values(folder)[1, "甲"] == 310


def test_an_error_stops_the_file_as_a_whole(send, folder):
    receipt = send(rows=[GOOD[0], [2, "新增就业人数", "甲", "万人", 13500], GOOD[2]])
    assert receipt.status == "refused"
    error = receipt.findings[receipt.findings["severity"] == "error"].iloc[0]
    assert (error["rule"], error["place"]) == ("magnitude", "填报!E5")
    assert "疑为“万”与个位单位填错" in error["message"]
    assert not (folder / "actuals").exists()
    assert not (folder / "submissions").exists()


def test_what_cannot_be_read_and_what_cannot_be_right_are_told_in_one_round(send):
    receipt = send(rows=[[1, "培训人数", "甲", "人", "约300"], [2, "新增就业人数", "甲", "万人", 13500]])
    assert set(receipt.findings.query("severity == 'error'")["rule"]) == {"amount", "magnitude"}
    assert "missing" not in set(receipt.findings.query("no == 1")["rule"])


def test_warnings_let_it_in_and_say_what_is_missing(send):
    receipt = send(rows=GOOD[:2])
    assert receipt.status == "added"
    assert receipt.findings[["rule", "no"]].to_numpy().tolist() == [["missing", 3]]


def test_an_accepted_finding_lets_a_figure_in(send, folder):
    rows = [[1, "培训人数", "甲", "人", "12000000"]]
    assert send(rows=rows).status == "refused"
    waiver = "period,no,area,status,reason,by\n2024Q2,1,甲,accepted,新口径,张三\n"
    (folder / "waivers.csv").write_text(waiver, encoding="utf-8")
    assert send(rows=rows).status == "added"


def test_two_senders_who_disagree_are_told_so(send):
    send()
    other = send(
        rows=[[1, "培训人数", "甲", "人", 305]],
        name="职建处.xlsx",
        above=[("报告期", "2024Q2"), ("填报单位", "职建处")],
    )
    assert other.status == "refused"
    assert "报了不同的数（甲、职建处）" in other.findings.query("rule == 'conflicting'")["message"].item()


def test_remarks_are_kept_also_beside_a_blank_cell(send, folder):
    send(rows=[GOOD[0], [3, "结案率", "甲", "%", None, None, None, None, "@系统停机"]])
    trace = open_dataset(folder).submissions("2024Q2")
    assert trace[["no", "note"]].fillna("").to_numpy().tolist() == [[1, ""], [3, "'@系统停机"]]
    assert len(open_dataset(folder).record()) == 1


def test_parquet_is_added_to_as_parquet(send, folder):
    send()
    path = folder / "actuals/2024Q2.csv"
    ds = open_dataset(folder)
    ds.record().drop(columns="period").to_parquet(path.with_suffix(".parquet"), index=False)
    path.unlink()
    assert send(rows=[[1, "培训人数", "甲", "人", 310]], name="b.xlsx").status == "added"
    assert not path.exists()
    assert values(folder)[1, "甲"] == 310


def test_a_record_with_few_columns_is_widened(send, folder):
    (folder / "actuals").mkdir()
    (folder / "actuals/2024Q2.csv").write_text("no,area,value\n1,乙,200\n", encoding="utf-8")
    send()
    assert values(folder)[1, "乙"] == 200
    assert values(folder)[1, "甲"] == 300


def test_bad_use_is_said(folder, tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", GOOD)
    with pytest.raises(UsageError, match="unknown sender '丁'"):
        receive(folder, path, sender="丁")
    with pytest.raises(FileNotFoundError):
        receive(folder, tmp_path / "none.xlsx")
    with pytest.raises(InputError, match="is not a dataset"):
        receive(tmp_path / "none", path)
    monkeypatch.setattr("hrss_analysis.dataset.transaction.WAIT", 0.01)
    with locked(folder), pytest.raises(InputError, match="another hrss has been writing here"):
        receive(folder, path)


def test_two_senders_who_agreed_may_be_revised_by_either(send):
    by_department = {"above": [("报告期", "2024Q2"), ("填报单位", "职建处")]}
    send()
    assert send(rows=[GOOD[0]], name="处.xlsx", **by_department).status in ("added", "unchanged")
    assert send(rows=[[1, "培训人数", "甲", "人", 310]], name="更正.xlsx").status == "added"


@pytest.fixture
def both(send):
    """An area's row of the rate, then its department's, as (value, numerator, denominator, flag)."""

    def sending(area, department):
        rows = [[[3, "结案率", "甲", "%", *row]] for row in (area, department)]
        assert send(rows=rows[0]).status == "added"
        return send(rows=rows[1], name="处.xlsx", above=[("报告期", "2024Q2"), ("填报单位", "就业处")])

    return sending


@pytest.mark.parametrize(
    ("area", "department"),
    [
        ((None, 98, 100), (None, 98, 100)),
        ((98, 98, 100), (None, 98, 100)),
        ((None, 98, 100), (98, 98, 100)),
        ((98, None, None), (98, 98, 100)),
        ((98, 98, 100), (98, None, None)),
        ((98, None, None), (None, 49, 50)),
        ((66.7, None, None), (None, 2, 3)),
        ((None, None, None, "L"), (98, 98, 100)),
    ],
)
def test_two_senders_are_compared_in_what_both_say(both, area, department):
    assert both(area, department).status in ("added", "unchanged")


@pytest.mark.parametrize(
    ("area", "department"),
    [
        ((None, 98, 100), (None, 97, 100)),
        ((None, 98, 100), (None, 49, 50)),
        ((98, None, None), (97, None, None)),
        ((98, None, None), (None, 97, 100)),
        ((66.6, None, None), (None, 2, 3)),
        ((98, 98, 100), (98, 49, 50)),
        ((98, 98, 100), (None, None, None, "L")),
    ],
)
def test_two_senders_who_differ_in_anything_are_told_so(both, area, department):
    found = both(area, department)
    assert found.status == "refused"
    assert "conflicting" in set(found.findings["rule"])


def test_counts_that_differ_at_one_moment_are_a_conflict(folder):
    (folder / "actuals").mkdir()
    rows = "".join(f"3,甲,,{number},100,2024-07-01 08:00:00\n" for number in (98, 97))
    (folder / "actuals/2024Q2.csv").write_text(
        f"no,area,value,numerator,denominator,submitted_at\n{rows}", encoding="utf-8"
    )
    assert "conflicting" in set(check(open_dataset(folder), "2024Q2")["rule"])


def test_a_rate_above_100_that_only_its_counts_give_wants_a_word(send):
    receipt = send(rows=[[3, "结案率", "甲", "%", None, 101, 100]])
    assert (
        receipt.findings.query("rule == 'over_hundred'")["message"].item()
        == "结案率（甲）为101%，分子大于分母，请说明原因"
    )
    assert "over_hundred" not in set(
        send(rows=[[3, "结案率", "甲", "%", None, 100, 100]], name="b.xlsx").findings["rule"]
    )

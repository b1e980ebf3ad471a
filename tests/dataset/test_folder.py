import pandas as pd
import pytest

from hrss_analysis.calendar import Period, parse_period
from hrss_analysis.dataset import open_dataset
from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.writing import write_table

TARGETS = "no,area,state,bound,value,unit,issued_on\n"
ACTUALS = "no,area,value,submitted_at\n"


def test_a_dataset_of_a_few_lines_works(small):
    ds = small(
        {
            "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,10\n",
            "actuals/2024Q1.csv": "no,area,value\n1,全市,3\n",
        }
    )
    assert ds.indicators["additive"].tolist() == [True]
    assert ds.targets(2024)["bound"].tolist() == ["at_least"]
    assert ds.actuals()["origin"].tolist() == ["reported"]
    assert ds.parts == ["甲", "乙"]


def test_the_latest_submission_wins_and_the_past_can_be_read(small):
    rows = "1,甲,5,2024-04-08\n1,甲,6,2024-04-20 09:00:00\n1,甲,7,2024-05-01\n"
    ds = small({"actuals/2024Q1.csv": ACTUALS + rows})
    assert ds.actuals()["value"].tolist() == [7]
    assert ds.actuals(as_of="2024-04-30")["value"].tolist() == [6]
    assert ds.actuals(as_of="2024-04-20")["value"].tolist() == [6]  # the whole day counts
    assert ds.actuals(as_of="2024-04-20 08:59:00")["value"].tolist() == [5]
    assert ds.actuals(as_of="2024-04-07")["value"].tolist() == []
    assert len(ds.record()) == 3


def test_of_two_submissions_at_one_time_the_later_row_wins(small):
    ds = small({"actuals/2024Q1.csv": ACTUALS + "1,甲,5,2024-04-08\n1,甲,6,2024-04-08\n"})
    assert ds.actuals()["value"].tolist() == [6]


def test_a_row_without_a_time_counts_as_the_oldest(small):
    ds = small({"actuals/2024Q1.csv": ACTUALS + "1,甲,5,2024-04-08\n1,甲,6,\n"})
    assert ds.actuals()["value"].tolist() == [5]
    assert ds.actuals(as_of="2024-01-01")["value"].tolist() == [6]


def test_a_target_issued_again_replaces_the_first(small):
    rows = "1,甲,assigned,,10,,2024-04-18\n1,甲,assigned,,12,,2024-09-01\n"
    ds = small({"targets/2024.csv": TARGETS + rows})
    assert ds.targets(2024)["value"].tolist() == [12]
    assert ds.targets(2024, as_of="2024-08-31")["value"].tolist() == [10]
    assert ds.targets(2024, as_of="2024-03-31")["value"].tolist() == [10]  # the first one always counts


def test_rows_come_in_the_plans_order(small):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n1,乙,1\n1,全市,3\n1,甲,2\n"})
    assert ds.actuals()["area"].tolist() == ["全市", "甲", "乙"]


def test_parquet_is_read_like_csv(write):
    text = {
        "actuals/2024Q1.csv": ACTUALS + "1,甲,5,2024-04-08\n",
        "targets/2024.csv": TARGETS + "1,甲,assigned,,10,,\n",
    }
    plain, packed = open_dataset(write(text, name="plain")), write(text, name="packed")
    for name in ("areas", "indicators", "targets/2024", "actuals/2024Q1"):
        write_table(pd.read_csv(packed / f"{name}.csv"), packed / f"{name}.parquet")
        (packed / f"{name}.csv").unlink()
    packed = open_dataset(packed)
    pd.testing.assert_frame_equal(packed.actuals(), plain.actuals())
    pd.testing.assert_frame_equal(packed.targets(2024), plain.targets(2024))
    pd.testing.assert_frame_equal(packed.indicators, plain.indicators)


def test_two_forms_of_one_table_are_refused(write):
    folder = write()
    write_table(pd.DataFrame({"area": ["全市"]}), folder / "areas.parquet")
    with pytest.raises(InputError, match="both exist"):
        _ = open_dataset(folder).areas


def test_a_file_named_for_no_period_is_refused(small):
    with pytest.raises(InputError, match=r"named for no period.*did you mean '2024Q1'"):
        _ = small({"actuals/2024q1.csv": "no,area,value\n"}).periods


def test_a_spreadsheet_among_the_tables_is_refused(write):
    folder = write()
    (folder / "actuals").mkdir()
    (folder / "actuals" / "2025Q1.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"only \.csv and \.parquet"):
        _ = open_dataset(folder).periods


def test_a_target_table_named_for_no_year_is_refused(small):
    ds = small({"targets/2024-plan.csv": TARGETS})
    with pytest.raises(InputError, match="named for its year"):
        _ = ds.target_years


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2024Q3,1,甲,dnoe,x", "unknown status 'dnoe': did you mean 'done'"),
        ("2024q3,1,甲,done,x", "line 2, column period: unknown period '2024q3'"),
        ("2024Q3,1,丙,done,x", "unknown area '丙'"),
    ],
)
def test_waivers_are_read_strictly(small, row, message):
    with pytest.raises(InputError, match=message):
        _ = small({"waivers.csv": f"period,no,area,status,reason\n{row}\n"}).waivers


def test_counts_behind_a_rate_cannot_be_negative(small):
    with pytest.raises(InputError, match="line 2, column numerator: a count cannot be negative"):
        small({"actuals/2024Q1.csv": "no,area,value,numerator,denominator\n1,甲,,-1,5\n"}).actuals()


@pytest.mark.parametrize(
    "as_of", ["", "2024Q3", "2024-10", "08/10/2024", "2024-10-08T12:00:00+08:00", 20241008, "2024-13-01"]
)
def test_a_date_that_is_not_one_is_refused(small, as_of):
    with pytest.raises(UsageError, match="write 2024-10-08"):
        small({"actuals/2024Q1.csv": "no,area,value\n1,甲,5\n"}).actuals(as_of=as_of)


@pytest.mark.parametrize("values", [[float("inf")], [True], ["x"]])
def test_parquet_is_as_strict_as_csv(write, values):
    folder = write()
    write_table(pd.DataFrame({"no": [1], "area": ["甲"], "value": values}), folder / "actuals/2024Q1.parquet")
    with pytest.raises(InputError, match=r"2024Q1\.parquet.*value"):
        open_dataset(folder).actuals()


def test_rules_for_indicators_that_do_not_exist_are_refused(small):
    ds = small({"dataset.toml": 'title = "例"\ncity = "全市"\n[schedule]\n99 = [0, 0, 0, 100]\n'})
    with pytest.raises(InputError, match="schedule: unknown indicator '99'"):
        _ = ds.indicators


def test_an_unknown_year_or_indicator_is_said(small):
    ds = small({"targets/2024.csv": TARGETS + "1,甲,assigned,,10,,\n"})
    with pytest.raises(UsageError, match="unknown target year '2025'"):
        ds.targets(2025)
    with pytest.raises(UsageError, match="unknown indicator '2'"):
        ds.indicator(2)


def test_a_returned_frame_can_be_changed_without_harm(small):
    ds = small({"targets/2024.csv": TARGETS + "1,甲,assigned,,10,,\n"})
    frame = ds.targets(2024)
    frame["value"] = 0
    assert ds.targets(2024)["value"].tolist() == [10]


def test_a_schedule_of_an_indicators_own(small):
    toml = 'title = "例"\ncity = "全市"\n[schedule]\ndefault = [25, 50, 80, 100]\n1 = [10, 20, 30, 100]\n'
    ds = small({"dataset.toml": toml})
    third = parse_period("2024Q3")
    assert (ds.expected_share(1, third), ds.expected_share(2, third)) == (0.3, 0.8)


def test_a_schedule_of_nobody_is_refused(small):
    ds = small({"dataset.toml": 'title = "例"\ncity = "全市"\n[schedule]\ndefualt = [25, 50, 75, 100]\n'})
    with pytest.raises(InputError, match=r"schedule: unknown indicator 'defualt': did you mean 'default'"):
        _ = ds.indicators


def test_a_schedule_grows_evenly_between_the_ends_that_it_gives(small):
    ds = small({"dataset.toml": 'title = "例"\ncity = "全市"\n[schedule]\ndefault = [10, 40, 70, 100]\n'})
    shares = [ds.expected_share(1, Period(2024, month, months=1)) for month in (1, 2, 3, 4, 12)]
    assert shares == pytest.approx([0.1 / 3, 0.2 / 3, 0.1, 0.2, 1])


def test_a_slice_reads_its_own_rows_and_no_others(small):
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,5\n1,乙,assigned,,4\n",
        "actuals/2024Q1.csv": "no,area,value\n1,乙,no number\n1,甲,2\n",
    }
    ds = small(files).only(["甲"])
    assert ds.targets(2024)["value"].tolist() == [5]
    assert ds.actuals()["value"].tolist() == [2]
    assert ds.parts == ["甲", "乙"]
    with pytest.raises(InputError, match="line 2, column value"):
        small(files).actuals()
    with pytest.raises(UsageError, match="unknown area '丙'"):
        small(files).only(["丙"])


@pytest.mark.parametrize("text", ["1,乙,1\n\n1,甲,x\n", '1,"乙",1\n\n1,甲,x\n', "1,乙,1\r\n\r\n1,甲,x"])
def test_an_error_in_a_slice_names_its_own_line(small, text):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n" + text}).only(["甲"])
    with pytest.raises(InputError, match="line 4, column value: 'x' is not a number"):
        ds.actuals()


def test_a_slice_of_parquet(small):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n1,甲,2\n1,乙,3\n"})
    ds.record().drop(columns="period").to_parquet(ds.path / "actuals/2024Q2.parquet")
    assert ds.only(["乙"]).actuals(periods=["2024Q2"])["value"].tolist() == [3]


def test_rows_as_if_they_had_been_added(small):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n1,甲,2\n"})
    rows = ds.record().drop(columns="period").assign(value=7.0, submitted_at=pd.Timestamp("2024-04-08"))
    more = ds.having("2024Q1", rows)
    assert more.actuals()["value"].tolist() == [7]
    assert ds.actuals()["value"].tolist() == [2]
    assert ds.having("2024Q2", rows).periods == ["2024Q1", "2024Q2"]


TWO = {
    "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n"
    "1,培训人数,人,flow,at_least,accumulates,monthly\n2,招工人数,人,flow,at_least,accumulates,monthly\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,10\n1,乙,assigned,,20\n2,甲,assigned,,30\n2,乙,assigned,,40\n",
    "actuals/2024Q1.csv": "no,area,value\n1,甲,1\n1,乙,2\n2,甲,3\n2,乙,4\n",
    "actuals/2024Q2.csv": "no,area,value\n1,甲,5\n",
}


@pytest.mark.parametrize("read_first", [True, False])
def test_a_slice_of_a_slice_is_both(small, read_first):
    ds = small(TWO)
    if read_first:
        assert (len(ds.actuals()), len(ds.targets(2024))) == (5, 4)
    both = ds.only("甲").only(indicators=2)
    assert both.actuals()["value"].tolist() == [3]
    assert both.targets(2024)["value"].tolist() == [30]
    assert ds.only(indicators=2).only(["甲"]).actuals()["value"].tolist() == [3]
    assert ds.only(["甲", "乙"]).only("乙").only(indicators=[1, 2]).actuals()["value"].tolist() == [2, 4]
    assert both.only().actuals()["value"].tolist() == [3]


def test_a_slice_has_nothing_outside_itself(small):
    own = small(TWO).only("甲", 1)
    with pytest.raises(UsageError, match=r"unknown area '乙'.*Allowed: 甲"):
        own.only("乙")
    with pytest.raises(UsageError, match=r"unknown indicator '2'.*Allowed: 1"):
        own.only(indicators=2)


@pytest.mark.parametrize("name", ["areas", "indicators", "waivers"])
def test_a_frame_that_is_handed_out_is_the_takers_own(small, name):
    ds = small({**TWO, "waivers.csv": "period,no,area,status,reason\n2024Q1,1,甲,no_task,停办\n"})
    before = getattr(ds, name).copy()
    taken = getattr(ds, name)
    taken["strange"] = 1
    column = "no" if "no" in taken else "area"
    taken[column].array[0] = taken[column].array[-1]
    del taken[column]
    pd.testing.assert_frame_equal(getattr(ds, name), before)


@pytest.mark.parametrize(
    "take",
    [
        lambda ds: ds.targets(2024),
        lambda ds: ds.targets_issued(2024),
        lambda ds: ds.actuals(),
        lambda ds: ds.record(),
        lambda ds: ds.record("2024Q2"),
        lambda ds: ds.actuals(periods="2024Q2", areas="甲"),
    ],
)
def test_what_is_done_to_a_frame_does_not_reach_the_dataset(small, take):
    ds = small(TWO)
    before = take(ds).copy()
    taken = take(ds)
    taken["value"].array[:] = -1
    taken["strange"] = 1
    pd.testing.assert_frame_equal(take(ds), before)


def test_the_list_of_parts_is_the_takers_own(small):
    ds = small()
    ds.parts.append("丙")
    assert ds.parts == ["甲", "乙"]


def test_one_name_is_one(small):
    ds = small(TWO)
    assert ds.actuals(periods="2024Q2")["value"].tolist() == [5]
    assert ds.record("2024Q1", "乙")["value"].tolist() == [2, 4]
    assert ds.actuals(areas=["乙"])["value"].tolist() == [2, 4]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda ds: ds.actuals(areas=["甲", "内"]), "unknown area '内'"),
        (lambda ds: ds.record(areas="丙"), "unknown area '丙'"),
        (lambda ds: ds.actuals(periods="2024Q3"), "unknown period '2024Q3': did you mean '2024Q"),
        (lambda ds: ds.record(["2024Q1", "2024q2"]), "unknown period '2024q2'"),
        (lambda ds: ds.only("甲乙"), "unknown area '甲乙'"),
        (lambda ds: ds.only(indicators=[1, 3]), "unknown indicator '3'"),
        (lambda ds: ds.only(indicators=[True]), "unknown indicator 'True'"),
        (lambda ds: ds.recorded("2024-07"), "unknown period '2024-07'"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest(small, ask, message):
    with pytest.raises(UsageError, match=message):
        ask(small(TWO))


def test_a_period_may_be_asked_for_whether_it_has_a_record(small):
    ds = small(TWO)
    assert ds.recorded(["2025Q1", "2024Q2", "2024Q1"]) == ["2024Q1", "2024Q2"]
    assert ds.recorded("2025Q1") == []

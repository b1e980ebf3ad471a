"""Years told by quarters or by months: files and their other names, settings, decisions, restated figures."""

import pytest

from hrss_analysis import changes, check, open_dataset, progress
from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.intake.record import append

MONTHS = 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'
ROWS = "no,area,value\n1,甲,{}\n"
TARGETS = "no,area,state,bound,value\n1,甲,assigned,,120\n"


@pytest.fixture
def months(small):
    """A dataset told by months, or from a year on, with these figures of 甲."""

    def make(figures, settings=MONTHS, **files):
        actuals = {f"actuals/{period}.csv": ROWS.format(value) for period, value in figures.items()}
        return small({"dataset.toml": settings, "targets/2024.csv": TARGETS, **actuals, **files})

    return make


def test_a_quarter_s_file_stands_for_its_last_month(months):
    ds = months({"2024-08": 70, "2024Q3": 80})
    assert ds.periods == ["2024-08", "2024-09"]
    assert ds.actuals(periods="2024Q3")[["period", "value"]].to_numpy().tolist() == [["2024-09", 80]]
    assert ds.recorded(["2024Q3", "2024-08"]) == ["2024-08", "2024-09"]
    assert ds.periods_until("2024Q1") == ["2024-01", "2024-02", "2024-03"]


@pytest.mark.parametrize("measure", [progress, changes, check])
def test_both_names_give_the_same(months, measure):
    ds = months({"2024-08": 80, "2024-09": 70})  # what was counted cannot fall: something to find
    one, other = measure(ds, "2024Q3"), measure(open_dataset(ds.path), "2024-09")
    assert one.equals(other)
    assert len(one)


def test_two_files_of_one_month_are_refused(months):
    with pytest.raises(InputError, match="2024-09 and 2024Q3 are two names of 2024-09"):
        _ = months({"2024-09": 80, "2024Q3": 80}).periods


def test_rows_are_added_to_the_file_that_is_there(months):
    ds = months({"2024Q3": 80})
    rows = ds.record().drop(columns="period").assign(value=81.0, submission="x", reporter="甲")
    trace = rows.assign(file="f", sha256="0" * 64, place="A1", note="")
    append(ds.path, "2024-09", rows, trace)
    assert [path.name for path in (ds.path / "actuals").iterdir()] == ["2024Q3.csv"]
    assert open_dataset(ds.path).record("2024-09")["value"].tolist() == [80, 81]


@pytest.mark.parametrize(
    ("settings", "period", "message"),
    [
        ('title = "例"\ncity = "全市"\n', "2024-07", "2024 is told by quarters here; did you mean '2024Q3'"),
        (MONTHS + "since = 2025\n", "2024-09", "2024 is told by quarters here; did you mean '2024Q3'"),
        (MONTHS, "2024-13", "unknown period '2024-13'"),
    ],
)
def test_a_file_of_a_month_that_the_year_does_not_have_is_refused(months, settings, period, message):
    with pytest.raises(InputError, match=message):
        _ = months({period: 7}, settings).periods


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('cadence = "monthly"\n', r"calendar.cadence: unknown cadence 'monthly': did you mean 'month'"),
        ('cadence = "week"\n', "unknown cadence 'week'"),
        ('cadense = "month"\n', "unknown calendar key 'cadense'"),
        ('cadence = "month"\nsince = "2025"\n', "calendar.since must be the first year"),
        ('cadence = "month"\nsince = 25\n', "calendar.since must be the first year"),
        ('cadence = "month"\nsince = true\n', "calendar.since must be the first year"),
        ('cadence = "quarter"\nsince = 2025\n', 'needs cadence = "month"'),
        ("since = 2025\n", 'needs cadence = "month"'),
    ],
)
def test_settings_that_make_no_calendar_are_refused(small, table, message):
    with pytest.raises(InputError, match=message):
        small({"dataset.toml": f'title = "例"\ncity = "全市"\n[calendar]\n{table}'})


@pytest.mark.parametrize("count", [3, 5, 11, 13])
def test_a_schedule_has_four_shares_or_twelve(small, count):
    shares = [*range(count - 1), 100]
    with pytest.raises(InputError, match="four rising percentages that end at 100, or twelve"):
        small({"dataset.toml": f'title = "例"\ncity = "全市"\n[schedule]\ndefault = {shares}\n'})


@pytest.mark.parametrize(
    ("settings", "period", "share"),
    [
        (MONTHS, "2024-07", 0.5 + 0.25 / 3),
        (MONTHS, "2024-01", 0.25 / 3),
        (MONTHS, "2024Q3", 0.75),
        (MONTHS + "[schedule]\ndefault = [10, 40, 70, 100]\n", "2024-05", 0.1 + 0.3 * 2 / 3),
        (MONTHS + "[schedule]\ndefault = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 100]\n", "2024-07", 0.07),
        (
            'title = "例"\ncity = "全市"\n[schedule]\ndefault = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 100]\n',
            "2024Q3",
            0.09,
        ),
    ],
)
def test_the_share_due_in_a_month(months, settings, period, share):
    ds = months({period: 70}, settings)
    assert progress(ds, period)["expected"].item() == pytest.approx(share)


def test_a_month_is_judged_against_its_own_share(months):
    """70 of 120 are 58.3 %: on pace in July, sixteen points behind at the third quarter's end."""
    ds = months({"2024-07": 70, "2024-09": 70})
    status = [progress(ds, period)["status"].item() for period in ("2024-07", "2024Q3")]
    assert status == ["on_pace", "behind"]


def test_the_years_before_stay_told_by_quarters(months):
    ds = months({"2024Q3": 80, "2024Q4": 110, "2025-01": 9, "2025Q1": 31}, MONTHS + "since = 2025\n")
    assert ds.periods == ["2024Q3", "2024Q4", "2025-01", "2025-03"]
    assert [str(period) for period in ds.periods_of(2024)] == ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
    assert len(ds.periods_of(2025)) == 12
    with pytest.raises(UsageError, match="2024 is told by quarters here; did you mean '2024Q4'"):
        changes(ds, "2024-11")


def test_nothing_is_compared_with_a_month_that_nobody_told(months):
    ds = months({"2024Q1": 30, "2024Q4": 110, "2025-02": 20, "2025-03": 31}, MONTHS + "since = 2025\n")
    found = changes(ds, "2025-02").set_index("measure")
    assert found.at["year_on_year", "reason"] == "no_year_ago"
    assert found["value"].drop("cumulative").isna().all()
    march = changes(ds, "2025-03").set_index("measure")
    assert march["value"].dropna().round(2).to_dict() == {
        "cumulative": 31, "current": 11, "current_quarter": 31, "year_on_year": 3.33,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("span", "paused"),
    [
        ("2024-07", {"2024-07"}),
        ("2024Q2", {"2024-06"}),
        ("2024Q2..2024Q2", {"2024-06"}),
        ("2024Q2..2024Q3", {"2024-04", "2024-06", "2024-07", "2024-09"}),
        ("2024-06..2024Q3", {"2024-06", "2024-07", "2024-09"}),
        ("2024-07..2024-08", {"2024-07"}),
    ],
)
def test_a_pause_over_quarters_is_one_of_all_their_months(months, span, paused):
    told = ["2024-03", "2024-04", "2024-06", "2024-07", "2024-09", "2024-10"]
    waivers = f"period,no,area,status,reason,by,on\n{span},1,甲,paused,因故,某,2024-01-01\n"
    ds = months({period: 10 * rank for rank, period in enumerate(told)}, **{"waivers.csv": waivers})
    assert {period for period in told if progress(ds, period)["status"].item() == "paused"} == paused


def test_a_pause_of_a_month_that_the_year_does_not_have_is_refused(small):
    waivers = "period,no,area,status,reason,by,on\n2024-07..2024-08,1,甲,paused,因故,某,2024-01-01\n"
    ds = small({"targets/2024.csv": TARGETS, "actuals/2024Q3.csv": ROWS.format(1), "waivers.csv": waivers})
    with pytest.raises(InputError, match=r"waivers.csv, line 2.*2024 is told by quarters"):
        progress(ds, "2024Q3")


def test_restated_figures_may_bear_the_quarter_s_name(months):
    restated = "no,area,period,value\n1,甲,2024Q4,55\n"
    ds = months({"2024-12": 110, "2025-12": 60}, **{"targets/2025.csv": TARGETS, "restated/2025.csv": restated})
    found = changes(ds, "2025-12").set_index("measure").loc["year_on_year"]
    assert (found["base"], round(found["value"], 1)) == (55, 9.1)


def test_the_calendar_is_no_part_of_what_a_quarter_s_page_rests_on(small, months):
    """Whatever a later year is told by, a page of a quarter stays what it was."""
    from hrss_analysis.dataset.digest import register_digest

    one = months({"2024Q4": 110}, 'title = "例"\ncity = "全市"\n')
    other = small({"dataset.toml": MONTHS + "since = 2025\n", "actuals/2024Q4.csv": ROWS.format(110)}, name="other")
    assert register_digest(one) == register_digest(other)

"""A dataset that is told by months from its simulation on: noted once, whole, and never against what it says."""

import shutil

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.demo import simulate, told_by
from hrss_analysis.errors import InputError
from hrss_analysis.intake import record, replace_simulated
from tests.docs.running import hrss

TOML = 'title = "例"  # Titel\ncity = "全市"\n\n[thresholds]\nnear_cap = 0.8'
MONTHS = '[calendar]\ncadence = "month"\n'
FILES = {
    "dataset.toml": TOML,
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n",
    "actuals/2024Q4.csv": "no,area,value,origin\n1,甲,600,published\n",
}


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_months(folder, national, start="2024Q1", end="2024Q4"):
    ds, table = told_by(open_dataset(folder), "month", start, end)
    return replace_simulated(ds, simulate(ds, national, start, end), table)


def test_the_table_is_put_behind_the_text_and_what_was_published_stays(write, national):
    folder = write(FILES)
    assert len(by_months(folder, national)) == 12
    assert (folder / "dataset.toml").read_text(encoding="utf-8") == f"{TOML}\n\n{MONTHS}"
    names = {path.stem for path in (folder / "actuals").iterdir()}
    assert len(names) == 12
    assert names & {"2024Q4", "2024-12"} == {"2024Q4"}
    ds = open_dataset(folder)
    assert ds.periods == [str(period) for period in ds.periods_of(2024)]
    december = ds.actuals(periods=["2024-12"]).set_index("area")
    assert december.loc["甲", ["value", "origin"]].tolist() == [600, "published"]
    assert december.loc["乙", "origin"] == "simulated"


def test_quarters_that_were_simulated_are_replaced_and_simulating_twice_writes_the_same(write, national):
    folder = write(FILES)
    ds = open_dataset(folder)
    replace_simulated(ds, simulate(ds, national, "2024Q1", "2024Q4"))
    quarters = open_dataset(folder).actuals()[["area", "value"]]
    by_months(folder, national)
    once = contents(folder)
    by_months(folder, national)
    assert contents(folder) == once
    ends = open_dataset(folder).actuals(periods=["2024Q1", "2024Q2", "2024Q3", "2024Q4"])
    assert ends[["area", "value"]].equals(quarters)
    assert not ends.duplicated(["no", "area", "period"]).any()


def test_years_before_that_have_figures_stay_told_by_quarters(write, national):
    folder = write(FILES | {"actuals/2023Q4.csv": "no,area,value,origin\n1,甲,500,published\n"})
    by_months(folder, national)
    assert (folder / "dataset.toml").read_text(encoding="utf-8").endswith(f"\n\n{MONTHS}since = 2024\n")
    assert open_dataset(folder).periods[:2] == ["2023Q4", "2024-01"]


def test_the_dataset_is_told_as_it_will_be_when_it_is_opened_again(write, national):
    folder = write(FILES | {"actuals/2023Q4.csv": "no,area,value,origin\n1,甲,500,published\n"})
    told, _ = told_by(open_dataset(folder), "month", "2024Q1", "2024Q4")
    by_months(folder, national)
    assert told.calendar == open_dataset(folder).calendar
    assert told.periods_until("2023Q2") == ["2023Q1", "2023Q2"]


@pytest.mark.parametrize("own", [TOML.replace("\n", "\r\n"), f"\ufeff{TOML}\n", f"{TOML}\r\n"])
def test_the_text_stays_byte_by_byte_and_its_ends_of_lines_are_kept(write, national, own):
    folder = write(FILES)
    (folder / "dataset.toml").write_bytes(own.encode())
    by_months(folder, national)
    now = (folder / "dataset.toml").read_bytes()
    end = "\r\n" if "\r\n" in own else "\n"
    gap = end if own.endswith("\n") else 2 * end
    assert now == (own + gap + MONTHS.replace("\n", end)).encode()


@pytest.mark.parametrize(
    ("table", "cadence", "said"),
    [
        ('[calendar]\ncadence = "quarter"\n', "month", "tells 2024 by quarters, and it was to be simulated by months"),
        ("[calendar]\n", "month", "tells 2024 by quarters"),
        (f"{MONTHS}since = 2025\n", "month", "tells 2024 by quarters"),
        (MONTHS, "quarter", "tells 2024 by months, and it was to be simulated by quarters"),
    ],
)
def test_a_table_that_says_otherwise_is_never_changed(write, table, cadence, said):
    ds = open_dataset(write(FILES | {"dataset.toml": f"{TOML}\n{table}"}))
    with pytest.raises(InputError, match=f"{said}.*without --cadence"):
        told_by(ds, cadence, "2024Q1", "2024Q4")


@pytest.mark.parametrize(
    ("table", "cadence"),
    [("", None), ("", "quarter"), (MONTHS, None), (MONTHS, "month"), (f"{MONTHS}since = 2024\n", "month")],
)
def test_a_dataset_that_is_told_so_already_gets_no_table(write, table, cadence):
    ds = open_dataset(write(FILES | {"dataset.toml": f"{TOML}\n{table}"}))
    assert told_by(ds, cadence, "2024Q1", "2024Q4") == (ds, "")


def test_settings_that_begin_later_have_the_same_calendar(write):
    ds = open_dataset(write(FILES | {"dataset.toml": f"{TOML}\n[from.2025.thresholds]\nnear_cap = 0.7\n"}))
    told, _ = told_by(ds, "month", "2024Q1", "2024Q4")
    assert told.folder.settings.of(2025).calendar == told.calendar
    assert (told.folder.settings.of(2025).thresholds.near_cap, told.settings.thresholds.near_cap) == (0.7, 0.8)


def test_where_figures_were_reported_nothing_changes(write, national):
    folder = write(FILES | {"actuals/2024Q3.csv": "no,area,value\n1,甲,321\n"})
    before = contents(folder)
    with pytest.raises(InputError, match="figures were reported here"):
        by_months(folder, national)
    assert contents(folder) | {".lock": b""} == before | {".lock": b""}


@pytest.mark.parametrize("files", [0, 1, 7])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(write, national, monkeypatch, files):
    folder = write(FILES)
    before, real, written = contents(folder), record.write_table, []

    def failing(frame, path):
        if len(written) == files:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        real(frame, path)

    monkeypatch.setattr(record, "write_table", failing)
    with pytest.raises(OSError, match="No space"):
        by_months(folder, national)
    assert contents(folder) | {".lock": b""} == before | {".lock": b""}


def test_a_file_changed_meanwhile_is_not_broken(write, national):
    folder = write(FILES)
    ds, table = told_by(open_dataset(folder), "month", "2024Q1", "2024Q4")
    rows = simulate(ds, national, "2024Q1", "2024Q4")
    (folder / "dataset.toml").write_text(f"{TOML}\n{MONTHS}", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(InputError, match="was changed meanwhile"):
        replace_simulated(ds, rows, table)
    assert contents(folder) | {".lock": b""} == before | {".lock": b""}


def test_the_command_makes_months_of_a_copy_of_what_is_shipped(wuxi, tmp_path):
    folder = shutil.copytree(wuxi.path, tmp_path / "wuxi")
    command = ["data", "simulate", "--data", str(folder), "--cadence", "month", "--from", "2023-01", "--to", "2024-12"]
    done = hrss(command, tmp_path)
    assert done.code == 0
    assert " simulated rows in 24 files, 2023-01 to 2024-12: " in done.out
    assert open_dataset(folder).periods[-13:-11] == ["2023-12", "2024-01"]
    assert hrss(["data", "check", "2024-07", "--data", str(folder)], tmp_path).code == 0
    refused = hrss([*command[:5], "quarter", *command[6:]], tmp_path)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "tells 2023 by months" in refused.err

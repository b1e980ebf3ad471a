"""A year told by months, from the template to the record and back."""

import pytest
from click.testing import CliRunner

from hrss_analysis import InputError, open_dataset
from hrss_analysis.cli import hrss
from hrss_analysis.intake import make_template, receive

from ..filling import filling
from .sending import GOOD, MONTHLY, SINCE, workbook

HEADER = "no,area,value,origin\n"


def run(*arguments):
    return CliRunner().invoke(hrss, ["data", *map(str, arguments)])


def rows_of(book):
    head, *rows = book["填报"].iter_rows(min_row=7, values_only=True)
    return {row[0]: dict(zip(head, row, strict=False)) for row in rows}


def told(month):
    """Figures that grow through the year."""
    return {1: 40 * month, 2: month / 8, 3: 90 + month / 2, 4: 5, 5: 8000 + 50 * month, 6: 700 + month, 7: 7 * month}


def test_only_what_is_due_at_that_months_end(write):
    ds = open_dataset(write(MONTHLY))
    due = {str(period): set(rows_of(make_template(ds, str(period), "甲"))) for period in ds.periods_of(2024)}
    monthly = {1, 2, 3, 6}
    assert due["2024-01"] == due["2024-07"] == due["2024-11"] == monthly
    assert due["2024-03"] == due["2024-09"] == monthly | {5, 7}
    assert due["2024-12"] == monthly | {4, 5, 7}


def test_it_speaks_of_months(write):
    book = make_template(open_dataset(write(MONTHLY)), "2024-07", "甲")
    sheet, notes = book["填报"], [str(row[0]) for row in book["填报说明"].iter_rows(values_only=True)]
    assert sheet["A1"].value == "甲 2024年7月计划执行情况填报表"
    assert sheet["B3"].value == "2024-07"
    assert "2024年8月15日前" in sheet["A6"].value
    assert "累计完成：累计数填1月1日至本月末的累计，不是当月数；时点数填月末的数；比率填百分数，98%填98或98%。" in notes
    assert not any("当季" in note for note in notes)
    assert any("上期末" in note for note in notes)


def test_a_quarters_name_makes_the_months_template(write):
    ds = open_dataset(write(MONTHLY))
    one, other = (make_template(ds, name, "甲") for name in ("2024Q3", "2024-09"))
    for first, second in zip(one, other, strict=True):
        assert list(first.values) == list(second.values)


BEFORE = {
    **MONTHLY,
    "targets/2023.csv": MONTHLY["targets/2024.csv"],
    "actuals/2023-06.csv": HEADER + "1,甲,11,\n6,甲,61,\n7,甲,71,\n",
    "actuals/2023-12.csv": HEADER + "1,甲,12,\n5,甲,52,\n6,甲,62,\n7,甲,72,\n",
    "actuals/2024-03.csv": HEADER + "1,甲,13,\n5,甲,53,\n6,甲,63,\n7,甲,73,\n",
    "actuals/2024-05.csv": HEADER + "1,甲,15,simulated\n5,甲,55,\n6,甲,65,\n7,甲,75,\n",
}


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2024-01", {1: None, 6: 62}),
        ("2024-03", {1: None, 5: 52, 6: None, 7: None}),
        ("2024-04", {1: 13, 6: 63}),
        ("2024-05", {1: None, 6: None}),
        ("2024-06", {1: 15, 5: 53, 6: 65, 7: 73}),
    ],
)
def test_the_report_before_is_by_the_frequency_of_each(write, period, before):
    rows = rows_of(make_template(open_dataset(write(BEFORE)), period, "甲"))
    assert {no: row["上期末"] for no, row in rows.items() if no in (1, 5, 6, 7)} == before


def test_the_same_month_last_year_and_whether_what_is_shown_is_simulated(write):
    ds = open_dataset(write(BEFORE))
    june, may = (make_template(ds, period, "甲") for period in ("2024-06", "2024-05"))
    assert {no: row["去年同期"] for no, row in rows_of(june).items()} == {
        1: 11,
        2: None,
        3: None,
        5: None,
        6: 61,
        7: 71,
    }
    assert "模拟数据" in june["填报"]["A6"].value
    assert "模拟数据" not in may["填报"]["A6"].value
    assert "模拟数据" not in make_template(ds, "2024-07", "甲")["填报"]["A6"].value, (
        "May is not what July is held against"
    )


def test_the_first_months_look_back_on_quarters(write):
    quarters = {
        "actuals/2024Q3.csv": HEADER + "6,甲,63,\n",
        "actuals/2024Q4.csv": HEADER + "1,甲,14,\n5,甲,54,\n6,甲,64,\n",
    }
    ds = open_dataset(write({**SINCE, **quarters}))
    january, march, july, september = (
        rows_of(make_template(ds, f"2025-{month}", "甲")) for month in ("01", "03", "07", "09")
    )
    assert (january[1]["上期末"], january[6]["上期末"]) == (None, 64)
    assert (march[5]["上期末"], march[6]["上期末"]) == (54, None)
    assert july[6]["去年同期"] is None
    assert september[6]["去年同期"] == 63
    assert rows_of(make_template(ds, "2024Q4", "甲"))[6]["上期末"] == 63


@pytest.mark.parametrize(
    ("files", "year"), [(MONTHLY, 2024), (SINCE, 2024), (SINCE, 2025)], ids=["months", "quarters", "since"]
)
def test_every_template_of_a_year_comes_back(write, tmp_path, files, year):
    folder = write(files)
    year_of_them = open_dataset(folder).periods_of(year)
    # the edges of the year and of a quarter, and a month between
    periods = [period for period in year_of_them if period.months == 3 or period.end_month in (1, 2, 3, 7, 12)]
    for period in periods:
        path = tmp_path / f"甲-{period}.xlsx"
        assert run("template", period, "--area", "甲", "-o", path, "--data", folder).exit_code == 0
        with filling(path, folder) as rows:
            for (no, _), row in rows.items():
                row["value"].value = told(period.end_month)[no]
        receipt = receive(folder, path)
        assert receipt.status == "added", receipt.findings["message"].tolist()
        assert receipt.submission.period == str(period)
        assert not (receipt.findings["severity"] == "error").any()
        found = open_dataset(folder).actuals(periods=str(period))
        assert found.set_index("no")["value"].to_dict() == {no: told(period.end_month)[no] for no in found["no"]}
        assert receive(folder, path).status == "known"
    assert open_dataset(folder).periods == list(map(str, periods))


def test_a_month_lands_in_its_file_and_a_quarter_in_the_month_that_ends_it(write, tmp_path):
    folder = write(MONTHLY)
    july = workbook(tmp_path / "甲.xlsx", GOOD, above=[("报告期", "2024-07"), ("填报单位", "甲")])
    done = run("add", july, "--data", folder)
    assert f"{july}: 3 figures of 甲 for 2024-07 added" in done.output
    assert done.exit_code == 0
    third = workbook(
        tmp_path / "甲三季度.xlsx", [[1, "培训人数", "甲", "人", 400]], above=[("2024年三季度",), ("填报单位", "甲")]
    )
    assert "1 figures of 甲 for 2024-09 added" in run("add", third, "--data", folder).output
    assert sorted(path.name for path in (folder / "actuals").iterdir()) == ["2024-07.csv", "2024-09.csv"]
    assert sorted(path.name for path in (folder / "submissions").iterdir()) == ["2024-07", "2024-09"]
    assert "nothing added" in run("add", third, "--period", "2024-09", "--data", folder).output
    assert len(open_dataset(folder).submissions("2024Q3")) == 1


def test_a_quarters_file_that_stands_for_the_month_is_added_to(write, tmp_path):
    folder = write({**MONTHLY, "actuals/2024Q3.csv": HEADER + "6,甲,700,reported\n"})
    path = workbook(tmp_path / "甲.xlsx", GOOD, above=[("报告期", "2024-09"), ("填报单位", "甲")])
    assert "3 figures of 甲 for 2024-09 added" in run("add", path, "--data", folder).output
    assert [file.name for file in (folder / "actuals").iterdir()] == ["2024Q3.csv"]
    assert sorted(open_dataset(folder).actuals(periods="2024-09")["no"]) == [1, 2, 3, 6]


def test_the_command_names_the_month(write, tmp_path, monkeypatch):
    folder = write({**MONTHLY, "actuals/2024-09.csv": HEADER + "1,甲,300,reported\n"})
    monkeypatch.chdir(tmp_path)
    assert run("template", "2024Q3", "--area", "甲", "--data", folder).output == "甲 2024-09: 甲-2024-09.xlsx\n"
    assert "2024-09: 0 errors" in run("check", "2024Q3", "--slips", "slips", "--data", folder).output
    assert any("2024-09" in path.name for path in (tmp_path / "slips").iterdir())
    refused = workbook(
        tmp_path / "乙.xlsx", [[1, "培训人数", "乙", "人", "约3"]], above=[("2024年三季度",), ("填报单位", "乙")]
    )
    run("add", refused, "--slips", "back", "--data", folder)
    assert sorted(path.name for path in (tmp_path / "back").iterdir()) == [
        "return-slip-乙-2024-09.html",
        "return-slip-乙-2024-09.xlsx",
    ]
    assert "unknown period '2024-13'" in str(run("template", "2024-13", "--area", "甲", "--data", folder).exception)


def test_nothing_due_is_said_by_the_months_name(write):
    files = {
        **MONTHLY,
        "indicators.csv": MONTHLY["indicators.csv"].replace("monthly", "annual").replace("quarterly", "annual"),
    }
    ds = open_dataset(write(files))
    with pytest.raises(InputError, match="nothing is due from 甲 in 2024-09"):
        make_template(ds, "2024Q3", "甲")


@pytest.mark.parametrize("period", ["2025-01", "2025Q3"])
def test_before_its_plan_a_year_has_no_template_and_says_why(write, period):
    with pytest.raises(InputError, match=r"nothing is due from 甲 .*; 2025 has no plan yet"):
        make_template(open_dataset(write(MONTHLY)), period, "甲")

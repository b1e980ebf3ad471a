"""The command as it is typed: exit codes, one sentence on stderr, nothing written."""

import shutil
import subprocess
import sys
import webbrowser

import openpyxl
import pandas as pd
import pytest

from hrss_analysis.briefings import previewing

from .conftest import ROOT
from .docs.running import hrss as run


def hrss(*arguments, cwd=ROOT):
    done = run(arguments, cwd)
    return subprocess.CompletedProcess(arguments, done.code, done.out, done.err)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["report", "area_quarter", "-p", "area=江隂", "-p", "period=2024Q3"], 2, "did you mean '江阴'"),
        (["report", "area_quarter", "-p", "area=江阴", "-p", "perriod=2024Q3"], 2, "did you mean 'period'"),
        (["report", "area_quater", "-p", "period=2024Q3"], 2, "did you mean 'area_quarter'"),
        (["report", "city_quarter", "-p", "period"], 2, "written KEY=VALUE"),
        (["report", "city_quarter", "-p", "period=2024Q3", "-p", "period=2024Q4"], 2, "given twice"),
        (["batch", "2024Q5"], 2, "did you mean '2024Q4'"),
        (["batch", "2024Q3", "--area", "江隂"], 2, "did you mean '江阴'"),
        (["batch", "2024Q3", "--report", "citi_quarter"], 2, "did you mean 'city_quarter'"),
        (["batch", "2024Q3", "--jobs", "0"], 2, "--jobs"),
        (["batch", "2024Q3", "--format", "html,doc"], 2, "did you mean 'docx'"),
        (["batch", "2024Q3", "--lang", "zh,eng"], 2, "did you mean 'en'"),
        (["bundle", "2024Q3", "--lang", ""], 2, "Allowed: zh, en"),
        (["report", "city_quarter", "-p", "period=2024Q3", "--format", "pdd"], 2, "did you mean 'pdf'"),
        (["batch", "2024Q3", "--are", "江阴"], 2, "--area"),
        (["batch"], 2, "PERIOD"),
        (["batch", "2024Q3", "--data", "nowhere"], 1, "nowhere is not a dataset"),
        (["preview", "2024Q5"], 2, "did you mean '2024Q4'"),
        (["preview", "--area", "江隂"], 2, "did you mean '江阴'"),
        (["preview", "--report", "citi_quarter"], 2, "did you mean 'city_quarter'"),
        (["preview", "--port", "65536"], 2, "--port"),
        (["bacth"], 2, "batch"),
        (["data", "template", "2024Q3"], 2, "either --area or --department"),
        (["data", "template", "2024Q3", "--area", "江隂"], 2, "did you mean '江阴'"),
        (["data", "template", "2024Q3", "--department", "就管"], 2, "did you mean '就管中心'"),
        (["data", "template", "2024Q3", "--area", "江阴", "-o", "a.xls"], 2, "a template is an .xlsx file"),
        (["data", "template", "2023Q3", "--area", "江阴"], 2, "unknown target year"),
        (["data", "add", "nowhere.xlsx"], 1, "nowhere.xlsx"),
        (["data", "add", "README.md", "--sender", "江隂"], 2, "did you mean '江阴'"),
        (["backtest", "--out", "errors.xlsx"], 2, "the table is a .csv file"),
        (["backtest", "--data", "nowhere"], 1, "nowhere is not a dataset"),
        (["data", "check", "2024Q5"], 2, "a quarter is written 2024Q3"),
        (["data", "simulate", "--from", "2021q1"], 2, "did you mean '2021Q1'"),
    ],
)
def test_wrong_use_is_one_sentence_and_writes_nothing(tmp_path, arguments, code, said):
    with_out = (
        [*arguments, "--out", str(tmp_path / "out")] if arguments[0] in ("report", "batch", "preview") else arguments
    )
    done = hrss(*with_out)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.starts
def test_debug_shows_the_traceback_which_nobody_sees_otherwise():
    command = [sys.executable, "-m", "hrss_analysis", "batch", "2024Q5"]
    plain, debug = (
        subprocess.run([*command, *more], capture_output=True, text=True, cwd=ROOT, check=False)
        for more in ((), ("--debug",))
    )
    assert plain.returncode == 2
    assert plain.stderr.startswith("hrss: ")
    assert "Traceback" in debug.stderr


def test_help_lists_the_commands():
    assert {"batch", "report", "data"} <= set(hrss("--help").stdout.split())


def test_a_broken_table_is_named_with_its_line(write):
    folder = write({"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,/\n"})
    done = hrss("batch", "2024Q1", "--data", str(folder), "--out", str(folder / "out"))
    assert done.returncode == 1
    assert "targets/2024.csv, line 2, column value: '/' is not a value" in done.stderr
    assert not (folder / "out").exists()


@pytest.mark.starts
def test_a_quarter_without_actuals_is_warned_of(write):
    folder = write({"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n"})
    done = hrss("batch", "2024Q1", "--data", str(folder), "--out", str(folder / "out"))
    assert done.returncode == 0, done.stderr
    assert "no actuals for 2024Q1" in done.stderr
    page = (folder / "out/small/2024Q1/city.html").read_text(encoding="utf-8")
    assert "无从判断是否滞后" in page
    assert "<h2>走势" not in page


def test_a_reversed_range_is_wrong_use():
    done = hrss("data", "simulate", "--from", "2024Q4", "--to", "2024Q1")
    assert (done.returncode, "must not come after" in done.stderr) == (2, True)


def test_a_path_that_cannot_be_written_is_named(write, tmp_path):
    folder = write(
        {
            "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n",
            "actuals/2024Q1.csv": "no,area,value\n1,全市,3\n",
        }
    )
    (tmp_path / "file").write_text("not a folder")
    done = hrss("batch", "2024Q1", "--data", str(folder), "--out", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "file" in done.stderr
    assert "Traceback" not in done.stderr


def test_simulating_writes_marked_rows(write):
    folder = write(
        {
            "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n"
        }
    )
    done = hrss("data", "simulate", "--data", str(folder), "--from", "2024Q1", "--to", "2024Q2")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "actuals").iterdir()) == ["2024Q1.csv", "2024Q2.csv"]
    assert ",simulated," in (folder / "actuals/2024Q1.csv").read_text(encoding="utf-8")


def test_nothing_is_made_up_among_reported_figures(write):
    targets = "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,400\n"
    folder = write({"targets/2024.csv": targets, "actuals/2023Q4.csv": "no,area,value\n1,甲,480\n"})
    done = hrss("data", "simulate", "--data", str(folder), "--from", "2024Q1", "--to", "2024Q2")
    assert (done.returncode, done.stdout) == (1, "")
    assert "figures were reported here" in done.stderr
    assert [path.name for path in (folder / "actuals").iterdir()] == ["2023Q4.csv"]


def test_checking_a_plan(write):
    sound = hrss("plan", "check")
    assert (sound.returncode, "60 indicators and 600 targets checked" in sound.stdout) == (0, True)
    folder = write(
        {
            "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,500\n1,乙,assigned,,300\n"
        }
    )
    wrong = hrss("plan", "check", "--data", str(folder))
    assert wrong.returncode == 1
    assert "the areas add up to 800, the whole city has 900; the difference is -100 (unit: persons)" in wrong.stderr
    assert hrss("plan", "check", "--year", "2023").returncode == 2


def test_importing_a_document_with_an_error(tmp_path):
    (tmp_path / "plan.txt").write_text("没有表", encoding="utf-8")
    done = hrss("plan", "import", str(tmp_path / "plan.txt"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert (
        "error\tlayout\tannex 1\tthe table of indicators was not found; there should be a table with “序号、"
        in done.stderr
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["findings.csv"]


def test_checking_a_quarter(write):
    sound = hrss("data", "check", "2024Q1")
    assert (sound.returncode, "0 errors" in sound.stdout) == (0, True)
    files = {
        "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n1,甲,assigned,,9\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,-5\n",
    }
    wrong = hrss("data", "check", "2024Q1", "--data", str(write(files)))
    assert wrong.returncode == 1
    assert "培训人数 (甲): -5; it cannot be negative" in wrong.stderr
    assert hrss("data", "check", "2024q1").returncode == 2


def test_a_file_is_added_or_refused_with_a_slip(tmp_path):
    shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")
    made = hrss("data", "template", "2024Q3", "--area", "江阴", "--data", "wuxi", "-o", "江阴.xlsx", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "江阴 2024Q3: 江阴.xlsx\n")
    book = openpyxl.load_workbook(tmp_path / "江阴.xlsx")
    figure = book.worksheets[0]["E9"]
    figure.value = "约9000"
    book.save(tmp_path / "江阴.xlsx")
    before = (tmp_path / "wuxi/actuals/2024Q3.csv").read_bytes()
    refused = hrss("data", "add", "江阴.xlsx", "--data", "wuxi", "--slips", "slips", cwd=tmp_path)
    assert refused.returncode == 1
    assert "error\tamount\t江阴.xlsx, Return!E9\tUnemployed urban residents re-employed (Jiangyin): " in refused.stderr
    assert "“约9000” is not a definite number; give only the number" in refused.stderr
    assert (tmp_path / "wuxi/actuals/2024Q3.csv").read_bytes() == before
    assert {path.name for path in (tmp_path / "slips").iterdir()} == {
        "return-slip-江阴-2024Q3.xlsx",
        "return-slip-江阴-2024Q3.html",
    }
    figure.value = "13,100"
    book.save(tmp_path / "江阴.xlsx")
    added = hrss("data", "add", "江阴.xlsx", "--data", "wuxi", cwd=tmp_path)
    assert added.returncode == 0
    assert "1 figures of 江阴 for 2024Q3 added" in added.stdout
    checked = hrss("data", "check", "2024Q3", "--data", "wuxi", cwd=tmp_path)
    assert "江阴\t43\t43\t0\t0" in checked.stdout
    revised = "Unemployed urban residents re-employed (Jiangyin): revised from 12,466, as first reported, to 13,100"
    assert f"info\trevised\t2 江阴\t{revised}" in checked.stdout


def test_the_backtest_prints_a_table_and_writes_every_error(tmp_path):
    done = hrss("backtest", "--data", "tests/data/national", "--out", str(tmp_path / "errors.csv"))
    assert done.returncode == 0
    assert "month         method" in done.stdout
    errors = pd.read_csv(tmp_path / "errors.csv")
    assert list(errors)[:4] == ["no", "id", "area", "origin"]


def test_a_preview_is_of_the_latest_period_and_ends_well_when_interrupted(write, monkeypatch, tmp_path):
    asked = []

    def serve(ds, period, *_given, began, say, **options):
        asked.append((ds.name, period, options["workers"], options["port"]))
        began("http://127.0.0.1:1/index.html")
        say("1 of 1 reports made", False)
        say("x.csv: wrong\x1b", True)
        raise KeyboardInterrupt

    monkeypatch.setattr(previewing, "preview", serve)
    monkeypatch.setattr(webbrowser, "open", lambda _: pytest.fail("opened"))
    actuals = {f"actuals/2024Q{quarter}.csv": "no,area,value\n1,甲,2\n" for quarter in (1, 2)}
    done = hrss(
        "preview", "--data", str(write(actuals)), "--jobs", "3", "--port", "65535", "--no-browser", cwd=tmp_path
    )
    assert (done.returncode, asked) == (0, [("small", "2024Q2", 3, 65535)])
    assert done.stdout.splitlines()[0] == "http://127.0.0.1:1/index.html  (Ctrl+C ends)"
    assert done.stdout.endswith("1 of 1 reports made\n")
    assert done.stderr.endswith("x.csv: wrong\\x1b\n")

    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    hrss("preview", "2024Q1", "--data", str(write(actuals)), cwd=tmp_path)
    assert (asked[1][1], opened) == ("2024Q1", ["http://127.0.0.1:1/index.html"])

    done = hrss("preview", "--data", str(write(name="new")), cwd=tmp_path)
    assert (done.returncode, "has no figures yet: name the period" in done.stderr) == (1, True)

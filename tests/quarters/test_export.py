"""A period as tables for machines: they say what the frames say, rounded once, and the package says what they are."""

import hashlib
import json

import pandas as pd
import pytest
from click.testing import CliRunner

from hrss_analysis import quarter
from hrss_analysis.cli import hrss
from hrss_analysis.quarters.export import TABLES, export, sdmx

from ..conftest import ROOT

FILES = {
    "dataset.toml": 'title = "例"\ncity = "全市"\n[publishing]\nlicence = "CC-BY-4.0"\nsource = "某局"\n',
    "areas.csv": "area,code\n全市,1\n甲,2\n乙,3\n",
    "indicators.csv": "no,name,unit,kind,bound,pace,frequency,id\n7,培训人数,人,flow,at_least,accumulates,monthly,training\n",
    "targets/2024.csv": "no,area,state,bound,value\n7,全市,assigned,,3000\n7,甲,assigned,,1000\n7,乙,assigned,,2000\n",
    "actuals/2023Q3.csv": "no,area,value,flag,submitted_at\n7,甲,600,,2023-10-08\n7,乙,1500,,2023-10-08\n",
    "actuals/2024Q3.csv": "no,area,value,flag,submitted_at\n7,甲,749.9,P,2024-10-08\n7,乙,1500,,2024-10-09\n",
}


@pytest.fixture
def told(small):
    return quarter(small(FILES), "2024Q3")


@pytest.fixture
def written(told, tmp_path):
    files = export(told, tmp_path / "data")
    return {path.name: path for path in files}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_frame_rounded(told, written, name):
    table, frame = pd.read_csv(written[f"{name}.csv"]), getattr(told.rounded, name)
    assert len(table) == len(frame)
    for column in set(table) & set(frame.select_dtypes("number")):
        assert table[column].tolist() == pytest.approx(frame[column].astype(float).tolist(), nan_ok=True), column


def test_a_figure_is_rounded_and_a_code_has_its_sentence(written):
    cells = pd.read_csv(written["progress.csv"]).set_index("area")
    assert cells.loc["甲", ["actual", "completion", "status"]].tolist() == [
        750,
        0.75,
        "slightly_behind",
    ]  # 749.9 is short
    assert cells.at["甲", "id"] == "training"
    rests = pd.read_csv(written["project.csv"]).set_index("area")
    assert rests.at["甲", "reason_zh"].startswith("没有上年")


def test_no_binary_place_is_told(small, tmp_path):
    """98.046 against 98 is rounded to 98.05, and must not be read as 98.04999999999998."""
    register = "no,name,unit,kind,bound,pace,frequency\n1,结案率,%,rate,at_least,level,monthly\n"
    ds = small(
        {
            "indicators.csv": register,
            "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,98\n",
            "actuals/2024Q3.csv": "no,area,value\n1,甲,98.046\n",
        },
        name="half",
    )
    export(quarter(ds, "2024Q3"), tmp_path)
    assert ",98.05," in (tmp_path / "progress.csv").read_text(encoding="utf-8")


def test_figures_are_observations(told, written):
    found = pd.read_csv(written["figures.sdmx.csv"], dtype=str)
    assert list(found)[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    own = found[["FREQ", "REF_AREA", "INDICATOR", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]]
    assert own[own["TIME_PERIOD"] == "2024-Q3"].values.tolist() == [
        ["Q", "2", "training", "人", "2024-Q3", "750", "P"],
        ["Q", "3", "training", "人", "2024-Q3", "1500", "A"],
        ["Q", "1", "training", "人", "2024-Q3", "2250", "P"],
    ] or own[own["TIME_PERIOD"] == "2024-Q3"]["REF_AREA"].tolist() == ["2", "3", "1"]
    assert len(found) == len(told.history)


def test_a_code_that_two_areas_share_is_neithers(small):
    told = quarter(small({**FILES, "areas.csv": "area,code\n全市,1\n甲,1\n乙,3\n"}), "2024Q3")
    assert set(sdmx(told.ds, told.history)["REF_AREA"]) == {"全市", "甲", "乙"}


def test_the_package_says_what_they_are(told, written):
    package = json.loads(written["datapackage.json"].read_text(encoding="utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["sources"] == [{"title": "某局"}]
    assert package["hrss"] == {
        "period": "2024Q3", "as_of": "2024-10-09", "fingerprint": told.fingerprint, "simulated": False,
        "hrss_analysis": package["hrss"]["hrss_analysis"],
    }  # fmt: skip
    resources = {entry["name"]: entry for entry in package["resources"]}
    assert set(resources) == {*TABLES, "indicators", "areas", "figures"}
    for entry in resources.values():
        content = written[entry["path"]].read_bytes()
        assert (entry["bytes"], entry["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    for name in (*TABLES, "indicators", "areas"):
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == list(pd.read_csv(written[f"{name}.csv"], nrows=0))
        assert set(resources[name]["schema"].get("primaryKey", [])) <= {field["name"] for field in fields}
    types = {field["name"]: (field["type"], field.get("unit")) for field in resources["progress"]["schema"]["fields"]}
    assert types["actual"] == ("number", "unit of the indicator")
    assert types["completion"] == ("number", "share, 1 is 100 %")
    assert types["gap_points"] == ("number", "percentage points")
    assert types["no"] == ("integer", None)
    assert types["status"] == ("string", None)


@pytest.mark.parametrize(("data", "period"), [("data/wuxi", "2024Q3"), ("data/national", "2026-05")])
def test_keys_are_unique_and_the_same_is_the_same_bytes(data, period, tmp_path):
    from hrss_analysis import open_dataset

    one, two = (export(quarter(open_dataset(ROOT / data), period), tmp_path / name) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    package = json.loads(one[-1].read_text(encoding="utf-8"))
    for entry in package["resources"]:
        if "schema" in entry:
            table = pd.read_csv(one[0].with_name(entry["path"]))
            assert (
                not table.duplicated(entry["schema"].get("primaryKey", list(table))).any() or entry["name"] == "check"
            )


def test_the_command_writes_a_folder_a_period(tmp_path):
    data = str(ROOT / "data/national")
    told = CliRunner().invoke(
        hrss, ["data", "export", "2026-05", "2026Q2", "--data", data, "--out", str(tmp_path / "out")]
    )
    assert told.exit_code == 0, told.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"2026-05", "2026-06"}
    one = CliRunner().invoke(hrss, ["data", "export", "2026-05", "--data", data, "--out", str(tmp_path / "one")])
    assert one.output == f"14 files: {tmp_path / 'one'}\n"


def test_a_period_without_figures_is_refused_before_anything_is_written(tmp_path):
    data = str(ROOT / "data/national")
    told = CliRunner().invoke(
        hrss, ["data", "export", "2026-05", "2031-01", "--data", data, "--out", str(tmp_path / "out")]
    )
    assert told.exit_code != 0
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", ["licence = 4", 'licence = " "', 'license = "CC0"'])
def test_what_is_given_away_under_is_text(small, line):
    from hrss_analysis import InputError

    with pytest.raises(InputError, match="publishing"):
        _ = small({"dataset.toml": f'title = "例"\ncity = "全市"\n[publishing]\n{line}\n'}).settings
